import { type Call, type Construction, defineModel } from '../model.js';

const call: Call = {
  concept: 'external-call',
  medium: 'http',
  access: 'write',
  options: 0,
  timeouts: ['timeout', 'signal'],
  signal: 'config.abortSignal',
};
const construction: Construction = { options: 0, timeouts: ['timeout'] };

export default defineModel({
  package: '@google/genai',
  versions: '>=1',
  checked: '3.1.0',
  docs: 'https://googleapis.github.io/js-genai/',
  area: 'sdk',
  exports: { GoogleGenAI: { class: 'GoogleGenAI', construction } },
  types: {
    GoogleGenAI: { properties: { models: 'Models', chats: 'Chats' } },
    Models: {
      members: {
        'generateContent|generateContentStream|embedContent|generateImages|countTokens': call,
        'get|list': { ...call, access: 'read' },
      },
    },
    Chats: { members: { create: { returns: 'Chat', options: 0 } } },
    Chat: { members: { 'sendMessage|sendMessageStream': call } },
  },
  timeouts: {
    timeout: { covers: 'call', unit: 'ms', default: null, call: 'config.httpOptions.timeout', client: 'httpOptions.timeout' },
    signal: { covers: 'call', unit: 'ms', default: null, call: 'config.abortSignal', signal: true },
  },
  retries: { default: 0, option: 'httpOptions.retryOptions.attempts', kinds: '408, 429 and 5xx, only where `retryOptions` is set' },
  notes: ['A signal ends the waiting; the request is still billed.'],
});
