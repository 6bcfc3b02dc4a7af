import { type Call, type Construction, defineModel } from '../model.js';

const read: Call = { concept: 'external-call', access: 'read', medium: 'http', options: 'last', timeouts: ['signal'], signal: 'abortSignal' };
const write: Call = { ...read, access: 'write' };
const construction: Construction = { options: 2 };

export default defineModel({
  package: '@azure/storage-blob',
  versions: '>=12',
  checked: '12.34.0',
  docs: 'https://learn.microsoft.com/javascript/api/@azure/storage-blob/storageretryoptions',
  area: 'sdk',
  exports: {
    BlobServiceClient: {
      class: 'BlobServiceClient',
      construction,
      statics: { fromConnectionString: { returns: 'BlobServiceClient', options: 1 } },
    },
    ContainerClient: { class: 'ContainerClient', construction },
    BlobClient: { class: 'BlobClient', construction },
    BlockBlobClient: { class: 'BlockBlobClient', construction },
  },
  types: {
    BlobServiceClient: {
      members: {
        getContainerClient: { returns: 'ContainerClient' },
        'createContainer|deleteContainer': write,
        'listContainers|getProperties': read,
      },
    },
    ContainerClient: {
      members: {
        getBlobClient: { returns: 'BlobClient' },
        getBlockBlobClient: { returns: 'BlockBlobClient' },
        'listBlobsFlat|listBlobsByHierarchy|exists|getProperties': read,
        'uploadBlockBlob|deleteBlob|create|createIfNotExists|delete|deleteIfExists': write,
      },
    },
    BlobClient: {
      members: {
        'download|downloadToBuffer|downloadToFile|getProperties|exists': read,
        'delete|deleteIfExists|setMetadata|setHTTPHeaders|syncCopyFromURL': write,
        getBlockBlobClient: { returns: 'BlockBlobClient' },
      },
    },
    BlockBlobClient: {
      extends: 'BlobClient',
      members: { 'upload|uploadData|uploadStream|uploadFile|stageBlock|commitBlockList': write },
    },
  },
  timeouts: {
    signal: { covers: 'call', unit: 'ms', default: null, call: 'abortSignal', signal: true },
  },
  retries: { default: 3, option: 'retryOptions.maxTries', kinds: 'network errors, 429 and 5xx' },
  notes: [
    '`maxTries` counts all attempts: 4 by default.',
    '`tryTimeoutInMs` is only passed on to the service: one that never answers is waited for all the same. A signal ends the call.',
  ],
});
