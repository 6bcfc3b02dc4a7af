import rule from '../../rules/no-shallow-readiness.js';
import { runFixtures, runRule } from '../support/rule-tester.js';

const APP = `import express from 'express';\nimport { pool } from './db.js';\nconst app = express();\napp.get('/users', async (req, res) => res.json(await pool.query('SELECT 1')));\n`;
const LISTEN = `app.listen(3000);`;
const db = { 'db.ts': `import pg from 'pg';\nexport const pool = new pg.Pool();` };
const bounded = { 'db.ts': `import pg from 'pg';\nexport const pool = new pg.Pool({ query_timeout: 1000, connectionTimeoutMillis: 1000 });` };
const READY = `app.get('/ready', (req, res) => res.json({ status: 'ok' }));\n`;

runRule(rule, {
  valid: [
    { name: 'nothing listens', code: `${APP}${READY}`, files: db },
    { name: 'it asks, within a time limit', code: `${APP}app.get('/readyz', async (req, res) => { await pool.query('SELECT 1'); res.send('ok'); });\n${LISTEN}`, files: bounded },
    { name: 'it asks through a function', code: `${APP}const check = () => pool.query('SELECT 1');\napp.get('/readyz', async (req, res) => { await check(); res.send('ok'); });\n${LISTEN}`, files: bounded },
    { name: 'a state that others set', code: `${APP}let ready = false;\npool.on('connect', () => { ready = true; });\napp.get('/ready', (req, res) => res.status(ready ? 200 : 503).end());\n${LISTEN}`, files: db },
    { name: 'a status that asks, beside a health that doesn’t', code: `${APP}app.get('/health', (req, res) => res.send('OK'));\napp.get('/status', async (req, res) => { await pool.query('SELECT 1'); res.send('up'); });\n${LISTEN}`, files: db },
    { name: 'a function that can’t be seen', code: `import { check } from './gone.js';\n${APP}app.get('/ready', async (req, res) => res.json(await check()));\n${LISTEN}`, files: db },
    { name: 'a handler that can’t be seen', code: `import { ready } from './gone.js';\n${APP}app.get('/ready', ready);\n${LISTEN}`, files: db },
    { name: 'a path with other words', code: `${APP}app.get('/health', (req, res) => res.json({}));\napp.get('/already', (req, res) => res.json({}));\n${LISTEN}`, files: db, options: { health: false } },
    { name: 'nothing that it depends on', code: `import express from 'express';\nconst app = express();\n${READY}app.get('/a', (req, res) => res.json({}));\n${LISTEN}` },
    { name: 'a liveness route that only answers', code: `${APP}app.get('/health/live', (req, res) => res.send('ok'));\n${LISTEN}`, files: db },
    { name: 'a health route beside one for readiness', code: `${APP}app.get('/health', (req, res) => res.send('ok'));\napp.get('/ready', async (req, res) => { await pool.query('SELECT 1'); res.send('ok'); });\n${LISTEN}`, files: bounded },
    { name: 'a library that answers', code: `import { createTerminus } from '@godaddy/terminus';\n${APP}createTerminus(app.listen(3000), { healthChecks: { '/healthz': async () => {} } });`, files: db },
    { name: 'nothing is asked for', code: `${APP}${LISTEN}`, files: db, options: { missing: false } },
  ],
  invalid: [
    {
      name: 'it answers the same whatever happens',
      code: `${APP}${READY}${LISTEN}`,
      files: db,
      errors: [{ messageId: 'shallowReadiness', line: 5, column: 1, data: { path: '/ready', dependencies: '`pool` (db.ts:2)' } }],
    },
    { name: 'with the time and the version', code: `const version = '1.2.3';\n${APP}app.get('/ready', (req, res) => { console.log('asked'); res.status(200).json({ version, uptime: process.uptime(), at: new Date().toISOString() }); });\n${LISTEN}`, files: db, errors: [{ messageId: 'shallowReadiness', line: 6 }] },
    { name: 'all that can be asked', code: `${APP}app.get('/healthz', (req, res) => { res.send('ok'); });\n${LISTEN}`, files: db, errors: [{ messageId: 'shallowHealth', line: 5 }] },
    { name: 'it waits for ever', code: `${APP}app.get('/ready', async (req, res) => { await pool.query('SELECT 1'); res.send('ok'); });\n${LISTEN}`, files: db, errors: [{ messageId: 'unboundedReadiness', line: 5 }] },
    { name: 'liveness that asks', code: `${APP}app.get('/livez', async (req, res) => { await pool.query('SELECT 1'); res.send('ok'); });\n${LISTEN}`, files: bounded, errors: [{ messageId: 'deepLiveness', line: 5 }] },
    { name: 'nobody can ask', code: `${APP}${LISTEN}`, files: db, errors: [{ messageId: 'missingReadiness', line: 3, data: { framework: 'Express' } }] },
    {
      name: 'Fastify',
      code: `import Fastify from 'fastify';\nimport { pool } from './db.js';\nconst app = Fastify();\napp.get('/users', async () => pool.query('SELECT 1'));\napp.get('/readiness', async () => ({ ok: true }));\nawait app.listen({ port: 3000 });`,
      files: db,
      errors: [{ messageId: 'shallowReadiness', line: 5 }],
    },
    {
      name: 'Nest',
      code: `import { Controller, Get } from '@nestjs/common';\n@Controller('health')\nexport class HealthController {\n  @Get('ready')\n  ready() { return { status: 'ok' }; }\n}`,
      filename: 'health.controller.ts',
      files: {
        ...db,
        'main.ts': `import { NestFactory } from '@nestjs/core';\nimport { HealthController } from './health.controller.js';\nimport { pool } from './db.js';\nconst app = await NestFactory.create(class {});\nawait app.listen(3000);`,
      },
      errors: [{ messageId: 'shallowReadiness', line: 5, data: { path: '/health/ready' } }],
    },
  ],
});

runFixtures(rule);
