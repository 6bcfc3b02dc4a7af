import { type Call, defineModel } from '../model.js';

const query: Call = { concept: 'query', medium: 'search', timeouts: ['timeout'] };
const read: Call = { ...query, access: 'read' };
const write: Call = { ...query, access: 'write' };
const client = { class: 'Client', construction: { options: 0, timeouts: ['timeout'] } };

export default defineModel({
  package: 'typesense',
  versions: '>=1',
  checked: '3.1.0',
  docs: 'https://typesense.org/docs/latest/api/authentication.html',
  area: 'sdk',
  exports: { default: { namespace: { Client: client } }, Client: client },
  types: {
    Client: { members: { collections: { returns: 'Collection' } }, properties: { multiSearch: 'MultiSearch' }, construction: client.construction },
    MultiSearch: { members: { perform: { ...read, rows: 'many', bulk: true } } },
    Collection: { members: { documents: { returns: 'Documents' }, 'retrieve|exists': read, 'create|update|delete': write } },
    Documents: {
      members: {
        search: { ...read, rows: 'many', batch: 'multiSearch.perform({ searches })' },
        retrieve: { ...read, rows: 'one' },
        export: { ...read, rows: 'many', whole: true },
        'create|upsert': { ...write, batch: 'import(documents)' },
        import: { ...write, bulk: true },
        'update|delete': write,
      },
    },
  },
  timeouts: { timeout: { covers: 'call', unit: 's', default: 5, client: 'connectionTimeoutSeconds' } },
  retries: { default: 3, option: 'numRetries', kinds: 'network errors, time-outs and 5xx, over the nodes' },
  notes: ['Despite its name the limit bounds the whole call, in seconds.'],
});
