import { FAMILIES } from './cases.js';
import type { Outcome } from './main.js';

/** One line per family, and with `verbose` each miss and false alarm. */
export function renderTable(outcomes: Outcome[], verbose: boolean): string {
  const lines = ['family              recall        decidable     silent after  hard negatives'];
  const rows = [...FAMILIES.map((family) => ({ name: family as string, of: outcomes.filter(({ item }) => item.family === family) }))];
  rows.push({ name: 'all', of: outcomes });
  for (const { name, of } of rows) {
    if (of.length === 0) continue;
    const fixes = of.filter((outcome) => outcome.before !== undefined);
    const decidable = fixes.filter(({ item }) => item.detect !== 'project-config' && item.detect !== 'semantic');
    const caught = fixes.filter(isCaught);
    const after = caught.filter((outcome) => outcome.after !== undefined);
    const negatives = of.filter((outcome) => outcome.negative !== undefined);
    lines.push(
      [
        name.padEnd(18),
        share(caught.length, fixes.length),
        share(decidable.filter(isCaught).length, decidable.length),
        share(after.filter(({ after: hits }) => hits!.length === 0).length, after.length),
        share(negatives.filter(({ negative }) => negative!.length === 0).length, negatives.length),
      ].join('  '),
    );
  }
  if (verbose) lines.push('', ...outcomes.flatMap(describe));
  return lines.join('\n');
}

function isCaught(outcome: Outcome): boolean {
  return (outcome.before?.length ?? 0) > 0;
}

function share(part: number, whole: number): string {
  return (whole === 0 ? '-' : `${part}/${whole} ${Math.round((100 * part) / whole)} %`).padEnd(12);
}

function describe(outcome: Outcome): string[] {
  const { item } = outcome;
  const lines: string[] = [];
  if (outcome.before?.length === 0) lines.push(`missed       ${place(outcome)} (${item.detect}) ${item.note}`);
  for (const hit of (outcome.before?.length && outcome.after) || []) {
    lines.push(`after fix    ${place(outcome)} ${hit.rule} at ${hit.start}: ${hit.message} | ${item.note}`);
  }
  for (const hit of outcome.negative ?? []) {
    lines.push(`false alarm  ${place(outcome)} ${hit.rule} at ${hit.start}: ${hit.message} | ${item.note}`);
  }
  return lines;
}

function place({ item }: Outcome): string {
  return item.kind === 'fix'
    ? `${item.id} ${item.before_commit.slice(0, 10)}:${item.path_before}:${item.lines_before[0]}`
    : `${item.id} ${item.commit.slice(0, 10)}:${item.path}:${item.lines[0]}`;
}
