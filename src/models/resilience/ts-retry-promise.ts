import { type RetryFacts, defineModel } from '../model.js';

const policy: RetryFacts = {
  attempts: { at: 'retries', default: 10 },
  counts: 'retries',
  backoff: { at: 'backoff', default: 'fixed' },
  delays: ['delay', 'maxBackOff'],
  chooses: 'retryIf',
  filter: ['retryIf'],
};

export default defineModel({
  package: 'ts-retry-promise',
  versions: '>=0.7',
  checked: '0.8.1',
  docs: 'https://github.com/normartin/ts-retry-promise#readme',
  area: 'resilience',
  exports: {
    retry: {
      function: {
        concept: 'retry',
        options: 1,
        timeouts: ['timeout'],
        limitMs: 'timeout',
        callbacks: [{ at: 'Argument[0]', role: 'retried' }],
        retry: policy,
      },
    },
    retryDecorator: { function: { options: 1 } },
    customizeRetry: { function: { options: 0 } },
  },
  types: {},
  timeouts: { timeout: { covers: 'call', unit: 'ms', default: 60_000, call: 'timeout' } },
  notes: ['The delay is 100 ms every time unless `backoff` is set. All attempts together have 60 s.'],
});
