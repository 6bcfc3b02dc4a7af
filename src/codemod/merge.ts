import type { CodemodReport, Outcome } from './report.js';
import { UserError } from './user-error.js';

const COUNTED: (Outcome | 'files' | 'findings')[] = ['files', 'findings', 'changed', 'unchanged', 'declined', 'unparsed', 'failed'];

/**
 * Joins the reports of all shards of one run into the report of the whole.
 * @throws {UserError} where they are not of one run, or where a shard is missing.
 */
export function mergeReports(reports: readonly CodemodReport[]): CodemodReport {
  const [first] = reports;
  if (!first) throw new UserError('There is no report to merge.');
  const other = reports.find(({ codemod, written }) => codemod !== first.codemod || written !== first.written);
  if (other) throw new UserError(`The reports are of different runs: ${first.codemod} and ${other.codemod}${other.written === first.written ? '' : ', of which one is a preview'}.`);
  checkShards(reports);

  const files = reports.flatMap((report) => report.files).sort((a, b) => (a.path < b.path ? -1 : 1));
  const twice = files.find(({ path }, index) => files[index + 1]?.path === path);
  if (twice) throw new UserError(`${twice.path} is in two reports.`);
  const sum = (key: (typeof COUNTED)[number]) => reports.reduce((total, { summary }) => total + summary[key], 0);
  return {
    version: 1,
    codemod: first.codemod,
    root: first.root,
    written: first.written,
    summary: Object.fromEntries(COUNTED.map((key) => [key, sum(key)])) as CodemodReport['summary'],
    files,
    dependencies: reports.flatMap(({ dependencies }) => dependencies),
  };
}

/** A part that never ran must not look like one without findings. */
function checkShards(reports: readonly CodemodReport[]): void {
  const counts = new Set(reports.map(({ shard }) => shard?.count));
  const [count] = counts;
  if (counts.size > 1) throw new UserError('The reports were divided into different numbers of shards.');
  if (count === undefined) return;
  const present = reports.map(({ shard }) => shard!.index);
  const missing = Array.from({ length: count }, (_, index) => index + 1).filter((index) => !present.includes(index));
  if (missing.length > 0) throw new UserError(`Shard ${missing.map((index) => `${index}/${count}`).join(', ')} has no report.`);
  if (present.length > count) throw new UserError('A shard has two reports.');
}
