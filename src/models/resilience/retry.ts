import { defineModel } from '../model.js';

export default defineModel({
  package: 'retry',
  versions: '>=0.10',
  checked: '0.13.1',
  docs: 'https://github.com/tim-kos/node-retry#api',
  area: 'resilience',
  typedBy: ['@types/retry@0.12.5'],
  exports: {
    default: { namespace: true },
    operation: { function: { returns: 'Operation', options: 0 } },
    timeouts: { function: {} },
  },
  types: {
    Operation: {
      members: {
        attempt: {
          concept: 'retry',
          callbacks: [{ at: 'Argument[0]', role: 'retried' }],
          retry: {
            attempts: { at: 'Receiver.retries', default: 10 },
            counts: 'retries',
            backoff: { at: 'Receiver.factor', default: 'exponential' },
            jitter: { at: 'Receiver.randomize', default: false },
          },
        },
        'retry|stop|mainError|errors|attempts': {},
      },
    },
  },
  notes: ['The delay starts at 1 s and doubles without an upper bound; `maxTimeout` bounds it.'],
});
