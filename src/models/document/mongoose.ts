import { asStatics } from '../derive.js';
import { type Call, type Construction, defineModel, type TypeModel } from '../model.js';
import { client, pipelineClauses, timeouts } from './mongodb.js';
import { listening } from '../parts/events.js';

const LIMITS = ['maxTime', 'maxTimeLink', 'socket', 'serverSelection', 'waitQueue', 'buffer'];

const findIn = 'find({ _id: { $in: ids } })';

const read: Call = { concept: 'query', access: 'read', medium: 'document', timeouts: LIMITS, batch: findIn };
const write: Call = {
  concept: 'query',
  access: 'write',
  medium: 'document',
  timeouts: ['socket', 'serverSelection', 'waitQueue', 'buffer'],
  batch: 'bulkWrite(operations)',
};

const connection: Construction = { ...client, timeouts: [...(client.timeouts ?? []), 'buffer'] };

/** Links of a query; `exec()` and awaiting it run it. */
const links: Record<string, Call> = {
  'where|equals|gt|gte|lt|lte|in|nin|ne|or|and|nor|regex|exists|elemMatch|all|mod|size|near|within|intersects': {
    returns: 'self',
    clause: 'filter',
  },
  '$where|setQuery': { returns: 'self', clause: 'filter' },
  limit: { returns: 'self', clause: 'limit' },
  skip: { returns: 'self', clause: 'offset' },
  sort: { returns: 'self', clause: 'order' },
  populate: { returns: 'self', clause: 'relations' },
  session: { returns: 'self', session: 'Argument[0]' },
  'setOptions|merge|get': { returns: 'self', clause: 'any' },
  'select|projection|slice|hint|read|readConcern|collation|comment|batchSize|maxTimeMS|allowDiskUse|tailable': {
    returns: 'self',
  },
  'orFail|transform|clone|pre|post|set|setUpdate|w|j|wtimeout|sanitizeProjection': { returns: 'self' },
};

/** A query that gives `call` when it is awaited or executed. */
function query(call: Call, own: Record<string, Call> = {}): TypeModel {
  return { awaited: call, members: { ...links, exec: call, ...own } };
}

const find: Call = {
  options: 2,
  session: 'session',
  signal: 'signal',
  clauses: { filter: ['Argument[0]'], limit: ['limit'], offset: ['skip'], order: ['sort'] },
};

const many: Call = { ...read, rows: 'many', returns: 'Document[]' };
const one: Call = { ...read, rows: 'one', returns: 'Document' };

/** Starts of a query on a model, and on another query. */
const starts: Record<string, Call> = {
  find: { ...find, returns: 'ManyQuery' },
  findOne: { ...find, returns: 'OneQuery' },
  findById: { options: 2, session: 'session', clauses: { unique: ['Argument[0]'] }, returns: 'OneQuery' },
  countDocuments: { options: 1, session: 'session', clauses: { filter: ['Argument[0]'] }, returns: 'CountQuery' },
  estimatedDocumentCount: { options: 0, returns: 'CountQuery' },
  distinct: { options: 2, clauses: { filter: ['Argument[1]'] }, clause: 'group', returns: 'ValuesQuery' },
  findOneAndUpdate: { options: 2, session: 'session', clauses: { filter: ['Argument[0]'] }, returns: 'OneWriteQuery' },
  findOneAndDelete: { options: 1, session: 'session', clauses: { filter: ['Argument[0]'] }, returns: 'OneWriteQuery' },
  findByIdAndUpdate: { options: 2, session: 'session', clauses: { unique: ['Argument[0]'] }, returns: 'OneWriteQuery' },
  findByIdAndDelete: { options: 1, session: 'session', clauses: { unique: ['Argument[0]'] }, returns: 'OneWriteQuery' },
  'updateOne|replaceOne': {
    options: 2,
    session: 'session',
    clauses: { filter: ['Argument[0]'] },
    returns: 'WriteQuery',
  },
  deleteOne: { options: 1, session: 'session', clauses: { filter: ['Argument[0]'] }, returns: 'DeleteQuery' },
  updateMany: {
    options: 2,
    session: 'session',
    bulk: true,
    clauses: { filter: ['Argument[0]'] },
    returns: 'WriteQuery',
  },
  deleteMany: {
    options: 1,
    session: 'session',
    bulk: true,
    clauses: { filter: ['Argument[0]'] },
    returns: 'DeleteQuery',
  },
};

const modelMembers: Record<string, Call> = {
  ...starts,
  where: { returns: 'ManyQuery', clause: 'filter' },
  findOneAndReplace: { options: 2, session: 'session', clauses: { filter: ['Argument[0]'] }, returns: 'OneWriteQuery' },
  exists: { clauses: { filter: ['Argument[0]'] }, returns: 'CountQuery' },
  findAndCount: { ...read, options: 2, session: 'session', rows: 'many', clauses: find.clauses },
  aggregate: { options: 1, clauses: pipelineClauses, returns: 'Aggregate' },
  populate: { ...read, rows: 'many', bulk: true },
  create: { ...write, options: 1, session: 'session', returns: 'Document', batch: 'insertMany(documents)' },
  insertOne: { ...write, options: 1, session: 'session', returns: 'Document', batch: 'insertMany(documents)' },
  insertMany: { ...write, options: 1, session: 'session', bulk: true, returns: 'Document[]' },
  'bulkWrite|bulkSave': { ...write, options: 1, session: 'session', bulk: true },
  hydrate: { returns: 'Document' },
  discriminator: { returns: 'Model' },
  startSession: {
    returns: 'mongodb#ClientSession',
    acquires: { kind: 'session', release: ['endSession'], scoped: 'connection.withSession()' },
  },
  watch: { concept: 'acquire', returns: 'mongodb#ChangeStream', acquires: { kind: 'cursor', release: ['close'] } },
};

const startSession: Call = {
  returns: 'mongodb#ClientSession',
  acquires: { kind: 'session', release: ['endSession'], scoped: 'connection.withSession()' },
};
const connect: Call = { concept: 'connect', options: 1, returns: 'Mongoose', timeouts: ['serverSelection', 'connect'] };
const createConnection: Call = { options: 1, returns: 'Connection' };
const model: Call = { returns: 'Model' };

/** A lean query gives plain objects: they have no save(). */
const leanMany: TypeModel = {
  extends: 'ManyQuery',
  awaited: { ...read, rows: 'many' },
  iterated: { ...read, rows: 'stream' },
  members: { exec: { ...read, rows: 'many' } },
};
const leanOne: TypeModel = {
  extends: 'OneQuery',
  awaited: { ...read, rows: 'one' },
  members: { exec: { ...read, rows: 'one' } },
};

export default defineModel({
  package: 'mongoose',
  versions: '>=8.18',
  checked: '9.12.1',
  older: ['8.24.10'],
  docs: 'https://mongoosejs.com/docs/',
  area: 'document',
  serialTransactions: 'https://mongoosejs.com/docs/transactions.html',
  keyset: 'find({ _id: { $gt: lastId } }).sort({ _id: 1 }).limit(limit)',
  exports: {
    default: { instance: 'Mongoose', namespace: true },
    mongoose: { instance: 'Mongoose', source: 'https://github.com/Automattic/mongoose/blob/master/index.js' },
    Mongoose: { class: 'Mongoose', construction: {} },
    connect: { function: connect, construction: connection },
    createConnection: { function: createConnection, construction: connection },
    disconnect: { function: { concept: 'close' } },
    connection: { instance: 'Connection' },
    model: { function: model },
    startSession: { function: startSession },
    Model: { type: 'Model', class: 'Document', statics: asStatics(modelMembers) },
    Document: { class: 'Document' },
    HydratedDocument: { type: 'Document' },
    Query: { type: 'ManyQuery' },
    Aggregate: { type: 'Aggregate' },
    Connection: { type: 'Connection' },
    ClientSession: { type: 'mongodb#ClientSession' },
  },
  types: {
    Mongoose: {
      members: {
        connect,
        createConnection,
        model,
        startSession,
        disconnect: { concept: 'close' },
      },
      properties: { connection: 'Connection', models: 'Models' },
      construction: connection,
      lifecycle: { stage: 'pool', close: '$.disconnect()', opens: ['connect'] },
    },
    Connection: {
      members: {
        openUri: { concept: 'connect', options: 1, timeouts: ['serverSelection', 'connect'], returns: 'self' },
        asPromise: { concept: 'connect', returns: 'self' },
        model,
        useDb: { returns: 'self' },
        collection: { returns: 'mongodb#Collection' },
        getClient: { returns: 'mongodb#MongoClient' },
        startSession,
        withSession: { callbacks: [{ at: 'Argument[0]', role: 'acquired', params: ['mongodb#ClientSession'] }] },
        transaction: {
          concept: 'transaction',
          medium: 'document',
          acquires: { kind: 'transaction', release: [], auto: true },
          callbacks: [{ at: 'Argument[0]', role: 'transaction', params: ['mongodb#ClientSession'] }],
        },
        watch: {
          concept: 'acquire',
          returns: 'mongodb#ChangeStream',
          acquires: { kind: 'cursor', release: ['close'] },
        },
        'close|destroy': { concept: 'close' },
        'on|once|addListener': listening(),
      },
      properties: { db: 'mongodb#Db', models: 'Models' },
      construction: connection,
      lifecycle: { stage: 'pool', close: '$.close()' },
    },
    Models: { properties: { '*': 'Model' } },
    Model: {
      members: modelMembers,
      properties: { collection: 'mongodb#Collection', db: 'Connection' },
      constructs: 'Document',
    },
    Document: {
      members: {
        save: { ...write, options: 0, session: 'session', returns: 'self', batch: 'Model.bulkSave(documents)' },
        deleteOne: { ...write, options: 0, session: 'session', batch: 'Model.deleteMany({ _id: { $in: ids } })' },
        'updateOne|replaceOne': { ...write, options: 1, session: 'session', batch: 'Model.bulkWrite(operations)' },
        populate: { ...read, rows: 'one', returns: 'self', batch: 'Model.populate(documents, path)' },
        'set|overwrite|$set|$clone|depopulate': { returns: 'self' },
      },
    },
    ManyQuery: {
      ...query(many, {
        ...starts,
        lean: { returns: 'LeanManyQuery' },
        cursor: { returns: 'QueryCursor' },
      }),
      iterated: { ...read, rows: 'stream', returns: 'Document' },
    },
    LeanManyQuery: leanMany,
    OneQuery: query(one, { lean: { returns: 'LeanOneQuery' } }),
    LeanOneQuery: leanOne,
    CountQuery: query({ ...read, rows: 'count', batch: 'aggregate([{ $match }, { $group }])' }),
    ValuesQuery: query({ ...read, rows: 'many' }),
    WriteQuery: query(write),
    DeleteQuery: query({ ...write, batch: 'deleteMany({ _id: { $in: ids } })' }),
    OneWriteQuery: query({ ...write, rows: 'one', returns: 'Document' }, { lean: { returns: 'WriteQuery' } }),
    Aggregate: {
      awaited: { ...read, rows: 'many' },
      iterated: { ...read, rows: 'stream' },
      members: {
        'match|search|near': { returns: 'self', clause: 'filter' },
        'limit|sample': { returns: 'self', clause: 'limit' },
        skip: { returns: 'self', clause: 'offset' },
        sort: { returns: 'self', clause: 'order' },
        'group|count|sortByCount|facet': { returns: 'self', clause: 'group' },
        'lookup|graphLookup': { returns: 'self', clause: 'relations' },
        'append|unionWith|unwind|redact': { returns: 'self', clause: 'any' },
        'project|addFields|replaceRoot|allowDiskUse|hint|option|collation|read|readConcern|model|densify|fill': {
          returns: 'self',
        },
        session: { returns: 'self', session: 'Argument[0]' },
        exec: { ...read, rows: 'many' },
        cursor: { returns: 'AggregateCursor' },
      },
    },
    QueryCursor: {
      iterated: { ...read, rows: 'stream', returns: 'Document' },
      members: {
        next: { ...read, rows: 'one', bulk: true, returns: 'Document' },
        eachAsync: {
          ...read,
          rows: 'stream',
          callbacks: [
            {
              at: 'Argument[0]',
              role: 'element',
              params: ['Document'],
              limit: { at: 'Argument[1].parallel', default: 1 },
            },
          ],
        },
        close: { concept: 'release' },
        'map|addCursorFlag': { returns: 'self' },
      },
    },
    AggregateCursor: {
      iterated: { ...read, rows: 'stream' },
      members: {
        next: { ...read, rows: 'one', bulk: true },
        eachAsync: {
          ...read,
          rows: 'stream',
          callbacks: [{ at: 'Argument[0]', role: 'element', limit: { at: 'Argument[1].parallel', default: 1 } }],
        },
        close: { concept: 'release' },
        'map|addCursorFlag': { returns: 'self' },
      },
    },
  },
  timeouts: {
    ...timeouts,
    buffer: {
      covers: 'connect',
      unit: 'ms',
      default: 10_000,
      client: 'bufferTimeoutMS',
      source: 'https://mongoosejs.com/docs/guide.html#bufferTimeoutMS',
    },
  },
  retries: { default: 1, option: 'retryReads', kinds: 'one retry of a retryable read or write' },
  notes: [
    'A session takes one query at a time: what Promise.all does inside of a transaction is undefined.',
    'A query runs when it is awaited, executed or iterated.',
    'While there is no connection, commands wait in memory for up to bufferTimeoutMS.',
    'A call runs outside the transaction unless the session is passed, or transactionAsyncLocalStorage is on.',
    'populate() sends one query per path, not per document.',
    'signal is an option of find, findOne and countDocuments since 8.18.',
  ],
});
