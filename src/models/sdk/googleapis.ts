import { type Call, defineModel } from '../model.js';

const call: Call = {
  concept: 'external-call',
  medium: 'http',
  options: 1,
  timeouts: ['timeout', 'signal'],
  signal: 'signal',
  failure: { as: 'error', status: 'status' },
};

export default defineModel({
  package: 'googleapis',
  versions: '>=100',
  checked: '188.0.0',
  docs: 'https://github.com/googleapis/google-api-nodejs-client#request-level-options',
  area: 'sdk',
  exports: { google: { instance: 'Google' } },
  types: {
    Google: { members: { options: { options: 0 }, '*': { returns: 'Resource', options: 0 } }, properties: { auth: 'Auth' } },
    Auth: {},
    Resource: {
      members: {
        'get|list': { ...call, access: 'read' },
        'create|insert|update|patch|delete|batchUpdate|append|send|watch': { ...call, access: 'write' },
      },
      properties: { '*': 'Resource' },
    },
  },
  timeouts: {
    timeout: { covers: 'call', unit: 'ms', default: null, call: 'timeout' },
    signal: { covers: 'call', unit: 'ms', default: null, call: 'signal', signal: true },
  },
  retries: { default: 3, kinds: 'GET, HEAD, PUT, OPTIONS and DELETE: network errors, 408, 429 and 5xx' },
});
