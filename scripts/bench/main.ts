/**
 * Measures what the plugin costs, as ratios to the same work without it. Needs a build. Usage: npm run bench --
 * [--clones DIR [--repo OWNER/NAME --globs GLOB,…]] [--only lint,oxlint,…] [--runs N] [--lines N] [--scale N]
 * [--store FILE] [--write-docs]
 *
 * `--store FILE` keeps the results there, beside those of other parts that are in it already; `--write-docs` writes
 * docs/performance.md and its plots from what is stored, or from this run. `--only none` runs nothing,
 * `--only peers` measures other plugins, which it installs from the registry into a folder of its own.
 */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { bench } from './bench.js';
import { factsOfMachine, stored, type Results } from './results.js';
import { performancePage, plots, renderRows } from './report.js';
import { SECTIONS, type Section } from './row.js';

const { values } = parseArgs({
  options: {
    clones: { type: 'string' },
    repo: { type: 'string', default: 'growthbook/growthbook' },
    globs: { type: 'string', default: 'packages/back-end/src/**/*.ts' },
    only: { type: 'string' },
    runs: { type: 'string', default: '5' },
    lines: { type: 'string', default: '60000' },
    scale: { type: 'string', default: '300000' },
    store: { type: 'string' },
    'write-docs': { type: 'boolean', default: false },
  },
});
const runs = Number(values.runs);
const before = factsOfMachine();
const only = values.only?.split(',').filter((name): name is Section => name in SECTIONS);
const rows =
  only?.length === 0
    ? []
    : bench({
        clones: values.clones,
        repo: values.repo,
        globs: values.globs.split(','),
        runs,
        lines: Number(values.lines),
        scale: Number(values.scale),
        only: only ?? [],
      });
const results: Results = { facts: before, rows: rows.map((row) => ({ ...row, runs: row.section === 'rules' ? 1 : runs })) };
const all = values.store === undefined ? results : stored(values.store, results);
console.log(renderRows(all.rows));
if (values['write-docs']) {
  const docs = join(import.meta.dirname, '../../docs');
  for (const [name, svg] of Object.entries(plots(all.rows))) writeFileSync(join(docs, `performance-${name}.svg`), svg);
  writeFileSync(join(docs, 'performance.md'), performancePage(all));
}
