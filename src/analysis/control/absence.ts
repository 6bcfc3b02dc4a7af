import { isFunction, unwrap, type Node } from '../project/ast.js';
import { bindingOf, moduleOf } from '../project/module.js';

/**
 * Whether a node runs only where something that its function is given is left out: `if (!options.tx) { … }`,
 * `tx ? a : b`, behind `if (tx) return …`. Looks no further than the function that the node is in.
 */
export function isWithoutParameter(node: Node): boolean {
  for (let child = node, parent = node.parent; parent && !isFunction(child); child = parent, parent = parent.parent) {
    if (parent.type === 'IfStatement' || parent.type === 'ConditionalExpression') {
      if (parent.consequent === (child as unknown) && isAbsent(parent.test, true)) return true;
      if (parent.alternate === (child as unknown) && isAbsent(parent.test, false)) return true;
    }
    if (parent.type === 'LogicalExpression' && parent.right === (child as unknown)) {
      if (parent.operator === '&&' ? isAbsent(parent.left, true) : isGiven(parent.left)) return true;
    }
    const before = parent.type === 'BlockStatement' ? parent.body.filter((statement) => statement.end <= child.start) : [];
    if (before.some((statement) => isExitWithParameter(statement))) return true;
  }
  return false;
}

function isExitWithParameter(statement: Node): boolean {
  return statement.type === 'IfStatement' && leaves(statement.consequent) && isAbsent(statement.test, false);
}

function leaves(statement: Node): boolean {
  if (statement.type === 'ReturnStatement' || statement.type === 'ThrowStatement') return true;
  return statement.type === 'BlockStatement' && statement.body.some((inner) => inner.type === 'ReturnStatement');
}

/** Whether a test with this outcome says that a parameter is left out. */
function isAbsent(expression: Node, outcome: boolean): boolean {
  const test = unwrap(expression);
  if (test.type === 'UnaryExpression' && test.operator === '!') return isAbsent(test.argument, !outcome);
  if (test.type === 'LogicalExpression') {
    const isDecided = test.operator === (outcome ? '&&' : '||');
    return isDecided && [test.left, test.right].some((side) => isAbsent(side, outcome));
  }
  if (test.type === 'BinaryExpression' && /^[!=]==?$/.test(test.operator)) {
    const sides = [test.left as Node, test.right].map(unwrap);
    const isEqual = test.operator.startsWith('=');
    return isEqual === outcome && sides.some(isNothing) && sides.some(isGiven);
  }
  return !outcome && isGiven(test);
}

function isNothing(node: Node): boolean {
  return (node.type === 'Literal' && node.value === null) || (node.type === 'Identifier' && node.name === 'undefined');
}

/** A parameter, a member of one, or what is taken out of one. */
function isGiven(expression: Node): boolean {
  const node = unwrap(expression);
  if (node.type === 'MemberExpression') return isGiven(node.object);
  if (node.type !== 'Identifier') return false;
  const binding = bindingOf(moduleOf(node), node);
  if (binding?.kind === 'parameter') return true;
  let holder: Node | null | undefined = binding?.kind === 'variable' ? binding.declarations[0]?.parent : null;
  while (holder && (holder.type === 'Property' || holder.type === 'ObjectPattern' || holder.type === 'AssignmentPattern')) holder = holder.parent;
  return holder?.type === 'VariableDeclarator' && holder.init !== null && isGiven(holder.init);
}
