import { defineModel } from '../model.js';

export default defineModel({
  package: 'exponential-backoff',
  versions: '>=3',
  checked: '3.1.3',
  docs: 'https://github.com/coveooss/exponential-backoff#readme',
  area: 'resilience',
  exports: {
    backOff: {
      function: {
        concept: 'retry',
        options: 1,
        callbacks: [{ at: 'Argument[0]', role: 'retried' }],
        retry: {
          attempts: { at: 'numOfAttempts', default: 10 },
          counts: 'attempts',
          backoff: { at: 'timeMultiple', default: 'exponential' },
          jitter: { at: 'jitter', default: false },
          delays: ['startingDelay', 'maxDelay'],
          chooses: 'retry',
          filter: ['retry'],
        },
      },
    },
  },
  types: {},
  notes: ['The delay starts at 100 ms and doubles without an upper bound; `maxDelay` bounds it. There is no jitter unless `jitter: "full"`.'],
});
