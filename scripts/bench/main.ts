/**
 * Measures what the plugin costs, as ratios to the same work without it. Needs a build. Usage: npm run bench --
 * [--clones DIR] [--only lint,oxlint,workers,rules,start,commit,editor,scale] [--runs N] [--lines N] [--scale N]
 * [--json FILE] [--write-docs]
 */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { bench, writeJson } from './bench.js';
import { performancePage, renderRows } from './report.js';

const { values } = parseArgs({
  options: {
    clones: { type: 'string' },
    only: { type: 'string', default: '' },
    runs: { type: 'string', default: '5' },
    lines: { type: 'string', default: '60000' },
    scale: { type: 'string', default: '300000' },
    json: { type: 'string' },
    'write-docs': { type: 'boolean', default: false },
  },
});
const rows = bench({
  clones: values.clones,
  runs: Number(values.runs),
  lines: Number(values.lines),
  scale: Number(values.scale),
  only: values.only === '' ? [] : values.only.split(','),
});
console.log(renderRows(rows));
if (values.json) writeJson(values.json, rows);
if (values['write-docs']) writeFileSync(join(import.meta.dirname, '../../docs/performance.md'), performancePage(rows, Number(values.runs)));
