import { isCall, isInside, memberName, parentOf, unwrap, type Node } from '../project/ast.js';
import { bindingOf, moduleOf, nodesOf, referencesOf } from '../project/module.js';

/**
 * Whether an expression is the signal of a controller that no timer aborts: `controller.signal` of a `new AbortController()`
 * that stays in its function. It ends a call that someone gives up, and none whose peer is silent.
 */
export function isUntimedSignal(expression: Node): boolean {
  const signal = unwrap(expression);
  if (signal.type !== 'MemberExpression' || memberName(signal) !== 'signal' || signal.object.type !== 'Identifier') return false;
  const module = moduleOf(signal);
  const binding = bindingOf(module, signal.object);
  const [declaration] = binding?.declarations ?? [];
  const declarator = declaration && parentOf(declaration);
  if (!binding || binding.writes.length > 0 || declarator?.type !== 'VariableDeclarator' || !isController(declarator.init)) return false;
  return referencesOf(module, binding).every((reference) => {
    const member = parentOf(reference);
    // A controller that is handed on may be aborted by anything.
    return member?.type === 'MemberExpression' && member.object.start === reference.start && !isInTimer(member);
  });
}

function isController(node: Node | null): boolean {
  return node?.type === 'NewExpression' && node.callee.type === 'Identifier' && node.callee.name === 'AbortController';
}

/** `setTimeout(() => controller.abort(), ms)`, or anything else that runs late. */
function isInTimer(node: Node): boolean {
  return nodesOf(moduleOf(node), 'CallExpression').some(
    (call) => isCall(call) && isInside(node, call) && call.callee.type === 'Identifier' && /timeout|timer|delay/i.test(call.callee.name),
  );
}
