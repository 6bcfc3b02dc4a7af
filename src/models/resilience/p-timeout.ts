import { defineModel } from '../model.js';

export default defineModel({
  package: 'p-timeout',
  versions: '>=6',
  checked: '7.0.2',
  docs: 'https://github.com/sindresorhus/p-timeout#api',
  area: 'resilience',
  exports: {
    default: {
      function: {
        concept: 'timeout',
        options: 1,
        limitMs: 'milliseconds',
        signal: 'signal',
        callbacks: [{ at: 'Argument[0]', role: 'timed' }],
      },
    },
  },
  types: {},
  notes: ['What timed out runs on.'],
});
