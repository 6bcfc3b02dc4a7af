import { type Call, defineModel } from '../model.js';

const call: Call = { concept: 'external-call', access: 'read', medium: 'socket', options: 1, timeouts: ['timeout', 'signal'], signal: 'signal' };

export default defineModel({
  package: '@modelcontextprotocol/sdk/client',
  aliases: ['@modelcontextprotocol/sdk/client/index.js'],
  versions: '>=1',
  checked: '1.32.2',
  docs: 'https://github.com/modelcontextprotocol/typescript-sdk#readme',
  area: 'sdk',
  typedBy: ['zod@3.25.76'],
  exports: { Client: { class: 'Client', construction: { options: 1 } } },
  types: {
    Client: {
      members: {
        connect: { concept: 'connect', options: 1, timeouts: ['timeout'] },
        callTool: { ...call, access: 'either', options: 2 },
        'listTools|listResources|listPrompts|readResource|getPrompt|complete': call,
        close: { concept: 'close' },
      },
      lifecycle: { stage: 'client', close: '$.close()', opens: ['connect'] },
    },
  },
  timeouts: {
    timeout: { covers: 'call', unit: 'ms', default: 60_000, call: 'timeout' },
    signal: { covers: 'call', unit: 'ms', default: null, call: 'signal', signal: true },
  },
  retries: { default: 0 },
});
