import { execFileSync } from 'node:child_process';
import { cpSync, readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { expect, it } from 'vitest';
import { createProject } from '../codemod/project.js';

const ROOT = join(import.meta.dirname, '../..');
const FIXTURES = join(ROOT, 'fixtures/codemods/log-error-object');
const JSCODESHIFT = join(dirname(createRequire(import.meta.url).resolve('jscodeshift/package.json')), 'bin/jscodeshift.js');
const TRANSFORM = join(ROOT, 'dist/jscodeshift/log-error-object.cjs');

it('jscodeshift itself runs log-error-object, byte for byte as the command does', { timeout: 180_000 }, () => {
  const behaviours = readdirSync(FIXTURES).filter((name) => name !== 'log-stack');
  const project = createProject({ 'broken.js': 'const = 1;\n' }, { git: false });
  for (const name of behaviours) cpSync(join(FIXTURES, name, 'input'), project.path(name), { recursive: true });
  const args = ['-t', TRANSFORM, '--extensions=js,ts', '--run-in-band', '.'];
  const output = stripVTControlCharacters(execFileSync(process.execPath, [JSCODESHIFT, ...args], { cwd: project.dir, encoding: 'utf8' }));

  for (const name of behaviours) {
    const expected = join(FIXTURES, name, 'expected/src');
    for (const file of readdirSync(expected)) {
      expect(readFileSync(project.path(`${name}/src/${file}`)).equals(readFileSync(join(expected, file))), `${name}/src/${file}`).toBe(true);
    }
  }
  expect(output).toMatch(/1 errors\s+2 unmodified\s+0 skipped\s+3 ok/);
  expect(output).toContain('line 13: What else the line logs');
});
