import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { rolldown } from 'rolldown';
import { globSync } from 'tinyglobby';
import type { Plugin } from 'vitest/config';

const ROOT = resolve(import.meta.dirname, '../..');

/** What Vitest leaves to Node.js itself. */
export const BUNDLED = /\/\.tmp\/sources-/;

/**
 * Gives tests the sources from one file: to compile hundreds of modules one by one takes longer than most tests, and what is imported
 * through Vitest is slower at each use. Where files are watched, the sources stay as they are.
 */
export function bundledSources(): Plugin {
  let bundling: Promise<ReadonlyMap<string, string>> | undefined;
  return {
    name: 'bundled-sources',
    enforce: 'pre',
    configResolved({ server }) {
      if (server.watch === null) bundling ??= bundleSources();
    },
    async resolveId(source, importer) {
      if (importer === undefined || !/^(?:[./]|file:)/.test(source)) return null;
      const path = source.startsWith('file:') ? fileURLToPath(source) : resolve(dirname(importer), source);
      return (await bundling)?.get(path.replace(/\.js$/, '.ts'));
    },
  };
}

/** Where each source file's exports are, by its path. They share one file, so that every module is there once. */
async function bundleSources(): Promise<ReadonlyMap<string, string>> {
  mkdirSync(join(ROOT, '.tmp'), { recursive: true });
  // Inside the repository, so that packages are found.
  const dir = mkdtempSync(join(ROOT, '.tmp/sources-'));
  process.once('exit', () => rmSync(dir, { recursive: true, force: true }));
  const files = globSync(['{src,rules,codemods}/**/*.ts'], { cwd: ROOT, ignore: 'src/cli/main.ts' });
  const build = await rolldown({
    cwd: ROOT,
    input: Object.fromEntries(files.map((file) => [file.replace(/\.ts$/, ''), join(ROOT, file)])),
    platform: 'node',
    external: (id) => !/^[./]/.test(id),
    logLevel: 'silent',
  });
  await build.write({ dir, format: 'esm', chunkFileNames: '[name].js', codeSplitting: { groups: [{ name: 'sources', test: /./ }] } });
  await build.close();
  return new Map(files.map((file) => [join(ROOT, file), join(dir, file.replace(/\.ts$/, '.js'))]));
}
