import { type Call, defineModel } from '../model.js';

const request: Call = {
  concept: 'external-call',
  medium: 'http',
  access: 'either',
  options: 0,
  method: { at: 'method', default: 'GET' },
  url: ['url'],
  baseUrl: ['baseURL'],
  body: ['data'],
  failure: { as: 'error', status: 'response.status' },
  timeouts: ['timeout', 'signal'],
  signal: 'signal',
};

export default defineModel({
  package: 'gaxios',
  versions: '>=4',
  checked: '8.3.3',
  docs: 'https://github.com/googleapis/gaxios#request-options',
  area: 'http',
  exports: {
    request: { function: request },
    instance: { instance: 'Gaxios' },
    Gaxios: { class: 'Gaxios', construction: { options: 0, timeouts: ['timeout'] } },
  },
  types: { Gaxios: { members: { request }, construction: { options: 0, timeouts: ['timeout'] } } },
  timeouts: {
    timeout: { covers: 'call', unit: 'ms', default: null, call: 'timeout', client: 'timeout' },
    signal: { covers: 'call', unit: 'ms', default: null, call: 'signal', signal: true },
  },
  retries: { default: 0, option: 'retryConfig.retry', kinds: 'with `retry: true`: three times, GET, HEAD, PUT, OPTIONS and DELETE' },
});
