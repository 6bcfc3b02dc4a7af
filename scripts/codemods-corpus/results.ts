import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Applied } from './apply.js';

/** The compiler's errors and the project's own tests, before anything was changed and after one codemod. */
export interface Checks {
  types?: { folder: string; before: string[]; after: string[] };
  tests?: { command: string; before: Tests; after: Tests };
}

export interface Tests {
  passed: number;
  failed: number;
}

/** What became of the codemods in one repository. */
export interface RepositoryResult {
  repo: string;
  commit: string;
  codemods: Record<string, Applied & Checks>;
}

const FILE = 'results.json';

export function folderOf(out: string, repo: string): string {
  return join(out, repo.replace('/', '+'));
}

export function patchOf(out: string, repo: string, codemod: string): string {
  return join(folderOf(out, repo), `${codemod}.patch`);
}

/** What was stored of a repository; null where it was at another commit. */
export function stored(out: string, repo: string, commit: string): RepositoryResult | null {
  const path = join(folderOf(out, repo), FILE);
  if (!existsSync(path)) return null;
  const result = JSON.parse(readFileSync(path, 'utf8')) as RepositoryResult;
  return result.commit === commit ? result : null;
}

export function store(out: string, result: RepositoryResult): void {
  mkdirSync(folderOf(out, result.repo), { recursive: true });
  writeFileSync(join(folderOf(out, result.repo), FILE), JSON.stringify(result, null, 1));
}

export function allStored(out: string): RepositoryResult[] {
  if (!existsSync(out)) return [];
  return readdirSync(out)
    .map((name) => join(out, name, FILE))
    .filter((path) => existsSync(path))
    .map((path) => JSON.parse(readFileSync(path, 'utf8')) as RepositoryResult)
    .sort((a, b) => (a.repo < b.repo ? -1 : 1));
}
