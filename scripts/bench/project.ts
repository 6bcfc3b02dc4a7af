import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { globSync } from 'tinyglobby';
import { createTree, findClone } from '../benchmark/trees.js';

const ROOT = resolve(import.meta.dirname, '../..');

/** Code that is linted, with a configuration file for each way to lint it. */
export interface BenchProject {
  dir: string;
  /** What it is, for the report. */
  name: string;
  globs: string[];
  files: number;
  lines: number;
}

/** Ways to lint: with no rules at all, with one rule of ESLint's own, and with presets. */
export type Way = 'none' | 'core' | 'recommended' | 'strict';

/** What comes before `export default` in each configuration: the parser, and `base`, which turns no rule on. */
export function preamble({ globs }: Pick<BenchProject, 'globs'>): string {
  return `import parser from ${urlOf('node_modules/@typescript-eslint/parser/dist/index.js')};
const base = [{ files: ${JSON.stringify(globs)}, languageOptions: { parser }, linterOptions: { noInlineConfig: true, reportUnusedDisableDirectives: 'off' } }];\n`;
}

function urlOf(path: string): string {
  return JSON.stringify(pathToFileURL(resolve(ROOT, path)).href);
}

/** The example services, copied under distinct names until there are so many lines. */
export function generatedProject(dir: string, lines: number): BenchProject {
  rmSync(dir, { recursive: true, force: true });
  mkdirSync(dir, { recursive: true });
  const services = ['shop-express', 'orders-nest', 'feed-fastify'];
  let written = 0;
  for (let copy = 0; written < lines; copy++) {
    const service = services[copy % services.length]!;
    const to = join(dir, `service-${copy}`);
    const from = join(ROOT, 'fixtures/services', service);
    cpSync(join(from, 'src'), join(to, 'src'), { recursive: true });
    const manifest = JSON.parse(readFileSync(join(from, 'package.json'), 'utf8')) as Record<string, unknown>;
    writeFileSync(join(to, 'package.json'), JSON.stringify({ ...manifest, name: `service-${copy}` }, null, 2));
    written += counted(to, ['src/**/*.{ts,js}']).lines;
  }
  return withConfigurations({ dir, name: 'generated services', globs: ['**/src/**/*.{ts,js}'], ...counted(dir, ['**/src/**/*.{ts,js}']) });
}

/** The back end of a public repository at HEAD; null where there is no clone of it. */
export function clonedProject(clones: string, repo: string, globs: string[], dir: string): BenchProject | null {
  const clone = findClone(clones, repo);
  if (!clone) return null;
  createTree(clone, dir).checkout('HEAD');
  for (const config of globSync(['**/{eslint.config.*,.eslintrc*,.eslintignore,eslint-suppressions.json}'], { cwd: dir, dot: true, absolute: true })) rmSync(config);
  return withConfigurations({ dir, name: repo, globs, ...counted(dir, globs) });
}

function counted(dir: string, globs: string[]): { files: number; lines: number } {
  const files = globSync(globs, { cwd: dir, absolute: true });
  return { files: files.length, lines: files.reduce((sum, file) => sum + readFileSync(file, 'utf8').split('\n').length, 0) };
}

function withConfigurations(project: BenchProject): BenchProject {
  const base = preamble(project);
  const plugin = `import resilience from ${urlOf('dist/src/index.js')};\n`;
  const ways: Record<Way, string> = {
    none: `${base}export default base;\n`,
    core: `${base}export default [...base, { rules: { 'no-await-in-loop': 'error' } }];\n`,
    recommended: `${plugin}${base}export default [...base, ...resilience.configs.recommended];\n`,
    strict: `${plugin}${base}export default [...base, ...resilience.configs.strict];\n`,
  };
  for (const [way, text] of Object.entries(ways)) writeFileSync(configOf(project, way), text);
  writeFileSync(join(project.dir, 'oxlint.json'), JSON.stringify({ extends: [join(ROOT, 'dist/oxlint/recommended.json')], categories: { correctness: 'off' } }));
  return project;
}

export function configOf({ dir }: BenchProject, way: string): string {
  return join(dir, `bench-${way}.config.mjs`);
}

/** The command that lints a project, or some files of it. */
export function lintCommand(project: BenchProject, way: string, { files = project.globs, flags = [] as string[], timing = false } = {}) {
  const eslint = join(ROOT, 'node_modules/eslint/bin/eslint.js');
  return {
    args: [eslint, '--no-config-lookup', '--config', configOf(project, way), '--format', 'json', '--no-warn-ignored', ...flags, ...files],
    cwd: project.dir,
    ...(timing && { env: { TIMING: 'all' } }),
  };
}

/** The same lint run by Oxlint. */
export function oxlintCommand(project: BenchProject) {
  return {
    // It takes folders, no patterns.
    args: [join(ROOT, 'node_modules/oxlint/bin/oxlint'), '--config', join(project.dir, 'oxlint.json'), '--format', 'json', '--no-ignore', ...project.globs.map((glob) => glob.replace(/\/?\*.*$/, '') || '.')],
    cwd: project.dir,
  };
}
