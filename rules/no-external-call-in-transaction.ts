import { createRule } from '../src/create-rule.js';
import type { ResolvedCall } from '../src/analysis/calls.js';
import type { Transaction } from '../src/analysis/control/transactions.js';
import { describeEffect } from '../src/analysis/effects/chain.js';
import type { Effect } from '../src/analysis/effects/effects.js';
import { calleeOf } from '../src/analysis/project/ast.js';
import type { Module } from '../src/analysis/project/module.js';
import { parallelWork } from '../src/analysis/sessions/parallel.js';
import { transactionWork, type TransactionWork } from '../src/analysis/sessions/transaction-work.js';

interface Options {
  /** Report queries that run outside of the transaction, on the client that it was begun on. */
  outerClient: boolean;
  /** Report `Promise.all` over work that shares the connection of a transaction. */
  parallel: boolean;
}

type MessageId =
  | 'externalCallInTransaction'
  | 'publishInTransaction'
  | 'sleepInTransaction'
  | 'outerClientInTransaction'
  | 'sessionNotPassed'
  | 'parallelInTransaction'
  | 'parallelNotSupported';

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
    presetOptions: { strict: { parallel: true } },
    type: 'problem',
    messages: {
      externalCallInTransaction:
        'Until {{chain}} is answered, the transaction that {{transaction}} keeps its connection and its locks, and a rollback does not undo the call. Make the call after the commit, or write it to an outbox table inside the transaction.',
      publishInTransaction:
        '{{chain}} sends its message before the transaction that {{transaction}} is committed: it may be handled too early, or for changes that are rolled back. Send it after the commit, or through an outbox table.',
      sleepInTransaction:
        'While {{chain}} waits, the transaction that {{transaction}} keeps its connection and its locks. Wait outside of the transaction.',
      outerClientInTransaction:
        '{{chain}} runs outside of the transaction that {{transaction}}: it takes a second connection while the first one is held, does not see what the transaction wrote, and stays when it is rolled back. Use the client of the transaction.',
      sessionNotPassed:
        '{{chain}} runs outside of the transaction that {{transaction}}: it does not see what the transaction wrote, and stays when it is rolled back. Pass `{{option}}`, as the other queries here do.',
      parallelInTransaction:
        'When one part of this `Promise.all` fails, the transaction that {{transaction}} is rolled back while the others go on ({{chain}}): what they send next runs outside of it, or fails for want of it. Its connection takes one query after the other anyway. Wait for each part in turn.',
      parallelNotSupported:
        'This `Promise.all` starts several queries ({{chain}}) at once in the transaction that {{transaction}}, and {{library}} leaves open what that does: they may fail, or escape the rollback. Wait for each in turn, or make one call of them.',
    },
    schema: {
      type: 'object',
      properties: {
        outerClient: {
          type: 'boolean',
          description: 'Report queries that run outside of the transaction, on the client that it was begun on.',
        },
        parallel: {
          type: 'boolean',
          description: 'Report `Promise.all` over work that shares the connection of a transaction.',
        },
      },
      additionalProperties: false,
    },
    defaultOptions: { outerClient: true, parallel: false },
  },
  check(file, { options, report }) {
    for (const { trouble, node, transaction, effect } of transactionWork(file.project, file.module)) {
      if (!options.outerClient && (trouble === 'outer-client' || trouble === 'no-session')) continue;
      report({
        at: node,
        messageId: MESSAGES[trouble],
        data: {
          chain: describeEffect(effect),
          transaction: describe(file.module, transaction),
          option: optionOf(effect.call),
        },
        evidence: { transaction, effect } satisfies TransactionEvidence,
      });
    }
    for (const { at, reason, transaction, effect } of options.parallel ? parallelWork(file.project, file.module) : []) {
      report({
        at: calleeOf(at),
        messageId: reason === 'unsupported' ? 'parallelNotSupported' : 'parallelInTransaction',
        data: { chain: describeEffect(effect), transaction: describe(file.module, transaction), library: effect.call.library },
        evidence: { transaction, effect } satisfies TransactionEvidence,
      });
    }
  },
});

function describe(module: Module, transaction: Transaction): string {
  const { name, start } = transaction;
  return `\`${name}\` (line ${module.lineOf(start.start)}) ${transaction.for === 'write' ? 'runs in' : 'began'}`;
}

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
