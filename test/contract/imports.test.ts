import { posix } from 'node:path';
import { parseSync, Visitor } from 'oxc-parser';
import { describe, expect, it } from 'vitest';
import { MODELS } from '../../src/models/index.js';
import { AREAS, CONCEPTS } from '../../src/models/model.js';
import { filesBelow, readText } from '../support/repository.js';

const CORE = ['src/analysis/', 'src/models/', 'src/edit/', 'src/finding.ts', 'src/settings'];

/** What each room may import besides itself. A file is in the first room that its path begins with. */
const ROOMS: Record<string, string[]> = {
  'src/models/': [],
  'src/edit/': [],
  'src/finding.ts': ['src/edit/'],
  'src/settings': ['src/models/'],
  'src/analysis/': ['src/models/', 'src/settings.ts'],
  'src/create-rule.ts': CORE,
  'rules/index.ts': ['rules/', 'src/create-rule.ts'],
  'rules/': [...CORE, 'src/create-rule.ts'],
  'src/configs.ts': ['rules/index.ts', 'src/create-rule.ts'],
  'src/oxlint.ts': ['src/configs.ts'],
  'src/index.ts': ['rules/index.ts', 'src/configs.ts', 'src/create-rule.ts'],
  'src/codemod/': [...CORE, 'src/create-rule.ts', 'src/configs.ts', 'rules/'],
  'codemods/': [...CORE, 'src/create-rule.ts', 'src/codemod/', 'rules/'],
  'src/cli/': [...CORE, 'src/create-rule.ts', 'src/configs.ts', 'src/codemod/', 'rules/', 'codemods/'],
};

/** Rooms whose code runs in a linter. */
const LINT_PATH = Object.keys(ROOMS).filter((room) => !/codemod|cli/.test(room));
const HEAVY = new Set(['typescript', 'ts-morph', 'jscodeshift', 'recast', '@typescript-eslint/typescript-estree']);

interface Source {
  path: string;
  room: string;
  /** Paths of the project's files that it imports. */
  files: string[];
  packages: string[];
}

const sources: Source[] = ['src', 'rules', 'codemods'].flatMap((folder) => filesBelow(folder, '.ts')).map(sourceOf);

function sourceOf(path: string): Source {
  const text = readText(path);
  const { module } = parseSync(path, text);
  const specifiers = [
    ...module.staticImports.map((entry) => entry.moduleRequest.value),
    ...module.staticExports.flatMap((entry) => entry.entries.flatMap((item) => item.moduleRequest?.value ?? [])),
    ...module.dynamicImports.map(({ moduleRequest: { start, end } }) => text.slice(start + 1, end - 1)),
  ];
  const isLocal = (specifier: string) => specifier.startsWith('.');
  return {
    path,
    room: Object.keys(ROOMS).find((room) => path.startsWith(room)) ?? '',
    files: specifiers
      .filter(isLocal)
      .map((specifier) => posix.join(posix.dirname(path), specifier).replace(/\.js$/, '.ts')),
    packages: specifiers.filter((specifier) => !isLocal(specifier)),
  };
}

describe('imports', () => {
  it('are of files in a room', () => {
    expect(sources.filter(({ room }) => room === '').map(({ path }) => path)).toEqual([]);
  });

  it.each(Object.entries(ROOMS))('of %s go down', (room, mayImport) => {
    const wrong = sources
      .filter((source) => source.room === room)
      .flatMap(({ path, files }) =>
        files.filter((file) => ![room, ...mayImport].some((allowed) => file.startsWith(allowed))).map((file) => `${path} imports ${file}`),
      );
    expect(wrong).toEqual([]);
  });

  it('lead from no rule to another, and from no codemod to another', () => {
    const ruleFiles = sources.filter(({ room }) => room === 'rules/');
    expect(ruleFiles.flatMap(({ files }) => files.filter((file) => file.startsWith('rules/')))).toEqual([]);
    const own = (path: string) => path.split('/').slice(0, 2).join('/');
    const codemodFiles = sources.filter(({ path }) => /^codemods\/.+\//.test(path));
    const foreign = codemodFiles.flatMap(({ path, files }) =>
      files.filter((file) => file.startsWith('codemods/') && own(file) !== own(path)),
    );
    expect(foreign).toEqual([]);
  });

  it('bring nothing heavy into a linter, not even a type', () => {
    const heavy = sources
      .filter(({ room }) => LINT_PATH.includes(room))
      .flatMap(({ path, packages }) => packages.filter((name) => HEAVY.has(name)).map((name) => `${path}: ${name}`));
    expect(heavy).toEqual([]);
  });
});

describe('library names', () => {
  /** Words of the closed sets (`retry`, `http`, a level), of the language (an iterator's `next`), ends of hosts are no names. */
  const words = new Set<string>([...CONCEPTS, ...AREAS, 'global', 'debug', 'net']);
  const language = [globalThis, [].values(), new Map(), new Set(), '', Promise.prototype, Function.prototype];
  const names = new Set(
    MODELS.flatMap((model) => [model.package, ...(model.aliases ?? [])]).filter(
      (name) => !words.has(name) && !language.some((value) => name in Object(value)),
    ),
  );

  it('stand in src/models alone', () => {
    const found = sources
      .filter(({ path }) => path.startsWith('rules/') || path.startsWith('src/analysis/'))
      .flatMap(({ path }) => literalsOf(path).filter((text) => names.has(text)).map((text) => `${path}: '${text}'`));
    expect(found).toEqual([]);
  });
});

/** The string literals of a file that are no module specifiers and no types. */
function literalsOf(path: string): string[] {
  const { program } = parseSync(path, readText(path));
  const specifiers = new Set<unknown>();
  const types = new Set<unknown>();
  const literals: { value: unknown }[] = [];
  new Visitor({
    ImportDeclaration: (node) => void specifiers.add(node.source),
    ExportNamedDeclaration: (node) => void specifiers.add(node.source),
    ExportAllDeclaration: (node) => void specifiers.add(node.source),
    TSLiteralType: (node) => void types.add(node.literal),
    CallExpression(node) {
      if (node.callee.type === 'Identifier' && node.callee.name === 'require') specifiers.add(node.arguments[0]);
    },
    Literal: (node) => void literals.push(node),
  }).visit(program);
  return literals
    .filter((node) => typeof node.value === 'string' && !specifiers.has(node) && !types.has(node))
    .map((node) => node.value as string);
}
