import { type Call, defineModel } from '../model.js';

const query: Call = { concept: 'query', medium: 'search', timeouts: ['timeout'] };
const read: Call = { ...query, access: 'read' };
const write: Call = { ...query, access: 'write' };

export default defineModel({
  package: '@qdrant/js-client-rest',
  versions: '>=1',
  checked: '1.18.0',
  docs: 'https://github.com/qdrant/qdrant-js#readme',
  area: 'sdk',
  exports: { QdrantClient: { class: 'QdrantClient', construction: { options: 0, timeouts: ['timeout'] } } },
  types: {
    QdrantClient: {
      members: {
        search: { ...read, rows: 'many', batch: 'searchBatch(collection, { searches })' },
        query: { ...read, rows: 'many', batch: 'queryBatch(collection, { searches })' },
        'searchBatch|queryBatch|recommendBatch': { ...read, rows: 'many', bulk: true },
        retrieve: { ...read, rows: 'many', bulk: true },
        'scroll|recommend|queryGroups|searchPointGroups': { ...read, rows: 'many' },
        count: { ...read, rows: 'count' },
        'getCollections|getCollection|collectionExists': read,
        'upsert|delete|batchUpdate': { ...write, bulk: true },
        'setPayload|overwritePayload|deletePayload|updateVectors|createCollection|deleteCollection|createPayloadIndex': write,
      },
    },
  },
  timeouts: { timeout: { covers: 'call', unit: 'ms', default: 300_000, client: 'timeout' } },
  retries: { default: 0 },
  notes: ['`timeout` among the arguments of a call is in seconds and for the server; the client waits for its own.'],
});
