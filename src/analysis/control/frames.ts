import type { Callback } from '../../models/model.js';
import {
  calleeOf,
  isCall,
  isFunction,
  isInside,
  isLoop,
  memberName,
  parentOf,
  unwrap,
  type CallNode,
  type FunctionNode,
  type Node,
  type NodeOf,
} from '../project/ast.js';
import type { Project } from '../project/project.js';
import { argumentAt, argumentHolding, callbackAt, targetsOf, type Target } from '../values/call.js';
import { evaluate } from '../values/evaluate.js';

export type LoopNode = NodeOf<'ForStatement' | 'ForInStatement' | 'ForOfStatement' | 'WhileStatement' | 'DoWhileStatement'>;

/**
 * How a function that is written as an argument is run: a role of the library's model, or by the language:
 * `then` (continuation of a promise), `immediate` (an IIFE or `new Promise(executor)`), `unknown`.
 */
export type Role = Callback['role'] | 'then' | 'immediate' | 'unknown';

/** One construct round a node, up to the function or module it runs in. */
export type Frame =
  | { kind: 'loop'; node: LoopNode; over: Node | null }
  | { kind: 'callback'; node: CallNode; fn: FunctionNode; role: Role; over: Node | null; target: Target | null }
  | { kind: 'try' | 'catch' | 'finally'; node: NodeOf<'TryStatement'> }
  | { kind: 'function'; node: FunctionNode }
  | { kind: 'module' };

/** Roles of callbacks that run at another time than the call they are passed to. */
const DEFERRED: ReadonlySet<Role> = new Set<Role>(['handler', 'consumer', 'job', 'listener', 'startup', 'shutdown']);

/** Whether a callback runs later, on its own, and not as part of the function it is written in. */
export function isDeferred(role: Role): boolean {
  return DEFERRED.has(role);
}

/**
 * The constructs round a node from the inside out. A function that is written as an argument is passed through as a
 * `callback` frame unless it is deferred; the list ends with the function that is called by others, or the module.
 */
export function framesOf(project: Project, node: Node): Frame[] {
  const frames: Frame[] = [];
  let child = node;
  for (let parent = node.parent; parent; child = parent, parent = parent.parent) {
    if (isLoop(parent)) {
      if (repeats(parent, child)) frames.push({ kind: 'loop', node: parent, over: iteratedNode(parent) });
    } else if (parent.type === 'TryStatement') {
      const kind = child === parent.handler ? 'catch' : child === parent.finalizer ? 'finally' : 'try';
      frames.push({ kind, node: parent });
    } else if (isFunction(parent)) {
      const frame = callbackFrame(project, parent);
      frames.push(frame ?? { kind: 'function', node: parent });
      if (!frame || isDeferred(frame.role)) return frames;
    }
  }
  frames.push({ kind: 'module' });
  return frames;
}

/** Whether a loop runs its child once per turn: not the list of a `for…of`, not the start of a `for`. */
function repeats(loop: LoopNode, child: Node): boolean {
  if (loop.type === 'ForOfStatement' || loop.type === 'ForInStatement') return child === (loop.body as Node);
  return loop.type !== 'ForStatement' || child !== (loop.init as Node | null);
}

function iteratedNode(loop: LoopNode): Node | null {
  return loop.type === 'ForOfStatement' || loop.type === 'ForInStatement' ? loop.right : null;
}

/** Methods of arrays (and of maps and sets) that run a callback once per element. */
const PER_ELEMENT = new Set(['map', 'forEach', 'filter', 'flatMap', 'reduce', 'reduceRight', 'some', 'every', 'find', 'findIndex']);

/** How a function is run that is written as an argument, or called where it stands; null for every other function. */
export function callbackFrame(project: Project, fn: FunctionNode): Extract<Frame, { kind: 'callback' }> | null {
  const parent = parentOf(fn);
  if (isCall(parent) && isInside(fn, calleeOf(parent))) {
    return { kind: 'callback', node: parent, fn, role: 'immediate', over: null, target: null };
  }
  const holder = argumentHolding(fn);
  if (!holder) return null;
  const { call, position, path, isNested } = holder;
  if (!isNested) return { kind: 'callback', node: call, fn, ...roleOf(project, call, position, fn) };
  for (const target of targetsOf(project, call)) {
    // `waterfall([first, second])`: `Argument[0].*` is an element of a list, too.
    const callback = callbackAt(target.call, position, fn, path) ?? callbackAt(target.call, position, fn, [...path, '*']);
    if (callback) return { kind: 'callback', node: call, fn, role: callback.role, over: null, target };
  }
  return null;
}

/** `new PQueue().add(run)`: a limiter that was made without any options starts all that it is given at once. */
function isUnlimited({ receiver }: Target, { role, limit }: Callback): boolean {
  const made = receiver?.by === 'construction' ? receiver.from?.node : null;
  return role === 'limited' && limit?.default === null && made?.type === 'NewExpression' && made.arguments.length === 0;
}

/** How the function at an argument's position is run. */
export function roleOf(
  project: Project,
  call: CallNode,
  position: number,
  fn: FunctionNode | null,
): { role: Role; over: Node | null; target: Target | null } {
  for (const target of targetsOf(project, call)) {
    const callback = callbackAt(target.call, position, fn);
    if (callback) {
      const over = callback.over ? argumentAt(call, callback.over) : null;
      return { role: isUnlimited(target, callback) ? 'callback' : callback.role, over, target };
    }
  }
  const callee = unwrap(calleeOf(call));
  if (call.type === 'NewExpression' && callee.type === 'Identifier' && callee.name === 'Promise') {
    return { role: 'immediate', over: null, target: null };
  }
  if (callee.type === 'MemberExpression') {
    const name = memberName(callee) ?? '';
    if (name === 'then' || name === 'catch' || name === 'finally') return { role: 'then', over: null, target: null };
    if (position === 0 && PER_ELEMENT.has(name) && isList(project, callee.object)) {
      return { role: 'element', over: callee.object, target: null };
    }
    if (position === 1 && name === 'from' && callee.object.type === 'Identifier' && callee.object.name === 'Array') {
      return { role: 'element', over: argumentAt(call, 'Argument[0]'), target: null };
    }
    // Node's event emitters: the same three names on every one of them.
    if (position === 1 && (name === 'on' || name === 'once' || name === 'addListener')) {
      return { role: 'listener', over: null, target: null };
    }
  }
  return { role: 'unknown', over: null, target: null };
}

/** Whether a receiver of `map` can be a list: everything that isn't known to be something else. */
function isList(project: Project, node: Node): boolean {
  const { kind } = evaluate(project, node);
  return kind === 'unknown' || kind === 'array' || kind === 'list' || kind === 'set';
}
