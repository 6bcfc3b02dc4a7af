import { execFileSync } from 'node:child_process';
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { ESLint, Linter } from 'eslint';
import tseslint from 'typescript-eslint';
import { describe, expect, it } from 'vitest';
import { rules } from '../../rules/index.js';
import { analyseFile } from '../../src/analysis/file.js';
import { createRule } from '../../src/create-rule.js';
import plugin from '../../src/index.js';
import { readSettings } from '../../src/settings.js';
import { tempProject } from '../support/temp-project.js';

const DEEP = 20_000;
const nested = (open: string, middle: string, close: string, depth = DEEP) =>
  open.repeat(depth) + middle + close.repeat(depth);

/** A defect that a rule finds, to see that the rest of a run goes on. */
const HEALTHY = `export async function load(id: string) {\n  return await fetch('https://api.example.com/' + id);\n}\n`;

const REPEATED = `
import { Pool } from 'pg';
const pool = new Pool();
export async function handle(ids) {
  for (const id of ids) {
    try { await pool.query('SELECT * FROM users WHERE id = $1', [id]); } catch (error) { console.error(error.message); }
  }
}
`;

const FILES: Record<string, string> = {
  'empty.ts': '',
  'bom.ts': '\ufeff',
  'blank.js': '\n\r\n\t \u2028',
  'shebang.js': '\ufeff#!/usr/bin/env node\n',
  'comment.ts': '/* never closed',
  'syntax-error.ts': 'export const x = ;\nawait fetch(',
  'half-a-string.js': 'const a = "abc\nfetch(a)',
  'merge-conflict.ts': '<<<<<<< HEAD\nawait fetch("a");\n=======\nawait fetch("b");\n>>>>>>> main\n',
  'binary.js': Array.from({ length: 4096 }, (_, index) => String.fromCharCode((index * 7919) % 256)).join(''),
  'lone-surrogate.ts': 'const \ud800 = "\udfff"; fetch(`\ud83d${a}`);',
  'null.js': 'fetch("a\0b");\0\0',
  'carriage-returns.ts': 'import { get } from "axios";\rawait get("https://a.example");\r',
  'json.ts': '{ "not": "code" }',
  'template.ts': nested('`${', 'fetch(a)', '}`', 400),
  'deep-calls.js': nested('a(', 'fetch("x")', ')'),
  'deep-blocks.ts': nested('{', 'fetch("x")', '}'),
  'deep-functions.ts': nested('async () => { await ', 'fetch("x")', ' }', 2000),
  'deep-arrays.js': `export default ${nested('[', '1', ']')};`,
  'deep-but-fine.ts': nested('(', 'fetch("x")', ')', 450),
  'long-else.ts': `if (a) {}${' else if (a) { fetch(a) }'.repeat(5000)}`,
  'long-sum.js': `export const sum = ${'a + '.repeat(5000)}fetch("x");`,
  'long-chain.js': `import knex from 'knex'; await knex({})('users')${'.where({ a })'.repeat(1000)};`,
  'sum-but-fine.js': `export const sum = ${'a + '.repeat(400)}fetch("x");`,
  'chain-but-fine.js': `import knex from 'knex'; for (const x of y) await knex({})('users')${'.where({ a })'.repeat(200)};`,
  'cycle-a.ts': `import { b } from './cycle-b';\nexport const a = b;\nexport * from './cycle-b';\nawait a.query('SELECT 1');`,
  'cycle-b.ts': `import { a } from './cycle-a';\nexport const b = a;\nexport * from './cycle-a';`,
  'self.ts': `import * as self from './self';\nexport default self.default.default;\nconst { a = a, ...rest } = self;\nrest.fetch(a);`,
  'recursion.ts': `export async function f(xs) { for (const x of xs) { try { await f(x); g(x); } catch (e) { f(e) } } }\nfunction g(x) { return [x].map(f).forEach(g); }`,
  'prototype.js': `const o = { __proto__: null, constructor: 1 }; o.hasOwnProperty.toString.constructor(); ({}).__proto__.fetch(); toString(); constructor.query();`,
  'imports-odd.ts': `import a from './folder.ts'; import b from './dangling'; import c from './loop'; import d from ''; import e from '.'; import f from '/'; import g from 'node:nothing'; import h from './pipe'; import i from '#x'; import j from 'broken'; import k from './deep-arrays.js'; import l from './large.js';\nfor (const x of a.list) { await b.query(x); c(d, e, f, g, h, i, j, k, l); }`,
  'large.js': REPEATED.repeat(Math.ceil(5_000_000 / REPEATED.length)),
  'below-the-limit.js': REPEATED.replaceAll('handle', 'h').repeat(1000),
  'healthy.ts': HEALTHY,
};

function torturedProject() {
  const project = tempProject({
    'package.json': '{ "name": "x", "dependencies": 7, "workspaces": "packages/*", ',
    'tsconfig.json': '{ "extends": "./tsconfig.json", "compilerOptions": { "paths": { "*": 1 } }, }',
    'node_modules/broken/package.json': 'nothing',
    ...FILES,
  });
  mkdirSync(project.path('folder.ts'));
  symlinkSync(project.path('nowhere.ts'), project.path('dangling.ts'));
  symlinkSync(project.path('loop.ts'), project.path('loop.ts'));
  if (process.platform !== 'win32') execFileSync('mkfifo', [project.path('pipe.ts')]);
  return project;
}

describe('no file hurts', () => {
  it('whatever rule looks at it', () => {
    const project = torturedProject();
    for (const [file, text] of Object.entries(FILES)) {
      const analysis = analyseFile(project.path(file), text, readSettings(undefined));
      if (file.includes('-but-fine')) expect(analysis, file).not.toBeNull();
      if (!analysis) continue;
      for (const [name, rule] of Object.entries(rules)) {
        const start = performance.now();
        const findings = rule.findings(analysis);
        expect(performance.now() - start, `${name} in ${file}: ms`).toBeLessThan(10_000);
        for (const { start: from, end } of findings) {
          expect(from >= 0 && from <= end && end <= text.length, `${name} in ${file}: ${from}-${end}`).toBe(true);
        }
      }
    }
  }, 120_000);

  it('not even without a project, a folder or a name', () => {
    for (const path of ['/nowhere/at/all.ts', '<input>', '', '/', '\0', 'x'.repeat(5000)]) {
      const analysis = analyseFile(path, HEALTHY, readSettings(undefined));
      for (const rule of Object.values(rules)) expect(() => analysis && rule.findings(analysis)).not.toThrow();
    }
  });
});

it('a run of ESLint over such files ends, names those that can not be parsed, and finds what is in the others', async () => {
  const project = torturedProject();
  // The linter's own parser needs seconds for this one.
  writeFileSync(project.path('large.js'), '');
  const eslint = new ESLint({
    cwd: project.dir,
    overrideConfigFile: true,
    overrideConfig: [
      { files: ['**/*.ts'], languageOptions: { parser: tseslint.parser } },
      ...plugin.configs.all,
    ],
    errorOnUnmatchedPattern: false,
  });
  const results = await eslint.lintFiles(Object.keys(FILES));
  const found = Object.fromEntries(
    results.map(({ filePath, messages }) => [filePath.slice(project.dir.length + 1), messages]),
  );
  expect(found['healthy.ts']!.map(({ ruleId }) => ruleId)).toContain('resilience/require-timeout');
  expect(found['syntax-error.ts']).toMatchObject([{ fatal: true, line: 1 }]);
  expect(found['empty.ts']).toEqual([]);
}, 60_000);

it('a rule that fails says so at the top of the file, and the others go on', () => {
  const deep = (depth: number): number => deep(depth + 1) + 1;
  const failing = createRule({
    name: 'failing',
    meta: { description: '', family: 'errors', preset: null, type: 'problem', messages: {}, schema: {}, defaultOptions: {} },
    check: () => void deep(0),
  });
  const rules = { failing, 'require-timeout': plugin.rules['require-timeout']! };
  const project = tempProject({});
  const messages = new Linter({ cwd: project.dir }).verify(
    "await fetch('https://api.example.com/');\n",
    { plugins: { x: { rules } }, rules: { 'x/failing': 'error', 'x/require-timeout': 'error' } },
    project.path('main.js'),
  );
  expect(messages).toMatchObject([
    { ruleId: 'x/failing', line: 1, message: expect.stringMatching(/could not be checked: RangeError: Maximum call stack .* at deep .*report it/) as string },
    { ruleId: 'x/require-timeout', line: 1 },
  ]);
});
