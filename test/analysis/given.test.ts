import { describe, expect, it } from 'vitest';
import { nodesOf } from '../../src/analysis/project/module.js';
import { analyse } from './sessions/some-db.js';

/** What the callee's object of the call `….here()` is: a type of the library, or the kind of value. */
function typeOfHere(code: string, files?: Record<string, string>): string {
  const { module, valueOf } = analyse(code, files);
  const call = nodesOf(module, 'CallExpression').find(({ callee }) => callee.type === 'MemberExpression' && callee.property.type === 'Identifier' && callee.property.name === 'here');
  if (call?.callee.type !== 'MemberExpression') throw new Error('Nothing is called here.');
  const value = valueOf(call.callee.object);
  return value.kind === 'receiver' ? value.type : value.kind;
}

describe('what a function of the project passes to its callback', () => {
  it.each([
    ['called', 'async function run(work) { const client = await pool.take(); await work(client); } run((c) => c.here());', 'Client'],
    ['at another position', 'const run = (name, work) => work(name, pool); run("a", (name, p) => p.here());', 'Pool'],
    ['a member of its options', 'const run = (options) => options.work(pool); run({ work: (p) => p.here() });', 'Pool'],
    ['taken out of its options', 'const run = ({ work }) => work(pool); run({ work: (p) => p.here() });', 'Pool'],
    ['passed on to the library', 'const run = (work) => pool.transaction(work); run((c) => c.here());', 'Client'],
    ['passed on to another function', 'const run = (work) => go(work); const go = (work) => work(pool); run((p) => p.here());', 'Pool'],
    ['by its written type', 'declare function make(): any; function run(work: (c: Client) => void) { work(make()); } run((c) => c.here());', 'Client'],
    ['by an alias of its type', 'type Work = (c: Client) => void; function run(work: Work) {} run((c) => c.here());', 'Client'],
    ['by the type of the parameter itself', 'const run = (work) => work(pool); run((c: Client) => c.here());', 'Client'],
    ['something unknown', 'const run = (work) => work(JSON.parse("")); run((c) => c.here());', 'unknown'],
    ['a function that calls itself', 'const run = (work) => run(work); run((c) => c.here());', 'unknown'],
  ])('%s', (_, code, expected) => {
    expect(typeOfHere(code)).toBe(expected);
  });
});

describe('what a generic function gives', () => {
  const remember = `function remember<T>(name: string, make: () => T): T { return (globalThis as any).cache.get(name); }\n`;
  it.each([
    ['what its callback returns', `${remember}remember('a', () => new Pool()).here();`, 'Pool'],
    ['what its callback promises', 'declare function once<T>(make: () => Promise<T>): Promise<T>; once(async () => pool.take()).then((c) => c.here());', 'Client'],
    ['what it is passed', 'declare function tap<T>(value: T): T; tap(pool).here();', 'Pool'],
    ['perhaps nothing', 'declare function get<T>(make: () => T): T | undefined; get(() => pool).here();', 'Pool'],
    ['of another parameter', 'declare function get<T, U>(make: () => U): T; get(() => pool).here();', 'unknown'],
    ['without its argument', `${remember}remember('a').here();`, 'unknown'],
  ])('%s', (_, code, expected) => {
    expect(typeOfHere(code)).toBe(expected);
  });
});

it.each([
  ['a proxy', 'new Proxy(pool, {}).here();', 'Pool'],
  ['an empty object that stands for a client', '({} as Client).here();', 'Client'],
  ['a proxy of one', 'new Proxy({} as Client, { get: () => 1 }).here();', 'Client'],
  ['an object with something in it', '({ a: 1 } as Client).here();', 'object'],
  ['a member of a type', 'const f = (c: Box["client"]) => c.here(); interface Box { client: Client }', 'Client'],
])('%s', (_, code, expected) => {
  expect(typeOfHere(code)).toBe(expected);
});
