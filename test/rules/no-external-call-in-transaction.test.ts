import rule from '../../rules/no-external-call-in-transaction.js';
import { runFixtures, runRule } from '../support/rule-tester.js';

const PRISMA = `import { PrismaClient } from '@prisma/client'; const prisma = new PrismaClient();\n`;
const PG = `import { Pool } from 'pg'; const pool = new Pool();\n`;
const KNEX = `import knex from 'knex'; const db = knex({ client: 'pg' });\n`;
const TYPEORM = `import { DataSource, type Repository } from 'typeorm'; declare const dataSource: DataSource;\n`;
const MONGOOSE = `import mongoose from 'mongoose'; const User = mongoose.model('User', schema); const Log = mongoose.model('Log', schema);\n`;
const DRIZZLE = `import { drizzle } from 'drizzle-orm/node-postgres'; const db = drizzle(process.env.URL);\n`;
const KOA = `import Router from '@koa/router'; import { Sequelize } from 'sequelize'; const router = new Router(); const sequelize = new Sequelize(process.env.URL);\nfunction withTransaction() { return async (ctx, next) => { await sequelize.transaction(async (t) => { ctx.state.transaction = t; return next(); }); }; }\n`;
const PARALLEL = { parallel: true };
const MIKRO = `import type { EntityManager } from '@mikro-orm/core';\n`;

runRule(rule, {
  valid: [
    { name: 'before and after', code: `${PRISMA}async function f() { await fetch(u); await prisma.$transaction(async (tx) => { await tx.a.create({}); }); await fetch(u); }` },
    { name: 'a list of queries', code: `${PRISMA}async function f() { await prisma.$transaction([prisma.a.create({}), prisma.b.create({})]); }` },
    { name: 'not waited for', code: `${PRISMA}const f = () => prisma.$transaction(async (tx) => { fetch(u).catch(log); await tx.a.create({}); });` },
    { name: 'started in a function that is not waited for', code: `${PRISMA}const f = () => prisma.$transaction(async (tx) => { void (async () => { await fetch(u); })(); await tx.a.create({}); });` },
    { name: 'kept for after the commit', code: `${PRISMA}const f = () => prisma.$transaction(async (tx) => { await tx.a.create({}); hooks.afterCommit(async () => { await fetch(u); }); });` },
    { name: 'listens', code: `${PRISMA}const f = () => prisma.$transaction(async (tx) => { bus.on('x', async () => { await fetch(u); }); await tx.a.create({}); });` },
    { name: 'in the handler of an error', code: `${PRISMA}const f = () => prisma.$transaction(async (tx) => { try { await tx.a.create({}); } catch (error) { await fetch(u); throw error; } });` },
    { name: 'fills a cache', code: `${PRISMA}const f = () => prisma.$transaction(async (tx) => { const rate = rates.get(1) ?? (await fetch(u)); await tx.a.create({ rate }); });` },
    { name: 'a function that is only defined inside', code: `${PRISMA}const f = () => prisma.$transaction(async (tx) => { const later = () => fetch(u); return later; });` },
    { name: 'reads of a cache', code: `${PRISMA}import Redis from 'ioredis'; const redis = new Redis();\nconst f = () => prisma.$transaction(async (tx) => { await redis.get('a'); await tx.a.create({}); });` },
    { name: 'a client of the transaction from a parameter', code: `${PRISMA}const load = (db = prisma) => db.a.findMany({ take: 1 });\nconst f = () => prisma.$transaction(async (tx) => { await load(tx); });` },
    { name: 'the client of the transaction, or the outer one', code: `${PRISMA}const load = (tx) => (tx ?? prisma).a.findMany({ take: 1 });\nconst g = (tx) => { const db = tx || prisma; return db.a.findMany({ take: 1 }); };\nconst f = () => prisma.$transaction(async (tx) => { await load(tx); await g(tx); });` },
    { name: 'for callers without a transaction', code: `${PRISMA}async function load(options) { const { tx: given } = options; if (!given) await prisma.a.count(); if (given === undefined) await prisma.a.count(); given ? 1 : await prisma.a.count(); if (options.tx) return options.tx.a.count(); return prisma.a.count(); }\nconst f = () => prisma.$transaction(async (tx) => { await load({ tx }); });` },
    { name: 'another database', code: `${PRISMA}const reports = new PrismaClient();\nconst f = () => prisma.$transaction(async (tx) => { await reports.a.findMany({ take: 1 }); await tx.a.create({}); });` },
    { name: 'a repository of the transaction', code: `${TYPEORM}const f = () => dataSource.transaction(async (manager) => { const repository = manager.getRepository(User); await repository.find({ take: 1 }); });` },
    { name: 'a repository that is passed in', code: `${TYPEORM}const f = (users: Repository<User>) => dataSource.transaction(async (manager) => { await users.find({ take: 1 }); });` },
    { name: 'a query that is given to the transaction', code: `${KNEX}const f = () => db.transaction(async (trx) => { await db('a').transacting(trx).insert({}); });` },
    { name: 'an entity manager that knows the transaction by itself', code: `${MIKRO}class S { constructor(private em: EntityManager) {} f() { return this.em.transactional(async (em) => { await this.em.find(User, {}, { limit: 1 }); }); } }` },
    { name: 'sessions that may be implicit', code: `${MONGOOSE}const f = () => mongoose.connection.transaction(async () => { await User.create([{}]); await Log.create([{}]); });` },
    { name: 'a document that was loaded with the session', code: `${MONGOOSE}const f = (session) => session.withTransaction(async () => { const user = await User.findOne({ a: 1 }).session(session); await user.save(); await Log.create([{}], { session }); });` },
    { name: 'outside of the span', code: `${PG}async function f() { const client = await pool.connect(); try { await fetch(u); await client.query('BEGIN'); await client.query('a'); await client.query('COMMIT'); await fetch(u); } finally { client.release(); } }` },
    { name: 'after a savepoint of an outer transaction is rolled back', code: `${PG}async function f(client) { await client.query('SAVEPOINT a'); await fetch(u); await client.query('ROLLBACK TO SAVEPOINT a'); }` },
    { name: 'a block of a procedural language', code: `${PG}async function f() { await pool.query('BEGIN RAISE NOTICE 1; END'); await fetch(u); await pool.query('COMMIT'); }` },
    { name: 'a transaction that ends elsewhere', code: `${KNEX}async function f() { const trx = await db.transaction(); await fetch(u); return trx; }` },
    { name: 'a wrapper that runs its callback before', code: `${PRISMA}async function prepare(work) { const data = await work(); return prisma.$transaction((tx) => tx.a.create({ data })); }\nconst f = () => prepare(async () => { await fetch(u); });` },
    ...[`if (given.url) await fetch(given.url)`, `if ('url' in given) await fetch(given.url)`, `if (given.url !== undefined && given.ok) await fetch(given.url)`, `given.url && (await fetch(given.url))`, `given.body ? 1 : 2; if (!given.url) return; else await fetch(given.url)`].map((line) => ({
      name: `what is done only with something that this call leaves out: ${line}`,
      code: `${PRISMA}async function attach(given) { ${line}; await given.tx.a.create({}); }\nconst f = () => prisma.$transaction(async (tx) => { await attach({ tx, body: '' }); });`,
    })),
    { name: 'what is left out two calls further', code: `${PRISMA}async function sign(given) { if (given?.url && given?.team) await fetch(given.url); }\nasync function print(row, options) { await sign(options); return row; }\nconst render = async (row) => { await sign(); return print(row); };\nconst f = () => prisma.$transaction(async (tx) => { await render(await tx.a.create({})); });` },
    { name: 'the rest of what is passed has no such part', code: `${PRISMA}async function attach({ tx, ...rest }) { if ('url' in rest) await fetch(rest.url); await tx.a.create({}); }\nconst f = () => prisma.$transaction(async (tx) => { await attach({ tx, body: '' }); });` },
    { name: 'a decorator that leaves the transaction', code: `import { Transactional, Propagation } from 'typeorm-transactional'; class S { @Transactional({ propagation: Propagation.NOT_SUPPORTED }) async f() { await fetch(u); } }` },
    { name: 'parts of one query each', code: `${PRISMA}const f = (ids) => prisma.$transaction(async (tx) => { await Promise.all(ids.map((id) => tx.a.update({ where: { id }, data: {} }))); });`, options: PARALLEL },
    { name: 'parallel work is accepted', code: `${PRISMA}const f = (ids) => prisma.$transaction(async (tx) => { await Promise.all(ids.map(async (id) => { await tx.a.create({}); await tx.b.create({}); })); });` },
    { name: 'at once only where there is no transaction', code: `${PRISMA}const send = () => fetch('https://a.example');\nasync function announce(ctx) { const { transaction } = ctx.state; if (transaction) transaction.afterCommit(() => send()); else await send(); }\nconst f = (ctx) => prisma.$transaction(async (tx) => { await tx.a.create({}); await announce(ctx); });` },
    { name: 'a handler before the transaction of its route', code: `${KOA}router.post('/a', async (ctx, next) => { await fetch(u); await next(); }, withTransaction(), async (ctx) => { ctx.body = 1; });` },
    { name: 'reads without the session that a middleware began', code: `${KOA}const Member = sequelize.define('member', {});\nrouter.post('/a', withTransaction(), async (ctx) => { const { transaction } = ctx.state; await Member.findByPk(1); await Member.create({}, { transaction }); });` },
    { name: 'a listener that is called after the commit', code: `import { EventSubscriber, type EntitySubscriberInterface } from 'typeorm';\n@EventSubscriber() export class S implements EntitySubscriberInterface { async afterTransactionCommit() { await fetch(u); } async afterLoad() { await fetch(u); } }` },
    { name: 'queries outside are accepted', code: `${PRISMA}const f = () => prisma.$transaction(async (tx) => { await prisma.a.create({}); });`, options: { outerClient: false } },
  ],
  invalid: [
    {
      name: 'a client that a middleware of another file keeps for the request',
      code: `import { OpenAPIHono } from '@hono/zod-openapi';\nexport const register = (app: OpenAPIHono) => app.openapi({ path: '/keys' }, async (c) => {\n  const { db } = c.get('services');\n  await db.transaction(async (tx) => {\n    await fetch('https://auth.example.com/verify');\n  });\n});`,
      files: {
        'init.ts': `import type { MiddlewareHandler } from 'hono';\nimport { drizzle } from 'drizzle-orm/node-postgres';\nexport function init(): MiddlewareHandler {\n  return async (c, next) => {\n    const db = drizzle(process.env.URL);\n    c.set('services', { db });\n    await next();\n  };\n}`,
      },
      errors: [{ messageId: 'externalCallInTransaction', line: 5 }],
    },
    {
      name: 'what is done only with something that may be passed, and what is done in every case',
      code: `${PRISMA}async function attach(given) { if (given.url) await fetch(given.url); await given.tx.a.create({}); }\nasync function store(given) { if (given.url) await fetch(given.url); else await fetch('https://files.example.com', { body: given.body }); }\nconst f = (more) => prisma.$transaction(async (tx) => {\n  await attach({ tx, url: 'x' });\n  await attach({ tx, ...more });\n  await store({ body: '' });\n});`,
      errors: [
        { messageId: 'externalCallInTransaction', line: 5 },
        { messageId: 'externalCallInTransaction', line: 7 },
      ],
    },
    {
      name: 'in the callback',
      code: `${PRISMA}const f = () => prisma.$transaction(async (tx) => {\n  await tx.a.create({});\n  await fetch(u);\n});`,
      errors: [
        {
          messageId: 'externalCallInTransaction',
          line: 4,
          column: 9,
          message:
            'Until `fetch` is answered, the transaction that `PrismaClient.$transaction` (line 2) began keeps its connection and its locks, and a rollback does not undo the call.',
        },
      ],
    },
    {
      name: 'through functions of two files, once for each library call',
      code: `${PRISMA}import { notify } from './notify.js';\nconst f = () => prisma.$transaction(async (tx) => {\n  await notify(1);\n  await notify(2);\n});`,
      files: {
        'notify.ts': `import { post } from './post.js';\nexport async function notify(id) { if (id) await post(id); }`,
        'post.ts': `export const post = (id) => fetch('https://example.com/' + id);`,
      },
      errors: [{ messageId: 'externalCallInTransaction', line: 4, message: 'Until `notify` (notify.ts:2) → `post` (post.ts:1) → `fetch` is answered' }],
    },
    {
      name: 'a class that is injected',
      code: `${TYPEORM}import { Mailer } from './mailer.js';\nclass Users { constructor(private mailer: Mailer) {} f() { return dataSource.transaction(async (manager) => {\n await this.mailer.send(); }); } }`,
      files: { 'mailer.ts': `import nodemailer from 'nodemailer'; export class Mailer { async send() { await fetch('https://mail.example.com'); } }` },
      errors: [{ messageId: 'externalCallInTransaction', line: 4 }],
    },
    {
      name: 'all at once',
      code: `${PRISMA}const f = (items) => prisma.$transaction(async (tx) => {\n  await Promise.all(items.map((item) => fetch(item.url)));\n});`,
      errors: [{ messageId: 'externalCallInTransaction', line: 3 }],
    },
    {
      name: 'in a function that is run by another one',
      code: `${PRISMA}const f = () => prisma.$transaction(async (tx) => {\n  await withSpan('x', async () => {\n    await fetch(u);\n  });\n});`,
      errors: [{ messageId: 'externalCallInTransaction', line: 4 }],
    },
    {
      name: 'a home-made wrapper in another file',
      code: `import { inTransaction } from './db.js';\nconst f = () => inTransaction(async (client) => {\n  await client.query('a');\n  await fetch(u);\n});`,
      files: { 'db.ts': `${PG}export async function inTransaction(work) { const client = await pool.connect(); try { await client.query('BEGIN'); const result = await work(client); await client.query('COMMIT'); return result; } catch (error) { await client.query('ROLLBACK'); throw error; } finally { client.release(); } }` },
      errors: [{ messageId: 'externalCallInTransaction', line: 4, data: { transaction: '`inTransaction` (line 2) began' } }],
    },
    {
      name: 'a method that runs its callback inside of a function of its own',
      code: `import { Base } from './base.js';\nclass Users extends Base { f() { return this.atomic(async (manager) => {\n await fetch(u); }); } }`,
      files: { 'base.ts': `${TYPEORM}export class Base { async atomic(work) { const run = async (manager) => work(manager); return dataSource.transaction((manager) => run(manager)); } }` },
      errors: [{ messageId: 'externalCallInTransaction', line: 3, data: { transaction: '`atomic` (line 2) began' } }],
    },
    {
      name: 'an object with the callback',
      code: `import { locked } from './db.js';\nconst f = () => locked({ name: 'a', run: async () => {\n  await fetch(u);\n} });`,
      files: { 'db.ts': `${KNEX}export const locked = ({ name, run }) => db.transaction(async (trx) => { await trx('locks').where({ name }).forUpdate(); await run(trx); });` },
      errors: [{ messageId: 'externalCallInTransaction', line: 3 }],
    },
    {
      name: 'passed by name',
      code: `${PRISMA}import { transfer } from './transfer.js';\nconst f = () => prisma.$transaction(transfer);`,
      files: { 'transfer.ts': `export async function transfer(tx) { await tx.a.create({}); await fetch('https://example.com'); }` },
      errors: [{ messageId: 'externalCallInTransaction', line: 3, column: 37, message: 'Until `transfer` (transfer.ts:1) → `fetch` is answered' }],
    },
    {
      name: 'between statements, on one of the paths',
      code: `${PG}async function f(id) {\n  const client = await pool.connect();\n  try {\n    await client.query('START TRANSACTION ISOLATION LEVEL SERIALIZABLE');\n    if (id) {\n      await client.query('COMMIT');\n      await fetch(u);\n    } else {\n      await fetch(u);\n      await client.query('COMMIT');\n    }\n  } finally {\n    client.release();\n  }\n}`,
      errors: [{ messageId: 'externalCallInTransaction', line: 10, data: { transaction: '`BEGIN` (line 5) began' } }],
    },
    {
      name: 'between the calls of a runner',
      code: `${TYPEORM}async function f() {\n  const runner = dataSource.createQueryRunner();\n  await runner.startTransaction();\n  try {\n    await fetch(u);\n    await runner.commitTransaction();\n  } catch (error) {\n    await runner.rollbackTransaction();\n  } finally {\n    await runner.release();\n  }\n}`,
      errors: [{ messageId: 'externalCallInTransaction', line: 6, data: { transaction: '`QueryRunner.startTransaction` (line 4) began' } }],
    },
    {
      name: 'a decorated method',
      code: `import { Transactional } from 'typeorm-transactional';\nclass S {\n  @Transactional()\n  async f() {\n    await fetch(u);\n  }\n}`,
      errors: [{ messageId: 'externalCallInTransaction', line: 5, data: { transaction: '`@Transactional` (line 3) began' } }],
    },
    {
      name: 'a message and a pause',
      code: `${DRIZZLE}import { Queue } from 'bullmq'; import { setTimeout as sleep } from 'node:timers/promises'; const queue = new Queue('a');\nconst f = () => db.transaction(async (tx) => {\n  await queue.add('a', {});\n  await sleep(100);\n});`,
      errors: [
        { messageId: 'publishInTransaction', line: 4, message: '`Queue.add` sends its message before the transaction that `Database.transaction` (line 3) began is committed' },
        { messageId: 'sleepInTransaction', line: 5 },
      ],
    },
    {
      name: 'the outer client, directly and behind functions of another file',
      code: `import { prisma } from './db.js';\nimport { count } from './count.js';\nconst f = () => prisma.$transaction(async (tx) => {\n  await prisma.a.create({});\n  await count();\n});`,
      files: { 'db.ts': `${PRISMA}export { prisma };`, 'count.ts': `import { prisma } from './db.js'; export const count = () => prisma.b.count();` },
      errors: [
        { messageId: 'outerClientInTransaction', line: 4, column: 9 },
        { messageId: 'outerClientInTransaction', line: 5, message: '`count` (count.ts:1) → `b.count` runs outside of the transaction that `PrismaClient.$transaction` (line 3) began' },
      ],
    },
    {
      name: 'past a test of something else',
      code: `${PRISMA}async function load(tx, id) { if (tx && id) await prisma.a.count(); }\nconst f = () => prisma.$transaction(async (tx) => {\n  await load(tx, 1);\n});`,
      errors: [{ messageId: 'outerClientInTransaction', line: 4 }],
    },
    {
      name: 'the pool beside its client',
      code: `${PG}async function f() {\n  const client = await pool.connect();\n  try {\n    await client.query('BEGIN');\n    await pool.query('a');\n    await client.query('COMMIT');\n  } finally {\n    client.release();\n  }\n}`,
      errors: [{ messageId: 'outerClientInTransaction', line: 6 }],
    },
    {
      name: 'a client that is passed in, and its own transaction',
      code: `import type { Knex } from 'knex';\nconst f = (client: Knex) => client.transaction(async (trx) => {\n  await client('a').insert({});\n});`,
      errors: [{ messageId: 'outerClientInTransaction', line: 3 }],
    },
    {
      name: 'a session that others are passed',
      code: `${MONGOOSE}async function f() {\n  const session = await mongoose.startSession();\n  try {\n    await session.withTransaction(async () => {\n      await User.create([{}], { session });\n      await Log.create([{}]);\n    });\n  } finally {\n    await session.endSession();\n  }\n}`,
      errors: [{ messageId: 'sessionNotPassed', line: 7, message: 'Pass `session`, as the other queries here do.' }],
    },
    {
      name: 'a route whose middleware begins the transaction',
      code: `${KOA}router.post('/orders', withTransaction(), async (ctx) => {\n  await fetch('https://payments.example.com', { method: 'POST' });\n  ctx.body = {};\n});`,
      errors: [{ messageId: 'externalCallInTransaction', line: 4, data: { transaction: '`withTransaction` (line 3) began' } }],
    },
    {
      name: 'listeners that a save runs in its transaction',
      code: `import { AfterInsert, Entity, EventSubscriber, type EntitySubscriberInterface } from 'typeorm';\n@Entity() export class User {\n  @AfterInsert() async greet() { await fetch('https://mail.example.com'); }\n}\n@EventSubscriber() export class Audit implements EntitySubscriberInterface<User> {\n  async afterUpdate() { await fetch('https://audit.example.com'); }\n}`,
      errors: [
        { messageId: 'externalCallInTransaction', line: 3, message: 'the transaction that `@AfterInsert` (line 3) runs in keeps its connection' },
        { messageId: 'externalCallInTransaction', line: 6, data: { transaction: '`afterUpdate` (line 6) runs in' } },
      ],
    },
    {
      name: 'parts that go on after the rollback',
      code: `${TYPEORM}const f = (orders) => dataSource.transaction(async (manager) => {\n  await Promise.all(orders.map(async (order) => {\n    await manager.save(Order, order);\n    await manager.update(Stock, order.sku, {});\n  }));\n});`,
      options: PARALLEL,
      errors: [{ messageId: 'parallelInTransaction', line: 3, column: 9, message: 'When one part of this `Promise.all` fails, the transaction that `DataSource.transaction` (line 2) began is rolled back while the others go on (`EntityManager.save`)' }],
    },
    {
      name: 'parts that a session does not take at once',
      code: `${MONGOOSE}const f = (users) => mongoose.connection.transaction(async (session) => {\n  await Promise.all([User.create([{}], { session }), Log.create([{}], { session })]);\n  await Promise.all(users.map((user) => User.updateOne({ _id: user.id }, {}, { session })));\n});`,
      options: PARALLEL,
      errors: [
        { messageId: 'parallelNotSupported', line: 3 },
        { messageId: 'parallelNotSupported', line: 4, message: 'mongoose leaves open what that does' },
      ],
    },
  ],
});

runFixtures(rule);
