import rule from '../../rules/require-server-timeouts.js';
import { runFixtures, runRule } from '../support/rule-tester.js';

const EXPRESS = `import express from 'express';\nconst app = express();\napp.get('/users', (req, res) => res.json([]));\n`;
const HTTP = `import http from 'node:http';\nconst server = http.createServer((req, res) => res.end());\n`;

runRule(rule, {
  valid: [
    { name: 'the defaults of Node', code: HTTP },
    { name: 'other limits', code: `${HTTP}server.requestTimeout = 30_000;\nserver.headersTimeout = 10_000;` },
    { name: 'a limit from somewhere', code: `import { limit } from './gone.js';\n${HTTP}server.requestTimeout = limit;` },
    { name: 'a kept-alive connection is another matter', code: `${HTTP}server.keepAliveTimeout = 0;` },
    { name: 'a client has a property of that name', code: `const client = { requestTimeout: 1 };\nclient.requestTimeout = 0;` },
    { name: 'a time limit for handlers', code: `import timeout from 'connect-timeout';\n${EXPRESS}app.use(timeout('10s'));\napp.listen(3000);` },
    { name: 'a time limit of the project', code: `${EXPRESS}app.use((req, res, next) => { res.setTimeout(10_000, () => res.sendStatus(503)); next(); });\napp.listen(3000);` },
    { name: 'the time limit of Fastify', code: `import Fastify from 'fastify';\nconst app = Fastify({ handlerTimeout: 10_000 });\napp.get('/users', async () => []);\nawait app.listen({ port: 3000 });` },
    { name: 'what stands in front of it', code: `${EXPRESS}app.listen(3000);`, settings: { resilience: { providedBy: ['request-timeout'] } } },
    { name: 'handlers left alone', code: `${EXPRESS}app.listen(3000);`, options: { handler: false } },
  ],
  invalid: [
    { name: 'switched off', code: `${HTTP}server.requestTimeout = 0;`, errors: [{ messageId: 'disabledServerTimeout', line: 3, column: 25, data: { name: 'requestTimeout' } }] },
    { name: 'where the server is made', code: `import { createServer } from 'node:http';\ncreateServer({ requestTimeout: 0 }, (req, res) => res.end());`, errors: [{ messageId: 'disabledServerTimeout', line: 2 }] },
    { name: 'what listen() gives', code: `${EXPRESS}const server = app.listen(3000);\nserver.requestTimeout = 0;`, options: { handler: false }, errors: [{ messageId: 'disabledServerTimeout', line: 5 }] },
    { name: 'nothing bounds the work', code: `${EXPRESS}app.listen(3000);`, errors: [{ messageId: 'missingRequestTimeout', line: 2, data: { register: 'app.use(requestTimeout)' } }] },
    { name: 'Koa', code: `import Koa from 'koa';\nimport Router from '@koa/router';\nconst router = new Router();\nrouter.get('/users', (ctx) => { ctx.body = []; });\nconst app = new Koa();\napp.use(router.routes());\napp.listen(3000);`, errors: [{ messageId: 'missingRequestTimeout', line: 5 }] },
  ],
});

runFixtures(rule);
