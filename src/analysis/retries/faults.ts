import { accessOf, isConcept, type ResolvedCall } from '../calls.js';
import { isRepeatable, methodOf } from '../dependencies/repeatable.js';
import type { Effect } from '../effects/effects.js';
import { waitsOf } from '../jobs/work.js';
import { isFunction, isInside, isLoop, type Node } from '../project/ast.js';
import { moduleOf, nodesOf, type Module } from '../project/module.js';
import type { Project } from '../project/project.js';
import { evaluate } from '../values/evaluate.js';
import { lookUpClientOption, lookUpPlace } from '../values/options.js';
import { waitsForState, waitsToStart } from './patience.js';
import { retriesOf, type Retry } from './retries.js';
import { some } from './walk.js';

/** What is wrong with a retry, the worst first. */
export type Fault =
  | { kind: 'unbounded'; effect: Effect }
  /** Another retry inside, with its own number of tries. */
  | { kind: 'nested'; effect: Effect; inner: string; times: number }
  | { kind: 'repeatedWrite'; effect: Effect }
  | { kind: 'anyDatabaseError'; effect: Effect }
  | { kind: 'anyError'; effect: Effect }
  | { kind: 'immediate'; effect: Effect }
  | { kind: 'constantDelay'; effect: Effect }
  | { kind: 'inStep'; effect: Effect };

/** The faults of a retry that are seen; none where what it tries leads to no call that is known. */
export function faultsOf(project: Project, retry: Retry): Fault[] {
  const { attempts, delay, jitter } = retry;
  if (attempts === 1 || attempts === 0) return [];
  const effects = retry.work.flatMap((region) => waitsOf(project, region).map(({ effect }) => effect));
  const [first] = effects;
  if (!first) return [];
  const faults: Fault[] = [];
  const add = (kind: Exclude<Fault['kind'], 'nested'>, effect: Effect | undefined) => {
    if (effect) faults.push({ kind, effect });
  };
  const isPatient = delay !== 'none' && (waitsForState(retry) || waitsToStart(project, retry));
  const filters = isPatient ? null : retry.filters;
  // A loop that waits longer each time until something is there again is how connections are kept.
  if (attempts === 'unbounded' && !isPatient && (retry.library !== null || delay === 'none' || delay === 'fixed')) add('unbounded', first);
  const nested = nestedRetry(project, retry, effects);
  if (nested) faults.push(nested);
  if (filters === false) {
    add('repeatedWrite', effects.find(({ call }) => isWrite(project, call)));
    add('anyDatabaseError', attempts === 2 ? undefined : effects.find(({ call }) => writesToDatabase(project, call)));
    add('anyError', effects.find(({ call }) => failsForGood(call, retry)));
  }
  const remote = effects.find(({ call }) => isConcept(call, 'external-call', 'publish') && call.call.medium !== 'file' && call.call.medium !== 'process');
  // A filter may choose conflicts, which are worth another try at once.
  if (delay === 'none' && filters === false && !rejectsAnswers(retry)) add('immediate', remote);
  if (delay === 'fixed' && !isPatient) add('constantDelay', remote);
  if (delay === 'growing' && jitter === false) add('inStep', remote);
  return faults;
}

/** A transaction, or a statement that writes: a read that fails for want of a connection is worth another try. */
function writesToDatabase(project: Project, call: ResolvedCall): boolean {
  if (call.call.medium === 'key-value') return false;
  return isConcept(call, 'transaction') || (isConcept(call, 'query') && accessOf(project, call) === 'write');
}

/** A request that does something each time it arrives. */
function isWrite(project: Project, call: ResolvedCall): boolean {
  if (!isConcept(call, 'external-call')) return false;
  if (call.call.medium === 'email') return true;
  const method = methodOf(project, call);
  return (method === 'POST' || method === 'PATCH') && !isRepeatable(project, call) && !asks(call);
}

/** Names in addresses of requests that read by `POST`, or that give something new each time. */
const ASKS = /search|query|graphql|token|oauth|login|auth|rpc|complet|embed|generat|chat|predict|infer|translate|detect|analy[sz]e|lookup|list|find|fetch|export|validate|verify|check|ping|health/i;

function asks({ node, module }: ResolvedCall): boolean {
  return ASKS.test(module.text.slice(node.start, Math.min(node.end, node.start + 400)));
}

/** Whether errors that come again each time reach the retry: a client that throws on a 4xx, or a `throw` after one. */
function failsForGood(call: ResolvedCall, { work }: Retry): boolean {
  if (!isConcept(call, 'external-call')) return false;
  if (call.call.failure?.as === 'error') return true;
  if (call.call.failure?.as !== 'result') return false;
  return work.some((region) => throwsOnStatus(isFunction(region) ? (region.body as Node) : region));
}

function throwsOnStatus(region: Node): boolean {
  const { text } = moduleOf(region);
  return some(region, (node) => {
    if (node.type !== 'IfStatement' || !/!\s*[\w.]+\.ok\b/.test(text.slice(node.test.start, node.test.end))) return false;
    return some(node.consequent, (inner) => inner.type === 'ThrowStatement');
  });
}

/** Whether the work fails by itself, too: it asks again where it doesn't like the answer. */
function rejectsAnswers({ work }: Retry): boolean {
  return work.some((region) => some(isFunction(region) ? (region.body as Node) : region, (node) => node.type === 'ThrowStatement'));
}

/** What tries again inside of a retry: a client that does so unasked, or another retry of the project. */
function nestedRetry(project: Project, retry: Retry, effects: readonly Effect[]): Extract<Fault, { kind: 'nested' }> | null {
  if (choosesOwnErrors(project, retry)) return null;
  for (const effect of effects) {
    const times = ownRetries(project, effect.call);
    if (times > 0) return { kind: 'nested', effect, inner: effect.call.library, times: times + 1 };
    // A retry that chooses its errors may choose others than the one inside.
    if (retry.filters === true) continue;
    for (const { fn } of effect.steps) {
      const inner = retriesOf(project, moduleOf(fn)).find(({ node }) => isInside(node, fn) && node !== retry.node);
      if (!inner || isInside(retry.node, fn) || typeof inner.attempts !== 'number' || inner.attempts < 2) continue;
      return { kind: 'nested', effect, inner: inner.library ?? (isLoop(inner.node) ? 'loop' : 'catch'), times: inner.attempts };
    }
  }
  return null;
}

/** Whether a retry of the project's own code tries again after errors of its own classes alone: no client throws those. */
function choosesOwnErrors(project: Project, { node, library, filters }: Retry): boolean {
  if (library !== null || filters !== true) return false;
  const handlers = nodesOf(moduleOf(node), 'CatchClause').filter((handler) => isInside(handler, node));
  return handlers.some(({ body }) =>
    some(body, (test) => test.type === 'BinaryExpression' && test.operator === 'instanceof' && evaluate(project, test.right).kind === 'class'),
  );
}

/** How often a client tries a call again by itself; 0 where it doesn't or that isn't known. */
function ownRetries(project: Project, call: ResolvedCall): number {
  const { retries } = call.target.model;
  if (!retries?.option || retries.default < 1 || !isConcept(call, 'external-call')) return 0;
  const own = lookUpPlace(project, call, retries.option);
  const found = own.state === 'absent' ? lookUpClientOption(project, call.receiver, retries.option) : own;
  if (found.state === 'absent') return retries.default;
  if (found.state === 'unknown') return 0;
  return found.value.kind === 'literal' && typeof found.value.value === 'number' ? found.value.value : 0;
}

/** The retries of a module that have a fault, each with all of them, the worst first. */
export function faultyRetries(project: Project, module: Module): { retry: Retry; faults: [Fault, ...Fault[]] }[] {
  return retriesOf(project, module).flatMap((retry) => {
    const [first, ...rest] = faultsOf(project, retry);
    return first ? [{ retry, faults: [first, ...rest] as [Fault, ...Fault[]] }] : [];
  });
}

