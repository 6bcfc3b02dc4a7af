import type { Concept } from '../../models/model.js';
import { callAt, isConcept, type ResolvedCall } from '../calls.js';
import { iterationOf, type Iteration } from '../control/iteration.js';
import { framesOf } from '../control/frames.js';
import { isInHandler } from '../control/conditions.js';
import { calleesOf, summaryOf, type Effect, type Step, type Summary } from '../effects/effects.js';
import { isCall, isFunction, parentOf, type Node } from '../project/ast.js';
import type { Project } from '../project/project.js';
import { callsIn } from './failure.js';
import { effectiveTimeout } from '../timeouts/effective.js';

/** What takes time that this process doesn't decide. */
const OUTSIDE: readonly Concept[] = ['external-call', 'query', 'transaction', 'publish', 'acquire'];

/** Calls and functions that are looked at. */
const MAX_FUNCTIONS = 60;
const MAX_CALLS = 40;

/** One call that a piece of work makes and that waits for something outside the process. */
export interface Wait {
  effect: Effect;
  /** What repeats it as often as the data says, on the way. */
  iteration: Iteration | null;
  /** Longest time it can take; null where nothing bounds it or that isn't known. */
  maxMs: number | null;
}

/**
 * The calls to the outside that a region makes, a function or a part of one, itself and through the project's functions,
 * breadth first. Memoised.
 */
export function waitsOf(project: Project, region: Node): readonly Wait[] {
  const table = project.derived<Node, Wait[]>('waits');
  let waits = table.get(region);
  if (!waits) table.set(region, (waits = collect(project, region)));
  return waits;
}

/**
 * Whether nobody waits for what a call gives: `void flush();`, `flush().catch(log);`. A piece of work may begin with such a
 * call, as the callbacks of timers do; further in it is no part of the work.
 */
function isLeftAlone(node: Node): boolean {
  for (let child = node, parent = parentOf(node); parent; child = parent, parent = parentOf(parent)) {
    if (parent.type === 'ExpressionStatement') return true;
    const isChained = parent.type === 'MemberExpression' ? parent.object === (child as unknown) : isCall(parent) && parent.type === 'CallExpression' && parent.callee === (child as unknown);
    if (!isChained && parent.type !== 'UnaryExpression') return false;
  }
  return false;
}

/** What a region does itself. */
function summaryOfRegion(project: Project, region: Node): Summary {
  if (isFunction(region)) return summaryOf(project, region);
  const nodes = callsIn(project, region);
  return {
    calls: nodes.flatMap((node) => callAt(project, node) ?? []),
    callees: nodes.flatMap((node) => (isCall(node) ? calleesOf(project, node) : [])),
  };
}

function collect(project: Project, start: Node): Wait[] {
  const waits: Wait[] = [];
  const visited = new Set<Node>([start]);
  let level: { fn: Node; steps: Step[]; iteration: Iteration | null }[] = [{ fn: start, steps: [], iteration: null }];
  while (level.length > 0) {
    const next: typeof level = [];
    for (const { fn, steps, iteration } of level) {
      const summary = summaryOfRegion(project, fn);
      for (const call of summary.calls) {
        if (waits.length >= MAX_CALLS) return waits;
        if (!isConcept(call, ...OUTSIDE) || call.call.sync || isInHandler(call.node) || (fn !== start && isLeftAlone(call.node))) continue;
        waits.push({ effect: { steps, call }, iteration: iteration ?? repeated(project, call.node), maxMs: longest(project, call) });
      }
      for (const step of summary.callees) {
        if (visited.has(step.fn) || visited.size >= MAX_FUNCTIONS || isInHandler(step.site)) continue;
        if (fn !== start && step.fn.async && isLeftAlone(step.site)) continue;
        visited.add(step.fn);
        next.push({ fn: step.fn, steps: [...steps, step], iteration: iteration ?? repeated(project, step.site) });
      }
    }
    level = next;
  }
  return waits;
}

/** The innermost construct that repeats a node as often as the data says, within its function. */
function repeated(project: Project, node: Node): Iteration | null {
  for (const frame of framesOf(project, node)) {
    const iteration = iterationOf(project, frame);
    if (iteration) return iteration;
  }
  return null;
}

function longest(project: Project, call: ResolvedCall): number | null {
  const effective = effectiveTimeout(project, call);
  return effective.state === 'bounded' || effective.state === 'default' ? effective.ms : null;
}

