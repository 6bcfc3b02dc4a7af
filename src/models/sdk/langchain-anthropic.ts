import { defineModel } from '../model.js';
import { chatFacts, runnable } from './langchain-openai.js';

export default defineModel({
  ...chatFacts,
  package: '@langchain/anthropic',
  versions: '>=0.3',
  checked: '1.5.11',
  docs: 'https://docs.langchain.com/oss/javascript/integrations/chat/anthropic',
  typedBy: ['@langchain/core@1.4.0'],
  exports: { ChatAnthropic: { class: 'Model', construction: { options: 0, timeouts: ['timeout'] } } },
  types: { Model: runnable },
  timeouts: { ...chatFacts.timeouts, timeout: { ...chatFacts.timeouts!['timeout']!, client: 'clientOptions.timeout' } },
});
