import { type Call, defineModel } from '../model.js';

const request: Call = {
  concept: 'external-call',
  medium: 'http',
  options: 1,
  url: ['Argument[0]'],
  body: ['body'],
  baseUrl: ['baseUrl', 'prefix', 'prefixUrl'],
  failure: { as: 'error', status: 'response.status' },
  timeouts: ['timeout', 'totalTimeout', 'signal'],
  signal: 'signal',
};

export default defineModel({
  package: 'ky',
  versions: '>=1',
  checked: '2.1.0',
  older: ['1.14.3'],
  docs: 'https://github.com/sindresorhus/ky#timeout',
  area: 'http',
  exports: {
    default: { instance: 'KyInstance' },
    KyInstance: { type: 'KyInstance' },
  },
  types: {
    KyInstance: {
      call: { ...request, access: 'either', method: { at: 'method', default: 'GET' } },
      members: {
        'get|head': { ...request, access: 'read' },
        'post|put|patch|delete': { ...request, access: 'write' },
        create: { returns: 'KyInstance', options: 0 },
        extend: { returns: 'KyInstance', options: 0, inherits: true },
      },
      construction: { options: 0, timeouts: ['timeout', 'totalTimeout'] },
    },
  },
  timeouts: {
    timeout: {
      covers: 'headers',
      unit: 'ms',
      default: 10_000,
      call: 'timeout',
      client: 'timeout',
      off: [false],
      source: 'ky 2.1.0: distribution/core/Ky.js',
    },
    totalTimeout: {
      covers: 'headers',
      unit: 'ms',
      default: null,
      call: 'totalTimeout',
      client: 'totalTimeout',
      off: [false],
    },
    signal: { covers: 'call', unit: 'ms', default: null, call: 'signal', signal: true },
  },
  retries: {
    default: 2,
    option: 'retry.limit',
    kinds: 'network errors, 408, 413, 429, 500, 502, 503 and 504 of GET, PUT, HEAD, DELETE, OPTIONS and TRACE',
  },
  notes: [
    '`timeout` bounds the call with all its retries in version 1, and each attempt in version 2.',
    '`totalTimeout`, from version 2 on, bounds all attempts.',
    'Both end with the headers where the body is read from the response; a signal bounds it too.',
  ],
});
