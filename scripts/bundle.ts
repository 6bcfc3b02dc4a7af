import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { basename, join } from 'node:path';
import { rolldown } from 'rolldown';

const ROOT = join(import.meta.dirname, '..');

/** A script with the sources as they were when it was bundled. */
export interface Bundle {
  path: string;
  remove(): void;
}

/**
 * Bundles a script and the sources that it imports into one file. Each of a run's many processes starts at once then, and
 * edits of the sources don't reach a run that is under way.
 */
export async function bundle(entry: string): Promise<Bundle> {
  mkdirSync(join(ROOT, '.tmp'), { recursive: true });
  // Inside the repository, so that packages are found.
  const folder = mkdtempSync(join(ROOT, '.tmp/bundle-'));
  const path = join(folder, basename(entry).replace(/\.ts$/, '.js'));
  const built = await rolldown({ input: entry, platform: 'node', external: (id) => !/^[./]/.test(id), logLevel: 'warn' });
  await built.write({ file: path, format: 'esm' });
  await built.close();
  return { path, remove: () => rmSync(folder, { recursive: true, force: true }) };
}
