import { createRule } from '../src/create-rule.js';
import { describeCall } from '../src/analysis/effects/chain.js';
import { describeExit } from '../src/analysis/sessions/exits.js';
import type { Opening } from '../src/analysis/sessions/openings.js';
import { transactionFaults } from '../src/analysis/sessions/transaction-ends.js';

type MessageId = 'transactionNeverEnded' | 'transactionNotEnded' | 'transactionOnPool';

export default createRule<object, MessageId>({
  name: 'require-transaction-end',
  meta: {
    description: 'require that a transaction that is begun by hand is committed or rolled back on every path',
    family: 'sessions',
    preset: 'strict',
    type: 'problem',
    messages: {
      transactionNeverEnded:
        'The transaction that {{begin}} opens here is never ended: its locks are kept, and its connection goes back with it, so that the next user works inside it and loses what it writes. {{remedy}}',
      transactionNotEnded:
        'When {{when}}, the transaction that {{begin}} opens here stays open: its locks are kept, and the next user of the connection works inside it and loses what it writes. {{remedy}}',
      transactionOnPool:
        'Each statement on {{pool}} runs on whichever connection is free, so what follows may run outside of this transaction, and one connection stays inside it: `BEGIN`, the work and `COMMIT` must be sent to one connection. Take one from the pool, or use the transaction of {{library}}.',
    },
    schema: { type: 'object', properties: {}, additionalProperties: false },
    defaultOptions: {},
  },
  check(file, { report }) {
    for (const found of transactionFaults(file.project, file.module)) {
      if (found.kind === 'pool') {
        const data = { pool: `\`${found.pool}\``, library: found.call.library };
        report({ at: found.call.node, messageId: 'transactionOnPool', data, evidence: found });
        continue;
      }
      const { opening, fault } = found;
      const data = {
        begin: opening.statements ? '`BEGIN`' : describeCall(opening.call),
        when: fault.kind === 'skipped' ? describeExit(file.module, fault.exit) : '',
        remedy: remedyOf(opening),
      };
      report({
        at: opening.call.node,
        messageId: fault.kind === 'never' ? 'transactionNeverEnded' : 'transactionNotEnded',
        data,
        evidence: found,
      });
    }
  },
});

function remedyOf({ binding, acquisition, statements }: Opening): string {
  if (statements) return 'Send `COMMIT` at the end and `ROLLBACK` in `catch`.';
  const [commit, rollback] = acquisition.release;
  const scoped = acquisition.scoped ? `, or use \`${acquisition.scoped}\`, which does both` : '';
  const name = binding?.name ?? '…';
  return `Call \`${name}.${commit}()\` at the end and \`${name}.${rollback ?? commit}()\` in \`catch\`${scoped}.`;
}
