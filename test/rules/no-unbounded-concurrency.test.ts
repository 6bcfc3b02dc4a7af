import rule from '../../rules/no-unbounded-concurrency.js';
import { runFixtures, runRule } from '../support/rule-tester.js';

const options = { everywhere: true };

runRule(rule, {
  valid: [
    { name: 'a queue with a limit', options, code: `import PQueue from 'p-queue';\nconst queue = new PQueue({ concurrency: 5 });\nexport async function load(urls) {\n  await Promise.all(urls.map((url) => queue.add(() => fetch(url))));\n}` },
    { name: 'a queue with a rate', options, code: `import PQueue from 'p-queue';\nconst queue = new PQueue({ interval: 1_000, intervalCap: 20 });\nexport async function load(urls) {\n  await Promise.all(urls.map((url) => queue.add(() => fetch(url))));\n}` },
    { name: 'a queue that is made elsewhere', options, code: `import { queue } from './gone.js';\nexport async function load(urls) {\n  await Promise.all(urls.map((url) => queue.add(() => fetch(url))));\n}` },
    { name: 'outside of requests only where asked', code: 'export const all = (urls) => Promise.all(urls.map((url) => fetch(url)));' },
    { name: 'a literal list', options, code: "export const all = () => Promise.all([fetch('https://a.example'), fetch('https://b.example')]);" },
    { name: 'a constant list', options, code: "const URLS = ['https://a.example', 'https://b.example'];\nexport const all = () => Promise.all(URLS.map((url) => fetch(url)));" },
    { name: 'a slice in a loop', options, code: 'export async function all(urls) {\n  for (let i = 0; i < urls.length; i += 10) await Promise.all(urls.slice(i, i + 10).map((url) => fetch(url)));\n}' },
    { name: 'a limiter', options, code: "import pLimit from 'p-limit';\nconst limit = pLimit(5);\nexport const all = (urls) => Promise.all(urls.map((url) => limit(() => fetch(url))));" },
    { name: 'a limit of the iterating helper', options, code: "import pMap from 'p-map';\nexport const all = (urls) => pMap(urls, (url) => fetch(url), { concurrency: 5 });" },
    { name: 'a handful by its name', options, code: 'export const all = (url, monitor) => Promise.all(monitor.regions.map((region) => fetch(url, { region })));' },
    { name: 'what is done once, and the module knows', options, code: "const made = {};\nasync function make(name) {\n  if (made[name]) return;\n  await fetch(name);\n  made[name] = true;\n}\nexport const all = (names) => Promise.all(names.map((name) => make(name)));" },
    { name: 'what is sent when enough time has passed', options, code: "let last = 0;\nfunction count(name) {\n  const now = Date.now();\n  if (now - last >= 30_000) {\n    last = now;\n    fetch(name);\n  }\n}\nexport function all(names) {\n  for (const name of names) count(name);\n}" },
    { name: 'those who own a workspace', options, code: 'export const all = (url, owners) => Promise.all(owners.map((owner) => fetch(url, { owner })));' },
    { name: 'functions that are kept to be run later', options, code: 'export async function all(urls) {\n  const work = [];\n  urls.forEach((url) => {\n    work.push(() => fetch(url));\n  });\n  await runInTurns(work, 5);\n}' },
    { name: 'an element of a list of chunks', options, code: 'export async function all(urls) {\n  const parts = chunk(urls, 100);\n  for (let i = 0; i < parts.length; i++) {\n    const part = parts[i];\n    await Promise.all(part.map((url) => fetch(url)));\n  }\n}' },
    { name: 'what somebody typed in', options, code: 'export async function send({ payload }) {\n  const images = payload.items.filter((item) => item.image);\n  await Promise.all(images.map((item) => fetch(item.image)));\n}' },
    { name: 'a list that is refused where it is long', options, code: 'export async function all(urls) {\n  if (urls.length > MAX) throw new Error(`at most ${MAX}`);\n  await Promise.all(urls.map((url) => fetch(url)));\n}' },
    { name: 'one after the other', options, code: 'export async function all(urls) {\n  for (const url of urls) await fetch(url);\n}' },
    { name: 'a race inside the loop keeps the list short', options, code: 'export async function all(urls) {\n  const running = [];\n  for (const url of urls) {\n    running.push(fetch(url));\n    if (running.length >= 5) await Promise.race(running);\n  }\n  await Promise.all(running);\n}' },
    { name: 'a query is reported by no-query-in-loop', options, code: "import { Pool } from 'pg';\nconst pool = new Pool();\nexport const all = (ids) => Promise.all(ids.map((id) => pool.query('SELECT * FROM users WHERE id = $1', [id])));" },
  ],
  invalid: [
    { name: 'a queue without a limit', options, code: `import PQueue from 'p-queue';\nconst queue = new PQueue();\nexport async function load(urls) {\n  await Promise.all(urls.map((url) => queue.add(() => fetch(url))));\n}`, errors: [{ messageId: 'unboundedCalls', line: 4 }] },
    {
      name: 'a visit that each call notes in a list of its own',
      options,
      code: 'async function visit(name, seen) {\n  if (seen[name]) return;\n  seen[name] = true;\n  await fetch(name);\n}\nexport const all = (names, seen) => Promise.all(names.map((name) => visit(name, seen)));',
      errors: [{ messageId: 'unboundedCalls', line: 6 }],
    },
    {
      name: 'a list that is refused where it is empty',
      options,
      code: 'export async function all(urls) {\n  if (urls.length === 0) return;\n  await Promise.all(urls.map((url) => fetch(url)));\n}',
      errors: [{ messageId: 'unboundedCalls', line: 3 }],
    },
    {
      name: 'a mapped list',
      options,
      code: 'export const all = (urls) => Promise.all(urls.map((url) => fetch(url)));',
      errors: [{ messageId: 'unboundedCalls', line: 1, column: 30, message: '`fetch` runs for every element of `urls` at the same time' }],
    },
    {
      name: 'promises that a loop collects, through a function',
      options,
      code: 'async function load(url) {\n  return fetch(url);\n}\nexport async function all(urls) {\n  const pending = [];\n  for (const url of urls) {\n    const promise = load(url);\n    pending.push(promise);\n  }\n  return Promise.allSettled(pending);\n}',
      errors: [{ messageId: 'unboundedCalls', line: 10, data: { chains: '`load` (main.ts:1) → `fetch`' } }],
    },
    {
      name: 'a function that is passed by name, in another file',
      options,
      files: { 'api.ts': 'export const load = (url: string) => fetch(url);' },
      code: "import { load } from './api.js';\nexport const all = (urls: string[]) => Promise.all(urls.map(load));",
      errors: [{ messageId: 'unboundedCalls', line: 2 }],
    },
    {
      name: 'nothing waits',
      options,
      code: 'export function all(urls) {\n  urls.forEach(async (url) => {\n    await fetch(url);\n  });\n}',
      errors: [{ messageId: 'unboundedCalls', line: 2 }],
    },
    {
      name: 'a helper without its limit',
      options,
      code: "import pMap from 'p-map';\nexport const all = (urls) => pMap(urls, (url) => fetch(url));",
      errors: [{ messageId: 'unboundedCalls', line: 2 }],
    },
  ],
});

runFixtures(rule);
