import { type Call, defineModel, type Timeout } from '../model.js';

const request: Call = {
  concept: 'external-call',
  medium: 'http',
  url: ['Argument[0]'],
  baseUrl: ['baseURL'],
  body: ['data'],
  failure: { as: 'error', status: 'response.status' },
  streams: { at: 'responseType', is: 'stream' },
  timeouts: ['timeout', 'signal', 'cancelToken', 'agent', 'tlsAgent'],
  signal: 'signal',
};

const either: Call = { ...request, access: 'either', url: ['url', 'Argument[0]'], method: { at: 'method', default: 'GET' } };

/** Whether an agent ends calls that wait is for its package to say: that of Node only emits an event. */
const agent: Timeout = { covers: 'idle', unit: 'ms', default: null, emits: 'timeout', source: 'https://nodejs.org/docs/latest/api/http.html#new-agentoptions' };

export default defineModel({
  package: 'axios',
  versions: '>=0.21',
  checked: '1.21.1',
  older: ['0.35.0'],
  docs: 'https://axios-http.com/docs/req_config',
  area: 'http',
  exports: {
    default: { instance: 'AxiosInstance', namespace: true },
    create: { function: { returns: 'AxiosInstance', options: 0 } },
    Axios: { class: 'AxiosInstance', construction: { options: 0, timeouts: ['timeout'] } },
    AxiosInstance: { type: 'AxiosInstance' },
    AxiosStatic: { type: 'AxiosInstance' },
  },
  types: {
    AxiosInstance: {
      call: { ...either, options: 'last' },
      members: {
        'get|head|options': { ...request, access: 'read', options: 1 },
        delete: { ...request, access: 'write', options: 1 },
        'post|put|patch|postForm|putForm|patchForm': { ...request, access: 'write', options: 2, body: ['Argument[1]'] },
        query: { ...request, access: 'read', options: 2 },
        request: { ...either, options: 0 },
        create: { returns: 'AxiosInstance', options: 0, inherits: true },
      },
      construction: { options: 0, timeouts: ['timeout'] },
    },
  },
  timeouts: {
    timeout: {
      // To the first byte of the response, then between bytes: a peer that never answers ends the call.
      covers: 'response',
      unit: 'ms',
      default: null,
      call: 'timeout',
      client: 'timeout',
      setter: 'defaults.timeout',
      off: [0],
      source: 'axios 1.21.1: lib/defaults/index.js, lib/adapters/http.js',
    },
    signal: { covers: 'call', unit: 'ms', default: null, call: 'signal', signal: true },
    agent: { ...agent, call: 'httpAgent.timeout', client: 'httpAgent.timeout' },
    tlsAgent: { ...agent, call: 'httpsAgent.timeout', client: 'httpsAgent.timeout' },
    cancelToken: { covers: 'call', unit: 'ms', default: null, call: 'cancelToken', signal: true },
  },
  retries: { default: 0 },
  notes: [
    '`timeout` does not bound connecting under every adapter; a signal does.',
    'Response and request bodies have no size limit by default.',
  ],
});
