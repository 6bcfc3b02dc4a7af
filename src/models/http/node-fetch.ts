import { defineModel } from '../model.js';

export default defineModel({
  package: 'node-fetch',
  versions: '>=3',
  checked: '3.3.2',
  docs: 'https://github.com/node-fetch/node-fetch#request-cancellation-with-abortsignal',
  area: 'http',
  exports: {
    default: {
      function: {
        concept: 'external-call',
        access: 'either',
        medium: 'http',
        options: 1,
        carrier: 'Argument[0]',
        method: { at: 'method', default: 'GET' },
        url: ['Argument[0]'],
        body: ['body'],
        failure: { as: 'result', status: 'status' },
        timeouts: ['signal'],
        signal: 'signal',
        returns: 'global#Response',
      },
    },
    Request: { class: 'global#Request', construction: { options: 1 } },
    Response: { class: 'global#Response' },
  },
  types: {},
  timeouts: {
    signal: { covers: 'call', unit: 'ms', default: null, call: 'signal', signal: true },
  },
  retries: { default: 0 },
  notes: ['Version 3 ignores the `timeout` option of version 2: code that moved lost its limit without a word.'],
});
