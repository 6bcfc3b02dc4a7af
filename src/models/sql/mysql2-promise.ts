import { type Acquisition, type Cancellation, defineModel } from '../model.js';
import { connection, notes, on, pool, query, timeouts } from './mysql2.js';

const pooledClient: Acquisition = {
  kind: 'pooled-client',
  release: ['release', 'destroy'],
  scoped: 'pool.query()',
};

/** Closing the socket of a session leaves its statement running. */
const cancellation: Cancellation = {
  of: 'Pool',
  session: { type: 'PoolConnection', take: 'await pool.getConnection()', back: 'session.release()', end: 'session.destroy()' },
  imports: ['createConnection'],
  cancel: `const { host, port, socketPath, user, password, ssl } = session.config;
const canceller = await createConnection({ host, port, socketPath, user, password, ssl, connectTimeout: CANCEL_TIMEOUT_MS });
try {
  await canceller.query({ sql: 'KILL QUERY ?', timeout: CANCEL_TIMEOUT_MS }, [session.threadId]);
} finally {
  canceller.destroy();
}`,
};

export default defineModel({
  package: 'mysql2/promise',
  aliases: ['mysql2/promise.js'],
  versions: '>=2',
  checked: '3.24.6',
  docs: 'https://sidorares.github.io/node-mysql2/docs',
  area: 'sql',
  keyset: 'WHERE id > ? ORDER BY id LIMIT ?',
  exports: {
    default: { namespace: true },
    createConnection: {
      function: {
        concept: 'connect',
        returns: 'Connection',
        options: 0,
        timeouts: ['connect'],
        acquires: { kind: 'connection', release: ['end', 'destroy'], scoped: 'pool.query()' },
      },
      construction: connection,
    },
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
        'query|execute': query,
        connect: { concept: 'connect', timeouts: ['connect'] },
        ping: { concept: 'query', access: 'read', rows: 'none', medium: 'sql' },
        beginTransaction: {
          concept: 'transaction',
          medium: 'sql',
          acquires: { kind: 'transaction', release: ['commit', 'rollback', 'destroy', 'end'], receiver: true },
        },
        'commit|rollback': { concept: 'transaction-end', medium: 'sql' },
        'end|destroy': { concept: 'close' },
        'on|once|addListener': on,
      },
      lifecycle: { stage: 'client', close: '$.end()', errorEvent: 'error' },
    },
    PoolConnection: {
      extends: 'Connection',
      members: { 'release|destroy': { concept: 'release' } },
    },
    Pool: {
      members: {
        'query|execute': { ...query, cancelledBy: cancellation },
        getConnection: {
          concept: 'acquire',
          timeouts: ['connect'],
          returns: 'PoolConnection',
          inherits: true,
          acquires: { ...pooledClient, releaseBy: ['releaseConnection'] },
        },
        releaseConnection: { concept: 'release' },
        end: { concept: 'close' },
        'on|once|addListener': on,
      },
      properties: { pool: 'mysql2#Pool' },
      construction: pool,
      lifecycle: { stage: 'pool', close: '$.end()' },
    },
    PoolCluster: {
      members: {
        getConnection: { concept: 'acquire', returns: 'PoolConnection', acquires: pooledClient },
        of: { returns: 'PoolNamespace' },
        end: { concept: 'close' },
      },
      lifecycle: { stage: 'pool', close: '$.end()' },
    },
    PoolNamespace: {
      members: {
        'query|execute': query,
        getConnection: { concept: 'acquire', returns: 'PoolConnection', acquires: pooledClient },
      },
    },
  },
  timeouts,
  retries: { default: 0 },
  notes,
});
