import { type Call, defineModel } from '../model.js';

const query: Call = { concept: 'query', medium: 'search' };
const read: Call = { ...query, access: 'read' };
const write: Call = { ...query, access: 'write' };
const control: Call = { concept: 'external-call', medium: 'http' };

export default defineModel({
  package: '@pinecone-database/pinecone',
  versions: '>=2',
  checked: '8.2.0',
  docs: 'https://github.com/pinecone-io/pinecone-ts-client#readme',
  area: 'sdk',
  exports: { Pinecone: { class: 'Pinecone', construction: { options: 0 } } },
  types: {
    Pinecone: {
      members: {
        'index|Index': { returns: 'Index' },
        'describeIndex|listIndexes|describeCollection|listCollections': { ...control, access: 'read' },
        'createIndex|deleteIndex|configureIndex|createCollection|deleteCollection': { ...control, access: 'write' },
      },
    },
    Index: {
      members: {
        namespace: { returns: 'self' },
        query: { ...read, rows: 'many' },
        fetch: { ...read, rows: 'many', bulk: true },
        'describeIndexStats|listPaginated': read,
        upsert: { ...write, bulk: true },
        update: write,
        deleteOne: { ...write, batch: 'deleteMany(ids)' },
        'deleteMany|deleteAll': { ...write, bulk: true },
      },
    },
  },
  retries: { default: 3, option: 'maxRetries', kinds: 'network errors and 5xx' },
  notes: ['No call takes a limit or a signal: `fetchApi` of the client can be a `fetch` with one.'],
});
