import rule from '../../rules/require-graceful-shutdown.js';
import { runFixtures, runRule } from '../support/rule-tester.js';

const EXPRESS = `import express from 'express';\nconst app = express();\n`;
const SERVER = `${EXPRESS}const server = app.listen(3000);\n`;
const POOL = `import pg from 'pg';\nexport const pool = new pg.Pool();\n`;
const TIMER = `setTimeout(() => process.exit(1), 10_000).unref();`;

/** A package of the given kind. */
const manifest = (json: object) => ({ 'package.json': JSON.stringify({ name: 'temp', type: 'module', ...json }) });

runRule(rule, {
  valid: [
    { name: 'nothing listens', code: EXPRESS },
    { name: 'all is closed, within a limit', code: `${SERVER}process.on('SIGTERM', () => { ${TIMER} server.close(() => process.exit(0)); });` },
    {
      name: 'a server that waits for its requests by itself',
      code: `import http from 'node:http';\nimport stoppable from 'stoppable';\nconst server = stoppable(http.createServer(() => {}), 5_000);\nserver.listen(3000);\nprocess.on('SIGTERM', () => { ${TIMER} server.stop(() => process.exit(0)); });`,
    },
    {
      name: 'a server with a shutdown of its own',
      code: `import http from 'node:http';\nimport withShutdown from 'http-shutdown';\nconst server = withShutdown(http.createServer(() => {}));\nserver.listen(3000);\nprocess.on('SIGTERM', () => { ${TIMER} server.shutdown(() => process.exit(0)); });`,
    },
    {
      name: 'a handler for a list of signals',
      code: `${SERVER}for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => { ${TIMER} server.close(() => process.exit(0)); });`,
    },
    { name: 'signals that nobody can see', code: `import { signals } from './gone.js';\n${SERVER}for (const signal of signals) process.on(signal, () => {});` },
    {
      name: 'a handler in another file',
      code: `import { stopGracefully } from './stop.js';\n${SERVER}stopGracefully(server);`,
      files: { 'stop.ts': `export function stopGracefully(server) { process.on('SIGTERM', () => { ${TIMER} server.close(); }); }` },
    },
    {
      name: 'a handler in a package of the workspace',
      code: `import { stopGracefully } from '@acme/stop';\n${SERVER}stopGracefully(server);`,
      filename: 'apps/api/src/main.ts',
      files: {
        'package.json': '{ "name": "root", "private": true, "workspaces": ["apps/*", "packages/*"] }',
        'apps/api/package.json': '{ "name": "api", "private": true, "dependencies": { "@acme/stop": "*" } }',
        'packages/stop/package.json': '{ "name": "@acme/stop", "main": "src/index.ts" }',
        'packages/stop/src/index.ts': `export function stopGracefully(server) { process.on('SIGTERM', () => { ${TIMER} server.close(); }); }`,
      },
    },
    { name: 'a handler that is loaded before all others', code: SERVER, files: { 'preload.ts': `process.on('SIGTERM', () => process.exit(0));` } },
    {
      name: 'files that are loaded by a computed name',
      code: `${SERVER}for (const name of names) await import(name);`,
      files: { 'stop.ts': `process.on('SIGTERM', () => process.exit(0));`, 'other.ts': `import './stop.js';` },
    },
    { name: 'a library that handles signals', code: `${SERVER}import closeWithGrace from 'close-with-grace';\ncloseWithGrace({ delay: 500 }, async () => { server.close(); });` },
    { name: 'a package that says it does', code: `${SERVER}import graceful from 'http-graceful-shutdown';\ngraceful(server);` },
    { name: 'an unknown function that says it does', code: `import { gracefulShutdown } from './gone.js';\n${SERVER}gracefulShutdown(server);` },
    { name: 'a command that somebody has to call', code: `import { Command } from '@oclif/core';\nimport { createServer } from 'node:http';\nexport default class Start extends Command {\n  async run() {\n    createServer().listen(3000);\n  }\n}` },
    { name: 'a server that drains itself on signals', code: `import { ApolloServer } from '@apollo/server';\nnew ApolloServer({});\n${SERVER}` },
    {
      name: 'the hooks of Nest',
      code: `import { NestFactory } from '@nestjs/core';\nimport { AppModule } from './app.js';\nconst app = await NestFactory.create(AppModule);\napp.enableShutdownHooks();\nawait app.listen(3000);`,
      files: { 'app.ts': 'export class AppModule {}' },
    },
    {
      name: 'hooks of a server that is closed',
      code: `import Fastify from 'fastify';\nimport { pool } from './db.js';\nconst app = Fastify();\napp.addHook('onClose', async () => { await pool.end(); });\nprocess.on('SIGTERM', async () => { ${TIMER} await app.close(); process.exit(0); });\nawait app.listen({ port: 3000 });`,
      files: { 'db.ts': POOL },
    },
    {
      name: 'resources that are registered where they are made',
      code: `import { onShutdown } from './stop.js';\nimport './db.js';\n${SERVER}onShutdown(() => server.close());`,
      files: {
        'stop.ts': `const hooks = [];\nexport const onShutdown = (hook) => hooks.push(hook);\nprocess.on('SIGTERM', async () => { ${TIMER} for (const hook of hooks) await hook(); process.exit(0); });`,
        'db.ts': `import { onShutdown } from './stop.js';\n${POOL}onShutdown(() => pool.end());`,
      },
    },
    { name: 'a handler that does what nobody can see', code: `import { container } from './gone.js';\n${SERVER}process.on('SIGTERM', () => container.dispose());` },
    { name: 'a pool that ends with the process', code: `${POOL}${SERVER}process.on('SIGTERM', () => { ${TIMER} server.close(() => process.exit(0)); });` },
    { name: 'the end is waited for', code: `import Fastify from 'fastify';\nconst app = Fastify();\nawait app.listen({ port: 3000 });\nprocess.on('SIGTERM', async () => { ${TIMER} await app.close(); process.exit(0); });` },
    { name: 'the end is given some time', code: `${SERVER}process.on('SIGTERM', async () => { ${TIMER} server.close(); await new Promise((resolve) => setTimeout(resolve, 5000)); process.exit(0); });` },
    { name: 'a flag that a loop may look at', code: `let stopping = false;\n${SERVER}process.on('SIGTERM', () => { stopping = true; });` },
    { name: 'a controller whose signal somebody has', code: `const stop = new AbortController();\n${SERVER}process.on('SIGTERM', () => stop.abort());` },
    { name: 'a promise that somebody waits for', code: `${SERVER}await new Promise((resolve) => { process.once('SIGTERM', () => resolve()); });\nserver.close();` },
    { name: 'a server that another package ends', code: `import { createTerminator } from 'some-terminator';\n${SERVER}const end = createTerminator({ server });\nprocess.on('SIGTERM', async () => { ${TIMER} await end.stop(); });` },
    { name: 'a pool that nobody opens', code: `import { DataSource } from 'typeorm';\nexport const source = new DataSource({});\n${SERVER}process.on('SIGTERM', () => { ${TIMER} server.close(); });` },
    { name: 'a transport without a pool', code: `import { createTransport } from 'nodemailer';\nexport const mailer = createTransport({ host: 'a' });\n${SERVER}process.on('SIGTERM', () => { ${TIMER} server.close(); });` },
    { name: 'a connection that only tries whether the other side is there', code: `import Redis from 'ioredis';\nconst probe = new Redis();\nprobe.on('ready', () => { probe.disconnect(); });\n${SERVER}process.on('SIGTERM', () => { ${TIMER} server.close(); });` },
    { name: 'a logger is no loss', code: `import { pino } from 'pino';\nconst logger = pino();\n${SERVER}process.on('SIGTERM', () => { ${TIMER} server.close(() => logger.info('bye')); });` },
    { name: 'a function that nobody calls', code: `${EXPRESS}export function start() { app.listen(3000); }` },
    { name: 'a server that lives for a moment', code: `import http from 'node:http';\nhttp.createServer((req, res) => res.end()).listen(0);` },
    { name: 'a developer’s machine', code: `${EXPRESS}if (process.env.NODE_ENV !== 'production') app.listen(3000);` },
    { name: 'a Lambda that also runs at home', code: `import serverless from 'serverless-http';\n${EXPRESS}export const handler = serverless(app);\napp.listen(3000);` },
    { name: 'a command', code: `import { program } from 'commander';\n${EXPRESS}program.command('serve').action(() => app.listen(3000));` },
    { name: 'a command-line tool', code: SERVER, files: manifest({ bin: './main.js' }) },
    { name: 'a library', code: SERVER, files: manifest({ files: ['dist'] }) },
    { name: 'a framework that serves files', code: SERVER, files: manifest({ dependencies: { next: '^15.0.0' } }) },
    { name: 'an example', code: SERVER, filename: 'examples/server.ts' },
    { name: 'a handler of an event bus', code: `import { EventEmitter } from 'node:events';\nconst bus = new EventEmitter();\nbus.on('SIGTERM', () => {});` },
    { name: 'limits left alone', code: `${SERVER}process.on('SIGTERM', () => server.close());`, options: { unbounded: false } },
    { name: 'open ends left alone', code: `${POOL}${SERVER}process.on('SIGTERM', () => server.close());`, options: { incomplete: false } },
    {
      name: 'the application has one report, at the site that comes first',
      code: `import './api.js';\nimport { Worker } from 'bullmq';\nnew Worker('mail', async () => {});`,
      filename: 'worker.ts',
      files: { 'api.ts': SERVER },
    },
  ],
  invalid: [
    {
      name: 'nothing handles the signal',
      code: SERVER,
      errors: [{ messageId: 'missingShutdown', line: 3, column: 16, data: { work: 'requests are', open: '' }, message: 'nothing handles SIGTERM, so requests are cut off.' }],
    },
    {
      name: 'a server that is only there for some, before the one that always is',
      code: `${EXPRESS}const admin = express();\nif (process.env.ADMIN_PORT) admin.listen(process.env.ADMIN_PORT);\nconst server = app.listen(3000);`,
      errors: [{ messageId: 'missingShutdown', line: 5 }],
    },
    {
      name: 'an application that a package has given sockets',
      code: `import express from 'express';\nimport expressWs from 'express-ws';\nconst ws = expressWs(express());\nconst app = ws.app;\nconst server = app.listen(3000);\n`,
      errors: [{ messageId: 'missingShutdown', line: 5 }],
    },
    {
      name: 'a server that could be stopped',
      code: `import http from 'node:http';\nimport stoppable from 'stoppable';\nconst server = stoppable(http.createServer(() => {}));\nserver.listen(3000);\n`,
      errors: [{ messageId: 'missingShutdown', line: 4 }],
    },
    {
      name: 'it names what is open',
      code: `import { pool } from './db.js';\nimport './job.js';\n${SERVER}`,
      files: { 'db.ts': POOL, 'job.ts': 'setInterval(() => {}, 1000);' },
      errors: [{ messageId: 'missingShutdown', line: 5, data: { open: ', with `pool` (db.ts:2) and `setInterval` (job.ts:1) open' } }],
    },
    { name: 'only ^C is handled', code: `${SERVER}process.on('SIGINT', () => server.close(() => process.exit(0)));`, errors: [{ messageId: 'missingShutdown', line: 3 }] },
    {
      name: 'another process of the package handles it',
      code: SERVER,
      files: { 'worker.ts': `import { Worker } from 'bullmq';\nconst worker = new Worker('mail', async () => {});\nprocess.on('SIGTERM', () => worker.close());` },
      errors: [{ messageId: 'missingShutdown', line: 3 }],
    },
    {
      name: 'it starts in another file, under another name',
      code: `${EXPRESS}export async function start() { await connect();\n  app.listen(3000); }`,
      files: { 'index.ts': `import { start as run } from './main.js';\nrun();` },
      errors: [{ messageId: 'missingShutdown', line: 4 }],
    },
    {
      name: 'it starts in a file that imports it',
      code: `${EXPRESS}export async function start() { await connect();\n  app.listen(3000); }`,
      files: { 'index.ts': `import { start } from './main.js';\nstart().catch(console.error);` },
      errors: [{ messageId: 'missingShutdown', line: 4 }],
    },
    {
      name: 'a default export under another name',
      code: `${EXPRESS}export default () => app.listen(3000);`,
      files: { 'index.ts': `import boot from './main.js';\nboot();` },
      errors: [{ messageId: 'missingShutdown', line: 3 }],
    },
    { name: 'not in tests only', code: `${EXPRESS}if (process.env.NODE_ENV !== 'test') app.listen(3000);`, errors: [{ messageId: 'missingShutdown', line: 3 }] },
    { name: 'a program with a command beside it', code: SERVER, files: manifest({ bin: './cli.js', scripts: { start: 'node main.js' } }), errors: [{ messageId: 'missingShutdown', line: 3 }] },
    {
      name: 'after a connection is there',
      code: `import mongoose from 'mongoose';\n${EXPRESS}mongoose.connect('mongodb://a').then(() => {\n  app.listen(3000);\n});`,
      errors: [{ messageId: 'missingShutdown', line: 5, data: { open: ', with `Mongoose` (main.ts:4) open' } }],
    },
    { name: 'a worker', code: `import { Worker } from 'bullmq';\nnew Worker('mail', async () => {});`, errors: [{ messageId: 'missingShutdown', line: 2, data: { work: 'jobs are' } }] },
    {
      name: 'Nest without its hooks',
      code: `import { NestFactory } from '@nestjs/core';\nimport { AppModule } from './app.js';\nasync function bootstrap() {\n  const app = await NestFactory.create(AppModule);\n  await app.listen(3000);\n}\nvoid bootstrap();`,
      files: { 'app.ts': 'export class AppModule {}' },
      errors: [{ messageId: 'missingShutdown', line: 4, column: 21 }],
    },
    { name: 'Koa', code: `import Koa from 'koa';\nnew Koa().listen(3000);`, errors: [{ messageId: 'missingShutdown', line: 2 }] },
    { name: 'Hono', code: `import { serve } from '@hono/node-server';\nimport { Hono } from 'hono';\nserve({ fetch: new Hono().fetch, port: 3000 });`, errors: [{ messageId: 'missingShutdown', line: 3 }] },
    { name: 'Fastify in CommonJS', filename: 'main.js', files: manifest({ type: 'commonjs' }), code: `const app = require('fastify')();\napp.listen({ port: 3000 });`, errors: [{ messageId: 'missingShutdown', line: 2 }] },
    { name: 'node:http', code: `import { createServer } from 'node:http';\ncreateServer((req, res) => res.end()).listen(3000);`, errors: [{ messageId: 'missingShutdown', line: 2 }] },

    {
      name: 'a producer of another file stays open',
      code: `import { pool } from './db.js';\n${SERVER}process.on('SIGTERM', () => {\n  server.close(() => process.exit(0));\n});`,
      files: { 'db.ts': `import { Queue } from 'bullmq';\nexport const pool = new Queue('mail');` },
      errors: [
        {
          messageId: 'incompleteShutdown',
          line: 5,
          column: 1,
          data: { open: '`pool` (db.ts:2)', it: 'it', handler: 'main.ts:5' },
          message: 'On SIGTERM work in progress is cut off',
        },
      ],
    },
    {
      name: 'the process goes on, held by the pool',
      code: `${POOL}${SERVER}process.on('SIGTERM', () => server.close());`,
      errors: [{ messageId: 'incompleteShutdown', line: 6, message: 'the process goes on until it is killed' }],
    },
    {
      name: 'a transport that keeps connections',
      code: `import { createTransport } from 'nodemailer';\nexport const mailer = createTransport({ host: 'a', pool: true });\n${SERVER}process.on('SIGTERM', () => server.close());`,
      errors: [{ messageId: 'incompleteShutdown', line: 6, data: { open: '`mailer` (main.ts:2)' } }],
    },
    { name: 'the server itself stays open', code: `${SERVER}process.on('SIGTERM', () => process.exit(0));`, errors: [{ messageId: 'incompleteShutdown', line: 4, data: { open: '`server` (main.ts:3)' } }] },
    {
      name: 'closing one connection is not closing the other',
      code: `import { Kafka } from 'kafkajs';\nconst kafka = new Kafka({ brokers: [] });\nconst producer = kafka.producer();\nconst consumer = kafka.consumer({ groupId: 'a' });\nawait producer.connect();\nawait consumer.connect();\nawait consumer.run({ eachMessage: async () => {} });\nprocess.on('SIGTERM', async () => { await consumer.disconnect(); process.exit(0); });`,
      errors: [{ messageId: 'incompleteShutdown', line: 8, data: { open: '`producer` (main.ts:3)' } }],
    },
    {
      name: 'what is registered is known; the report stands at the handler',
      filename: 'stop.ts',
      code: `const hooks = [];\nexport const onShutdown = (hook) => hooks.push(hook);\nprocess.on('SIGTERM', async () => { ${TIMER} for (const hook of hooks) await hook(); process.exit(0); });`,
      files: {
        'main.ts': `import { onShutdown } from './stop.js';\nimport './db.js';\n${SERVER}onShutdown(() => server.close());`,
        'db.ts': `import { Queue } from 'bullmq';\nexport const mails = new Queue('mail');`,
      },
      errors: [{ messageId: 'incompleteShutdown', line: 3, data: { open: '`mails` (db.ts:2)', handler: 'stop.ts:3' } }],
    },
    {
      name: 'nothing bounds the wait',
      code: `${SERVER}process.on('SIGTERM', () => {\n  server.close(() => process.exit(0));\n});`,
      errors: [{ messageId: 'unboundedShutdown', line: 4, column: 1, data: { handler: 'main.ts:4' } }],
    },
    {
      name: 'the process ends before the server has',
      code: `${SERVER}process.on('SIGTERM', stop);\nfunction stop() {\n  server.close();\n  console.log('stopped');\n  process.exit(0);\n}`,
      errors: [{ messageId: 'cutShort', line: 6, column: 3, message: '`Server.close()` only begins to wait for it' }],
    },
    {
      name: 'what is told that it has ended does not hold the process',
      code: `import { Worker } from 'bullmq';\nconst worker = new Worker('mail', async () => {});\nprocess.on('SIGTERM', () => {\n  worker.close().then(() => console.log('closed'));\n  worker.close();\n  process.exit(0);\n});`,
      errors: [{ messageId: 'cutShort', line: 5 }],
    },
    { name: 'the signal is only noted', code: `${SERVER}process.on('SIGTERM', () => console.log('stopping'));`, errors: [{ messageId: 'signalSwallowed', line: 4, data: { signals: 'SIGTERM' } }] },
  ],
});

runFixtures(rule);
