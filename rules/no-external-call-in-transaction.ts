import { createRule } from '../src/create-rule.js';
import type { ResolvedCall } from '../src/analysis/calls.js';
import type { Transaction } from '../src/analysis/control/transactions.js';
import { describeEffect } from '../src/analysis/effects/chain.js';
import type { Effect } from '../src/analysis/effects/effects.js';
import { transactionWork, type TransactionWork } from '../src/analysis/sessions/transaction-work.js';

interface Options {
  /** Report queries that run outside of the transaction, on the client that it was begun on. */
  outerClient: boolean;
}

type MessageId =
  | 'externalCallInTransaction'
  | 'publishInTransaction'
  | 'sleepInTransaction'
  | 'outerClientInTransaction'
  | 'sessionNotPassed';

/** What a codemod starts from. */
export interface TransactionEvidence {
  transaction: Transaction;
  effect: Effect;
}

export default createRule<Options, MessageId>({
  name: 'no-external-call-in-transaction',
  meta: {
    description: 'disallow calls of other services, and queries past its client, inside a database transaction',
    family: 'sessions',
    preset: 'recommended',
    type: 'problem',
    messages: {
      externalCallInTransaction:
        'Until {{chain}} is answered, the transaction that {{transaction}} began keeps its connection and its locks, and a rollback does not undo the call. Make the call after the commit, or write it to an outbox table inside the transaction.',
      publishInTransaction:
        '{{chain}} sends its message before the transaction that {{transaction}} began is committed: it may be handled too early, or for changes that are rolled back. Send it after the commit, or through an outbox table.',
      sleepInTransaction:
        'While {{chain}} waits, the transaction that {{transaction}} began keeps its connection and its locks. Wait outside of the transaction.',
      outerClientInTransaction:
        '{{chain}} runs outside of the transaction that {{transaction}} began: it takes a second connection while the first one is held, does not see what the transaction wrote, and stays when it is rolled back. Use the client of the transaction.',
      sessionNotPassed:
        '{{chain}} runs outside of the transaction that {{transaction}} began: it does not see what the transaction wrote, and stays when it is rolled back. Pass `{{option}}`, as the other queries here do.',
    },
    schema: {
      type: 'object',
      properties: {
        outerClient: {
          type: 'boolean',
          description: 'Report queries that run outside of the transaction, on the client that it was begun on.',
        },
      },
      additionalProperties: false,
    },
    defaultOptions: { outerClient: true },
  },
  check(file, { options, report }) {
    for (const { trouble, node, transaction, effect } of transactionWork(file.project, file.module)) {
      if (!options.outerClient && (trouble === 'outer-client' || trouble === 'no-session')) continue;
      report({
        at: node,
        messageId: MESSAGES[trouble],
        data: {
          chain: describeEffect(effect),
          transaction: `\`${transaction.name}\` (line ${file.module.lineOf(transaction.start.start)})`,
          option: optionOf(effect.call),
        },
        evidence: { transaction, effect } satisfies TransactionEvidence,
      });
    }
  },
});

const MESSAGES: Record<TransactionWork['trouble'], MessageId> = {
  'external-call': 'externalCallInTransaction',
  publish: 'publishInTransaction',
  sleep: 'sleepInTransaction',
  'outer-client': 'outerClientInTransaction',
  'no-session': 'sessionNotPassed',
};

/** The name of the option that takes the session: `transaction`, or the method that does. */
function optionOf(call: ResolvedCall): string {
  for (let link = call.receiver?.from ?? null; link; link = link.receiver?.from ?? null) {
    if (link.call?.session && !link.call.session.startsWith('Argument[')) return link.call.session;
  }
  return call.call.session && !call.call.session.startsWith('Argument[') ? call.call.session : 'session';
}
