import { defineModel } from '../model.js';

export default defineModel({
  package: 'p-retry',
  versions: '>=4',
  checked: '9.0.0',
  older: ['6.2.1', '7.1.1'],
  docs: 'https://github.com/sindresorhus/p-retry#api',
  area: 'resilience',
  exports: {
    default: {
      function: {
        concept: 'retry',
        options: 1,
        signal: 'signal',
        callbacks: [{ at: 'Argument[0]', role: 'retried' }],
        retry: {
          attempts: { at: 'retries', default: 10 },
          counts: 'retries',
          backoff: { at: 'factor', default: 'exponential', means: 'factor' },
          delayMs: 'minTimeout',
          forever: 'forever',
          jitter: { at: 'randomize', default: false },
          delays: ['maxTimeout'],
          filter: ['shouldRetry', 'onFailedAttempt'],
          stop: { throws: 'AbortError' },
        },
      },
    },
    AbortError: {},
  },
  types: {},
  notes: [
    'The delay starts at 1 s and doubles without an upper bound; `maxTimeout` and `maxRetryTime` bound it.',
    '`shouldRetry` exists from version 6.2 on, `signal` from 5 on.',
  ],
});
