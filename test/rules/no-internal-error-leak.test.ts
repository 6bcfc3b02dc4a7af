import rule from '../../rules/no-internal-error-leak.js';
import { runFixtures, runRule } from '../support/rule-tester.js';

const EXPRESS = `import express from 'express';\nimport { Pool } from 'pg';\nconst app = express(); const pool = new Pool();\n`;

/** A handler of Express whose query fails: its clause stands on line 4. */
const caught = (clause: string): string =>
  `${EXPRESS}app.get('/', async (req, res) => { try { res.json(await pool.query('select 1')); } ${clause} });`;

runRule(rule, {
  valid: [
    { name: 'a text of its own', code: caught(`catch (err) { res.status(500).json({ error: 'unavailable' }); }`) },
    { name: 'a code', code: caught('catch (err) { res.status(500).json({ code: err.code }); }') },
    {
      name: 'a route for the own jobs',
      code: `${EXPRESS}app.post('/jobs', async (req, res) => { if (req.headers.authorization !== \`Bearer \${process.env.INTERNAL_API_KEY}\`) return res.sendStatus(401); try { res.json(await pool.query('select 1')); } catch (err) { res.status(500).json({ error: err.message }); } });`,
    },
    {
      name: 'a known class',
      code: caught('catch (err) { if (err instanceof HttpError) res.json({ error: err.message }); else throw err; }'),
    },
    {
      name: 'a known status',
      code: caught(`catch (err) { res.json({ error: err.status < 500 ? err.message : 'unavailable' }); }`),
    },
    {
      name: 'only where somebody develops',
      code: caught('catch (err) { if (isDevelopment) res.json({ error: err.stack }); else res.sendStatus(500); }'),
    },
    {
      name: 'only where the error says that it may be shown',
      code: caught(`catch (err) { res.json({ error: err.expose ? err.message : 'unavailable' }); }`),
    },
    {
      name: 'a message that is set where it is known',
      code: caught(
        `catch (err) { let text = 'unavailable'; if (err.code === '23505') text = err.message; res.json({ text }); }`,
      ),
    },
    {
      name: 'what a helper lets through',
      code: `${EXPRESS}function textOf(err) { if (err instanceof HttpError) return err.message; return 'unavailable'; }\napp.get('/', async (req, res) => { try { await pool.query('select 1'); } catch (err) { res.json({ error: textOf(err) }); } });`,
    },
    {
      name: 'nothing that leaves the process',
      code: `${EXPRESS}app.get('/', (req, res) => { try { check(req.query); } catch (err) { res.json({ error: err.message }); } });`,
    },
    {
      name: 'no answer: a log line',
      code: caught('catch (err) { console.error(err.message); res.sendStatus(500); }'),
    },
    {
      name: 'an answer that is made outside of any request',
      code: `import { Pool } from 'pg';\nconst pool = new Pool();\nexport async function probe() { try { await pool.query('select 1'); } catch (err) { return new Response(err.message); } }`,
    },
    {
      name: 'a central handler that knows what it may show',
      code: `${EXPRESS}app.use((err, req, res, next) => { const message = err.isOperational ? err.message : 'unavailable'; res.status(500).json({ message }); });`,
    },
  ],
  invalid: [
    {
      name: 'a token of each client',
      code: `${EXPRESS}app.get('/', async (req, res) => { if (req.query.token !== env.region) return res.sendStatus(401); try { res.json(await pool.query('select 1')); } catch (err) {\nres.json({ error: err.message }); } });`,
      errors: [{ messageId: 'messageLeaked', line: 5 }],
    },
    {
      name: 'the message',
      code: caught('catch (err) { res.status(500).json({ error: err.message }); }'),
      errors: [
        {
          messageId: 'messageLeaked',
          line: 4,
          message: 'when `Pool.query` fails, `res.status(500).json` answers with the text of its error',
        },
      ],
    },
    {
      name: 'its text',
      code: caught('catch (err) { res.send(String(err)); }'),
      errors: [{ messageId: 'messageLeaked', line: 4 }],
    },
    {
      name: 'the message, or a text where there is none',
      code: caught(
        `catch (err) { const text = err instanceof Error ? err.message : 'unknown'; res.json({ error: text || 'none' }); }`,
      ),
      errors: [{ messageId: 'messageLeaked', line: 4 }],
    },
    {
      name: 'what is left when a known one is gone',
      code: caught('catch (err) { if (err instanceof HttpError) throw err; res.json({ error: err.message }); }'),
      errors: [{ messageId: 'messageLeaked', line: 4 }],
    },
    {
      name: 'the stack',
      code: caught('catch (err) { res.json({ message: err.message, stack: err.stack }); }'),
      errors: [{ messageId: 'stackLeaked', line: 4 }],
    },
    {
      name: 'the error',
      code: caught('catch (err) { res.json({ err }); }'),
      errors: [{ messageId: 'errorLeaked', line: 4 }],
    },
    {
      name: 'a central handler',
      code: `${EXPRESS}app.use((err, req, res, next) => { res.status(err.status || 500).json({ message: err.message }); });`,
      errors: [{ messageId: 'messageLeaked', line: 4, message: 'when anything fails' }],
    },
    {
      name: "Hono's central handler",
      code: `import { Hono } from 'hono';\nconst app = new Hono();\napp.onError((err, c) => c.json({ message: err.message }, 500));`,
      errors: [{ messageId: 'messageLeaked', line: 3 }],
    },
    {
      name: "node's own server",
      code: `import { createServer } from 'node:http';\ncreateServer(async (req, res) => { try { await fetch('https://a.example'); } catch (err) { res.end(err.message); } });`,
      errors: [{ messageId: 'messageLeaked', line: 2 }],
    },
    {
      name: 'an exception of a framework, thrown below a controller',
      filename: 'users.service.ts',
      code: `import { Injectable, InternalServerErrorException } from '@nestjs/common';\nimport { Repository } from 'typeorm';\n@Injectable()\nexport class Users {\n  constructor(private readonly users: Repository<object>) {}\n  async loadAll() { try { return await this.users.find(); } catch (err) { throw new InternalServerErrorException(err.message); } }\n}`,
      files: {
        'users.controller.ts': `import { Controller, Get } from '@nestjs/common';\nimport { Users } from './users.service';\n@Controller()\nexport class UsersController {\n  constructor(private readonly users: Users) {}\n  @Get() list() { return this.users.loadAll(); }\n}`,
      },
      errors: [{ messageId: 'messageLeaked', line: 6 }],
    },
    {
      name: "tRPC's error in a procedure",
      code: `import { initTRPC, TRPCError } from '@trpc/server';\nconst t = initTRPC.create();\nexport const list = t.procedure.query(async () => { try { return await fetch('https://a.example'); } catch (err) { throw new TRPCError({ code: 'INTERNAL_SERVER_ERROR', message: err.message, cause: err }); } });`,
      errors: [{ messageId: 'messageLeaked', line: 3 }],
    },
  ],
});

runFixtures(rule);
