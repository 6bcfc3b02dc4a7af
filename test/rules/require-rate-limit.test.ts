import rule from '../../rules/require-rate-limit.js';
import { runFixtures, runRule } from '../support/rule-tester.js';

const EXPRESS = `import express from 'express';\nconst app = express();\n`;
const ROUTE = `app.post('/login', (req, res) => res.json({}));\n`;
const LOGINS = { logins: true };
const LISTEN = `app.listen(3000);`;
const manifest = (json: object) => ({ 'package.json': JSON.stringify({ name: 'temp', type: 'module', ...json }) });

runRule(rule, {
  valid: [
    { name: 'nothing listens', code: `${EXPRESS}${ROUTE}` },
    { name: 'only routes for operators', code: `${EXPRESS}app.get('/healthz', (req, res) => res.send('ok'));\napp.get('/metrics', (req, res) => res.send(''));\n${LISTEN}` },
    { name: 'a middleware', code: `import rateLimit from 'express-rate-limit';\n${EXPRESS}app.use(rateLimit());\n${ROUTE}${LISTEN}` },
    { name: 'a middleware of another file', code: `import { guard } from './guard.js';\n${EXPRESS}app.use(guard);\n${ROUTE}${LISTEN}`, files: { 'guard.ts': `import { RateLimiterRedis } from 'rate-limiter-flexible';\nexport const guard = () => {};` } },
    { name: 'a package that the start command loads', code: `${EXPRESS}${ROUTE}${LISTEN}`, files: manifest({ dependencies: { 'express-rate-limit': '^7.0.0' } }) },
    { name: 'a limiter of the project', code: `${EXPRESS}app.use((req, res, next) => (seen(req.ip) > 100 ? res.status(429).end() : next()));\n${ROUTE}${LISTEN}` },
    { name: 'a wrapper that can’t be seen', code: `import { loginRateLimiter } from './gone.js';\n${EXPRESS}app.use(loginRateLimiter);\n${ROUTE}${LISTEN}` },
    {
      name: 'the guard of Nest, in the root module',
      code: `import { NestFactory } from '@nestjs/core';\nimport { AppModule } from './app.module.js';\nconst app = await NestFactory.create(AppModule);\nawait app.listen(3000);`,
      files: {
        'app.module.ts': `import { Module } from '@nestjs/common';\nimport { ThrottlerModule } from '@nestjs/throttler';\nimport { UsersController } from './users.js';\n@Module({ imports: [ThrottlerModule.forRoot([])], controllers: [UsersController] })\nexport class AppModule {}`,
        'users.ts': `import { Controller, Get } from '@nestjs/common';\n@Controller('users')\nexport class UsersController { @Get() list() { return []; } }`,
      },
    },
    { name: 'a plugin of Fastify', code: `import Fastify from 'fastify';\nimport limit from '@fastify/rate-limit';\nconst app = Fastify();\nawait app.register(limit, { max: 100 });\napp.get('/users', async () => []);\nawait app.listen({ port: 3000 });` },
    { name: 'what stands in front of it', code: `${EXPRESS}${ROUTE}${LISTEN}`, settings: { resilience: { providedBy: ['nginx'] } } },
    { name: 'what stands in front of it, by the guard itself', code: `${EXPRESS}${ROUTE}${LISTEN}`, settings: { resilience: { providedBy: ['rate-limit'] } } },
    { name: 'a platform that calls a handler', code: `import serverless from 'serverless-http';\n${EXPRESS}${ROUTE}export const handler = serverless(app);\n${LISTEN}` },
    { name: 'a framework that serves files', code: `${EXPRESS}${ROUTE}${LISTEN}`, files: manifest({ dependencies: { next: '^15.0.0' } }) },
    { name: 'a test', code: `${EXPRESS}${ROUTE}export default app;`, files: { 'app.test.ts': `import app from './main.js';\napp.listen(0);` } },
    {
      name: 'the application is reported where it is made',
      code: `import { app } from './app.js';\napp.listen(3000);`,
      files: { 'app.ts': `import express from 'express';\nexport const app = express();\napp.get('/users', (req, res) => res.json([]));` },
    },
    { name: 'a login behind a limiter of its own', code: `import rateLimit from 'express-rate-limit';\n${EXPRESS}app.post('/login', rateLimit(), (req, res) => res.json({}));\n${LISTEN}`, options: LOGINS },
    {
      name: 'an application for metrics beside the one that is reported',
      code: `import express from 'express';\nimport './main-app.js';\nconst metrics = express();\nmetrics.get('/stats', (req, res) => res.send(''));\nmetrics.listen(9090);`,
      files: { 'main-app.ts': `${EXPRESS}app.use(express.json());\napp.get('/a', (req, res) => res.json([]));\n${ROUTE}${LISTEN}` },
    },
  ],
  invalid: [
    {
      name: 'each login, where that is asked for',
      code: `${EXPRESS}app.post('/auth/login', (req, res) => res.json({}));\napp.post('/reset-password', (req, res) => res.json({}));\napp.get('/login', (req, res) => res.send(''));\napp.post('/change-password', requireUser, (req, res) => res.json({}));\napp.post('/orders', (req, res) => res.json({}));\n${LISTEN}`,
      options: LOGINS,
      errors: [
        { messageId: 'missingRateLimit', line: 2 },
        { messageId: 'unlimitedLogin', line: 3, column: 1, data: { path: '/auth/login' } },
        { messageId: 'unlimitedLogin', line: 4 },
      ],
    },
    {
      name: 'logins of a controller',
      code: `import { Body, Controller, Get, Post, UseGuards } from '@nestjs/common';\nimport { JwtGuard } from './jwt.js';\n@Controller('auth')\nexport class AuthController {\n  @Post('verify-authentication')\n  verify(@Body() body) { return check(body); }\n  @Post('verify-email') @UseGuards(JwtGuard)\n  email(@Body() body) { return check(body); }\n  @Get('login')\n  page() { return ''; }\n}`,
      filename: 'auth.controller.ts',
      files: {
        'main.ts': `import { NestFactory } from '@nestjs/core';\nimport { AppModule } from './app.module.js';\nconst app = await NestFactory.create(AppModule);\nawait app.listen(3000);`,
        'app.module.ts': `import { Module } from '@nestjs/common';\nimport { AuthController } from './auth.controller.js';\n@Module({ controllers: [AuthController] })\nexport class AppModule {}`,
      },
      options: LOGINS,
      errors: [{ messageId: 'unlimitedLogin', line: 5, data: { path: '/auth/verify-authentication' } }],
    },
    {
      name: 'Express',
      code: `${EXPRESS}${ROUTE}${LISTEN}`,
      errors: [{ messageId: 'missingRateLimit', line: 2, column: 13, data: { framework: 'Express', register: 'app.use(rateLimit)' } }],
    },
    { name: 'limits of the services that it calls are none of its own', code: `${EXPRESS}async function load() {\n  const response = await fetch('https://prices.example.com');\n  if (response.status === 429) throw new Error('the request limit of the prices is reached');\n  if ([429, 503].includes(response.status)) return null;\n  return response.json();\n}\n${ROUTE}${LISTEN}`, errors: [{ messageId: 'missingRateLimit', line: 2 }] },
    { name: 'a comment is no limit', code: `${EXPRESS}// TODO: rate limit\n${ROUTE}${LISTEN}`, errors: [{ messageId: 'missingRateLimit', line: 2 }] },
    { name: 'infrastructure that has no such guard', code: `${EXPRESS}${ROUTE}${LISTEN}`, settings: { resilience: { providedBy: ['body-limit'] } }, errors: [{ messageId: 'missingRateLimit', line: 2 }] },
    {
      name: 'made here, served elsewhere',
      code: `import express from 'express';\nimport { users } from './users.js';\nexport const app = express();\napp.use('/users', users);`,
      filename: 'app.ts',
      files: {
        'server.ts': `import { createServer } from 'node:http';\nimport { app } from './app.js';\ncreateServer(app).listen(3000);`,
        'users.ts': `import { Router } from 'express';\nexport const users = Router();\nusers.get('/:id', (req, res) => res.json({}));`,
      },
      errors: [{ messageId: 'missingRateLimit', line: 3 }],
    },
    {
      name: 'in a class',
      code: `import express from 'express';\nclass Server {\n  app = express();\n  start() { this.app.get('/users', (req, res) => res.json([])); this.app.listen(3000); }\n}\nnew Server().start();`,
      errors: [{ messageId: 'missingRateLimit', line: 3, data: { register: 'this.app.use(rateLimit)' } }],
    },
    { name: 'Fastify', code: `import Fastify from 'fastify';\nconst app = Fastify();\napp.get('/users', async () => []);\nawait app.listen({ port: 3000 });`, errors: [{ messageId: 'missingRateLimit', line: 2, data: { register: 'app.register(rateLimit)' } }] },
    { name: 'Koa', code: `import Koa from 'koa';\nimport Router from '@koa/router';\nconst router = new Router();\nrouter.get('/users', (ctx) => { ctx.body = []; });\nconst app = new Koa();\napp.use(router.routes());\napp.listen(3000);`, errors: [{ messageId: 'missingRateLimit', line: 5 }] },
    { name: 'Hono', code: `import { serve } from '@hono/node-server';\nimport { Hono } from 'hono';\nconst app = new Hono();\napp.get('/users', (c) => c.json([]));\nserve({ fetch: app.fetch, port: 3000 });`, errors: [{ messageId: 'missingRateLimit', line: 3 }] },
    {
      name: 'Nest',
      code: `import { NestFactory } from '@nestjs/core';\nimport { AppModule } from './app.module.js';\nasync function bootstrap() {\n  const app = await NestFactory.create(AppModule);\n  await app.listen(3000);\n}\nvoid bootstrap();`,
      files: {
        'app.module.ts': `import { Module } from '@nestjs/common';\nimport { UsersController } from './users.js';\n@Module({ controllers: [UsersController] })\nexport class AppModule {}`,
        'users.ts': `import { Controller, Get } from '@nestjs/common';\n@Controller('users')\nexport class UsersController { @Get() list() { return []; } }`,
      },
      errors: [{ messageId: 'missingRateLimit', line: 4, data: { framework: 'NestJS' } }],
    },
  ],
});

runFixtures(rule);
