import { describe, expect, test } from 'vitest';
import { fixture, temporary } from './trees.js';

describe('tsconfig.json', () => {
  const { ask } = fixture('tsconfig');
  test.each([
    ['@/infra/database', 'file src/infra/database.ts'],
    ['@/infra/database.js', 'file src/infra/database.ts'],
    ['@db', 'file src/infra/database.ts'],
    ['infra/database', 'file src/infra/database.ts'],
    ['./client', 'file generated/client.ts'],
    ['@data/countries.json', 'missing: "@data/countries.json" is not code.'],
    [
      '@/generated/client',
      'missing: The alias "@/*" of tsconfig.json leads to no file for "@/generated/client": it may be generated or built later.',
    ],
    [
      '@data/generated',
      'missing: The alias "@data/*" of tsconfig.json leads to no file for "@data/generated": it may be generated or built later.',
    ],
    [
      'infra/generated',
      'missing: "baseUrl" of tsconfig.json leads to no file for "infra/generated": it may be generated or built later.',
    ],
    ['express', 'package express'],
  ])('%s', (specifier, expected) => {
    expect(ask('src/app.ts', specifier)).toBe(expected);
  });

  test('split by references', () => {
    const { ask: asked } = fixture('references');
    expect(asked('src/app.ts', '~/mail')).toBe('file src/mail.ts');
    expect(asked('scripts/seed.ts', '~/mail')).toBe('file src/mail.ts');
  });
});

describe('an extends that is not there, and one in a circle', () => {
  const { ask } = fixture('missing-extends');
  test.each([
    ['./app/server', 'file src/app/server.ts'],
    ['@app/server', 'file src/app/server.ts'],
    ['src/app/server', 'file src/app/server.ts'],
    // The longer alias is the only one that counts, as in TypeScript.
    ['@app/jobs/mail', 'file src/queue/mail.ts'],
    ['redis.config', 'file src/config/redis.ts'],
    [
      '@app/jobs/gone',
      'missing: The alias "@app/jobs/*" of tsconfig.json leads to no file for "@app/jobs/gone": it may be generated or built later.',
    ],
    ['express', 'package express'],
    // `config/` lies under `baseUrl`, but package.json says which `config` is meant.
    ['config', 'package config'],
  ])('%s', (specifier, expected) => {
    expect(ask('src/main.ts', specifier)).toBe(expected);
  });

  test('files outside of include have the aliases too', () => {
    expect(ask('test/server.test.ts', '@app/server')).toBe('file src/app/server.ts');
  });
});

test('an extends through a package of the workspace, with ${configDir}', () => {
  const { ask } = fixture('shared-tsconfig');
  expect(ask('apps/api/src/main.ts', '@/orders')).toBe('file apps/api/src/orders.ts');
  expect(ask('apps/worker/src/main.ts', '@/jobs')).toBe('file apps/worker/src/jobs.ts');
  expect(ask('apps/worker/src/main.ts', '@/orders')).toMatch(/^missing: The alias "@\/\*"/);
});

test('jsconfig.json and _moduleAliases', () => {
  const { ask } = fixture('jsconfig');
  expect(ask('server/app.js', 'lib/mailer')).toBe('file server/lib/mailer.js');
  expect(ask('server/app.js', '@models/user')).toBe('file server/models/user.js');
  expect(ask('server/app.js', '@root/server/app')).toBe('file server/app.js');
  expect(ask('server/app.js', '@models/gone')).toMatch(/^missing: The alias "@models\/\*" of package.json/);
});

test('tsconfig.base.json at the root', () => {
  const { ask } = fixture('nx');
  expect(ask('apps/api/src/main.ts', '@shop/orders')).toBe('file libs/orders/src/index.ts');
  expect(ask('apps/api/src/main.ts', '@shop/built')).toBe('file libs/built/src/index.ts');
  expect(ask('apps/api/src/main.ts', '@shop/folders/built')).toBe('file libs/built/src/index.ts');
  expect(ask('apps/api/src/main.ts', '@shop/prisma')).toMatch(
    /^missing: The alias "@shop\/prisma" of tsconfig.base.json/,
  );
  expect(ask('apps/api/src/main.ts', '@shop/unknown')).toBe('package @shop/unknown');
});

test('the nearest configuration comes first, those above after it', () => {
  const tree = temporary({
    'tsconfig.json': { compilerOptions: { paths: { '@/*': ['./lib/*'], '@only-root': ['./lib/x'] } } },
    'lib/x.ts': '',
    'app/tsconfig.json': { compilerOptions: { paths: { '@/*': ['./src/*'] } } },
    'app/src/x.ts': '',
  });
  expect(tree.ask('app/src/a.ts', '@/x')).toBe('file app/src/x.ts');
  expect(tree.ask('app/src/a.ts', '@only-root')).toBe('file lib/x.ts');
});

test('the alias with the longest beginning counts, whatever the order', () => {
  const tree = temporary({
    'tsconfig.json': {
      extends: 'gone',
      compilerOptions: { paths: { '@x/*': ['./short/*'], '@x/y/*': ['./long/*'], '@x/y*': ['./middle/*'] } },
    },
    'short/y/a.ts': '',
    'long/a.ts': '',
    'middle/a.ts': '',
    'middle/z.ts': '',
    'm.ts': '',
  });
  expect(tree.ask('m.ts', '@x/y/a')).toBe('file long/a.ts');
  expect(tree.ask('m.ts', '@x/yz')).toBe('file middle/z.ts');
});

test('types for a package of the registry do not hide it', () => {
  const files = {
    'tsconfig.json': { compilerOptions: { paths: { '*': ['./types/*'], react: ['./node_modules/@types/react'] } } },
    'types/pg.d.ts': '',
    'types/local.d.ts': '',
    'a.ts': '',
  };
  const declared = temporary({ ...files, 'package.json': { dependencies: { pg: '^8.0.0' } } });
  expect(declared.ask('a.ts', 'pg')).toBe('package pg');
  expect(declared.ask('a.ts', 'local')).toBe('file types/local.d.ts');
  const installed = temporary({ ...files, 'node_modules/pg/index.js': '', 'node_modules/@types/react/index.d.ts': '' });
  expect(installed.ask('a.ts', 'pg')).toBe('package pg');
  expect(installed.ask('a.ts', 'react')).toBe('package react');
});

test('an alias that can lead nowhere leaves a declared package alone', () => {
  const files = { 'tsconfig.json': { compilerOptions: { paths: { '@acme/*': ['./libs/*'] } } }, 'a.ts': '' };
  expect(
    temporary({ ...files, 'package.json': { dependencies: { '@acme/sdk': '^1.0.0' } } }).ask('a.ts', '@acme/sdk'),
  ).toBe('package @acme/sdk');
  expect(temporary(files).ask('a.ts', '@acme/sdk')).toMatch(/^missing: The alias "@acme\/\*"/);
});

test('an alias of a built file that exists leads to its source', () => {
  const tree = temporary({
    'package.json': { name: 'root' },
    'tsconfig.json': { compilerOptions: { paths: { db: ['./libs/db/dist/esm/index.js'] } } },
    'libs/db/package.json': { name: 'db' },
    'libs/db/dist/esm/index.js': '',
    'libs/db/src/index.ts': '',
    'a.ts': '',
  });
  expect(tree.ask('a.ts', 'db')).toBe('file libs/db/src/index.ts');
});

test('a folder named lib is source unless a manifest calls it built', () => {
  const tree = temporary({
    'package.json': { name: 'root' },
    'tsconfig.json': { compilerOptions: { paths: { '@lib/*': ['./lib/*'] } } },
    'src/prisma.ts': '',
    'a.ts': '',
  });
  expect(tree.ask('a.ts', '@lib/prisma')).toMatch(/^missing: The alias "@lib\/\*"/);
});
