/**
 * Prints findings of a rule, chosen at random, with their source, to be read and judged. Usage: npm run corpus:sample --
 * --clones DIR --rule R [--message ID] [--seed N] [--count 40] [--context 8] [--unread] [--run FILE]
 */
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { findClone } from '../benchmark/trees.js';
import { keyOf, readRun, STORED, type CorpusFinding } from './findings.js';
import { keyOfEntry, readLedger } from './ledger.js';
import { sampleOf } from './sample.js';

const { values } = parseArgs({
  options: {
    clones: { type: 'string' },
    rule: { type: 'string' },
    message: { type: 'string' },
    seed: { type: 'string', default: '1' },
    count: { type: 'string', default: '40' },
    context: { type: 'string', default: '8' },
    unread: { type: 'boolean', default: false },
    run: { type: 'string', default: STORED },
  },
});
const run = readRun(values.run);
if (!values.clones || !values.rule || !run) {
  console.error(run ? 'Name the folder of the clones and a rule: --clones DIR --rule R' : `There is no stored run at ${values.run}: npm run corpus -- --clones DIR`);
  process.exit(2);
}
const { clones, rule, message } = values;
const ledger = new Map(readLedger(readFileSync(join(import.meta.dirname, '../../test/corpus/ledger.jsonl'), 'utf8')).map((entry) => [keyOfEntry(entry), entry]));
const all = run.findings.filter((finding) => finding.rule === rule && (!message || finding.messageId === message) && !(values.unread && ledger.has(keyOf(finding))));
const sample = sampleOf(all, values.seed, Number(values.count));
console.log(`${sample.length} of ${all.length} findings of ${rule}, seed ${values.seed}`);
for (const [index, finding] of sample.entries()) {
  const read = ledger.get(keyOf(finding));
  console.log(`\n=== ${index + 1} ${finding.repo} ${finding.path}:${finding.line} (${finding.messageId})${read ? ` [${read.verdict}: ${read.why}]` : ''}`);
  console.log(finding.message);
  console.log(sourceOf(finding, Number(values.context)));
  const { message: _, ...entry } = finding;
  if (!read) console.log(JSON.stringify({ ...entry, verdict: '', why: '' }));
}

/** The lines round a finding, with their numbers. */
function sourceOf({ repo, commit, path, line }: CorpusFinding, context: number): string {
  const gitDir = findClone(clones, repo);
  if (!gitDir) return `There is no clone of ${repo}.`;
  const text = execFileSync('git', ['--git-dir', gitDir, 'show', `${commit}:${path}`], { encoding: 'utf8', maxBuffer: 1 << 28 });
  const first = Math.max(1, line - context);
  return text
    .split('\n')
    .slice(first - 1, line + context)
    .map((source, offset) => `${first + offset === line ? '>' : ' '} ${String(first + offset).padStart(5)}  ${source}`)
    .join('\n');
}
