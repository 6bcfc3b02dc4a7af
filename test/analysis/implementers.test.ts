import { describe, expect, it } from 'vitest';
import { nodesOf } from '../../src/analysis/project/module.js';
import { analyse } from './sessions/some-db.js';

const STORE = 'export interface ChosenStore { get(id: string): Promise<unknown>; size(): number; save: (id: string) => Promise<void> }\n';
const IMPORT = `import { ChosenStore } from './store'; import { Pool } from 'some-db';\n`;
const POOLED = `${IMPORT}export class PooledStore implements ChosenStore {
  constructor(private readonly pool: Pool) {}
  async get(id: string) { return this.pool.query('select 1'); }
  size() { return this.pool.max; }
  save = async (id: string) => { await this.pool.query('update a set b = 1'); };
}\n`;
const NOOP = `${IMPORT}export class NoopStore implements ChosenStore {
  async get() { return wrap(null); }
  size() { return 0; }
  save = async () => { console.log('nothing is saved'); };
}
function wrap(value) { return { value }; }\n`;
const MAPPED = `${IMPORT}export class MappedStore implements ChosenStore {
  rows = new Map();
  async get(id: string) { return this.rows.get(id); }
  size() { return this.rows.size; }
  save = async (id: string) => { this.rows.set(id, id); };
}\n`;

/** What the call calls that ends last in the file: a library's method, or a function and its file. */
function called(code: string, files: Record<string, string>): string {
  const { module, valueOf } = analyse(code, files);
  const call = nodesOf(module, 'CallExpression').reduce((last, node) => (node.end >= last.end ? node : last));
  const value = valueOf(call.callee);
  if (value.kind === 'function') return `${value.module.path.split('/').pop()}:${value.module.lineOf(value.node.start)}`;
  return value.kind === 'method' ? value.name : value.kind;
}

describe('a method of an interface', () => {
  const use = (member: string) => `import type { ChosenStore } from './store';\nexport async function load(store: ChosenStore) { await store.${member}('1'); }`;
  it.each<[string, string, Record<string, string>, string]>([
    ['of its only class', 'get', { 'pooled.ts': POOLED }, 'pooled.ts:4'],
    ['written as a property', 'save', { 'pooled.ts': POOLED }, 'pooled.ts:6'],
    ['beside a class that does nothing', 'get', { 'pooled.ts': POOLED, 'noop.ts': NOOP }, 'pooled.ts:4'],
    ['the same as a property', 'save', { 'pooled.ts': POOLED, 'noop.ts': NOOP }, 'pooled.ts:6'],
    ['of one of two classes', 'get', { 'pooled.ts': POOLED, 'mapped.ts': MAPPED }, 'unknown'],
    ['of classes that do nothing', 'get', { 'noop.ts': NOOP }, 'unknown'],
    ['that gives no promise', 'size', { 'pooled.ts': POOLED }, 'unknown'],
    ['of a class of another interface with the name', 'get', { 'other.ts': POOLED.replace("from './store'", "from './others'"), 'others.ts': STORE }, 'unknown'],
    ['that nobody implements', 'get', {}, 'unknown'],
  ])('%s', (_, member, files, expected) => {
    expect(called(use(member), { 'store.ts': STORE, ...files })).toBe(expected);
  });

  it('through a barrel and a field of a class', () => {
    const code = `import type { ChosenStore } from './all';\nexport class Loader { constructor(private readonly store: ChosenStore) {} load() { return this.store.get('1'); } }`;
    expect(called(code, { 'store.ts': STORE, 'pooled.ts': POOLED, 'all.ts': `export * from './store'; export * from './pooled';` })).toBe('pooled.ts:4');
  });
});

it('a method that an abstract class leaves to its only subclass', () => {
  const base = 'export abstract class OpenStore { abstract get(id: string): Promise<unknown>; both() { return this.get("1"); } }';
  const files = { 'open.ts': base, 'sub.ts': `import { OpenStore } from './open'; import { Pool } from 'some-db';\nexport class SubStore extends OpenStore { pool = new Pool();\n async get(id: string) { return this.pool.query('select 1'); } }` };
  const use = `import { OpenStore } from './open';\nexport const load = (store: OpenStore) => store.get('1');`;
  expect(called(use, files)).toBe('sub.ts:3');
  expect(called(use, { ...files, 'more.ts': files['sub.ts'].replace('SubStore', 'MoreStore') })).toBe('unknown');
  // What no class has, or none but the base, is nobody's method: subclasses are asked once.
  for (const name of ['gone', 'toString']) expect(called(use.replace('.get(', `.${name}(`), files)).toBe('unknown');
});

it('a subclass without the method asks its base, which asks its subclasses', () => {
  const files = { 'open.ts': 'export abstract class BareStore { abstract get(id: string): Promise<unknown>; }', 'sub.ts': `import { BareStore } from './open';\nexport class EmptyStore extends BareStore { other() { return this.get('1'); } }` };
  expect(called(`import { BareStore } from './open';\nexport const load = (store: BareStore) => store.get('1');`, files)).toBe('unknown');
  expect(called(`import { EmptyStore } from './sub';\nexport const load = () => new EmptyStore().lost('1');`, files)).toBe('unknown');
});

it.each([
  ['a function that is passed', 'export const load = (getClient: () => Client) => getClient().query("select 1");'],
  ['a function in what is passed', 'interface Given { getPool: () => Promise<Pool> } export const load = async ({ getPool }: Given) => (await getPool()).query("select 1");'],
  ['a method of an interface', 'interface Given { pool(): Pool } export const load = (given: Given) => given.pool().query("select 1");'],
  ['what an object holds later', 'const kept = { pool: undefined as Pool | undefined }; export const load = () => kept.pool?.query("select 1");'],
  ['what an object holds until it is taken away', 'const kept = { pool: undefined as Pool | undefined }; export const reset = () => { kept.pool = undefined; }; export const load = () => kept.pool?.query("select 1");'],
  ['a getter of an interface', 'interface Given { get pool(): Pool } export const load = (given: Given) => given.pool.query("select 1");'],
])('known by what its type gives: %s', (_, code) => {
  expect(called(code, {})).toBe('query');
});

it.each([
  ['what is bound', 'export const load = (getClient: () => Client) => getClient.bind(null)().query("select 1");'],
  ['the function itself', 'export const load = (getClient: () => Client) => getClient.query("select 1");'],
])('not %s', (_, code) => {
  expect(called(code, {})).toBe('unknown');
});
