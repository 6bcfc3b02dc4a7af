import { type Call, type Construction, defineModel } from '../model.js';

const read: Call = { concept: 'external-call', access: 'read', medium: 'http', options: 'last', timeouts: ['signal'], signal: 'abortSignal' };
const write: Call = { ...read, access: 'write' };
const construction: Construction = { options: 2 };

export default defineModel({
  package: '@azure/storage-queue',
  versions: '>=12',
  checked: '12.30.0',
  docs: 'https://learn.microsoft.com/javascript/api/@azure/storage-queue/',
  area: 'sdk',
  exports: {
    QueueServiceClient: { class: 'QueueServiceClient', construction, statics: { fromConnectionString: { returns: 'QueueServiceClient', options: 1 } } },
    QueueClient: { class: 'QueueClient', construction },
  },
  types: {
    QueueServiceClient: {
      members: { getQueueClient: { returns: 'QueueClient' }, 'createQueue|deleteQueue': write, 'listQueues|getProperties': read },
    },
    QueueClient: {
      members: {
        sendMessage: { ...write, concept: 'publish' },
        'receiveMessages|peekMessages|exists|getProperties': read,
        'deleteMessage|updateMessage|clearMessages|create|createIfNotExists|delete|deleteIfExists': write,
      },
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
