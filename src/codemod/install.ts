import { spawn } from 'node:child_process';
import { readFile, rm } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import { LOCKS } from 'package-manager-detector';
import writeFileAtomic from 'write-file-atomic';
import { installCommand } from './dependencies.js';
import { journalFolder, latestJournal, undoRun } from './journal.js';
import type { CodemodRun } from './run.js';
import { UserError } from './user-error.js';

/**
 * Installs what the written code needs with the project's package manager, whose output goes to stderr.
 * @throws {UserError} where that fails; the whole run is taken back then, and the lockfile with it.
 */
export async function installDependencies(run: CodemodRun, note: (text: string) => void): Promise<void> {
  const { root, repository } = run.workplace;
  for (const { owner, dependencies } of run.plans) {
    if (Object.keys(dependencies).length === 0) continue;
    const { command, args } = await installCommand(owner.dir, root);
    const shown = [command, ...args].join(' ');
    note(`${relative(root, owner.dir) || '.'}: ${shown}`);
    const restoreLocks = await rememberLocks(owner.dir, root);
    const problem = await runProgram(command, args, owner.dir);
    if (problem === null) continue;
    await restoreLocks();
    const journal = await latestJournal(journalFolder(root, repository));
    const conflicts = journal ? await undoRun(journal) : [];
    const outcome =
      conflicts.length === 0
        ? 'Every file is as before.'
        : 'The written files stay, because some were changed meanwhile.';
    throw new UserError(`\`${shown}\` ${problem}. ${outcome}`);
  }
}

/** Keeps the lockfiles of a folder and of those above it, up to the root. Returns what brings them back. */
async function rememberLocks(dir: string, root: string): Promise<() => Promise<void>> {
  const locks = new Map<string, Buffer | null>();
  for (let folder = dir; ; folder = dirname(folder)) {
    for (const name of Object.keys(LOCKS)) {
      const path = join(folder, name);
      locks.set(path, await readFile(path).catch(() => null));
    }
    if (folder === root || folder === dirname(folder)) break;
  }
  return async () => {
    for (const [path, content] of locks) {
      if (content) await writeFileAtomic(path, content);
      else await rm(path, { force: true });
    }
  };
}

/** How a program failed; null where it ended well. */
function runProgram(command: string, args: readonly string[], cwd: string): Promise<string | null> {
  return new Promise((resolve) => {
    // Package managers are scripts on Windows, which only a shell starts.
    const child = spawn(command, args, { cwd, stdio: ['ignore', 2, 2], shell: process.platform === 'win32' });
    child.on('error', (error) => resolve(`can't be started: ${error.message}`));
    child.on('close', (code, signal) => resolve(code === 0 ? null : `failed (${signal ?? `exit code ${code}`})`));
  });
}
