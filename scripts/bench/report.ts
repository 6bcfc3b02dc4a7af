import { cpus, totalmem } from 'node:os';
import type { Row } from './bench.js';

export function renderRows(rows: readonly Row[]): string {
  const width = Math.max(...rows.map(({ what }) => what.length));
  return rows.map((row) => `${row.what.padEnd(width)}  ${figureOf(row).padStart(9)}  ${targetOf(row).padEnd(16)}  ${row.detail}`).join('\n');
}

/** The page with the figures of one run. */
export function performancePage(rows: readonly Row[], runs: number): string {
  const table = rows.map((row) => `| ${row.what} | ${figureOf(row)} | ${targetOf(row)} | ${row.detail} |`);
  return `# Performance

Made by \`npm run bench -- --write-docs\`: whole processes, ${runs} runs each in turn, medians; CPU time over all threads. On
${cpus().length} cores (${cpus()[0]?.model ?? 'unknown'}), ${Math.round(totalmem() / 2 ** 30)} GB, Node.js ${process.versions.node}. Ratios hold better than times: compare them on your machine.

| what | figure | target | |
| --- | --- | --- | --- |
${table.join('\n')}

A ratio of 1 means that the plugin costs nothing. \`lint\` compares with ESLint and typescript-eslint's parser and no rules at all. The
rule that comes first pays for what all rules share: parsing, and what each call is.
`;
}

function figureOf({ figure, unit }: Row): string {
  return unit === '×' ? `${figure.toFixed(2)} ×` : unit === 'ms' ? `${figure.toFixed(0)} ms` : String(figure);
}

function targetOf({ figure, target }: Row): string {
  if (target === null) return '';
  return `${figure <= target ? 'within' : 'above'} ${target}`;
}
