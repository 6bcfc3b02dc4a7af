import { type Call, type Clause, type Construction, defineModel, type Place, type Timeout } from '../model.js';

const LIMITS = ['maxTime', 'maxTimeLink', 'socket', 'serverSelection', 'waitQueue'];

const read: Call = {
  concept: 'query',
  access: 'read',
  medium: 'document',
  timeouts: LIMITS,
  session: 'session',
};
const write: Call = { ...read, access: 'write', timeouts: ['socket', 'serverSelection', 'waitQueue'] };

const findClauses: Partial<Record<Clause, Place[]>> = {
  filter: ['Argument[0]'],
  limit: ['limit'],
  offset: ['skip'],
  order: ['sort'],
};

/** Stages of an aggregation pipeline. */
export const pipelineClauses: Partial<Record<Clause, Place[]>> = {
  filter: ['Argument[0].*.$match', 'Argument[0].*.$geoNear', 'Argument[0].*.$search'],
  limit: ['Argument[0].*.$limit', 'Argument[0].*.$sample'],
  offset: ['Argument[0].*.$skip'],
  order: ['Argument[0].*.$sort'],
  group: ['Argument[0].*.$group', 'Argument[0].*.$count', 'Argument[0].*.$sortByCount', 'Argument[0].*.$bucket'],
  relations: ['Argument[0].*.$lookup'],
};

/** Limits of the driver, for itself and for what is built on it. */
export const timeouts: Record<string, Timeout> = {
  maxTime: { covers: 'statement', unit: 'ms', default: null, call: 'maxTimeMS', off: [0] },
  maxTimeLink: { covers: 'statement', unit: 'ms', default: null, chain: 'maxTimeMS', off: [0] },
  serverSelection: {
    covers: 'connect',
    unit: 'ms',
    default: 30_000,
    client: 'serverSelectionTimeoutMS',
    url: 'serverSelectionTimeoutMS',
  },
  connect: {
    covers: 'connect',
    unit: 'ms',
    default: 30_000,
    client: 'connectTimeoutMS',
    url: 'connectTimeoutMS',
    off: [0],
  },
  socket: { covers: 'idle', unit: 'ms', default: null, client: 'socketTimeoutMS', url: 'socketTimeoutMS', off: [0] },
  waitQueue: {
    covers: 'acquire',
    unit: 'ms',
    default: null,
    client: 'waitQueueTimeoutMS',
    url: 'waitQueueTimeoutMS',
    off: [0],
  },
};

export const client: Construction = {
  options: 1,
  timeouts: ['serverSelection', 'connect', 'socket', 'waitQueue'],
  connectionString: ['Argument[0]'],
  pool: {
    max: { at: 'maxPoolSize', default: 100, url: 'maxPoolSize', off: [0] },
    acquire: { at: 'waitQueueTimeoutMS', default: null, url: 'waitQueueTimeoutMS', off: [0] },
    idle: { at: 'maxIdleTimeMS', default: null, url: 'maxIdleTimeMS' },
  },
};

/** What every cursor has. */
const cursorMembers: Record<string, Call> = {
  limit: { returns: 'self', clause: 'limit' },
  skip: { returns: 'self', clause: 'offset' },
  sort: { returns: 'self', clause: 'order' },
  'project|batchSize|maxTimeMS|map|addCursorFlag|withReadPreference|withReadConcern|clone': { returns: 'self' },
  toArray: { ...read, rows: 'many', batch: 'find({ _id: { $in: ids } })' },
  'next|tryNext|hasNext': { ...read, rows: 'one', bulk: true },
  forEach: { ...read, rows: 'stream', callbacks: [{ at: 'Argument[0]', role: 'element' }] },
  stream: { ...read, rows: 'stream', acquires: { kind: 'stream', release: ['destroy'] } },
  close: { concept: 'release' },
};

const iterated: Call = { ...read, rows: 'stream' };

const aggregate: Call = { returns: 'AggregationCursor', options: 1, signal: 'signal', clauses: pipelineClauses };

const watch: Call = {
  concept: 'acquire',
  returns: 'ChangeStream',
  acquires: { kind: 'cursor', release: ['close'] },
};

const findOneAnd: Call = { ...write, timeouts: LIMITS, rows: 'one', clauses: { filter: ['Argument[0]'] } };

export default defineModel({
  package: 'mongodb',
  versions: '>=6.13',
  checked: '7.9.0',
  older: ['6.22.0'],
  docs: 'https://www.mongodb.com/docs/drivers/node/current/',
  area: 'document',
  serialTransactions: 'https://jira.mongodb.org/browse/NODE-6191',
  keyset: 'find({ _id: { $gt: lastId } }).sort({ _id: 1 }).limit(limit)',
  exports: {
    default: { namespace: true },
    MongoClient: {
      class: 'MongoClient',
      statics: {
        connect: {
          concept: 'connect',
          options: 1,
          returns: 'MongoClient',
          timeouts: ['serverSelection', 'connect'],
        },
      },
      construction: client,
    },
    Db: { class: 'Db' },
    Collection: { class: 'Collection' },
    FindCursor: { class: 'FindCursor' },
    AggregationCursor: { class: 'AggregationCursor' },
    ClientSession: { class: 'ClientSession' },
    ChangeStream: { class: 'ChangeStream' },
  },
  types: {
    MongoClient: {
      members: {
        connect: { concept: 'connect', timeouts: ['serverSelection', 'connect'], returns: 'self' },
        db: { returns: 'Db', inherits: true },
        startSession: {
          returns: 'ClientSession',
          acquires: { kind: 'session', release: ['endSession'], scoped: 'client.withSession()' },
        },
        withSession: { callbacks: [{ at: 'Argument[last]', role: 'acquired', params: ['ClientSession'] }] },
        watch,
        bulkWrite: { ...write, options: 1, bulk: true },
        close: { concept: 'close' },
      },
      construction: client,
      lifecycle: { stage: 'pool', close: '$.close()', opens: ['connect'] },
    },
    Db: {
      members: {
        collection: { returns: 'Collection', inherits: true },
        collections: { returns: 'Collection[]' },
        command: { ...write, access: 'either', options: 1, signal: 'signal' },
        aggregate: { returns: 'AggregationCursor', options: 1, clauses: pipelineClauses },
        watch,
      },
      properties: { client: 'MongoClient' },
    },
    Collection: {
      members: {
        find: { returns: 'FindCursor', options: 1, signal: 'signal', clauses: findClauses },
        findOne: {
          ...read,
          options: 1,
          signal: 'signal',
          clauses: { filter: ['Argument[0]'], order: ['sort'] },
          rows: 'one',
          batch: 'find({ _id: { $in: ids } }).toArray()',
        },
        aggregate,
        countDocuments: {
          ...read,
          options: 1,
          signal: 'signal',
          clauses: { filter: ['Argument[0]'], limit: ['limit'] },
          rows: 'count',
          batch:
            "aggregate([{ $match: { parentId: { $in: ids } } }, { $group: { _id: '$parentId', n: { $sum: 1 } } }])",
        },
        count: { ...read, options: 1, clauses: { filter: ['Argument[0]'] }, rows: 'count' },
        estimatedDocumentCount: { ...read, options: 0, rows: 'count' },
        distinct: { ...read, options: 2, clauses: { filter: ['Argument[1]'] }, clause: 'group', rows: 'many' },
        insertOne: { ...write, options: 1, batch: 'insertMany(documents)' },
        'updateOne|replaceOne': {
          ...write,
          options: 2,
          clauses: { filter: ['Argument[0]'] },
          batch: 'bulkWrite([{ updateOne: { filter, update } }, …])',
        },
        deleteOne: {
          ...write,
          options: 1,
          clauses: { filter: ['Argument[0]'] },
          batch: 'deleteMany({ _id: { $in: ids } })',
        },
        'findOneAndUpdate|findOneAndReplace': {
          ...findOneAnd,
          options: 2,
          batch: 'bulkWrite([{ updateOne: { filter, update } }, …])',
        },
        findOneAndDelete: { ...findOneAnd, options: 1, batch: 'deleteMany({ _id: { $in: ids } })' },
        'insertMany|bulkWrite': { ...write, options: 1, bulk: true },
        updateMany: {
          ...write,
          options: 2,
          bulk: true,
          clauses: { filter: ['Argument[0]'] },
          batch: 'updateMany({ _id: { $in: ids } }, update)',
        },
        deleteMany: {
          ...write,
          options: 1,
          bulk: true,
          clauses: { filter: ['Argument[0]'] },
          batch: 'deleteMany({ _id: { $in: ids } })',
        },
        'initializeOrderedBulkOp|initializeUnorderedBulkOp': { returns: 'BulkOperation' },
        watch,
      },
      properties: { db: 'Db' },
    },
    FindCursor: {
      iterated,
      members: {
        ...cursorMembers,
        filter: { returns: 'self', clause: 'filter' },
        'hint|min|max|comment|collation|allowDiskUse|returnKey|showRecordId|maxAwaitTimeMS': { returns: 'self' },
        count: { ...read, rows: 'count' },
      },
    },
    AggregationCursor: {
      iterated,
      members: {
        ...cursorMembers,
        match: { returns: 'self', clause: 'filter' },
        group: { returns: 'self', clause: 'group' },
        lookup: { returns: 'self', clause: 'relations' },
        'addStage|unwind|out|redact|geoNear': { returns: 'self', clause: 'any' },
      },
    },
    BulkOperation: {
      members: {
        'insert|addToOperationsList|raw': { returns: 'self' },
        find: { returns: 'BulkFind' },
        execute: { ...write, options: 0, bulk: true },
      },
    },
    BulkFind: {
      members: {
        'updateOne|update|replaceOne|deleteOne|delete': { returns: 'BulkOperation' },
        'upsert|collation|arrayFilters|hint': { returns: 'self' },
      },
    },
    ChangeStream: {
      iterated: { concept: 'consume' },
      members: { 'next|tryNext|hasNext': {}, close: { concept: 'release' } },
      lifecycle: { stage: 'worker', close: '$.close()' },
    },
    ClientSession: {
      members: {
        startTransaction: {
          concept: 'transaction',
          medium: 'document',
          acquires: {
            kind: 'transaction',
            release: ['commitTransaction', 'abortTransaction', 'endSession'],
            scoped: 'session.withTransaction()',
            receiver: true,
          },
        },
        withTransaction: {
          concept: 'transaction',
          medium: 'document',
          acquires: { kind: 'transaction', release: [], auto: true },
          callbacks: [{ at: 'Argument[0]', role: 'transaction', params: ['ClientSession'] }],
        },
        'commitTransaction|abortTransaction': { concept: 'transaction-end', medium: 'document' },
        endSession: { concept: 'release' },
      },
    },
  },
  timeouts,
  retries: { default: 1, option: 'retryReads', kinds: 'one retry of a retryable read or write' },
  notes: [
    'A session takes one query at a time: what Promise.all does inside of a transaction is undefined.',
    'timeoutMS has no effect since 6.22 and 7.8. signal is an option of reads since 6.13.',
    'A cursor sends its query when it is read. toArray() and a complete for await close it; a cursor read by hand must be closed.',
    'Writes take no AbortSignal. Aborting a read closes its connection.',
    'withTransaction() runs its function again on transient errors, for up to 120 seconds.',
    'A call runs outside the transaction unless the session is passed in its options.',
  ],
});
