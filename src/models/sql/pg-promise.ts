import { type Call, type Construction, defineModel, type Timeout, type TypeModel } from '../model.js';
import { postgresLimits } from '../parts/postgres-limits.js';

const LIMITS = ['query', 'statement', 'lock', 'idleInTransaction', 'connect', 'acquire'];

const query: Call = {
  concept: 'query',
  access: 'sql',
  medium: 'sql',
  text: 0,
  textKey: 'text',
  timeouts: LIMITS,
  batch: 'WHERE id = ANY($1)',
  writeBatch: 'pgp.helpers.insert(rows, columns)',
};

/** What a database, a task and a connection have. */
const protocol: TypeModel['members'] = {
  'query|result|multi|multiResult': query,
  none: query,
  'one|oneOrNone': { ...query, rows: 'one' },
  'many|manyOrNone|any|map|each': { ...query, rows: 'many' },
  // A function of the database: what it does is not in view.
  'func|proc': { concept: 'query', access: 'either', medium: 'sql', timeouts: LIMITS },
  stream: { concept: 'query', access: 'either', medium: 'sql', rows: 'stream', timeouts: LIMITS },
  'task|taskIf': {
    concept: 'acquire',
    timeouts: ['connect', 'acquire'],
    acquires: { kind: 'pooled-client', release: [], auto: true },
    callbacks: [{ at: 'Argument[last]', role: 'acquired', params: ['Task'] }],
  },
  'tx|txIf': {
    concept: 'transaction',
    medium: 'sql',
    timeouts: ['connect', 'acquire'],
    acquires: { kind: 'transaction', release: [], auto: true },
    callbacks: [{ at: 'Argument[last]', role: 'transaction', params: ['Task'] }],
  },
};

const database: Construction = {
  options: 0,
  timeouts: LIMITS,
  connectionString: ['connectionString', 'Argument[0]'],
  serverOptions: ['options'],
  pool: {
    max: { at: 'max', default: 10 },
    acquire: { at: 'connectionTimeoutMillis', default: null, off: [0] },
    idle: { at: 'idleTimeoutMillis', default: 10_000, off: [0] },
  },
};

const limit: Pick<Timeout, 'unit' | 'default' | 'off' | 'source'> = { unit: 'ms', default: null, off: [0], source: 'https://vitaly-t.github.io/pg-promise/module-pg-promise.html' };

export default defineModel({
  package: 'pg-promise',
  versions: '>=10',
  checked: '12.7.1',
  docs: 'https://vitaly-t.github.io/pg-promise/Database.html',
  area: 'sql',
  keyset: 'WHERE id > $1 ORDER BY id LIMIT $2',
  exports: {
    default: { function: { returns: 'Main' } },
    IMain: { type: 'Main' },
    IDatabase: { type: 'Database' },
    ITask: { type: 'Task' },
    IConnected: { type: 'Connected' },
  },
  types: {
    Main: { call: { returns: 'Database', options: 0 }, members: { end: { concept: 'close' } } },
    Protocol: { members: protocol },
    Database: {
      extends: 'Protocol',
      members: {
        connect: {
          concept: 'acquire',
          timeouts: ['connect', 'acquire'],
          returns: 'Connected',
          acquires: { kind: 'pooled-client', release: ['done'], scoped: 'db.task()' },
        },
      },
      properties: { $pool: 'Pool' },
      construction: database,
      lifecycle: { stage: 'pool', close: '$.$pool.end()' },
    },
    Connected: { extends: 'Protocol', members: { done: { concept: 'release' } } },
    Task: { extends: 'Protocol' },
    Pool: { members: { end: { concept: 'close' } } },
  },
  timeouts: {
    ...postgresLimits(),
    query: { covers: 'call', client: 'query_timeout', ...limit },
    connect: { covers: 'connect', client: 'connectionTimeoutMillis', ...limit },
    acquire: { covers: 'acquire', client: 'connectionTimeoutMillis', ...limit },
  },
  retries: { default: 0 },
  notes: [
    'Each call on `db` takes a connection of its own; several that belong together share one inside `db.task()` or `db.tx()`.',
    'Inside `db.tx(t => …)` a call on `db` runs outside of the transaction.',
    'Make one `db` for each connection string: each has a pool of its own.',
  ],
});
