import type { TypeModel } from '../../models/model.js';
import { callAt, callsOf, isConcept, type ResolvedCall } from '../calls.js';
import { framesOf, type LoopNode } from '../control/frames.js';
import { iterationRound, type Iteration } from '../control/iteration.js';
import { baseOf, enclosingTransaction } from '../control/transactions.js';
import { reach, type Effect } from '../effects/effects.js';
import { isCall, isInside, memberName, plainArguments, type Node } from '../project/ast.js';
import { bindingOf, moduleOf, nodesOf, type Module } from '../project/module.js';
import type { Project } from '../project/project.js';
import { factsOf } from '../queries/clauses.js';
import { listSource, type ListSource } from '../queries/list-source.js';
import { evaluate } from '../values/evaluate.js';
import { lookUpPlace } from '../values/options.js';
import type { Receiver } from '../values/value.js';

/** A unit of work that goes on through a loop as long as a table, keeping all that was loaded. */
export interface LongUnitOfWork {
  /** The call of a turn. */
  node: Node;
  loop: Iteration['node'];
  /** The list; null where the loop reads page by page. */
  over: Node | null;
  source: ListSource | 'pages';
  /** The write that compares everything, or the read that adds to it. */
  effect: Effect;
  /** The member that forgets what was loaded. */
  forgets: string;
}

type Facts = NonNullable<TypeModel['unitOfWork']>;

/** The loops of a module that fill a unit of work for as long as the data says, each once, in source order. */
export function longUnitsOfWork(project: Project, module: Module, accepts: (source: LongUnitOfWork['source']) => boolean): LongUnitOfWork[] {
  const found = new Map<Node, LongUnitOfWork>();
  for (const node of nodesOf(module, 'CallExpression', 'AwaitExpression')) {
    const long = writingLoop(project, node, accepts) ?? (accepts('pages') ? readingLoop(project, node) : null);
    if (long && !found.has(long.loop)) found.set(long.loop, long);
  }
  return [...found.values()];
}

/** `for (const user of await em.find(User, {})) { …; await em.flush(); }`. */
function writingLoop(project: Project, node: Node, accepts: (source: ListSource) => boolean): LongUnitOfWork | null {
  // Most calls are in no loop, and what they reach costs more to ask.
  const innermost = iterationRound(project, node);
  if (!innermost) return null;
  const direct = callAt(project, node);
  const isWrite = (call: ResolvedCall) => unitOf(project, call.receiver)?.writes.includes(call.target.name) === true;
  const effect =
    direct?.call.concept ? (isWrite(direct) ? { steps: [], call: direct } : null)
    : isCall(node) ? reach(project, node, 'unit-of-work-write', (call) => isWrite(call) && !isOwn(project, call))
    : null;
  const facts = effect && unitOf(project, effect.call.receiver);
  if (!effect || !facts) return null;
  for (let iteration: Iteration | null = innermost; iteration; iteration = iterationRound(project, iteration.node)) {
    const { node: loop, over } = iteration;
    if (enclosingTransaction(project, loop) || isMadeIn(effect.call, loop) || isHandedFresh(project, node, loop) || forgetsIn(project, facts, loop)) return null;
    const source = over ? listSource(project, over) : 'unknown';
    if (over && accepts(source)) return { node, loop, over, source, effect, forgets: facts.forgets[0]! };
  }
  return null;
}

/** `for (;;) { const users = await em.find(User, {}, { limit: 100, offset }); … }`. */
function readingLoop(project: Project, node: Node): LongUnitOfWork | null {
  const call = callAt(project, node);
  const facts = call && isConcept(call, 'query') && call.call.rows === 'many' ? unitOf(project, call.receiver) : null;
  if (!call || !facts || factsOf(project, call).has('limit') !== 'present') return null;
  if (facts.bypass && lookUpPlace(project, call, facts.bypass).state !== 'absent') return null;
  const loop = framesOf(project, node).flatMap((frame) => (frame.kind === 'loop' && isUncounted(frame.node) ? frame.node : []))[0];
  if (!loop || enclosingTransaction(project, loop) || isMadeIn(call, loop) || forgetsIn(project, facts, loop)) return null;
  return { node, loop, over: null, source: 'pages', effect: { steps: [], call }, forgets: facts.forgets[0]! };
}

/** `while (true)`, `do … while (rows.length > 0)`, `for (;;)`: a loop that goes on for as long as there are rows. */
export function isUncounted(loop: LoopNode): boolean {
  if (loop.type === 'ForOfStatement' || loop.type === 'ForInStatement') return false;
  return loop.type !== 'ForStatement' || (loop.test === null && loop.update === null);
}

/** What a receiver keeps, where it is a unit of work. */
function unitOf({ models }: Project, receiver: Receiver | null): Facts | null {
  return (receiver && models.type(receiver.model, receiver.type)?.type.unitOfWork) ?? null;
}

/** Whether a unit of work is begun in a loop, for each turn. */
function isMadeIn({ node, receiver }: ResolvedCall, loop: Node): boolean {
  if (receiver?.from && isInside(receiver.from.node, loop)) return true;
  return isDeclaredIn(baseOf(node), loop);
}

/** Whether a call hands a function a unit of work that is begun for the turn. */
function isHandedFresh(project: Project, node: Node, loop: Node): boolean {
  if (node.type !== 'CallExpression') return false;
  return plainArguments(node).some((argument) => {
    const value = evaluate(project, argument);
    return value.kind === 'receiver' && unitOf(project, value) !== null && isDeclaredIn(baseOf(argument), loop);
  });
}

function isDeclaredIn(base: Node, loop: Node): boolean {
  const binding = base.type === 'Identifier' ? bindingOf(moduleOf(base), base) : null;
  return binding !== null && isInside(binding.declarations[0]!, loop);
}

/** Whether a function begins its own unit of work: `const em = orm.em.fork()`, or one that a transaction gives it. */
function isOwn(project: Project, { node, receiver }: ResolvedCall): boolean {
  return receiver?.by === 'callback' || (receiver?.from !== null && receiver?.from !== undefined && unitOf(project, receiver.from.receiver) !== null) || enclosingTransaction(project, node) !== null;
}

/** Whether a loop makes a unit of work forget what it has loaded. */
function forgetsIn(project: Project, facts: Facts, loop: Node): boolean {
  return callsOf(project, moduleOf(loop)).some(({ node, target, receiver }) => isInside(node, loop) && facts.forgets.includes(target.name) && unitOf(project, receiver) !== null)
    || nodesOf(moduleOf(loop), 'CallExpression').some((call) => isInside(call, loop) && call.callee.type === 'MemberExpression' && facts.forgets.includes(memberName(call.callee) ?? ''));
}
