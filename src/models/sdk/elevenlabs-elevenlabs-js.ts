import { type Construction, defineModel } from '../model.js';
import { resourceTypes } from '../parts/resources.js';

const construction: Construction = { options: 0, timeouts: ['timeout'] };

export default defineModel({
  package: '@elevenlabs/elevenlabs-js',
  versions: '>=2',
  checked: '2.73.0',
  docs: 'https://github.com/elevenlabs/elevenlabs-js#timeouts',
  area: 'sdk',
  exports: { ElevenLabsClient: { class: 'ElevenLabsClient', construction } },
  types: resourceTypes(
    'ElevenLabsClient',
    { timeouts: ['timeout', 'signal'], signal: 'abortSignal', failure: { as: 'error', status: 'statusCode' } },
    'get|getAll|search|list',
    'convert|stream|convertWithTimestamps|create|update|delete|design',
  ),
  timeouts: {
    timeout: { covers: 'headers', unit: 's', default: 240, call: 'timeoutInSeconds', client: 'timeoutInSeconds' },
    signal: { covers: 'call', unit: 'ms', default: null, call: 'abortSignal', signal: true },
  },
  retries: { default: 2, option: 'maxRetries', kinds: '408, 429 and 5xx' },
  notes: ['Limits are in seconds.'],
});
