import { defineModel } from '../model.js';

export default defineModel({
  package: '@nestjs-cls/transactional',
  versions: '>=2',
  checked: '3.3.0',
  docs: 'https://papooch.github.io/nestjs-cls/plugins/available-plugins/transactional',
  area: 'orm',
  exports: {
    Transactional: { decorator: { role: 'transaction', concept: 'transaction' } },
    TransactionHost: { class: 'TransactionHost' },
  },
  types: {
    TransactionHost: {
      members: {
        withTransaction: {
          concept: 'transaction',
          medium: 'sql',
          acquires: { kind: 'transaction', release: [], auto: true },
          callbacks: [{ at: 'Argument[last]', role: 'transaction', ambient: true }],
        },
      },
    },
  },
  notes: ['The transaction travels along by itself: what is to happen after the commit has to be done after the decorated method.'],
});
