import { missing } from '../effects/guards.js';
import { isFunction, isInside, isLoop, keyName, memberName, parentOf, unwrap, type IdentifierNode, type Node } from '../project/ast.js';
import type { Binding } from '../project/scope.js';
import { bindingOf, moduleOf } from '../project/module.js';

/**
 * Whether what a call gives is needed by the same call in the next turn of its loop: `folder = await find({ name, parent:
 * folder.id })`. Such turns can't be done together.
 */
export function isCarried(node: Node, loop: Node): boolean {
  if (!isLoop(loop)) return false;
  let holder = parentOf(node);
  while (holder?.type === 'AwaitExpression') holder = parentOf(holder);
  if (holder?.type !== 'AssignmentExpression' || holder.operator !== '=' || holder.left.type !== 'Identifier') return false;
  const kept = bindingOf(moduleOf(node), holder.left);
  if (!kept || isDeclaredIn(kept, loop)) return false;
  return identifiersIn(node).some((identifier) => {
    const binding = bindingOf(moduleOf(node), identifier);
    if (!binding || binding === kept) return binding === kept;
    const declarator = isDeclaredIn(binding, loop) ? binding.declarations[0]!.parent : null;
    const init = declarator?.type === 'VariableDeclarator' ? declarator.init : null;
    return init != null && identifiersIn(init).some((inner) => bindingOf(moduleOf(node), inner) === kept);
  });
}

/**
 * Whether a node of a loop runs in the first turn that needs it and fills a variable that all others use: `let settings;
 * for (const row of rows) { settings ??= await load(); … }`.
 */
export function fillsOnce(node: Node, loop: Node): boolean {
  for (let child = node, parent = node.parent; parent && child !== loop && !isFunction(child); child = parent, parent = parent.parent) {
    const name =
      parent.type === 'AssignmentExpression' && /^(?:\?\?|\|\|)=$/.test(parent.operator) ? (parent.left as Node)
      : parent.type === 'IfStatement' && (parent.consequent as Node) === child ? missing(parent.test)
      : null;
    const filled = name && unwrap(name);
    const kept = filled?.type === 'Identifier' ? bindingOf(moduleOf(node), filled) : null;
    if (!kept || kept.kind !== 'variable' || isDeclaredIn(kept, loop)) continue;
    const writes = kept.writes.filter((write) => isInside(write, loop));
    if (writes.length > 0 && writes.every((write) => isInside(write, parent))) return true;
  }
  return false;
}

/**
 * Whether a loop walks groups, as `[key, rows]`, and a call in it takes all rows of the group at once:
 * `for (const [type, ids] of byType) await load(type, [...ids])`. That is one call per group, not per row.
 */
export function takesGroup(node: Node, loop: Node): boolean {
  const pair = pairOf(loop);
  const rows = pair?.type === 'ArrayPattern' && pair.elements.length === 2 ? pair.elements[1] : null;
  if (rows?.type !== 'Identifier') return false;
  const module = moduleOf(node);
  const group = bindingOf(module, rows);
  return identifiersIn(node).some((identifier) => bindingOf(module, identifier) === group && isTakenWhole(identifier));
}

/** What one turn of a loop, or one call of a callback, is given. */
function pairOf(loop: Node): Node | null {
  if (loop.type === 'ForOfStatement') {
    return (loop.left.type === 'VariableDeclaration' ? loop.left.declarations[0]?.id : loop.left) as Node;
  }
  const callback = loop.type === 'CallExpression' ? unwrap((loop.arguments[0] ?? loop)) : null;
  const isCallback = callback?.type === 'ArrowFunctionExpression' || callback?.type === 'FunctionExpression';
  return isCallback ? ((callback.params[0] as Node | undefined) ?? null) : null;
}

/** `[...rows]`, `Array.from(rows)`, `rows.map(…)`, `{ in: rows }`. */
function isTakenWhole(rows: Node): boolean {
  const user = parentOf(rows);
  switch (user?.type) {
    case 'SpreadElement':
      return user.parent?.type === 'ArrayExpression';
    case 'CallExpression':
      return user.callee.type === 'MemberExpression' && memberName(user.callee) === 'from';
    case 'MemberExpression':
      return memberName(user) === 'map';
    case 'Property':
      return /^\$?in$/.test(keyName(user.key, user.computed) ?? '');
    default:
      return false;
  }
}

function isDeclaredIn(binding: Binding, outer: Node): boolean {
  const declaration = binding.declarations[0]!;
  return declaration.start >= outer.start && declaration.end <= outer.end;
}

/** The names that are used in a node. */
function identifiersIn(node: Node): IdentifierNode[] {
  return moduleOf(node).identifiers.filter((identifier) => isInside(identifier, node));
}
