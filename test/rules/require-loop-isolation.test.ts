import rule from '../../rules/require-loop-isolation.js';
import { runFixtures, runRule } from '../support/rule-tester.js';

const PG = "import { Pool } from 'pg';\nconst pool = new Pool();\n";
const CRON2 = { 'package.json': '{ "name": "x", "dependencies": { "cron": "^2.0.0", "pg": "^8.0.0" } }' };
const NEST = { 'package.json': '{ "name": "x", "dependencies": { "@nestjs/schedule": "^5.0.0", "typeorm": "^0.3.0" } }' };
const UPDATE = "await pool.query('UPDATE jobs SET sent = true WHERE id = $1', [id]);";

runRule(rule, {
  valid: [
    { name: 'a run that catches', code: `${PG}setInterval(async () => { try { ${UPDATE} } catch (error) { console.error(error); } }, 1000);` },
    { name: 'a handler that writes, too', code: `${PG}setInterval(async () => { try { ${UPDATE} } catch (error) { await pool.query('INSERT INTO errors VALUES ($1)', [error]); } finally { await pool.query('SELECT 1'); } }, 1000);` },
    { name: 'a promise that is caught', code: `${PG}setInterval(() => { tick().catch(console.error); }, 1000);\nasync function tick() { ${UPDATE} }` },
    { name: 'a function that catches itself', code: `${PG}setInterval(() => tick(), 1000);\nasync function tick() { try { ${UPDATE} } catch (error) { console.error(error); } }` },
    { name: 'a helper that catches', code: `${PG}const safely = async (work) => { try { await work(); } catch (error) { console.error(error); } };\nsetInterval(() => safely(() => pool.query('SELECT 1')), 1000);` },
    { name: 'nothing that fails', code: 'setInterval(() => { counters.clear(); }, 1000);' },
    { name: 'the process lives on after a rejection', code: `${PG}process.on('unhandledRejection', (error) => console.error(error));\nsetInterval(async () => { ${UPDATE} }, 1000);` },
    { name: 'a library that logs what a run rejects with', files: { 'package.json': '{ "name": "x", "dependencies": { "node-cron": "^4.0.0", "pg": "^8.0.0" } }' }, code: `import cron from 'node-cron';\n${PG}cron.schedule('* * * * *', async () => { ${UPDATE} });` },
    { name: 'a store of keys, which fails for all or for none', code: `import Redis from 'ioredis';\nconst redis = new Redis();\nsetInterval(async () => { try { for (const id of await redis.smembers('due')) { await redis.hset('seen', id, await redis.llen(id)); } } catch (error) { console.error(error); } }, 1000);` },
    { name: 'a handler for one element', code: `${PG}setInterval(async () => { try { for (const { id } of await due()) { try { ${UPDATE} } catch (error) { console.error(error); } } } catch (error) { console.error(error); } }, 1000);` },
    { name: 'a request: its answer says that it failed', code: `import express from 'express';\n${PG}express().post('/', async (request, response) => { for (const id of request.body.ids) ${UPDATE} response.end(); });` },
    { name: 'all or nothing', code: `import { PrismaClient } from '@prisma/client';\nconst prisma = new PrismaClient();\nsetInterval(() => { prisma.$transaction(async (tx) => { for (const id of await due(tx)) await tx.job.update({ where: { id }, data: {} }); }).catch(console.error); }, 1000);` },
    { name: 'reads only', code: `${PG}setInterval(async () => { try { for (const id of await due()) print(await pool.query('SELECT * FROM jobs WHERE id = $1', [id])); } catch (error) { console.error(error); } }, 1000);` },
    { name: 'a sum of all elements', code: `${PG}setInterval(async () => { try { const sent = []; for (const id of await due()) sent.push(await pool.query('UPDATE jobs SET sent = true WHERE id = $1 RETURNING *', [id])); report(sent); } catch (error) { console.error(error); } }, 1000);` },
    { name: 'a loop that stops at a limit', code: `${PG}setInterval(async () => { try { for (const id of await due()) { if (isLate()) break; ${UPDATE} } } catch (error) { console.error(error); } }, 1000);` },
    { name: 'a worker that catches in each turn', code: `${PG}async function work() { while (true) { try { ${UPDATE} } catch (error) { console.error(error); } await sleep(1000); } }` },
    { name: 'a loop that waits for something', code: `async function wait(url) { while (true) { const answer = await fetch(url); if (answer.ok) return; await sleep(1000); } }` },
    { name: 'pages', code: `${PG}async function all() { while (true) { const { rows } = await pool.query('SELECT 1'); if (rows.length === 0) break; await sleep(10); } }` },
  ],
  invalid: [
    {
      name: 'an interval that rejects',
      code: `${PG}setInterval(async () => {\n  ${UPDATE}\n}, 1000);`,
      errors: [
        {
          messageId: 'unhandledRun',
          line: 4,
          column: 9,
          message:
            'A run of `setInterval` in which `Pool.query` fails is an unhandled rejection, which ends the process. Catch and log the error in the function that is run.',
        },
      ],
    },
    {
      name: 'a function that nobody waits for',
      code: `${PG}setInterval(() => { void tick(); }, 1000);\nasync function tick() { ${UPDATE} }`,
      errors: [{ messageId: 'unhandledRun', line: 3, message: '`tick` (main.ts:4) → `Pool.query`' }],
    },
    {
      name: 'passed by name, and out of view what it awaits',
      filename: 'main.js',
      files: CRON2,
      code: `const { CronJob } = require('cron');\nconst db = require('./db');\nconst Jobs = module.exports;\nJobs.start = () => {\n  new CronJob('0 * * * *', Jobs.clean, null, true);\n};\nJobs.clean = async function () {\n  await db.remove('old');\n};`,
      errors: [{ messageId: 'unhandledRun', line: 5, message: '`db.remove` fails' }],
    },
    {
      name: 'a function that the file adds to what it is given',
      filename: 'main.js',
      files: CRON2,
      code: `const { CronJob } = require('cron');\nconst db = require('./db');\nmodule.exports = function (User) {\n  new CronJob('0 * * * *', () => {\n    User.approve();\n  }, null, true);\n  User.approve = async () => {\n    await db.approve();\n  };\n};`,
      errors: [{ messageId: 'unhandledRun', line: 5 }],
    },
    {
      name: 'the exit that follows a rejection is the end',
      code: `${PG}process.on('unhandledRejection', (error) => { console.error(error); process.exit(1); });\nsetInterval(async () => { ${UPDATE} }, 1000);`,
      errors: [{ messageId: 'unhandledRun', line: 4 }],
    },
    {
      name: 'a loop of a decorated job, in another method',
      files: NEST,
      code: `import { Cron } from '@nestjs/schedule';\nimport type { Repository } from 'typeorm';\nclass Renewals {\n  constructor(private readonly orders: Repository<Order>) {}\n  @Cron('0 3 * * *')\n  async run() {\n    await this.renewAll();\n  }\n  async renewAll() {\n    for (const order of await this.orders.find()) {\n      await this.orders.save(order);\n    }\n  }\n}`,
      errors: [
        {
          messageId: 'failingElement',
          line: 10,
          column: 5,
          message:
            'The first element for which `Repository.save` fails ends the whole run: the rest of `await this.orders.find()` stays undone, on every run until somebody repairs that one. Catch and log the error for each element.',
        },
      ],
    },
    {
      name: 'a worker',
      code: `${PG}async function work() {\n  while (true) {\n    ${UPDATE}\n    await sleep(1000);\n  }\n}`,
      errors: [{ messageId: 'failingTurn', line: 4 }],
    },
    {
      name: 'a worker that is told to stop',
      code: `${PG}class Worker {\n  async run() {\n    while (!this.stopped) {\n      ${UPDATE}\n      await new Promise((resolve) => setTimeout(resolve, 1000));\n    }\n  }\n}`,
      errors: [{ messageId: 'failingTurn', line: 5 }],
    },
  ],
});

runFixtures(rule);
