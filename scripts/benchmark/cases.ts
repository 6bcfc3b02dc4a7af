import { readFileSync } from 'node:fs';

export const FAMILIES = [
  'n-plus-one',
  'untimed-call',
  'error-logging',
  'offset-pagination',
  'unbounded-session',
  'fan-out',
  'retry',
  'shutdown',
  'server-guards',
  'background-job',
] as const;
export type CaseFamily = (typeof FAMILIES)[number];

/** The rules whose findings count for a family. */
export const RULES_OF_FAMILY: Record<CaseFamily, readonly string[]> = {
  'n-plus-one': ['no-query-in-loop'],
  'untimed-call': ['require-timeout', 'require-db-timeouts'],
  'error-logging': ['no-lossy-error-log', 'no-swallowed-error', 'no-internal-error-leak'],
  'offset-pagination': ['no-offset-pagination'],
  'unbounded-session': [
    'require-session-release',
    'no-long-lived-session',
    'no-unbounded-query',
    'no-external-call-in-transaction',
    'require-transaction-end',
    'require-pool-limits',
    'require-stream-cleanup',
  ],
  'fan-out': ['no-unbounded-concurrency', 'no-query-in-loop'],
  retry: ['no-unsafe-retry'],
  shutdown: ['require-graceful-shutdown', 'require-server-timeouts'],
  'server-guards': ['require-body-limit', 'require-page-limit', 'require-rate-limit', 'require-request-id', 'require-retry-after'],
  'background-job': ['require-loop-isolation', 'no-overlapping-interval', 'require-job-timeout', 'no-stuck-status'],
};

interface Common {
  id: string;
  repo: string;
  family: CaseFamily;
  detect: string;
  needs_config: boolean;
  note: string;
}

export interface FixCase extends Common {
  kind: 'fix';
  before_commit: string;
  after_commit: string;
  path_before: string;
  path_after: string;
  lines_before: [number, number];
  lines_after: [number, number] | null;
}

export interface HardNegative extends Common {
  kind: 'hard-negative';
  commit: string;
  path: string;
  lines: [number, number];
}

export type Case = FixCase | HardNegative;

export function readCases(path: string): Case[] {
  return readFileSync(path, 'utf8')
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => JSON.parse(line) as Case);
}

/** What a case needs at least, from what is easiest to tell. */
export const DETECT = ['syntax', 'same-file', 'types', 'cross-file', 'project-config', 'semantic'] as const;

/** Whether a case can be decided from the code alone: without a project's configuration, without guessing. */
export function isDecidable({ detect }: Case): boolean {
  return detect !== 'project-config' && detect !== 'semantic';
}

/** Whether the commit repaired a case only in part, as its note says: a finding may rightly remain. */
export function isPartial({ note }: Case): boolean {
  return /\b(?:keeps|remains|stays|still|later commit|not aborted)\b/.test(note);
}

/** A place to lint for a case: a file of a commit, and the lines that are asked about. */
export interface Probe {
  id: string;
  when: 'before' | 'after' | 'negative';
  commit: string;
  path: string;
  /** Null where the code is gone. */
  lines: [number, number] | null;
}

export function probesOf(item: Case): Probe[] {
  if (item.kind === 'hard-negative') {
    return [{ id: item.id, when: 'negative', commit: item.commit, path: item.path, lines: item.lines }];
  }
  return [
    { id: item.id, when: 'before', commit: item.before_commit, path: item.path_before, lines: item.lines_before },
    { id: item.id, when: 'after', commit: item.after_commit, path: item.path_after, lines: item.lines_after },
  ];
}
