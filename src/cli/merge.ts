import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { mergeReports } from '../codemod/merge.js';
import type { CodemodReport } from '../codemod/report.js';
import { reasonOf, UserError } from '../codemod/user-error.js';
import { printSummary } from './codemod.js';
import { ExitCode } from './exit-code.js';
import type { Terminal } from './terminal.js';

export interface MergeFlags {
  check?: boolean;
}

/** `resilience merge`: the report of the whole on stdout, its summary on stderr. Returns the exit code that one run would have had. */
export async function runMergeCommand(paths: readonly string[], flags: MergeFlags, terminal: Terminal): Promise<ExitCode> {
  const report = mergeReports(await Promise.all(paths.map((path) => readReport(path, terminal.cwd))));
  terminal.out(`${JSON.stringify(report, null, 2)}\n`);
  // The folder of the machine that made a report means nothing here.
  printSummary({ ...report, root: terminal.cwd }, !report.written, terminal);
  if (report.summary.failed > 0) return ExitCode.failure;
  return flags.check && report.summary.changed > 0 ? ExitCode.found : ExitCode.fine;
}

async function readReport(path: string, cwd: string): Promise<CodemodReport> {
  try {
    const report = JSON.parse(await readFile(resolve(cwd, path), 'utf8')) as Partial<CodemodReport> | null;
    if (report?.version !== 1 || typeof report.codemod !== 'string' || !Array.isArray(report.files)) throw new Error('it is no report of a codemod');
    return report as CodemodReport;
  } catch (error) {
    throw new UserError(`${path} can't be merged: ${reasonOf(error)}.`);
  }
}
