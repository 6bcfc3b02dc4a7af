import { type Call, defineModel } from '../model.js';

const get: Call = { concept: 'external-call', access: 'read', medium: 'http', timeouts: ['timeout'] };

export default defineModel({
  package: 'jwks-rsa',
  versions: '>=2',
  checked: '4.1.0',
  docs: 'https://github.com/auth0/node-jwks-rsa#readme',
  area: 'sdk',
  exports: {
    default: { function: { returns: 'JwksClient', options: 0 } },
    JwksClient: { class: 'JwksClient', construction: { options: 0, timeouts: ['timeout'] } },
  },
  types: {
    JwksClient: {
      members: { getSigningKey: { ...get, callbacks: [{ at: 'Argument[last]', role: 'callback', params: ['error', null] }] }, 'getKeys|getSigningKeys': { ...get, bulk: true } },
      construction: { options: 0, timeouts: ['timeout'] },
    },
  },
  timeouts: { timeout: { covers: 'response', unit: 'ms', default: 30_000, client: 'timeout' } },
  retries: { default: 0 },
});
