import { expect, it } from 'vitest';
import { listSource } from '../../../src/analysis/queries/list-source.js';
import { nodesOf } from '../../../src/analysis/project/module.js';
import { analyse } from '../sessions/some-db.js';

it.each([
  ['all rows', 'async function f() { for (const a of await pool.find({})) print(a); }', 'table'],
  ['rows by a fixed filter', 'async function f() { const rows = await pool.find({ where: { due: new Date() } }); for (const a of rows) print(a); }', 'table'],
  ['rows by a parameter', 'async function f(id) { for (const a of await pool.find({ where: { id } })) print(a); }', 'input'],
  ['rows by what a parameter led to', 'async function f(id) { const team = await pool.find({ where: { id } }); for (const a of await pool.find({ where: { team: team.id } })) print(a); }', 'input'],
  ['rows by an element of a parameter', 'async function f(ids) { for (const id of ids) { const rows = await pool.find({ where: { id } }); for (const a of rows) here(a); } }', 'input'],
  ['rows by something of the module', 'const STATUS = "due"; async function f() { for (const a of await pool.find({ where: { STATUS } })) print(a); }', 'table'],
  ['a limit', 'async function f() { for (const a of await pool.find({ take: 5 })) print(a); }', 'limit'],
  ['a limit that may be there', 'async function f(options) { for (const a of await pool.find(options)) print(a); }', 'limit'],
  ['a statement', 'async function f() { const { rows } = await pool.query("SELECT id FROM a WHERE b"); for (const a of rows) print(a); }', 'table'],
  ['a statement with values', 'async function f(id) { const { rows } = await pool.query("SELECT id FROM a WHERE b = $1", [id]); for (const a of rows) print(a); }', 'input'],
  ['a statement with a limit', 'async function f() { const { rows } = await pool.query("SELECT id FROM a LIMIT 5"); for (const a of rows) print(a); }', 'limit'],
  ['a parameter', 'function f(list) { for (const a of list) print(a); }', 'input'],
  ['a parameter without doubles', 'function f(list) { const once = [...new Set(list)]; for (const a of once) print(a); }', 'input'],
  ['mapped and filtered rows', 'async function f() { const ids = (await pool.find({})).map((a) => a.id).filter(Boolean); for (const a of ids) print(a); }', 'table'],
  ['what a loop collects', 'async function f() { const found = []; for (const a of await pool.find({})) found.push(a.id); for (const b of found) here(b); }', 'table'],
  ['rows that a function finds', 'const all = () => pool.find({}); async function f() { for (const a of await all()) print(a); }', 'table'],
  ['rows that a function finds with what is fixed', 'const due = (now) => pool.find({ where: { now } }); async function f() { for (const a of await due(new Date())) print(a); }', 'table'],
  ['rows that a function finds with a client', 'const all = (c: Client) => c.find({}); async function f(c: Client) { for (const a of await all(c)) print(a); }', 'table'],
  ['rows that a function finds by a parameter', 'const by = (id) => pool.find({ where: { id } }); async function f(id) { for (const a of await by(id)) print(a); }', 'input'],
  ['a variable that is set later', 'async function f() { let rows; rows = await pool.find({}); for (const a of rows) print(a); }', 'table'],
  ['a variable that is set twice', 'async function f(b) { let rows = []; if (b) rows = await pool.find({}); rows = rows.concat(1); for (const a of rows) print(a); }', 'unknown'],
  ['a variable that is made of itself', 'function f() { const rows = rows.map(g); for (const a of rows) print(a); }', 'unknown'],
  ['a field', 'class A { f() { for (const a of this.list) print(a); } }', 'unknown'],
])('%s', (_, code, expected) => {
  const { project, module } = analyse(code);
  const loops = nodesOf(module, 'ForOfStatement');
  expect(listSource(project, loops[loops.length - 1]!.right)).toBe(expected);
});
