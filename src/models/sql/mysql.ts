import { type Call, type Callback, type Construction, defineModel } from '../model.js';
import { listening } from '../parts/events.js';
import { query as common, timeouts as shared } from './mysql2.js';

const nodeCallback: Callback = { at: 'Argument[last]', role: 'callback', params: ['error', null] };
const query: Call = { ...common, callbacks: [nodeCallback] };
const connection: Construction = { options: 0, timeouts: ['connect', 'statement', 'lock'], connectionString: ['Argument[0]'] };
const pool: Construction = {
  ...connection,
  timeouts: [...connection.timeouts!, 'acquire'],
  pool: {
    max: { at: 'connectionLimit', default: 10, url: 'connectionLimit' },
    // Only of connecting: a pool that has none to give is waited for without end.
    acquire: { default: null },
  },
};
const on = listening({ 'connection|acquire|release': ['PoolConnection'] });

/** The driver that mysql2 came from: it has callbacks alone. */
export default defineModel({
  package: 'mysql',
  versions: '>=2',
  checked: '2.18.1',
  docs: 'https://github.com/mysqljs/mysql#readme',
  area: 'sql',
  typedBy: ['@types/mysql@2.15.27'],
  keyset: 'WHERE id > ? ORDER BY id LIMIT ?',
  exports: {
    default: { namespace: true },
    createConnection: { function: { returns: 'Connection', options: 0 }, construction: connection },
    createPool: { function: { returns: 'Pool', options: 0 }, construction: pool },
    Connection: { type: 'Connection' },
    PoolConnection: { type: 'PoolConnection' },
    Pool: { type: 'Pool' },
  },
  types: {
    Connection: {
      members: {
        query,
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
        'on|once|addListener': on,
      },
      lifecycle: { stage: 'client', close: '$.end()', errorEvent: 'error' },
    },
    PoolConnection: { extends: 'Connection', members: { release: { concept: 'release' }, destroy: { concept: 'release' } } },
    Pool: {
      members: {
        query,
        getConnection: {
          concept: 'acquire',
          timeouts: ['connect', 'acquire'],
          callbacks: [{ at: 'Argument[0]', role: 'callback', params: ['error', 'PoolConnection'] }],
          acquires: { kind: 'pooled-client', release: ['release', 'destroy'], scoped: 'pool.query()' },
        },
        end: { concept: 'close' },
        'on|once|addListener': on,
      },
      construction: pool,
      lifecycle: { stage: 'pool', close: '$.end()' },
    },
  },
  timeouts: {
    ...shared,
    acquire: { covers: 'connect', unit: 'ms', default: 10_000, client: 'acquireTimeout', url: 'acquireTimeout' },
  },
  retries: { default: 0 },
  notes: [
    'timeout in the options of one query is of silence, and destroys the connection when it expires. It needs the object form of the call.',
    'acquireTimeout bounds connecting and the ping of a connection that is taken out, not the wait for a free one.',
  ],
});
