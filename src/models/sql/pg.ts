import { type Call, type Callback, type Cancellation, type Construction, defineModel } from '../model.js';
import { listening } from '../parts/events.js';
import { postgresLimits } from '../parts/postgres-limits.js';

const STATEMENT = ['query', 'statement', 'lock', 'idleInTransaction'];

const nodeCallback: Callback = { at: 'Argument[last]', role: 'callback', params: ['error', null] };

const query: Call = {
  concept: 'query',
  access: 'sql',
  medium: 'sql',
  text: 0,
  textKey: 'text',
  options: 0,
  timeouts: STATEMENT,
  batch: 'WHERE id = ANY($1)',
  writeBatch: 'INSERT INTO … SELECT * FROM unnest($1::int[], $2::text[])',
  callbacks: [nodeCallback],
};

const poolOn = listening({
  error: ['error', 'PoolClient'],
  release: ['error', 'PoolClient'],
  'connect|acquire|remove': ['PoolClient'],
});

const strings = { connectionString: ['connectionString', 'Argument[0]'], serverOptions: ['options'] };

const pool: Construction = {
  options: 0,
  timeouts: [...STATEMENT, 'connect', 'acquire'],
  ...strings,
  pool: {
    max: { at: 'max', default: 10 },
    acquire: { at: 'connectionTimeoutMillis', default: null, off: [0] },
    idle: { at: 'idleTimeoutMillis', default: 10_000, off: [0] },
    lifetime: { at: 'maxLifetimeSeconds', default: null, unit: 's', off: [0] },
  },
};

const cancellation: Cancellation = {
  of: 'Pool',
  session: { type: 'PoolClient', take: 'await pool.connect()', back: 'session.release()', end: 'session.release(true)' },
  imports: ['Pool'],
  canceller: `new Pool({
    ...pool.options,
    max: 1,
    min: 0,
    connectionTimeoutMillis: CANCEL_TIMEOUT_MS,
    query_timeout: CANCEL_TIMEOUT_MS,
    idleTimeoutMillis: 1_000,
    allowExitOnIdle: true,
  })`,
  cancel: `const { processID } = session as PoolClient & { processID: number };
await canceller.query('SELECT pg_cancel_backend($1)', [processID])`,
};

export default defineModel({
  package: 'pg',
  versions: '>=8',
  checked: '8.23.1',
  docs: 'https://node-postgres.com/',
  area: 'sql',
  typedBy: ['@types/pg@8.23.1'],
  keyset: 'WHERE id > $1 ORDER BY id LIMIT $2',
  exports: {
    default: { namespace: true },
    native: { namespace: true },
    Pool: { class: 'Pool', construction: pool },
    Client: { class: 'Client', construction: { options: 0, timeouts: [...STATEMENT, 'connect'], ...strings } },
    ClientBase: { class: 'ClientBase' },
    PoolClient: { type: 'PoolClient' },
    PoolConfig: { configures: 'Pool' },
  },
  types: {
    ClientBase: {
      members: {
        query,
        'on|once|addListener': listening(),
        connect: { concept: 'connect', timeouts: ['connect'], callbacks: [nodeCallback] },
      },
    },
    Client: {
      extends: 'ClientBase',
      members: {
        connect: {
          concept: 'connect',
          timeouts: ['connect'],
          callbacks: [nodeCallback],
          acquires: { kind: 'connection', release: ['end'], scoped: 'pool.query()', receiver: true },
        },
        end: { concept: 'close' },
      },
      lifecycle: { stage: 'client', close: '$.end()', opens: ['connect'], errorEvent: 'error' },
    },
    PoolClient: { extends: 'ClientBase', members: { release: { concept: 'release' } } },
    Pool: {
      members: {
        query: { ...query, timeouts: [...STATEMENT, 'connect', 'acquire'], cancelledBy: cancellation },
        connect: {
          concept: 'acquire',
          timeouts: ['connect', 'acquire'],
          returns: 'PoolClient',
          inherits: true,
          acquires: { kind: 'pooled-client', release: ['release'], releaseCallback: 2, scoped: 'pool.query()' },
          callbacks: [{ at: 'Argument[0]', role: 'callback', params: ['error', 'PoolClient', null] }],
        },
        end: { concept: 'close' },
        'on|once|addListener': poolOn,
      },
      construction: pool,
      lifecycle: { stage: 'pool', close: '$.end()', errorEvent: 'error', connectionEvent: 'connect' },
    },
  },
  timeouts: {
    ...postgresLimits(),
    query: {
      covers: 'call',
      unit: 'ms',
      default: null,
      call: 'query_timeout',
      client: 'query_timeout',
      url: 'query_timeout',
      off: [0],
      source: 'https://github.com/brianc/node-postgres/blob/master/packages/pg/lib/client.js',
    },
    connect: { covers: 'connect', unit: 'ms', default: null, client: 'connectionTimeoutMillis', off: [0] },
    acquire: {
      covers: 'acquire',
      unit: 'ms',
      default: null,
      client: 'connectionTimeoutMillis',
      off: [0],
      source: 'https://node-postgres.com/apis/pool',
    },
  },
  retries: { default: 0 },
  notes: [
    'query_timeout makes the client stop waiting; the statement goes on in the server. statement_timeout ends it there.',
    'connectionTimeoutMillis bounds connecting on a Client, and waiting for a free client too on a Pool.',
    'A Pool or Client without an "error" listener ends the process when an idle connection breaks.',
    'A transaction needs one client: statements sent through the pool may run on different connections.',
    'No call takes an AbortSignal.',
  ],
});
