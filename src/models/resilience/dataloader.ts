import { defineModel } from '../model.js';

export default defineModel({
  package: 'dataloader',
  versions: '>=1',
  checked: '2.2.3',
  docs: 'https://github.com/graphql/dataloader#api',
  area: 'resilience',
  exports: {
    default: {
      class: 'DataLoader',
      construction: { options: 1, callbacks: [{ at: 'Argument[0]', role: 'batch' }] },
    },
  },
  types: {
    DataLoader: {
      members: {
        load: { concept: 'batch', batches: true },
        loadMany: { concept: 'batch', bulk: true },
        'clear|clearAll|prime': { returns: 'self' },
      },
    },
  },
  notes: [
    'It keeps every value for its own life: make one per request.',
    'A batch has no upper bound unless `maxBatchSize` is set.',
  ],
});
