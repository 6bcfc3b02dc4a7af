import { resolve } from 'node:path';
import { measure, median } from './process.js';

const PLUGIN = resolve(import.meta.dirname, '../../dist/src/index.js');

/** What it costs to import the plugin in a new process. */
export interface Start {
  /** Milliseconds of CPU, beyond what a process takes that imports nothing. */
  ms: number;
  /** Whether a compiler was loaded. */
  compiler: boolean;
}

const SCRIPT = `
const before = process.cpuUsage();
const { createRequire } = await import('node:module');
await import(process.argv[1]);
const { user, system } = process.cpuUsage(before);
const ms = (user + system) / 1e3;
const loaded = Object.keys(createRequire(import.meta.url).cache).some((path) => /node_modules.(?:typescript|ts-morph|jscodeshift)./.test(path));
console.log(JSON.stringify({ ms, loaded }));
`;

export function measureStart(runs: number): Start {
  const samples = Array.from({ length: runs }, () => {
    const { stdout } = measure({ args: ['--input-type=module', '--eval', SCRIPT, PLUGIN], cwd: process.cwd() });
    return JSON.parse(stdout) as { ms: number; loaded: boolean };
  });
  return { ms: median(samples.map(({ ms }) => ms)), compiler: samples.some(({ loaded }) => loaded) };
}
