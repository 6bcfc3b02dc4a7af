import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { probesOf, type Case } from '../cases.js';
import { findClone, textAt } from '../trees.js';
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
    const files = extract(clones, cases, join(folder, 'cases'));
    const linted = new Map(lint(folder, join(folder, 'cases'), [...new Set(files.values())]).map((file) => [file.path, file]));
    for (const { path, problem } of linted.values()) if (problem) problems.push(`${path}: ${problem}`);
    for (const item of cases) {
      for (const { when, commit, path, lines } of probesOf(item)) {
        const hits = linted.get(files.get(keyOf(item.repo, commit, path)) ?? '')?.hits;
        const own = hits?.filter(({ start, end }) => lines && start <= lines[1] && end >= lines[0]);
        if (own) outcomes.get(item.id)![when] = [...new Set(own.map(({ rule }) => rule))];
      }
    }
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

function lint(folder: string, root: string, files: string[]): PeerFile[] {
  const output = run(folder, { root, files });
  return output.split('\n').slice(0, -1).map((line) => JSON.parse(line) as PeerFile);
}

function keyOf(repo: string, commit: string, path: string): string {
  return `${repo.replace('/', '+')}/${commit}/${path}`;
}

/**
 * Writes the files of the cases, each with the manifests above it: without type information the peers look at nothing
 * else, so that one process can lint all of them. Gives the path below the root by repository, commit and path.
 */
function extract(clones: string, cases: readonly Case[], root: string): Map<string, string> {
  const written = new Map<string, string>();
  for (const item of cases) {
    const gitDir = findClone(clones, item.repo);
    for (const { commit, path } of gitDir ? probesOf(item) : []) {
      const key = keyOf(item.repo, commit, path);
      const text = written.has(key) ? null : textAt(gitDir!, commit, path);
      if (text === null) continue;
      write(join(root, key), text);
      written.set(key, key);
      for (let above = dirname(path); ; above = dirname(above)) {
        const manifest = textAt(gitDir!, commit, above === '.' ? 'package.json' : `${above}/package.json`);
        if (manifest !== null) write(join(root, keyOf(item.repo, commit, above), 'package.json'), manifest);
        if (above === '.') break;
      }
    }
  }
  return written;
}

function write(path: string, text: string): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
}

function countRules(folder: string): Record<string, number> {
  return JSON.parse(run(folder, { count: true })) as Record<string, number>;
}

function versionOf(folder: string, name: string): string {
  return (JSON.parse(readFileSync(join(folder, 'node_modules', name, 'package.json'), 'utf8')) as { version: string }).version;
}
