import { asStatics } from '../derive.js';
import { type Call, type Clause, type Construction, defineModel, type Export, type Place } from '../model.js';
import { isPostgres, postgresLimits } from '../parts/postgres-limits.js';

const LIMITS = ['statement', 'query', 'lock'];
const POSTGRES = isPostgres('dialect', ['postgres']);

const read: Call = { concept: 'query', access: 'read', medium: 'sql', timeouts: LIMITS, session: 'transaction' };
const write: Call = { ...read, access: 'write' };

const clauses: Partial<Record<Clause, Place[]>> = {
  filter: ['where', 'include.*.where', 'include.where'],
  limit: ['limit'],
  offset: ['offset'],
  order: ['order'],
  group: ['group'],
  relations: ['include'],
};

const findIn = 'findAll({ where: { id: ids } })';

const modelStatics: Record<string, Call> = {
  findAll: { ...read, options: 0, clauses, rows: 'many', returns: 'this[]', batch: findIn },
  findOne: { ...read, options: 0, clauses, rows: 'one', returns: 'this', batch: findIn },
  findByPk: {
    ...read,
    options: 1,
    clauses: { unique: ['Argument[0]'], relations: ['include'] },
    rows: 'one',
    returns: 'this',
    batch: findIn,
  },
  findAndCountAll: { ...read, options: 0, clauses, rows: 'many', returns: 'Page', batch: findIn },
  count: {
    ...read,
    options: 0,
    clauses: { filter: ['where'], group: ['group'], relations: ['include'] },
    rows: 'count',
    batch: "count({ where: { parentId: ids }, group: ['parentId'] })",
  },
  'sum|min|max': { ...read, options: 1, clauses: { filter: ['where'] }, rows: 'count' },
  aggregate: { ...read, options: 2, clauses: { filter: ['where'] }, rows: 'count' },
  'build|findOrBuild': { returns: 'this' },
  bulkBuild: { returns: 'this[]' },
  create: { ...write, options: 1, returns: 'this', batch: 'bulkCreate(rows)' },
  upsert: { ...write, options: 1, batch: 'bulkCreate(rows, { updateOnDuplicate: [ … ] })' },
  'findOrCreate|findCreateFind': {
    ...write,
    options: 0,
    clauses: { filter: ['where'] },
    batch: 'bulkCreate(rows, { ignoreDuplicates: true })',
  },
  bulkCreate: { ...write, options: 1, bulk: true, returns: 'this[]' },
  update: {
    ...write,
    options: 1,
    clauses: { filter: ['where'], limit: ['limit'] },
    batch: 'update(values, { where: { id: ids } })',
  },
  'increment|decrement': {
    ...write,
    options: 1,
    clauses: { filter: ['where'] },
    batch: "increment('field', { where: { id: ids } })",
  },
  'destroy|restore': {
    ...write,
    options: 0,
    clauses: { filter: ['where'], limit: ['limit'] },
    batch: 'destroy({ where: { id: ids } })',
  },
  truncate: { ...write, options: 0, bulk: true },
  scope: { returns: 'ModelClass', clause: 'any' },
  'unscoped|schema|init': { returns: 'ModelClass' },
};

const options: Construction = {
  options: 'last',
  timeouts: ['statement', 'query', 'lock', 'idleInTransaction', 'acquire'],
  connectionString: ['Argument[0]'],
  serverOptions: ['dialectOptions.options'],
  printsValues: [{ at: 'logQueryParameters', is: [true] }],
  pool: {
    max: { at: 'pool.max', default: 5 },
    acquire: { at: 'pool.acquire', default: 60_000 },
    idle: { at: 'pool.idle', default: 10_000 },
  },
};

const modelType: Export = { type: 'ModelClass' };
const relationOne: Export = { type: 'GetOne' };
const relationMany: Export = { type: 'GetMany' };

export default defineModel({
  package: 'sequelize',
  versions: '>=5 <7',
  checked: '6.37.8',
  docs: 'https://sequelize.org/docs/v6/',
  area: 'orm',
  keyset: "findAll({ where: { id: { [Op.gt]: lastId } }, order: ['id'], limit })",
  exports: {
    default: { class: 'Sequelize', construction: options, namespace: true, source: 'https://github.com/sequelize/sequelize/blob/v6/src/index.js' },
    Sequelize: { class: 'Sequelize', construction: options },
    Model: { class: 'Row', statics: asStatics(modelStatics) },
    Transaction: { class: 'Transaction' },
    ModelStatic: modelType,
    ModelCtor: modelType,
    ModelDefined: modelType,
    BelongsToGetAssociationMixin: relationOne,
    HasOneGetAssociationMixin: relationOne,
    HasManyGetAssociationsMixin: relationMany,
    BelongsToManyGetAssociationsMixin: relationMany,
    HasManyCountAssociationsMixin: { type: 'CountMany' },
    BelongsToManyCountAssociationsMixin: { type: 'CountMany' },
  },
  types: {
    Sequelize: {
      members: {
        query: {
          ...read,
          access: 'sql',
          text: 0,
          textKey: 'query',
          options: 1,
          batch: 'WHERE id IN (:ids)',
          writeBatch: 'Model.bulkCreate(rows)',
        },
        transaction: {
          concept: 'transaction',
          medium: 'sql',
          options: 0,
          timeouts: ['acquire'],
          returns: 'Transaction',
          acquires: {
            kind: 'transaction',
            release: ['commit', 'rollback'],
            scoped: 'sequelize.transaction(async (t) => …)',
          },
          callbacks: [{ at: 'Argument[last]', role: 'transaction', params: ['Transaction'] }],
        },
        'define|model': { returns: 'ModelClass' },
        authenticate: { concept: 'connect', timeouts: ['acquire'] },
        sync: { concept: 'query', access: 'write', medium: 'sql', bulk: true, migrates: true },
        'truncate|drop': { concept: 'query', access: 'write', medium: 'sql', bulk: true },
        close: { concept: 'close' },
      },
      properties: { models: 'Models' },
      construction: options,
      lifecycle: { stage: 'pool', close: '$.close()' },
    },
    Models: { properties: { '*': 'ModelClass' } },
    ModelClass: { members: modelStatics, constructs: 'Row' },
    Page: { properties: { rows: 'Row[]' } },
    Row: {
      members: {
        save: { ...write, options: 0, batch: 'Model.bulkCreate(rows, { updateOnDuplicate: [ … ] })' },
        update: { ...write, options: 1, batch: 'Model.update(values, { where: { id: ids } })' },
        'destroy|restore': { ...write, options: 0, batch: 'Model.destroy({ where: { id: ids } })' },
        'increment|decrement': { ...write, options: 1, batch: "Model.increment('field', { where: { id: ids } })" },
        reload: { ...read, options: 0, rows: 'one', returns: 'self', batch: findIn },
        'get|getDataValue|set|setDataValue|setAttributes|changed|previous|toJSON|validate|equals|isSoftDeleted': {},
        // Getters of associations have the names that the project gave them: only what is awaited may be one.
        'get*': { options: 0, clauses, clause: 'filter', returns: 'Related' },
        'count*': { options: 0, clauses, returns: 'RelatedCount' },
      },
    },
    Related: { awaited: { ...read, batch: 'findAll({ include: [ … ] })' } },
    RelatedCount: {
      awaited: { ...read, rows: 'count', batch: "count({ where: { parentId: ids }, group: ['parentId'] })" },
    },
    GetOne: { call: { ...read, options: 0, rows: 'one', returns: 'Row', batch: 'findAll({ include: [ … ] })' } },
    GetMany: {
      call: {
        ...read,
        options: 0,
        clauses,
        clause: 'filter',
        rows: 'many',
        returns: 'Row[]',
        batch: 'findAll({ include: [ … ] })',
      },
    },
    CountMany: {
      call: { ...read, options: 0, rows: 'count', batch: "count({ where: { parentId: ids }, group: ['parentId'] })" },
    },
    Transaction: { members: { 'commit|rollback': { concept: 'transaction-end', medium: 'sql' }, afterCommit: { callbacks: [{ at: 'Argument[0]', role: 'listener' }] } } },
  },
  timeouts: {
    ...postgresLimits('dialectOptions.', POSTGRES),
    query: {
      covers: 'call',
      unit: 'ms',
      default: null,
      client: 'dialectOptions.query_timeout',
      when: POSTGRES,
      off: [0],
      source: 'https://node-postgres.com/apis/client',
    },
    acquire: { covers: 'acquire', unit: 'ms', default: 60_000, client: 'pool.acquire' },
  },
  retries: { default: 0, option: 'retry.max', kinds: 'only SQLITE_BUSY is retried unasked, four more times' },
  notes: [
    'A query runs outside the transaction unless it is passed as the option transaction, or CLS is set up.',
    'transaction() without a function must be ended with commit() or rollback(), and holds a connection until then.',
    'Association getters such as user.getPosts() run a query each.',
    "A model's default scope may add a filter and a limit that the call doesn't show.",
  ],
});
