import { calleeOf, forEachChild, isCall, isFunction, unwrap, type Node } from '../project/ast.js';
import type { Project } from '../project/project.js';
import { evaluate } from '../values/evaluate.js';

/**
 * Whether code only reads what it was given, by functions of the language: `JSON.parse(text)`, `new URL(input)`. That it
 * fails says that the input is bad, and its stack says nothing more.
 */
export function isParsing(project: Project, node: Node): boolean {
  const calls: Node[] = [];
  let isPlain = true;
  function visit(current: Node): void {
    if (current.type === 'AwaitExpression') isPlain = false;
    if (isFunction(current)) return;
    if (isCall(current)) calls.push(current);
    forEachChild(current, visit);
  }
  visit(node);
  return isPlain && calls.length > 0 && calls.every((call) => isOfLanguage(project, call));
}

/** A function of a global object, or a method of what one gave. */
function isOfLanguage(project: Project, call: Node): boolean {
  if (!isCall(call)) return false;
  let root = unwrap(calleeOf(call));
  while (root.type === 'MemberExpression') root = unwrap(root.object);
  if (isCall(root)) return isOfLanguage(project, root);
  if (root.type !== 'Identifier') return root.type === 'Literal' || root.type === 'TemplateLiteral';
  const value = evaluate(project, root);
  return value.kind === 'library' && value.package === 'global' && value.model === null;
}
