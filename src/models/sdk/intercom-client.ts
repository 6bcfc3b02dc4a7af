import { defineModel } from '../model.js';
import { resourceTypes } from '../parts/resources.js';

export default defineModel({
  package: 'intercom-client',
  versions: '>=6',
  checked: '7.0.3',
  docs: 'https://github.com/intercom/intercom-node#timeouts',
  area: 'sdk',
  exports: { IntercomClient: { class: 'IntercomClient', construction: { options: 0, timeouts: ['timeout'] } } },
  types: resourceTypes(
    'IntercomClient',
    { timeouts: ['timeout', 'signal'], signal: 'abortSignal', failure: { as: 'error', status: 'statusCode' } },
    'find|list|search|listAll',
    'create|update|delete|reply|attach*|detach*|archive',
  ),
  timeouts: {
    timeout: { covers: 'headers', unit: 's', default: 20, call: 'timeoutInSeconds', client: 'timeoutInSeconds' },
    signal: { covers: 'call', unit: 'ms', default: null, call: 'abortSignal', signal: true },
  },
  retries: { default: 2, option: 'maxRetries', kinds: '408, 429 and 5xx' },
  notes: ['Limits are in seconds.'],
});
