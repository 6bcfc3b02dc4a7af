import { execFileSync } from 'node:child_process';
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { afterAll, expect, it } from 'vitest';
import { createProject } from '../codemod/project.js';

const ROOT = join(import.meta.dirname, '../..');
const FIXTURES = join(ROOT, 'fixtures/codemods');
const JSCODESHIFT = join(dirname(createRequire(import.meta.url).resolve('jscodeshift/package.json')), 'bin/jscodeshift.js');

// jscodeshift has Babel compile what it loads. Left to itself, that reads and writes one file in the home directory for all runs there ever were.
const cache = mkdtempSync(join(tmpdir(), 'resilience-babel-'));
afterAll(() => rmSync(cache, { recursive: true, force: true }));

/** Runs jscodeshift on the fixtures of a codemod, compares what becomes of them, and gives what it prints. */
function shift(codemod: string, without: readonly string[]): string {
  const folder = join(FIXTURES, codemod);
  const behaviours = readdirSync(folder).filter((name) => !without.includes(name));
  const project = createProject({ 'broken.js': 'const = 1;\n' }, { git: false });
  for (const name of behaviours) cpSync(join(folder, name, 'input'), project.path(name), { recursive: true });
  const args = ['-t', join(ROOT, `dist/jscodeshift/${codemod}.cjs`), '--extensions=js,ts', '--run-in-band', '.'];
  const env = { ...process.env, BABEL_CACHE_PATH: join(cache, 'babel.json') };
  const output = stripVTControlCharacters(execFileSync(process.execPath, [JSCODESHIFT, ...args], { cwd: project.dir, encoding: 'utf8', env }));
  for (const name of behaviours) {
    const expected = join(folder, name, 'expected/src');
    for (const file of (readdirSync(expected, { recursive: true }) as string[]).filter((path) => /\.[jt]s$/.test(path))) {
      expect(readFileSync(project.path(`${name}/src/${file}`)).equals(readFileSync(join(expected, file))), `${name}/src/${file}`).toBe(true);
    }
  }
  return output;
}

it('jscodeshift itself runs log-error-object, byte for byte as the command does', { timeout: 180_000 }, () => {
  const output = shift('log-error-object', ['log-stack']);
  expect(output).toMatch(/1 errors\s+2 unmodified\s+0 skipped\s+3 ok/);
  expect(output).toContain('line 13: What else the line logs');
});

it('jscodeshift itself runs unify-retries, and writes the module with the policy', { timeout: 180_000 }, () => {
  const output = shift('unify-retries', []);
  expect(output).toMatch(/1 errors\s+4 unmodified\s+0 skipped\s+5 ok/);
  expect(output).toContain('The package needs "cockatiel": "^3.2.1" in its dependencies.');
});
