import { type Call, type Construction, defineModel, type TypeModel } from '../model.js';
import { isPostgres, postgresLimits } from '../parts/postgres-limits.js';

const LIMITS = ['query', 'statement', 'lock', 'queryClient', 'acquire'];
const POSTGRES = isPostgres('client', ['pg', 'postgres', 'postgresql', 'cockroachdb', 'redshift', 'pgnative']);

const options: Construction = {
  options: 0,
  timeouts: ['statement', 'lock', 'idleInTransaction', 'queryClient', 'acquire', 'poolAcquire'],
  connectionString: ['connection', 'connection.connectionString'],
  serverOptions: ['connection.options'],
  printsValues: [{ at: 'debug', is: [true] }],
  pool: {
    max: { at: 'pool.max', default: 10 },
    acquire: { at: 'acquireConnectionTimeout', also: ['pool.acquireTimeoutMillis'], default: 60_000 },
    idle: { at: 'pool.idleTimeoutMillis', default: 30_000 },
    lifetime: { at: 'pool.maxConnectionLifetimeMillis', default: null },
  },
};

const base: Call = { concept: 'query', medium: 'sql', timeouts: LIMITS };
const read: Call = { ...base, access: 'read', rows: 'many', batch: "whereIn('id', ids)" };
const write: Call = { ...base, access: 'write', batch: 'insert(rows)' };

const FILTERS = [
  'where|andWhere|orWhere|whereNot|andWhereNot|orWhereNot|whereRaw|orWhereRaw|andWhereRaw|whereWrapped',
  'whereExists|orWhereExists|whereNotExists|orWhereNotExists|whereIn|orWhereIn|whereNotIn|orWhereNotIn',
  'whereLike|andWhereLike|orWhereLike|whereILike|andWhereILike|orWhereILike',
  'whereNull|orWhereNull|whereNotNull|orWhereNotNull|whereBetween|orWhereBetween|andWhereBetween',
  'whereNotBetween|orWhereNotBetween|andWhereNotBetween|whereJsonObject|whereJsonPath|whereJsonSupersetOf|whereJsonSubsetOf',
].join('|');

const LINKS = [
  'select|column|columns|from|fromRaw|into|table|as',
  'join|joinRaw|innerJoin|leftJoin|leftOuterJoin|rightJoin|rightOuterJoin|outerJoin|fullOuterJoin|crossJoin',
  'union|unionAll|intersect|except|returning|withSchema|clearSelect|clearOrder',
].join('|');

/** Links that a connection and a builder have; each gives a builder. Objection has the same. */
export const links: Record<string, Call> = {
  [LINKS]: { returns: 'self' },
  'with|withRecursive|withMaterialized': { returns: 'self', clause: 'any' },
  [FILTERS]: { returns: 'self', clause: 'filter' },
  'orderBy|orderByRaw': { returns: 'self', clause: 'order' },
  'distinct|distinctOn|groupBy|groupByRaw|having|andHaving|havingRaw|orHaving|havingIn': {
    returns: 'self',
    clause: 'group',
  },
  limit: { returns: 'self', clause: 'limit' },
  offset: { returns: 'self', clause: 'offset' },
  'count|countDistinct|min|max|sum|sumDistinct|avg|avgDistinct': { returns: 'self', clause: 'aggregate' },
  first: { returns: 'OneBuilder', clause: 'limit' },
};

const ownLinks: Record<string, Call> = {
  ...links,
  withRaw: { returns: 'self', clause: 'any' },
  'using|pluck|comment|hintComment|clearCounters|rank|rowNumber': { returns: 'self' },
  'modify|clearWhere|clearGroup|clearHaving|clear': { returns: 'self', clause: 'any' },
  'insert|upsert|update|updateFrom|increment|decrement|del|delete|truncate': { returns: 'WriteBuilder' },
};

/** Links of a builder only. Objection has the same. */
export const builderLinks: Record<string, Call> = {
  'forUpdate|forShare|skipLocked|noWait|clone|debug|timeout|connection': { returns: 'self' },
  transacting: { returns: 'self', session: 'Argument[0]' },
};

/** The same from the connection itself: `knex.select('*').from('users')`. */
const starts = Object.fromEntries(
  Object.entries(ownLinks).map(([names, call]) => [
    names,
    call.returns === 'self' ? { ...call, returns: 'QueryBuilder' } : call,
  ]),
);

const connection: TypeModel = {
  call: { returns: 'QueryBuilder' },
  members: {
    ...starts,
    queryBuilder: { returns: 'QueryBuilder' },
    raw: { text: 0, returns: 'Raw' },
    batchInsert: { ...write, bulk: true, timeouts: ['statement', 'lock', 'queryClient', 'acquire'] },
    transaction: {
      concept: 'transaction',
      medium: 'sql',
      timeouts: ['acquire'],
      options: 'last',
      returns: 'Transaction',
      inherits: true,
      acquires: { kind: 'transaction', release: ['commit', 'rollback'], scoped: 'knex.transaction(async (trx) => …)' },
      callbacks: [{ at: 'Argument[0]', role: 'transaction', params: ['Transaction'] }],
    },
    transactionProvider: { returns: 'TransactionProvider' },
    withUserParams: { returns: 'self', inherits: true },
    initialize: {},
    destroy: { concept: 'close' },
  },
};

export default defineModel({
  package: 'knex',
  versions: '>=3.2',
  checked: '3.3.0',
  docs: 'https://knexjs.org/',
  area: 'orm',
  keyset: "where('id', '>', lastId).orderBy('id').limit(limit)",
  exports: {
    default: { function: { returns: 'Knex', options: 0 }, construction: options, namespace: true },
    knex: { function: { returns: 'Knex', options: 0 }, construction: options },
    Knex: {
      type: 'Knex',
      namespace: {
        Transaction: { type: 'Transaction' },
        QueryBuilder: { type: 'QueryBuilder' },
        QueryInterface: { type: 'QueryBuilder' },
        Raw: { type: 'Raw' },
        Config: { configures: 'Knex' },
      },
    },
  },
  types: {
    Migrator: { members: { 'latest|up': { migrates: true } } },
    Knex: { ...connection, properties: { migrate: 'Migrator' }, construction: options, lifecycle: { stage: 'pool', close: '$.destroy()' } },
    Transaction: {
      ...connection,
      members: {
        ...connection.members,
        'commit|rollback': { concept: 'transaction-end', medium: 'sql' },
        savepoint: {
          concept: 'transaction',
          medium: 'sql',
          callbacks: [{ at: 'Argument[0]', role: 'transaction', params: ['Transaction'] }],
        },
      },
    },
    TransactionProvider: {
      call: {
        concept: 'transaction',
        medium: 'sql',
        returns: 'Transaction',
        acquires: { kind: 'transaction', release: ['commit', 'rollback'] },
      },
    },
    QueryBuilder: {
      members: {
        ...ownLinks,
        ...builderLinks,
        'options|queryContext': { returns: 'self' },
        columnInfo: { ...base, access: 'read', rows: 'one' },
        stream: { ...base, access: 'read', rows: 'stream', returns: 'node:stream#Readable', acquires: { kind: 'stream', release: ['destroy'] } },
      },
      awaited: read,
    },
    OneBuilder: { extends: 'QueryBuilder', awaited: { ...read, rows: 'one' } },
    WriteBuilder: { extends: 'QueryBuilder', members: { onConflict: { returns: 'OnConflict' } }, awaited: write },
    OnConflict: { members: { 'ignore|merge': { returns: 'WriteBuilder' } } },
    Raw: {
      members: {
        'timeout|wrap|options|connection|debug|queryContext': { returns: 'self' },
        transacting: { returns: 'self', session: 'Argument[0]' },
        stream: {
          concept: 'query',
          access: 'sql',
          medium: 'sql',
          rows: 'stream',
          timeouts: LIMITS,
          acquires: { kind: 'stream', release: ['destroy'] },
        },
      },
      awaited: {
        concept: 'query',
        access: 'sql',
        medium: 'sql',
        timeouts: LIMITS,
        batch: 'WHERE id = ANY(?)',
        writeBatch: "batchInsert('table', rows)",
      },
    },
  },
  timeouts: {
    ...postgresLimits('connection.', POSTGRES),
    query: {
      covers: 'call',
      unit: 'ms',
      default: null,
      chain: 'timeout',
      source: 'https://knexjs.org/guide/query-builder.html#timeout',
    },
    queryClient: {
      covers: 'call',
      unit: 'ms',
      default: null,
      client: 'connection.query_timeout',
      when: POSTGRES,
      off: [0],
    },
    acquire: { covers: 'acquire', unit: 'ms', default: 60_000, client: 'acquireConnectionTimeout' },
    poolAcquire: { covers: 'acquire', unit: 'ms', default: 60_000, client: 'pool.acquireTimeoutMillis' },
  },
  retries: { default: 0 },
  notes: [
    'A builder runs when it is awaited, returned or then()ed.',
    'timeout(ms) makes the client stop waiting; with { cancel: true } the statement is cancelled in Postgres and MySQL too.',
    'transaction() without a function must be ended with commit() or rollback(), and holds a connection until then.',
    'Of acquireConnectionTimeout and pool.acquireTimeoutMillis the smaller one counts.',
  ],
});
