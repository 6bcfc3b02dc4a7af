import rule from '../../rules/no-swallowed-error.js';
import { runFixtures, runRule } from '../support/rule-tester.js';

const PG = `import { Pool } from 'pg';\nconst pool = new Pool();\n`;
const QUERY = `await pool.query('select 1');`;
const replaced = { replaced: true };

/** A catch clause round a query: it stands on line 3. */
const caught = (clause: string): string => `${PG}async function load(id) { try { return ${QUERY} } ${clause} }`;

runRule(rule, {
  valid: [
    { name: 'logged', code: caught('catch (err) { console.error(err); }') },
    {
      name: 'logged as text: the other rule reports that',
      code: caught('catch (err) { console.error(err.message); }'),
    },
    { name: 'thrown on', code: caught('catch (err) { throw err; }') },
    { name: 'wrapped', code: caught(`catch (err) { throw new Error('no', { cause: err }); }`), options: replaced },
    { name: 'another error by a call that is given it', code: caught('catch (err) { throw notFound(id, err); }'), options: replaced },
    { name: 'another error by a call that is given it in an option', code: caught('catch (err) { throw failure({ id, cause: err }); }'), options: replaced },
    { name: 'another error by a call, behind what nobody knows', code: caught('catch (err) { this.failures.add(id); throw notFound(id); }'), options: replaced },
    { name: 'another error by a call, where that is not asked for', code: caught('catch (err) { throw notFound(id); }') },
    { name: 'handed on', code: caught('catch (err) { report(err); }') },
    {
      name: 'tracked',
      code: `import * as Sentry from '@sentry/node';\n${caught('catch (err) { Sentry.captureException(err); }')}`,
    },
    {
      name: 'its message in the answer',
      code: caught('catch (err) { return { ok: false, error: err.message }; }'),
      options: replaced,
    },
    { name: 'code that nobody knows may log', code: caught('catch { this.failures.add(id); }'), options: replaced },
    { name: 'a reason', code: caught('catch {\n // the next run picks it up again\n}'), options: replaced },
    {
      name: 'a reason behind it',
      code: `${PG}pool.query('select 1').catch(() => {}); // the cache is only an optimisation`,
    },
    {
      name: 'a known code',
      code: caught(`catch (err) { if (err.code === '23505') return null; throw err; }`),
      options: replaced,
    },
    {
      name: 'known codes by a predicate',
      code: caught(`catch (err) { if (!isDuplicate(err)) throw err; }`),
      options: replaced,
    },
    {
      name: 'retries whose last attempt throws',
      code: `${PG}for (let n = 1; ; n++) { try { ${QUERY} break; } catch (err) { if (n === 3) throw err; } }`,
    },
    { name: 'parsing', code: 'try { JSON.parse(text); } catch {}', options: replaced },
    { name: 'work in memory', code: 'try { work(); } catch {}', options: replaced },
    { name: 'closing', code: `${PG}try { await pool.end(); } catch {}` },
    { name: 'a cache that does not answer is a miss', code: `import Redis from 'ioredis';\nconst redis = new Redis();\nexport const read = (key) => redis.get(key).catch(() => null);` },
    { name: 'a rollback', code: `${PG}await pool.query('ROLLBACK').catch(() => {});` },
    {
      name: 'best effort while something fails already',
      code: caught(`catch (err) { await pool.query('update x set y = 1').catch(() => {}); throw err; }`),
    },
    {
      name: 'best effort in finally',
      code: `${PG}try { work(); } finally { await pool.query('update x set y = 1').catch(() => {}); }`,
    },
    {
      name: 'reading a body',
      code: `const response = await fetch('https://a.example', { signal });\nconst body = await response.json().catch(() => null);`,
    },
    { name: 'a promise that nobody waits for', code: `try { fetch('https://a.example'); } catch {}` },
    {
      name: 'a function that handles its own failures',
      code: `async function ping() { try { await fetch('https://a.example'); } catch (e) { console.warn(e); } }\ntry { await ping(); } catch {}`,
    },
    { name: 'another value, unless that is asked for', code: caught('catch { return null; }') },
    { name: 'another error, unless that is asked for', code: caught(`catch { throw new Error('not found'); }`) },
    {
      name: 'a question whose answer is no',
      code: `async function isReachable() { try { await fetch('https://a.example'); return true; } catch { return false; } }`,
      options: replaced,
    },
    {
      name: 'a probe',
      code: `const probe = async () => (await fetch('https://a.example').catch(() => null)) !== null;`,
    },
    {
      name: 'an error that decides nothing here',
      code: caught(`catch { if (!seen) throw new Error('locked'); }`),
      options: replaced,
    },
    {
      name: "another error that has the first one's message",
      code: `import { parse } from 'cron-parser';\ntry { parse(text); } catch (err) { throw new Error('bad: ' + err.message); }`,
      options: replaced,
    },
    {
      name: 'another error round code of the language: the input is bad',
      code: `try { new URL(text); } catch { throw new TypeError('bad'); }`,
      options: replaced,
    },
    {
      name: "a check of the input by the project's own code",
      code: `import { checkId } from './ids.js';\ntry { checkId(id); } catch { throw new Error('bad id'); }`,
      files: { 'ids.ts': 'export function checkId(id: string) { if (id.length !== 24) throw new Error("length"); }' },
      options: replaced,
    },
    {
      name: 'a reason above a small function',
      code: `${PG}/** A failed query must not take down the page. */\nasync function title() { try { return ${QUERY} } catch { return ''; } }`,
      options: replaced,
    },
    {
      name: 'a program of this machine',
      code: `import { execFileSync } from 'node:child_process';\nfunction version() { try { return execFileSync('git', ['--version']); } catch { return 'none'; } }`,
      options: replaced,
    },
    {
      name: 'another error for a known one',
      code: `import { verify } from 'jsonwebtoken';\ntry { verify(token); } catch (err) { if (err.name === 'TokenExpiredError') throw new Expired(); throw err; }`,
      options: replaced,
    },
    {
      name: 'another error behind a log line',
      code: `import { verify } from 'jsonwebtoken';\ntry { verify(token); } catch (err) { console.error(err); throw new Error('invalid'); }`,
      options: replaced,
    },
    {
      name: 'another error, unless that is asked for: any code',
      code: `import { verify } from 'jsonwebtoken';\ntry { verify(token); } catch { throw new Error('invalid'); }`,
    },
    { name: 'a client component', code: `'use client';\ntry { await fetch('https://a.example'); } catch {}` },
    { name: "a promise's own default", code: `schema.catch(() => null);` },
  ],
  invalid: [
    {
      name: 'another error by a call that is not given it',
      code: `import { notFound } from './errors.js';\n${caught('catch (err) { throw notFound(`no ${id}`); }')}`,
      options: replaced,
      errors: [{ messageId: 'errorReplaced', line: 4 }],
    },
    {
      name: 'a store of keys that does not take a write',
      code: `import Redis from 'ioredis';\nconst redis = new Redis();\nexport const keep = (key, value) => redis.set(key, value).catch(() => null);`,
      errors: [{ messageId: 'errorSwallowed', line: 3 }],
    },
    {
      name: 'an empty clause',
      code: caught('catch {}'),
      errors: [
        {
          messageId: 'errorSwallowed',
          line: 3,
          column: 72,
          message: 'when `Pool.query` fails, the error is dropped without a trace.',
        },
      ],
    },
    {
      name: 'a comment that says nothing',
      code: caught('catch (err) { /* ignore errors */ }'),
      errors: [{ messageId: 'errorSwallowed', line: 3 }],
    },
    {
      name: 'a rollback and nothing else',
      code: `import { DataSource } from 'typeorm';\nexport async function save(source: DataSource) {\n  const runner = source.createQueryRunner();\n  try {\n    await runner.manager.save({});\n  } catch (error) {\n    await runner.rollbackTransaction();\n  }\n}`,
      errors: [{ messageId: 'errorSwallowed', line: 6, column: 5 }],
    },
    {
      name: 'an empty rejection',
      code: `${PG}await pool.query('select 1').catch(() => {});`,
      errors: [{ messageId: 'errorSwallowed', line: 3, column: 36 }],
    },
    {
      name: 'a rejection that becomes null',
      code: `const answer = await fetch('https://a.example').catch(() => null);`,
      errors: [{ messageId: 'errorSwallowed', line: 1 }],
    },
    {
      name: 'a named handler is reported once',
      code: `const ignore = () => {};\nfetch('https://a.example').catch(ignore);\nfetch('https://b.example').catch(ignore);`,
      errors: [{ messageId: 'errorSwallowed', line: 2, column: 34 }],
    },
    {
      name: 'a second function of then',
      code: `fetch('https://a.example').then((r) => r.json(), () => undefined);`,
      errors: [{ messageId: 'errorSwallowed', line: 1 }],
    },
    {
      name: 'a next turn',
      code: `${PG}for (const id of ids) { try { ${QUERY} } catch { continue; } }`,
      errors: [{ messageId: 'errorSwallowed', line: 3 }],
    },
    {
      name: "another error in place of any code's",
      code: `import { verify } from 'jsonwebtoken';\ntry { check(); verify(token); } catch { throw new Error('invalid'); }`,
      options: replaced,
      errors: [
        {
          messageId: 'causeDropped',
          line: 2,
          message: 'another error takes the place of what `verify` threw, with nothing of it.',
        },
      ],
    },
    {
      name: 'a function that calls a package',
      code: `import { readToken } from './tokens.js';\ntry { readToken(text); } catch { throw new Error('invalid'); }`,
      files: { 'tokens.ts': `import jwt from 'jsonwebtoken';\nexport const readToken = (text: string) => jwt.verify(text, key);` },
      options: replaced,
      errors: [{ messageId: 'causeDropped', line: 2, message: 'what `readToken` threw' }],
    },
    {
      name: 'a comment above a function that says what it throws is no reason',
      code: `${PG}/**\n * Loads the title.\n * @throws an error that says that the title is missing\n */\nasync function title() { try { return ${QUERY} } catch { throw new Error('missing'); } }`,
      options: replaced,
      errors: [{ messageId: 'errorReplaced', line: 7 }],
    },
    {
      name: 'what is waited for is named first',
      code: `import { Client } from 'mail';\nclass Mailer { async send() { try { this.prepare(); await this.client.send(); } catch (error) { throw new Error('not sent'); } } }`,
      options: replaced,
      errors: [{ messageId: 'causeDropped', line: 2, message: 'what `this.client.send` threw' }],
    },
    {
      name: 'all but one code',
      code: caught(`catch (err) { if (err.code === '23505') return 1; }`),
      errors: [{ messageId: 'errorSwallowed', line: 3 }],
    },
    {
      name: 'a publish',
      code: `import { Queue } from 'bullmq';\nconst queue = new Queue('mail');\ntry { await queue.add('welcome', {}); } catch {}`,
      errors: [{ messageId: 'errorSwallowed', line: 3 }],
    },
    {
      name: 'a call of another file, with the way there',
      code: `import { loadPrice } from './prices.js';\nexport async function price(sku: string) {\n  try { return await loadPrice(sku); } catch {}\n}`,
      files: {
        'prices.ts': `export async function loadPrice(sku: string) {\n  return fetch('https://prices.example/' + sku);\n}`,
      },
      errors: [{ messageId: 'errorSwallowed', line: 3, data: { chain: '`loadPrice` (prices.ts:1) → `fetch`' } }],
    },
    {
      name: 'another value',
      code: caught('catch { return null; }'),
      options: replaced,
      errors: [{ messageId: 'errorReplaced', line: 3, data: { answer: '`null`', remedy: 'rethrow it' } }],
    },
    {
      name: 'a default',
      code: `${PG}let rows = [];\ntry { rows = await pool.query('select 1'); } catch { rows = []; }`,
      options: replaced,
      errors: [{ messageId: 'errorReplaced', line: 4, data: { answer: 'a value like any other' } }],
    },
    {
      name: 'another error',
      code: caught(`catch (err) { throw new NotFoundError('no user ' + id); }`),
      options: replaced,
      errors: [
        {
          messageId: 'errorReplaced',
          line: 3,
          message:
            'the error becomes another error without its cause and nothing tells why. Log it, or pass it as `cause`.',
        },
      ],
    },
    {
      name: 'another error that has the message',
      code: caught('catch (err) { throw new Error(`no user: ${err.message}`); }'),
      options: replaced,
      errors: [{ messageId: 'causeDropped', line: 3 }],
    },
    {
      name: 'an answer of a route',
      code: `import express from 'express';\nconst app = express();\napp.get('/price', async (req, res) => {\n  try { res.json(await (await fetch('https://a.example')).json()); }\n  catch { return res.status(404).json({}); }\n});`,
      options: replaced,
      errors: [{ messageId: 'errorReplaced', line: 5 }],
    },
    {
      name: 'a rejection with a default',
      code: `const rates = await fetch('https://a.example').then((r) => r.json()).catch(() => ({}));`,
      options: replaced,
      errors: [{ messageId: 'errorReplaced', line: 1, data: { answer: '`{}`' } }],
    },
  ],
});

runFixtures(rule);
