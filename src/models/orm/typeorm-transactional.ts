import { defineModel } from '../model.js';

export default defineModel({
  package: 'typeorm-transactional',
  aliases: ['typeorm-transactional-cls-hooked'],
  versions: '>=0.4',
  checked: '0.5.0',
  docs: 'https://github.com/Aliheym/typeorm-transactional',
  area: 'orm',
  exports: {
    Transactional: { decorator: { role: 'transaction', concept: 'transaction' } },
    runInTransaction: {
      function: {
        concept: 'transaction',
        medium: 'sql',
        acquires: { kind: 'transaction', release: [], auto: true },
        callbacks: [{ at: 'Argument[0]', role: 'transaction' }],
      },
    },
    wrapInTransaction: {
      function: { concept: 'transaction', medium: 'sql', callbacks: [{ at: 'Argument[0]', role: 'transaction' }] },
    },
    runOnTransactionCommit: { function: { callbacks: [{ at: 'Argument[0]', role: 'listener' }] } },
    runOnTransactionRollback: { function: { callbacks: [{ at: 'Argument[0]', role: 'listener', params: ['error'] }] } },
    runOnTransactionComplete: { function: { callbacks: [{ at: 'Argument[0]', role: 'listener' }] } },
  },
  types: {},
  notes: ['runOnTransactionCommit() runs its callback after the transaction: calls of other services belong there.'],
});
