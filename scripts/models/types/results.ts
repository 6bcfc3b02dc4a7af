import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import type { LibraryModel } from '../../../src/models/model.js';
import type { Checked } from './check.js';

/** What was found for a model; null where its package has no declarations. */
export type Result = Checked | null;

/**
 * Results of earlier runs, by everything that they depend on: the rows, the versions, and the code that checks them. So a
 * run that was interrupted goes on where it was, and a changed row is checked alone.
 */
export function openResults(cache: string): { read(model: LibraryModel): Result | undefined; write(model: LibraryModel, result: Result): void } {
  const home = join(cache, 'results');
  mkdirSync(home, { recursive: true });
  const here = fileURLToPath(new URL('.', import.meta.url));
  const code = readdirSync(here)
    .filter((name) => name.endsWith('.ts'))
    .sort()
    .map((name) => readFileSync(join(here, name), 'utf8'));
  const pathOf = (model: LibraryModel) => {
    const hash = createHash('sha256').update(JSON.stringify([ts.version, code, model])).digest('hex');
    return join(home, `${model.package.replaceAll('/', '+').replaceAll(':', '-')}-${hash.slice(0, 16)}.json`);
  };
  return {
    read(model) {
      const path = pathOf(model);
      return existsSync(path) ? (JSON.parse(readFileSync(path, 'utf8')) as Result) : undefined;
    },
    write(model, result) {
      writeFileSync(pathOf(model), JSON.stringify(result));
    },
  };
}
