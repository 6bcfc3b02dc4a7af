import { entryRole } from '../control/entry.js';
import { calleeOf, isFunction, isInside, parentOf, unwrap, type CallNode, type FunctionNode, type Node } from '../project/ast.js';
import { moduleOf, nodesOf, type Module } from '../project/module.js';
import type { Project } from '../project/project.js';
import { argumentHolding, callbackAt, describeTarget, targetsOf, type Target } from '../values/call.js';
import { evaluate } from '../values/evaluate.js';
import { lookUpInCall } from '../values/options.js';
import { effectiveTimeout } from '../timeouts/effective.js';
import { waitsOf, type Wait } from './work.js';

/** A function that a scheduler runs again and again, or a queue for each message. */
export interface Run {
  fn: FunctionNode;
  kind: 'job' | 'consumer';
  /** What is underlined: what registers it, or the function's name. */
  at: { start: number; end: number };
  /** What runs it, as a reader knows it. */
  runner: string;
  /** The call that registers it; null for a method that a framework calls. */
  registration: { node: CallNode; target: Target } | null;
}

/** The functions of a module that a scheduler or a queue runs. Memoised. */
export function runsOf(project: Project, module: Module): readonly Run[] {
  const table = project.derived<Module, Run[]>('runs');
  let runs = table.get(module);
  if (!runs) {
    const functions = nodesOf(module, 'FunctionExpression', 'ArrowFunctionExpression', 'FunctionDeclaration');
    runs = [...functions.flatMap((fn) => (isFunction(fn) ? (written(project, fn) ?? []) : [])), ...passedByName(project, module)];
    table.set(module, runs);
  }
  return runs;
}

function written(project: Project, fn: FunctionNode): Run | null {
  const role = entryRole(project, fn);
  const parent = parentOf(fn);
  if (role === 'job' || role === 'consumer') {
    const name = parent?.type === 'MethodDefinition' ? parent.key : fn;
    return { fn, kind: role, at: { start: name.start, end: name.end }, runner: 'the framework', registration: null };
  }
  const holder = argumentHolding(fn);
  return holder && runAt(project, fn, holder.call, holder.position, holder.path);
}

function runAt(project: Project, fn: FunctionNode, node: CallNode, position: number, path: readonly string[]): Run | null {
  for (const target of targetsOf(project, node)) {
    const role = callbackAt(target.call, position, fn, path)?.role;
    if (role !== 'job' && role !== 'consumer') continue;
    return { fn, kind: role, at: calleeOf(node), runner: `\`${describeTarget(target)}\``, registration: { node, target } };
  }
  return null;
}

function passedByName(project: Project, module: Module): Run[] {
  return nodesOf(module, 'CallExpression', 'NewExpression').flatMap((node) =>
    node.arguments.flatMap((argument, position) => {
      const passed = unwrap(argument);
      if (passed.type !== 'Identifier' && passed.type !== 'MemberExpression') return [];
      if (targetsOf(project, node).length === 0) return [];
      const value = evaluate(project, passed);
      return value.kind === 'function' ? (runAt(project, value.node, node, position, []) ?? []) : [];
    }),
  );
}

/** A run that a call can keep for ever. */
export interface EndlessRun {
  run: Run;
  wait: Wait;
}

/** The runs of a module in which a call to another service has no bound, and nothing bounds the run. */
export function endlessRuns(project: Project, module: Module): EndlessRun[] {
  return runsOf(project, module).flatMap((run) => {
    if (isBounded(project, run)) return [];
    const wait = waitsOf(project, run.fn).find(({ effect: { call } }) => {
      if (call.call.concept !== 'external-call' || call.call.medium === 'file') return false;
      const { state } = effectiveTimeout(project, call);
      return state === 'unbounded' || state === 'disabled';
    });
    return wait ? [{ run, wait }] : [];
  });
}

/** Whether the library ends a run that takes too long, or the function races its own work. */
function isBounded(project: Project, { fn, registration }: Run): boolean {
  const races = nodesOf(moduleOf(fn), 'CallExpression').some(
    (call) => isInside(call, fn) && /\.race$|timeout|deadline|AbortSignal/i.test(textOf(calleeOf(call))),
  );
  if (races || !registration) return races;
  const { node, target } = registration;
  return (target.call.timeouts ?? []).some((id) => {
    const fact = target.model.timeouts?.[id];
    if (fact?.covers !== 'job') return false;
    if (fact.default !== null) return true;
    return fact.call !== undefined && lookUpInCall(project, node, target.call.options, fact.call).state !== 'absent';
  });
}

function textOf(node: Node): string {
  return moduleOf(node).text.slice(node.start, node.end);
}
