import { type Call, type Callback, type Construction, defineModel, type Timeout } from '../model.js';
import { listening } from '../parts/events.js';

const nodeCallback: Callback = { at: 'Argument[last]', role: 'callback', params: ['error', null] };

/** What mysql2 and mysql2/promise have in common. */
export const query: Call = {
  concept: 'query',
  access: 'sql',
  medium: 'sql',
  text: 0,
  textKey: 'sql',
  options: 0,
  timeouts: ['query', 'statement', 'lock'],
  batch: 'WHERE id IN (?)',
  writeBatch: 'INSERT INTO … VALUES ?',
};

export const on = listening({ 'connection|acquire|release': ['mysql2#PoolConnection'] });

export const timeouts: Record<string, Timeout> = {
  query: { covers: 'call', unit: 'ms', default: null, call: 'timeout', off: [0] },
  connect: {
    covers: 'connect',
    unit: 'ms',
    default: 10_000,
    client: 'connectTimeout',
    url: 'connectTimeout',
    off: [0],
  },
  statement: {
    covers: 'statement',
    unit: 'ms',
    default: null,
    setting: 'max_execution_time',
    off: [0],
    source: 'https://dev.mysql.com/doc/refman/8.4/en/server-system-variables.html#sysvar_max_execution_time',
  },
  lock: {
    covers: 'lock',
    unit: 's',
    default: 50,
    setting: 'innodb_lock_wait_timeout',
    source: 'https://dev.mysql.com/doc/refman/8.4/en/innodb-parameters.html#sysvar_innodb_lock_wait_timeout',
  },
};

export const connection: Construction = {
  options: 0,
  timeouts: ['connect', 'statement', 'lock'],
  connectionString: ['uri', 'Argument[0]'],
};

export const pool: Construction = {
  ...connection,
  pool: {
    max: { at: 'connectionLimit', default: 10, url: 'connectionLimit', off: [0] },
    acquire: { default: null },
    idle: { at: 'idleTimeout', default: 60_000, url: 'idleTimeout' },
  },
};

export const notes = [
  'timeout in the options of one query destroys the connection when it expires. It needs the object form of the call.',
  'max_execution_time holds for SELECT only, and is named max_statement_time (in seconds) in MariaDB.',
  'A pool has no time limit for waiting: with waitForConnections (the default) a starved pool waits for ever.',
];

const callbackQuery: Call = { ...query, callbacks: [nodeCallback] };

export default defineModel({
  package: 'mysql2',
  versions: '>=2',
  checked: '3.24.6',
  docs: 'https://sidorares.github.io/node-mysql2/docs',
  area: 'sql',
  keyset: 'WHERE id > ? ORDER BY id LIMIT ?',
  exports: {
    default: { namespace: true },
    createConnection: { function: { returns: 'Connection', options: 0 }, construction: connection },
    createPool: { function: { returns: 'Pool', options: 0 }, construction: pool },
    createPoolCluster: { function: { returns: 'PoolCluster', options: 0 } },
    Connection: { type: 'Connection' },
    PoolConnection: { type: 'PoolConnection' },
    Pool: { type: 'Pool' },
    PoolCluster: { type: 'PoolCluster' },
  },
  types: {
    Connection: {
      members: {
        'query|execute': callbackQuery,
        connect: { concept: 'connect', timeouts: ['connect'], callbacks: [nodeCallback] },
        ping: { concept: 'query', access: 'read', rows: 'none', medium: 'sql', callbacks: [nodeCallback] },
        beginTransaction: {
          concept: 'transaction',
          medium: 'sql',
          callbacks: [nodeCallback],
          acquires: { kind: 'transaction', release: ['commit', 'rollback', 'destroy', 'end'], receiver: true },
        },
        'commit|rollback': { concept: 'transaction-end', medium: 'sql', callbacks: [nodeCallback] },
        'end|destroy': { concept: 'close' },
        promise: { returns: 'mysql2/promise#Connection', inherits: true },
        'on|once|addListener': on,
      },
      lifecycle: { stage: 'client', close: '$.promise().end()', errorEvent: 'error' },
    },
    PoolConnection: {
      extends: 'Connection',
      members: {
        release: { concept: 'release' },
        destroy: { concept: 'release' },
        promise: { returns: 'mysql2/promise#PoolConnection', inherits: true },
      },
    },
    Pool: {
      members: {
        'query|execute': callbackQuery,
        getConnection: {
          concept: 'acquire',
          timeouts: ['connect'],
          callbacks: [{ at: 'Argument[0]', role: 'callback', params: ['error', 'PoolConnection'] }],
          acquires: {
            kind: 'pooled-client',
            release: ['release', 'destroy'],
            releaseBy: ['releaseConnection'],
            scoped: 'pool.query()',
          },
        },
        releaseConnection: { concept: 'release' },
        end: { concept: 'close' },
        promise: { returns: 'mysql2/promise#Pool', inherits: true },
        'on|once|addListener': on,
      },
      construction: pool,
      lifecycle: { stage: 'pool', close: '$.promise().end()' },
    },
    PoolCluster: {
      members: {
        getConnection: {
          concept: 'acquire',
          callbacks: [{ at: 'Argument[last]', role: 'callback', params: ['error', 'PoolConnection'] }],
          acquires: { kind: 'pooled-client', release: ['release', 'destroy'] },
        },
        of: { returns: 'PoolNamespace' },
        end: { concept: 'close' },
      },
      lifecycle: { stage: 'pool', close: '$.end()' },
    },
    PoolNamespace: {
      members: {
        'query|execute': callbackQuery,
        getConnection: {
          concept: 'acquire',
          callbacks: [{ at: 'Argument[0]', role: 'callback', params: ['error', 'PoolConnection'] }],
          acquires: { kind: 'pooled-client', release: ['release', 'destroy'], scoped: 'pool.query()' },
        },
      },
    },
  },
  timeouts,
  retries: { default: 0 },
  notes,
});
