import { type Call, defineModel } from '../model.js';

const call: Call = {
  concept: 'external-call',
  access: 'either',
  medium: 'http',
  options: 1,
  timeouts: ['timeout', 'signal'],
  signal: 'signal',
  failure: { as: 'error', status: 'response.status' },
};

export default defineModel({
  package: 'plaid',
  versions: '>=8',
  checked: '47.0.0',
  docs: 'https://github.com/plaid/plaid-node#readme',
  area: 'sdk',
  exports: {
    PlaidApi: { class: 'PlaidApi', construction: { options: 0 } },
    Configuration: { class: 'Configuration', construction: { options: 0, timeouts: ['timeout'] } },
  },
  types: { PlaidApi: { members: { '*': call } }, Configuration: {} },
  timeouts: {
    timeout: { covers: 'call', unit: 'ms', default: null, call: 'timeout', client: 'baseOptions.timeout', off: [0] },
    signal: { covers: 'call', unit: 'ms', default: null, call: 'signal', signal: true },
  },
  retries: { default: 0 },
  notes: ['It is `axios` inside: `baseOptions` of the configuration are those of axios.'],
});
