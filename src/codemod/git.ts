import { execFile, type ExecFileException } from 'node:child_process';
import { join } from 'node:path';
import { reasonOf, UserError } from './user-error.js';

/** A git work tree. Paths that go in and out are absolute. */
export interface Repository {
  root: string;
  /** Folder of git's own data, which is never part of a commit. */
  gitDir: string;
}

/**
 * The repository round a folder; null where there is none or no git.
 * @throws {UserError} where git refuses to work in the folder, with its own reason.
 */
export async function findRepository(folder: string): Promise<Repository | null> {
  try {
    const output = await git(folder, ['rev-parse', '--show-toplevel', '--absolute-git-dir']);
    const [root, gitDir] = output.trimEnd().split('\n');
    return root && gitDir ? { root: join(root), gitDir: join(gitDir) } : null;
  } catch (error) {
    if (/not a git repository|ENOENT/.test(reasonOf(error))) return null;
    throw new UserError(reasonOf(error));
  }
}

/** The files that are tracked or could be: everything but what git ignores and what belongs to another repository. */
export async function visibleFiles(repository: Repository): Promise<Set<string>> {
  const output = await git(repository.root, ['ls-files', '-z', '--cached', '--others', '--exclude-standard']);
  return new Set(split(output).map((path) => join(repository.root, path)));
}

/** Those of some files that `.gitattributes` calls generated or vendored. */
export async function filesMarkedGenerated(repository: Repository, paths: readonly string[]): Promise<Set<string>> {
  const attributes = ['linguist-generated', 'linguist-vendored'];
  const output = await git(repository.root, ['check-attr', '-z', '--stdin', ...attributes], paths.join('\0'));
  const fields = split(output);
  const marked = new Set<string>();
  for (let index = 0; index + 2 < fields.length; index += 3) {
    const value = fields[index + 2];
    if (value === 'set' || value === 'true') marked.add(fields[index]!);
  }
  return marked;
}

/** Files with changes that are in no commit, untracked ones included. */
export async function uncommittedFiles(repository: Repository): Promise<Set<string>> {
  const output = await git(repository.root, [
    'status',
    '--porcelain=v1',
    '-z',
    '--no-renames',
    '--untracked-files=all',
  ]);
  return new Set(split(output).map((entry) => join(repository.root, entry.slice(3))));
}

function split(output: string): string[] {
  return output.split('\0').filter((field) => field !== '');
}

function git(cwd: string, args: readonly string[], input?: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const env = { ...process.env, GIT_OPTIONAL_LOCKS: '0', LC_ALL: 'C' };
    const done = (error: ExecFileException | null, stdout: string, stderr: string) => {
      if (error) reject(new Error(`git ${args[0]} failed: ${stderr.trim() || error.message}`));
      else resolve(stdout);
    };
    const child = execFile('git', args, { cwd, env, maxBuffer: 2 ** 30 }, done);
    // Where git is missing or has ended, the callback says so; the pipe's own error adds nothing.
    child.stdin?.on('error', () => {}).end(input ?? '');
  });
}
