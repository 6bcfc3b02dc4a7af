import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { compare, type Command } from './process.js';
import { configOf, lintCommand, preamble, type BenchProject } from './project.js';
import type { Row } from './row.js';

interface Peer {
  name: string;
  /** Packages by the name that `configs` gives them. */
  imports: Record<string, string>;
  /** Peers of its own that have to be there. */
  needs?: string[];
  /** What it recommends, as elements of a configuration. */
  configs: string;
  /** It asks for a newer Node.js than the oldest that this plugin runs on. */
  newer?: true;
}

const PEERS: readonly Peer[] = [
  { name: 'sonarjs', imports: { sonarjs: 'eslint-plugin-sonarjs' }, configs: 'sonarjs.configs.recommended' },
  {
    name: 'n and promise',
    imports: { n: 'eslint-plugin-n', promise: 'eslint-plugin-promise' },
    configs: "n.configs['flat/recommended'], promise.configs['flat/recommended']",
  },
  { name: 'llm-core', imports: { llm: 'eslint-plugin-llm-core' }, needs: ['@typescript-eslint/utils', 'typescript@6', 'eslint@10'], configs: '...[llm.configs.recommended].flat()' },
  { name: 'unicorn', imports: { unicorn: 'eslint-plugin-unicorn' }, configs: 'unicorn.configs.recommended', newer: true },
];

/** This plugin, with what it recommends, in the same runs. */
const OWN = 'this plugin beside them';

/** What other plugins cost with what they recommend, installed from the registry into a folder of their own. */
export function peerRows(project: BenchProject, scratch: string, runs: number): Row[] {
  const dir = join(scratch, 'peers');
  mkdirSync(dir, { recursive: true });
  writeFileSync(join(dir, 'package.json'), '{ "private": true }');
  const packages = PEERS.flatMap(({ imports, needs = [] }) => [...Object.values(imports), ...needs]);
  execFileSync('npm', ['install', '--no-audit', '--no-fund', '--legacy-peer-deps', ...packages, 'node@24'], { cwd: dir, stdio: 'ignore' });
  const newer = join(dir, 'node_modules/node/bin/node');

  const commands: Record<string, Command> = {
    none: lintCommand(project, 'none'),
    'none on a newer Node.js': { ...lintCommand(project, 'none'), node: newer },
    [OWN]: lintCommand(project, 'recommended'),
  };
  for (const peer of PEERS) {
    const imports = Object.entries(peer.imports).map(([name, of]) => `import ${name} from ${JSON.stringify(entryOf(dir, of))};\n`);
    writeFileSync(configOf(project, peer.name), `${imports.join('')}${preamble(project)}export default [...base, ${peer.configs}];\n`);
    commands[peer.name] = { ...lintCommand(project, peer.name), ...(peer.newer && { node: newer }) };
  }
  const used = compare(commands, runs);
  return [...PEERS, { name: OWN, newer: false }].map(({ name, newer: isNewer }) => {
    const none = used[isNewer ? 'none on a newer Node.js' : 'none']!;
    return {
      section: 'peers',
      what: name === OWN ? name : `lint with ${name}`,
      figure: used[name]!.cpu / none.cpu,
      target: null,
      unit: '×',
      detail: `${used[name]!.cpu.toFixed(1)} s of CPU, ${none.cpu.toFixed(1)} s with no rules${isNewer ? ', both on Node.js 24' : ''}; what it recommends; ${project.name}`,
    };
  });
}

/** The address of a package's entry, found as an importing module in the folder finds it. */
function entryOf(dir: string, name: string): string {
  const script = `console.log(import.meta.resolve(${JSON.stringify(name)}))`;
  const file = join(dir, 'entry.mjs');
  writeFileSync(file, script);
  return execFileSync(process.execPath, [file], { encoding: 'utf8' }).trim();
}
