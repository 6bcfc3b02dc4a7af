import type { ResolvedCall } from '../calls.js';
import {
  forEachChild,
  isFunction,
  isLoop,
  memberName,
  plainArguments,
  unwrap,
  type CallNode,
  type FunctionNode,
  type IdentifierNode,
  type Node,
  type NodeOf,
} from '../project/ast.js';
import { bindingOf, moduleOf, referencesOf } from '../project/module.js';
import type { Project } from '../project/project.js';
import { callbackAt } from '../values/call.js';
import { invocationsOf } from '../values/callbacks.js';
import { evaluate } from '../values/evaluate.js';
import { lookUpPlace } from '../values/options.js';
import { alternatives } from '../values/value.js';
import { framesOf, roleOf, type Frame, type LoopNode } from './frames.js';
import { constantNumber, listSize, namedSize } from './lists.js';

/** A construct that runs code once per element of a list, or once per turn. */
export interface Iteration {
  /** The loop, the call that takes the callback, or the function that a framework calls once per element. */
  node: LoopNode | CallNode | FunctionNode;
  /** The list; null where the turns are counted. */
  over: Node | null;
  /** Whether its callbacks are started without waiting for each other. */
  concurrent: boolean;
}

/** Names of counters whose loops read one page or make one attempt per turn. */
const NOT_PER_ELEMENT = /attempt|retr(?:y|ies)|tries|page|offset|skip|cursor|poll|batch|chunk|round|depth/i;

/**
 * The innermost construct round a node that repeats it as often as the data says, within the function that the node runs
 * in. Null where none does, and where every repetition is bounded or is none per element: lists of constant length,
 * chunks, pages, retries, polling, callbacks under a concurrency limit, handlers of errors.
 */
export function iterationRound(project: Project, node: Node): Iteration | null {
  for (const frame of framesOf(project, node)) {
    if (frame.kind === 'catch') return null;
    if (frame.kind === 'callback' && (frame.role === 'limited' || frame.role === 'batch')) return null;
    const iteration = iterationOf(project, frame);
    if (iteration) return iteration;
  }
  return null;
}

/** How a loop or a callback repeats its code as often as the data says; null where it is bounded or repeats nothing. */
export function iterationOf(project: Project, frame: Frame): Iteration | null {
  if (frame.kind === 'loop') {
    const turns = turnsOf(project, frame.node);
    return turns === 'bounded' ? null : { node: frame.node, over: turns.list, concurrent: false };
  }
  if (frame.kind !== 'callback') return null;
  if (frame.role === 'element') return callbackIteration(project, frame);
  return frame.role === 'unknown' ? helperIteration(project, frame.node, frame.fn) : null;
}

/** The iteration that a call makes over a list with a function that is passed by name: `items.map(load)`. */
export function namedIteration(project: Project, call: CallNode): { iteration: Iteration; passed: Node } | null {
  if (call.type === 'TaggedTemplateExpression') return null;
  for (const [position, argument] of call.arguments.entries()) {
    const passed = unwrap(argument);
    if (isFunction(passed) || argument.type === 'SpreadElement') continue;
    const { role, over, target } = roleOf(project, call, position, null);
    if (role !== 'element') continue;
    const iteration = callbackIteration(project, { node: call, over, target, position });
    if (iteration) return { iteration, passed };
  }
  return null;
}

function callbackIteration(
  project: Project,
  frame: Pick<Extract<Frame, { kind: 'callback' }>, 'node' | 'over' | 'target'> & { position?: number; fn?: Node },
): Iteration | null {
  const { node, over, target } = frame;
  if (over && listSize(project, over) !== 'grows') return null;
  if (!target) return { node, over, concurrent: !isReduce(node) };
  const position = frame.position ?? (node.type === 'TaggedTemplateExpression' ? -1 : node.arguments.indexOf(frame.fn as never));
  const limit = callbackAt(target.call, position, null)?.limit;
  const atOnce = limit ? limitOf(project, { node, call: target.call, receiver: target.receiver }, limit) : null;
  if (atOnce === 'set' || (typeof atOnce === 'number' && atOnce > 1)) return null;
  return { node, over, concurrent: atOnce === null };
}

/**
 * The iteration of a helper of the project that calls its callback once per element of a list it is given:
 * `async function forEachAsync(items, work) { for (const item of items) await work(item); }`.
 */
function helperIteration(project: Project, call: CallNode, fn: FunctionNode): Iteration | null {
  if (call.type === 'TaggedTemplateExpression') return null;
  // A helper may pass its callback on to itself, as walks over trees do.
  const asked = project.derived<Node, true>('helper iterations that are being asked for');
  if (asked.has(fn)) return null;
  asked.set(fn, true);
  try {
    return iterationOfHelper(project, call, call.arguments.indexOf(fn));
  } finally {
    asked.delete(fn);
  }
}

function iterationOfHelper(project: Project, call: Exclude<CallNode, NodeOf<'TaggedTemplateExpression'>>, position: number): Iteration | null {
  for (const value of position === -1 ? [] : alternatives(evaluate(project, call.callee))) {
    if (value.kind !== 'function') continue;
    for (const invocation of invocationsOf(value.node, position, [])) {
      const inner = invocation.position === null ? iterationRound(project, invocation.call) : null;
      // A helper with a loop of another form may well limit how many run at once.
      if (!inner?.over || inner.node.type === 'WhileStatement') continue;
      const index = parameterIndex(value.node, inner.over);
      const over = index === -1 ? null : ((call.arguments[index] as Node | undefined) ?? null);
      if (over && listSize(project, over) === 'grows') return { node: call, over, concurrent: inner.concurrent };
    }
  }
  return null;
}

/** The index of the parameter that a name is; -1 for everything else. */
function parameterIndex(fn: FunctionNode, name: Node): number {
  if (name.type !== 'Identifier') return -1;
  return fn.params.findIndex((parameter) => parameter.type === 'Identifier' && parameter.name === name.name);
}

/** How many callbacks run at once: a number, `set` where it isn't known which, null without a limit. */
function limitOf(
  project: Project,
  call: Pick<ResolvedCall, 'node' | 'call' | 'receiver'>,
  limit: { at?: string; default: number | null },
): number | 'set' | null {
  const found = limit.at === undefined ? null : lookUpPlace(project, call, limit.at);
  if (!found || found.state === 'absent') return limit.default;
  if (found.state === 'unknown' || found.value.kind !== 'literal' || typeof found.value.value !== 'number') return 'set';
  return Number.isFinite(found.value.value) ? found.value.value : null;
}

/** `reduce` over promises is a chain: each turn waits for the one before. */
function isReduce(node: CallNode): boolean {
  if (node.type !== 'CallExpression' || node.callee.type !== 'MemberExpression') return false;
  return /^reduce/.test(memberName(node.callee) ?? '');
}

type Turns = 'bounded' | { list: Node | null };

/** What decides how often a loop turns. Loops that retry, poll or read pages count as bounded. */
function turnsOf(project: Project, loop: LoopNode): Turns {
  const table = project.derived<Node, Turns>('turns');
  let turns = table.get(loop);
  if (!turns) {
    turns = loop.type === 'ForOfStatement' || loop.type === 'ForInStatement' ? overList(project, loop) : counted(project, loop);
    table.set(loop, turns);
  }
  return turns;
}

function overList(project: Project, loop: NodeOf<'ForOfStatement' | 'ForInStatement'>): Turns {
  const declared = loop.left.type === 'VariableDeclaration' ? loop.left.declarations[0]?.id : loop.left;
  if (declared?.type === 'Identifier' && (namedSize(declared.name) || /^page$|Page$/.test(declared.name))) return 'bounded';
  // `for await (const _ of setInterval(ms))`: turns of a clock, or events, that nobody looks at.
  if (loop.type === 'ForOfStatement' && loop.await && declared?.type === 'Identifier' && isUnused(declared)) return 'bounded';
  return listSize(project, loop.right) === 'grows' ? { list: loop.right } : 'bounded';
}

function isUnused(declared: IdentifierNode): boolean {
  const module = moduleOf(declared);
  const binding = bindingOf(module, declared);
  return binding !== null && referencesOf(module, binding).every((use) => use === declared);
}

/** A counted loop, in whichever form: per element of the list whose length is its limit, or as often as a number says. */
function counted(project: Project, loop: NodeOf<'ForStatement' | 'WhileStatement' | 'DoWhileStatement'>): Turns {
  const drained = drainedList(loop);
  if (drained) return listSize(project, drained) === 'grows' ? { list: drained } : 'bounded';
  const test = loop.test && unwrap(loop.test);
  if (test?.type !== 'BinaryExpression' || !/^(?:[<>]=?|!==?)$/.test(test.operator)) return 'bounded';
  const counter = [test.left as Node, test.right].map(unwrap).find((side) => side.type === 'Identifier' && isStepped(loop, side.name));
  if (counter?.type !== 'Identifier' || NOT_PER_ELEMENT.test(counter.name)) return 'bounded';
  const limit = unwrap((test.left as Node) === counter ? test.right : (test.left));
  const list = lengthOf(limit) ?? indexedList(loop, counter.name);
  if (list) return listSize(project, list) === 'grows' ? { list } : 'bounded';
  if (constantNumber(project, limit) !== null && counter !== limit) return 'bounded';
  const { text } = moduleOf(loop);
  return NOT_PER_ELEMENT.test(text.slice(limit.start, limit.end)) ? 'bounded' : { list: null };
}

/**
 * Whether each turn of a loop counts a name up or down by one. By more than one it walks in chunks, and so it does where a
 * loop inside counts: `while (done < total) { for (const row of await page()) { …; done++; } }`.
 */
function isStepped(loop: NodeOf<'ForStatement' | 'WhileStatement' | 'DoWhileStatement'>, name: string): boolean {
  const isStep = (node: Node): boolean =>
    (node.type === 'UpdateExpression' && node.argument.type === 'Identifier' && node.argument.name === name) ||
    (node.type === 'AssignmentExpression' &&
      node.left.type === 'Identifier' &&
      node.left.name === name &&
      /^[+-]=$/.test(node.operator) &&
      node.right.type === 'Literal' &&
      node.right.value === 1);
  if (loop.type === 'ForStatement' && loop.update) return some(loop.update, isStep);
  return some(loop.body, isStep, isLoop);
}

/** `items.length`, also where a variable holds it. */
function lengthOf(limit: Node): Node | null {
  if (limit.type === 'MemberExpression') {
    return ['length', 'size'].includes(memberName(limit) ?? '') ? limit.object : null;
  }
  if (limit.type !== 'Identifier') return null;
  const declarator = bindingOf(moduleOf(limit), limit)?.declarations[0]?.parent;
  const init = declarator?.type === 'VariableDeclarator' && declarator.init ? unwrap(declarator.init) : null;
  return init?.type === 'MemberExpression' ? lengthOf(init) : null;
}

/** The list that a loop's body reads at the counter: `items[i]`. */
function indexedList(loop: Node, counter: string): Node | null {
  let list: Node | null = null;
  some((loop as NodeOf<'ForStatement'>).body, (node) => {
    const isIndexed =
      node.type === 'MemberExpression' && node.computed && node.property.type === 'Identifier' && node.property.name === counter;
    if (isIndexed) list = node.object;
    return isIndexed;
  });
  return list;
}

/** The list that a loop takes one element from per turn: `while (queue.length > 0) { const next = queue.shift(); … }`. */
function drainedList(loop: NodeOf<'ForStatement' | 'WhileStatement' | 'DoWhileStatement'>): Node | null {
  if (loop.type !== 'WhileStatement') return null;
  const { text } = moduleOf(loop);
  const test = text.slice(loop.test.start, loop.test.end);
  let drained: Node | null = null;
  some(loop.body, (node) => {
    if (node.type !== 'CallExpression' || node.callee.type !== 'MemberExpression') return false;
    if (!['shift', 'pop'].includes(memberName(node.callee) ?? '') || plainArguments(node).length > 0) return false;
    const { object } = node.callee;
    if (!test.includes(`${text.slice(object.start, object.end)}.length`)) return false;
    drained = object;
    return true;
  });
  return drained;
}

/** Whether a node or one below it, in the same function, fulfils a condition. What `isLeftOut` names isn't entered. */
function some(node: Node, test: (node: Node) => boolean, isLeftOut: (node: Node) => boolean = () => false): boolean {
  if (test(node)) return true;
  if (isFunction(node) || isLeftOut(node)) return false;
  let found = false;
  forEachChild(node, (child) => {
    found ||= some(child, test, isLeftOut);
  });
  return found;
}
