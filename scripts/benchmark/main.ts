/**
 * Runs the rules on real fix commits and hard negatives and prints recall, silence after the fix and silence on hard
 * negatives. Usage: npm run benchmark -- --clones DIR [--cases FILE] [--family F] [--id PREFIX] [--verbose] [--json FILE]
 */
import { writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { readCases } from './cases.js';
import { renderRun } from './report.js';
import { runCases } from './run.js';

const { values } = parseArgs({
  options: {
    clones: { type: 'string' },
    cases: { type: 'string', default: resolve(import.meta.dirname, '../../../shared/benchmark/cases.jsonl') },
    family: { type: 'string' },
    id: { type: 'string' },
    verbose: { type: 'boolean', default: false },
    json: { type: 'string' },
  },
});
if (!values.clones) {
  console.error('Name the folder of the clones: npm run benchmark -- --clones DIR');
  process.exit(2);
}
const cases = readCases(values.cases).filter(
  (item) => (!values.family || item.family === values.family) && (!values.id || item.id.startsWith(values.id)),
);
const run = await runCases(values.clones, cases, values.verbose);
console.log(renderRun(run, values.verbose));
if (values.json) writeFileSync(values.json, `${JSON.stringify(run, null, 2)}\n`);
