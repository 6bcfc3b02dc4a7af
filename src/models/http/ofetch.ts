import { type Call, defineModel } from '../model.js';

const request: Call = {
  concept: 'external-call',
  medium: 'http',
  access: 'either',
  options: 1,
  method: { at: 'method', default: 'GET' },
  url: ['Argument[0]'],
  baseUrl: ['baseURL'],
  body: ['body'],
  failure: { as: 'error', status: 'response.status' },
  timeouts: ['timeout', 'signal'],
  signal: 'signal',
};

export default defineModel({
  package: 'ofetch',
  versions: '>=1',
  checked: '1.5.1',
  docs: 'https://github.com/unjs/ofetch#%EF%B8%8F-timeout',
  area: 'http',
  exports: { ofetch: { instance: 'Fetch' }, $fetch: { instance: 'Fetch' } },
  types: {
    Fetch: {
      call: request,
      members: {
        raw: request,
        native: { ...request, failure: { as: 'result', status: 'status' }, timeouts: ['signal'] },
        create: { returns: 'Fetch', options: 0, inherits: true },
      },
      construction: { options: 0, timeouts: ['timeout'] },
    },
  },
  timeouts: {
    timeout: { covers: 'headers', unit: 'ms', default: null, call: 'timeout', client: 'timeout' },
    signal: { covers: 'call', unit: 'ms', default: null, call: 'signal', signal: true },
  },
  retries: { default: 1, option: 'retry', kinds: 'methods without a payload: network errors, 408, 409, 425, 429 and 5xx' },
  notes: ['`timeout` is ignored where a signal is passed too.', '`timeout` ends with the headers: a body that stops is waited for; a signal bounds it too.'],
});
