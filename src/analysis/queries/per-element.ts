import { accessOf, callAt, isConcept, type ResolvedCall } from '../calls.js';
import { endsLoop, isBehindMiss, isForOneElement, isForOneKind, isInHandler } from '../control/conditions.js';
import { entryRole } from '../control/entry.js';
import { framesOf } from '../control/frames.js';
import { fillsOnce, isCarried, takesGroup } from '../control/turns.js';
import { iterationRound, namedIteration, type Iteration } from '../control/iteration.js';
import { functionName, isSite, type Effect } from '../effects/effects.js';
import { reachGiven } from '../effects/guards.js';
import { enclosingFunction, isCall, isFunction, isLoop, parentOf, type FunctionNode, type Node } from '../project/ast.js';
import { bindingOf, moduleOf, nodesOf, referencesOf, type Module } from '../project/module.js';
import type { Project } from '../project/project.js';
import { isPassed } from '../timeouts/streamed.js';
import { targetsOf } from '../values/call.js';
import { decoratorsOf } from '../values/inject.js';
import { isNamedForChange } from './words.js';

/** What one call does that runs once per element: the nearest read, write and other outside work that it reaches. */
export interface PerElementCall {
  iteration: Iteration;
  /** Whether the calls of several elements are under way at the same time. */
  concurrent: boolean;
  /** The call; for a function that is passed by name, the name. */
  node: Node;
  read: Effect | null;
  /** Also a statement that may be a write, and a read in a transaction of its own. */
  write: Effect | null;
  external: Effect | null;
}

/** Whether a call does nothing per element that a load before the loop would not replace, as far as is known. */
export function isOnlyRead({ read, write, external }: PerElementCall): boolean {
  const first = read?.steps[0];
  return read !== null && !write && !external && !(first && isNamedForChange(functionName(first.fn)));
}

/** The calls of a module that run a query once per element of a list that grows, in source order. Memoised. */
export function callsPerElement(project: Project, module: Module): readonly PerElementCall[] {
  const table = project.derived<Module, PerElementCall[]>('calls-per-element');
  let calls = table.get(module);
  if (!calls) table.set(module, (calls = collect(project, module)));
  return calls;
}

function collect(project: Project, module: Module): PerElementCall[] {
  const found: PerElementCall[] = [];
  for (const node of nodesOf(module, 'CallExpression', 'NewExpression', 'TaggedTemplateExpression', 'AwaitExpression')) {
    // `Model.find(filter)` is no `find` of a list.
    const named = isCall(node) && callAt(project, node)?.call.concept !== 'query' ? namedIteration(project, node) : null;
    const iteration = named?.iteration ?? iterationRound(project, node) ?? fieldIteration(project, node);
    if (!iteration || isOncePerLoop(node, iteration.node)) continue;
    const concurrent = iteration.concurrent || (isLoop(iteration.node) && !isAwaited(node));
    const effects = effectsOf(project, node, concurrent);
    if (effects.read && isSentTogether(project, iteration.node)) effects.read = null;
    if (effects.read && hasOwnTransaction(project, node, iteration.node)) effects.write ??= effects.read;
    if (effects.read || effects.write) found.push({ iteration, concurrent, node: named?.passed ?? node, ...effects });
  }
  return found;
}

/** Whether a call stands in a loop and is made at most once, as often as things fail, once per group, or each after the other. */
function isOncePerLoop(node: Node, loop: Node): boolean {
  return endsLoop(node, loop) || isForOneElement(node) || isForOneKind(node, loop) || isInHandler(node) || takesGroup(node, loop) || isCarried(node, loop) || fillsOnce(node, loop);
}

/** Whether each turn of a loop has a transaction of its own round a call: what is read in it, perhaps locked, belongs to that work. */
function hasOwnTransaction(project: Project, node: Node, loop: Node): boolean {
  for (const frame of framesOf(project, node)) {
    if (frame.kind === 'function' || frame.kind === 'module' || frame.node === loop) return false;
    if (frame.kind === 'callback' && frame.role === 'transaction') return true;
  }
  return false;
}

/** Whether the calls of a list are handed to a transaction, which sends them on one connection: `$transaction(ids.map(…))`. */
function isSentTogether(project: Project, calls: Node): boolean {
  const holder = parentOf(calls);
  const name = holder?.type === 'VariableDeclarator' && holder.id.type === 'Identifier' ? bindingOf(moduleOf(calls), holder.id) : null;
  const places = name ? referencesOf(moduleOf(calls), name) : [calls];
  return places.some((place) => {
    const call = parentOf(place);
    return call?.type === 'CallExpression' && call.arguments.includes(place as never) && targetsOf(project, call).some((target) => target.call.concept === 'transaction');
  });
}

/** The resolver of a GraphQL field, which runs once per object of the list above it. */
function fieldIteration(project: Project, node: Node): Iteration | null {
  const fn = enclosingFunction(node);
  const isMember = fn?.parent?.type === 'MethodDefinition' || fn?.parent?.type === 'Property';
  return isMember && entryRole(project, fn) === 'element' && takesObject(project, fn) ? { node: fn, over: null, concurrent: true } : null;
}

/** Whether a field's resolver looks at the object above it. Else that is one, which only holds fields: `infra { usersCount }`. */
function takesObject(project: Project, fn: FunctionNode): boolean {
  if (fn.parent?.type === 'Property') return isUsed(fn.params[0]);
  return fn.params.some((parameter) => {
    const decorated = (parameter as { decorators?: unknown[] }).decorators ?? [];
    return decorated.length === 0 ? isUsed(parameter) : decoratorsOf(project, parameter).some(({ library }) => library.entry?.decorator?.gives === 'object');
  });
}

function isUsed(parameter: Node | undefined): boolean {
  const binding = parameter?.type === 'Identifier' ? bindingOf(moduleOf(parameter), parameter) : null;
  return parameter !== undefined && (!binding || referencesOf(moduleOf(parameter), binding).some((use) => use !== (parameter as unknown)));
}

type Effects = Pick<PerElementCall, 'read' | 'write' | 'external'>;

function effectsOf(project: Project, node: Node, concurrent: boolean): Effects {
  const isRead = (call: ResolvedCall) => isPerElementRead(project, call, concurrent);
  const isWrite = (call: ResolvedCall) => isPerElementWrite(project, call);
  const direct = callAt(project, node);
  if (direct?.call.concept === 'query') {
    const effect: Effect = { steps: [], call: direct };
    return { read: isRead(direct) ? effect : null, write: isWrite(direct) ? effect : null, external: null };
  }
  if (direct && isSingleMessage(direct)) return { read: null, write: { steps: [], call: direct }, external: null };
  if (!isSite(node)) return { read: null, write: null, external: null };
  return {
    read: isBehindMiss(node)
      ? null
      : reachGiven(project, node, concurrent ? 'concurrent-read' : 'read', isRead, (step) => isUsual(step.site) && !isBehindMiss(step.site)),
    write: reachGiven(project, node, 'write', isWrite, (step) => isUsual(step.site)),
    external: reachGiven(project, node, 'external', isExternal, (step) => isUsual(step.site)),
  };
}

/** Whether the statement of a call waits for it: a promise that is only pushed onto a list runs beside the next one. */
function isAwaited(node: Node): boolean {
  for (let current: Node | null | undefined = node; current && !isFunction(current); current = current.parent) {
    if (current.type === 'AwaitExpression' || (current.type === 'ForOfStatement' && current.await)) return true;
    if (/Statement$/.test(current.type)) return false;
  }
  return false;
}

function isUsual(node: Node): boolean {
  return !isInHandler(node);
}

/** A read that costs a round trip, and that one call for all elements could replace. */
function isPerElementRead(project: Project, call: ResolvedCall, concurrent: boolean): boolean {
  if (!isRoundTrip(call) || accessOf(project, call) !== 'read') return false;
  // Calls of one tick: some libraries make one query of them, and stores of keys get them on one connection at once.
  if (concurrent && (call.call.batches || call.call.medium === 'key-value')) return false;
  return !isBehindMiss(call.node);
}

function isPerElementWrite(project: Project, call: ResolvedCall): boolean {
  return isRoundTrip(call) && accessOf(project, call) !== 'read';
}

/** A message or job that is sent on its own, where the library sends a list of them in one call. */
function isSingleMessage({ node, call, target }: ResolvedCall): boolean {
  if (!call.batch || call.bulk || !isUsual(node)) return false;
  // `send({ topic, messages })` takes a list itself.
  if (call.concept === 'publish') return !call.batch.startsWith(`${target.name}(`);
  return call.concept === 'external-call' && call.batchOf !== undefined && isPassed(node, call.batchOf);
}

function isExternal(call: ResolvedCall): boolean {
  return isConcept(call, 'external-call', 'publish') && isUsual(call.node);
}

/** A query that waits for a server and has rows to give. Reading on at a cursor is none, and a cache without a batch form has no better way. */
function isRoundTrip({ node, call }: ResolvedCall): boolean {
  if (call.concept !== 'query' || call.sync || call.rows === 'stream' || call.rows === 'none' || (call.bulk && call.rows === 'one')) return false;
  return isUsual(node) && (call.medium !== 'key-value' || call.batch !== undefined || (call.bulk === true && !call.clauses?.cursor));
}
