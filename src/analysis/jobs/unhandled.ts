import { isFunction, memberName, type CallNode, type Node } from '../project/ast.js';
import { moduleOf, nodesOf, type Module } from '../project/module.js';
import type { Project } from '../project/project.js';
import { filesMentioning } from '../project/tree.js';
import { evaluate } from '../values/evaluate.js';
import { uncaughtFailure, type Failure } from './failure.js';
import { jobsOf, type Job } from './jobs.js';

/** A job whose failing run is an unhandled rejection. */
export interface UnhandledRun {
  job: Job;
  failure: Failure;
}

/** The jobs of a module whose runs can reject with nothing to catch it, in projects where that ends the process. */
export function unhandledRuns(project: Project, module: Module): UnhandledRun[] {
  const found = jobsOf(project, module).flatMap((job) => {
    const failure = job.rejects ? uncaughtFailure(project, job.fn) : null;
    return failure ? [{ job, failure }] : [];
  });
  return found.length > 0 && survivesRejections(project, module) ? [] : found;
}

const EVENT = 'unhandledRejection';

/** Whether the project's process goes on after an unhandled rejection: it listens for them, and doesn't exit then. */
function survivesRejections(project: Project, module: Module): boolean {
  return filesMentioning(project, module.path, EVENT).some((path) => {
    const parsed = project.load(path);
    return 'module' in parsed && nodesOf(parsed.module, 'CallExpression').some((call) => listens(project, call));
  });
}

function listens(project: Project, call: CallNode): boolean {
  if (call.type !== 'CallExpression' || call.callee.type !== 'MemberExpression') return false;
  if (!['on', 'once', 'addListener'].includes(memberName(call.callee) ?? '')) return false;
  const [event, listener] = call.arguments;
  if (event?.type !== 'Literal' || event.value !== EVENT || !listener) return false;
  const value = isFunction(listener) ? null : evaluate(project, listener);
  const fn = value === null ? (listener as Node) : value.kind === 'function' ? value.node : null;
  return fn !== null && !/exit|throw|kill|shutdown|abort|terminate/i.test(textOf(fn));
}

function textOf(fn: Node): string {
  return moduleOf(fn).text.slice(fn.start, fn.end);
}

