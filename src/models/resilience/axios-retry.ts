import { defineModel } from '../model.js';

export default defineModel({
  package: 'axios-retry',
  versions: '>=3',
  checked: '4.5.0',
  docs: 'https://github.com/softonic/axios-retry#options',
  area: 'resilience',
  typedBy: ['axios@1.21.1'],
  exports: {
    default: {
      function: {
        options: 1,
        retry: {
          attempts: { at: 'retries', default: 3 },
          counts: 'retries',
          backoff: { at: 'retryDelay', default: 'none' },
          filter: ['retryCondition'],
          ownDelay: { at: 'retryDelay', errorAt: 1 },
        },
      },
    },
    isNetworkError: { function: {} },
    isNetworkOrIdempotentRequestError: { function: {} },
    exponentialDelay: { function: {} },
  },
  types: {},
  retries: { default: 3, option: 'retries', kinds: 'network errors, 5xx and 429 of GET, HEAD, OPTIONS, PUT and DELETE, at once' },
  notes: ['There is no delay between attempts unless `retryDelay` is set.', 'The axios timeout is one budget for all attempts unless `shouldResetTimeout: true`.'],
});
