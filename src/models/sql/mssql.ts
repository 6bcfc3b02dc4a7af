import { type Call, type Cancellation, type Construction, type LibraryModel, type TypeModel, defineModel } from '../model.js';

const query: Call = { concept: 'query', access: 'sql', medium: 'sql', text: 0, timeouts: ['request', 'acquire'], writeBatch: 'request.bulk(table)' };

const cancellation: Cancellation = { of: 'Request', cancel: 'request.cancel()' };

const pool: Construction = {
  options: 0,
  timeouts: ['request', 'connection', 'acquire'],
  pool: { max: { at: 'pool.max', default: 10 }, acquire: { at: 'pool.acquireTimeoutMillis', default: 30_000 }, idle: { at: 'pool.idleTimeoutMillis', default: 30_000 } },
};

const types: Record<string, TypeModel> = {
  ConnectionPool: {
    members: {
      connect: { concept: 'connect', returns: 'self' },
      request: { returns: 'Request' },
      transaction: { returns: 'Transaction' },
      'query|batch': query,
      close: { concept: 'close' },
      'on|once': { concept: 'event', eventAt: 'Argument[0]', callbacks: [{ at: 'Argument[1]', role: 'listener' }] },
    },
    construction: pool,
    lifecycle: { stage: 'pool', close: '$.close()', opens: ['connect'], errorEvent: 'error' },
  },
  Request: {
    members: {
      'query|batch': { ...query, cancelledBy: cancellation },
      execute: { ...query, access: 'either', cancelledBy: cancellation },
      bulk: { ...query, access: 'write', bulk: true, timeouts: [] },
      'input|output': { returns: 'self' },
      cancel: {},
    },
  },
  Transaction: {
    members: {
      begin: { concept: 'transaction', medium: 'sql', acquires: { kind: 'transaction', release: ['commit', 'rollback'], receiver: true } },
      'commit|rollback': { concept: 'transaction-end' },
      request: { returns: 'Request' },
    },
  },
  PreparedStatement: {
    members: {
      prepare: { concept: 'acquire', text: 0, acquires: { kind: 'pooled-client', release: ['unprepare'], receiver: true } },
      execute: { ...query, access: 'either' },
      unprepare: { concept: 'release' },
      input: { returns: 'self' },
    },
  },
};

export const mssqlFacts: Pick<LibraryModel, 'docs' | 'area' | 'timeouts' | 'keyset' | 'retries' | 'notes' | 'types' | 'exports' | 'typedBy'> = {
  docs: 'https://github.com/tediousjs/node-mssql#configuration-1',
  area: 'sql',
  typedBy: ['@types/mssql@12.3.0'],
  exports: {
    default: { namespace: true },
    connect: { function: { concept: 'connect', returns: 'ConnectionPool', options: 0 }, construction: pool },
    query: { function: query },
    ConnectionPool: { class: 'ConnectionPool', construction: pool },
    Request: { class: 'Request' },
    Transaction: { class: 'Transaction' },
    PreparedStatement: { class: 'PreparedStatement' },
  },
  types,
  timeouts: {
    request: { covers: 'statement', unit: 'ms', default: 15_000, client: 'requestTimeout', off: [0] },
    connection: { covers: 'connect', unit: 'ms', default: 15_000, client: 'connectionTimeout' },
    acquire: { covers: 'acquire', unit: 'ms', default: 30_000, client: 'pool.acquireTimeoutMillis' },
  },
  keyset: 'WHERE id > @id ORDER BY id OFFSET 0 ROWS FETCH NEXT @n ROWS ONLY',
  retries: { default: 0 },
  notes: ['`bulk()` has no limit.', 'A prepared statement keeps a connection of the pool until `unprepare()`.'],
};

export default defineModel({ ...mssqlFacts, package: 'mssql', versions: '>=8', checked: '12.7.14' });
