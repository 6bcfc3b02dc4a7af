import bodyLimit from '../rules/require-body-limit.js';
import gracefulShutdown from '../rules/require-graceful-shutdown.js';
import rateLimit from '../rules/require-rate-limit.js';
import requestId from '../rules/require-request-id.js';
import retryAfter from '../rules/require-retry-after.js';
import serverTimeouts from '../rules/require-server-timeouts.js';
import shallowReadiness from '../rules/no-shallow-readiness.js';
import type { ResilienceRule } from '../src/create-rule.js';
import { runRule } from './support/rule-tester.js';

interface App {
  code: string;
  filename?: string;
  files?: Record<string, string>;
}

const POOL = { 'db.ts': `import pg from 'pg';\nexport const pool = new pg.Pool();` };
const DB = `import { pool } from './db.js';\n`;
const manifest = (dependencies: Record<string, string>) => ({ 'package.json': JSON.stringify({ name: 'temp', type: 'module', dependencies }) });
const LOAD = `console.info('users');\n  const { rows } = await pool.query('SELECT 1');`;

const express = `${DB}import express from 'express';\nconst app = express();\napp.get('/users', async (req, res) => {\n  ${LOAD}\n  res.json(rows);\n});\n`;
const hono = `${DB}import { Hono } from 'hono';\nconst app = new Hono();\napp.get('/users', async (c) => {\n  ${LOAD}\n  return c.json(rows);\n});\n`;

/** One small service in each framework: a route that reads from a database, and nothing round it. */
const APPS: Record<string, App> = {
  'Express 4': { code: `${express}app.listen(3000);`, files: { ...POOL, ...manifest({ express: '^4.21.0' }) } },
  'Express 5': { code: `${express}app.listen(3000);`, files: { ...POOL, ...manifest({ express: '^5.1.0' }) } },
  Fastify: {
    code: `${DB}import Fastify from 'fastify';\nconst app = Fastify();\napp.get('/users', async () => {\n  ${LOAD}\n  return rows;\n});\nawait app.listen({ port: 3000 });`,
    files: POOL,
  },
  Koa: {
    code: `${DB}import Koa from 'koa';\nimport Router from '@koa/router';\nconst router = new Router();\nrouter.get('/users', async (ctx) => {\n  ${LOAD}\n  ctx.body = rows;\n});\nconst app = new Koa();\napp.use(router.routes());\napp.listen(3000);`,
    files: POOL,
  },
  Hono: { code: `import { serve } from '@hono/node-server';\n${hono}serve({ fetch: app.fetch, port: 3000 });`, files: POOL },
  NestJS: {
    code: `import { NestFactory } from '@nestjs/core';\nimport { AppModule } from './app.module.js';\nconst app = await NestFactory.create(AppModule);\nawait app.listen(3000);`,
    files: {
      ...POOL,
      'app.module.ts': `import { Module } from '@nestjs/common';\nimport { UsersController } from './users.js';\n@Module({ controllers: [UsersController] })\nexport class AppModule {}`,
      'users.ts': `${DB}import { Controller, Get, Logger } from '@nestjs/common';\n@Controller('users')\nexport class UsersController {\n  logger = new Logger('users');\n  @Get() async list() {\n  this.logger.log('x');\n  ${LOAD}\n  return rows;\n}\n}`,
    },
  },
};

const APOLLO = `import { ApolloServer } from '@apollo/server';\nconst server = new ApolloServer({ typeDefs, resolvers: { Query: { users: async () => {\n  ${LOAD}\n  return rows;\n} } } });\n`;
const APOLLO_FILES = { ...POOL, ...manifest({ '@apollo/server': '^5.0.0', graphql: '^16.0.0', express: '^5.1.0' }) };
Object.assign(APPS, {
  'Apollo in Express': {
    code: `${DB}${APOLLO}await server.start();\nimport express from 'express';\nimport { expressMiddleware } from '@as-integrations/express5';\nconst app = express();\napp.use('/graphql', express.json(), expressMiddleware(server));\napp.get('/version', (req, res) => res.send('1'));\napp.listen(3000);`,
    files: APOLLO_FILES,
  },
  'Apollo 3 in Express': {
    code: `${DB}${APOLLO.replace('@apollo/server', 'apollo-server-express')}import express from 'express';\nconst app = express();\nserver.applyMiddleware({ app });\napp.get('/version', (req, res) => res.send('1'));\napp.listen(3000);`,
    files: { ...POOL, ...manifest({ 'apollo-server-express': '^3.0.0', graphql: '^16.0.0', express: '^4.21.0' }) },
  },
});

/** The same service where a platform owns the process. */
const PLATFORMS: Record<string, App> = {
  Lambda: { code: `import serverless from 'serverless-http';\n${express}export const handler = serverless(app);\napp.listen(3000);`, files: POOL },
  'a function of Vercel': { code: `${express}export default app;`, filename: 'api/index.ts', files: { 'api/db.ts': POOL['db.ts'], 'vercel.json': '{}' } },
  Workers: { code: `${hono}export default app;`, files: { ...POOL, 'wrangler.toml': 'main = "main.ts"' } },
  'Apollo alone': {
    code: `${DB}${APOLLO}import { startStandaloneServer } from '@apollo/server/standalone';\nawait startStandaloneServer(server, { listen: { port: 4000 } });`,
    files: APOLLO_FILES,
  },
  'a plain Worker': { code: `export default { async fetch(request) {\n  console.info('users');\n  return Response.json([]);\n} };` },
  'a route handler of Next.js': {
    code: `import { pool } from '../../../db.js';\nexport async function GET() {\n  ${LOAD}\n  return Response.json(rows);\n}`,
    filename: 'app/api/users/route.ts',
    files: { ...POOL, ...manifest({ next: '^15.0.0' }) },
  },
  'a server action': {
    code: `'use server';\nimport { pool } from '../db.js';\nexport async function load() {\n  ${LOAD}\n  return rows;\n}`,
    filename: 'app/actions.ts',
    files: { ...POOL, ...manifest({ next: '^15.0.0' }) },
  },
  tRPC: {
    code: `import { pool } from '../db.js';\nimport { initTRPC } from '@trpc/server';\nconst t = initTRPC.create();\nexport const router = t.router({ users: t.procedure.query(async () => {\n  ${LOAD}\n  return rows;\n}) });`,
    filename: 'server/router.ts',
    files: { ...POOL, ...manifest({ next: '^15.0.0', '@trpc/server': '^11.0.0' }) },
  },
};

/** What each rule says to the services, and those that have the guard by themselves. */
const PRESENCE: { rule: ResilienceRule; messageId: string; guarded?: string[]; line?: (app: string) => number | undefined }[] = [
  // Apollo stops itself.
  { rule: gracefulShutdown, messageId: 'missingShutdown', guarded: ['Apollo in Express', 'Apollo 3 in Express'] },
  { rule: rateLimit, messageId: 'missingRateLimit' },
  { rule: requestId, messageId: 'missingRequestId' },
  { rule: serverTimeouts, messageId: 'missingRequestTimeout' },
  { rule: shallowReadiness, messageId: 'missingReadiness' },
  { rule: bodyLimit, messageId: 'missingBodyLimit', guarded: ['Express 4', 'Express 5', 'Fastify', 'Koa', 'NestJS', 'Apollo in Express', 'Apollo 3 in Express'] },
];

/** The line on which the application is made, or where it listens. */
function lineOf({ code }: App, messageId: string): number {
  const made = /(?:express|Fastify)\(\);|new (?:Koa|Hono)\(\);|NestFactory\.create/;
  const listens = messageId === 'missingShutdown' && !code.includes('NestFactory') ? /(?:app\.listen|serve)\(/ : made;
  return code.split('\n').findIndex((line) => listens.test(line)) + 1;
}

for (const { rule, messageId, guarded = [] } of PRESENCE) {
  const cases = Object.entries(APPS).map(([name, app]) => ({ name, ...app }));
  runRule(rule, {
    valid: [...cases.filter(({ name }) => guarded.includes(name)), ...Object.entries(PLATFORMS).map(([name, app]) => ({ name, ...app }))],
    invalid: cases.filter(({ name }) => !guarded.includes(name)).map((app) => ({ ...app, errors: [{ messageId, line: lineOf(app, messageId) }] })),
  });
}

const NEXT = manifest({ next: '^15.0.0' });

runRule(retryAfter, {
  valid: [
    { name: 'Koa with the header', code: `import Koa from 'koa';\nconst app = new Koa();\napp.use(async (ctx) => {\n  ctx.set('Retry-After', '5');\n  ctx.status = 429;\n});` },
    { name: 'NestJS with the header', code: `import { Controller, Get, Header, HttpException } from '@nestjs/common';\n@Controller('a')\nexport class A {\n  @Get() @Header('Retry-After', '5') get() { throw new HttpException('later', 429); }\n}` },
    { name: 'a resolver with the header', files: manifest({ graphql: '^16.0.0' }), code: `import { GraphQLError } from 'graphql';\nexport const resolvers = { Query: { users: () => {\n  throw new GraphQLError('later', { extensions: { http: { status: 503, headers: new Map([['retry-after', '5']]) } } });\n} } };` },
    { name: 'tRPC sets its headers elsewhere', code: `import { initTRPC, TRPCError } from '@trpc/server';\nconst t = initTRPC.create();\nexport const get = t.procedure.query(() => { throw new TRPCError({ code: 'TOO_MANY_REQUESTS' }); });` },
  ],
  invalid: [
    { name: 'Koa', code: `import Koa from 'koa';\nconst app = new Koa();\napp.use(async (ctx) => {\n  ctx.status = 429;\n});`, errors: [{ messageId: 'missingRetryAfter', line: 4 }] },
    { name: 'Koa throws', code: `import Koa from 'koa';\nconst app = new Koa();\napp.use(async (ctx) => {\n  ctx.throw(429, 'later');\n});`, errors: [{ messageId: 'missingRetryAfter', line: 4 }] },
    { name: 'NestJS', code: `import { Controller, Get, HttpException, HttpStatus } from '@nestjs/common';\n@Controller('a')\nexport class A {\n  @Get() get() {\n    throw new HttpException('later', HttpStatus.TOO_MANY_REQUESTS);\n  }\n}`, errors: [{ messageId: 'missingRetryAfter', line: 5 }] },
    { name: 'a route handler', filename: 'app/a/route.ts', files: NEXT, code: `export async function GET() {\n  return Response.json({ error: 'later' }, { status: 429 });\n}`, errors: [{ messageId: 'missingRetryAfter', line: 2 }] },
    { name: 'an exception of Hono', code: `import { Hono } from 'hono';\nimport { HTTPException } from 'hono/http-exception';\nconst app = new Hono();\napp.get('/a', () => {\n  throw new HTTPException(429, { message: 'later' });\n});`, errors: [{ messageId: 'missingRetryAfter', line: 5 }] },
    { name: 'a resolver', files: manifest({ graphql: '^16.0.0' }), code: `import { GraphQLError } from 'graphql';\nexport const resolvers = { Query: { users: () => {\n  throw new GraphQLError('later', { extensions: { code: 'BUSY', http: { status: 503 } } });\n} } };`, errors: [{ messageId: 'missingRetryAfter', line: 3 }] },
    { name: 'a Worker', code: `import { Hono } from 'hono';\nconst app = new Hono();\napp.get('/a', (c) => c.text('later', 503));\nexport default app;`, errors: [{ messageId: 'missingRetryAfter', line: 3 }] },
  ],
});
