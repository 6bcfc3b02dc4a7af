import { createRule } from '../src/create-rule.js';
import { isForBrowsers } from '../src/analysis/control/browser.js';
import { describeEffect } from '../src/analysis/effects/chain.js';
import { isLoop } from '../src/analysis/project/ast.js';
import { deafDelays } from '../src/analysis/retries/own-delay.js';
import { faultyRetries, type Fault } from '../src/analysis/retries/faults.js';
import type { Retry } from '../src/analysis/retries/retries.js';

interface Options {
  /** Report delays that stay the same. */
  growth: boolean;
  /** Report delays without chance in them. */
  jitter: boolean;
  /** Report retries that never look at the error. */
  filter: boolean;
}

type MessageId = Fault['kind'] | 'deafDelay';

/** What a codemod starts from. */
export interface RetryEvidence {
  retry: Retry;
  /** All that is wrong with it; the finding's message says the worst. */
  faults: Fault[];
}

const flag = (description: string) => ({ type: 'boolean', description });

export default createRule<Options, MessageId>({
  name: 'no-unsafe-retry',
  meta: {
    description: 'disallow retries that make an outage worse',
    family: 'failures',
    preset: 'strict',
    presetOptions: { all: { growth: true } },
    type: 'problem',
    messages: {
      unbounded:
        '{{chain}} is tried again and again without end: while it is down, its callers hang, pile up and are all still there when it comes back. Give up after a few tries ({{knob}}).',
      nested:
        '{{chain}} is tried again here, and {{inner}} inside tries again itself: one failure becomes {{product}} calls, at the time when the other side can bear them least. Retry in one place.',
      repeatedWrite:
        '{{chain}} is sent again after any failure, also when the first one arrived and only its answer was lost: what it does is done twice. Send an idempotency key, or try again only where nothing was done.',
      anyDatabaseError:
        '{{chain}} is tried again after any error, also after a violated constraint or a mistake in the statement, which fail each time. Try again only after serialization failures and deadlocks ({{knob}}).',
      anyError:
        '{{chain}} is tried again after any error, also after a 4xx answer or a mistake in the code, which fail each time: the caller waits for nothing. Look at the error before the next try ({{knob}}).',
      immediate:
        '{{chain}} is tried again at once: the other side has no time to recover, and gets more requests the worse it is. Wait between two tries, longer each time.',
      constantDelay:
        '{{chain}} is tried again after the same time each time: while the other side is overloaded, the requests keep coming at one rate. Let the delay grow ({{knob}}).',
      deafDelay:
        'Answers with the status 429 are tried again after a time that `{{name}}` makes up: the header that says when (`Retry-After`) is in the error that it is given, and coming sooner is refused again. Take the delay from there.',
      inStep:
        '{{chain}} is tried again after the same times by every caller: whatever failed for all of them is asked by all of them at once. Add chance to the delay ({{knob}}).',
    },
    schema: {
      type: 'object',
      properties: {
        growth: flag('Report delays that stay the same.'),
        jitter: flag('Report delays without chance in them.'),
        filter: flag('Report retries that never look at the error.'),
      },
      additionalProperties: false,
    },
    defaultOptions: { growth: false, jitter: false, filter: true },
    codemod: 'unify-retries',
  },
  check(file, { options, report }) {
    const found = faultyRetries(file.project, file.module);
    const deaf = deafDelays(file.project, file.module);
    if (found.length + deaf.length === 0 || isForBrowsers(file.project, file.module)) return;
    for (const item of deaf) report({ at: item.delay, messageId: 'deafDelay', data: { name: item.name }, evidence: item });
    for (const { retry, faults } of found) {
      const fault = faults.find(({ kind }) => isWanted(options, kind));
      if (!fault) continue;
      report({ at: retry.at, messageId: fault.kind, data: dataOf(retry, fault), evidence: { retry, faults } satisfies RetryEvidence });
    }
  },
});

function isWanted({ growth, jitter, filter }: Options, kind: Fault['kind']): boolean {
  if (kind === 'constantDelay') return growth;
  if (kind === 'inStep') return jitter;
  return filter || (kind !== 'anyError' && kind !== 'anyDatabaseError');
}

function dataOf(retry: Retry, fault: Fault): Record<string, string> {
  const chain = describeEffect(fault.effect);
  const knob = retry.library !== null ? `an option of \`${retry.library}\`` : isLoop(retry.node) ? 'in the handler of the loop' : 'in the handler';
  if (fault.kind !== 'nested') return { chain, knob };
  const outer = typeof retry.attempts === 'number' ? retry.attempts : null;
  const product = outer === null ? `${fault.times} times as many` : `up to ${outer} × ${fault.times} = ${outer * fault.times}`;
  return { chain, knob, inner: `\`${fault.inner}\``, product };
}
