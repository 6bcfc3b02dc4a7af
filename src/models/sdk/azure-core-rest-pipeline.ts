import { defineModel } from '../model.js';

export default defineModel({
  package: '@azure/core-rest-pipeline',
  versions: '>=1',
  checked: '1.25.0',
  docs: 'https://learn.microsoft.com/javascript/api/@azure/core-rest-pipeline/pipelinerequestoptions',
  area: 'sdk',
  exports: {
    createPipelineRequest: { function: { options: 0, returns: 'Request' } },
    createDefaultHttpClient: { function: { returns: 'HttpClient' } },
    createPipelineFromOptions: { function: { options: 0, returns: 'Pipeline' } },
    HttpClient: { type: 'HttpClient' },
    Pipeline: { type: 'Pipeline' },
  },
  types: {
    Request: {},
    HttpClient: {
      members: {
        sendRequest: {
          concept: 'external-call',
          access: 'either',
          medium: 'http',
          timeouts: ['timeout', 'signal'],
          signal: 'Argument[0].abortSignal',
        },
      },
    },
    Pipeline: {
      members: {
        sendRequest: {
          concept: 'external-call',
          access: 'either',
          medium: 'http',
          timeouts: ['pipelineTimeout', 'pipelineSignal'],
          signal: 'Argument[1].abortSignal',
        },
      },
    },
  },
  timeouts: {
    // Both end with the headers.
    timeout: { covers: 'headers', unit: 'ms', default: null, call: 'Argument[0].timeout', off: [0] },
    signal: { covers: 'call', unit: 'ms', default: null, call: 'Argument[0].abortSignal', signal: true },
    pipelineTimeout: { covers: 'headers', unit: 'ms', default: null, call: 'Argument[1].timeout', off: [0] },
    pipelineSignal: { covers: 'call', unit: 'ms', default: null, call: 'Argument[1].abortSignal', signal: true },
  },
  retries: { default: 3, option: 'retryOptions.maxRetries', kinds: 'network errors, 429 and 5xx' },
});
