import type { FunctionNode, Node } from '../project/ast.js';
import { isFunction, isInside, memberName, unwrap } from '../project/ast.js';
import { moduleOf, nodesOf, type Module } from '../project/module.js';
import { calleesOf } from '../effects/effects.js';
import type { Project } from '../project/project.js';
import { isConcept } from '../calls.js';
import { jobsOf, type Job } from './jobs.js';
import { waitsOf, type Wait } from './work.js';

/** A job whose next run can begin while one is still at it. */
export interface Overlap {
  job: Job;
  everyMs: number;
  /** What takes the time: a call per element of a list, else the call that nothing bounds. */
  slowest: Wait;
}

/** Times that some work is expected to take at some time: for every element of a list, one call of another service, one query. */
const LONG_MS = 900_000;
const SHORT_MS = 60_000;
const QUERY_MS = 10_000;

/** The jobs of a module whose runs can overlap, and do harm then; null periods and unknown guards are left alone. */
export function overlappingJobs(project: Project, module: Module): Overlap[] {
  return jobsOf(project, module).flatMap((job) => {
    if (!job.overlaps || job.everyMs === null || job.everyMs > LONG_MS || isGuarded(project, job)) return [];
    const slowest = tooSlow(waitsOf(project, job.fn), job.everyMs);
    return slowest ? [{ job, everyMs: job.everyMs, slowest }] : [];
  });
}

/** The call that can make a run longer than the time between two: null where every run is known to be shorter. */
function tooSlow(waits: readonly Wait[], everyMs: number): Wait | null {
  const repeated = waits.find(({ iteration }) => iteration !== null && !iteration.concurrent);
  if (repeated) return repeated;
  if (everyMs > SHORT_MS || waits.length < 2) return null;
  let sum = 0;
  for (const wait of waits) {
    if (wait.maxMs === null && (everyMs <= QUERY_MS || isConcept(wait.effect.call, 'external-call'))) return wait;
    sum += wait.maxMs ?? 0;
  }
  return sum > everyMs ? (waits[0] ?? null) : null;
}

/** Names of what lets one run at a time: locks, leases, flags, queues of one. */
const GUARD =
  /lock|mutex|semaphore|leader|lease|claim|skip_?locked|in_?flight|is_?running|running|is_?processing|processing|busy|already|ongoing|in_?progress|single_?flight|singleton|exclusive|overlap|debounce|throttle|is[A-Z]\w*ing\b|active(?:Run|Job)|pending(?:Run|Promise)|once\(/i;

/**
 * Whether something may keep two runs apart: a flag that is asked and set, a lock, a timer that is stopped first. Looks
 * for names, so that a home-made guard counts, in the job and in the functions that it calls.
 */
function isGuarded(project: Project, job: Job): boolean {
  const functions = [job.fn, ...calledBy(project, job.fn), ...calledBy(project, job.fn).flatMap((fn) => calledBy(project, fn))];
  return functions.some((fn) => {
    const { text } = moduleOf(fn);
    const body = text.slice(fn.start, fn.end);
    return GUARD.test(body) || /clear(?:Interval|Timeout)\(/.test(body) || returnsEarlyByFlag(fn);
  });
}

function calledBy(project: Project, fn: FunctionNode): FunctionNode[] {
  return nodesOf(moduleOf(fn), 'CallExpression')
    .filter((call) => isInside(call, fn))
    .flatMap((call) => calleesOf(project, call).map((step) => step.fn));
}

/** `if (this.current) return;` where the function assigns it, too. */
function returnsEarlyByFlag(fn: FunctionNode): boolean {
  const { text } = moduleOf(fn);
  const block = fn.body?.type === 'BlockStatement' ? (fn.body.body as Node[]) : [];
  return block.some((statement) => {
    if (statement.type !== 'IfStatement') return false;
    const test = unwrap(statement.test);
    const flag = test.type === 'UnaryExpression' ? unwrap(test.argument) : test;
    const isState = flag.type === 'Identifier' || (flag.type === 'MemberExpression' && memberName(flag) !== null);
    if (!isState || isFunction(flag)) return false;
    const name = text.slice(flag.start, flag.end);
    return text.slice(statement.end, fn.end).includes(`${name} = `) || text.slice(statement.start, statement.end).includes(`${name} = `);
  });
}
