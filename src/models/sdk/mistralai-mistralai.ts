import { defineModel } from '../model.js';
import { resourceTypes } from '../parts/resources.js';

export default defineModel({
  package: '@mistralai/mistralai',
  versions: '>=1',
  checked: '2.7.0',
  docs: 'https://github.com/mistralai/client-ts#readme',
  area: 'sdk',
  exports: { Mistral: { class: 'Mistral', construction: { options: 0, timeouts: ['timeout'] } } },
  types: resourceTypes(
    'Mistral',
    { timeouts: ['timeout', 'signal'], signal: 'signal', failure: { as: 'error', status: 'statusCode' } },
    'get|list|retrieve|download',
    'complete|stream|parse|parseStream|create|process|moderate|upload|delete|update|cancel',
  ),
  timeouts: {
    timeout: { covers: 'call', unit: 'ms', default: null, call: 'timeoutMs', client: 'timeoutMs', off: [-1] },
    signal: { covers: 'call', unit: 'ms', default: null, call: 'signal', signal: true },
  },
  retries: { default: 0, option: 'retryConfig' },
});
