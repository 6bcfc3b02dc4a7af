import { DETECT, FAMILIES, isDecidable, isPartial, type Case } from './cases.js';
import type { Hit } from './look.js';
import type { Outcome } from './run.js';

export interface Share {
  part: number;
  whole: number;
}

/** The figures of a group of cases. */
export interface Figures {
  name: string;
  /** Fix cases with a finding before the fix. */
  caught: Share;
  /** The same, of those that can be decided from the code alone. */
  decidable: Share;
  /** Caught cases without a finding after the fix; partial repairs are left out. */
  silentAfter: Share;
  /** The same of partial repairs, where a finding may rightly remain. */
  silentAfterPartial: Share;
  /** Hard negatives without a finding. */
  negatives: Share;
}

/** Figures by family and for all. */
export function byFamily(outcomes: readonly Outcome[]): Figures[] {
  const groups = FAMILIES.map((family) => figures(family, outcomes.filter(({ item }) => item.family === family)));
  return [...groups.filter(isFilled), figures('all', outcomes)];
}

/** Figures by what a case needs at least to be told. */
export function byDetect(outcomes: readonly Outcome[]): Figures[] {
  return DETECT.map((detect) => figures(detect, outcomes.filter(({ item }) => item.detect === detect))).filter(isFilled);
}

/** Figures of the cases for which a project's configuration is kept: without it and with it. */
export interface ConfiguredFigures {
  repo: string;
  without: Figures;
  configured: Figures;
}

/** The cases that were looked at with a configuration too, by repository and for all. */
export function byConfiguration(outcomes: readonly Outcome[]): ConfiguredFigures[] {
  const own = outcomes.filter((outcome) => outcome.configured);
  const row = (repo: string, some: readonly Outcome[]): ConfiguredFigures => ({
    repo,
    without: figures(repo, some),
    configured: figures(repo, some.map(({ item, configured }) => ({ item, ...configured }))),
  });
  const rows = [...new Set(own.map(({ item }) => item.repo))].sort().map((repo) => row(repo, own.filter(({ item }) => item.repo === repo)));
  return own.length > 0 ? [...rows, row('all', own)] : [];
}

function isFilled({ caught, negatives }: Figures): boolean {
  return caught.whole + negatives.whole > 0;
}

function figures(name: string, outcomes: readonly Outcome[]): Figures {
  const fixes = outcomes.filter(({ before }) => before);
  const caught = fixes.filter(isCaught);
  const repaired = caught.filter(({ after }) => after);
  const [partial, whole] = [repaired.filter(({ item }) => isPartial(item)), repaired.filter(({ item }) => !isPartial(item))];
  const negatives = outcomes.filter(({ negative }) => negative);
  return {
    name,
    caught: share(fixes, isCaught),
    decidable: share(fixes.filter(({ item }) => isDecidable(item)), isCaught),
    silentAfter: share(whole, ({ after }) => after!.length === 0),
    silentAfterPartial: share(partial, ({ after }) => after!.length === 0),
    negatives: share(negatives, ({ negative }) => negative!.length === 0),
  };
}

function share<T>(items: readonly T[], holds: (item: T) => boolean): Share {
  return { part: items.filter(holds).length, whole: items.length };
}

export function isCaught({ before }: { before?: Hit[] }): boolean {
  return (before?.length ?? 0) > 0;
}

/** `18/20 90 %`. */
export function text({ part, whole }: Share): string {
  return whole === 0 ? '-' : `${part}/${whole} ${Math.round((100 * part) / whole)} %`;
}

/** Where a case is, for a person who wants to look: `id commit:path:line`. */
export function placeOf(item: Case): string {
  return item.kind === 'fix'
    ? `${item.id} ${item.before_commit.slice(0, 10)}:${item.path_before}:${item.lines_before[0]}`
    : `${item.id} ${item.commit.slice(0, 10)}:${item.path}:${item.lines[0]}`;
}
