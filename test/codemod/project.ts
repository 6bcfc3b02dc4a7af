import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative, sep } from 'node:path';
import { onTestFinished } from 'vitest';

/** A project in a folder of its own, removed when the test is over. */
export interface TestProject {
  dir: string;
  path(name: string): string;
  write(files: Record<string, string | Buffer>): void;
  read(name: string): string;
  /** Every file's text by path, without git's and npm's own. */
  tree(): Record<string, string>;
  git(...args: string[]): string;
  commit(): void;
}

export function createProject(files: Record<string, string | Buffer>, { git = true } = {}): TestProject {
  const dir = realpathSync(mkdtempSync(join(tmpdir(), 'resilience-')));
  onTestFinished(() => rmSync(dir, { recursive: true, force: true }));
  const path = (name: string) => join(dir, name);
  const project: TestProject = {
    dir,
    path,
    write(added) {
      for (const [name, content] of Object.entries(added)) {
        mkdirSync(dirname(path(name)), { recursive: true });
        writeFileSync(path(name), content);
      }
    },
    read: (name) => readFileSync(path(name), 'utf8'),
    tree() {
      const entries = readdirSync(dir, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
      const names = entries.map((entry) => relative(dir, join(entry.parentPath, entry.name)).split(sep).join('/'));
      const own = names.filter((name) => !/(?:^|\/)(?:\.git|\.resilience|node_modules)\//.test(name));
      return Object.fromEntries(own.sort().map((name) => [name, project.read(name)]));
    },
    git: (...args) => execFileSync('git', args, { cwd: dir, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] }),
    commit() {
      project.git('add', '--all');
      project.git(
        '-c',
        'user.name=test',
        '-c',
        'user.email=test@example.com',
        'commit',
        '--quiet',
        '--allow-empty',
        '-m',
        'test',
      );
    },
  };
  project.write(files);
  if (git) {
    project.git('init', '--quiet');
    project.git('config', 'core.autocrlf', 'false');
    project.commit();
  }
  return project;
}

/** Runs without the rights of root, to which every file is open. */
export async function asOrdinaryUser<T>(work: () => Promise<T>): Promise<T> {
  if (process.geteuid?.() !== 0) return work();
  const NOBODY = 65534;
  process.seteuid!(NOBODY);
  try {
    return await work();
  } finally {
    process.seteuid!(0);
  }
}
