import { type Call, type Clause, defineModel, type Place } from '../model.js';

const read: Call = {
  concept: 'query',
  access: 'read',
  medium: 'sql',
  timeouts: ['signal', 'statement'],
  signal: 'signal',
};
/** What takes no signal. */
const uncancellable: Call = { concept: 'query', access: 'read', medium: 'sql', timeouts: ['statement'] };
const write: Call = { ...uncancellable, access: 'write' };

/** Finders and writers of an EntityRepository (`at` 0), or of an EntityManager, whose first argument is the entity (`at` 1). */
function finders(at: 0 | 1): Record<string, Call> {
  const entity = at === 1 ? 'E, ' : '';
  const filter = [`Argument[${at}]`];
  const common: Partial<Record<Clause, Place[]>> = { order: ['orderBy'], relations: ['populate'] };
  const page: Partial<Record<Clause, Place[]>> = { ...common, limit: ['limit'], offset: ['offset'] };
  const find: Call = { ...read, options: at + 1, batch: `find(${entity}{ id: { $in: ids } })` };
  // A repository knows what its rows are; a manager is told.
  const row = { returns: 'row', ...(at === 1 && { rowsOf: 'Argument[0]' }) };
  const rows = { ...row, returns: 'row[]' };
  return {
    find: { ...find, ...rows, clauses: { ...page, filter }, rows: 'many' },
    findAndCount: { ...find, clauses: { ...page, filter }, rows: 'many' },
    'findOne|findOneOrFail': { ...find, ...row, clauses: { ...common, filter }, rows: 'one' },
    findAll: { ...find, ...rows, options: at, clauses: { ...page, filter: ['where'] }, rows: 'many' },
    findByCursor: {
      ...find,
      options: 'last',
      clauses: { ...common, filter, limit: ['first', 'last'], cursor: ['after', 'before'] },
      rows: 'many',
    },
    stream: { ...find, options: at, clauses: { ...page, filter: ['where'] }, rows: 'stream' },
    count: { ...find, clauses: { filter }, rows: 'count', batch: `countBy(${entity}'parent')` },
    countBy: { ...uncancellable, rows: 'count', bulk: true },
    populate: { ...read, options: 2, rows: 'many', bulk: true },
    insert: { ...write, batch: `insertMany(${entity}rows)` },
    upsert: { ...write, batch: `upsertMany(${entity}rows)` },
    'insertMany|upsertMany': { ...write, bulk: true },
    nativeUpdate: { ...write, clauses: { filter }, batch: `nativeUpdate(${entity}{ id: { $in: ids } }, data)` },
    nativeDelete: { ...write, clauses: { filter }, batch: `nativeDelete(${entity}{ id: { $in: ids } })` },
    'createQueryBuilder|qb': { returns: 'QueryBuilder' },
  };
}

const raw: Call = { ...write, access: 'sql', text: 0, batch: 'WHERE id IN (?)', writeBatch: 'em.insertMany(E, rows)' };

export default defineModel({
  package: '@mikro-orm/core',
  aliases: [
    'postgresql',
    'mysql',
    'mariadb',
    'sqlite',
    'better-sqlite',
    'libsql',
    'mssql',
    'mongodb',
    'knex',
    'sql',
  ].map((driver) => `@mikro-orm/${driver}`),
  versions: '>=7',
  checked: '7.2.2',
  typedBy: ['@mikro-orm/postgresql@7.2.1'],
  docs: 'https://mikro-orm.io/docs',
  area: 'orm',
  keyset: 'findByCursor(…, { first, after, orderBy })',
  exports: {
    MikroORM: {
      class: 'MikroORM',
      statics: {
        init: { concept: 'connect', options: 0, returns: 'MikroORM' },
      },
      construction: {
        options: 0,
        timeouts: ['statement'],
        pool: {
          max: { at: 'pool.max', default: 10 },
          idle: { at: 'pool.idleTimeoutMillis', default: 'unknown' },
        },
      },
    },
    EntityManager: { class: 'EntityManager' },
    SqlEntityManager: { class: 'EntityManager' },
    EntityRepository: { class: 'EntityRepository' },
    SqlEntityRepository: { class: 'EntityRepository' },
    Collection: { class: 'Collection' },
    Reference: { class: 'Reference' },
    Ref: { type: 'Reference' },
    QueryBuilder: { class: 'QueryBuilder' },
  },
  types: {
    MikroORM: {
      members: {
        connect: { concept: 'connect' },
        close: { concept: 'close' },
      },
      properties: { em: 'EntityManager', migrator: 'Migrator', schema: 'SchemaGenerator' },
      lifecycle: { stage: 'pool', close: '$.close()' },
    },
    Migrator: { members: { up: { migrates: true } } },
    SchemaGenerator: { members: { 'update|create|refresh': { migrates: true } } },
    EntityManager: {
      unitOfWork: { writes: ['flush', 'tryFlush', 'persistAndFlush', 'removeAndFlush'], forgets: ['clear'], bypass: 'disableIdentityMap' },
      members: {
        ...finders(1),
        fork: { returns: 'EntityManager' },
        'getRepository|repo': { returns: 'EntityRepository', rowsOf: 'Argument[0]' },
        'refresh|refreshOrFail': { ...read, options: 1, rows: 'one', batch: 'find(E, { id: { $in: ids } }, { refresh: true })' },
        lock: { ...read, options: 2 },
        'flush|tryFlush': { ...write, bulk: true },
        'persist|remove': { returns: 'self' },
        'clear|getReference|assign|merge|map': {},
        execute: raw,
        transactional: {
          concept: 'transaction',
          medium: 'sql',
          options: 1,
          acquires: { kind: 'transaction', release: [], auto: true },
          callbacks: [{ at: 'Argument[0]', role: 'transaction', params: ['EntityManager'], ambient: true }],
        },
        begin: {
          concept: 'transaction',
          medium: 'sql',
          acquires: {
            kind: 'transaction',
            release: ['commit', 'rollback'],
            scoped: 'em.transactional()',
            receiver: true,
          },
        },
        'commit|rollback': { concept: 'transaction-end', medium: 'sql' },
        getKysely: { returns: 'kysely#Kysely' },
        getConnection: { returns: 'Connection' },
      },
    },
    EntityRepository: {
      members: { ...finders(0), getEntityManager: { returns: 'EntityManager' } },
      properties: { em: 'EntityManager' },
    },
    Connection: { members: { execute: raw } },
    QueryBuilder: {
      members: {
        'where|andWhere|orWhere': { returns: 'self', clause: 'filter' },
        limit: { returns: 'self', clause: 'limit' },
        offset: { returns: 'self', clause: 'offset' },
        'orderBy|andOrderBy': { returns: 'self', clause: 'order' },
        'groupBy|having|andHaving|orHaving': { returns: 'self', clause: 'group' },
        'leftJoinAndSelect|innerJoinAndSelect|joinAndSelect|populate': { returns: 'self', clause: 'relations' },
        'select|addSelect|distinct|distinctOn|from|join|leftJoin|innerJoin|withSchema|setLockMode|setFlag|cache|indexHint':
          { returns: 'self' },
        count: { returns: 'self', clause: 'aggregate' },
        'onConflict|ignore|merge|returning|clone|comment|setFlushMode|withSubQuery': { returns: 'self' },
        'insert|update|delete|truncate': { returns: 'WriteQueryBuilder' },
        'getResult|getResultList|getResultAndCount|execute': {
          ...uncancellable,
          rows: 'many',
          batch: 'where({ id: { $in: ids } })',
        },
        getSingleResult: { ...uncancellable, rows: 'one', batch: 'where({ id: { $in: ids } }).getResultList()' },
        getCount: { ...uncancellable, rows: 'count' },
      },
    },
    WriteQueryBuilder: { extends: 'QueryBuilder', members: { execute: write } },
    Collection: {
      members: {
        'load|init|loadItems|matching': { ...read, options: 0, rows: 'many', batch: "em.populate(entities, ['items'])" },
        loadCount: { ...read, options: 0, rows: 'count', batch: "em.populate(entities, ['items'])" },
      },
    },
    Reference: {
      members: {
        'load|loadOrFail': { ...read, options: 0, rows: 'one', batch: "em.populate(entities, ['reference'])" },
        loadProperty: { ...read, options: 1, rows: 'one', batch: "em.populate(entities, ['reference'])" },
      },
    },
  },
  timeouts: {
    signal: { covers: 'call', unit: 'ms', default: null, call: 'signal', signal: true },
    statement: { covers: 'statement', unit: 'ms', default: 'unknown', setting: 'statement_timeout' },
  },
  retries: { default: 0 },
  notes: [
    'persist() and remove() send nothing: flush() sends all changes at once, batched.',
    'An entity manager keeps every entity it has loaded: a long job needs a fork() per batch, or clear().',
    'load() and init() on a relation run a query unless it is loaded already, or the dataloader option is on.',
    'Until 7 finders took no signal, query builders were awaitable, and decorators came from the core package.',
  ],
});
