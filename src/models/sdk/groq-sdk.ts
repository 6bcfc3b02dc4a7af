import { defineModel } from '../model.js';
import { resourceTypes } from '../parts/resources.js';
import { construction, generatedFacts } from './openai.js';

export default defineModel({
  ...generatedFacts,
  package: 'groq-sdk',
  versions: '>=0.3',
  checked: '1.6.0',
  older: ['0.37.0'],
  docs: 'https://github.com/groq/groq-typescript#timeouts',
  exports: {
    default: { class: 'Groq', construction, namespace: { Groq: { class: 'Groq', construction } } },
    Groq: { class: 'Groq', construction },
  },
  types: resourceTypes('Groq', { timeouts: ['timeout', 'signal'], signal: 'signal', batch: 'batches.create(body)' }, 'retrieve|list', 'create|delete|cancel'),
  timeouts: { ...generatedFacts.timeouts, timeout: { ...generatedFacts.timeouts!['timeout']!, covers: 'headers', default: 60_000 } },
});
