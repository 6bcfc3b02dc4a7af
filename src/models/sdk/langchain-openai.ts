import { type Call, type Construction, type LibraryModel, type TypeModel, defineModel } from '../model.js';

const call: Call = { concept: 'external-call', access: 'write', medium: 'http', options: 1, timeouts: ['timeout', 'callTimeout', 'signal'], signal: 'signal' };

export const runnable: TypeModel = {
  members: {
    'invoke|stream': { ...call, batch: 'batch(inputs)' },
    batch: { ...call, bulk: true },
    'bindTools|withStructuredOutput|withRetry|withConfig|withFallbacks|pipe': { returns: 'self', inherits: true },
  },
};

const construction: Construction = { options: 0, timeouts: ['timeout'] };

export const chatFacts: Pick<LibraryModel, 'area' | 'timeouts' | 'retries'> = {
  area: 'sdk',
  timeouts: {
    timeout: { covers: 'call', unit: 'ms', default: 600_000, client: 'timeout' },
    callTimeout: { covers: 'call', unit: 'ms', default: null, call: 'timeout' },
    signal: { covers: 'call', unit: 'ms', default: null, call: 'signal', signal: true },
  },
  retries: { default: 6, option: 'maxRetries', kinds: 'network errors, 429 and 5xx, over about a minute' },
};

export default defineModel({
  ...chatFacts,
  package: '@langchain/openai',
  versions: '>=0.1',
  checked: '1.5.8',
  docs: 'https://docs.langchain.com/oss/javascript/integrations/chat/openai',
  typedBy: ['@langchain/core@1.4.0'],
  exports: {
    ChatOpenAI: { class: 'Model', construction },
    OpenAIEmbeddings: { class: 'Embeddings', construction },
  },
  types: {
    Model: runnable,
    Embeddings: {
      members: {
        embedQuery: { concept: 'external-call', access: 'write', medium: 'http', timeouts: ['timeout'], batch: 'embedDocuments(texts)' },
        embedDocuments: { concept: 'external-call', access: 'write', medium: 'http', timeouts: ['timeout'], bulk: true },
      },
    },
  },
});
