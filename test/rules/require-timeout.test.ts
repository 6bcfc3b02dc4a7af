import rule from '../../rules/require-timeout.js';
import { runFixtures, runRule } from '../support/rule-tester.js';

const AXIOS = `import axios from 'axios';\n`;

runRule(rule, {
  valid: [
    {
      name: 'a client that many files share: it is one thing to set',
      code: `import type { AxiosInstance } from 'axios';\nexport class Feeds {\n  constructor(private readonly http: AxiosInstance) {}\n  all() { return this.http.get('https://feeds.example/all'); }\n}`,
      filename: 'feeds.ts',
      files: Object.fromEntries([
        ['package.json', '{ "name": "a", "dependencies": { "axios": "^1.0.0" } }'],
        ['made.ts', `import axios from 'axios';\nimport { Feeds } from './feeds.js';\nexport const feeds = new Feeds(axios.create());`],
        ...['a', 'b', 'c', 'd', 'e', 'f', 'g'].map((name) => [`${name}.ts`, `import type { AxiosInstance } from 'axios';\nexport type Of = AxiosInstance;`]),
      ]),
    },
    {
      name: 'a client that a base class of another file holds: its calls stand everywhere',
      code: `import { WithHttp } from './base.js';\nexport class Layouts extends WithHttp {\n  all() { return this.http.get('https://layouts.example/all'); }\n}`,
      filename: 'layouts.ts',
      files: {
        'package.json': '{ "name": "b", "dependencies": { "axios": "^1.0.0" } }',
        'base.ts': `import type { AxiosInstance } from 'axios';\nexport class WithHttp {\n  constructor(protected readonly http: AxiosInstance) {}\n}`,
        'made.ts': `import axios from 'axios';\nimport { Layouts } from './layouts.js';\nexport const layouts = new Layouts(axios.create());`,
      },
    },
    {
      name: 'a client that a container makes, beside one that is made by hand',
      code: `import { HttpService } from '@nestjs/axios';\nexport class Cloud {\n  constructor(private readonly http: HttpService) {}\n  login() { return this.http.post('https://cloud.example/login'); }\n}`,
      filename: 'cloud.ts',
      files: {
        'package.json': '{ "name": "c", "dependencies": { "@nestjs/axios": "^4.0.0" } }',
        'tokens.ts': `import { HttpService } from '@nestjs/axios';\nexport function seed() {\n  const http = new HttpService();\n  return http.get('https://seeds.example/all');\n}`,
        'cloud.module.ts': `import { HttpModule } from '@nestjs/axios';\nexport const cloud = HttpModule.registerAsync({ useFactory: () => ({ timeout: 5_000 }) });`,
      },
    },
    { name: 'a store, where that is not asked for', code: `import Redis from 'ioredis';\nexport const cache = new Redis(process.env.REDIS_URL);` },
    { name: 'a store with a limit for its commands', code: `import Redis from 'ioredis';\nexport const cache = new Redis(process.env.REDIS_URL, { commandTimeout: 2_000 });`, options: { stores: true } },
    { name: 'a store with options that are not in view', code: `import Redis from 'ioredis';\nimport { options } from './gone.js';\nexport const cache = new Redis(options);`, options: { stores: true } },
    { name: 'a connection of workers, which wait', code: `import { Redis } from 'ioredis';\nexport const connection = new Redis(process.env.REDIS_URL, { maxRetriesPerRequest: null });`, options: { stores: true } },
    { name: 'a copy of a client', code: `import Redis from 'ioredis';\nconst cache = new Redis({ commandTimeout: 2_000 });\nexport const second = cache.duplicate();`, options: { stores: true } },
    { name: 'a wrapper of a client whose own default is short', code: `import Stripe from 'stripe'; const stripe = new Stripe('key'); const pay = (data, options) => stripe.charges.create(data, options);\nexport const run = () => pay({});` },
    { name: 'a wrapper, with a limit for all calls of the library', code: `${AXIOS}axios.defaults.timeout = 5000;\nconst post = (body, options) => axios.post('https://a.example', body, options);\nexport const run = () => post({});` },
    { name: 'a wrapper, where defaults of libraries are accepted', code: `const call = (path, options) => fetch('https://a.example' + path, options);\nexport const run = () => call('/x');`, options: { libraryDefaults: false } },
    { name: 'a client that a method is given with a limit', code: `import axios, { type AxiosInstance } from 'axios';\nclass Hooks {\n  async send(baseURL, body) { const client = axios.create({ baseURL, timeout: 5000 }); await this.post(client, body); }\n  async post(client: AxiosInstance, body) { await client.post('', body); }\n}` },
    { name: 'a client that a method is given, whose calls have a limit', code: `import axios, { type AxiosInstance } from 'axios';\nclass Hooks {\n  async send(baseURL, body) { const client = axios.create({ baseURL }); await this.post(client, body); }\n  async post(client: AxiosInstance, body) { await client.post('', body, { timeout: 5000 }); }\n}` },
    { name: 'a client that a function is given and keeps', code: `import axios from 'axios';\nconst keep = (client, kept) => { kept.push(client); };\nexport function open(kept) { const client = axios.create(); keep(client, kept); }` },
    { name: 'a package that is made for browsers', code: `export const load = (url: string) => fetch(url);`, files: { 'package.json': '{ "name": "site", "dependencies": { "react-dom": "^19.0.0", "zod": "^4.0.0" } }' } },
    { name: 'a request that has a signal', code: `export const load = (url: string) => fetch(new Request(url, { signal: AbortSignal.timeout(5000) }));` },
    { name: 'a request that is copied from one with a signal', code: `export const load = (url: string) => { const first = new Request(url, { signal: AbortSignal.timeout(5000) }); return fetch(new Request(first, { headers: {} })); };` },
    { name: 'a request that somebody else made', code: `export const load = (given: Request) => fetch(given.clone());` },
    { name: 'what its name says may be one', code: `export const load = (request) => fetch(request);` },
    { name: 'a default of a callback client', code: `const request = require('request').defaults({ timeout: 500 }); request('https://a.example', (error) => {});`, filename: 'main.js' },
    { name: 'a signal', code: `await fetch('https://a.example', { signal: AbortSignal.timeout(5000) });` },
    { name: 'a shorthand signal', code: `async function f(signal) { return fetch('https://a.example', { signal }); }` },
    { name: 'a controller', code: `const c = new AbortController(); setTimeout(() => c.abort(), 5000); await fetch('https://a.example', { signal: c.signal });` },
    {
      name: 'a controller that a timer aborts, asked for',
      code: `const c = new AbortController(); setTimeout(() => c.abort(), 5000); await fetch('https://a.example', { signal: c.signal });`,
      options: { untimedSignals: true },
    },
    {
      name: 'a controller that is handed on, asked for',
      code: `const c = new AbortController(); abortLater(c); await fetch('https://a.example', { signal: c.signal });`,
      options: { untimedSignals: true },
    },
    { name: 'a controller that nothing aborts, not asked for', code: `const c = new AbortController(); await fetch('https://a.example', { signal: c.signal });` },
    { name: 'a signal in a spread constant', code: `const base = { signal: AbortSignal.timeout(1) }; await fetch('https://a.example', { ...base, method: 'POST' });` },
    { name: 'a signal that is assigned later', code: `const init = { method: 'POST' }; init.signal = AbortSignal.timeout(1); await fetch('https://a.example', init);` },
    { name: 'options that nobody can see', code: `import { init } from './gone.js'; await fetch('https://a.example', init);` },
    { name: 'Object.assign', code: `await fetch('https://a.example', Object.assign({}, { signal: AbortSignal.timeout(1) }, { method: 'GET' }));` },
    { name: 'a race against a timer', code: `await Promise.race([fetch('https://a.example'), new Promise((_, reject) => setTimeout(reject, 5000))]);` },
    { name: 'a race over a variable', code: `const call = fetch('https://a.example'); await Promise.race([call, timer]);` },
    { name: 'a modelled time limit', code: `import pTimeout from 'p-timeout'; await pTimeout(fetch('https://a.example'), { milliseconds: 5000 });` },
    {
      name: 'a race in a function of the project',
      code: `import { within } from './within.js'; await within(5000, fetch('https://a.example'));`,
      files: { 'within.ts': `export const within = (ms, p) => Promise.race([p, new Promise((_, r) => setTimeout(r, ms))]);` },
    },
    { name: 'a relative URL is a browser\'s', code: `await fetch('/api/users');` },
    { name: 'a file beside the module', code: `await fetch(new URL('./font.ttf', import.meta.url));` },
    { name: 'a race over a variable that may hold another promise', code: `const call = cached ? Promise.resolve(cached) : fetch('https://a.example'); await Promise.race([call, timer]);` },
    { name: 'an option that only a browser knows', code: `await fetch('https://a.example', { credentials: 'include' });` },
    {
      name: 'a file that only components import',
      code: `export const load = (url: string) => fetch(url);`,
      files: { 'list.tsx': `import { useEffect } from 'react';\nimport { load } from './main.js';\nexport function List() { useEffect(() => { load('x'); }); return null; }` },
    },
    {
      name: 'a file that only components import, in a package that serves too',
      code: `export const load = (url: string) => fetch(url);`,
      files: {
        'package.json': '{ "name": "ee", "dependencies": { "hono": "^4.0.0", "react": "^19.0.0" } }',
        'list.tsx': `import { useEffect } from 'react';\nimport { load } from './main.js';\nexport function List() { useEffect(() => { load('x'); }); return null; }`,
      },
    },
    { name: 'a client component', code: `'use client';\nawait fetch('https://a.example');` },
    { name: 'a function for browsers', code: `function track() { fetch('https://a.example/' + window.location.href); }` },
    { name: 'a function of the same name', code: `function fetch(url) { return url; } fetch('https://a.example');` },
    { name: 'a method of the same name', code: `class A { fetch(u) { return u; } } new A().fetch('https://a.example');` },
    { name: 'a limit on the instance', code: `${AXIOS}const http = axios.create({ timeout: 5000 }); await http.get('https://a.example');` },
    {
      name: 'an instance of another file',
      code: `import { http } from './http.js'; await http.get('/users');`,
      files: { 'http.ts': `${AXIOS}export const http = axios.create({ baseURL: 'https://a.example', timeout: 5000 });` },
    },
    {
      name: 'an instance of another file without a limit is reported there',
      code: `import { http } from './http.js'; await http.get('/users');`,
      files: { 'http.ts': `${AXIOS}export const http = axios.create({ baseURL: 'https://a.example' });` },
    },
    { name: 'a limit by the environment', code: `${AXIOS}await axios.get('https://a.example', { timeout: Number(process.env.TIMEOUT) });` },
    { name: 'an imported constant', code: `${AXIOS}import { LIMIT } from './c.js'; await axios.get('u', { timeout: LIMIT });`, files: { 'c.ts': 'export const LIMIT = 30 * 1000;' } },
    { name: 'a default for the application', code: `${AXIOS}await axios.get('https://a.example');`, files: { 'main2.ts': `${AXIOS}axios.defaults.timeout = 5000;` } },
    {
      name: 'a global dispatcher',
      code: `await fetch('https://a.example');`,
      files: { 'boot.ts': `import { Agent, setGlobalDispatcher } from 'undici';\nsetGlobalDispatcher(new Agent({ headersTimeout: 5000 }));` },
    },
    { name: 'a wrapper whose caller passes a signal', code: `const api = (path, init) => fetch('https://a.example' + path, { ...init }); await api('/x', { signal: AbortSignal.timeout(1) });` },
    { name: 'a wrapper with a default', code: `const api = (path, timeout = 5000) => fetch('https://a.example' + path, { signal: AbortSignal.timeout(timeout) }); await api('/x');` },
    {
      name: 'a signal that the caller may replace',
      code: `const api = (path, init) => fetch('https://a.example' + path, { signal: AbortSignal.timeout(1), ...init }); await api('/x');`,
    },
    { name: 'a default that is set when the caller gives none', code: `function api(options) { if (!options.signal) options.signal = AbortSignal.timeout(1); return fetch('https://a.example', options); } await api({});` },
    { name: 'a call without a model', code: `import thing from 'some-http-client'; await thing.get('https://a.example');` },
    { name: 'library defaults left alone', code: `await fetch('https://a.example');`, options: { libraryDefaults: false } },
    { name: 'a longer limit that is accepted', code: `${AXIOS}await axios.get('u', { timeout: 100_000 });`, options: { maxMs: 120_000 } },
    { name: 'a default that its maker chose with care', code: `import Stripe from 'stripe'; const stripe = new Stripe(key); await stripe.refunds.create({ charge });` },
  ],
  invalid: [
    {
      name: 'a store without a limit for its commands',
      code: `import Redis from 'ioredis';\nimport rateLimit from '@fastify/rate-limit';\nexport const limiter = (app, url) => app.register(rateLimit, { redis: url ? new Redis(url) : undefined });`,
      options: { stores: true },
      errors: [{ messageId: 'missingClientTimeout', line: 3, message: 'Set `commandTimeout` here.' }],
    },
    {
      name: 'a cluster without a limit for its commands',
      code: `import { Cluster } from 'ioredis';\nexport const cache = new Cluster([{ host: 'a' }], { redisOptions: { connectTimeout: 1_000 } });`,
      options: { stores: true },
      errors: [{ messageId: 'missingClientTimeout', line: 2, message: 'Set `redisOptions.commandTimeout` here.' }],
    },
    {
      name: 'a package with a page and a router',
      code: `export const load = (url: string) => fetch(url);`,
      files: { 'package.json': '{ "name": "site", "dependencies": { "react-dom": "^19.0.0", "koa-router": "^12.0.0" } }' },
      errors: [{ messageId: 'timeoutTooLong', line: 1 }],
    },
    {
      name: 'a package with a page and a database',
      code: `export const load = (url: string) => fetch(url);`,
      files: { 'package.json': '{ "name": "site", "dependencies": { "react-dom": "^19.0.0", "sequelize": "^6.0.0" } }' },
      errors: [{ messageId: 'timeoutTooLong', line: 1 }],
    },
    {
      name: 'a request without a signal',
      code: `export const load = (url: string) => fetch(new Request(url, { headers: {} }));`,
      errors: [{ messageId: 'timeoutTooLong', line: 1 }],
    },
    { name: 'a URL', code: `export const load = (url: URL) => fetch(url);`, errors: [{ messageId: 'timeoutTooLong', line: 1 }] },
    { name: 'a callback client, with options and without', code: `const request = require('request');\nrequest('https://a.example', { headers: {} }, (error) => {});\nrequest.get('https://a.example', (error) => {});`, filename: 'main.js', errors: [{ messageId: 'missingTimeout', line: 2 }, { messageId: 'missingTimeout', line: 3 }] },
    {
      name: 'axios has no limit by default',
      code: `${AXIOS}await axios.get('https://a.example');`,
      errors: [
        {
          messageId: 'missingTimeout',
          line: 2,
          column: 7,
          data: { library: 'axios' },
          message: 'axios has no time limit by default. Pass `timeout` or `signal: AbortSignal.timeout(ms)`.',
          suggestions: [{ messageId: 'addTimeout', output: `${AXIOS}await axios.get('https://a.example', { timeout: 10_000 });` }],
        },
      ],
    },
    {
      name: 'fetch waits for five minutes',
      code: `await fetch('https://a.example', { method: 'POST' });`,
      errors: [
        {
          messageId: 'timeoutTooLong',
          line: 1,
          data: { seconds: '300' },
          suggestions: [
            {
              messageId: 'addTimeout',
              output: `await fetch('https://a.example', { method: 'POST', signal: AbortSignal.timeout(10_000) });`,
            },
          ],
        },
      ],
    },
    {
      name: 'a controller that no timer aborts',
      code: `const c = new AbortController();\nprocess.once('SIGUSR2', () => c.abort());\nawait fetch('https://a.example', { signal: c.signal });`,
      options: { untimedSignals: true },
      errors: [{ messageId: 'untimedSignal', line: 3 }],
    },
    {
      name: 'switched off',
      code: `${AXIOS}await axios.get('https://a.example', { timeout: 0 });`,
      errors: [{ messageId: 'disabledTimeout', line: 2 }],
    },
    {
      name: 'too long, in another unit of thought',
      code: `${AXIOS}const MINUTE = 60 * 1000;\nawait axios.get('https://a.example', { timeout: 10 * MINUTE });`,
      errors: [{ messageId: 'timeoutTooLong', line: 3, data: { seconds: '600' } }],
    },
    {
      name: 'an explicit undefined is no signal',
      code: `await fetch('https://a.example', { signal: undefined });`,
      errors: [{ messageId: 'timeoutTooLong', line: 1 }],
    },
    {
      name: 'got, in the number form of version 11 too',
      code: `import got from 'got';\nawait got('https://a.example').json();`,
      files: { 'package.json': '{ "name": "t", "dependencies": { "got": "^11.8.0" } }' },
      errors: [{ messageId: 'missingTimeout', line: 2, data: { library: 'got' } }],
    },
    {
      name: 'an exported client without a limit, once where it is made',
      code: `${AXIOS}export const http = axios.create({ baseURL: 'https://a.example' });\nexport const users = () => http.get('/users');`,
      errors: [
        {
          messageId: 'missingClientTimeout',
          line: 2,
          suggestions: [
            {
              messageId: 'addTimeout',
              output: `${AXIOS}export const http = axios.create({ baseURL: 'https://a.example', timeout: 10_000 });\nexport const users = () => http.get('/users');`,
            },
          ],
        },
      ],
    },
    {
      name: 'a client without a limit that a method is given',
      code: `import axios, { type AxiosInstance } from 'axios';\nclass Hooks {\n  async send(baseURL, body) {\n    const client = axios.create({ baseURL });\n    await this.post(client, body);\n  }\n  async post(client: AxiosInstance, body) {\n    await client.post('', body);\n  }\n}`,
      errors: [{ messageId: 'missingClientTimeout', line: 4 }],
    },
    {
      name: 'a factory that others call',
      code: `${AXIOS}export const createClient = () => {\n  const client = axios.create();\n  return client;\n};`,
      errors: [{ messageId: 'missingClientTimeout', line: 3 }],
    },
    {
      name: 'an instance by injection',
      code: `import { HttpService } from '@nestjs/axios';\nimport { firstValueFrom } from 'rxjs';\nclass Prices {\n  constructor(private readonly http: HttpService) {}\n  async get() {\n    const http = new HttpService();\n    return firstValueFrom(http.get('https://a.example'));\n  }\n}`,
      errors: [{ messageId: 'missingTimeout', line: 7 }],
    },
    {
      name: 'a wrapper of a client without a limit, at its caller',
      code: `${AXIOS}const post = (body, options) => axios.post('https://a.example', body, options);\nawait post({});`,
      errors: [{ messageId: 'missingTimeoutThroughWrapper', line: 3, message: 'this call never ends: `post` (main.ts:2) → `AxiosInstance.post` has no time limit unless its caller passes one.' }],
    },
    {
      name: 'a wrapper that passes options on, at its caller',
      code: `import { call } from './call.js';\nawait call('/x', { method: 'POST' });`,
      files: { 'call.ts': `export function call(path, init) {\n  return fetch('https://a.example' + path, { ...init });\n}` },
      errors: [
        {
          messageId: 'missingTimeoutThroughWrapper',
          line: 2,
          message: 'this call holds its caller for 300 s: `call` (call.ts:1) → `fetch` has no time limit but the default of `fetch` unless its caller passes one. Pass `signal` here, or give `call` a default.',
        },
      ],
    },
    {
      name: 'a limit only where the caller gives one, through two functions',
      code: `const request = require('./request');\nrequest.get('https://a.example', { headers: {} });`,
      filename: 'main.js',
      files: {
        'package.json': '{ "name": "t" }',
        'request.js': `async function call(url, method, { timeout, ...config } = {}) {\n  const opts = { ...config, method };\n  if (timeout > 0) {\n    opts.signal = AbortSignal.timeout(timeout);\n  }\n  return await fetch(url, opts);\n}\nexports.get = async (url, config) => call(url, 'GET', config);`,
      },
      errors: [{ messageId: 'missingTimeoutThroughWrapper', line: 2, message: '`get` (request.js:8) → `call` (request.js:1) → `fetch`' }],
    },
    {
      name: 'a wrapper that offers no parameter, at the wrapper',
      code: `export async function load(id) {\n  const res = await fetch(\`https://a.example/\${id}\`);\n  return res.json();\n}`,
      errors: [{ messageId: 'timeoutTooLong', line: 2 }],
    },
    {
      name: 'node:http without a timer on the request',
      code: `import { get } from 'node:http';\nget('http://a.example', (res) => res.resume());`,
      errors: [{ messageId: 'missingTimeout', line: 2 }],
    },
  ],
});

runFixtures(rule);
