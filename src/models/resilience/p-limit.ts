import { defineModel } from '../model.js';

const limit = { at: 'Receiver.Argument[0]', default: null };

export default defineModel({
  package: 'p-limit',
  versions: '>=2',
  checked: '7.3.3',
  docs: 'https://github.com/sindresorhus/p-limit#api',
  area: 'resilience',
  exports: {
    default: { function: { returns: 'Limit' } },
    limitFunction: {
      function: {
        concept: 'limiter',
        options: 1,
        callbacks: [{ at: 'Argument[0]', role: 'limited', limit: { at: 'concurrency', default: null } }],
      },
    },
    LimitFunction: { type: 'Limit' },
    Limit: { type: 'Limit', source: 'Up to version 4.' },
  },
  types: {
    Limit: {
      call: { concept: 'limiter', callbacks: [{ at: 'Argument[0]', role: 'limited', limit }] },
      members: {
        map: {
          concept: 'limiter',
          callbacks: [{ at: 'Argument[1]', role: 'element', over: 'Argument[0]', limit }],
        },
        clearQueue: {},
      },
    },
  },
  notes: ['The limit is required; from version 6 on it may also be `{ concurrency }`.'],
});
