import { calleeOf, isCall, isInside, memberName, unwrap, type CallNode, type Node } from '../project/ast.js';
import type { Project } from '../project/project.js';
import { framesOf, type Frame } from './frames.js';
import { iterationOf, namedIteration, type Iteration } from './iteration.js';
import { fateOf, type Fate } from './promises.js';

/** Work that is started for every element of a list before any of it is done. */
export interface FanOut {
  iteration: Iteration;
  /** What waits for all of it; where nothing does, or a library's call both starts it and waits, what starts it. */
  at: Node;
}

/** Names of functions that run what they are given when there is room for it. */
const LIMITING = /limit|throttl|queue|pool|semaphore|mutex|lock|concurren|schedul|bottleneck/i;

/**
 * The innermost construct round a node that starts it once per element of a list that grows, without waiting for one
 * before the next. Null where the turns wait for each other, where something limits how many run, where the list is short
 * or cut into pieces, and where the promises go out of sight.
 */
export function fanOutRound(project: Project, node: Node): FanOut | null {
  let fate = fateOf(node);
  for (const frame of framesOf(project, node)) {
    if (frame.kind === 'catch' || isLimiting(frame)) return null;
    if (frame.kind !== 'loop' && frame.kind !== 'callback') continue;
    const body = frame.kind === 'loop' ? frame.node : frame.fn;
    while (fate.kind === 'joined' && isInside(fate.by, body)) fate = isCall(fate.by) ? fateOf(fate.by) : { kind: 'awaited' };
    if (fate.kind === 'unknown') return null;
    const iteration = iterationOf(project, frame);
    if (iteration && fate.kind === 'joined') return { iteration, at: fate.by };
    if (iteration && fate.kind === 'dropped') return { iteration, at: node };
    if (frame.kind === 'loop' || fate.kind === 'joined' || fate.kind === 'dropped') continue;
    if (iteration?.concurrent && isCall(iteration.node)) return ofCall(iteration, iteration.node, !frame.target && frame.role === 'element');
    fate = fateOf(frame.node);
  }
  return null;
}

/** The fan-out that a call makes with a function that is passed by name: `Promise.all(items.map(load))`. */
export function namedFanOut(project: Project, call: CallNode): (FanOut & { passed: Node }) | null {
  const named = namedIteration(project, call);
  if (!named?.iteration.concurrent || framesOf(project, call).some((frame) => isLimiting(frame))) return null;
  const fanOut = ofCall(named.iteration, call, isArrayMethod(call));
  return fanOut && { ...fanOut, passed: named.passed };
}

/** A method of a list only starts the work; a library's or the project's own helper waits for it, too. */
function ofCall(iteration: Iteration, call: CallNode, isMethod: boolean): FanOut | null {
  const fate: Fate = fateOf(call);
  if (fate.kind === 'joined') return { iteration, at: fate.by };
  const isSeen = fate.kind === 'dropped' || fate.kind === 'awaited';
  return isSeen || !isMethod ? { iteration, at: call } : null;
}

function isArrayMethod(call: CallNode): boolean {
  const callee = unwrap(calleeOf(call));
  return callee.type === 'MemberExpression';
}

/** Whether a construct limits how much of its code runs at once, or may well do so by its name. */
export function isLimiting(frame: Frame): boolean {
  if (frame.kind !== 'callback') return false;
  if (frame.role === 'limited' || frame.role === 'batch') return true;
  if (frame.role !== 'unknown') return false;
  const name = calleeText(frame.node);
  // `work.push(() => load(item))`: whatever runs the list later decides how many run at once.
  if (/^(?:push|unshift|add|set)\b/.test(name)) return true;
  // `withRateLimitRetry` waits after it has been refused.
  return LIMITING.test(name) && !/retr(?:y|ies)/i.test(name);
}

function calleeText(call: CallNode): string {
  const names: string[] = [];
  for (let callee = unwrap(calleeOf(call)); ; callee = unwrap(callee.object)) {
    if (callee.type === 'Identifier') names.push(callee.name);
    if (callee.type !== 'MemberExpression') return names.join('.');
    names.push(memberName(callee) ?? '');
  }
}
