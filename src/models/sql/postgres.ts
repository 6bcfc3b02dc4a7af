import { type Call, defineModel } from '../model.js';
import { postgresLimits } from '../parts/postgres-limits.js';

const STATEMENT = ['statement', 'lock', 'idleInTransaction'];

const tag: Call = { text: 0, returns: 'PendingQuery' };

export default defineModel({
  package: 'postgres',
  versions: '>=3',
  checked: '3.4.9',
  docs: 'https://github.com/porsager/postgres',
  area: 'sql',
  keyset: 'WHERE id > ${lastId} ORDER BY id LIMIT ${limit}',
  exports: {
    default: {
      function: { returns: 'Sql', options: 'last' },
      construction: {
        options: 'last',
        timeouts: [...STATEMENT, 'connect'],
        connectionString: ['Argument[0]'],
        serverOptions: ['connection.options'],
        pool: {
          max: { at: 'max', default: 10, url: 'max' },
          acquire: { default: null },
          idle: { at: 'idle_timeout', default: null, unit: 's', url: 'idle_timeout' },
          lifetime: { at: 'max_lifetime', default: 'unknown', unit: 's', url: 'max_lifetime' },
        },
      },
      namespace: {
        Sql: { type: 'Sql' },
        TransactionSql: { type: 'TransactionSql' },
        ReservedSql: { type: 'ReservedSql' },
        ISql: { type: 'Queries' },
      },
    },
    Sql: { type: 'Sql' },
    TransactionSql: { type: 'TransactionSql' },
    ReservedSql: { type: 'ReservedSql' },
  },
  types: {
    Queries: {
      call: tag,
      members: {
        'unsafe|file': { text: 0, returns: 'PendingQuery' },
        notify: { concept: 'publish', medium: 'sql', timeouts: STATEMENT },
      },
    },
    Sql: {
      extends: 'Queries',
      call: tag,
      members: {
        begin: {
          concept: 'transaction',
          medium: 'sql',
          acquires: { kind: 'transaction', release: [], auto: true },
          callbacks: [{ at: 'Argument[last]', role: 'transaction', params: ['TransactionSql'] }],
        },
        reserve: {
          concept: 'acquire',
          timeouts: ['connect'],
          returns: 'ReservedSql',
          inherits: true,
          acquires: { kind: 'pooled-client', release: ['release'], scoped: 'sql.begin()' },
        },
        'listen|subscribe': { concept: 'consume', callbacks: [{ at: 'Argument[1]', role: 'consumer' }] },
        end: { concept: 'close' },
      },
      lifecycle: { stage: 'pool', close: '$.end({ timeout: 5 })' },
    },
    TransactionSql: {
      extends: 'Queries',
      call: tag,
      members: {
        savepoint: {
          concept: 'transaction',
          medium: 'sql',
          callbacks: [{ at: 'Argument[last]', role: 'transaction', params: ['TransactionSql'] }],
        },
      },
    },
    ReservedSql: { extends: 'Queries', call: tag, members: { release: { concept: 'release' } } },
    PendingQuery: {
      awaited: {
        concept: 'query',
        access: 'sql',
        medium: 'sql',
        timeouts: STATEMENT,
        batch: 'sql`… WHERE id = ANY(${ids})`',
        writeBatch: 'sql`INSERT INTO … ${sql(rows)}`',
      },
      members: {
        'values|raw|simple|execute|describe': { returns: 'self' },
        cancel: {},
        cursor: { returns: 'Cursor' },
        forEach: {
          concept: 'query',
          access: 'sql',
          medium: 'sql',
          rows: 'stream',
          timeouts: STATEMENT,
          callbacks: [{ at: 'Argument[0]', role: 'element' }],
        },
      },
    },
    Cursor: {
      iterated: { concept: 'query', access: 'read', medium: 'sql', rows: 'stream', bulk: true, timeouts: STATEMENT },
    },
  },
  timeouts: {
    ...postgresLimits('connection.'),
    connect: {
      covers: 'connect',
      unit: 's',
      default: 30,
      client: 'connect_timeout',
      url: 'connect_timeout',
      off: [0],
    },
  },
  retries: { default: 0 },
  notes: [
    'connect_timeout, idle_timeout and max_lifetime are in seconds; the settings under connection are in milliseconds.',
    'A query runs when it is awaited; inside another template it is a fragment.',
    '`query.cancel()` may cancel another statement in its place, as its manual says.',
    'There is no limit on the time that a query waits for a free connection.',
    'max_lifetime is drawn at random between 30 and 60 minutes when it is not set.',
  ],
});
