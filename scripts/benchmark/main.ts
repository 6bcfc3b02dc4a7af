/**
 * Runs the rules on real fix commits and hard negatives and prints recall, silence after the fix and silence on hard
 * negatives. Usage: npm run benchmark -- --clones DIR [--cases FILE] [--family F] [--id PREFIX] [--verbose] [--peers]
 * [--json] [--write-docs]
 */
import { writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { accuracyPage } from './accuracy.js';
import { readCases } from './cases.js';
import { byDetect, byFamily } from './figures.js';
import { renderPeers } from './peers/report.js';
import { runPeers } from './peers/run.js';
import { renderRun } from './report.js';
import { runCases } from './run.js';

const { values } = parseArgs({
  options: {
    clones: { type: 'string' },
    cases: { type: 'string', default: resolve(import.meta.dirname, '../../../shared/benchmark/cases.jsonl') },
    family: { type: 'string' },
    id: { type: 'string' },
    verbose: { type: 'boolean', default: false },
    peers: { type: 'boolean', default: false },
    json: { type: 'boolean', default: false },
    'write-docs': { type: 'boolean', default: false },
  },
});
const { clones, family, id, verbose, json } = values;
if (!clones) {
  console.error('Name the folder of the clones: npm run benchmark -- --clones DIR');
  process.exit(2);
}
const cases = readCases(values.cases).filter((item) => (!family || item.family === family) && (!id || item.id.startsWith(id)));
const run = await runCases(clones, cases, verbose || json);
const peers = values.peers || values['write-docs'] ? runPeers(clones, cases) : null;
if (json) {
  console.log(JSON.stringify({ families: byFamily(run.outcomes), needs: byDetect(run.outcomes), ...run, peers }, null, 2));
} else {
  console.log(renderRun(run, verbose));
  if (peers) console.log(`\n${renderPeers(peers)}`);
}
if (values['write-docs'] && peers) writeFileSync(join(import.meta.dirname, '../../docs/accuracy.md'), accuracyPage(run, peers));
