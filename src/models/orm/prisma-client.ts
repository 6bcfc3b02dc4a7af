import { type Call, type Clause, defineModel, type Place, type TypeModel } from '../model.js';

const call: Call = { concept: 'query', medium: 'sql', options: 0, timeouts: ['statement'] };
const read: Call = { ...call, access: 'read', strictKeys: true };
const write: Call = { ...call, access: 'write' };

const relations: Partial<Record<Clause, Place[]>> = { relations: ['include', 'select'] };
const unique: Partial<Record<Clause, Place[]>> = { unique: ['where'], ...relations };
const list: Partial<Record<Clause, Place[]>> = {
  filter: ['where'],
  limit: ['take'],
  offset: ['skip'],
  cursor: ['cursor'],
  order: ['orderBy'],
  group: ['distinct'],
  ...relations,
};

const raw: Call = {
  concept: 'query',
  access: 'sql',
  medium: 'sql',
  text: 0,
  timeouts: ['statement'],
  batch: 'WHERE id IN (${Prisma.join(ids)})',
  writeBatch: 'INSERT INTO … VALUES ${Prisma.join(rows)}',
};

const transaction: Call = {
  concept: 'transaction',
  medium: 'sql',
  options: 1,
  bulk: true,
  timeouts: ['transaction', 'transactionWait'],
  acquires: { kind: 'transaction', release: [], auto: true },
  callbacks: [{ at: 'Argument[0]', role: 'transaction', params: ['TransactionClient'] }],
};

const inIds = 'findMany({ where: { id: { in: ids } } })';

const delegate: TypeModel = {
  members: {
    'findUnique|findUniqueOrThrow': { ...read, rows: 'one', clauses: unique, batch: inIds, batches: true },
    'findFirst|findFirstOrThrow': { ...read, rows: 'one', clauses: list, batch: inIds },
    findMany: { ...read, rows: 'many', clauses: list, batch: inIds },
    count: {
      ...read,
      rows: 'count',
      clauses: { filter: ['where'], limit: ['take'], offset: ['skip'] },
      batch: "groupBy({ by: ['parentId'], where: { parentId: { in: ids } }, _count: true })",
    },
    aggregate: {
      ...read,
      rows: 'count',
      clauses: { filter: ['where'], limit: ['take'], offset: ['skip'] },
      batch: "groupBy({ by: ['parentId'], where: { parentId: { in: ids } } })",
    },
    groupBy: {
      ...read,
      rows: 'many',
      clauses: { filter: ['where'], limit: ['take'], offset: ['skip'], group: ['by'] },
    },
    create: { ...write, clauses: relations, batch: 'createMany({ data: rows })' },
    update: { ...write, clauses: unique, batch: 'updateMany({ where: { id: { in: ids } }, data })' },
    upsert: { ...write, clauses: unique, batch: 'createMany({ data: rows, skipDuplicates: true })' },
    delete: { ...write, clauses: unique, batch: 'deleteMany({ where: { id: { in: ids } } })' },
    'createMany|createManyAndReturn': { ...write, bulk: true },
    'updateMany|updateManyAndReturn': {
      ...write,
      bulk: true,
      clauses: { filter: ['where'] },
      batch: 'updateMany({ where: { id: { in: ids } }, data })',
    },
    deleteMany: {
      ...write,
      bulk: true,
      clauses: { filter: ['where'] },
      batch: 'deleteMany({ where: { id: { in: ids } } })',
    },
  },
};

export default defineModel({
  package: '@prisma/client',
  aliases: ['.prisma/client', '@prisma/client/edge', '@prisma/client/index', '@prisma/client/wasm'],
  versions: '>=5',
  checked: '7.10.0',
  docs: 'https://www.prisma.io/docs/orm/reference/prisma-client-reference',
  area: 'orm',
  tables: ['prisma/schema.prisma', 'schema.prisma', 'prisma/schema', 'src/prisma/schema.prisma'],
  relationLimit: 'take',
  cursor: 'findMany({ cursor: { id: lastId }, skip: 1 })',
  keyset: "findMany({ where: { id: { gt: lastId } }, orderBy: { id: 'asc' }, take })",
  generated: {
    exports: ['PrismaClient', 'Prisma'],
    specifiers: ['*prisma*', '*generated*', '*client*', '*database*', '*db*'],
  },
  exports: {
    default: { namespace: true },
    PrismaClient: {
      class: 'PrismaClient',
      construction: {
        options: 0,
        timeouts: ['statement', 'transaction', 'transactionWait'],
        pool: {
          max: { default: 'unknown', url: 'connection_limit' },
          acquire: { default: 10, unit: 's', url: 'pool_timeout' },
        },
      },
    },
    Prisma: {
      namespace: {
        TransactionClient: { type: 'TransactionClient' },
        DefaultPrismaClient: { type: 'PrismaClient' },
        sql: { function: { text: 0 } },
        raw: { function: { text: 0 } },
      },
    },
  },
  types: {
    Queries: {
      members: {
        '$queryRaw|$queryRawUnsafe|$executeRaw|$executeRawUnsafe': raw,
        $queryRawTyped: { concept: 'query', access: 'read', medium: 'sql', timeouts: ['statement'] },
      },
      properties: { '*': 'ModelDelegate' },
    },
    TransactionClient: { extends: 'Queries', members: { $transaction: transaction } },
    PrismaClient: {
      extends: 'Queries',
      members: {
        $connect: { concept: 'connect' },
        $disconnect: { concept: 'close' },
        $extends: { returns: 'self', inherits: true },
        $on: { concept: 'event', eventAt: 'Argument[0]', callbacks: [{ at: 'Argument[1]', role: 'listener' }] },
        $use: {},
        $transaction: transaction,
      },
      lifecycle: { stage: 'pool', close: '$.$disconnect()' },
    },
    ModelDelegate: delegate,
  },
  timeouts: {
    statement: { covers: 'statement', unit: 'ms', default: 'unknown', setting: 'statement_timeout' },
    transaction: {
      covers: 'transaction',
      unit: 'ms',
      default: 5000,
      call: 'timeout',
      client: 'transactionOptions.timeout',
      source: 'https://www.prisma.io/docs/orm/prisma-client/queries/transactions#transaction-options',
    },
    transactionWait: {
      covers: 'acquire',
      unit: 'ms',
      default: 2000,
      call: 'maxWait',
      client: 'transactionOptions.maxWait',
      source: 'https://www.prisma.io/docs/orm/prisma-client/queries/transactions#transaction-options',
    },
  },
  retries: { default: 0 },
  notes: [
    'No query takes a timeout or an AbortSignal. Since 7 limits are set on the driver adapter; before, in the URL of the database (connection_limit, pool_timeout, options=-c statement_timeout=…).',
    'findUnique calls of one tick are sent as one query; awaited one after the other in a loop they are not.',
    'A query runs when it is awaited. $transaction([…]) runs its list of queries one after the other in one transaction.',
    'An interactive transaction ends with an error after 5 seconds unless its timeout is raised: it must not wait for other services.',
    'The client is generated into the project; PrismaClient is recognised by name where the generated folder is missing.',
  ],
});
