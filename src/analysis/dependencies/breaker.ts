import { basename } from 'node:path';
import { callersOf } from '../effects/callers.js';
import { calleeOf, isFunction, type CallNode, type FunctionNode, type Node } from '../project/ast.js';
import { memo, type Memo } from '../project/memo.js';
import { moduleOf } from '../project/module.js';
import type { Project } from '../project/project.js';
import { filesMentioning } from '../project/tree.js';
import { argumentHolding, callbackAt, targetsOf } from '../values/call.js';
import { invocationsOf } from '../values/callbacks.js';
import { evaluate } from '../values/evaluate.js';
import { alternatives } from '../values/value.js';

/**
 * Whether a node runs behind a circuit breaker: in a function that a breaker is given, also through functions of the
 * project that hand their callback to one, or in a function all of whose callers are behind one.
 */
export function isBehindBreaker(project: Project, node: Node): boolean {
  return memo(
    project.derived<Node, Memo<boolean>>('behind a breaker'),
    node,
    () => {
      const fn = unguardedFunction(project, node, null);
      return fn === 'guarded' || (fn !== null && mayHaveBreakers(project, fn) && isAlwaysGuarded(project, fn));
    },
    () => false,
  );
}

/**
 * The outermost function round a node that no breaker is given, below `limit`; null where there is none, `guarded` where
 * a breaker is given one of them.
 */
function unguardedFunction(project: Project, node: Node, limit: Node | null): FunctionNode | 'guarded' | null {
  let outermost: FunctionNode | null = null;
  for (let current = node.parent ?? null; current && current !== limit; current = current.parent ?? null) {
    if (!isFunction(current)) continue;
    outermost = current;
    const holder = argumentHolding(current);
    if (!holder) return outermost;
    if (guardsArgument(project, holder.call, holder.position, holder.path)) return 'guarded';
  }
  return outermost;
}

/** Whether any file of the package mentions something that breaks circuits: callers are looked for in many files. */
function mayHaveBreakers(project: Project, fn: FunctionNode): boolean {
  const { path } = moduleOf(fn);
  const names = [...project.models.packagesWith('breaker')].map((name) => (/^(?:\.|\/|[a-z]:)/i.test(name) ? basename(name) : name));
  return names.some((name) => filesMentioning(project, path, name).length > 0);
}

function isAlwaysGuarded(project: Project, fn: FunctionNode): boolean {
  const callers = callersOf(project, fn);
  return (
    callers.length > 0 &&
    callers.every(
      ({ call, position }) =>
        (position !== null && guardsArgument(project, call, position, [])) || isBehindBreaker(project, call),
    )
  );
}

/** Whether a call runs the function at an argument's position, or at a path inside the object there, behind a breaker. */
function guardsArgument(project: Project, call: CallNode, position: number, path: readonly string[]): boolean {
  for (const target of targetsOf(project, call)) {
    if (callbackAt(target.call, position, null, path)?.role === 'guarded') return true;
  }
  return alternatives(evaluate(project, calleeOf(call))).some(
    (value) => value.kind === 'function' && guardsParameter(project, value.node, position, path),
  );
}

function guardsParameter(project: Project, fn: FunctionNode, index: number, path: readonly string[]): boolean {
  return memo(
    project.derived<Node, Memo<boolean>>(`guards ${index} ${path.join('.')}`),
    fn,
    () =>
      invocationsOf(fn, index, path).some(
        ({ call, position }) =>
          (position !== null && guardsArgument(project, call, position, [])) ||
          unguardedFunction(project, call, fn) === 'guarded',
      ),
    () => false,
  );
}
