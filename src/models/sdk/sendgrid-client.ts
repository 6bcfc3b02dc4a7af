import { type TypeModel, defineModel } from '../model.js';

export const client: TypeModel = {
  members: {
    request: { concept: 'external-call', access: 'either', medium: 'http', options: 0, method: { at: 'method', default: 'GET' }, timeouts: ['timeout'] },
    'setApiKey|setDefaultHeader|setDefaultRequest': { returns: 'self' },
  },
};

export default defineModel({
  package: '@sendgrid/client',
  versions: '>=7',
  checked: '8.1.6',
  docs: 'https://github.com/sendgrid/sendgrid-nodejs/tree/main/packages/client',
  area: 'sdk',
  exports: { default: { instance: 'Client' }, Client: { class: 'Client' } },
  types: { Client: client },
  timeouts: { timeout: { covers: 'response', unit: 'ms', default: 'unknown' } },
  retries: { default: 0 },
  notes: ["Without `client.setDefaultRequest('timeout', ms)` a call that nobody answers waits for ever; `timeout` of one request is dropped."],
});
