import { type Call, defineModel } from '../model.js';

const read: Call = { concept: 'external-call', access: 'read', medium: 'http', timeouts: ['timeout'] };
const write: Call = { ...read, access: 'write' };

export default defineModel({
  package: '@google-cloud/storage',
  versions: '>=6',
  checked: '8.4.0',
  docs: 'https://cloud.google.com/nodejs/docs/reference/storage/latest',
  area: 'sdk',
  exports: { Storage: { class: 'Storage', construction: { options: 0, timeouts: ['timeout'] } } },
  types: {
    Storage: {
      members: { bucket: { returns: 'Bucket' }, getBuckets: read, createBucket: write },
    },
    Bucket: {
      members: {
        file: { returns: 'File' },
        'exists|getMetadata|get': read,
        getFiles: { ...read, rows: 'many' },
        'upload|create|delete|setMetadata': { ...write, batch: 'deleteFiles(query)' },
        deleteFiles: { ...write, bulk: true },
      },
    },
    File: {
      members: {
        'download|exists|getMetadata|get|isPublic': read,
        getSignedUrl: {},
        'save|delete|copy|move|setMetadata|makePublic': { ...write, batch: 'bucket.deleteFiles(query)' },
        'createReadStream|createWriteStream': { access: 'either', medium: 'http' },
      },
    },
  },
  timeouts: { timeout: { covers: 'call', unit: 'ms', default: 60_000, client: 'timeout' } },
  retries: { default: 3, option: 'retryOptions.maxRetries', kinds: 'idempotent requests: network errors, 408, 429 and 5xx, within 600 s' },
  notes: ['`getFiles()` reads every page unless `autoPaginate: false`. Uploads by stream have no limit.'],
});
