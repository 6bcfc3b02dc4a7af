import { defineModel } from '../model.js';

export default defineModel({
  package: 'async-retry',
  versions: '>=1',
  checked: '1.3.3',
  docs: 'https://github.com/vercel/async-retry#api',
  area: 'resilience',
  typedBy: ['@types/async-retry@1.4.9'],
  exports: {
    default: {
      function: {
        concept: 'retry',
        options: 1,
        callbacks: [{ at: 'Argument[0]', role: 'retried' }],
        retry: {
          attempts: { at: 'retries', default: 10 },
          counts: 'retries',
          backoff: { at: 'factor', default: 'exponential', means: 'factor' },
          delayMs: 'minTimeout',
          forever: 'forever',
          jitter: { at: 'randomize', default: true },
          delays: ['maxTimeout'],
          onRetry: 'onRetry',
          stop: { parameter: 0 },
        },
      },
    },
  },
  types: {},
  notes: ['The delay starts at 1 s and doubles without an upper bound; `maxTimeout` bounds it.'],
});
