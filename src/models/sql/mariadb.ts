import { type Call, type Cancellation, type Construction, type LibraryModel, type TypeModel, defineModel } from '../model.js';

const query: Call = { concept: 'query', access: 'sql', medium: 'sql', text: 0, textKey: 'sql', options: 0, timeouts: ['timeout', 'query', 'socket'], writeBatch: 'batch(sql, rows)' };
const queries: Record<string, Call> = {
  'query|execute': query,
  batch: { ...query, access: 'write', bulk: true },
};

/** `destroy()` ends the session on the server, too. */
const cancellation: Cancellation = {
  of: 'Pool',
  session: { type: 'PoolConnection', take: 'await pool.getConnection()', back: 'await session.release()' },
  cancel: 'session.destroy()',
};

const client: Construction = { options: 0, timeouts: ['query', 'socket', 'connect'] };
const pool: Construction = {
  options: 0,
  timeouts: ['query', 'socket', 'connect', 'acquire'],
  pool: { max: { at: 'connectionLimit', default: 10 }, acquire: { at: 'acquireTimeout', default: 10_000 }, idle: { at: 'idleTimeout', default: 1800, unit: 's' } },
};

const connection: TypeModel = {
  members: {
    ...queries,
    queryStream: { ...query, rows: 'stream' },
    beginTransaction: { concept: 'transaction', medium: 'sql', acquires: { kind: 'transaction', release: ['commit', 'rollback'], receiver: true } },
    'commit|rollback': { concept: 'transaction-end' },
    'ping|reset|changeUser': {},
    end: { concept: 'close' },
    destroy: { concept: 'close' },
  },
  lifecycle: { stage: 'client', close: '$.end()' },
};

export const facts: Pick<LibraryModel, 'versions' | 'checked' | 'docs' | 'area'> = {
  versions: '>=3',
  checked: '3.5.4',
  docs: 'https://github.com/mariadb-corporation/mariadb-connector-nodejs/blob/main/documentation/promise-api.md',
  area: 'sql',
};

export default defineModel({
  ...facts,
  package: 'mariadb',
  exports: {
    default: { namespace: true },
    createConnection: { function: { returns: 'Connection', options: 0, concept: 'connect' }, construction: client },
    createPool: { function: { returns: 'Pool', options: 0 }, construction: pool },
    Connection: { type: 'Connection' },
    PoolConnection: { type: 'PoolConnection' },
    Pool: { type: 'Pool' },
  },
  types: {
    Connection: { ...connection, construction: client },
    PoolConnection: { extends: 'Connection', members: { release: { concept: 'release' } } },
    Pool: {
      members: {
        ...queries,
        'query|execute': { ...query, cancelledBy: cancellation },
        getConnection: {
          concept: 'acquire',
          returns: 'PoolConnection',
          acquires: { kind: 'pooled-client', release: ['release', 'end', 'destroy'], scoped: 'pool.query()' },
        },
        end: { concept: 'close' },
        on: { concept: 'event', eventAt: 'Argument[0]', callbacks: [{ at: 'Argument[1]', role: 'listener' }] },
      },
      construction: pool,
      lifecycle: { stage: 'pool', close: '$.end()' },
    },
  },
  timeouts: {
    timeout: { covers: 'statement', unit: 'ms', default: null, call: 'timeout', off: [0] },
    query: { covers: 'statement', unit: 'ms', default: null, client: 'queryTimeout', setting: 'max_statement_time', off: [0] },
    // Silence on the socket: a server that never answers is silent.
    socket: { covers: 'response', unit: 'ms', default: null, client: 'socketTimeout', off: [0] },
    connect: { covers: 'connect', unit: 'ms', default: 1_000, client: 'connectTimeout' },
    acquire: { covers: 'acquire', unit: 'ms', default: 10_000, client: 'acquireTimeout' },
  },
  keyset: 'WHERE id > ? ORDER BY id LIMIT ?',
  retries: { default: 0 },
});
