import { type Call, defineModel } from '../model.js';

const call: Call = { concept: 'external-call', access: 'write', medium: 'http' };
const client = { class: 'Ollama', construction: { options: 0 } };

export default defineModel({
  package: 'ollama',
  versions: '>=0.5',
  checked: '0.6.4',
  docs: 'https://github.com/ollama/ollama-js#readme',
  area: 'sdk',
  exports: { default: { instance: 'Ollama' }, Ollama: client },
  types: {
    Ollama: {
      members: {
        'chat|generate|create|pull|push|delete|copy': call,
        embed: { ...call, bulk: true },
        embeddings: { ...call, batch: 'embed({ input: texts })' },
        'list|show|ps': { ...call, access: 'read' },
        abort: {},
      },
    },
  },
  notes: ['No call takes a limit or a signal: `abort()` of a client ends its streams, and `fetch` of a client can be one with a limit.'],
});
