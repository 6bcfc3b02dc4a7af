import rule from '../../rules/require-session-release.js';
import { runFixtures, runRule } from '../support/rule-tester.js';

const PG = `import { Pool, Client } from 'pg'; const pool = new Pool();\n`;
const MYSQL = `import mysql from 'mysql2/promise'; const pool = mysql.createPool({});\n`;
const TYPEORM = `import { DataSource } from 'typeorm'; declare const dataSource: DataSource;\n`;
const KNEX = `import knex from 'knex'; const db = knex({ client: 'pg' });\n`;
const SEQUELIZE = `import { Sequelize } from 'sequelize'; const sequelize = new Sequelize('x');\n`;
const MONGOOSE = `import mongoose from 'mongoose'; const User = mongoose.model('User', schema);\n`;

const EXPRESS = `import express from 'express'; const app = express();\n`;

/** A transaction that a function opens where it is given none. */
const ownTransaction = (body: string): string =>
  `${KNEX}export async function run(given, isNested, work) {\n  const isOwn = !given || isNested;\n  let trx = given;\n  if (!trx || isOwn) trx = await db.transaction();\n  ${body}\n}`;

runRule(rule, {
  valid: [
    {
      name: 'what it was opened by decides who ends it',
      code: ownTransaction(`try {\n    const result = await work(trx);\n    if (isOwn) await trx.commit();\n    return result;\n  } catch (error) {\n    if (isOwn) await trx.rollback();\n    throw error;\n  }`),
    },
    { name: 'a client for the whole process', code: `${EXPRESS}import Redis from 'ioredis'; const redis = new Redis();\napp.get('/', async (req, res) => { res.json(await redis.get('a')); });` },
    { name: 'a client of a function that starts the process', code: `${EXPRESS}import Redis from 'ioredis';\nasync function main() { const redis = new Redis(); app.get('/', async (req, res) => { res.json(await redis.get('a')); }); app.listen(80); }\nmain();` },
    { name: 'a client per request that is closed', code: `${EXPRESS}import Redis from 'ioredis';\napp.get('/', async (req, res) => { const redis = new Redis(); try { res.json(await redis.get('a')); } finally { redis.disconnect(); } });` },
    { name: 'a client that is kept', code: `${EXPRESS}import { PrismaClient } from '@prisma/client';\nlet kept;\nfunction clientOf() { const prisma = new PrismaClient(); kept = prisma; return prisma; }\napp.get('/', async (req, res) => { res.json(await (kept ?? clientOf()).user.findMany()); });` },
    { name: 'a client that is handed on', code: `${EXPRESS}import { Pool } from 'pg'; import { drizzle } from 'drizzle-orm/node-postgres';\napp.get('/', async (req, res) => { const pool = new Pool(); res.json(await load(drizzle(pool))); });` },
    { name: 'a client without a connection of its own', code: `${EXPRESS}import { S3Client } from '@aws-sdk/client-s3';\napp.get('/', async (req, res) => { const s3 = new S3Client({}); res.json(await s3.send(command)); });` },
    { name: 'released in finally', code: `${PG}async function f() { const client = await pool.connect(); try { await client.query('a'); } finally { client.release(); } }` },
    { name: 'taken inside the try, asked for in finally', code: `${PG}async function f() { let client; try { client = await pool.connect(); await client.query('a'); } finally { if (client) client.release(); } }` },
    { name: 'asked for by an optional call', code: `${PG}async function f() { let client; try { client = await pool.connect(); await client.query('a'); } finally { client?.release(); } }` },
    { name: 'compared with null', code: `${PG}async function f() { let client = null; try { client = await pool.connect(); await client.query('a'); } finally { if (client !== null) client.release(); } }` },
    { name: 'begun before the try', code: `${PG}async function f() { const client = await pool.connect(); await client.query('BEGIN'); try { await client.query('a'); await client.query('COMMIT'); } finally { client.release(); } }` },
    { name: 'connected and begun before the try', code: `${TYPEORM}async function f() { const runner = dataSource.createQueryRunner(); await runner.connect(); await runner.startTransaction(); try { await runner.query('a'); } finally { await runner.release(); } }` },
    { name: 'nothing that waits in between', code: `${PG}async function f() { const client = await pool.connect(); client.on('error', log); client.release(); }` },
    { name: 'what is awaited in between cannot fail', code: `${PG}async function f() { const client = await pool.connect(); await client.query('a').catch(log); client.release(); }` },
    { name: 'released in catch and at the end', code: `${PG}async function f() { const client = await pool.connect(); try { await client.query('a'); } catch (error) { client.release(error); throw error; } client.release(); }` },
    { name: 'released on each branch', code: `${PG}async function f(id) { const client = await pool.connect(); try { if (id) { await client.query('a'); client.release(); return 1; } } catch { client.release(); return 2; } client.release(); }` },
    { name: 'a stack of disposables', code: `${PG}async function f() { using stack = new DisposableStack(); const client = await pool.connect(); stack.defer(() => client.release()); await client.query('a'); }` },
    { name: 'a stack that adopts it', code: `${PG}async function f() { await using stack = new AsyncDisposableStack(); const client = stack.adopt(await pool.connect(), (taken) => taken.release()); await client.query('a'); }` },
    { name: 'disposed by its symbol', code: `${MONGOOSE}async function f() { const session = await mongoose.startSession(); try { await User.create([{}], { session }); } finally { await session[Symbol.asyncDispose](); } }` },
    { name: 'a wrapper that takes it, and is given back', code: `${PG}const takeClient = async () => pool.connect();\nasync function f() { const client = await takeClient(); try { await client.query('a'); } finally { client.release(); } }` },
    { name: 'a wrapper that gives it back', code: `${PG}const giveBack = (client) => client.release();\nasync function f() { const client = await pool.connect(); try { await client.query('a'); } finally { giveBack(client); } }` },
    { name: 'a wrapper that keeps what it takes', code: `${PG}const open = new Set();\nasync function takeClient() { const client = await pool.connect(); open.add(client); return client; }\nasync function f() { const client = await takeClient(); await client.query('a'); client.release(); }` },
    { name: 'a wrapper that may give what it has kept', code: `${PG}let kept;\nasync function takeClient() { if (kept) return kept; return pool.connect(); }\nasync function f() { const client = await takeClient(); await client.query('a'); client.release(); }` },
    { name: 'a wrapper of a transaction that ends with its callback', code: `import { Sequelize } from 'sequelize';\nconst sequelize = new Sequelize(process.env.DATABASE_URL);\nconst inTransaction = ({ row }) => sequelize.transaction(async (transaction) => await row.save({ transaction }));\nexport async function f(row) { await inTransaction({ row }); }` },
    { name: 'a wrapper that another wrapper passes on', code: `${PG}const takeClient = () => pool.connect();\nconst again = () => takeClient();` },
    { name: 'closed by listeners that were there first', code: `import { Client } from 'ssh2';\nconst run = (config) => new Promise((resolve) => { const conn = new Client(); const finish = (result) => { conn.end(); resolve(result); }; conn.on('ready', () => { conn.exec('a', (error, stream) => stream.on('close', () => finish(1))); }); conn.on('error', finish); try { conn.connect(config); } catch (error) { finish(error); } });` },
    { name: 'using', code: `${PG}async function f() { await using client = await pool.connect(); await client.query('a'); }` },
    { name: 'returned', code: `${PG}async function f() { const client = await pool.connect(); return client; }` },
    { name: 'returned in an object, with setup that is awaited', code: `${PG}async function f() { const client = await pool.connect(); await client.query('SET ROLE app'); return { client }; }` },
    { name: 'returned at once', code: `${PG}const f = () => pool.connect();` },
    { name: 'kept in a field', code: `${PG}class Store { async open() { this.client = await pool.connect(); } }` },
    { name: 'kept in a field later', code: `${PG}class Store { async open() { const client = await pool.connect(); await client.query('a'); this.client = client; } }` },
    { name: 'kept in a registry', code: `${PG}const open = new Map(); async function f(id) { const client = await pool.connect(); open.set(id, client); }` },
    { name: 'kept in a variable of the module', code: `${PG}let client; async function f() { client = await pool.connect(); await client.query('a'); }` },
    { name: 'passed to a function that gives it back', code: `${PG}async function finish(client) { await client.query('a'); client.release(); }\nasync function f() { const client = await pool.connect(); await finish(client); }` },
    { name: 'passed to a function of another file that gives it back', code: `${PG}import { withClient } from './with.js'; async function f() { const client = await pool.connect(); await withClient({ client }); }`, files: { 'with.ts': `export async function withClient({ client }) { try { await client.query('a'); } finally { client.release(); } }` } },
    { name: 'passed to a function that is not in view', code: `${PG}import { run } from 'elsewhere'; async function f() { const client = await pool.connect(); await run(client); }` },
    { name: 'given back by a local function', code: `${PG}async function f() { const client = await pool.connect(); const done = () => client.release(); try { await client.query('a'); } finally { done(); } }` },
    { name: 'given back when the answer ends', code: `${PG}async function f(res) { const client = await pool.connect(); res.on('close', () => client.release()); stream(await client.query('a'), res); }` },
    { name: 'given back by the pool', code: `${MYSQL}async function f() { const connection = await pool.getConnection(); try { await connection.query('a'); } finally { pool.releaseConnection(connection); } }` },
    { name: 'given back in the callback of another cleanup', code: `${PG}async function f(cursor) { const client = await pool.connect(); try { await client.query('a'); } finally { cursor.close(() => { client.release(); }); } }` },
    { name: 'listens for ever', code: `${PG}async function f() { const client = await pool.connect(); client.on('notification', handle); await client.query('LISTEN jobs'); }` },
    { name: 'used by something that runs later', code: `${PG}async function f() { const client = await pool.connect(); setInterval(() => client.query('SELECT 1'), 1000); }` },
    { name: 'opened and given back under one condition', code: `${TYPEORM}class Health { async f() { let runner; try { if (this.enabled) { runner = dataSource.createQueryRunner(); await runner.query('a'); } } finally { if (this.enabled && runner) await runner.release(); } } }` },
    { name: 'given back unless it is already', code: `${TYPEORM}async function f() { const runner = dataSource.createQueryRunner(); try { await runner.query('a'); await runner.release(); } finally { if (!runner.isReleased) await runner.release(); } }` },
    { name: 'given back unless a flag says so', code: `${PG}async function f() { let released = false; const client = await pool.connect(); try { await client.query('a'); client.release(); released = true; await rest(); } finally { if (!released) client.release(); } }` },
    { name: 'closed with its pool', code: `${PG}async function f() { const own = new Pool(); const client = await own.connect(); try { await client.query('a'); } finally { await own.end(); } }` },
    { name: 'closed with the pool of the caller', code: `import { DataSource } from 'typeorm'; async function f(source: DataSource) { const runner = source.createQueryRunner(); await runner.query('a'); await runner.release(); }\nasync function main() { const source = new DataSource({ type: 'postgres' }); try { await f(source); } finally { await source.destroy(); } }` },
    { name: 'a transaction with its own callback', code: `${KNEX}const f = () => db.transaction(async (trx) => { await trx('a').insert({}); });` },
    { name: 'a transaction whose callback is passed in', code: `${KNEX}const f = (work) => db.transaction(work);` },
    { name: 'a transaction ended on both paths', code: `${SEQUELIZE}async function f() { const t = await sequelize.transaction(); try { await sequelize.query('a', { transaction: t }); await t.commit(); } catch (error) { await t.rollback(); throw error; } }` },
    { name: 'a transaction in an options object', code: `${SEQUELIZE}async function f() { const t = await sequelize.transaction(); const options = { transaction: t }; try { await sequelize.query('a', options); await t.commit(); } catch (error) { await t.rollback(); throw error; } }` },
    { name: 'a transaction of the caller, or an own one', code: `${SEQUELIZE}async function f(outer) { const t = outer ?? (await sequelize.transaction()); await sequelize.query('a', { transaction: t }); if (!outer) await t.commit(); }` },
    { name: 'a session of a callback', code: `${MONGOOSE}const f = () => mongoose.connection.withSession(async (session) => { await User.create([{}], { session }); });` },
    { name: 'a node callback that calls done', code: `${PG}function f(cb) { pool.connect((err, client, done) => { if (err) return cb(err); client.query('a', (error, result) => { done(); cb(error, result); }); }); }` },
    { name: 'a promise chain', code: `${PG}const f = () => pool.connect().then((client) => client.query('a').finally(() => client.release()));` },
    { name: 'the process ends', code: `${PG}async function f() { const client = await pool.connect(); try { await client.query('a'); } catch (error) { process.exit(1); } client.release(); }` },
    { name: 'a variable of another kind', code: `const broker = makeBroker(); async function f() { const client = await broker.connect(); await client.send('a'); }` },
  ],
  invalid: [
    {
      name: 'a first statement outside of what ends it',
      code: ownTransaction(`await trx('runs').insert({ at: 1 });\n  try {\n    const result = await work(trx);\n    if (isOwn) await trx.commit();\n    return result;\n  } catch (error) {\n    if (isOwn) await trx.rollback();\n    throw error;\n  }`),
      errors: [{ messageId: 'releaseNotGuaranteed', line: 5 }],
    },
    {
      name: 'a client for each request',
      code: `${EXPRESS}import Redis from 'ioredis';\napp.get('/', async (req, res) => { const redis = new Redis(); res.json(await redis.get('a')); });`,
      errors: [
        {
          messageId: 'neverReleased',
          line: 3,
          message: 'On every run a connection stays open, until the server takes no more: nothing gives back what `ioredis` takes here. Make it once, outside of what runs for each request, or call `redis.quit()` in `finally`.',
        },
      ],
    },
    {
      name: 'a client in a function that requests run',
      code: `${EXPRESS}import { PrismaClient } from '@prisma/client';\nexport async function loadUsersAnew() { const prisma = new PrismaClient(); return prisma.user.findMany(); }\napp.get('/', async (req, res) => { res.json(await loadUsersAnew()); });`,
      errors: [{ messageId: 'neverReleased', line: 3 }],
    },
    {
      name: 'a client for each request that is closed where nothing fails',
      code: `${EXPRESS}import { MongoClient } from 'mongodb';\napp.get('/', async (req, res) => { const client = new MongoClient(url); const rows = await client.db().collection('a').find({ id: 1 }).toArray(); await client.close(); res.json(rows); });`,
      errors: [{ messageId: 'releaseNotGuaranteed', line: 3 }],
    },
    {
      name: 'taken by a wrapper',
      code: `${PG}async function takeClient() {\n  const client = await pool.connect();\n  await client.query('SET ROLE app');\n  return client;\n}\nexport async function f() {\n  const client = await takeClient();\n  await client.query('a');\n  client.release();\n}`,
      errors: [
        {
          messageId: 'releaseNotGuaranteed',
          line: 8,
          message: "When `client.query` on line 9 fails, the pool loses a connection, until every caller waits for one: what `takeClient` (`Pool.connect`) takes here is not given back on that path.",
        },
      ],
    },
    {
      name: 'taken by a wrapper of another file, and never given back',
      code: `import { takeClient } from './pool.js';\nexport async function f() {\n  const client = await takeClient();\n  await client.query('a');\n}`,
      files: { 'pool.ts': `${PG}export const takeClient = () => pool.connect();` },
      errors: [{ messageId: 'neverReleased', line: 3 }],
    },
    {
      name: 'never released',
      code: `${PG}async function f() { const client = await pool.connect(); return client.query('a'); }`,
      errors: [
        {
          messageId: 'neverReleased',
          line: 2,
          column: 43,
          message:
            'On every run the pool loses a connection, until every caller waits for one: nothing gives back what `Pool.connect` takes here. Call `client.release()` in `finally`, or use `pool.query()`, which does so by itself.',
        },
      ],
    },
    {
      name: 'a query fails before the release',
      code: `${PG}async function f() {
  const client = await pool.connect();
  const { rows } = await client.query('a');
  // The last one.
  client.release();
  return \`
    \${rows.length}\`;
}
`,
      errors: [
        {
          messageId: 'releaseNotGuaranteed',
          line: 3,
          message: 'When `client.query` on line 4 fails, the pool loses a connection',
          suggestions: [
            {
              messageId: 'releaseInFinally',
              output: `${PG}async function f() {
  const client = await pool.connect();
  try {
    const { rows } = await client.query('a');
    // The last one.
    return \`
    \${rows.length}\`;
  } finally {
    client.release();
  }
}
`,
            },
          ],
        },
      ],
    },
    {
      name: 'an early return, in a transaction',
      code: `${TYPEORM}class Orders {
  async cancel(id) {
    const runner = dataSource.createQueryRunner()
    await runner.connect()
    await runner.startTransaction()
    if (!id) return false
    await runner.query('a')
    await runner.commitTransaction()
    await runner.release()
    return true
  }
}
`,
      errors: [
        {
          messageId: 'releaseNotGuaranteed',
          line: 4,
          message: 'When line 7 returns, the pool loses a connection',
          suggestions: [
            {
              messageId: 'releaseInFinally',
              output: `${TYPEORM}class Orders {
  async cancel(id) {
    const runner = dataSource.createQueryRunner()
    try {
      await runner.connect()
      await runner.startTransaction()
      if (!id) return false
      await runner.query('a')
      await runner.commitTransaction()
      return true
    } catch (error) {
      await runner.rollbackTransaction()
      throw error
    } finally {
      await runner.release()
    }
  }
}
`,
            },
          ],
        },
      ],
    },
    {
      name: 'a transaction by statements is rolled back before the client goes back',
      code: `${PG}async function f() {
  const client = await pool.connect();
  await client.query('BEGIN');
  await client.query('a');
  await client.query('COMMIT');
  client.release();
}
`,
      errors: [
        {
          messageId: 'releaseNotGuaranteed',
          line: 3,
          suggestions: [
            {
              messageId: 'releaseInFinally',
              output: `${PG}async function f() {
  const client = await pool.connect();
  try {
    await client.query('BEGIN');
    await client.query('a');
    await client.query('COMMIT');
  } catch (error) {
    await client.query('ROLLBACK');
    throw error;
  } finally {
    client.release();
  }
}
`,
            },
          ],
        },
      ],
    },
    {
      name: 'the loop comes back to it',
      code: `${PG}async function f(ids) { for (const id of ids) { const client = await pool.connect(); if (id) continue; client.release(); } }`,
      errors: [{ messageId: 'releaseNotGuaranteed', line: 2, message: 'the loop comes back to line 2', suggestions: [] }],
    },
    {
      name: 'thrown on after a log',
      code: `${PG}async function f() { const client = await pool.connect(); try { await client.query('a'); } catch (error) {\n log(error); throw error; } client.release(); }`,
      errors: [{ messageId: 'releaseNotGuaranteed', line: 2, message: 'When line 3 throws' }],
    },
    {
      name: 'dropped',
      code: `${PG}async function f() { await pool.connect(); }`,
      errors: [{ messageId: 'neverReleased', line: 2, message: 'Keep it in a variable and call `release()` in `finally`' }],
    },
    {
      name: 'dropped by a promise chain',
      code: `${PG}pool.connect().then(() => console.log('connected')).catch(console.error);`,
      errors: [{ messageId: 'neverReleased', line: 2 }],
    },
    {
      name: 'used where it is taken',
      code: `${MYSQL}async function f() { return (await pool.getConnection()).query('a'); }`,
      errors: [{ messageId: 'neverReleased', line: 2 }],
    },
    {
      name: 'passed to functions that only use it',
      code: `${PG}import { load } from './load.js'; async function f() { const client = await pool.connect(); return load(client, 1); }`,
      files: { 'load.ts': `export const load = (client, id) => client.query('a', [id]);` },
      errors: [{ messageId: 'neverReleased', line: 2 }],
    },
    {
      name: 'a node callback that forgets done',
      code: `${PG}function f(cb) { pool.connect((err, client, done) => { if (err) return cb(err); client.query('a', cb); }); }`,
      errors: [{ messageId: 'neverReleased', line: 2, message: 'Call `done()` on every path' }],
    },
    {
      name: 'a node callback with an early return',
      code: `${PG}function f(id, cb) { pool.connect((err, client, done) => { if (err) return cb(err); if (!id) return cb(null);\n client.query('a', (error) => { done(); cb(error); }); }); }`,
      errors: [{ messageId: 'releaseNotGuaranteed', line: 2, message: 'When line 2 returns' }],
    },
    {
      name: 'a transaction that an early return leaves open',
      code: `${KNEX}async function f(id) { const trx = await db.transaction(); try { const row = await trx('a').where({ id }).first();\n if (!row) return null;\n await trx.commit(); } catch (error) { await trx.rollback(); throw error; } }`,
      errors: [
        {
          messageId: 'releaseNotGuaranteed',
          line: 2,
          message:
            'When line 3 returns, a transaction stays open and keeps its connection and its locks: what `Knex.transaction` takes here is not given back on that path. Call `trx.commit()` or `trx.rollback()` on every path',
          suggestions: [],
        },
      ],
    },
    {
      name: 'a session that is never ended',
      code: `${MONGOOSE}async function f() { const session = await mongoose.startSession(); await session.withTransaction(async () => { await User.create([{}], { session }); }); }`,
      errors: [{ messageId: 'neverReleased', line: 2, message: 'a session stays open on the server' }],
    },
    {
      name: 'a connection of its own',
      code: `${PG}async function f() { const client = new Client(); await client.connect(); const { rows } = await client.query('a'); await client.end(); return rows; }`,
      errors: [{ messageId: 'releaseNotGuaranteed', line: 2, message: '`client.end()` in `finally`', suggestions: [] }],
    },
    {
      name: 'released in catch and in finally',
      code: `${PG}async function f() { const client = await pool.connect(); try { await client.query('a'); } catch (error) { client.release(); throw error; }\n finally { client.release(); } }`,
      errors: [{ messageId: 'doubleRelease', line: 3, message: 'what `Pool.connect` took on line 2 may have been given back before this' }],
    },
  ],
});

runFixtures(rule);
