import { defineModel } from '../model.js';
import { chatFacts, runnable } from './langchain-openai.js';

export default defineModel({
  ...chatFacts,
  package: 'langchain',
  versions: '>=1',
  checked: '1.5.14',
  docs: 'https://docs.langchain.com/oss/javascript/langchain/models',
  typedBy: ['@langchain/core@1.4.0'],
  exports: {
    initChatModel: { function: { returns: 'Model', options: 1 }, construction: { options: 1, timeouts: ['timeout'] } },
    createAgent: { function: { returns: 'Agent', options: 0 } },
  },
  types: {
    Model: runnable,
    Agent: { members: { 'invoke|stream': runnable.members!['invoke|stream']! } },
  },
});
