import { barChart } from './plot.js';
import type { Results } from './results.js';
import { SECTIONS, type Row, type Section } from './row.js';

export function renderRows(rows: readonly Row[]): string {
  const width = Math.max(0, ...rows.map(({ what }) => what.length));
  return rows.map((row) => `${row.what.padEnd(width)}  ${figureOf(row).padStart(9)}  ${targetOf(row).padEnd(16)}  ${row.detail}`).join('\n');
}

/** The plots by name: what linting costs, and how many files a codemod takes on. */
export function plots(rows: readonly Row[]): Record<string, string> {
  const lint = rows.filter(({ section, what }) => (section === 'lint' || section === 'peers') && what.startsWith('lint with '));
  const codemods = rows.filter(({ section, unit }) => section === 'codemods' && unit === '/s');
  return {
    ...(lint.length > 0 && {
      lint: barChart('CPU of a lint run, of the same run with no rules', lint.map(({ what, figure, target }) => ({ label: what.replace('lint with ', ''), figure, target, text: `${figure.toFixed(2)} ×` }))),
    }),
    ...(codemods.length > 0 && {
      codemods: barChart('Files for each second of CPU', codemods.map(({ what, figure }) => ({ label: what, figure, target: null, text: String(figure) }))),
    }),
  };
}

/** The page with the figures. */
export function performancePage({ facts, rows }: Results): string {
  const sections = (Object.keys(SECTIONS) as Section[]).flatMap((section) => {
    const [first, ...others] = rows.filter((row) => row.section === section);
    if (!first) return [];
    const own: [Row, ...Row[]] = [first, ...others];
    return [`## ${SECTIONS[section]}\n\n${PLOTS[section] ?? ''}${tableOf(own)}\n\n${runsOf(own)}\n`];
  });
  const missed = rows.filter(({ figure, target }) => target !== null && figure > target);
  return `# Performance

Made by \`npm run bench -- --write-docs\`: whole processes, several runs of each in turn, medians; CPU time over all threads. On
${facts.cores} cores (${facts.cpu}), ${facts.gigabytes} GB, Node.js ${facts.node}, with up to ${facts.load.toFixed(0)} processes at work. Ratios hold better than times: compare
them on your machine. A ratio of 1 means that the plugin costs nothing. Linting is compared with ESLint and typescript-eslint's parser and
no rules at all.${facts.load > facts.cores ? BUSY : ''} ${missed.length === 0 ? 'Every target is met.' : `Missed: ${missed.map(missOf).join(', ')}.`}

${sections.join('\n')}
## What the time goes to

An ESLint run with this plugin parses each file twice: with the parser of the configuration for all rules, and with oxc-parser for the
analysis, which looks across files and would otherwise parse imported files in another way than linted ones. That second parser, binding
names and collecting garbage are a third of what the plugin takes; evaluating what is called, in every call of the project, is the largest
part of the rest. The rule that comes first pays for what all of them share. In an editor an edit drops only what depends on the edited
file; after a pause of a second the files and folders that answers rest on are looked at, and only what has changed is asked again.
`;
}

const BUSY = ` The machine had
more to do than it has cores: the same work takes two to three times the CPU then, so that times are upper bounds, and small differences
say nothing.`;

const PLOTS: Partial<Record<Section, string>> = {
  lint: '![CPU of a lint run with each plugin](performance-lint.svg)\n\n',
  codemods: '![Files for each second of CPU](performance-codemods.svg)\n\n',
};

function tableOf(rows: readonly Row[]): string {
  const lines = rows.map((row) => `| ${row.what} | ${figureOf(row)} | ${targetOf(row)} | ${row.detail} |`);
  return ['| what | figure | target | |', '| --- | --- | --- | --- |', ...lines].join('\n');
}

function runsOf([{ runs = 1 }]: readonly [Row, ...Row[]]): string {
  return runs === 1 ? 'One run.' : `Medians of ${runs} runs.`;
}

function missOf(row: Row): string {
  return `${row.what} (${figureOf(row)} for ${row.target})`;
}

function figureOf({ figure, unit }: Row): string {
  switch (unit) {
    case '×':
      return `${figure.toFixed(2)} ×`;
    case 'ms':
      return `${figure.toFixed(0)} ms`;
    case '%':
      return `${figure.toFixed(1)} %`;
    default:
      return `${figure}${unit}`;
  }
}

function targetOf({ figure, target }: Row): string {
  if (target === null) return '';
  return `${figure <= target ? 'within' : 'above'} ${target}`;
}
