import { type Call, defineModel } from '../model.js';

const read: Call = { concept: 'query', access: 'read', medium: 'search', timeouts: ['timeout', 'signal'] };
const write: Call = { concept: 'query', access: 'write', medium: 'search', timeouts: ['timeout'] };
const client = { class: 'Client', construction: { options: 0, timeouts: ['timeout', 'signal'] } };

export default defineModel({
  package: 'meilisearch',
  versions: '>=0.40',
  checked: '0.62.0',
  docs: 'https://github.com/meilisearch/meilisearch-js#readme',
  area: 'sdk',
  exports: { Meilisearch: client, MeiliSearch: { ...client, source: 'Its name up to 0.5x.' } },
  types: {
    Client: {
      members: {
        index: { returns: 'Index' },
        multiSearch: { ...read, bulk: true, rows: 'many' },
        'createIndex|deleteIndex|updateIndex': write,
        'getIndexes|health|getStats': read,
      },
      properties: { tasks: 'Tasks' },
    },
    Index: {
      members: {
        'search|searchGet': { ...read, rows: 'many', batch: 'client.multiSearch({ queries })' },
        getDocument: { ...read, rows: 'one', batch: 'getDocuments({ ids })' },
        'getDocuments|getStats': { ...read, rows: 'many' },
        'addDocuments|updateDocuments|deleteDocuments|addDocumentsInBatches|updateDocumentsInBatches': { ...write, bulk: true },
        'deleteDocument|deleteAllDocuments|updateSettings': write,
      },
      properties: { tasks: 'Tasks' },
    },
    Tasks: { members: { 'waitForTask|waitForTasks': { ...read, options: 1, timeouts: ['wait'] }, 'getTask|getTasks': read } },
  },
  timeouts: {
    timeout: { covers: 'call', unit: 'ms', default: null, client: 'timeout' },
    signal: { covers: 'call', unit: 'ms', default: null, client: 'requestInit.signal', signal: true, source: 'https://github.com/meilisearch/meilisearch-js#readme' },
    wait: { covers: 'call', unit: 'ms', default: 5_000, call: 'timeout', off: [0] },
  },
  retries: { default: 0 },
});
