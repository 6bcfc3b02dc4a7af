import { defineModel } from '../model.js';
import nodeFetch from './node-fetch.js';

const { default: fetch, ...rest } = nodeFetch.exports;

/** Version 2 has a `timeout` option of its own. */
export default defineModel({
  ...nodeFetch,
  versions: '<3',
  checked: '2.7.0',
  exports: {
    ...rest,
    default: { function: { ...fetch!.function, timeouts: ['timeout', 'signal'] } },
  },
  timeouts: {
    ...nodeFetch.timeouts,
    // Once for the response, then again for the body.
    timeout: { covers: 'response', unit: 'ms', default: null, call: 'timeout', off: [0] },
  },
  notes: [],
});
