import { defineModel } from '../model.js';

export default defineModel({
  package: '@lifeomic/attempt',
  versions: '>=3',
  checked: '3.1.0',
  docs: 'https://github.com/lifeomic/attempt#retry-options',
  area: 'resilience',
  exports: {
    retry: {
      function: {
        concept: 'retry',
        options: 1,
        callbacks: [{ at: 'Argument[0]', role: 'retried' }],
        retry: {
          attempts: { at: 'maxAttempts', default: 3 },
          counts: 'attempts',
          backoff: { at: 'factor', default: 'fixed' },
          jitter: { at: 'jitter', default: false },
          delays: ['delay', 'initialDelay', 'minDelay', 'maxDelay'],
          filter: ['handleError'],
        },
      },
    },
    sleep: { function: { concept: 'sleep', delayMs: 'Argument[0]' } },
  },
  types: {},
  notes: ['The delay is 200 ms every time unless `factor` is set. `timeout` bounds each attempt; by default nothing does.'],
});
