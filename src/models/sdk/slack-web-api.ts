import { type Construction, defineModel } from '../model.js';
import { resourceTypes } from '../parts/resources.js';

const construction: Construction = { options: 1, timeouts: ['timeout'] };

export default defineModel({
  package: '@slack/web-api',
  versions: '>=5',
  checked: '8.2.0',
  older: ['7.19.0'],
  docs: 'https://docs.slack.dev/tools/node-slack-sdk/web-api/#timeouts',
  area: 'sdk',
  exports: { WebClient: { class: 'WebClient', construction } },
  types: resourceTypes(
    'WebClient',
    { timeouts: ['timeout'] },
    'info|list|history|members|replies|test|lookupByEmail',
    'postMessage|postEphemeral|update|delete|uploadV2|add|remove|open|invite|join|leave|archive|create|publish|scheduleMessage',
    { apiCall: { concept: 'external-call', access: 'either', medium: 'http', timeouts: ['timeout'] }, paginate: { concept: 'external-call', access: 'read', medium: 'http', timeouts: ['timeout'] } },
  ),
  timeouts: { timeout: { covers: 'call', unit: 'ms', default: null, client: 'timeout', off: [0] } },
  retries: { default: 10, option: 'retryConfig.retries', kinds: 'errors other than those of the platform, over about thirty minutes; rate-limited calls wait' },
  notes: ['Ten retries over half an hour by default: with no timeout a call can hang, with one it is still tried eleven times.'],
});
