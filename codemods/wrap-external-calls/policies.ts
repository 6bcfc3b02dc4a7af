import type { LoggerImport } from '../../src/codemod/logger.js';

/** The numbers of a policies module, each a flag of the codemod. */
export interface Limits {
  timeoutMs: number;
  retries: number;
  maxDelayMs: number;
  /** Between 0 and 1. */
  failureShare: number;
  minCalls: number;
  halfOpenAfterMs: number;
}

export interface Shape {
  language: 'ts' | 'js';
  modules: 'esm' | 'cjs';
  /** The package may run on a Node.js without `AbortSignal.any`, which came with 20.3. */
  mergesSignals: boolean;
}

/** Names that the module declares or imports: no dependency can be called so. */
export const RESERVED: ReadonlySet<string> = new Set([
  ...['again', 'anySignal', 'answerOf', 'backoff', 'byHost', 'changes', 'circuitBreaker', 'dependency', 'delays', 'handleWhen'],
  ...['isBrokenCircuitError', 'isCode', 'isGone', 'isOutage', 'isRepeatable', 'log', 'logger', 'onCircuitChange', 'require'],
  ...['retry', 'retryAfterMs', 'serviceAt', 'timeout', 'untilAborted', 'wrap', 'exports', 'module'],
]);

const IMPORTED = [
  ...['circuitBreaker', 'CircuitState', 'CountBreaker', 'DelegateBackoff', 'EventEmitter', 'ExponentialBackoff', 'handleWhen'],
  ...['isBrokenCircuitError', 'retry', 'TaskCancelledError', 'timeout', 'TimeoutStrategy', 'wrap'],
];

/**
 * The text of a policies module without its dependencies: in TypeScript, or in JavaScript with the same types as JSDoc.
 * Written in the style that `restyle` takes.
 */
export function printPolicies(limits: Limits, shape: Shape, logger: LoggerImport | null = null): string {
  const isTyped = shape.language === 'ts';
  const isEsm = isTyped || shape.modules === 'esm';
  const ts = (text: string) => (isTyped ? text : '');
  const js = (text: string) => (isTyped ? '' : text);
  const exported = isEsm ? 'export ' : '';
  const exportsLater = (name: string) => (isEsm ? '' : `exports.${name} = ${name};\n`);
  const names = IMPORTED.map((name) => `  ${name},\n`).join('');
  const imports = isEsm ? `import {\n${names}} from 'cockatiel';` : `const {\n${names}} = require('cockatiel');`;
  const windowSize = Math.max(20, limits.minCalls);
  const merged = shape.mergesSignals ? 'anySignal([caller, limit])' : 'AbortSignal.any([caller, limit])';

  return `${isEsm ? '' : "'use strict';\n\n"}/**
 * How the services that this one depends on are called. Each has a time limit
 * and a circuit breaker of its own. A call that may be repeated is tried again,
 * after delays that grow and differ, or when the service asks for it.
 */
${imports}
${ts(`import type { IBackoff, IRetryBackoffContext } from 'cockatiel';
`)}${logger ? `${importOf(logger, isEsm)}\n` : ''}
/** Time for one attempt, up to the end of the answer's body. */
const TIMEOUT_MS = ${number(limits.timeoutMs)};
/** Attempts after the first. */
const RETRIES = ${number(limits.retries)};
/** The longest delay before one. Who asks for a longer one isn't asked again. */
const MAX_DELAY_MS = ${number(limits.maxDelayMs)};
/** A circuit opens when more than this share of the last calls has failed. */
const BREAKER = { threshold: ${limits.failureShare}, size: ${windowSize}, minimumNumberOfCalls: ${limits.minCalls} };
/** After this time a single call tries whether the service is back. */
const HALF_OPEN_AFTER_MS = ${number(limits.halfOpenAfterMs)};

/** A service has not answered in time. */
${exported}class TimeoutError extends Error {
  /** For error handlers that answer with an error's own status. */
  ${ts('readonly ')}status = 504;${ts(`
  readonly dependency: string;`)}
${js(`
  /** @param {string} dependency */`)}
  constructor(dependency${ts(': string')}) {
    super(\`\${dependency} has not answered in time.\`);
    this.name = 'TimeoutError';
    this.dependency = dependency;
  }
}
${exportsLater('TimeoutError')}
/** A service has failed so often that it is not called for a while. */
${exported}class CircuitOpenError extends Error {
  ${ts('readonly ')}status = 503;${ts(`
  readonly dependency: string;`)}
${js(`
  /** @param {string} dependency */`)}
  constructor(dependency${ts(': string')}) {
    super(\`\${dependency} keeps failing and is not called for now.\`);
    this.name = 'CircuitOpenError';
    this.dependency = dependency;
  }
}
${exportsLater('CircuitOpenError')}
/** The caller gave up, which says nothing about the service. */
class CallerGone extends Error {}
${ts(`
export interface CircuitChange {
  dependency: string;
  state: 'open' | 'half-open' | 'closed';
}

type Run<T> = (signal: AbortSignal) => PromiseLike<T>;

export interface CallOptions<T> {
  /** The caller's own signal: the call ends as soon as it is aborted. */
  signal?: AbortSignal | null | undefined;
  /** Gives an answer when the service gives none, or an error. */
  fallback?: ((failure: unknown) => T | PromiseLike<T>) | undefined;
}

/** What an untyped client gives stays \`any\`. */
export interface Dependency {
  /** Makes a call that does no harm when it is made twice. */
  idempotent<T = any>(run: Run<T>, options?: CallOptions<T>): Promise<T>;
  /** Makes a call that must not be repeated. */
  once<T = any>(run: Run<T>, options?: CallOptions<T>): Promise<T>;
}
`)}${js(`
/** @typedef {{ dependency: string, state: 'open' | 'half-open' | 'closed' }} CircuitChange */

/**
 * @template T
 * @typedef {(signal: AbortSignal) => PromiseLike<T>} Run
 */

/**
 * @template T
 * @typedef {object} CallOptions
 * @property {AbortSignal | null} [signal] The caller's own signal: the call ends as soon as it is aborted.
 * @property {(failure: unknown) => T | PromiseLike<T>} [fallback] Gives an answer when the service gives none, or an error.
 */

/**
 * @typedef {object} Dependency
 * @property {<T = any>(run: Run<T>, options?: CallOptions<T>) => Promise<T>} idempotent
 *   Makes a call that does no harm when it is made twice.
 * @property {<T = any>(run: Run<T>, options?: CallOptions<T>) => Promise<T>} once
 *   Makes a call that must not be repeated.
 */
`)}
${js(`/** @type {EventEmitter<CircuitChange>} */
`)}const changes = new EventEmitter${ts('<CircuitChange>')}();

/**
 * Tells a listener when a circuit opens, is tried, or closes, for logs and
 * metrics: \`onCircuitChange((change) => logger.warn(change, 'Circuit'))\`.${js(`
 * @param {(change: CircuitChange) => void} listener`)}
 */
${exported}function onCircuitChange(listener${ts(': (change: CircuitChange) => void')})${ts(': { dispose(): void }')} {
  return changes.addListener(listener);
}
${exportsLater('onCircuitChange')}${logger ? `
onCircuitChange(({ dependency, state }) => {
  ${logger.name}.warn(\`The circuit of \${dependency} is \${state}.\`);
});
` : ''}
const delays = new ExponentialBackoff({ maxDelay: MAX_DELAY_MS });

/** Delays with jitter. What the service asks for comes on top. */
const backoff = new DelegateBackoff(
  ${js(`/**
   * @param {import('cockatiel').IRetryBackoffContext<unknown>} context
   * @param {import('cockatiel').IBackoff<unknown>} [previous]
   */
  `)}(context${ts(': IRetryBackoffContext<unknown>')}, previous${ts('?: IBackoff<unknown>')}) => {
    const { result } = context;
    const state = previous ? previous.next(context) : delays.next();
    const asked = retryAfterMs('value' in result ? result.value : result.error);
    return { delay: state.duration + asked, state };
  },
);

const again = retry(handleWhen(isRepeatable).orWhenResult(isRepeatable), {
  maxAttempts: RETRIES,
  backoff,
});
// A response that nobody reads keeps its connection until it is cancelled.
again.onRetry((failure) => {
  const answer = ${js('/** @type {{ body?: { cancel?: () => Promise<void> } | null } | undefined} */ ')}('value' in failure ? failure.value : undefined)${ts(` as
    | { body?: { cancel?: () => Promise<void> } | null }
    | undefined`)};
  answer?.body?.cancel?.().catch(() => {});
});

${js(`/**
 * @param {string} name
 * @returns {Dependency}
 */
`)}function dependency(name${ts(': string')}, timeoutMs = TIMEOUT_MS)${ts(': Dependency')} {
  // A probe whose caller gave up is no proof that the service is back.${js(`
  /** @param {unknown} outcome */`)}
  const isFailure = (outcome${ts(': unknown')}) =>
    isOutage(outcome) ||
    (outcome instanceof CallerGone && breaker.state === CircuitState.HalfOpen);
  const breaker = circuitBreaker(handleWhen(isFailure).orWhenResult(isFailure), {
    breaker: new CountBreaker(BREAKER),
    halfOpenAfter: HALF_OPEN_AFTER_MS,
  });
  breaker.onBreak(() => changes.emit({ dependency: name, state: 'open' }));
  breaker.onHalfOpen(() => changes.emit({ dependency: name, state: 'half-open' }));
  breaker.onReset(() => changes.emit({ dependency: name, state: 'closed' }));
  const limited = timeout(timeoutMs, {
    strategy: TimeoutStrategy.Aggressive,
    abortOnReturn: false,
  });
  const single = wrap(breaker, limited);
  const repeated = wrap(again, breaker, limited);

  ${js(`/**
   * @template T
   * @param {Run<T>} run
   * @param {AbortSignal | null} [caller]
   */
  `)}async function attempt${ts('<T>')}(run${ts(': Run<T>')}, caller${ts('?: AbortSignal | null')})${ts(': Promise<T>')} {
    if (isGone(caller)) throw new CallerGone();
    const limit = AbortSignal.timeout(timeoutMs);
    const signal = caller ? ${merged} : limit;
    try {
      return await run(signal);
    } catch (error) {
      if (isGone(caller)) throw new CallerGone();
      throw signal.aborted ? new TimeoutError(name) : error;
    }
  }

  ${js(`/**
   * @template T
   * @param {Promise<T>} call
   * @param {CallOptions<T>} options
   */
  `)}async function settle${ts('<T>')}(call${ts(': Promise<T>')}, { signal, fallback }${ts(': CallOptions<T>')})${ts(': Promise<T>')} {
    try {
      const answer = await (signal ? untilAborted(call, signal) : call);
      return fallback && isOutage(answer) ? await fallback(answer) : answer;
    } catch (error) {
      if (isGone(signal)) throw error;
      const failure = isBrokenCircuitError(error)
        ? new CircuitOpenError(name)
        : error instanceof TaskCancelledError || signal?.aborted
          ? new TimeoutError(name)
          : error;
      if (fallback && isOutage(failure)) return fallback(failure);
      throw failure;
    }
  }

  return {
    idempotent: (run, options = {}) =>
      settle(repeated.execute(() => attempt(run, options.signal)), options),
    once: (run, options = {}) =>
      settle(single.execute(() => attempt(run, options.signal)), options),
  };
}

/**
 * Whether the caller gave up. One whose own time ran out did not: the service
 * was too slow for it.${js(`
 * @param {AbortSignal | null} [caller]`)}
 */
function isGone(caller${ts('?: AbortSignal | null')})${ts(': boolean')} {
  return caller?.aborted === true && caller.reason?.name !== 'TimeoutError';
}

/**
 * Rejects as soon as the signal is aborted, also while a retry waits.${js(`
 * @template T
 * @param {Promise<T>} call
 * @param {AbortSignal} signal
 * @returns {Promise<T>}`)}
 */
function untilAborted${ts('<T>')}(call${ts(': Promise<T>')}, signal${ts(': AbortSignal')})${ts(': Promise<T>')} {
  return new Promise((resolve, reject) => {
    const stop = () => reject(signal.reason);
    if (signal.aborted) stop();
    signal.addEventListener('abort', stop, { once: true });
    call.then(resolve, reject).finally(() => signal.removeEventListener('abort', stop));
  });
}
${shape.mergesSignals ? `
/**
 * \`AbortSignal.any\` for Node.js before 20.3.${js(`
 * @param {AbortSignal[]} signals`)}
 */
function anySignal(signals${ts(': AbortSignal[]')})${ts(': AbortSignal')} {
  const controller = new AbortController();
  for (const signal of signals) {
    const abort = () => controller.abort(signal.reason);
    if (signal.aborted) abort();
    signal.addEventListener('abort', abort, { once: true });
  }
  return controller.signal;
}
` : ''}
/**
 * Whether an answer or an error says that the service fails, and not that the
 * request was wrong.${js(`
 * @param {unknown} outcome`)}
 */
function isOutage(outcome${ts(': unknown')})${ts(': boolean')} {
  const { status, reply } = answerOf(outcome);
  if (status !== undefined) return status >= 500 || status === 429 || status === 408;
  // A mail server's: 4xx passes, 5xx is about the mail.
  if (reply !== undefined) return reply < 500;
  // Without a cause it is a mistake in the code that makes the call.
  if (outcome instanceof TypeError) return 'cause' in outcome;
  return outcome instanceof Error && !(outcome instanceof CallerGone);
}

/** ${js(`@param {unknown} outcome `)}${ts('An open circuit is not tried again, nor is who asks for a long pause. ')}*/
function isRepeatable(outcome${ts(': unknown')})${ts(': boolean')} {
  return (
    isOutage(outcome) &&
    !isBrokenCircuitError(outcome) &&
    retryAfterMs(outcome) <= MAX_DELAY_MS
  );
}

/**
 * How long an answer asks to wait; 0 where it doesn't.${js(`
 * @param {unknown} outcome`)}
 */
function retryAfterMs(outcome${ts(': unknown')})${ts(': number')} {
  const { headers } = answerOf(outcome);
  const value = headers?.get?.('retry-after') ?? headers?.['retry-after'];
  if (typeof value !== 'string') return 0;
  const ms = /^\\d+$/.test(value) ? Number(value) * 1_000 : Date.parse(value) - Date.now();
  return Math.max(0, ms) || 0;
}
${ts(`
interface Answer {
  status?: unknown;
  statusCode?: unknown;
  code?: unknown;
  responseCode?: unknown;
  headers?: { get?: (name: string) => unknown; 'retry-after'?: unknown } | null | undefined;
}

interface Holder extends Answer {
  response?: Answer | null;
  error?: Answer | null;
  lastError?: Answer | null;
  $metadata?: { httpStatusCode?: unknown } | null;
}
`)}${js(`
/** @typedef {{ status?: unknown, statusCode?: unknown, code?: unknown, responseCode?: unknown, headers?: any }} Answer */
/** @typedef {Answer & { response?: Answer | null, error?: Answer | null, lastError?: Answer | null, $metadata?: { httpStatusCode?: unknown } | null }} Holder */
`)}
/**
 * HTTP status and headers of an answer, or of an error that has one:
 * \`response.status\`, \`error.response.status\`, \`error.statusCode\`; and the
 * reply code of a mail server.${js(`
 * @param {unknown} outcome`)}
 */
function answerOf(outcome${ts(': unknown')}) {
  const holder = ${js('/** @type {Holder | null | undefined} */ (')}outcome${ts(' as Holder | null | undefined')}${js(')')};
  const answer = holder?.response ?? holder?.lastError ?? holder ?? {};
  const places = [answer.status, answer.statusCode, holder?.$metadata?.httpStatusCode, holder?.error?.statusCode, answer.code];
  return { status: places.find(isCode), reply: isCode(holder?.responseCode) ? holder.responseCode : undefined, headers: answer.headers };
}

/** ${js(`@param {unknown} value @returns {value is number} `)}${ts('HTTP and mail servers have codes of three digits. ')}*/
function isCode(value${ts(': unknown')})${ts(': value is number')} {
  return typeof value === 'number' && value >= 100 && value < 600;
}
`;
}

function importOf({ name, whole, from }: LoggerImport, isEsm: boolean): string {
  const names = whole ? name : `{ ${name} }`;
  return isEsm ? `import ${names} from '${from}';` : `const ${names} = require('${from}');`;
}

/** One more dependency, to be added at the end of the module. */
export function printDependency(constant: string, name: string, timeoutMs: number | null, shape: Shape): string {
  const made = `dependency('${name}'${timeoutMs === null ? '' : `, ${number(timeoutMs)}`});`;
  if (shape.language === 'ts') return `export const ${constant}: Dependency = ${made}`;
  return shape.modules === 'esm' ? `export const ${constant} = ${made}` : `exports.${constant} = ${made}`;
}

/** The function that gives the policies for whichever service a URL leads to, to be added at the end of the module. */
export function printServiceAt({ language, modules }: Shape): string {
  const isTyped = language === 'ts';
  const isEsm = isTyped || modules === 'esm';
  const ts = (text: string) => (isTyped ? text : '');
  const js = (text: string) => (isTyped ? '' : text);
  return `/** Hosts that are remembered at once. */
const MAX_HOSTS = 500;
${js('/** @type {Map<string, Dependency>} */\n')}const byHost = new Map${ts('<string, Dependency>')}();

/**
 * The policies of the service that a URL leads to, by its host: for calls whose
 * URL comes from callers or from data.${js(`
 * @param {string | URL | { url: string }} target
 * @returns {Dependency}`)}
 */
${isEsm ? 'export ' : ''}function serviceAt(target${ts(': string | URL | { url: string }')})${ts(': Dependency')} {
  const url = typeof target === 'object' && 'url' in target ? target.url : String(target);
  const host = /^[a-z]+:\\/\\/(?:[^/?#@]*@)?([^/?#]*)/i.exec(url)?.[1] ?? 'unknown';
  const policies = byHost.get(host) ?? dependency(host);
  // The host that was asked for least lately stands first.
  byHost.delete(host);
  byHost.set(host, policies);
  const first = byHost.keys().next().value ?? host;
  if (byHost.size > MAX_HOSTS) byHost.delete(first);
  return policies;
}${isEsm ? '' : `
exports.serviceAt = serviceAt;`}`;
}

/** `10_000`: digits in groups of three. */
function number(value: number): string {
  return String(value).replace(/\B(?=(\d{3})+(?!\d))/g, '_');
}
