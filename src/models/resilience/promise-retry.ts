import { defineModel } from '../model.js';

export default defineModel({
  package: 'promise-retry',
  versions: '>=2',
  checked: '2.0.1',
  docs: 'https://github.com/IndigoUnited/node-promise-retry#usage',
  area: 'resilience',
  typedBy: ['@types/promise-retry@1.1.6', '@types/retry@0.12.5'],
  exports: {
    default: {
      function: {
        concept: 'retry',
        options: 'last',
        callbacks: [
          { at: 'Argument[0]', role: 'retried' },
          { at: 'Argument[1]', role: 'retried' },
        ],
        retry: {
          attempts: { at: 'retries', default: 10 },
          counts: 'retries',
          backoff: { at: 'factor', default: 'exponential' },
          jitter: { at: 'randomize', default: false },
        },
      },
    },
  },
  types: {},
  notes: ['It tries again only where the function calls `retry(error)`. The delay starts at 1 s and doubles without an upper bound; `maxTimeout` bounds it.'],
});
