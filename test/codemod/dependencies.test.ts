import { describe, expect, it } from 'vitest';
import { addDependencies, installCommand } from '../../src/codemod/dependencies.js';
import { createProject } from './project.js';

const wanted = { cockatiel: '^3.2.1' };

function add(text: string | null, dependencies: Record<string, string> = wanted) {
  const json = text === null ? {} : (JSON.parse(text.replace(/^\uFEFF/, '')) as Record<string, unknown>);
  return addDependencies({ dir: '/project', json, text }, dependencies);
}

describe('addDependencies', () => {
  it.each([
    [
      'in order',
      '{\n  "dependencies": {\n    "axios": "1",\n    "pg": "8"\n  }\n}\n',
      '{\n  "dependencies": {\n    "axios": "1",\n    "cockatiel": "^3.2.1",\n    "pg": "8"\n  }\n}\n',
    ],
    [
      'at the end of the alphabet',
      '{\n  "dependencies": {\n    "axios": "1"\n  }\n}\n',
      '{\n  "dependencies": {\n    "axios": "1",\n    "cockatiel": "^3.2.1"\n  }\n}\n',
    ],
    [
      'at the end where there is no order',
      '{\n  "dependencies": {\n    "pg": "8",\n    "axios": "1"\n  }\n}',
      '{\n  "dependencies": {\n    "pg": "8",\n    "axios": "1",\n    "cockatiel": "^3.2.1"\n  }\n}',
    ],
    [
      'with tabs and CRLF',
      '{\r\n\t"name": "x",\r\n\t"files": ["a", "b"]\r\n}',
      '{\r\n\t"name": "x",\r\n\t"files": ["a", "b"],\r\n\t"dependencies": {\r\n\t\t"cockatiel": "^3.2.1"\r\n\t}\r\n}',
    ],
    [
      'before the development dependencies',
      '{\n    "name": "x",\n    "devDependencies": {}\n}',
      '{\n    "name": "x",\n    "dependencies": {\n        "cockatiel": "^3.2.1"\n    },\n    "devDependencies": {}\n}',
    ],
    [
      'into an empty section',
      '{\n  "dependencies": {}\n}',
      '{\n  "dependencies": {\n    "cockatiel": "^3.2.1"\n  }\n}',
    ],
    ['on one line', '{"name": "x"}', '{"name": "x", "dependencies": { "cockatiel": "^3.2.1" }}'],
    ['into an empty file', '{}', '{ "dependencies": { "cockatiel": "^3.2.1" } }'],
    [
      'behind a byte order mark',
      '\uFEFF{ "name": "x" }',
      '\uFEFF{ "name": "x", "dependencies": { "cockatiel": "^3.2.1" } }',
    ],
  ])('writes %s', (_, before, after) => {
    expect(add(before)).toEqual({ added: wanted, text: after });
  });

  it.each(['dependencies', 'optionalDependencies', 'peerDependencies'])('leaves what %s has', (section) => {
    for (const range of ['^3.2.4', '>=3', 'catalog:', 'workspace:*', 'latest', 'github:connor4312/cockatiel']) {
      const text = JSON.stringify({ [section]: { cockatiel: range } });
      expect(add(text)).toEqual({ added: {}, text });
    }
  });

  it('moves a development dependency over with its range', () => {
    const text =
      '{\n  "dependencies": {\n    "pg": "8"\n  },\n  "devDependencies": {\n    "a": "1",\n    "cockatiel": "~3.2.0",\n    "z": "1"\n  }\n}';
    expect(add(text)).toEqual({
      added: { cockatiel: '~3.2.0' },
      text: '{\n  "dependencies": {\n    "cockatiel": "~3.2.0",\n    "pg": "8"\n  },\n  "devDependencies": {\n    "a": "1",\n    "z": "1"\n  }\n}',
    });
    expect(JSON.parse(add('{"devDependencies":{"cockatiel":"^3.2.1","b":"1"}}').text!)).toEqual({
      dependencies: wanted,
      devDependencies: { b: '1' },
    });
    expect(JSON.parse(add('{"devDependencies":{"cockatiel":"^3.2.1"}}').text!)).toEqual({
      dependencies: wanted,
      devDependencies: {},
    });
  });

  it('adds several', () => {
    const { text } = add('{\n  "dependencies": {\n    "b": "1"\n  }\n}', { c: '1', a: '1' });
    expect(JSON.parse(text!)).toEqual({ dependencies: { a: '1', b: '1', c: '1' } });
    expect(text).toBe('{\n  "dependencies": {\n    "a": "1",\n    "b": "1",\n    "c": "1"\n  }\n}');
  });

  it('refuses a package that has another major version, and a project without a package.json', () => {
    expect(() => add('{"dependencies":{"cockatiel":"^2.0.0"}}')).toThrow(
      '/project/package.json has cockatiel ^2.0.0; the new code needs ^3.2.1.',
    );
    expect(() => add('{"devDependencies":{"cockatiel":"1.x"}}')).toThrow('has cockatiel 1.x');
    expect(() => add(null)).toThrow('There is no package.json for cockatiel');
    expect(add(null, {})).toEqual({ added: {}, text: null });
  });
});

describe('installCommand', () => {
  it.each([
    ['npm i', { 'package-lock.json': '{}' }],
    ['npm i', {}],
    ['pnpm i', { 'pnpm-lock.yaml': '' }],
    ['yarn install', { 'yarn.lock': '' }],
    ['pnpm i', { 'package.json': '{ "packageManager": "pnpm@9.1.0" }' }],
    ['bun install', { 'package.json': '{ "devEngines": { "packageManager": { "name": "bun" } } }' }],
  ])('is %s with %j', async (expected, files) => {
    const project = createProject({ ...files, 'packages/a/package.json': '{}' }, {
      git: false,
    });
    const { command, args } = await installCommand(project.path('packages/a'), project.dir);
    expect([command, ...args].join(' ')).toBe(expected);
  });
});

describe('a catalog', () => {
  const MEMBER = '{ "name": "a", "dependencies": {} }';
  const at = (files: Record<string, string>, name = 'packages/a') => {
    const project = createProject(files, { git: false });
    const text = project.read(`${name}/package.json`);
    return addDependencies({ dir: project.path(name), json: JSON.parse(text) as Record<string, unknown>, text }, wanted);
  };

  it.each([
    ['pnpm', { 'pnpm-workspace.yaml': "packages: ['packages/*']\ncatalog:\n  cockatiel: ^3.2.0\n" }],
    ['Bun', { 'package.json': '{ "workspaces": { "packages": ["packages/*"], "catalog": { "cockatiel": "^3.2.0" } } }' }],
  ])('of %s keeps the version', (_, root) => {
    const { added, text } = at({ ...root, 'packages/a/package.json': MEMBER });
    expect(added).toEqual({ cockatiel: 'catalog:' });
    expect(text).toContain('"cockatiel": "catalog:"');
  });

  it('that lacks the package leaves the range to the package', () => {
    const root = { 'pnpm-workspace.yaml': "packages: ['packages/*']\ncatalog:\n  pg: ^8.0.0\n" };
    expect(at({ ...root, 'packages/a/package.json': MEMBER }).added).toEqual(wanted);
  });

  it('with another version is a failure, and so is a dependency that takes it from there', () => {
    const root = { 'pnpm-workspace.yaml': "packages: ['packages/*']\ncatalog:\n  cockatiel: ^1.0.0\n" };
    const using = '{ "name": "a", "dependencies": { "cockatiel": "catalog:" } }';
    expect(() => at({ ...root, 'packages/a/package.json': MEMBER })).toThrow('has cockatiel ^1.0.0; the new code needs ^3.2.1');
    expect(() => at({ ...root, 'packages/a/package.json': using })).toThrow('The catalog of');
  });

  it.each(['catalog:', 'catalog:stable', 'workspace:*'])('or workspace that is used already stays: %s', (range) => {
    const root = { 'pnpm-workspace.yaml': "packages: ['packages/*']\ncatalog:\n  cockatiel: ^3.2.0\n" };
    const text = `{ "name": "a", "dependencies": { "cockatiel": "${range}" } }`;
    expect(at({ ...root, 'packages/a/package.json': text })).toEqual({ added: {}, text });
  });
});
