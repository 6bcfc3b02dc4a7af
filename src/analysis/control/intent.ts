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
