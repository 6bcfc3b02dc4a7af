import { type Call, defineModel } from '../model.js';

const read: Call = { concept: 'query', access: 'read', medium: 'search', options: 1, timeouts: ['request', 'signal'], signal: 'signal' };
const write: Call = { ...read, access: 'write' };

export default defineModel({
  package: '@elastic/elasticsearch',
  versions: '>=9',
  checked: '9.5.1',
  docs: 'https://www.elastic.co/docs/reference/elasticsearch/clients/javascript/timeout-best-practices',
  area: 'document',
  exports: { Client: { class: 'Client', construction: { options: 0, timeouts: ['request'] } } },
  types: {
    Client: {
      members: {
        search: { ...read, rows: 'many', batch: 'msearch(params)' },
        get: { ...read, rows: 'one', batch: 'mget({ ids })' },
        'mget|msearch': { ...read, rows: 'many', bulk: true },
        'count|exists': { ...read, rows: 'count' },
        scroll: { ...read, rows: 'many' },
        'index|create|update|delete': { ...write, batch: 'bulk({ operations })' },
        'bulk|updateByQuery|deleteByQuery|reindex': { ...write, bulk: true },
        openPointInTime: { ...read, acquires: { kind: 'cursor', release: [], releaseBy: ['closePointInTime'] } },
        closePointInTime: { concept: 'release' },
        ping: { ...read, rows: 'none' },
        info: read,
        child: { returns: 'self', options: 0, inherits: true },
        close: { concept: 'close' },
      },
      properties: { helpers: 'Helpers', indices: 'Indices' },
      lifecycle: { stage: 'client', close: '$.close()' },
    },
    Helpers: {
      members: {
        bulk: { concept: 'query', access: 'write', medium: 'search', bulk: true, options: 1, timeouts: ['request'] },
        'search|msearch': { ...read, rows: 'many' },
        'scrollSearch|scrollDocuments': { ...read, rows: 'stream' },
      },
    },
    Indices: { members: { 'create|delete|putMapping|refresh|putSettings': write, 'get|exists|getMapping|stats': read } },
  },
  timeouts: {
    request: { covers: 'call', unit: 'ms', default: null, call: 'requestTimeout', client: 'requestTimeout' },
    signal: { covers: 'call', unit: 'ms', default: null, call: 'signal', signal: true },
  },
  keyset: 'search({ search_after: lastSort, sort, size })',
  retries: { default: 3, option: 'maxRetries', kinds: 'connection errors, 502, 503 and 504; not time-outs' },
  notes: ['A value is a number of milliseconds or a text such as `30s`.'],
});
