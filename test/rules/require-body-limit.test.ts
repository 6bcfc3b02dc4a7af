import rule from '../../rules/require-body-limit.js';
import { runFixtures, runRule } from '../support/rule-tester.js';

const EXPRESS = `import express from 'express';\nconst app = express();\n`;
const HONO = `import { serve } from '@hono/node-server';\nimport { Hono } from 'hono';\nconst app = new Hono();\napp.post('/notes', async (c) => c.json(await c.req.json()));\n`;
const SERVE = `serve({ fetch: app.fetch, port: 3000 });`;

runRule(rule, {
  valid: [
    { name: 'the default of Express is 100 kB', code: `${EXPRESS}app.use(express.json());` },
    { name: 'so is that of body-parser', code: `import bodyParser from 'body-parser';\n${EXPRESS}app.use(bodyParser.json());` },
    { name: 'the default of Fastify is 1 MiB', code: `import Fastify from 'fastify';\nexport const app = Fastify({ logger: true });` },
    { name: 'a limit', code: `${EXPRESS}app.use(express.json({ limit: '10mb' }));` },
    { name: 'a limit as large as the largest', code: `${EXPRESS}app.use(express.json({ limit: '50mb' }));` },
    { name: 'a limit from somewhere', code: `import { limit } from './gone.js';\n${EXPRESS}app.use(express.json({ limit }));` },
    { name: 'a limit that depends', code: `${EXPRESS}app.use((req, res, next) => express.json({ limit: req.url === '/import' ? '500mb' : '1mb' })(req, res, next));` },
    { name: 'options that are spread', code: `import { options } from './gone.js';\n${EXPRESS}app.use(express.json({ ...options }));` },
    { name: 'uploads that are written to a folder', code: `import multer from 'multer';\nexport const upload = multer({ dest: 'uploads/' });` },
    { name: 'uploads that are written to a storage', code: `import multer from 'multer';\nexport const upload = multer({ storage: multer.diskStorage({}) });` },
    { name: 'forms without files', code: `import multer from 'multer';\n${EXPRESS}const upload = multer();\napp.use(upload.none());` },
    { name: 'uploads with a limit', code: `import multer from 'multer';\nexport const upload = multer({ storage: multer.memoryStorage(), limits: { fileSize: 5 * 1024 * 1024 } });` },
    { name: 'uploads of which nothing is kept', code: `import { storage } from './gone.js';\nimport multer from 'multer';\nexport const upload = multer({ storage });` },
    { name: 'Hono with its middleware', code: `import { bodyLimit } from 'hono/body-limit';\n${HONO}app.use(bodyLimit({ maxSize: 1e6 }));\n${SERVE}` },
    { name: 'Hono on a platform', code: `${HONO}export default app;` },
    { name: 'Hono that looks at the length itself', code: `${HONO}app.use(async (c, next) => { if (Number(c.req.header('content-length')) > 1e6) return c.text('', 413); await next(); });\n${SERVE}` },
    { name: 'what stands in front of it', code: `${HONO}${SERVE}`, settings: { resilience: { providedBy: ['nginx'] } } },
    { name: 'a Lambda', code: `${EXPRESS}app.use(express.json({ limit: '500mb' }));\nexport const handler = () => app;` },
    { name: 'another largest', code: `${EXPRESS}app.use(express.json({ limit: '500mb' }));`, options: { maxBytes: 1024 ** 3 } },
    { name: 'a method of the same name', code: `import parser from './gone.js';\n${EXPRESS}app.use(parser.json({ limit: '500mb' }));` },
  ],
  invalid: [
    {
      name: 'Hono has no limit',
      code: `${HONO}${SERVE}`,
      errors: [{ messageId: 'missingBodyLimit', line: 3, data: { framework: 'Hono', register: 'app.use(bodyLimit)' } }],
    },
    {
      name: 'a limit above all bodies',
      code: `${EXPRESS}app.use(express.json({ limit: '500mb' }));`,
      errors: [{ messageId: 'bodyLimitTooLarge', line: 3, column: 31, data: { size: '500 MB', option: 'limit', others: '' } }],
    },
    {
      name: 'parsers that stand together have one report',
      code: `import bodyParser from 'body-parser';\n${EXPRESS}app.use(bodyParser.json({ limit: '200mb' }));\napp.use(bodyParser.urlencoded({ limit: '200mb', extended: true }));`,
      errors: [{ messageId: 'bodyLimitTooLarge', line: 4, data: { others: ', and so does line 5' } }],
    },
    { name: 'a constant', code: `const LIMIT = 1024 * 1024 * 1024;\n${EXPRESS}app.use(express.raw({ limit: LIMIT }));`, errors: [{ messageId: 'bodyLimitTooLarge', line: 4, data: { size: '1 GB' } }] },
    { name: 'no limit', code: `${EXPRESS}app.use(express.json({ limit: Infinity }));`, errors: [{ messageId: 'disabledBodyLimit', line: 3 }] },
    { name: 'Fastify', code: `import Fastify from 'fastify';\nexport const app = Fastify({ bodyLimit: 1024 * 1024 * 1024 });`, errors: [{ messageId: 'bodyLimitTooLarge', line: 2, data: { option: 'bodyLimit' } }] },
    { name: 'one route of Fastify', code: `import Fastify from 'fastify';\nconst app = Fastify();\napp.post('/import', { bodyLimit: Infinity }, async () => ({}));`, errors: [{ messageId: 'disabledBodyLimit', line: 3 }] },
    { name: 'Koa', code: `import Koa from 'koa';\nimport bodyParser from 'koa-bodyparser';\nnew Koa().use(bodyParser({ jsonLimit: '1gb' }));`, errors: [{ messageId: 'bodyLimitTooLarge', line: 3, data: { option: 'jsonLimit' } }] },
    { name: 'Nest', code: `import { NestFactory } from '@nestjs/core';\nconst app = await NestFactory.create(class {});\napp.useBodyParser('json', { limit: '1gb' });`, errors: [{ messageId: 'bodyLimitTooLarge', line: 3 }] },
    { name: 'uploads in memory', code: `import multer from 'multer';\nexport const upload = multer();`, errors: [{ messageId: 'unboundedUpload', line: 2, data: { option: 'limits.fileSize' } }] },
    { name: 'uploads in memory, said so', code: `import multer from 'multer';\nexport const upload = multer({ storage: multer.memoryStorage() });`, errors: [{ messageId: 'unboundedUpload', line: 2 }] },
    {
      name: 'an interceptor of Nest',
      code: `import { Controller, Post, UseInterceptors } from '@nestjs/common';\nimport { FileInterceptor } from '@nestjs/platform-express';\n@Controller('files')\nexport class FilesController {\n  @Post()\n  @UseInterceptors(FileInterceptor('file'))\n  save() {}\n}`,
      errors: [{ messageId: 'unboundedUpload', line: 6 }],
    },
  ],
});

runFixtures(rule);
