import rule from '../../rules/no-unsafe-retry.js';
import { runFixtures, runRule } from '../support/rule-tester.js';

const AXIOS = "import axios from 'axios';\n";
const P_RETRY = `${AXIOS}import pRetry from 'p-retry';\n`;
const COCKATIEL = `${AXIOS}import { retry, handleAll, handleWhen, ExponentialBackoff } from 'cockatiel';\n`;
const loop = (work: string, handler: string, head = 'for (let attempt = 0; attempt < 3; attempt++)') =>
  `${AXIOS}export async function load() {\n  ${head} {\n    try { ${work} }\n    catch (error) { ${handler} }\n  }\n}`;
const GET = "return await axios.get('https://a.example');";

runRule(rule, {
  valid: [
    { name: 'a filter', code: `${P_RETRY}export const load = () => pRetry(() => axios.get('/x'), { shouldRetry: (error) => error.response === undefined });` },
    { name: 'a filter that is not in view', code: `${P_RETRY}import { options } from './missing';\nexport const load = () => pRetry(() => axios.get('/x'), options);` },
    { name: 'work that is not known', code: `${P_RETRY}import { work } from './missing';\nexport const load = () => pRetry(work, { forever: true });` },
    { name: 'a policy that chooses', code: `${COCKATIEL}const policy = retry(handleWhen((error) => !error.response), { maxAttempts: 3, backoff: new ExponentialBackoff() });\nexport const load = () => policy.execute(() => axios.get('/x'));` },
    { name: 'fetch rejects only when nothing answers', code: `for (;;) {}\nexport async function load() { for (let i = 0; i < 3; i++) { try { return await fetch('/x'); } catch { await sleep(100 * i); } } }` },
    { name: 'a filter in the handler', code: loop(GET, 'if (error.response) throw error; await sleep(attempt * 100);') },
    { name: 'a predicate in the handler', code: loop(GET, 'if (!isTransient(error)) return null; await sleep(attempt * 100);') },
    { name: 'a worker: success does not end it', code: loop("await axios.get('/jobs');", 'console.error(error); await sleep(1000);', 'while (true)') },
    { name: 'elements of a list', code: `${AXIOS}export async function load(urls) { for (const url of urls) { try { return await axios.get(url); } catch { continue; } } }` },
    { name: 'a loop that is told to stop', code: loop(GET, 'if (signal.aborted || error.response) throw error; await sleep(1000);', 'while (true)') },
    { name: 'a question that the handler asked of the error before', code: loop(GET, 'const didNotArrive = arrived(error); if (attempt > 1 || !didNotArrive) throw error; await sleep(attempt * 100);') },
    { name: 'another of several nodes on each turn', code: `${AXIOS}export async function check(nodes) { for (let i = 0; i < nodes.length; i++) { const node = nodes[i]; try { return await axios.get(node); } catch (error) { console.error(error); } } }` },
    { name: 'errors of its own that the client inside does not throw', code: `import { S3Client, GetObjectCommand } from '@aws-sdk/client-s3';\nconst client = new S3Client({});\nexport class Conflict extends Error {}\nexport async function update() { for (let attempt = 1; attempt <= 2; attempt++) { try { await client.send(new GetObjectCommand({})); return await store(); } catch (error) { if (error instanceof Conflict && attempt < 2) { await sleep(attempt * 100); continue; } throw error; } } }` },
    { name: 'one try', code: loop(GET, 'await sleep(1);', 'for (let attempt = 0; attempt < 1; attempt++)') },
    { name: 'a constant delay, outside of the strict configuration', code: loop(GET, 'if (error.response) throw error; await sleep(1000);') },
    { name: 'conflicts are worth another try at once', code: `import { Pool } from 'pg';\nconst pool = new Pool();\nexport async function create() { for (let i = 0; i < 5; i++) { try { return await pool.query('INSERT INTO t VALUES ($1)', [code()]); } catch (error) { if (error.code !== '23505') throw error; } } }` },
    { name: 'a process that waits until it can begin', code: `${AXIOS}async function registerAtHub() { while (true) { try { await axios.post('https://hub.example/register'); break; } catch (error) { console.error(error); await sleep(5000); } } }\nregisterAtHub();` },
    { name: 'a client that waits for what it opens', code: `import { MongoClient } from 'mongodb';\nexport class Store { async init() { const client = new MongoClient('x'); while (true) { try { await client.db().collection('a').findOne({}); break; } catch { await sleep(1000); } } } }` },
    { name: 'a check that is made until it succeeds', code: `${AXIOS}export async function checkStatusWithRetry(tries) { for (let i = 0; i < tries; i++) { try { return await axios.get('/status'); } catch (error) { console.error(error); await sleep(1000); } } }` },
    { name: 'work that waits for a state', code: `${P_RETRY}export const transcript = (id) => pRetry(async () => { const { data } = await axios.get('/t/' + id); if (!data.file) throw new Error('Transcript not ready'); return data.file; }, { retries: 3 });` },
    { name: 'a function that calls itself after it looked at the error', code: `${AXIOS}export async function read(url, tries = 3) { try { return await axios.get(url); } catch (error) { if (tries <= 1 || error.response) throw error; await sleep(100); return read(url, tries - 1); } }` },
    { name: 'a function that calls itself for another address', code: `${AXIOS}export async function read(url) { try { return await axios.get(url); } catch (error) { if (error.code === 'ENOTFOUND') return read(url.replace('www.', '')); throw error; } }` },
    { name: 'a function of the same name', code: `${AXIOS}import { cached } from './missing';\nexport class Reader { async read(url) { try { return await axios.get(url); } catch { return cached.read(url); } } }` },
    { name: 'a delay that looks at the answer', code: "export const config = {\n  retryCondition: (error) => error.response?.status === 429,\n  retryDelay: (count, error) => retryAfter(error) ?? count * 1000,\n};" },
    { name: 'a delay beside a filter without the status', code: "export const config = {\n  retryCondition: (error) => error.response?.status === 503,\n  retryDelay: (count) => count * 1000,\n};" },
  ],
  invalid: [
    {
      name: 'a delay that never looks at the answer',
      code: "const RETRIED = [429, 503];\nexport const config = {\n  retryCondition: (error) => RETRIED.includes(error.response?.status),\n  retryDelay: (count) => count * 1000,\n};",
      errors: [{ messageId: 'deafDelay', line: 4, column: 15 }],
    },
    {
      name: 'a library without a filter',
      code: `${P_RETRY}export const load = () => pRetry(() => axios.get('/x'), { retries: 3 });`,
      errors: [
        {
          messageId: 'anyError',
          line: 3,
          column: 27,
          message:
            '`AxiosInstance.get` is tried again after any error, also after a 4xx answer or a mistake in the code, which fail each time: the caller waits for nothing. Look at the error before the next try (an option of `p-retry`).',
        },
      ],
    },
    {
      name: 'a write',
      code: `${P_RETRY}const charge = (order) => axios.post('/charges', order);\nexport const pay = (order) => pRetry(() => charge(order));`,
      errors: [{ messageId: 'repeatedWrite', line: 4, message: '`charge` (main.ts:3) → `AxiosInstance.post` is sent again after any failure' }],
    },
    {
      name: 'a policy without end',
      code: `${COCKATIEL}const policy = retry(handleAll);\nexport const load = () => policy.execute(() => axios.get('/x'));`,
      errors: [{ messageId: 'unbounded', line: 4 }],
    },
    {
      name: 'for ever',
      code: `${P_RETRY}export const load = () => pRetry(() => axios.get('/x'), { retries: Infinity });`,
      errors: [{ messageId: 'unbounded', line: 3 }],
    },
    {
      name: 'a loop without end',
      code: loop(GET, 'console.error(error);', 'while (true)'),
      errors: [{ messageId: 'unbounded', line: 3, message: 'Give up after a few tries (in the handler of the loop).' }],
    },
    { name: 'a loop that never looks', code: loop(GET, 'console.error(error); await sleep(attempt * 100);'), errors: [{ messageId: 'anyError', line: 3 }] },
    {
      name: 'an answer that is made an error',
      code: loop("const response = await fetch('/x'); if (!response.ok) throw new Error('failed'); return response;", 'await sleep(attempt * 100);'),
      errors: [{ messageId: 'anyError', line: 3 }],
    },
    {
      name: 'a function that calls itself',
      code: `${AXIOS}export async function read(url, attempt = 0) {\n  try { return await axios.get(url); }\n  catch (error) {\n    if (attempt < 3) { await sleep(100 * attempt); return read(url, attempt + 1); }\n    throw error;\n  }\n}`,
      errors: [{ messageId: 'anyError', line: 5, column: 59, message: '(in the handler)' }],
    },
    {
      name: 'a method that calls itself without end',
      code: `${AXIOS}export class Reader {\n  async read(url) {\n    try { return await axios.get(url); } catch (error) { return this.read(url); }\n  }\n}`,
      errors: [{ messageId: 'unbounded', line: 4 }],
    },
    {
      name: 'at once',
      options: { filter: false },
      code: loop(GET, 'last = error;'),
      errors: [{ messageId: 'immediate', line: 3 }],
    },
    {
      name: 'a constant delay',
      options: { growth: true },
      code: loop(GET, 'if (error.response) throw error; await sleep(1000);'),
      errors: [{ messageId: 'constantDelay', line: 3 }],
    },
    {
      name: 'no chance',
      options: { jitter: true },
      code: `${P_RETRY}export const load = () => pRetry(() => axios.get('/x'), { shouldRetry: (error) => !error.response });`,
      errors: [{ messageId: 'inStep', line: 3 }],
    },
    {
      name: 'a retry in a retry',
      code: `${P_RETRY}const load = () => pRetry(() => axios.get('/x'), { retries: 2, shouldRetry: (error) => !error.response });\nexport async function loadAgain() {\n  for (let attempt = 1; attempt <= 4; attempt++) {\n    try { return await load(); } catch (error) { console.warn(error); await sleep(attempt * 100); }\n  }\n}`,
      errors: [{ messageId: 'nested', line: 5, message: 'up to 4 × 3 = 12 calls' }],
    },
    {
      name: 'any error of a database',
      code: `import { Pool } from 'pg';\nconst pool = new Pool();\nexport async function save(id) {\n  for (let attempt = 0; attempt < 3; attempt++) {\n    try { return await pool.query('DELETE FROM t WHERE id = $1', [id]); } catch { await sleep(attempt * 10); }\n  }\n}`,
      errors: [{ messageId: 'anyDatabaseError', line: 4 }],
    },
  ],
});

runFixtures(rule);
