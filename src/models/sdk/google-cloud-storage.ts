import { type Call, type LibraryModel, defineModel } from '../model.js';

/** The types, with what bounds a call in time. */
export function bounded(bounds: Call): LibraryModel['types'] {
  const read: Call = { concept: 'external-call', access: 'read', medium: 'http', ...bounds };
  const write: Call = { ...read, access: 'write' };
  return {
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
  };
}

export default defineModel({
  package: '@google-cloud/storage',
  versions: '>=8',
  checked: '8.4.0',
  docs: 'https://cloud.google.com/nodejs/docs/reference/storage/latest',
  area: 'sdk',
  exports: { Storage: { class: 'Storage', construction: { options: 0 } } },
  types: bounded({}),
  retries: { default: 3, option: 'retryOptions.maxRetries', kinds: 'idempotent requests: network errors, 408, 429 and 5xx, within 600 s' },
  notes: ['`getFiles()` reads every page unless `autoPaginate: false`. Uploads by stream have no limit.', 'Since 8 the option `timeout` and its default of 60 s do nothing: a service that never answers is waited for without end.'],
});
