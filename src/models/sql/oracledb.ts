import { type Call, type Cancellation, type Construction, defineModel } from '../model.js';

const execute: Call = { concept: 'query', access: 'sql', medium: 'sql', text: 0, options: 2, timeouts: ['call'], writeBatch: 'executeMany(sql, rows)' };
/** Without effect where nothing runs. */
const cancellation: Cancellation = { of: 'Connection', cancel: 'await connection.break()' };

const pool: Construction = {
  options: 0,
  timeouts: ['queue', 'connect'],
  pool: { max: { at: 'poolMax', default: 4 }, acquire: { at: 'queueTimeout', default: 60_000 }, idle: { at: 'poolTimeout', default: 60, unit: 's' } },
};

export default defineModel({
  package: 'oracledb',
  versions: '>=6',
  checked: '26.0.0',
  docs: 'https://node-oracledb.readthedocs.io/en/latest/user_guide/connection_handling.html',
  area: 'sql',
  typedBy: ['@types/oracledb@7.0.3'],
  exports: {
    default: { namespace: true },
    getConnection: {
      function: { concept: 'acquire', returns: 'Connection', options: 0, acquires: { kind: 'connection', release: ['close'] } },
      construction: { options: 0, timeouts: ['connect'] },
    },
    createPool: { function: { returns: 'Pool', options: 0 }, construction: pool },
    getPool: { function: { returns: 'Pool' } },
    Connection: { type: 'Connection' },
    Pool: { type: 'Pool' },
  },
  types: {
    Pool: {
      members: {
        getConnection: { concept: 'acquire', returns: 'Connection', acquires: { kind: 'pooled-client', release: ['close'] } },
        close: { concept: 'close' },
      },
      construction: pool,
      lifecycle: { stage: 'pool', close: '$.close(10)' },
    },
    Connection: {
      members: {
        execute: { ...execute, cancelledBy: cancellation },
        executeMany: { ...execute, access: 'write', bulk: true },
        queryStream: { ...execute, rows: 'stream' },
        'commit|rollback': { concept: 'transaction-end' },
        ping: { concept: 'query', access: 'read', rows: 'none', medium: 'sql', timeouts: ['call'] },
        close: { concept: 'release' },
        'break': {},
      },
    },
  },
  timeouts: {
    call: { covers: 'statement', unit: 'ms', default: null, setter: 'callTimeout', off: [0] },
    queue: { covers: 'acquire', unit: 'ms', default: 60_000, client: 'queueTimeout', off: [0] },
    connect: { covers: 'connect', unit: 's', default: 20, client: 'transportConnectTimeout' },
  },
  keyset: 'WHERE id > :id ORDER BY id FETCH NEXT :n ROWS ONLY',
  retries: { default: 0 },
  notes: ['`connection.callTimeout` bounds each round trip; it is set on every connection, e.g. in `sessionCallback`.'],
});
