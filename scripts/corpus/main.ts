/**
 * Lints the back ends of public repositories at HEAD with `strict`, stores the findings and prints what changed since a
 * stored run. Usage: npm run corpus -- --clones DIR [--repo OWNER/NAME | --unseen]... [--preset strict] [--only R]... [--rule R]
 * [--out FILE] [--against FILE]
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import type { ConfigName } from '../../src/configs.js';
import { compare, readRun, STORED } from './findings.js';
import { renderDifference, renderRun } from './report.js';
import { BACK_ENDS, UNSEEN } from './repositories.js';
import { runCorpus } from './run.js';

const { values } = parseArgs({
  options: {
    clones: { type: 'string' },
    repo: { type: 'string', multiple: true },
    unseen: { type: 'boolean', default: false },
    preset: { type: 'string', default: 'strict' },
    only: { type: 'string', multiple: true },
    rule: { type: 'string' },
    out: { type: 'string', default: STORED },
    against: { type: 'string' },
  },
});
const { clones, out, rule } = values;
const repos = values.repo ?? Object.keys(values.unseen ? UNSEEN : BACK_ENDS);
const unknown = repos.filter((repo) => !Object.hasOwn(BACK_ENDS, repo) && !Object.hasOwn(UNSEEN, repo));
if (!clones || unknown.length > 0) {
  console.error(clones ? `Not in the corpus: ${unknown.join(', ')}` : 'Name the folder of the clones: npm run corpus -- --clones DIR');
  process.exit(2);
}
const before = readRun(resolve(values.against ?? out));
const { missing, ...run } = await runCorpus(clones, repos, { config: values.preset as ConfigName, ...(values.only && { rules: values.only }) });
console.log(renderRun(run, rule));
if (missing.length > 0) console.log(`\nNot linted, for want of a clone: ${missing.join(', ')}`);
if (before) console.log(`\n${renderDifference(compare(before, run, rule))}`);
// A run over some repositories leaves what is stored of the others.
const kept = before && out === (values.against ?? out) ? before : { repositories: [], findings: [] };
const isNew = (repo: string) => run.repositories.some((repository) => repository.repo === repo);
const stored = {
  repositories: [...kept.repositories.filter(({ repo }) => !isNew(repo)), ...run.repositories],
  findings: [...kept.findings.filter(({ repo }) => !isNew(repo)), ...run.findings],
};
mkdirSync(dirname(resolve(out)), { recursive: true });
writeFileSync(resolve(out), `${JSON.stringify(stored, null, 2)}\n`);
if (run.repositories.some(({ problems }) => problems.some(({ kind }) => kind === 'crash'))) process.exitCode = 1;
