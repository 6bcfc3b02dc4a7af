import type { MethodDefinition } from 'oxc-parser';
import type { Callback, JobRuns, LibraryModel } from '../../models/model.js';
import { calleeOf, isFunction, unwrap, type CallNode, type FunctionNode, type Node } from '../project/ast.js';
import { nodesOf, type Module } from '../project/module.js';
import type { Project } from '../project/project.js';
import { argumentAt, targetsOf } from '../values/call.js';
import { evaluate } from '../values/evaluate.js';
import { decoratorsOf } from '../values/inject.js';
import { holds } from '../values/model-parts.js';
import { lookUpInCall, type Lookup } from '../values/options.js';
import { alternatives } from '../values/value.js';
import { cronPeriod } from './cron.js';

/** Work that a scheduler of this process runs again and again. */
export interface Job {
  /** The call that registers it, or the decorator's. */
  registration: CallNode;
  /** What is underlined: the callee of that call, or the decorator. */
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
  /** A run begins beside one that hasn't ended, and nothing in the registration prevents it. */
  overlaps: boolean;
  /** A run that rejects is an unhandled rejection. */
  rejects: boolean;
  /** The option that prevents runs from overlapping; null where there is none. */
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
      const { runs, callbacks = [], options, repeats } = target.call;
      if (!runs || !repeats) return [];
      const scheduler = target.name === 'default' || target.name === '' ? target.model.package : target.name;
      return callbacks.flatMap((callback) => {
        const written = callback.role === 'job' ? writtenAt(project, call, callback) : null;
        const fn = written && functionOf(project, written);
        if (!fn) return [];
        const rejection = rejectionOf(project, module, target.model, runs);
        const given = answers(project, call, options, { ...runs, rejection });
        return [{ registration: call, at: calleeOf(call), module, scheduler, fn, written, ...given }];
      });
    }),
  );
}

/** What becomes of a rejected run. Where the version in use isn't known, the one counts in which it ends the process. */
function rejectionOf({ resolver, models }: Project, module: Module, model: LibraryModel, runs: JobRuns): JobRuns['rejection'] {
  const versions = models.all.filter((other) => other.package === model.package);
  if (versions.length < 2 || resolver.versionOf(module.path, model.package) !== null) return runs.rejection;
  return versions.some(({ exports }) => holds(exports, ({ rejection }) => rejection === 'unhandled')) ? 'unhandled' : runs.rejection;
}

/** The expression at a callback's place. */
function writtenAt(project: Project, call: CallNode, { at }: Callback): Node | null {
  if (!at.includes('.')) {
    const argument = argumentAt(call, at);
    return argument && unwrap(argument);
  }
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
      const { runs, repeats } = library.entry?.decorator ?? {};
      const fn = method.value as Node;
      if (!runs || !repeats || expression.type !== 'CallExpression' || !isFunction(fn)) return [];
      const scheduler = `@${library.path[library.path.length - 1] ?? library.package}`;
      const given = answers(project, expression, undefined, runs);
      return [{ registration: expression, at: expression, module, scheduler, fn, written: method, ...given }];
    }),
  );
}

function methodsOf(module: Module): MethodDefinition[] {
  return nodesOf(module, 'ClassDeclaration', 'ClassExpression').flatMap(({ body }) =>
    body.body.flatMap((member) => (member.type === 'MethodDefinition' ? [member] : [])),
  );
}

type Answers = Pick<Job, 'everyMs' | 'overlaps' | 'rejects' | 'guard'>;

function answers(project: Project, call: CallNode, options: number | 'last' | undefined, runs: JobRuns): Answers {
  const lookUp = (place: string) => lookUpInCall(project, call, options, place);
  const isOff = (place: string | undefined) => place === undefined || isSet(lookUp(place)) === false;
  return {
    everyMs: period(runs, lookUp),
    overlaps: runs.overlap === 'begins' && isOff(runs.exclusive),
    rejects: runs.rejection === 'unhandled' && isOff(runs.handler),
    guard: /(?:^|\.)(\w+)$/.exec(runs.exclusive ?? '')?.[1] ?? null,
  };
}

function period({ every, pattern }: JobRuns, lookUp: (place: string) => Lookup): number | null {
  const place = every ?? pattern;
  const found = place === undefined ? null : lookUp(place);
  if (found?.state !== 'present' || found.value.kind !== 'literal') return null;
  const { value } = found.value;
  if (every) return typeof value === 'number' ? value : null;
  return typeof value === 'string' ? cronPeriod(value) : null;
}

/** Whether an option is on; null where that isn't known. */
function isSet(found: Lookup): boolean | null {
  if (found.state !== 'present') return found.state === 'absent' ? false : null;
  const values = alternatives(found.value);
  if (values.some(({ kind }) => kind === 'unknown')) return null;
  return values.some((value) => value.kind !== 'literal' || Boolean(value.value));
}
