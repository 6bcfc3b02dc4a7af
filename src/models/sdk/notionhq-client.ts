import { type Call, defineModel } from '../model.js';
import { resourceTypes } from '../parts/resources.js';

const call: Call = { concept: 'external-call', medium: 'http', timeouts: ['timeout'], failure: { as: 'error', status: 'status' } };

export default defineModel({
  package: '@notionhq/client',
  versions: '>=5.10',
  checked: '5.26.0',
  docs: 'https://github.com/makenotion/notion-sdk-js#client-options',
  area: 'sdk',
  exports: { Client: { class: 'Client', construction: { options: 0, timeouts: ['timeout'] } } },
  types: resourceTypes('Client', call, 'retrieve|list|query', 'create|update|append|delete|send|complete', {
    search: { ...call, access: 'read', rows: 'many' },
    request: { ...call, access: 'either' },
  }),
  timeouts: { timeout: { covers: 'call', unit: 'ms', default: 60_000, client: 'timeoutMs' } },
  retries: { default: 2, option: 'retry.maxRetries', kinds: '429, and 5xx of what only reads' },
  notes: ['When its time is over a call gives up waiting; the request itself is not ended.'],
});
