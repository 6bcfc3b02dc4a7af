import { type Call, defineModel } from '../model.js';

const call: Call = { concept: 'external-call', medium: 'email', timeouts: ['timeout'], failure: { as: 'error', status: 'statusCode' } };
const write: Call = { ...call, access: 'write' };
const read: Call = { ...call, access: 'read', medium: 'http' };
const client = { class: 'Client', construction: { options: 1, timeouts: ['timeout'] } };

export default defineModel({
  package: 'postmark',
  versions: '>=5',
  checked: '5.1.0',
  docs: 'https://github.com/ActiveCampaign/postmark.js/wiki',
  area: 'sdk',
  exports: { ServerClient: client, AccountClient: { class: 'Account', construction: { options: 1, timeouts: ['timeout'] } } },
  types: {
    Client: {
      members: {
        sendEmail: { ...write, batch: 'sendEmailBatch(emails)' },
        sendEmailWithTemplate: { ...write, batch: 'sendEmailBatchWithTemplates(emails)' },
        'sendEmailBatch|sendEmailBatchWithTemplates': { ...write, bulk: true },
        'get*': read,
        'create*|edit*|delete*': { ...write, medium: 'http' },
      },
    },
    Account: { members: { 'get*': read, 'create*|edit*|delete*': { ...write, medium: 'http' } } },
  },
  timeouts: { timeout: { covers: 'call', unit: 's', default: 60, client: 'timeout' } },
  retries: { default: 0 },
  notes: ['The limit is in seconds.'],
});
