import rule from '../../rules/require-retry-after.js';
import { runFixtures, runRule } from '../support/rule-tester.js';

const EXPRESS = `import express from 'express';\nconst app = express();\n`;

runRule(rule, {
  valid: [
    { name: 'another status', code: `${EXPRESS}app.get('/a', (req, res) => res.status(404).json({}));` },
    { name: 'the header in the chain', code: `${EXPRESS}app.get('/a', (req, res) => res.status(429).set('Retry-After', '30').json({}));` },
    { name: 'the header before', code: `${EXPRESS}app.get('/a', (req, res) => { res.header('retry-after', '30'); res.status(503).end(); });` },
    { name: 'a readiness route', code: `${EXPRESS}app.get('/readyz', (req, res) => res.status(503).end());` },
    { name: 'a state that a balancer asks for', code: `${EXPRESS}app.get('/status', (req, res) => (stopping ? res.sendStatus(503) : res.send('up')));\napp.get('/', (req, res) => (stopping ? res.sendStatus(503) : res.send('up')));` },
    { name: 'a function that answers for operators', code: `${EXPRESS}const healthCheck = (req, res) => res.status(503).end();\napp.get('/state', healthCheck);` },
    { name: 'a status that depends', code: `import { status } from './gone.js';\n${EXPRESS}app.get('/a', (req, res) => res.status(status).end());` },
    { name: 'what is not there does not come back', code: `${EXPRESS}app.get('/a', (req, res) => {\n  return res\n    .status(503)\n    .json({ error: 'Mail is not configured' });\n});` },
    { name: 'the answer of another service', code: `export async function load() { const response = await fetch('https://a.example'); if (response.status === 429) throw new Error('later'); }` },
    { name: 'an answer that nobody asks for', code: `export const answer = new Response('', { status: 429 });` },
    { name: 'a header of a new response', code: `import { Hono } from 'hono';\nconst app = new Hono();\napp.get('/a', () => new Response('', { status: 429, headers: { 'Retry-After': '5' } }));` },
  ],
  invalid: [
    { name: 'Express', code: `${EXPRESS}app.get('/a', (req, res) => {\n  res.status(429).json({ error: 'later' });\n});`, errors: [{ messageId: 'missingRetryAfter', line: 4, column: 3, data: { status: '429', label: 'Response.status' } }] },
    { name: 'Express, in one call', code: `${EXPRESS}app.use((req, res, next) => (busy() ? res.sendStatus(503) : next()));`, errors: [{ messageId: 'missingRetryAfter', line: 3, data: { status: '503' } }] },
    { name: 'Fastify', code: `import Fastify from 'fastify';\nconst app = Fastify();\napp.addHook('onRequest', async (request, reply) => reply.code(429).send({}));`, errors: [{ messageId: 'missingRetryAfter', line: 3 }] },
    { name: 'Hono', code: `import { Hono } from 'hono';\nconst app = new Hono();\napp.get('/a', (c) => c.json({ error: 'later' }, 429));`, errors: [{ messageId: 'missingRetryAfter', line: 3 }] },
    {
      name: 'a route handler of Next.js',
      filename: 'app/api/a/route.ts',
      files: { 'package.json': '{ "name": "temp", "type": "module", "dependencies": { "next": "^15.0.0" } }' },
      code: `import { NextResponse } from 'next/server';\nexport async function POST() {\n  return NextResponse.json({ error: 'later' }, { status: 429 });\n}`,
      errors: [{ messageId: 'missingRetryAfter', line: 3 }],
    },
    { name: 'a response of the language', code: `import { Hono } from 'hono';\nconst app = new Hono();\napp.get('/a', () => new Response('', { status: 503 }));`, errors: [{ messageId: 'missingRetryAfter', line: 3, data: { label: 'new Response' } }] },
  ],
});

runFixtures(rule);
