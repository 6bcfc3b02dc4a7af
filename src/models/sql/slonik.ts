import { type Call, type Construction, type TypeModel, defineModel } from '../model.js';

const query: Call = { concept: 'query', access: 'sql', medium: 'sql', text: 0, timeouts: ['statement'], batch: 'WHERE id = ANY(${sql.array(ids, "int4")})', writeBatch: 'INSERT INTO … SELECT * FROM ${sql.unnest(rows, types)}' };

const queries: Record<string, Call> = {
  query: { ...query, rows: 'many' },
  'any|many|anyFirst|manyFirst': { ...query, rows: 'many' },
  'one|maybeOne|oneFirst|maybeOneFirst': { ...query, rows: 'one' },
  exists: { ...query, rows: 'count' },
};

const transaction: Call = {
  concept: 'transaction',
  medium: 'sql',
  acquires: { kind: 'transaction', release: [], auto: true },
  callbacks: [{ at: 'Argument[0]', role: 'transaction', params: ['Transaction'] }],
};

const pool: Construction = {
  options: 1,
  timeouts: ['statement', 'idleInTransaction', 'connection'],
  pool: {
    max: { at: 'maximumPoolSize', default: 10 },
    acquire: { at: 'connectionTimeout', default: 5_000 },
    idle: { at: 'idleTimeout', default: 5_000 },
  },
};

const connection: TypeModel = { members: { ...queries, transaction } };

export default defineModel({
  package: 'slonik',
  versions: '>=30',
  checked: '47.3.2',
  docs: 'https://github.com/gajus/slonik#api',
  area: 'sql',
  exports: {
    createPool: { function: { returns: 'Pool', options: 1 }, construction: pool },
    DatabasePool: { type: 'Pool' },
    DatabasePoolConnection: { type: 'Connection' },
    DatabaseTransactionConnection: { type: 'Transaction' },
    CommonQueryMethods: { type: 'Connection' },
  },
  types: {
    Pool: {
      members: {
        ...queries,
        transaction,
        connect: {
          concept: 'acquire',
          acquires: { kind: 'pooled-client', release: [], auto: true },
          callbacks: [{ at: 'Argument[0]', role: 'acquired', params: ['Connection'] }],
        },
        stream: { ...query, rows: 'stream' },
        end: { concept: 'close' },
      },
      construction: pool,
      lifecycle: { stage: 'pool', close: '$.end()' },
    },
    Connection: connection,
    Transaction: connection,
  },
  timeouts: {
    statement: { covers: 'statement', unit: 'ms', default: 60_000, client: 'statementTimeout', off: ['Infinity'] },
    idleInTransaction: { covers: 'idle-in-transaction', unit: 'ms', default: 60_000, client: 'idleInTransactionSessionTimeout' },
    connection: { covers: 'connect', unit: 'ms', default: 5_000, client: 'connectionTimeout' },
  },
  keyset: 'WHERE id > ${lastId} ORDER BY id LIMIT ${n}',
  retries: { default: 5, option: 'queryRetryLimit', kinds: 'a transaction that met a serialisation failure or a deadlock' },
});
