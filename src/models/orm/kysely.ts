import { type Call, defineModel } from '../model.js';

const base: Call = { concept: 'query', medium: 'sql', options: 0, signal: 'signal', timeouts: ['signal', 'statement'] };
const read: Call = { ...base, access: 'read', batch: "where('id', 'in', ids)" };
const write: Call = { ...base, access: 'write', batch: 'values(rows)' };

const executeQuery: Call = { ...base, access: 'either', options: 1 };

const JOINS = 'innerJoin|leftJoin|rightJoin|fullJoin';
const SELECT_JOINS = `${JOINS}|crossJoin|innerJoinLateral|leftJoinLateral|crossJoinLateral|crossApply|outerApply`;

const RETURNING =
  'returning|returningAll|output|outputAll|modifyEnd|clearReturning|$castTo|$narrowType|$assertType|withPlugin';

/** How a kysely chain is run: nothing happens without one of these. */
function runners(call: Call, rows: Call['rows']): Record<string, Call> {
  return {
    execute: rows ? { ...call, rows } : call,
    'executeTakeFirst|executeTakeFirstOrThrow': { ...call, rows: 'one' },
    stream: { ...call, rows: 'stream' },
  };
}

export default defineModel({
  package: 'kysely',
  versions: '>=0.29',
  checked: '0.29.9',
  docs: 'https://kysely.dev/docs/intro',
  area: 'orm',
  keyset: "where('id', '>', lastId).orderBy('id').limit(limit)",
  exports: {
    Kysely: { class: 'Kysely', construction: { options: 0, timeouts: ['statement'] } },
    Transaction: { class: 'Transaction' },
    ControlledTransaction: { class: 'ControlledTransaction' },
    QueryCreator: { class: 'QueryCreator' },
    SelectQueryBuilder: { type: 'SelectQueryBuilder' },
    InsertQueryBuilder: { class: 'WriteQueryBuilder' },
    UpdateQueryBuilder: { class: 'WriteQueryBuilder' },
    DeleteQueryBuilder: { class: 'WriteQueryBuilder' },
    RawBuilder: { type: 'RawBuilder' },
    sql: { instance: 'Sql' },
  },
  types: {
    QueryCreator: {
      members: {
        'selectFrom|selectNoFrom': { returns: 'SelectQueryBuilder' },
        'insertInto|replaceInto|updateTable|deleteFrom': { returns: 'WriteQueryBuilder' },
        mergeInto: { returns: 'MergeQueryBuilder' },
        'with|withRecursive': { returns: 'QueryCreator' },
        'withPlugin|withoutPlugins|withSchema': { returns: 'self' },
      },
    },
    Kysely: {
      extends: 'QueryCreator',
      members: {
        executeQuery,
        'withTables|$extendTables|$omitTables|$pickTables': { returns: 'self' },
        transaction: { returns: 'TransactionBuilder' },
        startTransaction: { returns: 'ControlledTransactionBuilder' },
        connection: { returns: 'ConnectionBuilder' },
        destroy: { concept: 'close' },
      },
      lifecycle: { stage: 'pool', close: '$.destroy()' },
    },
    Transaction: {
      extends: 'QueryCreator',
      members: { executeQuery, 'withTables|$extendTables|$omitTables|$pickTables': { returns: 'self' } },
    },
    TransactionBuilder: {
      members: {
        'setIsolationLevel|setAccessMode': { returns: 'self' },
        execute: {
          concept: 'transaction',
          medium: 'sql',
          acquires: { kind: 'transaction', release: [], auto: true },
          callbacks: [{ at: 'Argument[0]', role: 'transaction', params: ['Transaction'] }],
        },
      },
    },
    ControlledTransactionBuilder: {
      members: {
        'setIsolationLevel|setAccessMode': { returns: 'self' },
        execute: {
          concept: 'transaction',
          medium: 'sql',
          returns: 'ControlledTransaction',
          acquires: { kind: 'transaction', release: ['commit', 'rollback'], scoped: 'db.transaction().execute()' },
        },
      },
    },
    ControlledTransaction: {
      extends: 'Transaction',
      members: {
        'commit|rollback': { returns: 'TransactionEnd' },
        'savepoint|rollbackToSavepoint|releaseSavepoint': { returns: 'SavepointCommand' },
      },
    },
    TransactionEnd: { members: { execute: { concept: 'transaction-end', medium: 'sql' } } },
    SavepointCommand: { members: { execute: { returns: 'ControlledTransaction' } } },
    ConnectionBuilder: {
      members: {
        execute: { concept: 'acquire', callbacks: [{ at: 'Argument[0]', role: 'acquired', params: ['Kysely'] }] },
      },
    },
    SelectQueryBuilder: {
      members: {
        'where|whereRef': { returns: 'self', clause: 'filter' },
        'limit|top|fetch': { returns: 'self', clause: 'limit' },
        offset: { returns: 'self', clause: 'offset' },
        orderBy: { returns: 'self', clause: 'order' },
        'distinct|distinctOn|groupBy|having|havingRef': { returns: 'self', clause: 'group' },
        '$call|$if|clearWhere|clearLimit|clearOffset|clearGroupBy': { returns: 'self', clause: 'any' },
        'select|selectAll|modifyFront|modifyEnd|clearSelect|clearOrderBy': { returns: 'self' },
        'forUpdate|forShare|forKeyShare|forNoKeyUpdate|skipLocked|noWait': { returns: 'self' },
        'union|unionAll|intersect|intersectAll|except|exceptAll': { returns: 'self' },
        '$castTo|$narrowType|$assertType|withPlugin': { returns: 'self' },
        [SELECT_JOINS]: { returns: 'self' },
        ...runners(read, 'many'),
      },
    },
    MergeQueryBuilder: {
      extends: 'WriteQueryBuilder',
      members: {
        'whenMatched|whenMatchedAnd|whenMatchedAndRef|whenNotMatched|whenNotMatchedAnd|whenNotMatchedAndRef': {
          returns: 'MergeCase',
        },
      },
    },
    WriteQueryBuilder: {
      members: {
        'where|whereRef': { returns: 'self', clause: 'filter' },
        'limit|top': { returns: 'self', clause: 'limit' },
        orderBy: { returns: 'self', clause: 'order' },
        '$call|$if|clearWhere|clearLimit': { returns: 'self', clause: 'any' },
        'values|columns|expression|defaultValues|set|onConflict|onDuplicateKeyUpdate': { returns: 'self' },
        'ignore|orIgnore|orAbort|orFail|orReplace|orRollback|clearOrderBy': { returns: 'self' },
        [RETURNING]: { returns: 'self' },
        [`${JOINS}|using|from`]: { returns: 'self' },
        ...runners(write, undefined),
      },
    },
    MergeCase: {
      members: {
        'thenUpdateSet|thenUpdate|thenDelete|thenDoNothing|thenInsertValues': { returns: 'WriteQueryBuilder' },
      },
    },
    Sql: {
      call: { text: 0, returns: 'RawBuilder' },
      members: { raw: { text: 0, returns: 'RawBuilder' } },
    },
    RawBuilder: {
      members: {
        '$castTo|$notNull|withPlugin': { returns: 'self' },
        execute: {
          ...base,
          access: 'sql',
          options: 1,
          batch: 'sql`… WHERE id IN (${sql.join(ids)})`',
          writeBatch: "insertInto('table').values(rows)",
        },
      },
    },
  },
  timeouts: {
    signal: {
      covers: 'call',
      unit: 'ms',
      default: null,
      call: 'signal',
      signal: true,
      source: 'https://github.com/kysely-org/kysely/releases/tag/v0.29.0',
    },
    statement: { covers: 'statement', unit: 'ms', default: 'unknown', setting: 'statement_timeout' },
  },
  retries: { default: 0 },
  notes: [
    'A builder is not awaitable: without execute() nothing runs.',
    'executeTakeFirst() adds no LIMIT: all rows are read and the first one is given.',
    'execute({ signal }) exists since 0.29; by default the query goes on in the server after an abort.',
    "Time limits and pool bounds belong to the driver's pool that is given to the dialect; destroy() ends that pool.",
  ],
});
