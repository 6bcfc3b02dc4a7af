import { type Call, type TypeModel, defineModel } from '../model.js';

const read: Call = { concept: 'query', access: 'read', medium: 'document' };
const write: Call = { concept: 'query', access: 'write', medium: 'document' };
const filter: Call = { returns: 'Query', clause: 'filter' };

export const firestoreTypes: Record<string, TypeModel> = {
  Firestore: {
    members: {
      collection: { returns: 'CollectionReference' },
      collectionGroup: { returns: 'Query' },
      doc: { returns: 'DocumentReference' },
      batch: { returns: 'WriteBatch' },
      bulkWriter: { returns: 'BulkWriter' },
      getAll: { ...read, rows: 'many', bulk: true },
      runTransaction: {
        concept: 'transaction',
        medium: 'document',
        acquires: { kind: 'transaction', release: [], auto: true },
        callbacks: [{ at: 'Argument[0]', role: 'transaction', params: ['Transaction'] }],
      },
      recursiveDelete: { ...write, bulk: true },
      terminate: { concept: 'close' },
    },
    lifecycle: { stage: 'client', close: '$.terminate()' },
  },
  Query: {
    members: {
      where: filter,
      'orderBy|select': { returns: 'Query', clause: 'order' },
      'limit|limitToLast': { returns: 'Query', clause: 'limit' },
      offset: { returns: 'Query', clause: 'offset' },
      'startAt|startAfter|endAt|endBefore': { returns: 'Query', clause: 'cursor' },
      get: { ...read, rows: 'many', batch: "where(FieldPath.documentId(), 'in', ids)" },
      count: { returns: 'AggregateQuery' },
      stream: { ...read, rows: 'stream' },
    },
  },
  CollectionReference: {
    extends: 'Query',
    members: { doc: { returns: 'DocumentReference' }, add: { ...write, batch: 'firestore.batch()' }, listDocuments: { ...read, rows: 'many' } },
  },
  AggregateQuery: { members: { get: { ...read, rows: 'count' } } },
  DocumentReference: {
    members: {
      collection: { returns: 'CollectionReference' },
      get: { ...read, rows: 'one', batch: 'firestore.getAll(...refs)' },
      listCollections: { ...read, rows: 'many' },
      'set|update|create|delete': { ...write, batch: 'firestore.batch()' },
    },
  },
  WriteBatch: { members: { 'set|update|create|delete': { returns: 'self' }, commit: { ...write, bulk: true } } },
  BulkWriter: { members: { 'set|update|create|delete': { batches: true }, 'close|flush': { ...write, bulk: true } } },
  Transaction: {
    members: {
      get: { ...read, batch: 'getAll(...refs)' },
      getAll: { ...read, rows: 'many', bulk: true },
      'set|update|create|delete': { returns: 'self' },
    },
  },
};

export default defineModel({
  package: '@google-cloud/firestore',
  versions: '>=5',
  checked: '9.4.1',
  docs: 'https://cloud.google.com/nodejs/docs/reference/firestore/latest',
  area: 'document',
  exports: {
    default: { class: 'Firestore', namespace: true, source: 'https://github.com/googleapis/nodejs-firestore/blob/main/dev/src/index.ts' },
    Firestore: { class: 'Firestore', construction: { options: 0 } },
    Query: { type: 'Query' },
    CollectionReference: { type: 'CollectionReference' },
    DocumentReference: { type: 'DocumentReference' },
    Transaction: { type: 'Transaction' },
  },
  types: firestoreTypes,
  keyset: 'startAfter(lastDocument).limit(n)',
  retries: { default: 4, kinds: 'a transaction that met a conflict' },
  notes: ['`offset()` reads, and bills, the documents that it skips.', 'No public call takes a limit.'],
});
