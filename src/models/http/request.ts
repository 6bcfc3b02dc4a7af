import { type Call, defineModel } from '../model.js';

const request: Call = {
  concept: 'external-call',
  medium: 'http',
  options: 'last',
  url: ['url', 'uri', 'Argument[0]'],
  body: ['body', 'json', 'form'],
  baseUrl: ['baseUrl'],
  timeouts: ['timeout'],
  callbacks: [{ at: 'Argument[last]', role: 'callback', params: ['error', null, null] }],
};

const read: Call = { ...request, access: 'read' };
const write: Call = { ...request, access: 'write' };

export default defineModel({
  package: 'request',
  aliases: ['request-promise', 'request-promise-native', 'request-promise-any'],
  versions: '>=2',
  checked: '2.88.2',
  docs: 'https://github.com/request/request#requestoptions-callback',
  area: 'http',
  exports: { default: { instance: 'Request', namespace: true } },
  types: {
    Request: {
      call: { ...request, access: 'either', method: { at: 'method', default: 'GET' } },
      members: {
        'get|head|options': read,
        'post|put|patch|del|delete': write,
        defaults: { options: 0, returns: 'Request', inherits: true },
        'jar|cookie|forever': {},
      },
      construction: { options: 0, timeouts: ['timeout'] },
    },
  },
  timeouts: {
    // Of connecting, and then of silence on the socket: a peer that never answers is silent, so it ends such a call too.
    timeout: { covers: 'response', unit: 'ms', default: null, call: 'timeout', client: 'timeout', off: [0] },
  },
  retries: { default: 0 },
  notes: ['It has had no releases since 2020: its own page advises to move on.'],
});
