import { defineModel } from '../model.js';

export default defineModel({
  package: '@aws-sdk/lib-storage',
  versions: '>=3',
  checked: '3.1175.0',
  docs: 'https://github.com/aws/aws-sdk-js-v3/tree/main/lib/lib-storage',
  area: 'sdk',
  typedBy: ['@aws-sdk/client-s3@3.1169.0'],
  exports: { Upload: { class: 'Upload', construction: { options: 0 } } },
  types: {
    Upload: {
      members: {
        done: { concept: 'external-call', access: 'write', medium: 'http', timeouts: ['client'] },
        abort: {},
        on: {},
      },
    },
  },
  timeouts: { client: { covers: 'response', unit: 'ms', default: 'unknown' } },
  notes: ['Its limits are those of the client that it is given. `abort()`, or `abortController` of its options, ends it.'],
});
