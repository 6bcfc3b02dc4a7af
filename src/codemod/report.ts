import { join, relative, sep } from 'node:path';
import { installCommand } from './dependencies.js';
import { countLines } from './patch.js';
import type { Problem } from './files.js';
import type { CodemodRun } from './run.js';
import type { Shard } from './shard.js';

/** What became of a file. */
export type Outcome = 'changed' | 'unchanged' | 'declined' | 'unparsed' | 'failed';

/** What `--json` prints. Paths are relative to `root`, with slashes. */
export interface CodemodReport {
  version: 1;
  codemod: string;
  root: string;
  /** False for `--dry-run`, `--patch` and `--check`. */
  written: boolean;
  /** The part that was run with `--shard`. */
  shard?: Shard;
  summary: Record<Outcome, number> & {
    /** Files that were looked at. */
    files: number;
    findings: number;
  };
  /** Every file with a finding or a problem, and every file that is new or changed with them. */
  files: FileReport[];
  dependencies: { packageJson: string; added: Record<string, string>; install: string }[];
}

export interface FileReport {
  path: string;
  outcome: Outcome;
  findings: number;
  /** True for a new file. */
  created?: boolean;
  linesAdded?: number;
  linesRemoved?: number;
  /** Why a finding was declined or the file not changed; a changed file has them for the findings that stay. */
  reasons?: { line?: number; reason: string }[];
}

export async function createReport(run: CodemodRun, written: boolean): Promise<CodemodReport> {
  const { root } = run.workplace;
  const files = new Map<string, FileReport>();
  const name = (path: string) => relative(root, path).split(sep).join('/') || '.';
  const report = (path: string): FileReport => {
    const present = files.get(path) ?? { path: name(path), outcome: 'unchanged', findings: 0 };
    files.set(path, present);
    return present;
  };
  const problem = ({ path, reason }: Problem, outcome: Outcome) => {
    const entry = report(path);
    Object.assign(entry, { outcome, reasons: [...(entry.reasons ?? []), { reason }] });
  };

  for (const { path, findings } of run.scan.found) report(path).findings = findings.length;
  for (const plan of run.plans) {
    for (const { path, line, reason } of plan.declined) {
      const entry = report(path);
      Object.assign(entry, { outcome: 'declined', reasons: [...(entry.reasons ?? []), { line, reason }] });
    }
    for (const change of plan.changes) {
      const { added, removed } = countLines([change]);
      Object.assign(report(change.path), {
        outcome: 'changed',
        linesAdded: added,
        linesRemoved: removed,
        ...(change.before === null && { created: true }),
      });
    }
    for (const failure of plan.failed) problem(failure, 'failed');
    if (plan.failed.length === 0) continue;
    const atFault = new Set(plan.failed.map(({ path }) => path));
    for (const { path } of plan.files) {
      const reason = `Nothing of this package is changed, because ${name(plan.failed[0]!.path)} failed.`;
      if (!atFault.has(path)) problem({ path, reason }, 'failed');
    }
  }
  for (const unparsed of run.scan.unparsed) problem(unparsed, 'unparsed');
  for (const failure of [...run.scan.failed, ...run.list.unreadable]) problem(failure, 'failed');

  const listed = [...files.values()].sort((a, b) => (a.path < b.path ? -1 : 1));
  const count = (outcome: Outcome) => listed.filter((file) => file.outcome === outcome).length;
  const withoutFinding = run.scan.looked - run.scan.found.length - run.scan.unparsed.length;
  return {
    version: 1,
    codemod: run.codemod.name,
    root,
    written,
    ...(run.shard && { shard: run.shard }),
    summary: {
      files: run.scan.looked,
      findings: run.scan.found.reduce((sum, { findings }) => sum + findings.length, 0),
      changed: count('changed'),
      unchanged: count('unchanged') + Math.max(0, withoutFinding),
      declined: count('declined'),
      unparsed: count('unparsed'),
      failed: count('failed'),
    },
    files: listed,
    dependencies: await dependenciesOf(run, name),
  };
}

async function dependenciesOf(run: CodemodRun, name: (path: string) => string): Promise<CodemodReport['dependencies']> {
  const changed = run.plans.filter(({ dependencies }) => Object.keys(dependencies).length > 0);
  return Promise.all(
    changed.map(async ({ owner, dependencies }) => {
      const { command, args } = await installCommand(owner.dir, run.workplace.root);
      return {
        packageJson: name(join(owner.dir, 'package.json')),
        added: dependencies,
        install: [command, ...args].join(' '),
      };
    }),
  );
}
