import { missing } from '../effects/guards.js';
import { isFunction, isInside, isLoop, keyName, memberName, parentOf, unwrap, type Node } from '../project/ast.js';
import type { Binding } from '../project/scope.js';
import { bindingOf, identifiersIn, moduleOf } from '../project/module.js';
import { additionsTo } from '../values/additions.js';

/**
 * Whether what a call gives is needed by the same call in the next turn of its loop: `folder = await find({ name, parent:
 * folder.id })`, `query = addFilter(query, filter)`. Such turns can't be done together.
 */
export function isCarried(node: Node, loop: Node): boolean {
  let holder = parentOf(node);
  // In a callback nothing waits for the turn before; what is no promise, such as a builder, can be carried there, too.
  if (!isLoop(loop) && holder?.type === 'AwaitExpression') return false;
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
 * Whether a call in a loop is made once per group, not per row: in a loop over what `groupBy` made; in one over `[key, rows]`,
 * where it takes all rows at once (`for (const [type, ids] of byType) await load(type, [...ids])`); with a list that the turn
 * itself has filled in a loop.
 */
export function takesGroup(node: Node, loop: Node): boolean {
  const element = elementOf(loop);
  const rows = element?.type === 'ArrayPattern' && element.elements.length === 2 ? element.elements[1] : element;
  const module = moduleOf(node);
  const group = rows?.type === 'Identifier' ? bindingOf(module, rows) : null;
  if (isMadeByGrouping(loop)) return true;
  return identifiersIn(node).some((identifier) => {
    const binding = bindingOf(module, identifier);
    if (!binding) return false;
    if (binding !== group) return isPassed(identifier, node) && isFilledInLoop(binding, loop);
    return (rows !== element && isTakenWhole(identifier)) || (rows !== element && isPassed(identifier, node) && isWalked(binding, loop));
  });
}

/** `Object.values(groupBy(rows, …))`, `Object.entries(rowsGroupedByType)`, and a variable that `groupBy` filled. */
function isMadeByGrouping(loop: Node): boolean {
  const list =
    loop.type === 'ForOfStatement' ? loop.right
    : loop.type === 'CallExpression' && loop.callee.type === 'MemberExpression' ? loop.callee.object
    : null;
  if (!list) return false;
  const { text } = moduleOf(loop);
  return identifiersIn(list).some((identifier) => {
    if (/group(?:ed)?By/i.test(identifier.name)) return true;
    const declarator = bindingOf(moduleOf(loop), identifier)?.declarations[0]?.parent;
    if (declarator?.type !== 'VariableDeclarator' || declarator.init?.type !== 'CallExpression') return false;
    return /group(?:ed)?By/i.test(text.slice(declarator.init.callee.start, declarator.init.callee.end));
  });
}

/** Whether the second of a pair is used as a list: `rows.length`, `for (const row of rows)`. */
function isWalked(rows: Binding, loop: Node): boolean {
  return identifiersIn(loop).some((identifier) => {
    if (bindingOf(moduleOf(loop), identifier) !== rows) return false;
    const user = parentOf(identifier);
    if (user?.type === 'MemberExpression') return user.object === identifier && memberName(user) === 'length';
    return user?.type === 'ForOfStatement' && user.right === identifier;
  });
}

/** Whether a call is given a variable as it is, or as a property of an object: `save({ rows })`. */
function isPassed(identifier: Node, call: Node): boolean {
  const user = parentOf(identifier);
  if (user === call) return call.type === 'CallExpression' && call.callee !== (identifier as unknown);
  return user?.type === 'Property' && user.value === (identifier as unknown) && user.parent?.parent === call;
}

/** `const rows = []; for (const item of group) rows.push(…)`, or keys of an object, all of it in one turn of the outer loop. */
function isFilledInLoop(list: Binding, loop: Node): boolean {
  const declarator = list.declarations[0]!.parent;
  if (!isDeclaredIn(list, loop) || declarator?.type !== 'VariableDeclarator') return false;
  const { init } = declarator;
  const isOpen = init?.type === 'ObjectExpression' || (init?.type === 'ArrayExpression' && init.elements.length === 0);
  return isOpen && additionsTo(init).some((addition) => isRepeatedWithin(addition, loop));
}

function isRepeatedWithin(node: Node, outer: Node): boolean {
  for (let current = node.parent; current && current !== outer && !isFunction(current); current = current.parent) {
    if (isLoop(current)) return true;
  }
  return false;
}

/** What one turn of a loop, or one call of a callback, is given. */
function elementOf(loop: Node): Node | null {
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
