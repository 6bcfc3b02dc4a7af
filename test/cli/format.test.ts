import { describe, expect, it } from 'vitest';
import { createProject } from '../codemod/project.js';
import { cli } from './run.js';

const NAME = 'add-request-timeouts';

/** A formatter that breaks lines before each object, as Prettier is loaded: by its package's main file. */
const LIBRARY = {
  'node_modules/prettier/package.json': '{ "name": "prettier", "version": "3.0.0", "main": "./index.cjs" }',
  'node_modules/prettier/index.cjs': `
exports.getFileInfo = async (path) => ({ ignored: path.includes('ignored'), inferredParser: 'babel' });
exports.resolveConfig = async () => ({ mark: 'prettier' });
exports.format = async (text, { mark, filepath }) => {
  if (filepath.includes('fails')) throw new Error('no');
  return text.replace(/, \\{ timeout/g, ',\\n  { /* ' + mark + ' */ timeout').replace(/;;/g, ';');
};`,
};
const PROGRAM = {
  'node_modules/@biomejs/biome/package.json': '{ "name": "@biomejs/biome", "bin": { "biome": "./bin/biome" } }',
  'node_modules/@biomejs/biome/bin/biome': `
let text = '';
process.stdin.on('data', (chunk) => (text += chunk)).on('end', () => {
  if (!process.argv[3].startsWith('--stdin-file-path=')) process.exit(1);
  process.stdout.write(text.replace(/, \\{ timeout/g, ', { /* biome */ timeout'));
});`,
};
const IGNORE = { '.gitignore': 'node_modules\n', 'package.json': '{ "name": "a" }' };

describe('the formatter of a project', () => {
  it('goes over changed files only, and in previews too', async () => {
    const project = createProject({ ...IGNORE, ...LIBRARY, '.prettierrc': '{}', 'a.js': '\uFEFFrequest(1);', 'clean.js': 'x, { timeout };;\n' });
    const { out } = await cli(project, ['codemod', NAME, '--dry-run']);
    expect(out).toContain('+  { /* prettier */ timeout: 1000 });');
    await cli(project, ['codemod', NAME]);
    expect(project.read('a.js')).toBe('\uFEFFrequest(1,\n  { /* prettier */ timeout: 1000 });');
    expect(project.read('clean.js')).toBe('x, { timeout };;\n');
  });

  it('leaves files that were not formatted before, ignored ones, and those that it fails on', async () => {
    const names = ['unformatted.js', 'ignored.js', 'fails.js'];
    const project = createProject({
      ...IGNORE,
      ...LIBRARY,
      '.prettierrc': '{}',
      ...Object.fromEntries(names.map((name) => [name, name === 'unformatted.js' ? 'request(1);;\n' : 'request(1);\n'])),
    });
    await cli(project, ['codemod', NAME]);
    expect(names.map((name) => project.read(name))).toEqual([
      'request(1, { timeout: 1000 });;\n',
      'request(1, { timeout: 1000 });\n',
      'request(1, { timeout: 1000 });\n',
    ]);
  });

  it('is found above the package, and may be a program', async () => {
    const project = createProject({ ...IGNORE, ...PROGRAM, 'biome.json': '{}', 'p/package.json': '{ "name": "p" }', 'p/a.js': 'request(1);\n' });
    await cli(project, ['codemod', NAME]);
    expect(project.read('p/a.js')).toBe('request(1, { /* biome */ timeout: 1000 });\n');
  });

  it.each([
    ['it is not asked for', ['--no-format'], { '.prettierrc': '{}' }],
    ['the project has no configuration for it', [], {}],
  ])('is left alone where %s', async (_, flags, config) => {
    const project = createProject({ ...IGNORE, ...LIBRARY, ...config, 'a.js': 'request(1);\n' });
    await cli(project, ['codemod', NAME, ...flags]);
    expect(project.read('a.js')).toBe('request(1, { timeout: 1000 });\n');
  });
});
