import { defineModel } from '../model.js';
import { resourceTypes } from '../parts/resources.js';

export default defineModel({
  package: 'svix',
  versions: '>=1',
  checked: '1.99.1',
  docs: 'https://github.com/svix/svix-webhooks/tree/main/javascript',
  area: 'sdk',
  exports: {
    Svix: { class: 'Svix', construction: { options: 1, timeouts: ['timeout'] } },
    Webhook: { class: 'Webhook' },
  },
  types: {
    ...resourceTypes('Svix', { timeouts: ['timeout'], failure: { as: 'error', status: 'code' } }, 'list|get|getOrCreate', 'create|update|patch|delete|recover|resend'),
    Webhook: { members: { 'verify|sign': {} } },
  },
  timeouts: { timeout: { covers: 'call', unit: 'ms', default: null, client: 'requestTimeout' } },
  retries: { default: 2, option: 'numRetries', kinds: 'network errors and 5xx' },
  notes: ['The limit holds per attempt.'],
});
