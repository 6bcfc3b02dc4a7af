import { type Call, type Construction, defineModel } from '../model.js';

const call: Call = { concept: 'external-call', access: 'write', medium: 'http', options: 1, timeouts: ['timeout', 'signal'], signal: 'signal' };
const construction: Construction = { options: 1, timeouts: ['timeout'] };

export default defineModel({
  package: '@google/generative-ai',
  versions: '>=0.15',
  checked: '0.24.1',
  docs: 'https://github.com/google-gemini/deprecated-generative-ai-js#readme',
  area: 'sdk',
  exports: { GoogleGenerativeAI: { class: 'GoogleGenerativeAI' } },
  types: {
    GoogleGenerativeAI: { members: { getGenerativeModel: { returns: 'Model', options: 1 } } },
    Model: {
      members: {
        'generateContent|generateContentStream|countTokens': call,
        embedContent: { ...call, batch: 'batchEmbedContents({ requests })' },
        batchEmbedContents: { ...call, bulk: true },
        startChat: { returns: 'Chat' },
      },
      construction,
    },
    Chat: { members: { 'sendMessage|sendMessageStream': call } },
  },
  timeouts: {
    timeout: { covers: 'call', unit: 'ms', default: null, call: 'timeout', client: 'timeout' },
    signal: { covers: 'call', unit: 'ms', default: null, call: 'signal', signal: true },
  },
  retries: { default: 0 },
  notes: ['It is no longer developed: `@google/genai` is its successor.'],
});
