import {
  forEachChild,
  isCall,
  isFunction,
  memberName,
  parentOf,
  unwrap,
  type IdentifierNode,
  type Node,
  type NodeOf,
} from '../project/ast.js';
import { bindingOf, moduleOf, referencesOf } from '../project/module.js';

/**
 * What becomes of a promise, or of a list of promises: the code waits for it (`awaited`) or gives it to its caller
 * (`returned`), several are waited for at once (`joined`), nothing waits (`dropped`), or it goes where it isn't followed.
 */
export type Fate =
  | { kind: 'awaited' | 'returned' | 'dropped' | 'unknown' }
  /** `Promise.all(…)` and its like, or the loop that waits for one after the other. */
  | { kind: 'joined'; by: NodeOf<'CallExpression' | 'ForOfStatement'> };

const AWAITED: Fate = { kind: 'awaited' };
const RETURNED: Fate = { kind: 'returned' };
const DROPPED: Fate = { kind: 'dropped' };
const UNKNOWN: Fate = { kind: 'unknown' };

const CHAINING = new Set(['then', 'catch', 'finally']);
/** Methods of lists whose result holds the list's promises, or promises that wait for them. */
const KEEPING = new Set(['map', 'filter', 'flat', 'concat', 'slice', 'reverse', 'values']);
const JOINING = new Set(['all', 'allSettled', 'any', 'race']);

/** What becomes of the promise, or the list of promises, that an expression gives, followed through variables and lists. */
export function fateOf(expression: Node): Fate {
  return follow(expression, new Set());
}

function follow(node: Node, seen: Set<Node>): Fate {
  const parent = parentOf(node);
  if (!parent || seen.has(parent)) return UNKNOWN;
  seen.add(parent);
  switch (parent.type) {
    case 'AwaitExpression':
    case 'YieldExpression':
      return AWAITED;
    case 'ReturnStatement':
    case 'ArrowFunctionExpression':
      return RETURNED;
    case 'ExpressionStatement':
      return DROPPED;
    case 'UnaryExpression':
      return parent.operator === 'void' ? DROPPED : UNKNOWN;
    case 'ConditionalExpression':
      return unwrap(parent.test) === node ? UNKNOWN : follow(parent, seen);
    case 'LogicalExpression':
    case 'SpreadElement':
    case 'ArrayExpression':
      return follow(parent, seen);
    case 'MemberExpression':
      return ofReceiver(parent, node, seen);
    case 'CallExpression':
      return ofArgument(parent, seen);
    case 'VariableDeclarator':
      return parent.id.type === 'Identifier' ? ofVariable(parent.id, seen) : UNKNOWN;
    case 'AssignmentExpression':
      return ofAssigned(unwrap(parent.left), seen);
    case 'ForOfStatement':
      return parent.await || waitsForElement(parent) ? { kind: 'joined', by: parent } : UNKNOWN;
    default:
      return UNKNOWN;
  }
}

/** `promise.then(…)`, `promises.filter(…)`. */
function ofReceiver(member: NodeOf<'MemberExpression'>, node: Node, seen: Set<Node>): Fate {
  const call = parentOf(member);
  const name = memberName(member) ?? '';
  if (unwrap(member.object) !== unwrap(node) || call?.type !== 'CallExpression' || unwrap(call.callee) !== member) return UNKNOWN;
  return CHAINING.has(name) || KEEPING.has(name) ? follow(call, seen) : UNKNOWN;
}

/** `Promise.all(promises)`, `promises.push(promise)`. */
function ofArgument(call: NodeOf<'CallExpression'>, seen: Set<Node>): Fate {
  const callee = unwrap(call.callee);
  if (callee.type !== 'MemberExpression') return UNKNOWN;
  const name = memberName(callee) ?? '';
  const object = unwrap(callee.object);
  if (object.type !== 'Identifier') return UNKNOWN;
  if (object.name === 'Promise' && JOINING.has(name)) return { kind: 'joined', by: call };
  if (name === 'push' || name === 'unshift' || name === 'add') return ofVariable(object, seen);
  return name === 'concat' ? follow(call, seen) : UNKNOWN;
}

/** `pending = …`, `pending[i] = …`. */
function ofAssigned(left: Node, seen: Set<Node>): Fate {
  const target = left.type === 'MemberExpression' && left.computed ? unwrap(left.object) : left;
  return target.type === 'Identifier' ? ofVariable(target, seen) : UNKNOWN;
}

/** The first of a variable's uses, in source order, that waits for what it holds; else what another one does with it. */
function ofVariable(name: IdentifierNode, seen: Set<Node>): Fate {
  const module = moduleOf(name);
  const binding = bindingOf(module, name);
  if (!binding || binding.kind !== 'variable') return UNKNOWN;
  const uses = referencesOf(module, binding).filter((use) => use !== name && !isTarget(use));
  if (uses.length === 0) return DROPPED;
  const fates = uses.map((use) => follow(use, seen));
  return fates.find(({ kind }) => kind === 'joined' || kind === 'awaited') ?? fates.find(({ kind }) => kind === 'returned') ?? UNKNOWN;
}

/** Whether a use of a list's name only adds to it: `promises.push(…)`, `promises[i] = …`. */
function isTarget(use: IdentifierNode): boolean {
  const member = parentOf(use);
  if (member?.type === 'AssignmentExpression') return (member.left as Node) === use;
  if (member?.type !== 'MemberExpression' || unwrap(member.object) !== use) return false;
  const outer = parentOf(member);
  if (outer?.type === 'AssignmentExpression') return (outer.left as Node) === member;
  return ['push', 'unshift', 'add'].includes(memberName(member) ?? '') && isCall(outer);
}

/** `for (const promise of promises) await promise;`. */
function waitsForElement(loop: NodeOf<'ForOfStatement'>): boolean {
  const declared = loop.left.type === 'VariableDeclaration' ? loop.left.declarations[0]?.id : loop.left;
  return declared?.type === 'Identifier' && awaits(loop.body, declared.name);
}

function awaits(node: Node, name: string): boolean {
  if (node.type === 'AwaitExpression') {
    const awaited = unwrap(node.argument);
    if (awaited.type === 'Identifier' && awaited.name === name) return true;
  }
  if (isFunction(node)) return false;
  let found = false;
  forEachChild(node, (child) => {
    found ||= awaits(child, name);
  });
  return found;
}
