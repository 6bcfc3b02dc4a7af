import { defineModel } from '../model.js';
import { resourceTypes } from '../parts/resources.js';
import { construction, generatedFacts } from './openai.js';

export default defineModel({
  ...generatedFacts,
  package: '@anthropic-ai/sdk',
  versions: '>=0.20',
  checked: '1.12.0',
  docs: 'https://github.com/anthropics/anthropic-sdk-typescript#timeouts',
  exports: {
    default: { class: 'Anthropic', construction, namespace: { Anthropic: { class: 'Anthropic', construction } } },
    Anthropic: { class: 'Anthropic', construction },
  },
  types: resourceTypes(
    'Anthropic',
    { timeouts: ['timeout', 'signal'], signal: 'signal', batch: 'messages.batches.create(body)' },
    'retrieve|list|countTokens',
    'create|parse|stream|cancel|delete|upload',
    { withOptions: { returns: 'Anthropic', options: 0, inherits: true } },
  ),
  // The limit ends with the headers.
  timeouts: { ...generatedFacts.timeouts, timeout: { ...generatedFacts.timeouts!['timeout']!, covers: 'headers' } },
});
