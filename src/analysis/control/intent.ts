import { isFunction, type Node } from '../project/ast.js';
import type { Module } from '../project/module.js';

/** Words of a comment which says that each element is meant to be handled by itself. */
const INTENT =
  /one (?:by one|at a time)|sequential|in (?:order|sequence|series)\b|serial|individual|by itself|on its own|separate|per[- ](?:row|item|record|element|entity|document)|\bhooks?\b|on purpose|intention|deliberate|rate.?limit|deadlock|memory/i;

/** Whether a comment above a loop, or in it before the node, says that elements are meant to be handled one by one. */
export function isIntended(module: Module, loop: Node, node: Node): boolean {
  const statement = statementOf(loop);
  return module.comments.some(({ start, end, value }) => {
    if (!INTENT.test(value) || end > node.start) return false;
    return start >= statement.start || isBetweenComments(module, end, statement.start);
  });
}

/** Words of a comment which says that a single read is meant, now and not before the loop. */
const MEANT = /one (?:by one|at a time)|sequential.*(?:avoid|prevent)|overwhelm|on purpose|intention|deliberate|fail.?closed|\brace\b|memory/i;

/** Whether a comment right above a loop, or right above the statement of a read in it, says that it is meant so. */
export function isReadIntended(module: Module, loop: Node, node: Node): boolean {
  const statements = [statementOf(loop), statementOf(node)];
  return module.comments.some(({ end, value }) => MEANT.test(value) && statements.some(({ start }) => isBetweenComments(module, end, start)));
}

/** Whether only white space and other comments stand between two offsets. */
function isBetweenComments(module: Module, from: number, to: number): boolean {
  let rest = module.text.slice(from, to);
  if (from > to || rest.length > 2000) return false;
  rest = rest.replace(/\/\/[^\n]*|\/\*[\s\S]*?\*\//g, '');
  return rest.trim() === '';
}

function statementOf(node: Node): Node {
  let current = node;
  while (current.parent && !/Statement$|Declaration$|^Program$/.test(current.type) && !isFunction(current)) current = current.parent;
  return current;
}
