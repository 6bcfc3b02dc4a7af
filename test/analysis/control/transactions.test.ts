import { describe, expect, it } from 'vitest';
import { baseOf, enclosingTransaction, passedTransactions } from '../../../src/analysis/control/transactions.js';
import { isPartOfWork } from '../../../src/analysis/control/waiting.js';
import { nodesOf } from '../../../src/analysis/project/module.js';
import { analyse } from '../sessions/some-db.js';

/** The transaction round each call of `here`, as its name and line, or `none`. */
function around(code: string, files?: Record<string, string>): string[] {
  const { project, module } = analyse(code, files);
  return nodesOf(module, 'CallExpression')
    .filter((node) => node.callee.type === 'Identifier' && node.callee.name === 'here')
    .map((node) => {
      const transaction = enclosingTransaction(project, node);
      return transaction ? `${transaction.name}:${module.lineOf(transaction.start.start)}` : 'none';
    });
}

describe('the transaction round a call', () => {
  const cases: Record<string, [code: string, expected: string[]]> = {
    'a callback': ['pool.transaction(async (client) => { here(); }); here();', ['Pool.transaction:2', 'none']],
    'a callback in a callback': ['pool.transaction(async () => { await Promise.all(list.map(() => here())); });', ['Pool.transaction:2']],
    'a listener in a callback': ['pool.transaction(async (client) => { client.on("end", () => here()); });', ['none']],
    'a function that is named inside': ['async function f() { const work = async () => here(); await pool.transaction(() => work()); }', ['Pool.transaction:2']],
    'a function that is passed by its name': ['async function f() { async function work() { here(); } await pool.transaction(work); }', ['Pool.transaction:2']],
    'a function that nothing runs inside': ['async function f() { const work = async () => here(); await work(); await pool.transaction(() => 1); }', ['none']],
    'a wrapper': ['const within = (work) => pool.transaction((client) => work(client));\nwithin(() => here());', ['within:3']],
    'a wrapper that passes its callback on': ['const within = (work) => pool.transaction(work);\nwithin(() => here());', ['within:3']],
    'a wrapper of a wrapper': ['const within = (work) => pool.transaction(work);\nconst retried = (work) => within(work);\nretried(() => here());', ['retried:4']],
    'a wrapper that begins and commits': ['async function within(work) { const c = await pool.take(); await c.query("BEGIN"); await work(c); await c.query("COMMIT"); }\nwithin(() => here());', ['within:3']],
    'a wrapper with options': ['const within = ({ work }) => pool.transaction(() => work());\nwithin({ work: () => here() });', ['within:3']],
    'a wrapper that runs another callback': ['const within = (before, work) => { before(); return pool.transaction(work); };\nwithin(() => here(), () => here());', ['none', 'within:3']],
    'a method': ['class Base { within(work) { return pool.transaction(() => work()); } }\nclass A extends Base { f() { return this.within(() => here()); } }', ['within:3']],
    'statements': ['async function f(c: Client) { here(); await c.query("BEGIN"); here(); await c.query("COMMIT"); here(); }', ['none', 'BEGIN:2', 'none']],
    'statements in capitals or not, with more words': ['async function f(c: Client) { await c.query(" start transaction read only; "); here(); await c.query("rollback"); here(); }', ['BEGIN:2', 'none']],
    'statements on two clients': ['async function f(a: Client, b: Client) { await a.query("BEGIN"); await b.query("COMMIT"); here(); }', ['none']],
    'a savepoint': ['async function f(c: Client) { await c.query("BEGIN"); await c.query("ROLLBACK TO SAVEPOINT a"); here(); await c.query("COMMIT"); }', ['BEGIN:2']],
    'statements that never end': ['async function f(c: Client) { await c.query("BEGIN"); here(); }', ['none']],
    'one of two branches': ['async function f(c: Client) { await c.query("BEGIN"); if (x) { await c.query("COMMIT"); here(); return; } here(); await c.query("COMMIT"); }', ['none', 'BEGIN:2']],
    'catch and finally': ['async function f(c: Client) { try { await c.query("BEGIN"); here(); await c.query("COMMIT"); } catch { here(); await c.query("ROLLBACK"); } finally { here(); } }', ['BEGIN:2', 'none', 'none']],
    'methods of a client': ['async function f(c: Client) { await c.begin(); here(); await c.commit(); here(); }', ['Client.begin:2', 'none']],
    'a handle': ['async function f() { const tx = await pool.transaction(); here(); await tx.commit(); here(); }', ['Pool.transaction:2', 'none']],
    'a handle that others end': ['async function f() { const tx = await pool.transaction(); here(); return tx; }', ['none']],
    'a decorated method': ['class A { @Atomic() async f() { here(); } async g() { here(); } }', ['@Atomic:2', 'none']],
    'a decorated method outside of any': ['class A { @Atomic({ propagation: "NOT_SUPPORTED" }) async f() { here(); } }', ['none']],
  };
  const asMiddleware = 'const within = () => async (ctx, next) => { await pool.transaction(async () => next()); };\n';
  Object.assign(cases, {
    'a middleware that runs what follows': [`${asMiddleware}app.post('/a', check, within(), async (ctx) => here());`, ['within:3']],
    'a middleware that is passed by name': ["async function within(ctx, next) { await pool.query('BEGIN'); await next(); await pool.query('COMMIT'); }\napp.post('/a', within, async (ctx) => here());", ['within:3']],
    'a middleware that comes later': [`${asMiddleware}app.post('/a', async (ctx, next) => { here(); await next(); }, within());`, ['none']],
    'a middleware that ends its transaction first': ["const log = async (ctx, next) => { await pool.transaction(async () => 1); await next(); };\napp.post('/a', log, async (ctx) => here());", ['none']],
    'a method that a write calls': ['class A { @AfterSave() async f() { here(); } }', ['@AfterSave:2']],
    'a method that a subscriber has to have': ['class A implements Subscriber { async afterSave() { here(); } async afterLoad() { here(); } }', ['afterSave:2', 'none']],
    'a method of that name in another class': ['class A { async afterSave() { here(); } }', ['none']],
  } satisfies typeof cases);
  it.each(Object.entries(cases))('%s', (_, [code, expected]) => {
    expect(around(code)).toEqual(expected);
  });

  it('is found through wrappers of other files', () => {
    const files = { 'db.ts': `import { Pool } from 'some-db'; export const within = (work) => new Pool().transaction(work);` };
    expect(around(`import { within } from './db.js';\nwithin(() => here());`, files)).toEqual(['within:3']);
  });
});

it('finds the functions that are passed by name', () => {
  const { project, module } = analyse('const work = () => 1; class A { work() {} f() { pool.transaction(work); pool.transaction(this.work.bind(this)); run(work); } }');
  const texts = passedTransactions(project, module).map(({ argument }) => module.text.slice(argument.start, argument.end));
  expect(texts).toEqual(['work', 'this.work.bind(this)']);
});

it('finds where a chain starts', () => {
  const { module } = analyse('a.b().c`x`.d; this.e.f().g(); (await h).i();');
  const starts = nodesOf(module, 'CallExpression').map(baseOf);
  expect(starts.map((node) => module.text.slice(node.start, node.end))).toEqual(['a', 'this.e', 'this.e', 'h']);
});

describe('whether a function waits for a call', () => {
  const cases: Record<string, [code: string, expected: boolean]> = {
    awaited: ['await here();', true],
    'kept in a variable': ['const promise = here();', true],
    dropped: ['here();', false],
    'dropped on purpose': ['void here();', false],
    'dropped with a handler': ['here().catch(log);', false],
    'in a chain that is awaited': ['await here().then(next);', true],
    'in a callback that is awaited': ['await retry(() => here());', true],
    'in a callback that is dropped': ['retry(() => here());', false],
    'in one of many': ['await Promise.all(list.map(async () => { await here(); }));', true],
    'in an immediate function that is dropped': ['void (async () => { await here(); })();', false],
    'kept for later': ['await hooks.afterCommit(() => here());', false],
    'in the handler of an error': ['try { await x(); } catch { await here(); }', false],
  };
  it.each(Object.entries(cases))('%s', (_, [code, expected]) => {
    const { project, module } = analyse(`async function f() { ${code} }`);
    const call = nodesOf(module, 'CallExpression').find((node) => node.callee.type === 'Identifier' && node.callee.name === 'here')!;
    expect(isPartOfWork(project, call)).toBe(expected);
  });
});
