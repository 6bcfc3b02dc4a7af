import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Where the last run is kept. */
export const STORED = join(import.meta.dirname, '../../.tmp/corpus/findings.json');

/** One report on real code. */
export interface CorpusFinding {
  rule: string;
  repo: string;
  commit: string;
  path: string;
  line: number;
  messageId: string;
  message: string;
}

/** What became of one repository. */
export interface CorpusRepository {
  repo: string;
  commit: string;
  files: number;
  ms: number;
  /** Files that a program wrote, which are left alone. */
  generated: number;
  /** Slowest files. */
  slowest: { path: string; ms: number }[];
  /** Files that can't be parsed, and those at which the analysis failed. */
  problems: { path: string; kind: 'unparsed' | 'crash' | 'missing'; reason: string }[];
}

export interface CorpusRun {
  repositories: CorpusRepository[];
  findings: CorpusFinding[];
}

/** A stored run; null where there is none. @throws {Error} where the file holds something else. */
export function readRun(path: string): CorpusRun | null {
  if (!existsSync(path)) return null;
  const run = JSON.parse(readFileSync(path, 'utf8')) as CorpusRun;
  if (!Array.isArray(run.findings) || !Array.isArray(run.repositories)) throw new Error(`${path} is no stored run of the corpus.`);
  return run;
}

/** What tells a finding from all others of a run. */
export function keyOf({ rule, repo, commit, path, line, messageId }: Omit<CorpusFinding, 'message'>): string {
  return [rule, repo, commit, path, line, messageId].join(' ');
}

export interface Difference {
  added: CorpusFinding[];
  gone: CorpusFinding[];
}

/** What a run has more and less than an earlier one, in what both looked at: the same repositories at the same commits. */
export function compare(before: CorpusRun, after: CorpusRun, rule?: string): Difference {
  const commits = new Map(before.repositories.map(({ repo, commit }) => [repo, commit]));
  const shared = new Set(after.repositories.filter(({ repo, commit }) => commits.get(repo) === commit).map(({ repo }) => repo));
  const asked = (run: CorpusRun) => run.findings.filter((finding) => shared.has(finding.repo) && (!rule || finding.rule === rule));
  const [old, fresh] = [asked(before), asked(after)];
  const [oldKeys, freshKeys] = [new Set(old.map(keyOf)), new Set(fresh.map(keyOf))];
  return {
    added: fresh.filter((finding) => !oldKeys.has(keyOf(finding))),
    gone: old.filter((finding) => !freshKeys.has(keyOf(finding))),
  };
}
