import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import picomatch from 'picomatch';
import { EXCLUSIONS } from '../../src/configs.js';
import type { Looked, Task } from '../benchmark/look.js';
import { createLooker, type Looker } from '../benchmark/looker.js';
import { createTree, findClone } from '../benchmark/trees.js';
import type { CorpusFinding, CorpusRun } from './findings.js';
import { BACK_ENDS, UNSEEN } from './repositories.js';

const SOURCE = /\.[cm]?[jt]sx?$/;
/** Files that are named as the slowest. */
const SLOWEST = 3;

/** Rules to run: those of a configuration, or some of them. */
type Asked = Pick<Task, 'config' | 'rules'>;

/** Lints the back ends of repositories at HEAD. */
export async function runCorpus(clones: string, repos: readonly string[], asked: Asked = { config: 'strict' }): Promise<CorpusRun & { missing: string[] }> {
  const run: CorpusRun & { missing: string[] } = { repositories: [], findings: [], missing: [] };
  const scratch = mkdtempSync(join(tmpdir(), 'resilience-corpus-'));
  const looker = await createLooker();
  try {
    for (const repo of repos) {
      const gitDir = findClone(clones, repo);
      if (!gitDir) {
        run.missing.push(repo);
        continue;
      }
      const root = join(scratch, repo.replace('/', '+'));
      lintRepository(looker, repo, gitDir, root, run, asked);
      rmSync(root, { recursive: true, force: true });
    }
    return run;
  } finally {
    looker.remove();
    rmSync(scratch, { recursive: true, force: true });
  }
}

function lintRepository(looker: Looker, repo: string, gitDir: string, root: string, run: CorpusRun, asked: Asked): void {
  const commit = git(gitDir, ['rev-parse', 'HEAD']).trim();
  createTree(gitDir, root).checkout(commit);
  const files = backEndFiles(gitDir, commit, repo);
  process.stderr.write(`${repo}: ${files.length} files`);
  const started = performance.now();
  const looked = looker.look({ root, ...asked, files, skipGenerated: true });
  const ms = Math.round(performance.now() - started);
  process.stderr.write(`, ${(ms / 1000).toFixed(1)} s\n`);
  const generated = looked.filter(({ problem }) => problem?.kind === 'generated').length;
  run.repositories.push({
    repo,
    commit,
    files: looked.length - generated,
    ms,
    generated,
    slowest: [...looked].sort((a, b) => b.ms - a.ms).slice(0, SLOWEST).map((file) => ({ path: file.path, ms: file.ms })),
    problems: looked.flatMap(({ path, problem }) => (problem && problem.kind !== 'generated' ? [{ path, kind: problem.kind, reason: problem.reason }] : [])),
  });
  run.findings.push(...looked.flatMap((file) => findingsOf(file, repo, commit)));
}

/** The files that the shipped configurations check, in the folders that run on a server. */
function backEndFiles(gitDir: string, commit: string, repo: string): string[] {
  const isIncluded = picomatch([...(BACK_ENDS[repo] ?? UNSEEN[repo]!)], { dot: true });
  const isExcluded = picomatch(Object.values(EXCLUSIONS).flat(), { dot: true });
  const names = git(gitDir, ['ls-tree', '-r', '-z', '--name-only', commit]).split('\0');
  return names.filter((name) => SOURCE.test(name) && isIncluded(name) && !isExcluded(name));
}

function findingsOf({ path, hits }: Looked, repo: string, commit: string): CorpusFinding[] {
  return hits.map(({ rule, messageId, start, message }) => ({ rule, repo, commit, path, line: start, messageId, message }));
}

function git(gitDir: string, args: string[]): string {
  return execFileSync('git', ['--git-dir', gitDir, ...args], { encoding: 'utf8', maxBuffer: 1 << 28 });
}
