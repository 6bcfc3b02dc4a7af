import { asStatics } from '../derive.js';
import { type Call, defineModel } from '../model.js';
import { builderLinks, links } from './knex.js';

const LIMITS = ['query'];

const base: Call = { concept: 'query', medium: 'sql', timeouts: LIMITS };
const read: Call = { ...base, access: 'read', rows: 'many', returns: 'Row[]', batch: 'findByIds(ids)' };
const write: Call = { ...base, access: 'write', batch: 'insertGraph(rows)' };

const transaction: Call = {
  concept: 'transaction',
  medium: 'sql',
  acquires: { kind: 'transaction', release: [], auto: true },
  callbacks: [{ at: 'Argument[last]', role: 'transaction', params: ['knex#Transaction'] }],
};

const modelStatics: Record<string, Call> = {
  query: { returns: 'QueryBuilder', session: 'Argument[0]' },
  relatedQuery: { returns: 'QueryBuilder', session: 'Argument[1]' },
  fetchGraph: { ...read, bulk: true },
  transaction,
  startTransaction: {
    concept: 'transaction',
    medium: 'sql',
    returns: 'knex#Transaction',
    acquires: { kind: 'transaction', release: ['commit', 'rollback'], scoped: 'Model.transaction(async (trx) => …)' },
  },
  knex: { returns: 'knex#Knex' },
  'bindKnex|bindTransaction': { returns: 'ModelClass' },
  'fromJson|fromDatabaseJson': { returns: 'Row' },
};

export default defineModel({
  package: 'objection',
  versions: '>=2',
  checked: '3.1.5',
  docs: 'https://vincit.github.io/objection.js/',
  area: 'orm',
  keyset: "where('id', '>', lastId).orderBy('id').limit(limit)",
  exports: {
    Model: { class: 'Row', statics: asStatics(modelStatics) },
    QueryBuilder: { class: 'QueryBuilder' },
    transaction: { function: transaction },
    ModelClass: { type: 'ModelClass' },
  },
  types: {
    ModelClass: { members: modelStatics, constructs: 'Row' },
    Row: {
      members: {
        $query: { returns: 'RowBuilder', session: 'Argument[0]' },
        $relatedQuery: { returns: 'RelatedBuilder', session: 'Argument[1]', clause: 'filter' },
        $fetchGraph: { ...read, rows: 'one', returns: 'self', batch: 'Model.fetchGraph(rows, expression)' },
        '$set|$setJson|$clone': { returns: 'self' },
      },
    },
    QueryBuilder: {
      awaited: read,
      members: {
        ...links,
        ...builderLinks,
        'onConflict|ignore|merge': { returns: 'self' },
        'withGraphFetched|withGraphJoined': { returns: 'self', clause: 'relations' },
        'joinRelated|innerJoinRelated|leftJoinRelated|leftOuterJoinRelated|alias|context|allowGraph': {
          returns: 'self',
        },
        'throwIfNotFound|castTo|runBefore|runAfter|onBuild|onError|for|skipUndefined': { returns: 'self' },
        'findByIds|whereComposite|whereInComposite|whereNotInComposite|whereColumn|andWhereColumn|orWhereColumn|whereNotColumn':
          {
            returns: 'self',
            clause: 'filter',
          },
        'modify|modifiers|modifyGraph|clearWhere|clear': { returns: 'self', clause: 'any' },
        page: { returns: 'self', clauses: { offset: ['Argument[0]'], limit: ['Argument[1]'] } },
        range: { returns: 'self', clauses: { offset: ['Argument[0]'], limit: ['Argument[1]'] } },
        findById: { returns: 'OneBuilder', clause: 'unique' },
        findOne: { returns: 'OneBuilder', clause: 'filter' },
        resultSize: { ...base, access: 'read', rows: 'count', batch: "groupBy('parentId').count()" },
        execute: read,
        'insert|insertAndFetch|insertGraph|insertGraphAndFetch|upsertGraph|upsertGraphAndFetch': {
          returns: 'WriteBuilder',
        },
        'update|updateAndFetch|updateAndFetchById|patch|patchAndFetch|patchAndFetchById': { returns: 'WriteBuilder' },
        'del|delete|deleteById|relate|unrelate|increment|decrement': { returns: 'WriteBuilder' },
        truncate: { ...base, access: 'write', bulk: true },
      },
    },
    OneBuilder: { extends: 'QueryBuilder', awaited: { ...read, rows: 'one', returns: 'Row' } },
    RowBuilder: { extends: 'QueryBuilder', awaited: { ...read, rows: 'one', returns: 'Row' } },
    RelatedBuilder: {
      extends: 'QueryBuilder',
      awaited: { ...read, batch: 'withGraphFetched(…) or Model.relatedQuery(name).for(rows)' },
    },
    WriteBuilder: { extends: 'QueryBuilder', awaited: write, members: { execute: write } },
  },
  timeouts: {
    query: {
      covers: 'call',
      unit: 'ms',
      default: null,
      chain: 'timeout',
      source: 'https://vincit.github.io/objection.js/api/query-builder/other-methods.html#timeout',
    },
  },
  retries: { default: 0 },
  notes: [
    'A builder runs when it is awaited. Pool bounds and time limits are those of the knex instance it is bound to.',
    'A query runs outside the transaction unless the transaction is passed to query().',
    'page() and range() are OFFSET paging and count all rows each time.',
  ],
});
