import lossyLog from '../rules/no-lossy-error-log.js';
import queryInLoop from '../rules/no-query-in-loop.js';
import swallowed from '../rules/no-swallowed-error.js';
import abortSignal from '../rules/propagate-abort-signal.js';
import sessionRelease from '../rules/require-session-release.js';
import timeout from '../rules/require-timeout.js';
import { runRule } from './support/rule-tester.js';

/** Shapes of `docs/contributing/shapes.md`, in its order. */

const PG = `import { Pool } from 'pg';\nconst pool = new Pool();\n`;
const QUERY = `await pool.query('select 1')`;
const replaced = { replaced: true };

/** A catch clause round a query: it stands on line 3. */
const caught = (clause: string): string => `${PG}async function load(id, retry) { try { return ${QUERY}; } ${clause} }`;

const log = (clause: string): string => `import pino from 'pino';\nconst logger = pino();\ntry { work(); } ${clause}`;

runRule(swallowed, {
  valid: [
    { name: 'the cause', code: caught(`catch (e) { throw new Error('no', { cause: e }); }`), options: replaced },
    {
      name: 'the cause beside other options',
      code: caught(`catch (e) { throw new Error('no', { cause: e, extra: 42 }); }`),
      options: replaced,
    },
    {
      name: 'the cause by another name',
      code: caught(`catch (err) { const e = err; throw new Error('no', { cause: e }); }`),
      options: replaced,
    },
    {
      name: 'the cause on every way of a switch',
      code: caught(
        `catch (e) { switch (e.code) { case 'A': throw new Error('a', { cause: e }); default: throw new Error('b', { cause: e }); } }`,
      ),
      options: replaced,
    },
    {
      name: 'without its cause for a known code alone',
      code: caught(
        `catch (e) { switch (e.code) { case 'A': throw new Error('a'); default: throw new Error('b', { cause: e }); } }`,
      ),
      options: replaced,
    },
    {
      name: 'the error in an option that the class may read',
      code: caught(`catch (e) { throw new Failure('no', { cuse: e }); }`),
      options: replaced,
    },
    { name: 'the cause by an assignment', code: caught(`catch (e) { const other = new Error('no'); other.cause = e; throw other; }`), options: replaced },
    { name: 'the cause among several', code: caught(`catch (e) { throw new AggregateError([e], 'no'); }`), options: replaced },
    { name: 'a throw of a function that runs later', code: caught(`catch (e) { later(() => { throw new Error('no'); }); throw e; }`), options: replaced },
    { name: 'a broad clause that throws it on', code: caught('catch (e) { throw e; } finally { done(); }') },
    {
      name: 'a narrow clause: the rest is thrown on',
      code: caught('catch (e) { if (e instanceof TypeError) return null; throw e; }'),
      options: replaced,
    },
  ],
  invalid: [
    {
      name: 'no cause',
      code: caught(`catch (e) { throw new Error('no'); }`),
      options: replaced,
      errors: [{ messageId: 'errorReplaced', line: 3 }],
    },
    {
      name: 'another cause',
      code: caught(`catch (e) { const other = new Error('other'); throw new Error('no', { cause: other }); }`),
      options: replaced,
      errors: [{ messageId: 'errorReplaced', line: 3 }],
    },
    {
      name: 'the cause of an inner name',
      code: caught(`catch (e) { { const e = new Error('other'); throw new Error('no', { cause: e }); } }`),
      options: replaced,
      errors: [{ messageId: 'errorReplaced', line: 3 }],
    },
    {
      name: 'a binding that takes the message alone',
      code: caught(`catch ({ message }) { throw new Error(message); }`),
      options: replaced,
      errors: [{ messageId: 'causeDropped', line: 3 }],
    },
    {
      name: 'its message as the cause',
      code: caught(`catch (e) { throw new Error('no', { cause: e.message }); }`),
      options: replaced,
      errors: [{ messageId: 'causeDropped', line: 3 }],
    },
    {
      name: 'its message in a template',
      code: caught('catch (e) { throw new Error(`the key is invalid: ${e.message}`); }'),
      options: replaced,
      errors: [{ messageId: 'causeDropped', line: 3 }],
    },
    {
      name: 'a text from a variable',
      code: caught(`catch (e) { const text = 'no'; throw new Error(text); }`),
      options: replaced,
      errors: [{ messageId: 'errorReplaced', line: 3 }],
    },
    {
      name: 'two throws, reported once',
      code: caught(`catch (e) { if (retry) { throw new Error('a'); } throw new TypeError('b'); }`),
      options: replaced,
      errors: [{ messageId: 'errorReplaced', line: 3 }],
    },
    {
      name: 'no binding',
      code: caught(`catch { throw new Error('no'); }`),
      options: replaced,
      errors: [{ messageId: 'errorReplaced', line: 3 }],
    },
    { name: 'a blind clause', code: caught('catch (e) {}'), errors: [{ messageId: 'errorSwallowed', line: 3 }] },
  ],
});

runRule(lossyLog, {
  valid: [
    { name: 'the error beside a text that has its message', code: log('catch (err) { logger.error({ err }, `no: ${err}`); }') },
    { name: 'a second line, once the error is logged', code: log(`catch (err) { logger.warn(err); logger.warn('given up'); }`) },
    { name: 'the error by another name', code: log(`catch (err) { const other = err; logger.error(other); }`) },
    { name: 'a function that logs elsewhere', code: log('catch (err) { logFailure(); }') },
    { name: 'a line of a custom logger', code: log(`catch { new CustomLogger().critical('no'); }`) },
    { name: 'a function whose name is that of a log method', code: log(`catch (err) { const error = (text) => {}; error('no'); }`) },
    { name: 'the cause of the error', code: log(`catch (err) { logger.warn({ err: err.cause }, 'no'); }`) },
    { name: 'its stack as text', code: log(`catch (err) { logger.error({ stack: err.stack }, 'no'); }`) },
    { name: 'outside of any handler', code: `import pino from 'pino';\npino().error('no');` },
    { name: 'a known kind', code: log(`catch (err) { if (err instanceof RangeError) logger.error('too far'); else throw err; }`) },
  ],
  invalid: [
    { name: 'a text alone', code: log(`catch (err) { logger.error('no'); }`), output: log(`catch (err) { logger.error({ err }, 'no'); }`), errors: [{ messageId: 'errorNotLogged', line: 3 }] },
    { name: 'without a binding', code: log(`catch { logger.fatal('no'); }`), output: log(`catch (error) { logger.fatal({ err: error }, 'no'); }`), errors: [{ messageId: 'errorNotLogged', line: 3 }] },
    {
      name: 'two lines, reported once',
      code: log(`catch (err) { logger.error('no'); if (verbose) logger.error('no'); }`),
      output: log(`catch (err) { logger.error({ err }, 'no'); if (verbose) logger.error('no'); }`), errors: [{ messageId: 'errorNotLogged', line: 3 }],
    },
    {
      name: 'a field of a class',
      code: `import { Logger } from '@nestjs/common';\nclass A { private readonly logger = new Logger(A.name);\n run() { try { work(); } catch (err) { this.logger.error('no'); } } }`,
      output: `import { Logger } from '@nestjs/common';\nclass A { private readonly logger = new Logger(A.name);\n run() { try { work(); } catch (err) { this.logger.error('no', err); } } }`, errors: [{ messageId: 'errorNotLogged', line: 3 }],
    },
    {
      name: 'an inner handler of its own',
      code: log(`catch (err) { logger.error(err); try { undo(); } catch (inner) { logger.error('no'); } }`),
      output: log(`catch (err) { logger.error(err); try { undo(); } catch (inner) { logger.error({ err: inner }, 'no'); } }`), errors: [{ messageId: 'errorNotLogged', line: 3 }],
    },
    {
      name: "an inner handler's message alone",
      code: log(`catch (err) { logger.error(err); try { undo(); } catch (inner) { logger.error(inner.message); } }`),
      output: log(`catch (err) { logger.error(err); try { undo(); } catch (inner) { logger.error(inner); } }`), errors: [{ messageId: 'messageOnly', line: 3 }],
    },
    {
      name: 'by concatenation',
      code: log(`catch (err) { logger.error('no: ' + String(err)); }`),
      output: log(`catch (err) { logger.error({ err }, 'no'); }`), errors: [{ messageId: 'messageOnly', line: 3 }],
    },
    {
      name: 'deep in a loop',
      code: log('catch (err) { if (verbose) { for (const line of lines) { logger.error(`${line}: ${err}`); } } }'),
      output: log('catch (err) { if (verbose) { for (const line of lines) { logger.error({ err }, `${line}`); } } }'), errors: [{ messageId: 'messageOnly', line: 3 }],
    },
  ],
});

const inLoop = (loop: string): string => `${PG}async function run(ids, more, i, n) { ${loop} }`;

runRule(queryInLoop, {
  valid: [
    { name: 'a single query', code: inLoop(`${QUERY};`) },
    { name: 'in the head of a for…of, which runs once', code: inLoop(`for (const row of (${QUERY}).rows) { use(row); }`) },
    { name: 'in the first part of a for', code: inLoop(`for (let rest = ${QUERY}; i < n; i++) { use(rest); }`) },
    { name: 'a function that is only declared there', code: inLoop(`while (more()) { const later = async () => ${QUERY}; keep(later); }`) },
    { name: 'a class that is only declared there', code: inLoop(`while (more()) { class A { async get() { ${QUERY}; } } }`) },
    { name: 'a wait that is no query', code: inLoop('for (const id of ids) { await work(id); }') },
    { name: 'a loop that asks until it is done', code: inLoop(`while ((${QUERY}).rows.length === 0) { await wait(); }`) },
    { name: 'a loop that asks in a part of its test', code: inLoop(`while (more || 5 > (${QUERY}).rows.length) { more = next(); }`) },
    { name: 'a do…while that asks until it is done', code: inLoop(`do { i++; } while ((${QUERY}).rows.length);`) },
    { name: 'the test of a for', code: inLoop(`for (; (${QUERY}).rows.length > 0; i++) { use(i); }`) },
    { name: 'the step of a for', code: inLoop(`for (; i < n; i = (${QUERY}).rows[0].next) { use(i); }`) },
    { name: 'in the head of a for…in, which runs once', code: inLoop(`for (const key in (${QUERY}).rows) { use(key); }`) },
    { name: 'a stream whose turns are its own', code: inLoop('for await (const row of stream) { await work(row); }') },
  ],
  invalid: [
    {
      name: 'for…of',
      code: inLoop(`for (const id of ids) { await pool.query('select * from a where id = $1', [id]); }`),
      errors: [{ messageId: 'queryInLoop', line: 3 }],
    },
    {
      name: 'without braces',
      code: inLoop(`for (const id of ids) await pool.query('select * from a where id = $1', [id]);`),
      errors: [{ messageId: 'queryInLoop', line: 3 }],
    },
    {
      name: 'for…in',
      code: inLoop(`for (const id in ids) { await pool.query('select * from a where id = $1', [id]); }`),
      errors: [{ messageId: 'queryInLoop', line: 3 }],
    },
    {
      name: 'a counting for',
      code: inLoop(`for (let k = 0; k < ids.length; k++) { await pool.query('select * from a where id = $1', [ids[k]]); }`),
      errors: [{ messageId: 'queryInLoop', line: 3 }],
    },
    {
      name: 'do…while over a list',
      code: inLoop(`do { await pool.query('select * from a where id = $1', [ids[i]]); i++; } while (i < ids.length);`),
      errors: [{ messageId: 'queryInLoop', line: 3 }],
    },
    {
      name: 'a loop inside a for await',
      code: inLoop(`for await (const part of stream) { for (const id of part.ids) await pool.query('select * from a where id = $1', [id]); }`),
      errors: [{ messageId: 'queryInLoop', line: 3 }],
    },
    {
      name: 'deep in its body',
      code: inLoop(
        `for (const id of ids) { if (id) { use(await pool.query('select * from a where id = $1', [id])); } }`,
      ),
      errors: [{ messageId: 'queryInLoop', line: 3 }],
    },
  ],
});

runRule(timeout, {
  valid: [
    { name: 'its own limit', code: `import got from 'got';\nawait got('https://a.example', { timeout: { request: 5000 } });` },
    { name: "the client's limit", code: `import axios from 'axios';\nconst http = axios.create({ timeout: 5000 });\nawait http.get('https://a.example');` },
    { name: 'a signal', code: `import axios from 'axios';\nawait axios.get('https://a.example', { signal: AbortSignal.timeout(5000) });` },
    {
      name: 'a signal by an alias of the function',
      code: `import axios from 'axios';\nconst get = axios.get;\nawait get('https://a.example', { signal: AbortSignal.timeout(5000) });`,
    },
    {
      name: 'options that the caller passes',
      code: `import axios from 'axios';\nexport const load = (options) => axios.get('https://a.example', options);`,
    },
    {
      name: 'a limit of the caller round it',
      code: `import pTimeout from 'p-timeout';\nimport axios from 'axios';\nawait pTimeout(axios.get('https://a.example'), { milliseconds: 5000 });`,
    },
    { name: 'a request with a signal', code: `await fetch(new Request('https://a.example', { signal: AbortSignal.timeout(5000) }));` },
    {
      name: 'a controller and a timer',
      code: `export async function load(url) { const controller = new AbortController(); const timer = setTimeout(() => controller.abort(), 5000); try { return await fetch(url, { signal: controller.signal }); } finally { clearTimeout(timer); } }`,
    },
    { name: 'a limit round code that waits for nothing modelled', code: `import pTimeout from 'p-timeout';\nawait pTimeout(work(), { milliseconds: 5 });` },
  ],
  invalid: [
    { name: 'none', code: `import axios from 'axios';\nawait axios.post('https://a.example', {});`, errors: [{ messageId: 'missingTimeout', line: 2 }] },
    {
      name: 'none by an alias of the function',
      code: `import axios from 'axios';\nconst get = axios.get;\nawait get('https://a.example');`,
      errors: [{ messageId: 'missingTimeout', line: 3 }],
    },
    {
      name: 'switched off',
      code: `import axios from 'axios';\nawait axios.get('https://a.example', { timeout: 0 });`,
      errors: [{ messageId: 'disabledTimeout', line: 2 }],
    },
    {
      name: 'a client without one',
      code: `import axios from 'axios';\nconst http = axios.create({});\nawait http.get('https://a.example');`,
      errors: [{ messageId: 'missingTimeout', line: 3 }],
    },
    {
      name: 'another limit is no limit of the whole call',
      code: `import axios from 'axios';\nawait axios.get('https://a.example', { maxRedirects: 0 });`,
      errors: [{ messageId: 'missingTimeout', line: 2 }],
    },
  ],
});

const CLIENT = `${PG}async function run(give) { const client = await pool.connect(); `;

runRule(sessionRelease, {
  valid: [
    { name: 'released in finally', code: `${CLIENT}try { await client.query('select 1'); } finally { client.release(); } }` },
    { name: 'by a helper', code: `${CLIENT}try { await client.query('select 1'); } finally { closeQuietly(client); } }\nfunction closeQuietly(c) { c.release(); }` },
    { name: 'returned: the caller owns it', code: `${CLIENT}return client; }` },
    { name: 'kept in an object that is returned', code: `${CLIENT}return { client }; }` },
    { name: 'passed on to code that nobody sees', code: `${CLIENT}give(client); }` },
    { name: 'released for each turn of a loop', code: `${CLIENT}client.release(); for (const id of [1, 2]) { const other = await pool.connect(); try { await other.query('select $1', [id]); } finally { other.release(); } } }` },
    { name: 'kept in a variable of the module', code: `${PG}let client;\nexport async function open() { client = await pool.connect(); }` },
  ],
  invalid: [
    { name: 'never released', code: `${CLIENT}await client.query('select 1'); }`, errors: [{ messageId: 'neverReleased', line: 3 }] },
    {
      name: 'released only where nothing fails',
      code: `${CLIENT}await client.query('select 1'); client.release(); }`,
      errors: [{ messageId: 'releaseNotGuaranteed', line: 3 }],
    },
    {
      name: 'released on one branch alone',
      code: `${CLIENT}if (give) { client.release(); return; } await client.query('select 1'); }`,
      errors: [{ messageId: 'releaseNotGuaranteed', line: 3 }],
    },
    {
      name: 'a function that would release it and is never called',
      code: `${CLIENT}const close = () => client.release(); await client.query('select 1'); }`,
      errors: [{ messageId: 'neverReleased', line: 3 }],
    },
    { name: 'not even kept', code: `${PG}await pool.connect();`, errors: [{ messageId: 'neverReleased', line: 3 }] },
  ],
});

const withSignal = (body: string): string => `export async function load(url: string, signal: AbortSignal) {\n${body}\n}`;

runRule(abortSignal, {
  valid: [
    { name: 'passed', code: withSignal('await fetch(url, { signal });') },
    { name: 'an explicit none', code: withSignal('await fetch(url, { signal: undefined });') },
    { name: 'one of its own', code: withSignal('await fetch(url, { signal: AbortSignal.timeout(5000) });') },
    { name: 'a controller that listens to it', code: withSignal('const own = new AbortController(); signal.addEventListener("abort", () => own.abort(signal.reason)); await fetch(url, { signal: own.signal });') },
    { name: 'one of two, and nobody knows which', code: 'export async function load(url: string, first: AbortSignal, second: AbortSignal) { await fetch(url); }' },
    { name: 'options that may have it', code: withSignal('await fetch(url, { ...options });') },
    { name: 'a null', code: withSignal('await fetch(url, { signal: null });') },
    { name: 'joined', code: withSignal('await fetch(url, { signal: AbortSignal.any([signal, AbortSignal.timeout(5000)]) });') },
    { name: 'clean-up', code: withSignal('try { work(); } finally { await fetch(url); }') },
    { name: 'a handler', code: withSignal('try { work(); } catch { await fetch(url); }') },
  ],
  invalid: [
    { name: 'not passed', code: withSignal('await fetch(url);'), errors: [{ messageId: 'signalNotPassed', line: 2 }] },
    { name: 'not among its options', code: withSignal(`await fetch(url, { method: 'POST' });`), errors: [{ messageId: 'signalNotPassed', line: 2 }] },
    { name: 'a limit in its place', code: `import axios from 'axios';\nexport const load = (url: string, signal: AbortSignal) => axios.get(url, { timeout: 10 });`, errors: [{ messageId: 'signalNotPassed', line: 2 }] },
    { name: 'in a function that runs at once', code: withSignal('return Promise.all([1, 2].map(() => fetch(url)));'), errors: [{ messageId: 'signalNotPassed', line: 2 }] },
  ],
});
