import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Case, type Probe } from '../cases.js';
import { visitCommits } from '../run.js';
import { PEERS } from './related.js';

/** The rules that report a case's lines before and after its fix, or those of a hard negative. */
export interface PeerOutcome {
  item: Case;
  before?: string[];
  after?: string[];
  negative?: string[];
}

export interface PeerRun {
  outcomes: PeerOutcome[];
  /** Package and version. */
  versions: Record<string, string>;
  /** How many rules were on, by plugin. */
  rules: Record<string, number>;
  problems: string[];
}

interface PeerFile {
  path: string;
  hits: { rule: string; start: number; end: number }[];
  problem?: string;
}

/** One of the peers needs a newer Node.js than npm itself may run on: that is a package, too. `latest` keeps npm from choosing older peers. */
const PACKAGES = [...Object.values(PEERS).map((name) => `${name}@latest`), '@typescript-eslint/parser@latest', 'typescript@6', 'node@24'];

/** Installs the peers into a folder of their own and runs all their rules on the cases. */
export function runPeers(clones: string, cases: readonly Case[]): PeerRun {
  const folder = mkdtempSync(join(tmpdir(), 'resilience-peers-'));
  try {
    install(folder);
    const outcomes = new Map<string, PeerOutcome>(cases.map((item) => [item.id, { item }]));
    const problems: string[] = [];
    visitCommits(clones, cases, (root, probes, repo) => {
      const linted = lint(folder, root, probes);
      for (const { path, problem } of linted) if (problem) problems.push(`${repo} ${path}: ${problem}`);
      for (const { id, when, path, lines } of probes) {
        const hits = linted.find((file) => file.path === path)?.hits.filter(({ start, end }) => lines && start <= lines[1] && end >= lines[0]);
        if (hits) outcomes.get(id)![when] = [...new Set(hits.map(({ rule }) => rule))];
      }
    });
    const versions = Object.fromEntries(Object.values(PEERS).map((name) => [name, versionOf(folder, name)]));
    return { outcomes: [...outcomes.values()], versions, rules: countRules(folder), problems };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function install(folder: string): void {
  writeFileSync(join(folder, 'package.json'), '{ "private": true, "type": "module" }\n');
  copyFileSync(join(import.meta.dirname, 'lint.js'), join(folder, 'lint.js'));
  process.stderr.write('Installing the peers.\n');
  const npm = spawnSync('npm', ['install', '--no-audit', '--no-fund', ...PACKAGES], { cwd: folder, encoding: 'utf8' });
  if (npm.status !== 0) throw new Error(`The peers can't be installed:\n${npm.stderr}`);
}

function run(folder: string, input: object): string {
  const child = spawnSync(join(folder, 'node_modules/.bin/node'), [join(folder, 'lint.js')], {
    cwd: folder,
    input: JSON.stringify(input),
    encoding: 'utf8',
    maxBuffer: 1 << 30,
  });
  if (child.status !== 0) throw new Error(`The peers failed:\n${child.stderr}`);
  return child.stdout;
}

function lint(folder: string, root: string, probes: readonly Probe[]): PeerFile[] {
  const output = run(folder, { root, files: [...new Set(probes.map(({ path }) => path))] });
  return output.split('\n').slice(0, -1).map((line) => JSON.parse(line) as PeerFile);
}

function countRules(folder: string): Record<string, number> {
  return JSON.parse(run(folder, { count: true })) as Record<string, number>;
}

function versionOf(folder: string, name: string): string {
  return (JSON.parse(readFileSync(join(folder, 'node_modules', name, 'package.json'), 'utf8')) as { version: string }).version;
}
