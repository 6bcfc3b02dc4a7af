import { type Call, defineModel } from '../model.js';

const call: Call = { concept: 'external-call', medium: 'http', timeouts: ['timeout'], failure: { as: 'error', status: 'status' } };

export default defineModel({
  package: 'mailgun.js',
  versions: '>=3',
  checked: '14.0.1',
  docs: 'https://github.com/mailgun/mailgun.js#readme',
  area: 'sdk',
  exports: { default: { class: 'Mailgun' } },
  types: {
    Mailgun: { members: { client: { returns: 'Client', options: 0 } } },
    Client: {
      properties: { messages: 'Messages', events: 'Reads', stats: 'Reads' },
      construction: { options: 0, timeouts: ['timeout'] },
    },
    Messages: { members: { create: { ...call, access: 'write', medium: 'email', batch: "create(domain, { to, 'recipient-variables' })" } } },
    Reads: { members: { 'get*': { ...call, access: 'read' } } },
  },
  timeouts: { timeout: { covers: 'call', unit: 'ms', default: 60_000, client: 'timeout' } },
  retries: { default: 0 },
});
