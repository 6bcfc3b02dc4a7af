import { type Call, defineModel } from '../model.js';

const call: Call = {
  concept: 'external-call',
  access: 'write',
  medium: 'http',
  options: 0,
  timeouts: ['signal'],
  signal: 'abortSignal',
};
const text: Call = { ...call, timeouts: ['signal', 'total'] };

export default defineModel({
  package: 'ai',
  versions: '>=4',
  checked: '6.0.326',
  older: ['4.3.19', '5.0.277'],
  docs: 'https://ai-sdk.dev/docs/ai-sdk-core/settings',
  area: 'sdk',
  exports: {
    generateText: { function: text },
    generateObject: { function: call },
    streamText: { function: text },
    streamObject: { function: call },
    embed: { function: { ...call, batch: 'embedMany({ values })' } },
    embedMany: { function: { ...call, bulk: true } },
  },
  types: {},
  timeouts: {
    // A number, or an object with `totalMs`, `stepMs` and `chunkMs`.
    total: { covers: 'call', unit: 'ms', default: null, call: 'timeout', recent: true },
    signal: { covers: 'call', unit: 'ms', default: null, call: 'abortSignal', signal: true },
  },
  retries: { default: 2, option: 'maxRetries', kinds: 'network errors, 408, 409, 429 and 5xx' },
});
