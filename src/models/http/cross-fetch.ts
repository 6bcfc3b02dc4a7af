import { defineModel } from '../model.js';
import nodeFetch from './node-fetch-2.js';

const { default: fetch, ...rest } = nodeFetch.exports;

/** In Node.js it is `node-fetch` 2, under other names too. */
export default defineModel({
  ...nodeFetch,
  package: 'cross-fetch',
  aliases: ['isomorphic-fetch'],
  versions: '>=2',
  checked: '4.1.0',
  docs: 'https://github.com/lquixada/cross-fetch#readme',
  exports: { ...rest, default: fetch!, fetch: fetch! },
  timeouts: {
    ...nodeFetch.timeouts,
    timeout: { ...nodeFetch.timeouts!['timeout']!, source: 'https://github.com/node-fetch/node-fetch/tree/2.x#options' },
  },
});
