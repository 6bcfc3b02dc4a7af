import { type Call, type Construction, defineModel, type Export, type Timeout, type TypeModel } from '../model.js';
import { isPostgres, postgresLimits } from '../parts/postgres-limits.js';
import { entityStatics, moreMembers, rawQuery, read, repositoryMembers, write } from '../parts/typeorm-members.js';

const POSTGRES = isPostgres('type', ['postgres', 'cockroachdb'], ['mongodb', '@google-cloud/spanner', '@sap/hana-client']);
const MYSQL = { at: 'type', in: ['mysql', 'mariadb'] };
const MSSQL = { at: 'type', in: ['mssql'] };

const timeouts: Record<string, Timeout> = {
  ...postgresLimits('extra.', POSTGRES),
  query: { covers: 'call', unit: 'ms', default: null, client: 'extra.query_timeout', when: POSTGRES, off: [0] },
  connect: { covers: 'acquire', unit: 'ms', default: null, client: 'connectTimeoutMS', when: POSTGRES, off: [0] },
  mysqlQuery: {
    covers: 'call',
    unit: 'ms',
    default: null,
    client: 'maxQueryExecutionTime',
    when: { at: 'enableQueryTimeout', in: [true] },
    source: 'https://typeorm.io/docs/drivers/mysql',
  },
  mysqlConnect: { covers: 'connect', unit: 'ms', default: 10_000, client: 'connectTimeout', when: MYSQL },
  mssqlQuery: {
    covers: 'call',
    unit: 'ms',
    default: 15_000,
    client: 'requestTimeout',
    when: MSSQL,
    off: [0],
    source: 'https://typeorm.io/docs/drivers/microsoft-sqlserver',
  },
  mssqlConnect: { covers: 'connect', unit: 'ms', default: 15_000, client: 'connectionTimeout', when: MSSQL },
};

const dataSource: Construction = {
  options: 0,
  migratesBy: ['synchronize', 'migrationsRun'],
  printsValues: [{ at: 'logging', is: [true, 'all', 'query'] }],
  timeouts: Object.keys(timeouts),
  connectionString: ['url'],
  serverOptions: ['extra.options'],
  pool: {
    max: { at: 'poolSize', also: ['extra.max', 'extra.connectionLimit'], default: 10 },
    idle: { at: 'extra.idleTimeoutMillis', also: ['extra.idleTimeout'], default: 'unknown' },
    acquire: { at: 'connectTimeoutMS', also: ['extra.connectionTimeoutMillis'], default: null, off: [0], when: POSTGRES },
  },
};

const transaction: Call = {
  concept: 'transaction',
  medium: 'sql',
  acquires: { kind: 'transaction', release: [], auto: true },
  callbacks: [{ at: 'Argument[last]', role: 'transaction', params: ['EntityManager'] }],
};

/** What every query builder has. */
const builderMembers: Record<string, Call> = {
  'where|andWhere|orWhere|whereInIds|andWhereInIds|orWhereInIds': { returns: 'self', clause: 'filter' },
  'setParameter|setParameters|setQueryRunner|useTransaction|comment|disableEscaping|clone|callListeners': {
    returns: 'self',
  },
  'addCommonTableExpression|from': { returns: 'self' },
  'insert|update|delete|softDelete|restore': { returns: 'WriteQueryBuilder' },
  relation: { returns: 'RelationQueryBuilder' },
};

const selectBuilder: TypeModel = {
  members: {
    ...builderMembers,
    'whereExists|andWhereExists|orWhereExists': { returns: 'self', clause: 'filter' },
    'limit|take': { returns: 'self', clause: 'limit' },
    'skip|offset': { returns: 'self', clause: 'offset' },
    'orderBy|addOrderBy': { returns: 'self', clause: 'order' },
    'groupBy|addGroupBy|having|andHaving|orHaving': { returns: 'self', clause: 'group' },
    'leftJoinAndSelect|innerJoinAndSelect|leftJoinAndMapMany|leftJoinAndMapOne': {
      returns: 'self',
      clause: 'relations',
    },
    'innerJoinAndMapMany|innerJoinAndMapOne|loadAllRelationIds': { returns: 'self', clause: 'relations' },
    'select|addSelect|distinct|distinctOn|addFrom|fromDummy|innerJoin|leftJoin|loadRelationIdAndMap': {
      returns: 'self',
    },
    'cache|setLock|setOnLocked|withDeleted|useIndex|setOption|subQuery|timeTravelQuery|maxExecutionTime': {
      returns: 'self',
    },
    setFindOptions: {
      returns: 'self',
      options: 0,
      clauses: { filter: ['where'], limit: ['take'], offset: ['skip'], order: ['order'], relations: ['relations'] },
    },
    getMany: { ...read, rows: 'many', batch: "where('e.id IN (:...ids)', { ids })", returns: 'row[]' },
    'getManyAndCount|getRawMany|getRawAndEntities|execute': {
      ...read,
      rows: 'many',
      batch: "where('e.id IN (:...ids)', { ids })",
    },
    'getOne|getOneOrFail|getRawOne': { ...read, rows: 'one', batch: "where('e.id IN (:...ids)', { ids }).getMany()" },
    'getCount|getExists': { ...read, rows: 'count' },
    stream: { ...read, rows: 'stream', acquires: { kind: 'stream', release: ['destroy'] } },
  },
};

const manager: TypeModel = {
  members: {
    ...repositoryMembers(1),
    ...moreMembers(1),
    transaction,
    getRepository: { returns: 'Repository', rowsOf: 'Argument[0]' },
    withRepository: { returns: 'Repository' },
    getTreeRepository: { returns: 'TreeRepository', rowsOf: 'Argument[0]' },
    getMongoRepository: { returns: 'Repository', rowsOf: 'Argument[0]' },
    getCustomRepository: { instanceOf: 'Argument[0]' },
    release: { concept: 'release' },
  },
  properties: { queryRunner: 'QueryRunner', connection: 'DataSource' },
};

const getRepository: Export = { function: { returns: 'Repository', rowsOf: 'Argument[0]' } };

const listeners = ['Insert', 'Update', 'Remove', 'SoftRemove', 'Recover'].flatMap((change) => [`Before${change}`, `After${change}`]);

export default defineModel({
  package: 'typeorm',
  versions: '>=0.3 <1',
  checked: '0.3.27',
  older: ['0.3.31'],
  docs: 'https://typeorm.io/',
  area: 'orm',
  keyset: "find({ where: { id: MoreThan(lastId) }, order: { id: 'ASC' }, take })",
  exports: {
    default: { namespace: true },
    DataSource: { class: 'DataSource', construction: dataSource },
    DataSourceOptions: { configures: 'DataSource' },
    ConnectionOptions: { configures: 'DataSource' },
    Repository: { class: 'Repository' },
    TreeRepository: { class: 'TreeRepository' },
    MongoRepository: { class: 'Repository' },
    AbstractRepository: { class: 'AbstractRepository' },
    EntityManager: { class: 'EntityManager' },
    QueryRunner: { type: 'QueryRunner' },
    SelectQueryBuilder: { class: 'SelectQueryBuilder' },
    InsertQueryBuilder: { class: 'WriteQueryBuilder' },
    UpdateQueryBuilder: { class: 'WriteQueryBuilder' },
    DeleteQueryBuilder: { class: 'WriteQueryBuilder' },
    RelationQueryBuilder: { class: 'RelationQueryBuilder' },
    BaseEntity: {
      class: 'Entity',
      statics: entityStatics(repositoryMembers(0)),
    },
    Entity: { decorator: { marks: 'entity' } },
    // A save runs its listeners and subscribers in its own transaction.
    ...Object.fromEntries(listeners.map((name) => [name, { decorator: { role: 'transaction' as const } }])),
    EntitySubscriberInterface: { type: 'EntitySubscriber' },
    OneToMany: { decorator: { relation: 'many', lazy: 'LazyRelation' } },
    ManyToMany: { decorator: { relation: 'many', lazy: 'LazyRelation' } },
    ManyToOne: { decorator: { relation: 'one', lazy: 'LazyRelation' } },
    OneToOne: { decorator: { relation: 'one', lazy: 'LazyRelation' } },
    TreeChildren: { decorator: { relation: 'many' } },
    TreeParent: { decorator: { relation: 'one' } },
    Connection: { class: 'DataSource' },
    createConnection: { function: { concept: 'connect', options: 0, returns: 'DataSource' }, construction: dataSource },
    getConnection: { function: { returns: 'DataSource' } },
    getManager: { function: { returns: 'EntityManager' } },
    getRepository,
    getMongoRepository: getRepository,
    getTreeRepository: { function: { returns: 'TreeRepository' } },
    getCustomRepository: { function: { instanceOf: 'Argument[0]' } },
    createQueryBuilder: { function: { returns: 'SelectQueryBuilder' } },
  },
  types: {
    DataSource: {
      members: {
        initialize: { concept: 'connect', timeouts: ['connect', 'mysqlConnect', 'mssqlConnect'], returns: 'self' },
        'destroy|close': { concept: 'close' },
        'runMigrations|synchronize': { migrates: true },
        transaction,
        'query|sql': rawQuery,
        'getRepository|getMongoRepository': { returns: 'Repository', rowsOf: 'Argument[0]' },
        getTreeRepository: { returns: 'TreeRepository', rowsOf: 'Argument[0]' },
        getCustomRepository: { instanceOf: 'Argument[0]' },
        createQueryBuilder: { returns: 'SelectQueryBuilder' },
        createEntityManager: { returns: 'EntityManager' },
        createQueryRunner: {
          returns: 'QueryRunner',
          inherits: true,
          acquires: { kind: 'query-runner', release: ['release'], scoped: 'dataSource.transaction()' },
        },
      },
      properties: { 'manager|mongoManager': 'EntityManager' },
      construction: dataSource,
      lifecycle: { stage: 'pool', close: '$.destroy()', opens: ['initialize'] },
    },
    EntityManager: manager,
    Repository: {
      members: {
        ...repositoryMembers(0),
        ...moreMembers(0),
        exist: { ...read, options: 0, clauses: { filter: ['where'] }, rows: 'count' },
        extend: { returns: 'self' },
      },
      properties: { manager: 'EntityManager', queryRunner: 'QueryRunner' },
    },
    TreeRepository: {
      extends: 'Repository',
      members: {
        findTrees: { ...read, rows: 'many', whole: true },
        'findRoots|findDescendants|findDescendantsTree|findAncestors|findAncestorsTree': { ...read, rows: 'many' },
        'countDescendants|countAncestors': { ...read, rows: 'count' },
        'createDescendantsQueryBuilder|createAncestorsQueryBuilder': { returns: 'SelectQueryBuilder' },
      },
    },
    AbstractRepository: {
      members: {
        'createQueryBuilder|createQueryBuilderFor': { returns: 'SelectQueryBuilder' },
        getRepositoryFor: { returns: 'Repository' },
      },
      properties: { manager: 'EntityManager', repository: 'Repository' },
    },
    QueryRunner: {
      members: {
        connect: { concept: 'acquire', timeouts: ['connect', 'mysqlConnect', 'mssqlConnect'] },
        'query|sql': rawQuery,
        stream: { ...rawQuery, rows: 'stream', acquires: { kind: 'stream', release: ['destroy'] } },
        startTransaction: {
          concept: 'transaction',
          medium: 'sql',
          acquires: {
            kind: 'transaction',
            release: ['commitTransaction', 'rollbackTransaction'],
            scoped: 'dataSource.transaction()',
            receiver: true,
          },
        },
        'commitTransaction|rollbackTransaction': { concept: 'transaction-end', medium: 'sql' },
        release: { concept: 'release' },
      },
      properties: { manager: 'EntityManager', connection: 'DataSource' },
    },
    EntitySubscriber: {
      hooks: {
        ...Object.fromEntries(listeners.map((name) => [name[0]!.toLowerCase() + name.slice(1), 'transaction' as const])),
        beforeTransactionCommit: 'transaction',
      },
    },
    SelectQueryBuilder: selectBuilder,
    WriteQueryBuilder: {
      members: {
        ...builderMembers,
        select: { returns: 'SelectQueryBuilder' },
        'returning|output|updateEntity|orUpdate|orIgnore|into|values|set': { returns: 'self' },
        limit: { returns: 'self', clause: 'limit' },
        'orderBy|addOrderBy': { returns: 'self', clause: 'order' },
        execute: { ...write, batch: "values(rows) or where('id IN (:...ids)', { ids })" },
      },
    },
    RelationQueryBuilder: {
      members: {
        of: { returns: 'self' },
        loadMany: { ...read, rows: 'many', batch: 'find({ where: { id: In(ids) }, relations: { … } })' },
        loadOne: { ...read, rows: 'one', batch: 'find({ where: { id: In(ids) }, relations: { … } })' },
        'set|add|remove|addAndRemove': write,
      },
    },
    LazyRelation: {
      awaited: { ...read, batch: 'find({ where: …, relations: { … } })', returns: 'row' },
    },
    Entity: {
      members: {
        'save|remove|softRemove|recover': { ...write, batch: 'Repository.save(entities)' },
        reload: { ...read, rows: 'one', batch: 'findBy({ id: In(ids) })' },
      },
    },
  },
  timeouts,
  retries: { default: 0 },
  notes: [
    'No call takes a timeout or an AbortSignal: limits are set on the data source.',
    "Options under extra go to the driver, so their names and defaults are the driver's; connectTimeoutMS bounds waiting for a free Postgres client too.",
    'skip and take with joins run two queries: one for the ids, one for the rows.',
    'A relation declared as Promise<…> is loaded by a query of its own when it is awaited.',
  ],
});
