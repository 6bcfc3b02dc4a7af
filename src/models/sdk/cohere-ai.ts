import { type Call, type Construction, defineModel } from '../model.js';
import { resourceTypes } from '../parts/resources.js';

const construction: Construction = { options: 0, timeouts: ['timeout'] };
const client = { class: 'CohereClient', construction };
const bounds: Call = { timeouts: ['timeout', 'signal'], signal: 'abortSignal', failure: { as: 'error', status: 'statusCode' } };
const call: Call = { ...bounds, concept: 'external-call', access: 'write', medium: 'http', options: 1 };

export default defineModel({
  package: 'cohere-ai',
  versions: '>=7',
  checked: '8.1.0',
  docs: 'https://github.com/cohere-ai/cohere-typescript#readme',
  area: 'sdk',
  exports: { CohereClient: client, CohereClientV2: client },
  types: resourceTypes('CohereClient', bounds, 'get|list', 'create|delete|cancel|update', {
    'chat|chatStream|rerank|classify': call,
    embed: { ...call, bulk: true },
  }),
  timeouts: {
    timeout: { covers: 'headers', unit: 's', default: 300, call: 'timeoutInSeconds', client: 'timeoutInSeconds' },
    signal: { covers: 'call', unit: 'ms', default: null, call: 'abortSignal', signal: true },
  },
  retries: { default: 2, option: 'maxRetries', kinds: '408, 429 and 5xx' },
  notes: ['Limits are in seconds.'],
});
