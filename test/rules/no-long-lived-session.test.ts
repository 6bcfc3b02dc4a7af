import rule from '../../rules/no-long-lived-session.js';
import { runFixtures, runRule } from '../support/rule-tester.js';

const PRISMA = `import { PrismaClient } from '@prisma/client'; const prisma = new PrismaClient();\n`;
const KNEX = `import knex from 'knex'; const db = knex({ client: 'pg' });\n`;
const TYPEORM = `import { DataSource } from 'typeorm'; import { User } from './user'; declare const dataSource: DataSource;\n`;
const PG = `import { Pool } from 'pg'; const pool = new Pool();\n`;
const HELD = (inside: string, after = '') =>
  `${PG}export async function withNightlyLock(work) {\n  const client = await pool.connect();\n  try {\n    await client.query('BEGIN');\n    await client.query('SELECT pg_advisory_xact_lock(1)');\n    ${inside}\n    await client.query('COMMIT');\n  } catch (error) {\n    await client.query('ROLLBACK');\n    throw error;\n  } finally {\n    client.release();\n  }\n  ${after}\n}\n`;
const CALLER = `export const all = () => withNightlyLock(async () => { await pool.query('DELETE FROM drafts WHERE old'); });`;
const MIKRO = `import { MikroORM, type EntityManager } from '@mikro-orm/postgresql'; import { User } from './user'; declare const orm: MikroORM;\n`;
const INPUT_LISTS = { inputLists: true };

runRule(rule, {
  valid: [
    { name: 'what a caller passes gets the connection', code: `${HELD('await work(client);')}${CALLER}` },
    { name: 'what a caller passes runs after the end', code: `${HELD('', 'await work();')}${CALLER}` },
    { name: 'the connection is kept where other code finds it', code: `${HELD('store.enterWith(client); await work();')}${CALLER}` },
    { name: 'what a caller passes only computes', code: `${HELD('await work();')}export const all = () => withNightlyLock(async () => 1);` },
    { name: 'no caller is in view', code: HELD('await work();') },
    { name: 'a transaction for each element', code: `${PRISMA}async function f() { for (const { id } of await prisma.user.findMany({})) await prisma.$transaction(async (tx) => { await tx.user.update({ where: { id }, data: {} }); }); }` },
    { name: 'one statement for all', code: `${PRISMA}const f = () => prisma.$transaction(async (tx) => { const users = await tx.user.findMany({}); await tx.user.updateMany({ where: { id: { in: users.map((user) => user.id) } }, data: {} }); });` },
    { name: 'nothing that queries in the loop', code: `${PRISMA}const f = () => prisma.$transaction(async (tx) => { const users = await tx.user.findMany({}); for (const user of users) print(user); });` },
    { name: 'a limit', code: `${PRISMA}const f = () => prisma.$transaction(async (tx) => { for (const { id } of await tx.user.findMany({ take: 20 })) await tx.user.update({ where: { id }, data: {} }); });` },
    { name: 'the rows of what is asked for', code: `${PRISMA}const f = (teamId) => prisma.$transaction(async (tx) => { for (const { id } of await tx.user.findMany({ where: { teamId } })) await tx.user.update({ where: { id }, data: {} }); });` },
    { name: 'the rows of a row that was asked for', code: `${PRISMA}const f = (id) => prisma.$transaction(async (tx) => { const team = await tx.team.findUnique({ where: { id } }); for (const user of await tx.user.findMany({ where: { teamId: team.id } })) await tx.user.update({ where: { id: user.id }, data: {} }); });` },
    { name: 'the rows of a request', code: `${PRISMA}const f = (req, res) => prisma.$transaction(async (tx) => { const { teamId } = req.query; for (const user of await tx.user.findMany({ where: { teamId } })) await tx.user.update({ where: { id: user.id }, data: {} }); });` },
    { name: 'rows that a function finds by what it is passed', code: `${PRISMA}const find = (teamId) => prisma.user.findMany({ where: { teamId } }); const f = (id) => prisma.$transaction(async (tx) => { for (const user of await find(id)) await tx.user.update({ where: { id: user.id }, data: {} }); });` },
    { name: 'the relations of a row that was asked for', code: `import { Sequelize } from 'sequelize'; const sequelize = new Sequelize('x'); const Vendor = sequelize.define('vendor', {});\nasync function f(id) { const vendor = await Vendor.findByPk(id); await sequelize.transaction(async (transaction) => { for (const method of await vendor.getMethods({ transaction })) await method.update({ saved: false }, { transaction }); }); }` },
    { name: 'a list that is passed in', code: `${PRISMA}const f = (items) => prisma.$transaction(async (tx) => { for (const data of items) await tx.item.create({ data }); });` },
    { name: 'a short list', code: `${PRISMA}const f = () => prisma.$transaction(async (tx) => { for (const name of ['a', 'b']) await tx.role.create({ data: { name } }); });`, options: INPUT_LISTS },
    { name: 'batches', code: `${PRISMA}const f = (ids) => prisma.$transaction(async (tx) => { for (let i = 0; i < ids.length; i += 100) await tx.user.deleteMany({ where: { id: { in: ids.slice(i, i + 100) } } }); });`, options: INPUT_LISTS },
    { name: 'a name that is taken', code: `${PRISMA}const f = (slug) => prisma.$transaction(async (tx) => { while (await tx.page.findUnique({ where: { slug } })) slug += '-'; });` },
    { name: 'an attempt after another', code: `${PRISMA}const f = () => prisma.$transaction(async (tx) => { for (let attempt = 0; attempt < 3; attempt++) await tx.job.findFirst({ take: 1 }); });` },
    { name: 'pages outside of the transaction', code: `${PRISMA}async function f() { while (true) { const users = await prisma.user.findMany({ take: 100 }); if (users.length === 0) break; await prisma.$transaction(async (tx) => { await tx.user.deleteMany({ where: { id: { in: users.map(({ id }) => id) } } }); }); } }` },
    { name: 'a unit of work that forgets after each', code: `${MIKRO}async function f() { const em = orm.em.fork(); for (const user of await em.find(User, {})) { user.seen = true; await em.flush(); em.clear(); } }` },
    { name: 'a unit of work for each', code: `${MIKRO}async function f() { for (const { id } of await orm.em.fork().find(User, {}, { fields: ['id'] })) { const em = orm.em.fork(); const user = await em.findOneOrFail(User, id); user.seen = true; await em.flush(); } }` },
    { name: 'a unit of work that a function begins for each', code: `${MIKRO}async function renew(id) { const em = orm.em.fork(); const user = await em.findOneOrFail(User, id); user.seen = true; await em.flush(); }\nasync function f() { for (const { id } of await orm.em.fork().find(User, {})) await renew(id); }` },
    { name: 'a list that is passed in, whatever the options', code: `${MIKRO}async function f(em: EntityManager, users) { for (const user of users) { user.seen = true; await em.flush(); } }`, options: INPUT_LISTS },
    { name: 'one write behind the loop', code: `${MIKRO}async function f(em: EntityManager) { for (const user of await em.find(User, {})) user.seen = true; await em.flush(); }` },
    { name: 'rows of what is asked for', code: `${MIKRO}async function f(em: EntityManager, team) { for (const user of await em.find(User, { team })) { user.seen = true; await em.flush(); } }` },
    { name: 'pages that are not kept', code: `${MIKRO}async function f(em: EntityManager) { for (let offset = 0; ; ) { const users = await em.find(User, {}, { limit: 100, offset, disableIdentityMap: true }); if (users.length === 0) return; offset += 100; } }` },
    { name: 'a unit of work for each message', code: `${MIKRO}import { Worker } from 'bullmq'; new Worker('a', async (job) => { const em = orm.em.fork(); await em.find(User, { id: job.data.id }); });` },
    { name: 'a query runner of one run', code: `${TYPEORM}import { CronJob } from 'cron'; CronJob.from({ cronTime: '* * * * *', onTick: async () => { const runner = dataSource.createQueryRunner(); try { await runner.query('SELECT 1'); } finally { await runner.release(); } } });` },
    { name: 'a query runner of a command that runs once', code: `${TYPEORM}const runner = dataSource.createQueryRunner(); async function f() { await runner.query('SELECT 1'); } await f(); await runner.release();` },
    { name: 'a query runner of a provider that lives for one request', code: `${TYPEORM}import { Injectable, Scope } from '@nestjs/common'; @Injectable({ scope: Scope.REQUEST }) class Orders { runner; constructor(private dataSource: DataSource) { this.runner = this.dataSource.createQueryRunner(); } async save() { await this.runner.startTransaction(); } }` },
    { name: 'a loop after the end', code: `${PG}async function f() { const client = await pool.connect(); try { await client.query('BEGIN'); const { rows } = await client.query('SELECT id FROM users'); await client.query('COMMIT'); for (const { id } of rows) await client.query('UPDATE users SET a = 1 WHERE id = $1', [id]); } finally { client.release(); } }` },
  ],
  invalid: [
    {
      name: 'a lock that is a transaction round what a caller passes',
      code: `${HELD('await work();')}${CALLER}`,
      errors: [
        {
          messageId: 'transactionOverCallback',
          line: 5,
          message: 'This transaction stays open while `work` runs (line 7), for as long as the work of a caller takes (`Pool.query`): its connection is held meanwhile, that work takes a second one, and once',
        },
      ],
    },
    {
      name: 'a callback of a managed transaction that runs what another file passes by name',
      code: `${PRISMA}export const guardNightly = (options: { key: string; run: () => Promise<void> }) => prisma.$transaction(async (tx) => {\n  await tx.$executeRaw\`SELECT pg_advisory_xact_lock(1)\`;\n  await options.run();\n});`,
      files: { 'jobs.ts': `import { guardNightly } from './main.js'; async function sendDigest() { await fetch('https://mail.example.com/send'); } export const nightly = () => guardNightly({ key: 'digest', run: sendDigest });` },
      errors: [{ messageId: 'transactionOverCallback', line: 2, message: 'as long as the work of a caller takes (`fetch`)' }],
    },
    {
      name: 'every row of a table',
      code: `${TYPEORM}class Jobs {\n  run() {\n    return dataSource.transaction(async (manager) => {\n      const users = await manager.find(User);\n      for (const user of users) {\n        await manager.update(User, { id: user.id }, { seen: true });\n      }\n    });\n  }\n}`,
      errors: [
        {
          messageId: 'transactionOverList',
          line: 4,
          column: 12,
          message:
            'This transaction stays open while `EntityManager.update` runs for each element of `users` (line 6): its locks and its connection are held for as many rows as the table has, and one failure undoes everything. Begin a short transaction for each element, or for each batch.',
        },
      ],
    },
    {
      name: 'rows by a fixed filter, in a function of another file',
      code: `${KNEX}import { findDue } from './due.js';\nasync function renew(trx, id) { await trx('subscriptions').where({ id }).update({ renewed: true }); }\nconst f = () => db.transaction(async (trx) => {\n  const due = await findDue(trx, new Date());\n  for (const { id } of due) await trx('subscriptions').where({ id }).update({ renewed: true });\n});`,
      files: { 'due.ts': `import type { Knex } from 'knex'; export async function findDue(client: Knex, now: Date) { return client('subscriptions').where('due_at', '<', now); }` },
      errors: [{ messageId: 'transactionOverList', line: 4 }],
    },
    {
      name: 'all at once',
      code: `${PRISMA}const f = () => prisma.$transaction(async (tx) => {\n  const users = await tx.user.findMany({});\n  await Promise.all(users.map((user) => tx.user.update({ where: { id: user.id }, data: {} })));\n});`,
      errors: [{ messageId: 'transactionOverList', line: 2 }],
    },
    {
      name: 'rows of each row',
      code: `${PRISMA}const f = () => prisma.$transaction(async (tx) => {\n  for (const team of await tx.team.findMany({})) {\n    for (const user of await tx.user.findMany({ where: { teamId: team.id } })) await tx.user.update({ where: { id: user.id }, data: {} });\n  }\n});`,
      errors: [{ messageId: 'transactionOverList', line: 2, message: 'for each element of `await tx.team.findMany({})` (line 3)' }],
    },
    {
      name: 'page by page',
      code: `${PRISMA}const f = () => prisma.$transaction(async (tx) => {\n  let users;\n  do {\n    users = await tx.user.findMany({ where: { seen: false }, take: 100 });\n    await tx.user.updateMany({ where: { id: { in: users.map((user) => user.id) } }, data: { seen: true } });\n  } while (users.length > 0);\n});`,
      errors: [{ messageId: 'transactionOverPages', line: 2, message: 'until the loop on line 4 has read the last page (`user.findMany`)' }],
    },
    {
      name: 'a list that is passed in, where it is asked for',
      code: `${PRISMA}const f = (ids) => prisma.$transaction(async (tx) => {\n  for (const id of ids) await tx.user.delete({ where: { id } });\n});`,
      options: INPUT_LISTS,
      errors: [{ messageId: 'transactionOverList', line: 2, data: { list: '`ids`', length: 'as long as the list is' } }],
    },
    {
      name: 'a unit of work that writes for each row of a table',
      code: `${MIKRO}export async function renew() {\n  const em = orm.em.fork();\n  for (const user of await em.find(User, { active: true })) {\n    user.seen = true;\n    await em.flush();\n  }\n}`,
      errors: [{ messageId: 'unitOfWorkOverList', line: 6, message: 'Each turn over `await em.find(User, { active: true })` (line 4) compares every row that this unit of work has loaded since it began (`EntityManager.flush`)' }],
    },
    {
      name: 'behind a function that is given it',
      code: `${MIKRO}async function mark(em: EntityManager, user) { user.seen = true; await em.flush(); }\nexport async function renew(em: EntityManager) {\n  const users = await em.find(User, {});\n  for (const user of users) await mark(em, user);\n}`,
      errors: [{ messageId: 'unitOfWorkOverList', line: 5, message: '(`mark` (main.ts:2) → `EntityManager.flush`)' }],
    },
    {
      name: 'page after page',
      code: `${MIKRO}export async function archive(em: EntityManager) {\n  let last = 0;\n  while (true) {\n    const users = await em.find(User, { id: { $gt: last } }, { limit: 500, orderBy: { id: 1 } });\n    if (users.length === 0) return;\n    last = users.at(-1).id;\n  }\n}`,
      errors: [{ messageId: 'unitOfWorkOverPages', line: 5, message: 'until the loop on line 4 has read the last one' }],
    },
    {
      name: 'one unit of work for all messages',
      code: `${MIKRO}import { Worker } from 'bullmq';\nconst em = orm.em.fork();\nnew Worker('a', async (job) => {\n  const user = await em.findOneOrFail(User, job.data.id);\n  user.seen = true;\n  await em.flush();\n});`,
      errors: [{ messageId: 'unitOfWorkKept', line: 3, message: '`EntityManager.fork` begins one unit of work for the whole life of the process, and every message that uses it (line 5)' }],
    },
    {
      name: 'one query runner for all requests',
      code: `${TYPEORM}import express from 'express';\nconst app = express();\nconst runner = dataSource.createQueryRunner();\napp.post('/orders', async (req, res) => {\n  await runner.startTransaction();\n  await runner.query('INSERT INTO orders DEFAULT VALUES');\n  await runner.commitTransaction();\n  res.end();\n});`,
      errors: [{ messageId: 'connectionKept', line: 4, data: { by: 'HTTP request' } }],
    },
    {
      name: 'one query runner for all callers of a provider',
      code: `${TYPEORM}import { Injectable } from '@nestjs/common';\n@Injectable()\nexport class Orders {\n  private runner;\n  constructor(private readonly dataSource: DataSource) {\n    this.runner = this.dataSource.createQueryRunner();\n  }\n  async save() {\n    await this.runner.startTransaction();\n  }\n}`,
      errors: [{ messageId: 'connectionKept', line: 7, data: { by: 'caller' } }],
    },
    {
      name: 'one session for all runs',
      code: `import mongoose from 'mongoose'; const User = mongoose.model('User', schema);\nconst session = await mongoose.startSession();\nsetInterval(async () => {\n  await User.updateMany({}, { seen: true }, { session });\n}, 60_000);`,
      errors: [{ messageId: 'connectionKept', line: 2, data: { by: 'run' } }],
    },
  ],
});

runFixtures(rule);
