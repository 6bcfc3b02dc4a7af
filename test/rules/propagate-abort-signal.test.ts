import rule from '../../rules/propagate-abort-signal.js';
import { runFixtures, runRule } from '../support/rule-tester.js';

const AXIOS = "import axios from 'axios';\n";

runRule(rule, {
  valid: [
    { name: 'no signal in scope', code: "export const load = (id: string) => fetch(`/x/${id}`);" },
    { name: 'it is passed', code: "export const load = (signal: AbortSignal) => fetch('/x', { signal });" },
    { name: 'an explicit undefined is intent', code: `export const load = (signal: AbortSignal) => fetch('/x', options(signal));` },
    { name: 'a spread', code: "export const load = (signal: AbortSignal, init: RequestInit) => fetch('/x', { ...init });" },
    { name: 'a parameter that only has the name', code: 'export const load = (signal: string) => fetch(`/x/${signal}`);' },
    { name: 'cleaning up', code: "export async function load(signal: AbortSignal) { try { work(signal); } finally { await fetch('/x', { method: 'DELETE' }); } }" },
    { name: 'after a write', code: `${AXIOS}export async function load(signal: AbortSignal) { await axios.post('/x', {}, { signal }); return axios.get('/y'); }` },
    { name: 'the request, where it is not asked for', code: "export const GET = (request: Request) => fetch('/x');" },
    { name: 'options that are passed on', code: "export const load = (url: string, options: { signal?: AbortSignal }) => fetch(url, options);" },
    { name: 'options without a signal', code: "export const load = (url: string, options: { depth?: number }) => fetch(url);" },
    { name: 'a controller for something else', code: "export async function load(url: string) { const controller = new AbortController(); work(controller); return fetch(url); }" },
    { name: 'a context of Hono, where it is not asked for', code: "import { Hono } from 'hono';\nnew Hono().get('/', (c) => fetch('https://a.example'));" },
    { name: 'a callback that runs later', code: "export function load(signal: AbortSignal) { setInterval(() => fetch('/x'), 1000); }" },
    { name: 'a response, where it is not asked for', code: "import express from 'express';\nexpress().get('/', async (req, res) => res.json(await fetch('https://a.example')));" },
    {
      name: 'a write, whose client may have gone',
      options: { responses: true },
      code: "import express from 'express';\nexpress().post('/', async (req, res) => res.json(await fetch('https://a.example', { method: 'POST' })));",
    },
  ],
  invalid: [
    {
      name: 'a read of a handler with a response',
      options: { responses: true },
      code: "import express from 'express';\nexpress().get('/', async (req, res) => res.json(await fetch('https://a.example')));",
      errors: [
        {
          messageId: 'responseNotWatched',
          line: 2,
          message:
            'When the client goes away, `fetch` runs on for an answer that nobody reads: it holds its connection, and the other side goes on working. End it when `res` is closed.',
        },
      ],
    },
    {
      name: 'a context that holds the response, and a pool',
      options: { responses: true },
      code: "import Koa from 'koa';\nimport { Pool } from 'pg';\nconst pool = new Pool();\nnew Koa().use(async (ctx) => { ctx.body = await pool.query('SELECT 1'); });",
      errors: [{ messageId: 'responseNotWatched', line: 4, data: { call: '`Pool.query`', response: 'ctx.res' } }],
    },
    {
      name: 'fetch',
      code: "export const load = (id: string, signal?: AbortSignal) => fetch(`/x/${id}`);",
      errors: [
        {
          messageId: 'signalNotPassed',
          line: 1,
          column: 59,
          message:
            'When the caller gives up by `signal`, `fetch` runs on: its socket, and whatever the other side does for it, are paid for an answer that nobody reads. Pass `signal: signal`.',
          suggestions: [{ messageId: 'passSignal', output: "export const load = (id: string, signal?: AbortSignal) => fetch(`/x/${id}`, { signal });" }],
        },
      ],
    },
    {
      name: 'a part of a parameter, in a callback that runs inside',
      code: `${AXIOS}export const load = ({ ids, signal: stop }: { ids: string[]; signal: AbortSignal }) =>\n  Promise.all(ids.map((id) => axios.get('/x', { params: { id } })));`,
      errors: [
        {
          messageId: 'signalNotPassed',
          line: 3,
          suggestions: [
            {
              messageId: 'passSignal',
              output: `${AXIOS}export const load = ({ ids, signal: stop }: { ids: string[]; signal: AbortSignal }) =>\n  Promise.all(ids.map((id) => axios.get('/x', { params: { id }, signal: stop })));`,
            },
          ],
        },
      ],
    },
    {
      name: 'options with a signal',
      code: 'interface Options { depth?: number; signal?: AbortSignal }\nexport const load = (url: string, options?: Options) => fetch(url);',
      errors: [
        {
          messageId: 'signalNotPassed',
          line: 2,
          suggestions: [
            {
              messageId: 'passSignal',
              output: 'interface Options { depth?: number; signal?: AbortSignal }\nexport const load = (url: string, options?: Options) => fetch(url, { signal: options?.signal });',
            },
          ],
        },
      ],
    },
    {
      name: 'a context with a signal',
      code: `${AXIOS}export async function step(ctx: { input: string; signal: AbortSignal }) {\n  return axios.get(ctx.input);\n}`,
      errors: [
        {
          messageId: 'signalNotPassed',
          line: 3,
          suggestions: [
            { messageId: 'passSignal', output: `${AXIOS}export async function step(ctx: { input: string; signal: AbortSignal }) {\n  return axios.get(ctx.input, { signal: ctx.signal });\n}` },
          ],
        },
      ],
    },
    {
      name: 'a controller that goes with its client',
      code: "import express from 'express';\nexpress().get('/', async (req, res) => {\n  const controller = new AbortController();\n  req.on('close', () => controller.abort());\n  res.json(await fetch('https://a.example'));\n});",
      errors: [
        {
          messageId: 'signalNotPassed',
          line: 5,
          suggestions: [
            {
              messageId: 'passSignal',
              output:
                "import express from 'express';\nexpress().get('/', async (req, res) => {\n  const controller = new AbortController();\n  req.on('close', () => controller.abort());\n  res.json(await fetch('https://a.example', { signal: controller.signal }));\n});",
            },
          ],
        },
      ],
    },
    {
      name: 'the request of Hono',
      options: { requests: true },
      code: "import { Hono } from 'hono';\nnew Hono().get('/', (c) => fetch('https://a.example'));",
      errors: [
        {
          messageId: 'requestNotPassed',
          line: 2,
          suggestions: [{ messageId: 'passSignal', output: "import { Hono } from 'hono';\nnew Hono().get('/', (c) => fetch('https://a.example', { signal: c.req.raw.signal }));" }],
        },
      ],
    },
    {
      name: 'the request of Next.js',
      options: { requests: true },
      code: "import type { NextRequest } from 'next/server';\nexport const GET = (request: NextRequest) => fetch('/x');",
      errors: [
        {
          messageId: 'requestNotPassed',
          line: 2,
          suggestions: [{ messageId: 'passSignal', output: "import type { NextRequest } from 'next/server';\nexport const GET = (request: NextRequest) => fetch('/x', { signal: request.signal });" }],
        },
      ],
    },
    {
      name: 'the request that is answered',
      options: { requests: true },
      code: "export const GET = (request: Request) => fetch('/x');",
      errors: [
        {
          messageId: 'requestNotPassed',
          line: 1,
          suggestions: [{ messageId: 'passSignal', output: "export const GET = (request: Request) => fetch('/x', { signal: request.signal });" }],
        },
      ],
    },
  ],
});

runFixtures(rule);
