import { describe, expect, it } from 'vitest';
import type { ResolvedCall } from '../../src/analysis/calls.js';
import { accessOf } from '../../src/analysis/calls.js';
import { defineModel } from '../../src/models/model.js';
import { tempProject } from '../support/temp-project.js';

const db = defineModel({
  package: 'some-db',
  versions: '*',
  checked: '1.0.0',
  docs: 'https://example.com',
  area: 'sql',
  exports: {
    Pool: { class: 'Pool' },
    PoolClient: { type: 'PoolClient' },
    connect: { function: { returns: 'Pool', options: 0 } },
    Inject: { decorator: { injects: 'Pool' } },
  },
  types: {
    Pool: {
      construction: { options: 0 },
      members: {
        query: { concept: 'query', access: 'sql', text: 0 },
        connect: { concept: 'acquire', returns: 'PoolClient' },
        transaction: { concept: 'transaction', callbacks: [{ at: 'Argument[0]', role: 'transaction', params: ['PoolClient'] }] },
        table: { returns: 'Builder' },
      },
      properties: { users: 'Table' },
    },
    PoolClient: { members: { query: { concept: 'query', access: 'sql', text: 0 }, release: { concept: 'release' } } },
    Table: { members: { find: { concept: 'query', access: 'read' } } },
    Builder: {
      members: { where: { returns: 'self', clause: 'filter' }, limit: { returns: 'self', clause: 'limit' } },
      awaited: { concept: 'query', access: 'read' },
    },
  },
});

const DB_FILE = `import { Pool } from 'some-db';\nexport const pool = new Pool({ max: 5 });\nexport default pool;\n`;

function labels(files: Record<string, string>, name = 'main.ts'): string[] {
  const { module, calls } = tempProject(files, [db]).analyse(name);
  return calls()
    .filter((call) => call.call.concept)
    .map((call) => `${call.label}:${module.lineOf(call.node.start)}`);
}

describe('an import gives its package', () => {
  const cases: Record<string, Record<string, string>> = {
    named: { 'main.ts': `import { Pool } from 'some-db'; const p = new Pool(); p.query('select 1');` },
    alias: { 'main.ts': `import { Pool as P } from 'some-db'; const p = new P(); p.query('select 1');` },
    namespace: { 'main.ts': `import * as lib from 'some-db'; const p = new lib.Pool(); p.query('select 1');` },
    default: { 'main.ts': `import lib from 'some-db'; new lib.Pool().query('select 1');` },
    require: { 'main.ts': `const { Pool } = require('some-db'); const p = new Pool(); p.query('select 1');` },
    'require member': { 'main.ts': `const Pool = require('some-db').Pool; new Pool().query('select 1');` },
    'import equals': { 'main.ts': `import lib = require('some-db'); new lib.Pool().query('select 1');` },
    'dynamic import': { 'main.ts': `const { Pool } = await import('some-db'); new Pool().query('select 1');` },
    'another file': { 'db.ts': DB_FILE, 'main.ts': `import { pool } from './db.js'; pool.query('select 1');` },
    'another file, default': { 'db.ts': DB_FILE, 'main.ts': `import p from './db.js'; p.query('select 1');` },
    barrel: {
      'db.ts': DB_FILE,
      'index.ts': `export * from './db.js';`,
      'main.ts': `import { pool } from './index.js'; pool.query('select 1');`,
    },
    'renamed re-export': {
      'db.ts': DB_FILE,
      'index.ts': `export { pool as database } from './db.js';`,
      'main.ts': `import * as all from './index.js'; all.database.query('select 1');`,
    },
    'commonjs module': {
      'package.json': '{ "name": "cjs" }',
      'db.js': `const { Pool } = require('some-db'); const pool = new Pool(); module.exports = { pool, query: (t) => pool.query(t) };`,
      'main.js': `const { pool } = require('./db'); pool.query('select 1');`,
    },
    'commonjs exports': {
      'package.json': '{ "name": "cjs" }',
      'db.js': `const { Pool } = require('some-db'); exports.pool = new Pool();`,
      'main.js': `const db = require('./db'); db.pool.query('select 1');`,
    },
  };
  for (const [name, files] of Object.entries(cases)) {
    it(name, () => {
      const main = 'main.js' in files ? 'main.js' : 'main.ts';
      expect(labels(files, main)).toContain('Pool.query:1');
    });
  }
});

describe('an instance is followed', () => {
  const cases: Record<string, string> = {
    factory: `import { connect } from 'some-db'; const p = connect(); p.query('select 1');`,
    'factory function': `import { Pool } from 'some-db'; function make() { return new Pool(); } make().query('select 1');`,
    'awaited factory': `import { Pool } from 'some-db'; const make = async () => new Pool(); const p = await make(); p.query('select 1');`,
    'class field': `import { Pool } from 'some-db'; class A { p = new Pool(); m() { return this.p.query('select 1'); } }`,
    'private field': `import { Pool } from 'some-db'; class A { #p = new Pool(); m() { return this.#p.query('select 1'); } }`,
    'static member': `import { Pool } from 'some-db'; class A { static p = new Pool(); } A.p.query('select 1');`,
    'assigned in the constructor': `import { Pool } from 'some-db'; class A { constructor() { this.p = new Pool(); } m() { return this.p.query('select 1'); } }`,
    'parameter property': `import { Pool } from 'some-db'; class A { constructor(private readonly p: Pool) {} m() { return this.p.query('select 1'); } }`,
    'property type': `import type { Pool } from 'some-db'; class A { p!: Pool; m() { return this.p.query('select 1'); } }`,
    'parameter type': `import type { Pool } from 'some-db'; function f(p: Pool | null) { return p?.query('select 1'); }`,
    'typed dependencies': `import type { Pool } from 'some-db'; interface Deps { p: Pool } function f({ p }: Deps) { return p.query('select 1'); }`,
    'return type': `import type { Pool } from 'some-db'; declare function get(): Promise<Pool>; (async () => { (await get()).query('select 1'); })();`,
    'type of this': `import type { Pool } from 'some-db'; function f(this: { p: Pool }) { return this.p.query('select 1'); }`,
    'type in an intersection': `import type { Pool } from 'some-db'; type Base = { id: string }; function f(d: Base & { p: Pool }) { return d.p.query('select 1'); }`,
    'typeof type': `import { Pool } from 'some-db'; const p = new Pool(); function f(q: typeof p) { return q.query('select 1'); }`,
    decorator: `import { Inject } from 'some-db'; class A { constructor(@Inject('x') private p) {} m() { return this.p.query('select 1'); } }`,
    subclass: `import { Pool } from 'some-db'; class Mine extends Pool { m() { return this.query('select 1'); } }`,
    'subclass by type': `import { Pool } from 'some-db'; class Mine extends Pool {} class A { constructor(private m: Mine) {} f() { this.m.query('select 1'); } }`,
    'global singleton': `import { Pool } from 'some-db'; const p = globalThis.p ?? new Pool(); p.query('select 1');`,
    destructured: `import { Pool } from 'some-db'; const deps = { p: new Pool() }; const { p: mine } = deps; mine.query('select 1');`,
    'late assignment': `import { Pool } from 'some-db'; let p; function init() { p = new Pool(); } function f() { p.query('select 1'); }`,
    'identity function': `import { Pool } from 'some-db'; const wrap = (x) => x; wrap(new Pool()).query('select 1');`,
    getter: `import { Pool } from 'some-db'; class A { get p() { return new Pool(); } m() { this.p.query('select 1'); } }`,
  };
  for (const [name, code] of Object.entries(cases)) {
    it(name, () => expect(labels({ 'main.ts': code })).toContain('Pool.query:1'));
  }
});

describe('what a call passes on', () => {
  it('gives the type of a callback parameter', () => {
    const code = `import { Pool } from 'some-db';\nconst p = new Pool();\np.transaction(async (tx) => {\n  await tx.query('select 1');\n});`;
    expect(labels({ 'main.ts': code })).toEqual(['Pool.transaction:3', 'PoolClient.query:4']);
  });

  it('counts a builder once, at the outermost call that is awaited', () => {
    const code = `import { Pool } from 'some-db';\nconst p = new Pool();\nawait p.table('t').where(1).limit(2);\nconst q = p.table('t');\nq.where(1);\nawait q;`;
    expect(labels({ 'main.ts': code })).toEqual(['Builder.limit:3', 'Pool.table:6']);
  });

  it('tells a read from a write by the text of the statement', () => {
    const code = `import { Pool } from 'some-db'; import { TEXT } from './sql.js'; const p = new Pool(); p.query('INSERT INTO t VALUES (1)'); p.query(TEXT); p.query(\`-- x\n select \${a}\`); p.query(unknownText); p.query('with x as (delete from t) select 1');`;
    const file = tempProject({ 'main.ts': code, 'sql.ts': `export const TEXT = 'SELECT 1';` }, [db]).analyse('main.ts');
    const access = file.calls('query').map((call: ResolvedCall) => accessOf(file.project, call));
    expect(access).toEqual(['write', 'read', 'read', 'either', 'write']);
  });
});

describe('what can\'t be followed is unknown', () => {
  const cases: Record<string, Record<string, string>> = {
    'a method of the same name': { 'main.ts': `function f(p) { return p.query('select 1'); }` },
    'a local of the same name': { 'main.ts': `class Pool { query() {} } new Pool().query();` },
    'a missing file': { 'main.ts': `import { pool } from './gone.js'; pool.query('select 1');` },
    'a file with a syntax error': { 'db.ts': 'const = ;', 'main.ts': `import { pool } from './db.js'; pool.query('x');` },
    'a circle of re-exports': {
      'a.ts': `export { pool } from './b.js';`,
      'b.ts': `export { pool } from './a.js';`,
      'main.ts': `import { pool } from './a.js'; pool.query('x');`,
    },
    'a circle of stars': {
      'a.ts': `export * from './b.js';`,
      'b.ts': `export * from './a.js';`,
      'main.ts': `import { pool } from './a.js'; pool.query('x');`,
    },
    'an object made of itself': { 'main.ts': `let a = {}; function f() { a = { ...a }; a.p.query('x'); }` },
    'an array made of itself': { 'main.ts': `let a = []; function f(x) { a = [...a, x]; a[0].query('x'); for (const p of a) p.query('x'); }` },
    'a value defined by itself': { 'main.ts': `const a = a ?? b; const b = a; b.query('x');` },
  };
  for (const [name, files] of Object.entries(cases)) {
    it(name, () => expect(labels(files)).toEqual([]));
  }
});

it('an unsaved text stands for its file', () => {
  const project = tempProject({ 'db.ts': DB_FILE, 'main.ts': `import { pool } from './db.js'; pool.query('select 1');` }, [db]);
  expect(project.analyse('main.ts').calls('query')).toHaveLength(1);
  project.analyse('db.ts', 'export const pool = { query() {} };');
  expect(project.analyse('main.ts').calls('query')).toHaveLength(0);
});
