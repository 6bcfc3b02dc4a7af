import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { fixture, temporary } from './trees.js';

describe('npm and yarn workspaces', () => {
  const { ask } = fixture('npm-workspaces');
  test.each([
    ['@acme/core', 'file packages/core/src/index.ts'],
    ['@acme/core/features/retry', 'file packages/core/src/features/retry.ts'],
    // A condition of one's own leads to source before `default` leads to what is built.
    ['@acme/core/source', 'file packages/core/code/entry.ts'],
    ['@acme/core/typed', 'file packages/core/src/typed.ts'],
    ['@acme/core/web', 'file packages/core/src/web.node.ts'],
    ['@acme/core/src/internal', 'file packages/core/src/internal.ts'],
    ['@acme/core/schema.json', 'missing: "@acme/core/schema.json" is not code.'],
    [
      '@acme/core/gone',
      'missing: The project\'s package "@acme/core" has no source file for "@acme/core/gone": it may have to be built.',
    ],
    ['fields', 'file packages/fields/src/entry.ts'],
    ['fields/lib/deep', 'file packages/fields/src/deep.ts'],
    ['fields/deep', 'file packages/fields/src/deep.ts'],
    ['bare', 'file packages/bare/index.js'],
    ['old', 'package old'],
    ['express', 'package express'],
    // The folder's version is not what is asked for: the registry's it is.
    ['outdated', 'package outdated'],
    ['redis', 'package redis'],
  ])('%s', (specifier, expected) => {
    expect(ask('packages/app/src/main.ts', specifier)).toBe(expected);
  });

  test('a package that shares a name with its dependency means the dependency', () => {
    expect(ask('packages/redis/index.js', 'redis')).toBe('package redis');
  });
});

test('pnpm-workspace.yaml', () => {
  const { ask } = fixture('pnpm-workspace');
  const main = 'apps/deep/api/src/main.ts';
  expect(ask(main, '@acme/db')).toBe('file libs/db/src/index.ts');
  expect(ask(main, 'renamed')).toBe('file libs/db/src/index.ts');
  expect(ask(main, '@acme/tilde')).toBe('file libs/tilde/index.ts');
  expect(ask(main, '@acme/gone')).toBe(
    'missing: "@acme/gone" is declared as a workspace package, and no folder has that name.',
  );
});

test('lerna.json', () => {
  expect(fixture('lerna').ask('modules/a/index.js', 'mod-b')).toBe('file modules/b/lib/b.js');
});

test('rush.json', () => {
  expect(fixture('rush').ask('tools/cli/src/main.ts', '@acme/lib')).toBe('file libraries/lib/src/index.ts');
});

test('a workspace inside of another', () => {
  const tree = temporary({
    'package.json': { workspaces: ['inner', 'outer-only'] },
    'outer-only/package.json': { name: 'outer-only' },
    'outer-only/index.js': '',
    'inner/package.json': { name: 'inner', workspaces: ['both'] },
    'inner/both/package.json': { name: 'both' },
    'inner/both/index.js': '',
    'inner/a.js': '',
  });
  expect(tree.ask('inner/a.js', 'both')).toBe('file inner/both/index.js');
  expect(tree.ask('inner/a.js', 'outer-only')).toBe('file outer-only/index.js');
});

describe('dependencies taken from a folder', () => {
  const { ask } = fixture('local-dependencies');
  test.each([
    ['shared', 'file shared/src/index.ts'],
    ['shared/build/http/client', 'file shared/src/http/client.ts'],
    ['shared/http/client', 'file shared/src/http/client.ts'],
    ['linked', 'file linked/src/index.ts'],
    ['ported', 'file ported/index.js'],
    ['written', 'file shared/src/index.ts'],
    ['placed', 'file linked/src/index.ts'],
    ['packed', 'package packed'],
    ['gone', 'missing: "gone" is declared as "file:../gone", and that folder is not there.'],
  ])('%s', (specifier, expected) => {
    expect(ask('api/src/main.ts', specifier)).toBe(expected);
  });
});

describe('imports and exports of the package itself', () => {
  const { ask } = fixture('package-imports');
  test.each([
    ['#db', 'file src/db.ts'],
    ['#lib/time', 'file src/lib/time.ts'],
    ['#env', 'file src/env.dev.ts'],
    ['#http', 'package undici'],
    ['#fs', 'builtin node:fs'],
    ['#gone', 'missing: "imports" of package.json leads to no file for "#gone".'],
    ['#undeclared', 'missing: "#undeclared" is neither a path nor the name of a package.'],
    ['package-imports', 'file src/main.ts'],
    ['package-imports/jobs', 'file src/jobs.ts'],
  ])('%s', (specifier, expected) => {
    expect(ask('src/main.ts', specifier)).toBe(expected);
  });
});

describe('versions', () => {
  const of = (tree: ReturnType<typeof fixture>, file: string, name: string) =>
    tree.resolver.versionOf(join(tree.dir, file), name);

  test('as the manifest states them', () => {
    const tree = fixture('npm-workspaces');
    const main = 'packages/app/src/main.ts';
    expect(of(tree, main, 'express')).toBe('^5.1.0');
    expect(of(tree, main, 'pinned')).toBe('~2.3.0');
    expect(of(tree, main, '@acme/core')).toBe('1.4.0');
    expect(of(tree, main, 'outdated')).toBe('^9.0.0');
    // A tag, an address, and a name that nobody states say nothing.
    expect(of(tree, main, 'tagged')).toBe(null);
    expect(of(tree, main, 'forked')).toBe(null);
    expect(of(tree, main, 'unheard-of')).toBe(null);
  });

  test('from catalogs and folders', () => {
    const pnpm = fixture('pnpm-workspace');
    expect(of(pnpm, 'apps/deep/api/src/main.ts', 'zod')).toBe('^4.1.0');
    expect(of(pnpm, 'apps/old/main.ts', 'zod')).toBe('^3.20.0');
    expect(of(pnpm, 'apps/deep/api/src/main.ts', '@acme/db')).toBe('3.0.0');
    expect(of(pnpm, 'apps/deep/api/src/main.ts', '@acme/gone')).toBe(null);
    expect(of(fixture('local-dependencies'), 'api/src/main.ts', 'shared')).toBe('2.1.0');
  });

  test('as installed, before what a manifest states, nearest first', () => {
    const tree = temporary({
      'package.json': { dependencies: { pg: '^8.0.0', zod: '^4.0.0' } },
      'node_modules/pg/package.json': { name: 'pg', version: '8.11.3' },
      'app/package.json': { devDependencies: { zod: '^3.0.0' }, peerDependencies: { knex: '>=3' } },
      'app/node_modules/pg/package.json': { name: 'pg', version: '8.0.1' },
    });
    expect(of(tree, 'a.ts', 'pg')).toBe('8.11.3');
    expect(of(tree, 'app/src/a.ts', 'pg')).toBe('8.0.1');
    expect(of(tree, 'app/src/a.ts', 'zod')).toBe('^3.0.0');
    expect(of(tree, 'app/src/a.ts', 'knex')).toBe('>=3');
  });
});
