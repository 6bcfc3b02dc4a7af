import { type Call, defineModel } from '../model.js';

const call: Call = {
  concept: 'external-call',
  access: 'write',
  medium: 'http',
  options: 0,
  timeouts: ['signal'],
  signal: 'abortSignal',
};

export default defineModel({
  package: 'ai',
  versions: '>=4',
  checked: '6.0.326',
  docs: 'https://ai-sdk.dev/docs/ai-sdk-core/settings',
  area: 'sdk',
  exports: {
    generateText: { function: call },
    generateObject: { function: call },
    streamText: { function: call },
    streamObject: { function: call },
    embed: { function: { ...call, batch: 'embedMany({ values })' } },
    embedMany: { function: { ...call, bulk: true } },
  },
  types: {},
  timeouts: { signal: { covers: 'call', unit: 'ms', default: null, call: 'abortSignal', signal: true } },
  retries: { default: 2, option: 'maxRetries', kinds: 'network errors, 408, 409, 429 and 5xx' },
});
