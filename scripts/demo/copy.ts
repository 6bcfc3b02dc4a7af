import { execFile } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import type { Cleanup } from './cleanup.js';
import { ROOT } from './root.js';

const run = promisify(execFile);

interface Copy {
  directory: string;
  /** What has changed since the copy was made, as `git diff --stat` puts it. */
  diffStat(): Promise<string>;
}

/**
 * Copies a service into a folder of this checkout, so that its packages still resolve, and into a git repository of its
 * own, so that the codemods find a clean work tree as they would in the service's real repository.
 */
export async function copyService(directory: string, cleanup: Cleanup): Promise<Copy> {
  const parent = path.join(ROOT, '.tmp');
  mkdirSync(parent, { recursive: true });
  const home = mkdtempSync(path.join(parent, 'demo-'));
  const remove = () => rmSync(home, { recursive: true, force: true });
  cleanup.add(remove, remove);

  const copy = path.join(home, path.basename(directory));
  const left = new Set(['node_modules', 'dist'].map((name) => path.join(directory, name)));
  cpSync(directory, copy, { recursive: true, filter: (source) => !left.has(source) });
  const packages = path.join(directory, 'node_modules');
  if (existsSync(packages)) symlinkSync(packages, path.join(copy, 'node_modules'), 'junction');

  await git(copy, 'init', '--quiet', '--template=');
  await git(copy, 'add', '--all');
  await git(
    copy,
    '-c',
    'user.name=demo',
    '-c',
    'user.email=demo@localhost',
    'commit',
    '--quiet',
    '--no-gpg-sign',
    '-m',
    'As it was',
  );
  return {
    directory: copy,
    async diffStat() {
      await git(copy, 'add', '--all', '--intent-to-add');
      return git(copy, 'diff', '--stat');
    },
  };
}

async function git(cwd: string, ...args: string[]): Promise<string> {
  // A hook that runs this hands down its own repository in GIT_* variables.
  const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('GIT_')));
  const { stdout } = await run('git', ['-c', 'core.hooksPath=', ...args], { cwd, env });
  return stdout.trimEnd();
}
