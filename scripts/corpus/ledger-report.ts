/** Checks the ledger and prints the share of right findings by rule. Usage: npm run corpus:ledger [-- --run FILE] */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { rules } from '../../rules/index.js';
import { keyOf, readRun, STORED } from './findings.js';
import { readLedger, sharesOf } from './ledger.js';

/** Shares that a rule of a preset has to reach, and how many findings have to be read for that. */
const BARS = { recommended: 0.95, strict: 0.85 } as const;
const LEAST_READ = 40;

const { values } = parseArgs({ options: { run: { type: 'string', default: STORED } } });
const entries = readLedger(readFileSync(join(import.meta.dirname, '../../test/corpus/ledger.jsonl'), 'utf8'));
const run = readRun(values.run);
const shares = sharesOf(entries, run && new Set(run.findings.map(keyOf)));
const share = ({ right, read }: { right: number; read: number }) => (read === 0 ? '-' : `${right}/${read} ${Math.round((100 * right) / read)} %`);

console.log('rule                               preset       read             still reported   bar');
for (const [name, rule] of Object.entries(rules)) {
  const { preset } = rule.definition.meta;
  const own = shares.find((item) => item.rule === name) ?? { right: 0, read: 0, now: null };
  const { right, read } = own.now ?? own;
  const bar = preset && BARS[preset];
  const verdict = read < LEAST_READ ? `${LEAST_READ - read} to read` : bar && right / read < bar ? `below ${bar * 100} %` : 'reached';
  console.log([name.padEnd(33), (preset ?? '-').padEnd(11), share(own).padEnd(15), (own.now ? share(own.now) : '-').padEnd(15), verdict].join('  '));
}
if (!run) console.log('\nWithout a stored run of the corpus it is not known which of them are still reported.');
