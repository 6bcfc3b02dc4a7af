import { defineModel } from '../model.js';

export default defineModel({
  package: '@slack/webhook',
  versions: '>=5',
  checked: '8.0.2',
  docs: 'https://docs.slack.dev/tools/node-slack-sdk/webhook/',
  area: 'sdk',
  exports: { IncomingWebhook: { class: 'IncomingWebhook', construction: { options: 1, timeouts: ['timeout'] } } },
  types: {
    IncomingWebhook: { members: { send: { concept: 'external-call', access: 'write', medium: 'http', timeouts: ['timeout'] } } },
  },
  timeouts: { timeout: { covers: 'call', unit: 'ms', default: null, client: 'timeout', off: [0] } },
  retries: { default: 0 },
});
