import { parseModule } from '../../src/analysis/project/module.js';
import type { ModulePlace } from '../../src/codemod/place.js';
import { restyle } from '../../src/edit/restyle.js';
import { stripTypes } from '../../src/edit/strip-types.js';
import { applyEdits } from '../../src/edit/apply.js';
import type { Style } from '../../src/edit/style.js';

/** The numbers of a retry module, each a flag of the codemod. */
export interface Limits {
  firstDelayMs: number;
  maxDelayMs: number;
}

/** The text of the module that holds the project's one way to try again. */
export function retryModule({ path, language, modules }: ModulePlace, limits: Limits, style: Style): string {
  const typed = parseModule('retry.ts', print(limits));
  if ('reason' in typed) throw new Error(typed.reason);
  let text = language === 'ts' ? typed.module.text : applyEdits(typed.module.text, stripTypes(typed.module));
  if (language === 'js' && modules === 'cjs') {
    text = text
      .replace(/^import (\{[^}]*\}) from '([^']+)';$/m, "const $1 = require('$2');")
      .replace('export function retried', 'function retried')
      .replace(/^/, "'use strict';\n\n")
      .concat('\nexports.retried = retried;\n');
  }
  const parsed = parseModule(path, text);
  if ('reason' in parsed) throw new Error(parsed.reason);
  return restyle(parsed.module, style);
}

function print({ firstDelayMs, maxDelayMs }: Limits): string {
  return `/**
 * How work is tried again that has failed for a reason that may pass: after
 * delays that grow and differ, or when the other side asks for it.
 */
import { DelegateBackoff, ExponentialBackoff, handleWhen, retry } from 'cockatiel';
import type { IBackoff, IRetryBackoffContext } from 'cockatiel';

/** Before the second attempt, more or less. */
const FIRST_DELAY_MS = ${number(firstDelayMs)};
/** The longest delay. Who asks for a longer one isn't asked again. */
const MAX_DELAY_MS = ${number(maxDelayMs)};

export interface RetryOptions {
  /** The first one included. */
  attempts: number;
  /** Called after each failure that is followed by another attempt, with an error as a \`catch\` clause has it. Attempts count from 1. */
  onRetry?: ((error: any, attempt: number) => void) | undefined;
  /** Says whether an error is worth another attempt, in place of those that may pass. */
  retryIf?: ((error: any, attempt: number) => boolean) | undefined;
  /** Ends the delays at once when it is aborted. */
  signal?: AbortSignal | undefined;
}

const delays = new ExponentialBackoff({ initialDelay: FIRST_DELAY_MS, maxDelay: MAX_DELAY_MS });

/** Delays with jitter. What the other side asks for comes on top. */
const backoff = new DelegateBackoff((context: IRetryBackoffContext<unknown>, previous?: IBackoff<unknown>) => {
  const { result } = context;
  const state = previous ? previous.next(context) : delays.next();
  const asked = retryAfterMs('value' in result ? result.value : result.error);
  return { delay: state.duration + asked, state };
});

/** Makes attempts until one succeeds, or fails for good; then with the last one's error. */
export function retried<T>(run: (attempt: number) => PromiseLike<T>, { attempts, onRetry, retryIf, signal }: RetryOptions): Promise<T> {
  let attempt = 0;
  const chosen = retryIf ? handleWhen((error) => retryIf(error, attempt)) : handleWhen(mayPass).orWhenResult(mayPass);
  const policy = retry(chosen, { maxAttempts: attempts - 1, backoff });
  policy.onRetry((failure) => {
    const outcome = 'value' in failure ? failure.value : failure.error;
    // A response that nobody reads keeps its connection until it is cancelled.
    cancelBody(outcome);
    onRetry?.(outcome, attempt);
  });
  return policy.execute(() => run(++attempt), signal);
}

/** Network failures, overload, and conflicts of transactions. Other errors come again each time. */
function mayPass(outcome: unknown): boolean {
  const { status } = answerOf(outcome);
  if (status !== undefined) {
    const isOverload = status >= 500 || status === 429 || status === 408;
    return isOverload && retryAfterMs(outcome) <= MAX_DELAY_MS;
  }
  // Without a cause it is a mistake in the code.
  if (outcome instanceof TypeError) return 'cause' in outcome;
  if (!(outcome instanceof Error) || outcome.name === 'AbortError') return false;
  const code = codeOf(outcome);
  // A database says which of its errors are worth another attempt: conflicts, lost connections, a server that ends.
  const isDatabaseError = /^(?=.*\\d)[0-9A-Z]{5}$/.test(code);
  return !isDatabaseError || /^(?:40001|40P01|55P03|08...|57P0.|53...|P2034|P1...)$/.test(code);
}

function codeOf(error: Error): string {
  return 'code' in error ? String(error.code) : '';
}

/** How long an answer asks to wait; 0 where it doesn't. */
function retryAfterMs(outcome: unknown): number {
  const { headers } = answerOf(outcome);
  const value = headers?.get?.('retry-after') ?? headers?.['retry-after'];
  if (typeof value !== 'string') return 0;
  const ms = /^\\d+$/.test(value) ? Number(value) * 1_000 : Date.parse(value) - Date.now();
  return Math.max(0, ms) || 0;
}

interface Answer {
  status?: number | undefined;
  statusCode?: number | undefined;
  headers?: { get?: (name: string) => unknown; 'retry-after'?: unknown } | null | undefined;
}

/**
 * HTTP status and headers of an answer, or of an error that has one:
 * \`response.status\`, \`error.response.status\`, \`error.statusCode\`.
 */
function answerOf(outcome: unknown): Answer {
  const holder = outcome as (Answer & { response?: Answer }) | null | undefined;
  const answer = holder?.response ?? holder ?? {};
  const status = answer.status ?? answer.statusCode;
  return { status: typeof status === 'number' ? status : undefined, headers: answer.headers };
}

function cancelBody(outcome: unknown): void {
  const answer = outcome as { body?: { cancel?: () => Promise<void> } | null } | null | undefined;
  answer?.body?.cancel?.().catch(() => {});
}
`;
}

/** `10_000`: digits in groups of three. */
function number(value: number): string {
  return String(value).replace(/\B(?=(\d{3})+(?!\d))/g, '_');
}
