import type { MethodDefinition } from 'oxc-parser';
import type { Callback, JobRuns, Switch } from '../../models/model.js';
import { calleeOf, isFunction, plainArguments, unwrap, type CallNode, type FunctionNode, type Node } from '../project/ast.js';
import { nodesOf, type Module } from '../project/module.js';
import type { Project } from '../project/project.js';
import { targetsOf } from '../values/call.js';
import { evaluate } from '../values/evaluate.js';
import { decoratorsOf } from '../values/inject.js';
import { lookUpInCall } from '../values/options.js';
import { alternatives } from '../values/value.js';
import { cronPeriod } from './cron.js';

/** Work that a scheduler of this process runs again and again. */
export interface Job {
  /** The call that registers it, or the decorator's. */
  registration: CallNode;
  /** What is underlined: the callee of that call. */
  at: Node;
  module: Module;
  /** The scheduler's name: `setInterval`, `CronJob`. */
  scheduler: string;
  /** The function that is run. */
  fn: FunctionNode;
  /** Where it stands in the registration, or the decorated method. */
  written: Node;
  /** Shortest time between two runs; null where it isn't known. */
  everyMs: number | null;
  /** Whether a run that is due waits for the one before, and whether its failure is caught; null where that isn't known. */
  waits: boolean | null;
  catches: boolean | null;
  /** The option that makes a run wait, by its last name; null where there is none. */
  guard: string | null;
}

/** The jobs that a module registers, in source order. Memoised. */
export function jobsOf(project: Project, module: Module): readonly Job[] {
  const table = project.derived<Module, Job[]>('jobs');
  let jobs = table.get(module);
  if (!jobs) {
    jobs = [...passed(project, module), ...decorated(project, module)].sort((a, b) => a.at.start - b.at.start);
    table.set(module, jobs);
  }
  return jobs;
}

function passed(project: Project, module: Module): Job[] {
  return nodesOf(module, 'CallExpression', 'NewExpression').flatMap((call) =>
    targetsOf(project, call).flatMap((target) => {
      const jobs = (target.call.callbacks ?? []).filter(isJob);
      const scheduler = target.name === 'default' || target.name === '' ? target.model.package : target.name;
      return jobs.flatMap((callback) => {
        const written = writtenAt(project, call, callback);
        const fn = written && functionOf(project, written);
        return fn ? [{ registration: call, at: calleeOf(call), module, scheduler, fn, written, ...answers(project, call, callback.runs) }] : [];
      });
    }),
  );
}

function isJob(callback: Callback): callback is Callback & { runs: JobRuns } {
  return callback.role === 'job' && callback.runs !== undefined;
}

/** The expression at a callback's place. */
function writtenAt(project: Project, call: CallNode, { at }: Callback): Node | null {
  const match = /^Argument\[(\d+)\](?:\.(.+))?$/.exec(at);
  const argument = match ? (plainArguments(call)[Number(match[1])] as Node | undefined) : undefined;
  if (!match || !argument) return null;
  if (!match[2]) return unwrap(argument);
  const found = lookUpInCall(project, call, undefined, at);
  return found.state === 'present' ? unwrap(found.node) : null;
}

/** The one function that an expression is. */
function functionOf(project: Project, node: Node): FunctionNode | null {
  if (isFunction(node)) return node;
  const value = evaluate(project, node);
  return value.kind === 'function' ? value.node : null;
}

function decorated(project: Project, module: Module): Job[] {
  return methodsOf(module).flatMap((method) =>
    decoratorsOf(project, method).flatMap(({ library, expression }) => {
      const runs = library.entry?.decorator?.runs;
      const fn = method.value as Node;
      if (!runs || expression.type !== 'CallExpression' || !isFunction(fn)) return [];
      const scheduler = `@${library.path[library.path.length - 1] ?? library.package}`;
      return [{ registration: expression, at: expression, module, scheduler, fn, written: method, ...answers(project, expression, runs) }];
    }),
  );
}

function methodsOf(module: Module): MethodDefinition[] {
  return nodesOf(module, 'ClassDeclaration', 'ClassExpression').flatMap(({ body }) =>
    body.body.flatMap((member) => (member.type === 'MethodDefinition' ? [member as MethodDefinition] : [])),
  );
}

function answers(project: Project, call: CallNode, runs: JobRuns): Pick<Job, 'everyMs' | 'waits' | 'catches' | 'guard'> {
  const guard = /\.(\w+)$/.exec(runs.waits.at ?? '')?.[1] ?? null;
  return { guard, everyMs: period(project, call, runs), waits: isOn(project, call, runs.waits), catches: isOn(project, call, runs.catches) };
}

function period(project: Project, call: CallNode, { every, pattern }: JobRuns): number | null {
  const found = every || pattern ? lookUpInCall(project, call, undefined, (every ?? pattern)!) : null;
  if (found?.state !== 'present' || found.value.kind !== 'literal') return null;
  const { value } = found.value;
  if (every) return typeof value === 'number' ? value : null;
  return typeof value === 'string' ? cronPeriod(value) : null;
}

function isOn(project: Project, call: CallNode, { at, default: byDefault }: Switch): boolean | null {
  const found = at === undefined ? null : lookUpInCall(project, call, undefined, at);
  if (!found || found.state === 'absent') return byDefault;
  if (found.state === 'unknown') return null;
  const values = alternatives(found.value);
  if (values.some(({ kind }) => kind === 'unknown')) return null;
  return values.some((value) => value.kind !== 'literal' || Boolean(value.value));
}

