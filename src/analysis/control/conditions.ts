import { isFunction, isLoop, memberName, unwrap, type IdentifierNode, type Node } from '../project/ast.js';
import { bindingOf, identifiersIn, moduleOf } from '../project/module.js';

/** How many variables are followed from one to the next. */
const MAX_STEPS = 5;

/** Whether a node runs in the handler of an error, within its function: as often as things go wrong. */
export function isInHandler(node: Node): boolean {
  for (let current = node.parent; current; current = current.parent) {
    if (current.type === 'CatchClause') return true;
    if (isFunction(current)) {
      const call = current.parent;
      const callee = call?.type === 'CallExpression' ? call.callee : null;
      return callee?.type === 'MemberExpression' && memberName(callee) === 'catch';
    }
  }
  return false;
}

/**
 * Whether a node runs only after a look-up in memory found nothing: `map.get(id) ?? (await load(id))`,
 * `if (!cache.has(id)) cache.set(id, await load(id))`, `const hit = cache.get(id); if (hit) return hit; …`. Such work is
 * done once per distinct key. Looks no further than the function that the node is in.
 */
export function isBehindMiss(node: Node): boolean {
  for (let child = node, parent = node.parent; parent && !isFunction(child); child = parent, parent = parent.parent) {
    if (parent.type === 'LogicalExpression' && parent.right === (child as unknown) && parent.operator !== '&&') {
      if (isMemoryLookUp(parent.left)) return true;
    }
    if (parent.type === 'AssignmentExpression' && parent.right === (child as unknown)) {
      const isMemo = /^(?:\?\?|\|\|)=$/.test(parent.operator) && parent.left.type === 'MemberExpression' && parent.left.computed;
      if (isMemo) return true;
    }
    if (parent.type === 'IfStatement') {
      if (parent.consequent === (child as unknown) && isMissTest(parent.test)) return true;
      if (parent.alternate === (child as unknown) && isMemoryLookUp(parent.test)) return true;
    }
    if (parent.type === 'ConditionalExpression') {
      if (parent.alternate === (child as unknown) && isMemoryLookUp(parent.test)) return true;
      if (parent.consequent === (child as unknown) && isMissTest(parent.test)) return true;
    }
    if (parent.type === 'BlockStatement' && parent.body.some((statement) => statement.end <= child.start && isHitExit(statement))) {
      return true;
    }
  }
  return false;
}

/** `if (hit) return hit;` where `hit` was looked up in memory. `if (visited.has(id)) return;` gives nothing back. */
function isHitExit(statement: Node): boolean {
  if (statement.type !== 'IfStatement') return false;
  return (answers(statement.consequent) && isMemoryLookUp(statement.test)) || returnsKept(statement.consequent, statement.test);
}

/** `if (this.rows && isFresh()) return this.rows;`: what a field or a variable of the module keeps from an earlier call. */
function returnsKept(consequent: Node, test: Node): boolean {
  const last = consequent.type === 'BlockStatement' ? (consequent.body[consequent.body.length - 1] as Node | undefined) : consequent;
  const kept = last?.type === 'ReturnStatement' && last.argument ? unwrap(last.argument) : null;
  if (!kept || !isKept(kept)) return false;
  const { text } = moduleOf(kept);
  return text.slice(test.start, test.end).includes(text.slice(kept.start, kept.end));
}

function isKept(node: Node): boolean {
  if (node.type === 'MemberExpression') return node.object.type === 'ThisExpression';
  if (node.type !== 'Identifier') return false;
  const binding = bindingOf(moduleOf(node), node);
  return binding?.kind === 'variable' && binding.scope.parent === null;
}

function answers(statement: Node): boolean {
  if (statement.type === 'ReturnStatement') return statement.argument !== null;
  if (statement.type !== 'BlockStatement') return false;
  const last = statement.body[statement.body.length - 1] as Node | undefined;
  if (last?.type === 'ContinueStatement') return statement.body.length > 1;
  return last !== undefined && answers(last);
}

/** `!cache.has(id)`, `!hit`, `hit === undefined`. */
function isMissTest(test: Node): boolean {
  const node = unwrap(test);
  if (node.type === 'UnaryExpression' && node.operator === '!') return isMemoryLookUp(node.argument);
  if (node.type === 'BinaryExpression' && /^={2,3}$/.test(node.operator)) return isMemoryLookUp(node.left);
  return node.type === 'LogicalExpression' && [node.left, node.right].some(isMissTest);
}

/** `cache.get(id)`, `cache.has(id)`, `cache[id]`, `id in cache`, or a variable with the result of one, without waiting. */
function isMemoryLookUp(expression: Node): boolean {
  const node = unwrap(expression);
  switch (node.type) {
    case 'CallExpression': {
      if (node.callee.type !== 'MemberExpression' || node.arguments.length !== 1) return false;
      return ['get', 'has', 'peek'].includes(memberName(node.callee) ?? '');
    }
    case 'MemberExpression':
      return node.computed && node.property.type !== 'Literal';
    case 'BinaryExpression':
      return node.operator === 'in' || (/^!={1,2}$/.test(node.operator) && isMemoryLookUp(node.left));
    case 'LogicalExpression':
      return node.operator === '&&' && [node.left, node.right].some(isMemoryLookUp);
    case 'Identifier': {
      const binding = bindingOf(moduleOf(node), node);
      const declarator = binding?.kind === 'variable' ? binding.declarations[0]?.parent : null;
      return declarator?.type === 'VariableDeclarator' && declarator.init !== null && isMemoryLookUp(declarator.init);
    }
    default:
      return false;
  }
}

/**
 * Whether a node runs for the one element that has a key, or is one: `if (row.id === wanted) { … }`, `if (key === 'assignee')
 * { … }`, `if (made.length === 1) { … }`. Looks no further than its function.
 */
export function isForOneElement(node: Node): boolean {
  for (let child = node, parent = node.parent; parent && !isFunction(child); child = parent, parent = parent.parent) {
    const test =
      parent.type === 'IfStatement' && (parent.consequent as Node) === child ? parent.test
      : parent.type === 'ConditionalExpression' && (parent.consequent as Node) === child ? parent.test
      : parent.type === 'LogicalExpression' && parent.operator === '&&' && (parent.right as Node) === child ? parent.left
      : null;
    if (test && isKeyTest(unwrap(test))) return true;
  }
  return false;
}

/** The variable of a `for…of` or `for…in` loop: one of its values, and of a key there is only one. */
function isTurn(node: Node): boolean {
  const declaration = node.type === 'Identifier' ? bindingOf(moduleOf(node), node)?.declarations[0] : undefined;
  const loop = declaration?.parent?.parent?.parent;
  return (loop?.type === 'ForOfStatement' || loop?.type === 'ForInStatement') && (loop.left as Node) === declaration?.parent?.parent;
}

/** `made.length`, where the loop round it adds to the list: it is of that length in one turn. */
function isGrowingLength(node: Node): boolean {
  if (node.type !== 'MemberExpression' || memberName(node) !== 'length' || node.object.type !== 'Identifier') return false;
  const list = bindingOf(moduleOf(node), node.object);
  let loop: Node | null | undefined = node.parent;
  while (loop && !isLoop(loop) && !isFunction(loop)) loop = loop.parent;
  if (!list || !loop || !isLoop(loop)) return false;
  return identifiersIn(loop).some((use) => {
    const member = use.parent;
    return member?.type === 'MemberExpression' && member.object === use && memberName(member) === 'push' && bindingOf(moduleOf(node), use) === list;
  });
}

function isKeyTest(test: Node): boolean {
  if (test.type === 'LogicalExpression') return test.operator === '&&' && [test.left, test.right].some((side) => isKeyTest(unwrap(side)));
  if (test.type !== 'BinaryExpression' || !/^={2,3}$/.test(test.operator)) return false;
  const [left, right] = [test.left as Node, test.right].map(unwrap) as [Node, Node];
  if (right.type === 'Literal' && typeof right.value === 'string' && isTurn(left)) return true;
  if (right.type === 'Literal' && typeof right.value === 'number' && isGrowingLength(left)) return true;
  return [left, right].some((node) => {
    return node.type === 'MemberExpression' && ['id', '_id', 'uuid'].includes(memberName(node) ?? '');
  });
}

/**
 * Whether a node of a loop runs for elements of one kind, and asks the same whichever element it is: `if (section ===
 * Section.Channels) total = await count(org)`. A list of kinds has each of them once, and of what is asked nothing depends on
 * the element.
 */
export function isForOneKind(node: Node, loop: Node): boolean {
  const isOfTurn = (of: Node) => identifiersIn(of).some((identifier) => comesFromTurn(identifier, loop));
  for (let child = node, parent = node.parent; parent && child !== loop && !isFunction(child); child = parent, parent = parent.parent) {
    if (parent.type !== 'IfStatement' || (parent.consequent as Node) !== child) continue;
    const test = unwrap(parent.test);
    if (test.type !== 'BinaryExpression' || !/^={2,3}$/.test(test.operator)) continue;
    const [left, right] = [test.left as Node, test.right].map(unwrap) as [Node, Node];
    if (isOfTurn(left) && isKind(right)) return !isOfTurn(node);
  }
  return false;
}

/** `'channels'`, `Section.Channels`, `CHANNELS`. */
function isKind(node: Node): boolean {
  if (node.type === 'Literal') return typeof node.value === 'string';
  if (node.type === 'Identifier') return /^[A-Z][A-Z0-9_]+$/.test(node.name);
  return node.type === 'MemberExpression' && !node.computed && node.object.type === 'Identifier' && /^[A-Z]/.test(node.object.name);
}

/** Whether a name is the element of a loop's turn, or made of it: a variable of the loop that isn't made of other things alone. */
function comesFromTurn(identifier: IdentifierNode, loop: Node, depth = 0): boolean {
  const binding = bindingOf(moduleOf(identifier), identifier);
  const declaration = binding?.declarations[0];
  if (!declaration || declaration.start < loop.start || declaration.end > loop.end) return false;
  const declarator = declaration.parent;
  if (declarator?.type !== 'VariableDeclarator' || !declarator.init || binding.writes.length > 0 || depth > MAX_STEPS) return true;
  return identifiersIn(declarator.init).some((inner) => comesFromTurn(inner, loop, depth + 1));
}

/**
 * Whether the turn of a loop in which a node runs is always the loop's last: `return` or `break` follows in the same
 * block, or the node is in the `return` itself.
 */
export function endsLoop(node: Node, loop: Node): boolean {
  if (!isLoop(loop)) return false;
  let inSwitch = false;
  for (let child = node, parent = node.parent; parent && child !== loop; child = parent, parent = parent.parent) {
    if (isFunction(child) || isLoop(child)) return false;
    if (child.type === 'ReturnStatement' || child.type === 'ThrowStatement') return true;
    inSwitch ||= child.type === 'SwitchStatement';
    const block = parent.type === 'BlockStatement' ? parent.body : parent.type === 'SwitchCase' ? parent.consequent : [];
    // What a `try` block ends with may be skipped, but then its turn goes on in the handler only.
    if (block.some((statement) => statement.start >= child.end && isEnd(statement, inSwitch || parent.type === 'SwitchCase'))) {
      return true;
    }
  }
  return false;
}

function isEnd(statement: Node, inSwitch: boolean): boolean {
  if (statement.type === 'BreakStatement') return !inSwitch || statement.label !== null;
  return statement.type === 'ReturnStatement' || statement.type === 'ThrowStatement';
}
