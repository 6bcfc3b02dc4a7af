import { type Call, defineModel } from '../model.js';

const fetch: Call = { concept: 'external-call', access: 'read', medium: 'http' };

export default defineModel({
  package: 'langfuse',
  versions: '>=3',
  checked: '3.39.2',
  docs: 'https://js.reference.langfuse.com/classes/langfuse.Langfuse.html',
  area: 'sdk',
  exports: {
    default: { class: 'Langfuse', construction: { options: 0, timeouts: ['timeout'] } },
    Langfuse: { class: 'Langfuse', construction: { options: 0, timeouts: ['timeout'] } },
  },
  types: {
    Langfuse: {
      members: {
        'trace|generation|span|event|score': {},
        getPrompt: { ...fetch, options: 2, timeouts: ['timeout', 'prompt'] },
        'fetchTraces|fetchTrace|fetchObservations|getDataset': fetch,
        flushAsync: { ...fetch, access: 'write', timeouts: ['timeout'] },
        shutdownAsync: { concept: 'close' },
      },
      lifecycle: { stage: 'client', close: '$.shutdownAsync()' },
    },
  },
  timeouts: {
    timeout: { covers: 'call', unit: 'ms', default: 5_000, client: 'requestTimeout' },
    prompt: { covers: 'call', unit: 'ms', default: null, call: 'fetchTimeoutMs' },
  },
  retries: { default: 3, option: 'fetchRetryCount', kinds: 'network errors and 5xx' },
  notes: ['What is traced is only kept: without `shutdownAsync()` the last of it is lost.'],
});
