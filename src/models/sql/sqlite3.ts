import { type Call, type Callback, type Export, defineModel } from '../model.js';

const callback: Callback = { at: 'Argument[last]', role: 'callback', params: ['error', null] };
const run: Call = { concept: 'query', medium: 'sql', callbacks: [callback] };
const text: Call = { ...run, access: 'sql', text: 0 };
const database: Export = { class: 'Database', construction: { options: 'last' } };

export default defineModel({
  package: 'sqlite3',
  versions: '>=5',
  checked: '6.0.1',
  docs: 'https://github.com/TryGhost/node-sqlite3/wiki/API',
  area: 'sql',
  keyset: 'WHERE id > ? ORDER BY id LIMIT ?',
  exports: {
    default: { namespace: true },
    Database: database,
    verbose: { function: { returns: 'Module' } },
    Statement: { type: 'Statement' },
  },
  types: {
    Module: { properties: { Database: 'DatabaseClass' } },
    DatabaseClass: { constructs: 'Database' },
    Database: {
      members: {
        run: { ...text, returns: 'self' },
        exec: { ...text, returns: 'self' },
        get: { ...text, rows: 'one', returns: 'self' },
        all: { ...text, rows: 'many', returns: 'self' },
        each: { ...text, rows: 'stream', returns: 'self' },
        prepare: { text: 0, returns: 'Statement' },
        close: { concept: 'close' },
        'serialize|parallelize|configure|interrupt': {},
      },
      lifecycle: { stage: 'client', close: '$.close()' },
    },
    Statement: {
      members: {
        run: { ...run, access: 'write' },
        get: { ...run, access: 'read', rows: 'one' },
        all: { ...run, access: 'read', rows: 'many' },
        each: { ...run, access: 'read', rows: 'stream' },
        finalize: {},
      },
    },
  },
  retries: { default: 0 },
  notes: ['There is no limit for a statement: `interrupt()` ends what runs. `configure(\'busyTimeout\', ms)` bounds the wait for a lock.'],
});
