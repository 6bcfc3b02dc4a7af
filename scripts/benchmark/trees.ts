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

/** The text of a file of a commit; null where it has no such file. */
export function textAt(gitDir: string, commit: string, path: string): string | null {
  const { status, stdout } = spawnSync('git', ['--git-dir', gitDir, 'show', `${commit}:${path}`], { encoding: 'utf8', maxBuffer: 1 << 28 });
  return status === 0 ? stdout : null;
}

/** Source, and what says how it is resolved. Pictures and other assets of a clone may be absent. */
const FILES = /\.(?:[cm]?[jt]sx?|json|ya?ml|prisma|vue|toml)$/;

/** A folder that holds the source files of one commit of a repository at a time. */
export interface Tree {
  root: string;
  /** Makes the folder what the commit has. Only what differs from the commit before is written. */
  checkout(commit: string): void;
}

/** A tree in an empty folder of its own. The clone itself, its index and its work tree are not touched. */
export function createTree(gitDir: string, root: string): Tree {
  rmSync(root, { recursive: true, force: true });
  mkdirSync(root, { recursive: true });
  const env = { ...process.env, GIT_DIR: gitDir, GIT_WORK_TREE: root, GIT_INDEX_FILE: `${root}.index`, GIT_OPTIONAL_LOCKS: '0' };
  let current: string | null = null;

  function git(args: string[], input = ''): string {
    return execFileSync('git', args, { cwd: root, env, input, encoding: 'utf8', maxBuffer: 1 << 28, stdio: ['pipe', 'pipe', 'ignore'] });
  }

  return {
    root,
    checkout(commit) {
      if (commit === current) return;
      const changes = current === null ? null : fields(git(['diff-tree', '-r', '-z', '--no-renames', '--name-status', current, commit]));
      const written = changes?.flatMap((field, index) => (index % 2 === 1 && changes[index - 1] !== 'D' ? [field] : []));
      const deleted = changes?.flatMap((field, index) => (index % 2 === 1 && changes[index - 1] === 'D' ? [field] : [])) ?? [];
      for (const path of deleted) rmSync(join(root, path), { force: true });
      const paths = written ?? fields(git(['ls-tree', '-r', '-z', '--name-only', commit]));
      git(['read-tree', commit]);
      try {
        git(['checkout-index', '--force', '--quiet', '-z', '--stdin'], paths.filter((path) => FILES.test(path)).join('\0'));
      } catch {
        // A clone may lack its largest files: the others are written, and a file that is asked for and isn't there is said to be missing.
      }
      current = commit;
    },
  };
}

function fields(output: string): string[] {
  return output.split('\0').filter((field) => field !== '');
}

/** The commits from the oldest to the newest, so that neighbours differ little. */
export function inOrder(gitDir: string, commits: readonly string[]): string[] {
  const dates = new Map(
    commits.map((commit) => [commit, Number(execFileSync('git', ['--git-dir', gitDir, 'show', '--no-patch', '--format=%ct', commit], { encoding: 'utf8' }))]),
  );
  return [...commits].sort((a, b) => dates.get(a)! - dates.get(b)!);
}
