import { type Call, defineModel, type Export, type TypeModel } from '../model.js';

const LIMITS = ['statement'];

const read: Call = {
  concept: 'query',
  access: 'read',
  medium: 'sql',
  timeouts: LIMITS,
  batch: 'where(inArray(table.id, ids))',
};
const write: Call = {
  concept: 'query',
  access: 'write',
  medium: 'sql',
  timeouts: LIMITS,
  batch: 'insert(table).values(rows)',
};

const raw: Call = {
  concept: 'query',
  access: 'sql',
  medium: 'sql',
  text: 0,
  timeouts: LIMITS,
  batch: 'sql`… WHERE id IN ${ids}`',
  writeBatch: 'insert(table).values(rows)',
};

const relational: Call = {
  ...read,
  options: 0,
  clauses: { filter: ['where'], limit: ['limit'], offset: ['offset'], order: ['orderBy'], relations: ['with'] },
};

/** Starts of a query, on the database and after `with(…)`. */
const starts: Record<string, Call> = {
  select: { returns: 'SelectStart' },
  'selectDistinct|selectDistinctOn': { returns: 'SelectStart', clause: 'group' },
  insert: { returns: 'InsertStart' },
  update: { returns: 'UpdateStart' },
  delete: { returns: 'WriteBuilder' },
};

const JOINS = 'leftJoin|leftJoinLateral|rightJoin|innerJoin|innerJoinLateral|fullJoin|crossJoin|crossJoinLateral';
const WRITE_JOINS = 'leftJoin|rightJoin|innerJoin|fullJoin';
const SETS = 'union|unionAll|intersect|intersectAll|except|exceptAll';

/** Where members are stated that only one dialect has, or a schema gives. */
const QUERIES = 'https://orm.drizzle.team/docs/rqb';
const PERFORMANCE = 'https://orm.drizzle.team/docs/perf-queries';
const INSERT = 'https://orm.drizzle.team/docs/insert';

/** Running a prepared or SQLite query by name. */
function runners(call: Call): Record<string, Call> {
  const own: Call = { ...call, source: PERFORMANCE };
  return { execute: call, 'all|values': own, get: { ...own, rows: 'one' } };
}

const database: TypeModel = {
  members: {
    ...starts,
    $count: { ...read, rows: 'count', clauses: { filter: ['Argument[1]'] }, batch: 'groupBy(table.parentId)' },
    'execute|run|all|get|values': raw,
    batch: { concept: 'query', access: 'either', medium: 'sql', bulk: true, timeouts: LIMITS },
    transaction: {
      concept: 'transaction',
      medium: 'sql',
      options: 1,
      acquires: { kind: 'transaction', release: [], auto: true },
      callbacks: [{ at: 'Argument[0]', role: 'transaction', params: ['Transaction'] }],
    },
    with: { returns: 'WithBuilder' },
    refreshMaterializedView: { returns: 'WriteBuilder' },
    $withAuth: { returns: 'self' },
  },
  properties: { query: 'RelationalQueries' },
};

const drizzle: Export = { function: { returns: 'Database' } };
const databaseType: Export = { type: 'Database' };
const transactionType: Export = { type: 'Transaction' };

export default defineModel({
  package: 'drizzle-orm',
  aliases: [
    'node-postgres',
    'postgres-js',
    'mysql2',
    'better-sqlite3',
    'libsql',
    'neon-http',
    'neon-serverless',
    'vercel-postgres',
    'planetscale-serverless',
    'pglite',
    'd1',
    'bun-sql',
    'bun-sqlite',
    'pg-core',
    'mysql-core',
    'sqlite-core',
    'node-postgres/migrator',
  ].map((driver) => `drizzle-orm/${driver}`),
  versions: '>=0.30',
  checked: '0.45.4',
  docs: 'https://orm.drizzle.team/docs/overview',
  area: 'orm',
  keyset: 'where(gt(table.id, lastId)).orderBy(table.id).limit(limit)',
  exports: {
    drizzle,
    withReplicas: drizzle,
    // Of `drizzle-orm/<driver>/migrator`.
    migrate: { function: { migrates: true } },
    sql: { function: { text: 0 } },
    NodePgDatabase: databaseType,
    PostgresJsDatabase: databaseType,
    MySql2Database: databaseType,
    BetterSQLite3Database: databaseType,
    LibSQLDatabase: databaseType,
    NeonHttpDatabase: databaseType,
    NeonDatabase: databaseType,
    VercelPgDatabase: databaseType,
    PlanetScaleDatabase: databaseType,
    PgliteDatabase: databaseType,
    DrizzleD1Database: databaseType,
    BunSQLDatabase: databaseType,
    BunSQLiteDatabase: databaseType,
    PgDatabase: databaseType,
    MySqlDatabase: databaseType,
    BaseSQLiteDatabase: databaseType,
    PgTransaction: transactionType,
    MySqlTransaction: transactionType,
    SQLiteTransaction: transactionType,
    NodePgTransaction: transactionType,
    PostgresJsTransaction: transactionType,
    MySql2Transaction: transactionType,
  },
  types: {
    Database: database,
    Transaction: { extends: 'Database', members: { rollback: { concept: 'transaction-end', medium: 'sql' } } },
    WithBuilder: { members: starts },
    RelationalQueries: { properties: { '*': 'RelationalQuery' } },
    RelationalQuery: {
      members: {
        findMany: { ...relational, rows: 'many', source: QUERIES },
        findFirst: {
          ...relational,
          clauses: { filter: ['where'], offset: ['offset'], order: ['orderBy'], relations: ['with'] },
          rows: 'one',
          batch: 'findMany({ where: inArray(table.id, ids) })',
          source: QUERIES,
        },
      },
    },
    SelectStart: { members: { from: { returns: 'SelectBuilder' } } },
    SelectBuilder: {
      awaited: { ...read, rows: 'many' },
      members: {
        where: { returns: 'self', clause: 'filter' },
        limit: { returns: 'self', clause: 'limit' },
        offset: { returns: 'self', clause: 'offset' },
        orderBy: { returns: 'self', clause: 'order' },
        'groupBy|having': { returns: 'self', clause: 'group' },
        $dynamic: { returns: 'self', clause: 'any' },
        [`${JOINS}|${SETS}|for|$withCache`]: { returns: 'self' },
        prepare: { returns: 'PreparedRead' },
        iterator: { returns: 'RowIterator', source: 'https://orm.drizzle.team/docs/select#iterator' },
        ...runners({ ...read, rows: 'many' }),
      },
    },
    InsertStart: {
      members: { 'values|select': { returns: 'WriteBuilder' }, overridingSystemValue: { returns: 'self' } },
    },
    UpdateStart: { members: { set: { returns: 'WriteBuilder' } } },
    WriteBuilder: {
      awaited: write,
      members: {
        where: { returns: 'self', clause: 'filter' },
        limit: { returns: 'self', clause: 'limit' },
        orderBy: { returns: 'self', clause: 'order' },
        [`${WRITE_JOINS}|from|returning|onConflictDoNothing|onConflictDoUpdate`]: { returns: 'self' },
        '$returningId|onDuplicateKeyUpdate': { returns: 'self', source: INSERT },
        '$dynamic|concurrently|withNoData': { returns: 'self' },
        prepare: { returns: 'PreparedWrite' },
        run: write,
        ...runners(write),
      },
    },
    PreparedRead: { members: runners({ ...read, rows: 'many' }) },
    PreparedWrite: { members: { run: write, ...runners(write) } },
    RowIterator: { iterated: { concept: 'query', access: 'read', medium: 'sql', rows: 'stream', timeouts: LIMITS } },
  },
  timeouts: { statement: { covers: 'statement', unit: 'ms', default: 'unknown', setting: 'statement_timeout' } },
  retries: { default: 0 },
  notes: [
    'A builder runs when it is awaited or executed; as a part of another query, or in batch([…]), it does not run by itself.',
    "There is no timeout, no AbortSignal and no close: limits and shutdown belong to the driver's pool, which is also db.$client.",
    'Over better-sqlite3 every query blocks the event loop.',
  ],
});
