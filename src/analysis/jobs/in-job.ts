import { entryRole } from '../control/entry.js';
import { framesOf, isDeferred, roleOf } from '../control/frames.js';
import { callersOf } from '../effects/callers.js';
import { calleeOf, isLoop, type CallNode, type FunctionNode, type Node } from '../project/ast.js';
import type { Project } from '../project/project.js';
import { argumentHolding } from '../values/call.js';
import { invocationsOf } from '../values/callbacks.js';
import { evaluate } from '../values/evaluate.js';
import { alternatives } from '../values/value.js';

/** Functions between a node and the job that it is looked for, and functions that are looked at on the way. */
const MAX_DEPTH = 6;
const MAX_FUNCTIONS = 40;

/**
 * Whether a node runs in a job that is run again and again: one that a scheduler of the process is given, also through
 * the project's own helper, or a decorated method. False where a handler of errors in a loop further up takes care of each
 * run, and for routes that a platform's scheduler or queue calls: it calls them again.
 */
export function runsInJob(project: Project, node: Node): boolean {
  const visited = new Set<FunctionNode>();
  let level = [node];
  for (let depth = 0; level.length > 0 && depth < MAX_DEPTH; depth++) {
    const next: Node[] = [];
    for (const current of level) {
      for (const frame of framesOf(project, current)) {
        if (frame.kind === 'callback' && frame.role === 'job') return true;
        if (frame.kind === 'callback' && frame.role === 'unknown') next.push(...runsOfCallback(project, frame.fn));
        if (frame.kind !== 'function' || visited.has(frame.node) || visited.size >= MAX_FUNCTIONS) continue;
        visited.add(frame.node);
        if (entryRole(project, frame.node) === 'job') return true;
        next.push(...runsOfCallback(project, frame.node), ...callsOf(project, frame.node));
        if (isJobByName(project, frame.node)) return true;
      }
    }
    level = next.filter((site) => !isCaughtPerTurn(site));
  }
  return false;
}

/** Whether a function is passed by name to something that runs it as a job. */
function isJobByName(project: Project, fn: FunctionNode): boolean {
  return callersOf(project, fn).some(({ call, position }) => position !== null && roleOf(project, call, position, fn).role === 'job');
}

function callsOf(project: Project, fn: FunctionNode): CallNode[] {
  return callersOf(project, fn).flatMap(({ call, position }) =>
    position === null || !isDeferred(roleOf(project, call, position, fn).role) ? [call] : [],
  );
}

/** Where a function of the project runs the callback that is written into its call. */
function runsOfCallback(project: Project, fn: FunctionNode): CallNode[] {
  const holder = argumentHolding(fn);
  if (!holder) return [];
  return alternatives(evaluate(project, calleeOf(holder.call))).flatMap((value) =>
    value.kind === 'function'
      ? invocationsOf(value.node, holder.position, holder.path).flatMap(({ call, position }) => (position === null ? [call] : []))
      : [],
  );
}

/** `for (…) { try { await work(item); } catch { … } }` */
function isCaughtPerTurn(site: Node): boolean {
  let isTried = false;
  for (let child = site, parent = site.parent; parent; child = parent, parent = parent.parent) {
    isTried ||= parent.type === 'TryStatement' && child === (parent.block as Node) && parent.handler !== null;
    if (isTried && isLoop(parent)) return true;
  }
  return false;
}
