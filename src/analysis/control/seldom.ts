import { enclosingFunction, isCall, isFunction, memberName, unwrap, type Node } from '../project/ast.js';
import { bindingOf, identifiersIn, moduleOf } from '../project/module.js';

/**
 * Whether a node runs far less often than its function is called: behind `if (done[key]) return;` where the module keeps
 * what was done, or in `if (now - last >= interval) { … }`. Looks no further than the function that the node is in.
 */
export function isSeldom(node: Node): boolean {
  for (let child = node, parent = node.parent; parent && !isFunction(child); child = parent, parent = parent.parent) {
    if (parent.type === 'IfStatement' && (parent.consequent as Node) === child && isLongAfter(unwrap(parent.test))) return true;
    if (parent.type !== 'BlockStatement') continue;
    if (parent.body.some((statement) => statement.end <= child.start && isDoneBefore(statement))) return true;
  }
  return false;
}

/** `if (created[name]) return;`, and `created[name] = true` in the same function, with a record of the module. */
function isDoneBefore(statement: Node): boolean {
  if (statement.type !== 'IfStatement') return false;
  const { consequent } = statement;
  const leaving = consequent.type === 'BlockStatement' ? (consequent.body[consequent.body.length - 1] as Node | undefined) : consequent;
  const test = unwrap(statement.test);
  if (leaving?.type !== 'ReturnStatement' || test.type !== 'MemberExpression' || !test.computed || test.object.type !== 'Identifier') return false;
  const module = moduleOf(statement);
  const record = bindingOf(module, test.object);
  const fn = enclosingFunction(statement);
  if (!fn || record?.kind !== 'variable' || record.scope.parent !== null) return false;
  return identifiersIn(fn).some((identifier) => {
    const member = identifier.parent;
    if (bindingOf(module, identifier) !== record || member?.type !== 'MemberExpression') return false;
    return member.computed && member.parent?.type === 'AssignmentExpression' && member.parent.left === (member as unknown);
  });
}

/** `Date.now() - last >= interval`, by whichever names. */
function isLongAfter(test: Node): boolean {
  if (test.type !== 'BinaryExpression' || !/^>=?$/.test(test.operator)) return false;
  const passed = unwrap(test.left);
  return passed.type === 'BinaryExpression' && passed.operator === '-' && isNow(passed.left);
}

/** `Date.now()`, `performance.now()`, or a variable with it. */
function isNow(written: Node): boolean {
  const node = unwrap(written);
  if (node.type === 'Identifier') {
    const declarator = bindingOf(moduleOf(node), node)?.declarations[0]?.parent;
    return declarator?.type === 'VariableDeclarator' && declarator.init !== null && declarator.init.type === 'CallExpression' && isNow(declarator.init);
  }
  if (!isCall(node) || node.type !== 'CallExpression' || node.callee.type !== 'MemberExpression') return false;
  const { object } = node.callee;
  return memberName(node.callee) === 'now' && object.type === 'Identifier' && /^(?:Date|performance)$/.test(object.name);
}
