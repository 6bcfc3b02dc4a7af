import { type Call, defineModel } from '../model.js';

const publish: Call = { concept: 'publish', medium: 'http', options: 0, batch: 'batchJSON(messages)' };
const enqueue: Call = { ...publish, batch: 'client.batchJSON(messages)' };
const manage: Call = { concept: 'external-call', medium: 'http' };

export default defineModel({
  package: '@upstash/qstash',
  versions: '>=2',
  checked: '2.12.0',
  docs: 'https://upstash.com/docs/qstash/sdks/ts/overview',
  area: 'queue',
  exports: {
    Client: { class: 'Client', construction: { options: 0 } },
  },
  types: {
    Client: {
      members: {
        'publish|publishJSON': publish,
        'batch|batchJSON': { concept: 'publish', medium: 'http', bulk: true },
        queue: { returns: 'Queue' },
        'events|logs': { ...manage, access: 'read' },
      },
    },
    Queue: {
      members: {
        'enqueue|enqueueJSON': enqueue,
        'upsert|delete|pause|resume': { ...manage, access: 'write' },
        'get|list': { ...manage, access: 'read' },
      },
    },
  },
  retries: { default: 5, option: 'retry.retries', kinds: 'network failures' },
  notes: ['Every message is an HTTP request of its own, without a time limit.'],
});
