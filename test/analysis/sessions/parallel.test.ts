import { describe, expect, it } from 'vitest';
import { parallelWork } from '../../../src/analysis/sessions/parallel.js';
import { analyse } from './some-db.js';

/** What is joined in a transaction, as the reason and the line. */
function found(code: string, files?: Record<string, string>): string[] {
  const { project, module } = analyse(`${code}\ndeclare let ids: string[];`, files);
  return parallelWork(project, module).map(({ at, reason }) => `${reason}:${module.lineOf(at.start)}`);
}

const SAVE = `async function save(client: Client, id) { await client.query('UPDATE a SET b = 1'); await client.query('UPDATE c SET d = 1'); }\n`;
const ONE = `async function one(client: Client, id) { await client.query('UPDATE a SET b = 1'); }\n`;

describe('parts that have more to send when another one fails', () => {
  const cases: Record<string, [code: string, expected: string[]]> = {
    'a list, two queries for each': ["pool.transaction(async (c) => {\n  await Promise.all(ids.map(async (id) => { await c.query('a'); await c.query('b'); }));\n});", ['goes-on:3']],
    'a list, a function of two queries for each': [`${SAVE}pool.transaction(async (c) => { await Promise.all(ids.map((id) => save(c, id))); });`, ['goes-on:3']],
    'a list, a query and then a function': [`${ONE}pool.transaction(async (c) => { await Promise.all(ids.map(async (id) => { await c.query('a'); await one(c, id); })); });`, ['goes-on:3']],
    'a list that a loop starts': [`${SAVE}pool.transaction(async (c) => { const all = []; for (const id of ids) all.push(save(c, id)); await Promise.all(all); });`, ['goes-on:3']],
    'two functions': [`${SAVE}pool.transaction(async (c) => { await Promise.all([save(c, 1), save(c, 2)]); });`, ['goes-on:3']],
    'between statements': ["async function f() { const c = await pool.take(); await c.query('BEGIN');\n await Promise.all(ids.map(async (id) => { await c.query('a'); await c.query('b'); }));\n await c.query('COMMIT'); }", ['goes-on:3']],
    'with a session': ["pool.transaction(async (session) => { await Promise.all(ids.map(async (id) => { await pool.save({ session }); await pool.save({ session }); })); });", ['goes-on:2']],
    'in an object': ["async function put({ client, id }: { client: Client; id: string }) { await client.query('a'); await client.query('b'); }\npool.transaction(async (client) => { await Promise.all(ids.map((id) => put({ client, id }))); });", ['goes-on:3']],
    'one query for each': ["pool.transaction(async (c) => { await Promise.all(ids.map((id) => c.query('a'))); });", []],
    'one of two queries for each': ["pool.transaction(async (c) => { await Promise.all(ids.map(async (id) => { if (id) await c.query('a'); else await c.query('b'); })); });", []],
    'queries that are written out': ["pool.transaction(async (c) => { await Promise.all([c.query('a'), c.query('b')]); });", []],
    'one function and something else': [`${SAVE}pool.transaction(async (c) => { await Promise.all([save(c, 1), read()]); });`, []],
    'on another connection': [`${SAVE}pool.transaction(async (c) => { await Promise.all(ids.map(async (id) => { await pool.query('a'); await pool.query('b'); })); });`, []],
    'a transaction for each': ["await Promise.all(ids.map((id) => pool.transaction(async (c) => { await c.query('a'); await c.query('b'); })));", []],
    'one after the other': ["pool.transaction(async (c) => { for (const id of ids) { await c.query('a'); await c.query('b'); } });", []],
    'what waits for all in any case': ["pool.transaction(async (c) => { await Promise.allSettled(ids.map(async (id) => { await c.query('a'); await c.query('b'); })); });", []],
    'a second query in the handler of an error': ["pool.transaction(async (c) => { await Promise.all(ids.map(async (id) => { try { await c.query('a'); } catch { await c.query('b'); } })); });", []],
    'outside of a transaction': ["async function f() { const c = await pool.take(); await Promise.all(ids.map(async (id) => { await c.query('a'); await c.query('b'); })); c.release(); }", []],
  };
  it.each(Object.entries(cases))('%s', (_, [code, expected]) => {
    expect(found(code)).toEqual(expected);
  });
});
