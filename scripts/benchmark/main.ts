/**
 * Runs the rules on real fix commits and hard negatives and prints recall, silence after the fix and silence on hard
 * negatives by family. Usage: npm run benchmark -- --clones DIR [--cases FILE] [--family F] [--verbose] [--json FILE] [--dist DIR]
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { FAMILIES, probesOf, readCases, RULES_OF_FAMILY, type Case, type Probe } from './cases.js';
import { renderTable } from './report.js';
import { extract, findClone, hasCommit } from './trees.js';

export interface Hit {
  rule: string;
  messageId: string;
  start: number;
  end: number;
  message: string;
}

export interface Outcome {
  item: Case;
  before?: Hit[];
  after?: Hit[];
  negative?: Hit[];
}

const { values } = parseArgs({
  options: {
    clones: { type: 'string' },
    cases: { type: 'string', default: resolve(import.meta.dirname, '../../../shared/benchmark/cases.jsonl') },
    family: { type: 'string' },
    id: { type: 'string' },
    verbose: { type: 'boolean', default: false },
    json: { type: 'string' },
    dist: { type: 'string', default: resolve(import.meta.dirname, '../../dist') },
  },
});
if (!values.clones) {
  console.error('Name the folder of the clones: npm run benchmark -- --clones DIR');
  process.exit(2);
}

const { dist } = values;
const cases = readCases(values.cases).filter(
  (item) => (!values.family || item.family === values.family) && (!values.id || item.id.startsWith(values.id)),
);
const outcomes = new Map<string, Outcome>(cases.map((item) => [item.id, { item }]));
const missing = new Set<string>();
const scratch = mkdtempSync(join(tmpdir(), 'resilience-benchmark-'));
try {
  for (const repo of new Set(cases.map((item) => item.repo))) {
    const gitDir = findClone(values.clones, repo);
    if (!gitDir) {
      missing.add(repo);
      continue;
    }
    runRepository(repo, gitDir);
  }
} finally {
  rmSync(scratch, { recursive: true, force: true });
}
console.log(renderTable([...outcomes.values()], values.verbose));
if (missing.size > 0) console.log(`Not counted, no clone or commit: ${[...missing].join(', ')}`);
if (values.json) writeFileSync(values.json, JSON.stringify([...outcomes.values()], null, 2));

function runRepository(repo: string, gitDir: string): void {
  const probes = cases.filter((item) => item.repo === repo).flatMap(probesOf);
  const root = join(scratch, repo.replace('/', '+'));
  const commits = [...new Set(probes.map((probe) => probe.commit))];
  for (const [index, commit] of commits.entries()) {
    process.stderr.write(`\r${repo}: commit ${index + 1} of ${commits.length}   `);
    if (!hasCommit(gitDir, commit)) {
      missing.add(`${repo}@${commit.slice(0, 10)}`);
      continue;
    }
    extract(gitDir, commit, root);
    runCommit(probes.filter((probe) => probe.commit === commit), root);
  }
  process.stderr.write('\n');
  rmSync(root, { recursive: true, force: true });
}

function runCommit(probes: Probe[], root: string): void {
  const files = [...new Set(probes.map((probe) => probe.path))];
  const rules = [...new Set(FAMILIES.flatMap((family) => RULES_OF_FAMILY[family]))];
  const child = spawnSync(process.execPath, [join(import.meta.dirname, 'lint-files.js'), resolve(dist)], {
    input: JSON.stringify({ root, files, rules }),
    encoding: 'utf8',
    maxBuffer: 1 << 28,
  });
  if (child.status !== 0) throw new Error(`Linting ${files.join(', ')} failed:\n${child.stderr}`);
  const findings = JSON.parse(child.stdout) as Record<string, Hit[]>;
  for (const probe of probes) {
    const outcome = outcomes.get(probe.id)!;
    const wanted = RULES_OF_FAMILY[outcome.item.family];
    const { lines } = probe;
    outcome[probe.when] = (findings[probe.path] ?? []).filter(
      (hit) => wanted.includes(hit.rule) && lines !== null && hit.start <= lines[1] && hit.end >= lines[0],
    );
  }
}
