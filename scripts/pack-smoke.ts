import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { isDeepStrictEqual } from 'node:util';
import { binOf, lintFolder, type LinterName, type Report } from '../test/support/linters.js';

/*
 * Packs the plugin, installs it in three new folders with ESLint 9, ESLint 10 and Oxlint, as a user does, and lints the
 * example services there. All three must report the same, and a typed configuration must compile.
 */

const root = fileURLToPath(new URL('..', import.meta.url));
const { devDependencies } = createRequire(import.meta.url)('../package.json') as {
  devDependencies: Record<string, string>;
};
const versionOf = (name: string) => devDependencies[name]!.replace(/^npm:.*@/, '');
const parser = ['typescript', 'typescript-eslint'].map((name) => `${name}@${versionOf(name)}`);

const INSTALLS: Record<LinterName, string[]> = {
  'eslint-9': [`eslint@${versionOf('eslint-9')}`, ...parser],
  eslint: [`eslint@${versionOf('eslint')}`, ...parser],
  oxlint: [`oxlint@${versionOf('oxlint')}`],
};

const TYPED_CONFIG = `
import { defineConfig } from 'eslint/config';
import resilience from 'eslint-plugin-resilience';
import tseslint from 'typescript-eslint';
export default defineConfig([
  tseslint.configs.base,
  resilience.configs.recommended,
  { files: ['src/**'], plugins: { resilience }, extends: ['resilience/strict', resilience.configs.all] },
]);
`;

const temporary = mkdtempSync(join(tmpdir(), 'resilience-pack-'));
try {
  const [{ filename }] = JSON.parse(npm(['pack', '--json', '--pack-destination', temporary], root)) as [{ filename: string }];
  const results = new Map<LinterName, Report[]>();
  for (const linter of Object.keys(INSTALLS) as LinterName[]) {
    results.set(linter, await reportsOf(linter, join(temporary, filename)));
    console.log(`${linter}: ${results.get(linter)!.length} findings`);
  }
  const [first, ...others] = [...results.values()];
  if (first!.length === 0) throw new Error('The services have no findings.');
  if (!others.every((reports) => isDeepStrictEqual(reports, first))) throw new Error('The findings differ.');
} finally {
  rmSync(temporary, { recursive: true, force: true });
}

async function reportsOf(linter: LinterName, tarball: string): Promise<Report[]> {
  const folder = join(temporary, linter);
  mkdirSync(folder);
  writeFileSync(join(folder, 'package.json'), '{ "name": "user", "private": true, "type": "module" }\n');
  // Oxlint knows installed packages by what git ignores.
  writeFileSync(join(folder, '.gitignore'), 'node_modules/\n');
  npm(['install', '--no-audit', '--no-fund', '--prefer-offline', tarball, ...INSTALLS[linter]], folder);
  for (const service of ['shop-express', 'orders-nest', 'feed-fastify']) {
    cpSync(join(root, 'fixtures/services', service), join(folder, service), {
      recursive: true,
      filter: (path) => basename(path) !== 'node_modules',
    });
  }
  const modules = join(folder, 'node_modules');
  if (linter !== 'oxlint') compile(join(modules, 'typescript/bin/tsc'), folder);
  return lintFolder(linter, folder, 'strict', {
    plugin: 'eslint-plugin-resilience',
    parser: 'typescript-eslint',
    oxlintConfig: (name) => join(modules, `eslint-plugin-resilience/dist/oxlint/${name}.json`),
    bin: (name) => binOf(join(modules, name === 'oxlint' ? 'oxlint' : 'eslint', 'package.json'), name),
  });
}

function compile(tsc: string, folder: string): void {
  writeFileSync(join(folder, 'typed.config.ts'), TYPED_CONFIG);
  const flags = ['--noEmit', '--strict', '--skipLibCheck', '--module', 'nodenext', '--target', 'es2023'];
  execFileSync(process.execPath, [tsc, ...flags, 'typed.config.ts'], { cwd: folder, stdio: 'inherit' });
  rmSync(join(folder, 'typed.config.ts'));
}

function npm(args: string[], cwd: string): string {
  return execFileSync('npm', args, { cwd, encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'], shell: process.platform === 'win32' });
}
