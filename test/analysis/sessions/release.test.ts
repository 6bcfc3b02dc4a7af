import { describe, expect, it } from 'vitest';
import { openingsOf } from '../../../src/analysis/sessions/openings.js';
import { effectsOn } from '../../../src/analysis/sessions/ownership.js';
import { releaseFault } from '../../../src/analysis/sessions/release.js';
import { analyse } from './some-db.js';

/** What the first opening's function does to it: `close release(client)`, in source order. */
function effects(body: string, files?: Record<string, string>): string[] {
  const { project, module } = analyse(`async function f() { const client = await pool.take(); ${body} }`, files);
  const [opening] = openingsOf(project, module);
  if (!opening?.binding) throw new Error('Nothing is opened.');
  return [...effectsOn(project, opening.binding, opening.fn, opening.acquisition)]
    .sort(([a], [b]) => a.start - b.start)
    .map(([node, effect]) => `${effect} ${module.text.slice(node.start, node.end)}`);
}

describe('what a use means for a resource', () => {
  const cases: Record<string, [body: string, expected: string[]]> = {
    'a query': ['await client.query("a");', []],
    'a release': ['client.release();', ['close client.release()']],
    'an optional release': ['client?.release();', ['close client?.release()']],
    'a release of the pool': ['pool.giveBack(client);', ['close pool.giveBack(client)']],
    'a release that is handed over': ['res.on("end", client.release);', ['leave client.release']],
    'a release that is taken out': ['const { release } = client;', ['leave client']],
    'a part that is taken out': ['const { id } = client;', []],
    'a property': ['print(client.id);', []],
    'a test': ['if (client && !client.ended) print(client === other);', []],
    returned: ['return client;', ['leave client']],
    'returned in an object': ['return { client };', ['leave { client }']],
    'kept in a field': ['this.client = client;', ['leave client']],
    'an alias': ['const other = client;', ['leave client']],
    'passed to something unknown': ['run(client);', ['leave client']],
    'passed to a library that works with it': ['await pool.save({ session: client });', []],
    'passed to its own type': ['new Wrapper(client);', ['leave client']],
    'in a closure that is called': ['const go = () => client.query("a"); await go();', []],
    'in a closure that is returned': ['return () => client.query("a");', ['leave () => client.query("a")']],
    'in a closure that is kept': ['this.go = () => client.query("a");', ['leave () => client.query("a")']],
    'in a callback': ['await Promise.all(ids.map((id) => client.query(id)));', []],
    'in a callback that releases': ['await x(() => { client.release(); });', ['close () => { client.release(); }']],
    'in a callback of a callback that releases': ['x(() => y(() => client.release()));', ['close () => y(() => client.release())']],
    'in a local function that releases': ['const done = () => client.release(); x(); done();', ['close done']],
    'in a local function that calls one': ['function done() { client.release(); } function end() { done(); } end();', ['close end']],
    'in a listener': ['bus.on("a", () => client.query("a"));', ['leave () => client.query("a")']],
    'a listener of its own': ['client.on("notification", handle);', ['leave client.on']],
    'a listener of its end': ['client.on("error", handle);', []],
    listening: ['await client.query("LISTEN a");', ['leave client.query']],
    'in an options object': ['const options = { session: client }; await pool.save(options); print(options.session);', ['leave options.session']],
    'in an options object for a library': ['const options = { session: client }; await pool.save(options);', []],
    'in a loop over it': ['for await (const row of client) print(row);', ['leave client']],
  };
  it.each(Object.entries(cases))('%s', (_, [body, expected]) => {
    expect(effects(body)).toEqual(expected);
  });

  it.each([
    ['export const go = (c) => c.query("a");', 'go(client);', []],
    ['export const go = async (c) => { try { await c.query("a"); } finally { c.release(); } };', 'go(client);', ['close go(client)']],
    ['export const go = ({ c }) => c.release();', 'go({ c: client });', ['close go({ c: client })']],
    ['export const go = (options) => options.c.release();', 'go({ c: client });', ['close go({ c: client })']],
    ['export const go = (a, c = null) => c.release();', 'go(1, client);', ['close go(1, client)']],
    ['const kept = []; export const go = (c) => kept.push(c);', 'go(client);', ['leave go(client)']],
    ['export const go = (...all) => all[0].release();', 'go(client);', ['leave go(client)']],
    ['export function go() { arguments[0].release(); }', 'go(client);', ['leave go(client)']],
    ['export const go = (c) => next(c); const next = (c) => go(c);', 'go(client);', []],
    ['export class go { constructor(private c) {} }', 'new go(client);', ['leave new go(client)']],
  ])('follows it into a function: %s', (source, body, expected) => {
    const files = { 'go.ts': source };
    const { project, module } = analyse(`import { go } from './go.js';\nasync function f() { const client = await pool.take(); ${body} }`, files);
    const opening = openingsOf(project, module)[0]!;
    const found = effectsOn(project, opening.binding!, opening.fn, opening.acquisition);
    expect([...found].map(([node, effect]) => `${effect} ${module.text.slice(node.start, node.end)}`)).toEqual(expected);
  });
});

describe('what a function opens and answers for', () => {
  const opened = (code: string) => {
    const { project, module } = analyse(code);
    return openingsOf(project, module).map(({ call, binding }) => `${call.label} ${binding?.name ?? 'dropped'}`);
  };
  it.each([
    ['async function f() { const a = await pool.take(); }', ['Pool.take a']],
    ['async function f() { let a; a = await pool.take(); }', ['Pool.take a']],
    ['async function f() { await pool.take(); }', ['Pool.take dropped']],
    ['async function f() { (await pool.take()).query("a"); }', ['Pool.take dropped']],
    ['pool.take().then(() => 1).catch(log);', ['Pool.take dropped']],
    ['pool.take().catch(log).then((a) => a.query("a"));', ['Pool.take a']],
    ['pool.take((error, a, done) => { done(); });', ['Pool.take a']],
    ['pool.take((error) => {});', ['Pool.take dropped']],
    ['async function f() { const tx = await pool.transaction(); }', ['Pool.transaction tx']],
    ['const a = await pool.take();', []],
    ['let a; async function f() { a = await pool.take(); }', []],
    ['async function f() { using a = await pool.take(); }', []],
    ['async function f() { this.a = await pool.take(); }', []],
    ['async function f() { return pool.take(); }', []],
    ['async function f() { run(await pool.take()); }', []],
    ['async function f(a) { const b = a ?? (await pool.take()); }', []],
    ['async function f() { const { release } = await pool.take(); }', []],
    ['async function f() { (await pool.take()).release(); }', []],
    ['pool.transaction(async () => {});', []],
    ['const f = (work) => pool.transaction(work);', []],
  ])('%s', (code, expected) => {
    expect(opened(code)).toEqual(expected);
  });
});

it('tells a leak on one path from one on all, and from a second release', () => {
  const fault = (body: string) => {
    const { project, module } = analyse(`async function f() { const client = await pool.take(); ${body} }`);
    const found = releaseFault(project, openingsOf(project, module)[0]!);
    return found && (found.kind === 'skipped' ? `skipped by ${found.exit.kind}` : found.kind);
  };
  expect(fault('await client.query("a");')).toBe('never');
  expect(fault('await client.query("a"); client.release();')).toBe('skipped by throw');
  expect(fault('if (a) return; client.release();')).toBe('skipped by return');
  expect(fault('try { await x(); } finally { client.release(); }')).toBeNull();
  expect(fault('client.release(); client.release();')).toBe('twice');
  expect(fault('await x(); return client;')).toBeNull();
});
