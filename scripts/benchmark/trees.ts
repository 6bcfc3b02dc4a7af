import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';

/** The git directory of a repository's clone below a folder that holds them as `owner+name` or `owner/name`. */
export function findClone(clones: string, repo: string): string | null {
  for (const folder of [repo.replace('/', '+'), repo]) {
    for (const git of ['', '.git', 'repo', 'repo.git']) {
      const path = join(clones, folder, git);
      if (existsSync(join(path, 'HEAD')) && existsSync(join(path, 'objects'))) return path;
    }
  }
  return null;
}

/** Whether a clone has a commit. */
export function hasCommit(gitDir: string, commit: string): boolean {
  return spawnSync('git', ['--git-dir', gitDir, 'cat-file', '-e', `${commit}^{commit}`]).status === 0;
}

/** Source, and what says how it is resolved. Pictures and other assets of a clone may be absent. */
const FILES = ['js', 'cjs', 'mjs', 'jsx', 'ts', 'cts', 'mts', 'tsx', 'json', 'yaml', 'yml', 'prisma', 'vue', 'toml'];

/** Writes the source files of a commit into an empty folder; the clone itself is not touched. */
export function extract(gitDir: string, commit: string, root: string): void {
  rmSync(root, { recursive: true, force: true });
  mkdirSync(root, { recursive: true });
  const patterns = FILES.map((extension) => `:(glob)**/*.${extension}`);
  // A pattern that matches nothing makes `git archive` fail: only those that match are asked for.
  const names = git(gitDir, ['ls-tree', '-r', '--name-only', commit]).split('\n');
  const present = patterns.filter((_, index) => names.some((name) => name.endsWith(`.${FILES[index]}`)));
  const archive = execFileSync('git', ['--git-dir', gitDir, 'archive', commit, '--', ...present], { maxBuffer: 1 << 30 });
  execFileSync('tar', ['-x', '-C', root], { input: archive });
}

function git(gitDir: string, args: string[]): string {
  return execFileSync('git', ['--git-dir', gitDir, ...args], { encoding: 'utf8', maxBuffer: 1 << 28 });
}
