import rule from '../../rules/require-request-id.js';
import { runFixtures, runRule } from '../support/rule-tester.js';

const EXPRESS = `import express from 'express';\nconst app = express();\n`;
const ROUTE = `app.get('/users', (req, res) => { console.error('failed'); res.json([]); });\n`;
const LISTEN = `app.listen(3000);`;

runRule(rule, {
  valid: [
    { name: 'nothing listens', code: `${EXPRESS}${ROUTE}` },
    { name: 'no request logs anything', code: `${EXPRESS}app.get('/users', (req, res) => res.json([]));\n${LISTEN}` },
    { name: 'the logger gives ids', code: `import pinoHttp from 'pino-http';\n${EXPRESS}app.use(pinoHttp());\n${ROUTE}${LISTEN}` },
    { name: 'the logger of Fastify gives ids', code: `import Fastify from 'fastify';\nconst app = Fastify({ logger: true });\napp.get('/users', async (request) => { request.log.info('x'); return []; });\nawait app.listen({ port: 3000 });` },
    { name: 'a middleware of the project', code: `${EXPRESS}app.use((req, res, next) => { req.id = req.get('X-Request-Id'); next(); });\n${ROUTE}${LISTEN}` },
    { name: 'a store of the project for what belongs to a request', code: `import { AsyncLocalStorage } from 'node:async_hooks';\nexport const store = new AsyncLocalStorage();\n${EXPRESS}${ROUTE}${LISTEN}` },
    { name: 'traces', code: `${EXPRESS}${ROUTE}${LISTEN}`, files: { 'package.json': '{ "name": "temp", "type": "module", "dependencies": { "dd-trace": "^5.0.0" } }' } },
    { name: 'what stands in front of it', code: `${EXPRESS}${ROUTE}${LISTEN}`, settings: { resilience: { providedBy: ['envoy'] } } },
  ],
  invalid: [
    { name: 'Express', code: `${EXPRESS}${ROUTE}${LISTEN}`, errors: [{ messageId: 'missingRequestId', line: 2, data: { register: 'app.use(requestId)' } }] },
    {
      name: 'Fastify without its logger',
      code: `import Fastify from 'fastify';\nconst app = Fastify({ logger: false });\napp.get('/users', async () => { console.log('x'); return []; });\nawait app.listen({ port: 3000 });`,
      errors: [{ messageId: 'missingRequestId', line: 2 }],
    },
    { name: 'Koa', code: `import Koa from 'koa';\nimport Router from '@koa/router';\nconst router = new Router();\nrouter.get('/users', (ctx) => { console.warn('x'); ctx.body = []; });\nconst app = new Koa();\napp.use(router.routes());\napp.listen(3000);`, errors: [{ messageId: 'missingRequestId', line: 5 }] },
    { name: 'Hono', code: `import { serve } from '@hono/node-server';\nimport { Hono } from 'hono';\nconst app = new Hono();\napp.get('/users', (c) => { console.info('x'); return c.json([]); });\nserve(app);`, errors: [{ messageId: 'missingRequestId', line: 3 }] },
    {
      name: 'Nest, whose logger has none',
      code: `import { NestFactory } from '@nestjs/core';\nimport { AppModule } from './app.module.js';\nconst app = await NestFactory.create(AppModule);\nawait app.listen(3000);`,
      files: {
        'app.module.ts': `import { Module } from '@nestjs/common';\nimport { UsersController } from './users.js';\n@Module({ controllers: [UsersController] })\nexport class AppModule {}`,
        'users.ts': `import { Controller, Get, Logger } from '@nestjs/common';\n@Controller('users')\nexport class UsersController { logger = new Logger('users'); @Get() list() { this.logger.log('x'); return []; } }`,
      },
      errors: [{ messageId: 'missingRequestId', line: 3 }],
    },
  ],
});

runFixtures(rule);
