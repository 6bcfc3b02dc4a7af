import { isPartial } from './cases.js';
import { byConfiguration, byDetect, byFamily, isCaught, placeOf, text, type ConfiguredFigures, type Figures } from './figures.js';
import type { Outcome, Run } from './run.js';

const COLUMNS: [title: string, of: (figures: Figures) => string][] = [
  ['recall', ({ caught }) => text(caught)],
  ['decidable', ({ decidable }) => text(decidable)],
  ['silent after', ({ silentAfter }) => text(silentAfter)],
  ['partly repaired', ({ silentAfterPartial }) => text(silentAfterPartial)],
  ['hard negatives', ({ negatives }) => text(negatives)],
];

/** The tables of a run, and with `verbose` each miss with its reason and each false alarm. */
export function renderRun({ outcomes, missing, problems }: Run, verbose: boolean): string {
  return [
    ...renderTable('family', byFamily(outcomes)),
    '',
    ...renderTable('needs', byDetect(outcomes)),
    ...renderConfigured(byConfiguration(outcomes)),
    ...(verbose ? ['', ...outcomes.flatMap(describe)] : []),
    ...(missing.length > 0 ? ['', `Not counted, for want of a clone or commit: ${missing.join(', ')}`] : []),
    ...(problems.length > 0 ? ['', 'Not analysed:', ...problems] : []),
  ].join('\n');
}

function renderTable(title: string, rows: readonly Figures[]): string[] {
  const line = (cells: string[]) => cells.map((cell, index) => cell.padEnd(index === 0 ? 18 : 15)).join('  ').trimEnd();
  return [line([title, ...COLUMNS.map(([name]) => name)]), ...rows.map((row) => line([row.name, ...COLUMNS.map(([, of]) => of(row))]))];
}

/** The cases that a configuration is kept for: what is found without it and with it. */
function renderConfigured(rows: readonly ConfiguredFigures[]): string[] {
  if (rows.length === 0) return [];
  const line = (cells: string[]) => cells.map((cell, index) => cell.padEnd(index === 0 ? 28 : 15)).join('  ').trimEnd();
  return ['', line(['with a configuration', 'found without', 'found with', 'silent after', 'hard negatives']), ...rows.map(({ repo, without, configured }) =>
    line([repo, text(without.caught), text(configured.caught), text(configured.silentAfter), text(configured.negatives)]),
  )];
}

/** Reasons that are shown of one miss. */
const SHOWN = 4;

function describe(outcome: Outcome): string[] {
  const { item, before, after, negative, why, elsewhere = [], configured } = outcome;
  const lines: string[] = [];
  if (before?.length === 0) {
    lines.push(`missed       ${placeOf(item)} (${item.detect}) ${item.note}${configured && isCaught(configured) ? ' | found with the configuration' : ''}`);
    const near = elsewhere.map(({ rule, start }) => `${rule} at ${start}`);
    const reasons = [...(near.length > 0 ? [`elsewhere in the file: ${near.slice(0, SHOWN).join(', ')}`] : []), ...(why?.unknown ?? []).map((reason) => `unknown: ${reason}`), ...(why?.known ?? []).map((fact) => `known: ${fact}`)];
    if (why && reasons.length === 0) reasons.push('there is no call and no handler of errors that could be known');
    lines.push(...reasons.slice(0, SHOWN).map((reason) => `             ${reason}`));
  }
  for (const hit of (isCaught(outcome) && after) || []) {
    const what = isPartial(item) ? 'partly fixed' : 'after fix   ';
    lines.push(`${what} ${placeOf(item)} ${hit.rule} at ${hit.start}: ${hit.message} | ${item.note}`);
  }
  if (configured?.before?.length === 0 && isCaught(outcome)) lines.push(`lost, conf.  ${placeOf(item)} (${item.detect}) ${item.note}`);
  for (const hit of (configured && isCaught(configured) && configured.after) || []) {
    lines.push(`after, conf. ${placeOf(item)} ${hit.rule} at ${hit.start}: ${hit.message} | ${item.note}`);
  }
  for (const hit of configured?.negative ?? []) {
    lines.push(`false, conf. ${placeOf(item)} ${hit.rule} at ${hit.start}: ${hit.message} | ${item.note}`);
  }
  for (const hit of negative ?? []) {
    lines.push(`false alarm  ${placeOf(item)} ${hit.rule} at ${hit.start}: ${hit.message} | ${item.note}`);
  }
  return lines;
}
