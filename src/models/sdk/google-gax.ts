import { defineModel } from '../model.js';

/** What the generated clients of Google Cloud are made with. */
export default defineModel({
  package: 'google-gax',
  versions: '>=3',
  checked: '6.17.0',
  docs: 'https://github.com/googleapis/gax-nodejs/blob/main/client-libraries.md',
  area: 'sdk',
  exports: { createApiCall: { function: { returns: 'ApiCall' } } },
  types: { ApiCall: { call: { concept: 'external-call', access: 'either', medium: 'grpc', options: 1, timeouts: ['timeout'] } } },
  timeouts: { timeout: { covers: 'call', unit: 'ms', default: 30_000, call: 'timeout' } },
  notes: ['A generated client has a limit of its own for each method, mostly 60 s.'],
});
