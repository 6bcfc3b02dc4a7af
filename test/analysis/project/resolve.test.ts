import { chmodSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { fixture, temporary, treeIn } from './trees.js';

describe('modules of Node.js', () => {
  const { ask } = fixture('relative');
  test.each([
    ['fs', 'builtin node:fs'],
    ['node:fs', 'builtin node:fs'],
    ['fs/promises', 'builtin node:fs/promises'],
    ['node:test', 'builtin node:test'],
    // Only `node:test` is built in; `events/` is how the package of that name is asked for.
    ['test', 'package test'],
    ['events/', 'package events'],
  ])('%s', (specifier, expected) => {
    expect(ask('src/app.ts', specifier)).toBe(expected);
  });
});

describe('paths', () => {
  const { ask, dir } = fixture('relative');
  test.each([
    ['./service', 'file src/service.ts'],
    ['./service.js', 'file src/service.ts'],
    ['./service.ts', 'file src/service.ts'],
    ['./both', 'file src/both.ts'],
    ['./both.js', 'file src/both.ts'],
    ['./plain', 'file src/plain.js'],
    ['./plain.js', 'file src/plain.js'],
    ['./view.jsx', 'file src/view.tsx'],
    ['./view.js', 'file src/view.tsx'],
    ['./modern.mjs', 'file src/modern.mts'],
    ['./common.cjs', 'file src/common.cts'],
    ['./esm.mjs', 'file src/esm.mjs'],
    ['./cjs.cjs', 'file src/cjs.cjs'],
    ['./dotted.name', 'file src/dotted.name.ts'],
    ['./types', 'file src/types.d.ts'],
    ['./types.js', 'file src/types.d.ts'],
    ['./folder', 'file src/folder/index.ts'],
    ['./folder/', 'file src/folder/index.ts'],
    ['./folder/index.js', 'file src/folder/index.ts'],
    ['./chart.js', 'file src/chart.js/index.js'],
    ['./entry', 'file src/entry/lib/start.js'],
    ['./unbuilt', 'file src/unbuilt/src/index.ts'],
    ['../src/service', 'file src/service.ts'],
  ])('%s', (specifier, expected) => {
    expect(ask('src/app.ts', specifier)).toBe(expected);
  });

  test('a folder stands for its index', () => {
    expect(ask('src/folder/other.ts', '.')).toBe('file src/folder/index.ts');
    expect(ask('src/folder/deep/other.ts', '..')).toBe('file src/folder/index.ts');
  });

  test('an absolute path', () => {
    expect(ask('src/app.ts', join(dir, 'src/service'))).toBe('file src/service.ts');
  });

  test.each([
    ['./generated/client', 'No file answers to "./generated/client": it may be generated or built later.'],
    ['./service/client', 'No file answers to "./service/client": it may be generated or built later.'],
    ['./data.json', '"./data.json" is not code.'],
    ['./data', '"./data" is not code.'],
    ['./style.css', '"./style.css" is not code.'],
    ['./page.vue', '"./page.vue" is not code.'],
    ['./empty', '"./empty" is a folder without an index file or an entry in a package.json.'],
    ['./service.ts?raw', '"./service.ts?raw" asks a bundler for something other than the module.'],
  ])('%s is missing', (specifier, reason) => {
    expect(ask('src/app.ts', specifier)).toBe(`missing: ${reason}`);
  });

  test.skipIf(process.platform === 'win32')('a folder that cannot be read says so', () => {
    const tree = temporary({ 'a.ts': '' });
    tree.link('circle', 'circle');
    expect(tree.ask('a.ts', './circle/b')).toBe('missing: "./circle/b" can\'t be read (ELOOP).');
  });

  test.skipIf(process.platform === 'win32' || process.getuid?.() === 0)('so does one without permission', () => {
    const tree = temporary({ 'a.ts': '', 'secret/b.ts': '' });
    chmodSync(join(tree.dir, 'secret'), 0o000);
    expect(tree.ask('a.ts', './secret/b')).toBe('missing: "./secret/b" can\'t be read (EACCES).');
    chmodSync(join(tree.dir, 'secret'), 0o700);
  });

  test('a package.json that is not JSON is named, not thrown', () => {
    const tree = temporary({ 'package.json': '{ "name": ', 'a.ts': '', 'b.ts': '' });
    expect(tree.ask('a.ts', './b')).toBe(
      'missing: A package.json above the file is not valid JSON, which hides the files below it.',
    );
    expect(tree.ask('a.ts', 'pg')).toBe('package pg');
  });
});

describe('packages', () => {
  const { ask } = fixture('relative');
  test.each([
    ['express', 'package express'],
    ['lodash/get.js', 'package lodash/get.js'],
    ['@nestjs/common', 'package @nestjs/common'],
    ['@prisma/client/runtime/library', 'package @prisma/client/runtime/library'],
    ['socket.io', 'package socket.io'],
    ['JSONStream', 'package JSONStream'],
  ])('%s need not be installed', (specifier, expected) => {
    expect(ask('src/app.ts', specifier)).toBe(expected);
  });

  test.each([
    ['@/lib/db', '"@/lib/db" is neither a path nor the name of a package.'],
    ['~/lib/db', '"~/lib/db" is neither a path nor the name of a package.'],
    ['.prisma/client', '".prisma/client" is neither a path nor the name of a package.'],
    ['_private', '"_private" is neither a path nor the name of a package.'],
    ['$lib/db', '"$lib/db" is neither a path nor the name of a package.'],
    ['#db', '"#db" is neither a path nor the name of a package.'],
    ['', 'An empty string names no module.'],
    ['https://example.com/pg.js', '"https://example.com/pg.js" is an address, not a file or a package.'],
    ['bun:sqlite', '"bun:sqlite" is an address, not a file or a package.'],
    ['\0virtual', 'The specifier is virtual: a bundler makes that module.'],
    ['raw-loader!./x', '"raw-loader!./x" asks a bundler for something other than the module.'],
    ['pg/worker.js?url', '"pg/worker.js?url" asks a bundler for something other than the module.'],
    ['p'.repeat(215), `"${'p'.repeat(215)}" is neither a path nor the name of a package.`],
  ])('%j is no package', (specifier, reason) => {
    expect(ask('src/app.ts', specifier)).toBe(`missing: ${reason}`);
  });

  test('an installed one is a package, whatever of it can be found', () => {
    const tree = temporary({
      'a.ts': '',
      'node_modules/pg/package.json': { name: 'pg', exports: { '.': './lib/index.js' } },
      'node_modules/pg/lib/index.js': '',
      'node_modules/pg/node_modules/@acme/pool/index.js': '',
      'node_modules/@types/express/index.d.ts': '',
    });
    expect(tree.ask('a.ts', 'pg')).toBe('package pg');
    expect(tree.ask('a.ts', 'pg/lib/hidden')).toBe('package pg/lib/hidden');
    expect(tree.ask('a.ts', 'express')).toBe('package express');
    expect(tree.ask('a.ts', './node_modules/pg/lib/index.js')).toBe('package pg/lib/index.js');
    expect(tree.ask('a.ts', './node_modules/pg/node_modules/@acme/pool/index.js')).toBe('package @acme/pool/index.js');
  });

  test('an installed copy wins over a folder of the workspace with that name', () => {
    const tree = temporary({
      'package.json': { workspaces: ['packages/*'] },
      'packages/pg/package.json': { name: 'pg', version: '1.0.0' },
      'packages/pg/index.js': '',
      'packages/app/a.ts': '',
      'packages/app/node_modules/pg/index.js': '',
    });
    expect(tree.ask('packages/app/a.ts', 'pg')).toBe('package pg');
  });
});

describe('links in node_modules', () => {
  const files = {
    'package.json': { workspaces: ['packages/*'] },
    'packages/db/package.json': {
      name: '@acme/db',
      version: '1.0.0',
      exports: { '.': './dist/index.js', './pool': './dist/pool.js' },
    },
    'packages/db/src/index.ts': '',
    'packages/db/src/pool.ts': '',
    'packages/app/package.json': { name: 'app', dependencies: { '@acme/db': '^1.0.0' } },
    'packages/app/a.ts': '',
  };
  const built = { 'packages/db/dist/index.js': '', 'packages/db/dist/pool.js': '', 'packages/db/dist/pool.d.ts': '' };

  test.each([
    ['not installed', false, false],
    ['linked', true, false],
    ['built', false, true],
    ['linked and built', true, true],
  ])('a workspace package is the same source when %s', (_, linked, isBuilt) => {
    const tree = temporary(isBuilt ? { ...files, ...built } : files);
    if (linked) tree.link('node_modules/@acme/db', 'packages/db');
    expect(tree.ask('packages/app/a.ts', '@acme/db')).toBe('file packages/db/src/index.ts');
    expect(tree.ask('packages/app/a.ts', '@acme/db/pool')).toBe('file packages/db/src/pool.ts');
  });

  test("pnpm's store is not the project", () => {
    const tree = temporary({ 'a.ts': '', 'node_modules/.pnpm/pg@8.0.0/node_modules/pg/index.js': '' });
    tree.link('node_modules/pg', 'node_modules/.pnpm/pg@8.0.0/node_modules/pg');
    expect(tree.ask('a.ts', 'pg')).toBe('package pg');
  });

  test('a package linked from outside of any workspace is read as source', () => {
    const tree = temporary({
      'app/a.ts': '',
      'elsewhere/package.json': { name: 'tools', main: 'lib/index.js' },
      'elsewhere/src/index.ts': '',
      'elsewhere/lib/index.js': '',
    });
    tree.link('app/node_modules/tools', 'elsewhere');
    expect(tree.ask('app/a.ts', 'tools')).toBe('file elsewhere/src/index.ts');
  });

  test('built JavaScript has its source in JavaScript', () => {
    const tree = temporary({
      'app/a.ts': '',
      'elsewhere/package.json': { name: 'tools', main: 'dist/index.js' },
      'elsewhere/dist/index.js': '',
      'elsewhere/src/index.js': '',
    });
    tree.link('app/node_modules/tools', 'elsewhere');
    expect(tree.ask('app/a.ts', 'tools')).toBe('file elsewhere/src/index.js');
  });

  test('built files without sources are what there is', () => {
    const tree = temporary({
      'app/a.ts': '',
      'elsewhere/package.json': { name: 'tools', main: 'dist/index.js' },
      'elsewhere/dist/index.js': '',
    });
    tree.link('app/node_modules/tools', 'elsewhere');
    expect(tree.ask('app/a.ts', 'tools')).toBe('file elsewhere/dist/index.js');
  });

  test('a project that is reached through a symlink keeps its spelling', () => {
    const { dir, link } = temporary({
      'real/package.json': { workspaces: ['packages/*'] },
      'real/packages/app/a.ts': '',
      'real/packages/app/b.ts': '',
      'real/packages/db/package.json': { name: 'db', version: '1.0.0', main: 'index.ts' },
      'real/packages/db/index.ts': '',
    });
    link('alias', 'real');
    const tree = treeIn(join(dir, 'alias'));
    expect(tree.ask('packages/app/a.ts', './b')).toBe('file packages/app/b.ts');
    expect(tree.ask('packages/app/a.ts', 'db')).toBe('file packages/db/index.ts');
  });
});

describe('memory', () => {
  test('an answer stays until it is dropped', () => {
    const tree = temporary({ 'package.json': { name: 'app' }, 'a.ts': '' });
    const before = tree.resolver.resolve(join(tree.dir, 'a.ts'), './b');
    expect(before.kind).toBe('missing');
    expect(tree.ask('a.ts', '@acme/db')).toBe('package @acme/db');
    tree.write('b.ts', '');
    tree.write('package.json', JSON.stringify({ name: 'app', workspaces: ['db'] }));
    tree.write('db/package.json', JSON.stringify({ name: '@acme/db', main: 'db.ts' }));
    tree.write('db/db.ts', '');
    expect(tree.resolver.resolve(join(tree.dir, 'other.ts'), './b')).toBe(before);
    tree.resolver.clear();
    expect(tree.ask('a.ts', './b')).toBe('file b.ts');
    expect(tree.ask('a.ts', '@acme/db')).toBe('file db/db.ts');
  });

  test('tsconfig.json is read again after a change', () => {
    const tree = temporary({
      'tsconfig.json': { extends: 'gone', compilerOptions: { paths: { '@/*': ['./old/*'] } } },
      'a.ts': '',
      'old/x.ts': '',
      'new/x.ts': '',
    });
    expect(tree.ask('a.ts', '@/x')).toBe('file old/x.ts');
    tree.write(
      'tsconfig.json',
      JSON.stringify({ extends: 'gone', compilerOptions: { paths: { '@/*': ['./newer/*', './new/*'] } } }),
    );
    tree.resolver.clear();
    expect(tree.ask('a.ts', '@/x')).toBe('file new/x.ts');
  });
});

describe('the nearest package.json', () => {
  test('with or without a name', () => {
    const tree = temporary({
      'package.json': { name: 'app', version: '1.0.0' },
      'src/a.ts': '',
      'scripts/package.json': { type: 'commonjs' },
      'broken/package.json': '{ "name": "half", // not JSON\n "version": ',
    });
    const of = (path: string) => tree.resolver.packageOf(join(tree.dir, path));
    expect(of('src/a.ts')).toEqual({ dir: tree.dir, name: 'app', json: { name: 'app', version: '1.0.0' } });
    expect(of('scripts/run.js')).toMatchObject({ dir: join(tree.dir, 'scripts'), name: null });
    expect(of('broken/x.js')).toMatchObject({ name: 'half' });
  });
});

test('nothing throws', () => {
  const tree = temporary({
    'package.json': '[]',
    'tsconfig.json':
      '{ "compilerOptions": { "paths": { "a": 1, "b/*": [2], "c*": null }, "baseUrl": 7 }, "extends": [3], "references": [4, {}] }',
    'pnpm-workspace.yaml': 'packages: [\n',
    'lerna.json': '""',
  });
  for (const specifier of [
    'a',
    'b/x',
    'c',
    './no-such-file-anywhere',
    '/',
    '.',
    '..',
    '#',
    '#/',
    '@',
    '@/',
    '@a',
    '@a/',
    '\\',
    'node:',
    'x'.repeat(70_000),
    './' + 'x/'.repeat(5000),
    '\ud800',
    '%00',
    './%2e',
  ]) {
    for (const file of ['a.ts', 'no/such/folder/a.ts', '<text>', '']) {
      const resolution = tree.resolver.resolve(join(tree.dir, file), specifier);
      expect(['package', 'missing', 'builtin']).toContain(resolution.kind);
    }
  }
  expect(tree.resolver.resolve('relative.ts', 'pg')).toEqual({ kind: 'package', name: 'pg', subpath: '' });
  expect(tree.resolver.packageOf('/')).toBe(null);
  expect(tree.resolver.versionOf(join(tree.dir, 'a.ts'), 'pg')).toBe(null);
});

test('answers are remembered', () => {
  const count = 400;
  const files = Object.fromEntries(Array.from({ length: count }, (_, index) => [`src/m${index}.ts`, '']));
  const tree = temporary({ ...files, 'package.json': { name: 'quick' }, 'tsconfig.json': { extends: 'gone' } });
  const from = join(tree.dir, 'src/m0.ts');
  tree.resolver.resolve(from, './warm');
  const time = () => {
    const start = performance.now();
    for (let index = 0; index < count; index++) tree.resolver.resolve(from, `./m${index}.js`);
    return (performance.now() - start) / count;
  };
  const asked = time();
  const remembered = Math.min(time(), time(), time());
  // About a sixth on a quiet machine.
  expect(remembered).toBeLessThan(asked / 2);
});
