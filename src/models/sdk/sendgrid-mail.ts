import { type Call, defineModel } from '../model.js';

const send: Call = {
  concept: 'external-call',
  access: 'write',
  medium: 'email',
  timeouts: ['timeout'],
  batch: 'send(messages)',
};

export default defineModel({
  package: '@sendgrid/mail',
  versions: '>=7',
  checked: '8.1.6',
  docs: 'https://github.com/sendgrid/sendgrid-nodejs/tree/main/packages/mail',
  area: 'sdk',
  exports: { default: { instance: 'MailService' }, MailService: { class: 'MailService' } },
  types: { MailService: { members: { 'send|sendMultiple': send, 'setApiKey|setTimeout|setClient': {} } } },
  timeouts: { timeout: { covers: 'response', unit: 'ms', default: 'unknown' } },
  retries: { default: 0 },
  notes: ['Without `sgMail.setTimeout(ms)` a message that nobody answers waits for ever.'],
});
