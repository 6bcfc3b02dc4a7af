import { defineModel } from '../model.js';
import pTimeout from './p-timeout.js';

/** Until version 5 the limit is the second argument. */
export default defineModel({
  ...pTimeout,
  versions: '<6',
  checked: '5.1.0',
  exports: {
    default: {
      function: {
        concept: 'timeout',
        options: 3,
        limitMs: 'Argument[1]',
        callbacks: [{ at: 'Argument[0]', role: 'timed' }],
      },
    },
  },
});
