import { type Call, defineModel } from '../model.js';

const run: Call = { concept: 'query', medium: 'sql', sync: true, timeouts: ['busy'] };

export default defineModel({
  package: 'better-sqlite3',
  versions: '>=8',
  checked: '13.2.0',
  docs: 'https://github.com/WiseLibs/better-sqlite3/blob/master/docs/api.md',
  area: 'sql',
  typedBy: ['@types/better-sqlite3@9.6.0'],
  keyset: 'WHERE id > ? ORDER BY id LIMIT ?',
  exports: {
    default: {
      class: 'Database',
      function: { returns: 'Database', options: 1 },
      construction: { options: 1, timeouts: ['busy'] },
      namespace: { Database: { type: 'Database' }, Statement: { type: 'Statement' } },
    },
    Database: { type: 'Database' },
    Statement: { type: 'Statement' },
  },
  types: {
    Database: {
      members: {
        prepare: { text: 0, returns: 'Statement' },
        exec: { ...run, access: 'sql', text: 0, returns: 'self' },
        pragma: { ...run, access: 'read', text: 0 },
        transaction: {
          concept: 'transaction',
          medium: 'sql',
          returns: 'Transaction',
          acquires: { kind: 'transaction', release: [], auto: true },
          callbacks: [{ at: 'Argument[0]', role: 'transaction' }],
        },
        backup: { concept: 'query', access: 'read', medium: 'sql' },
        close: { concept: 'close', sync: true },
      },
      lifecycle: { stage: 'client', close: '$.close()' },
    },
    Statement: {
      members: {
        run: { ...run, access: 'write' },
        get: { ...run, access: 'read', rows: 'one' },
        all: { ...run, access: 'read', rows: 'many' },
        iterate: { ...run, access: 'read', rows: 'stream' },
        'pluck|expand|raw|bind|safeIntegers': { returns: 'self' },
      },
    },
    Transaction: {
      call: { concept: 'transaction', medium: 'sql', sync: true },
      properties: { 'default|deferred|immediate|exclusive': 'Transaction' },
    },
  },
  timeouts: {
    busy: {
      covers: 'lock',
      unit: 'ms',
      default: 5000,
      client: 'timeout',
      off: [0],
      source: 'https://github.com/WiseLibs/better-sqlite3/blob/master/docs/api.md#new-databasepath-options',
    },
  },
  retries: { default: 0 },
  notes: [
    'Every call blocks the event loop until it is done. There is no statement timeout.',
    'Queries run inside the process: many small ones cost little (https://www.sqlite.org/np1queryprob.html).',
    'The function given to transaction() must not be async: the transaction ends at its first await.',
  ],
});
