import { mkdir, readdir, readFile, rename, rm, rmdir, stat, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import writeFileAtomic from 'write-file-atomic';
import type { Problem } from './files.js';
import type { Repository } from './git.js';
import type { Change } from './plan.js';
import { readText } from './text.js';
import { reasonOf, UserError } from './user-error.js';

/** How many finished runs can be taken back. */
const KEPT_RUNS = 10;

/**
 * A run's changes with the whole texts, written before the first file is, so that a kill at any moment loses nothing.
 */
export interface Journal {
  version: 1;
  codemod: string;
  /** ISO date. */
  startedAt: string;
  changes: Change[];
}

export interface StoredJournal extends Journal {
  /** Where it is stored. */
  path: string;
  /** Whether the run ended. One that didn't has written some of its files. */
  finished: boolean;
}

/** The folder of a project's journals: in git's own data, or `.resilience` where there is no git. */
export function journalFolder(root: string, repository: Repository | null): string {
  return repository ? join(repository.gitDir, 'resilience') : join(root, '.resilience');
}

/** The newest run; null where there is none. */
export async function latestJournal(folder: string): Promise<StoredJournal | null> {
  const name = (await journalNames(folder)).at(-1);
  if (!name) return null;
  const path = join(folder, name);
  try {
    const journal = JSON.parse(await readFile(path, 'utf8')) as Journal;
    return { ...journal, path, finished: name.endsWith('.done.json') };
  } catch (error) {
    throw new UserError(`The journal ${path} can't be read: ${reasonOf(error)}`);
  }
}

/**
 * Makes changes: the journal first, then each file in one step. What is left when it throws can be resumed or undone.
 */
export async function writeChanges(folder: string, codemod: string, changes: readonly Change[]): Promise<void> {
  const startedAt = new Date().toISOString();
  const journal: Journal = { version: 1, codemod, startedAt, changes: [...changes] };
  const name = `${startedAt.replace(/\D/g, '')}-${codemod}`;
  await mkdir(folder, { recursive: true });
  // Where the folder isn't git's own, it still mustn't get into a later commit.
  await writeFile(join(folder, '.gitignore'), '*\n');
  const path = join(folder, `${name}.open.json`);
  await writeFileAtomic(path, JSON.stringify(journal));
  for (const change of changes) await replaceFile(change.path, change.before, change.after);
  await rename(path, join(folder, `${name}.done.json`));
  for (const old of (await journalNames(folder)).slice(0, -KEPT_RUNS)) await rm(join(folder, old));
}

/** Finishes a run that was interrupted. Returns the files that stand in the way; with any, nothing is written. */
export async function resumeRun(journal: StoredJournal): Promise<Problem[]> {
  const conflicts = await replay(journal, 'after');
  if (conflicts.length === 0) await rename(journal.path, journal.path.replace(/\.open\.json$/, '.done.json'));
  return conflicts;
}

/** Takes a run back. Returns the files that stand in the way; with any, nothing is written. */
export async function undoRun(journal: StoredJournal): Promise<Problem[]> {
  const conflicts = await replay(journal, 'before');
  if (conflicts.length === 0) await rm(journal.path);
  return conflicts;
}

async function replay({ changes, startedAt }: StoredJournal, wanted: 'before' | 'after'): Promise<Problem[]> {
  const steps: { path: string; current: string | null; target: string | null }[] = [];
  const conflicts: Problem[] = [];
  for (const { path, before, after } of changes) {
    const current = await currentText(path);
    if (current === before || current === after)
      steps.push({ path, current, target: wanted === 'before' ? before : after });
    else conflicts.push({ path, reason: 'The file was changed after the run.' });
  }
  if (conflicts.length > 0) return conflicts;
  for (const { path, current, target } of steps) {
    await removeLeftovers(path, Date.parse(startedAt));
    if (current !== target) await replaceFile(path, current, target);
  }
  return [];
}

/**
 * Replaces a file's text in one step; null stands for no file.
 * @throws where the file no longer has the text `from`, or is read-only.
 */
async function replaceFile(path: string, from: string | null, to: string | null): Promise<void> {
  if ((await currentText(path)) !== from) throw new Error(`${path} was changed meanwhile.`);
  if (to !== null) {
    await mkdir(dirname(path), { recursive: true });
    await writeFileAtomic(path, to);
    return;
  }
  await rm(path);
  // Fails where the folder holds something else, which is as it should be.
  await rmdir(dirname(path)).catch(() => {});
}

async function currentText(path: string): Promise<string | null> {
  return readText(path).catch((error: unknown) => {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'ENOTDIR') return null;
    throw error;
  });
}

/**
 * Removes the temporary files that a kill left beside a file: its name and the number that write-file-atomic appends.
 */
async function removeLeftovers(path: string, since: number): Promise<void> {
  const folder = dirname(path);
  const prefix = `${basename(path)}.`;
  for (const name of await readdir(folder).catch(() => [])) {
    if (!name.startsWith(prefix) || !/^\d+$/.test(name.slice(prefix.length))) continue;
    const leftover = join(folder, name);
    if ((await stat(leftover)).mtimeMs >= since) await rm(leftover);
  }
}

async function journalNames(folder: string): Promise<string[]> {
  const names = await readdir(folder).catch(() => []);
  return names.filter((name) => /^\d+-.*\.(?:open|done)\.json$/.test(name)).sort();
}
