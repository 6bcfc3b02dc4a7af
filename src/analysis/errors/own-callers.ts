import { forEachChild, isFunction, memberName, unwrap, type FunctionNode, type Node } from '../project/ast.js';

/** What only other parts of the same deployment know. */
const SHARED_SECRET = /INTERNAL|CRON|SECRET/;

/**
 * Whether a node answers callers of the same deployment alone: its handler first turns away whoever lacks a secret of the
 * environment (`if (token !== process.env.INTERNAL_API_KEY) return …`).
 */
export function answersOwnCallers(node: Node): boolean {
  const handler = outermostFunction(node);
  let found = false;
  function visit(current: Node): void {
    if (found || current.start >= node.start) return;
    if (current.type === 'IfStatement' && current.end <= node.start && asksForSecret(current.test)) found = true;
    else forEachChild(current, visit);
  }
  if (handler) visit(handler);
  return found;
}

function asksForSecret(written: Node): boolean {
  const test = unwrap(written);
  return test.type === 'BinaryExpression' && /^!==?$/.test(test.operator) && [test.left as Node, test.right].some(isSharedSecret);
}

function outermostFunction(node: Node): FunctionNode | null {
  let found: FunctionNode | null = null;
  for (let current = node.parent; current; current = current.parent) if (isFunction(current)) found = current;
  return found;
}

/** `process.env.INTERNAL_API_KEY`, `env.CRON_SECRET`, or a text that ends in one: `Bearer ${process.env.CRON_SECRET}`. */
function isSharedSecret(written: Node): boolean {
  const node = unwrap(written);
  if (node.type === 'TemplateLiteral') return node.expressions.some(isSharedSecret);
  if (node.type !== 'MemberExpression' || !SHARED_SECRET.test(memberName(node) ?? '')) return false;
  const object = unwrap(node.object);
  return (object.type === 'Identifier' ? object.name : object.type === 'MemberExpression' ? memberName(object) : null) === 'env';
}
