import { spawn } from 'node:child_process';
import { relative } from 'node:path';
import { installCommand } from './dependencies.js';
import { journalFolder, latestJournal, undoRun } from './journal.js';
import type { CodemodRun } from './run.js';
import { UserError } from './user-error.js';

/**
 * Installs what the written code needs with the project's package manager, whose output goes to stderr.
 * @throws {UserError} where that fails; the whole run is taken back then.
 */
export async function installDependencies(run: CodemodRun, note: (text: string) => void): Promise<void> {
  const { root, repository } = run.workplace;
  for (const { owner, dependencies } of run.plans) {
    if (Object.keys(dependencies).length === 0) continue;
    const { command, args } = await installCommand(owner.dir, root);
    const shown = [command, ...args].join(' ');
    note(`${relative(root, owner.dir) || '.'}: ${shown}`);
    const problem = await runProgram(command, args, owner.dir);
    if (problem === null) continue;
    const journal = await latestJournal(journalFolder(root, repository));
    const conflicts = journal ? await undoRun(journal) : [];
    const outcome = conflicts.length === 0 ? 'Everything is as before.' : 'The written files stay, because some were changed meanwhile.';
    throw new UserError(`\`${shown}\` ${problem}. ${outcome}`);
  }
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
