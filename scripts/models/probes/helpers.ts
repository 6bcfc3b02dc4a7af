import { ends, shows, waits, type Case, type Probe } from './probe.js';

/** Counts how often a function is called that always fails. */
const COUNT = `const attempts = async (run) => { let calls = 0; await run(async () => { calls++; throw new Error('x'); }).catch(() => {}); return calls; };`;

/** How many of five functions run at once. */
const MOST = `const most = async (run) => { let running = 0, peak = 0; const job = async () => { peak = Math.max(peak, ++running); await sleep(100); running--; }; await run(job); return peak; };`;

const never = '() => new Promise(() => {})';

function helper(name: string, load: string, cases: Record<string, Case>, more: Pick<Probe, 'versions' | 'needs'> = {}): Probe {
  return { package: name, server: 'none', load: `${COUNT} ${MOST} ${load}`, cases, ...more };
}

/** Retries, breakers, limiters and time limits. */
export const HELPER_PROBES: readonly Probe[] = [
  helper('p-retry', `const { default: pRetry, AbortError } = await import('p-retry');`, {
    'retry attempts': shows('eleven attempts where nothing is set', `attempts((run) => pRetry(run, { minTimeout: 1, maxTimeout: 1 })).then((count) => count === 11)`),
    'retry stop': shows('an `AbortError` ends it', `(async () => { let calls = 0; await pRetry(() => { calls++; throw new AbortError('x'); }).catch(() => {}); return calls === 1; })()`),
  }),
  helper('async-retry', `const { default: retry } = await import('async-retry');`, {
    'retry attempts': shows('eleven attempts where nothing is set', `attempts((run) => retry(run, { minTimeout: 1, maxTimeout: 1 })).then((count) => count === 11)`),
    'retry stop': shows('`bail` ends it', `(async () => { let calls = 0; await retry((bail) => { calls++; bail(new Error('x')); }).catch(() => {}); return calls === 1; })()`),
  }),
  helper('promise-retry', `const { default: promiseRetry } = await import('promise-retry');`, {
    'retry attempts': shows('eleven attempts where nothing is set', `attempts((run) => promiseRetry((retry) => run().catch(retry), { minTimeout: 1, maxTimeout: 1 })).then((count) => count === 11)`),
  }),
  helper('retry', `const { default: retry } = await import('retry');`, {
    'retry attempts': shows('eleven attempts where nothing is set', `(async () => { const operation = retry.operation({ minTimeout: 1, maxTimeout: 1 }); let calls = 0; await new Promise((resolve) => operation.attempt(() => { calls++; if (!operation.retry(new Error('x'))) resolve(); })); return calls === 11; })()`),
  }),
  helper('exponential-backoff', `const { backOff } = await import('exponential-backoff');`, {
    'retry attempts': shows('ten attempts where nothing is set', `attempts((run) => backOff(run, { startingDelay: 1, maxDelay: 1 })).then((count) => count === 10)`),
  }),
  helper('@lifeomic/attempt', `const { retry } = await import('@lifeomic/attempt');`, {
    'retry attempts': shows('three attempts where nothing is set', `attempts((run) => retry(run, { delay: 1 })).then((count) => count === 3)`),
  }),
  helper('ts-retry-promise', `const { retry } = await import('ts-retry-promise');`, {
    'retry attempts': shows('eleven attempts where nothing is set', `attempts((run) => retry(run, { delay: 1 })).then((count) => count === 11)`),
    'timeouts.timeout': ends(`retry(${never}, { timeout: 300 })`),
    default: waits(`retry(${never})`),
  }),
  helper('cockatiel', `const { retry, handleAll, timeout, TimeoutStrategy, circuitBreaker, ConsecutiveBreaker, bulkhead } = await import('cockatiel');`, {
    'retry attempts': shows('`maxAttempts: 2` are three attempts', `attempts((run) => retry(handleAll, { maxAttempts: 2 }).execute(run)).then((count) => count === 3)`),
    'timeouts timeout': ends(`timeout(300, TimeoutStrategy.Aggressive).execute(${never})`),
    'timeouts timeout cooperative': waits(`timeout(300, TimeoutStrategy.Cooperative).execute(${never})`),
    'breaker circuitBreaker': shows('it is open after so many failures: the work is not called', `(async () => { const breaker = circuitBreaker(handleAll, { halfOpenAfter: 10000, breaker: new ConsecutiveBreaker(2) }); const first = await attempts(async (run) => { for (let i = 0; i < 5; i++) await breaker.execute(run).catch(() => {}); }); return first === 2; })()`),
    'limiter bulkhead': shows('so many at once, the others wait', `most((job) => { const limit = bulkhead(2, 10); return Promise.all(Array.from({ length: 5 }, () => limit.execute(job))); }).then((peak) => peak === 2)`),
  }),
  helper('opossum', `const { default: CircuitBreaker } = await import('opossum');`, {
    'timeouts.timeout': ends(`new CircuitBreaker(${never}, { timeout: 300 }).fire()`),
    'timeouts.timeout off': waits(`new CircuitBreaker(${never}, { timeout: false }).fire()`),
    default: waits(`new CircuitBreaker(${never}).fire()`),
  }),
  helper('p-timeout', `const { default: pTimeout } = await import('p-timeout');`, { 'timeout default': ends(`pTimeout(new Promise(() => {}), { milliseconds: 300 })`) }, { versions: '>=6' }),
  helper('p-timeout', `const { default: pTimeout } = await import('p-timeout');`, { 'timeout default': ends(`pTimeout(new Promise(() => {}), 300)`) }, { versions: '<6' }),
  helper('p-limit', `const { default: pLimit } = await import('p-limit');`, {
    'limiter default': shows('so many at once as it is told', `most((job) => { const limit = pLimit(2); return Promise.all(Array.from({ length: 5 }, () => limit(job))); }).then((peak) => peak === 2)`),
  }),
  helper('p-map', `const { default: pMap } = await import('p-map');`, {
    'limiter default': shows('all at once where nothing is set', `most((job) => pMap([1, 2, 3, 4, 5], job)).then((peak) => peak === 5)`),
    'limiter concurrency': shows('so many at once as `concurrency` says', `most((job) => pMap([1, 2, 3, 4, 5], job, { concurrency: 2 })).then((peak) => peak === 2)`),
  }),
  helper('p-queue', `const { default: PQueue } = await import('p-queue');`, {
    'limiter default': shows('all at once where nothing is set', `most((job) => new PQueue().addAll(Array(5).fill(job))).then((peak) => peak === 5)`),
    'limiter concurrency': shows('so many at once as `concurrency` says', `most((job) => new PQueue({ concurrency: 2 }).addAll(Array(5).fill(job))).then((peak) => peak === 2)`),
    'timeouts.timeout': ends(`new PQueue({ timeout: 300 }).add(${never})`),
    default: waits(`new PQueue().add(${never})`),
  }),
  helper('bottleneck', `const { default: Bottleneck } = await import('bottleneck');`, {
    'limiter default': shows('all at once where nothing is set', `most((job) => { const limit = new Bottleneck(); return Promise.all(Array.from({ length: 5 }, () => limit.schedule(job))); }).then((peak) => peak === 5)`),
    'timeouts.expiration': ends(`new Bottleneck().schedule({ expiration: 300 }, ${never})`),
    default: waits(`new Bottleneck().schedule(${never})`),
  }),
  helper('dataloader', `const { default: DataLoader } = await import('dataloader');`, {
    'batches DataLoader.load': shows('the loads of one tick are one call of the batch function', `(async () => { let calls = 0; const loader = new DataLoader(async (keys) => { calls++; return keys; }); await Promise.all([loader.load(1), loader.load(2), loader.load(3)]); return calls === 1; })()`),
  }),
  helper('async', `const { default: async } = await import('async');`, {
    'limiter each': shows('all at once', `most((job) => async.each([1, 2, 3, 4, 5], job)).then((peak) => peak === 5)`),
    'limiter eachLimit': shows('so many at once as it is told', `most((job) => async.eachLimit([1, 2, 3, 4, 5], 2, job)).then((peak) => peak === 2)`),
    'limiter eachSeries': shows('one at once', `most((job) => async.eachSeries([1, 2, 3, 4, 5], job)).then((peak) => peak === 1)`),
  }),
];
