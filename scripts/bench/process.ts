import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

/** What one process used: seconds of CPU over all its threads, seconds in all, MB at its peak. */
export interface Used {
  cpu: number;
  wall: number;
  peak: number;
}

const HOOK = pathToFileURL(join(import.meta.dirname, 'usage-hook.js')).href;
const TIMEOUT_MS = 30 * 60_000;

export interface Command {
  /** A script and its arguments. */
  args: readonly string[];
  cwd: string;
  env?: Record<string, string>;
  /** Called before each run. */
  before?: () => void;
  /** The Node.js that runs it; this process's own by default. */
  node?: string;
}

/** Runs a Node.js process to its end. What it prints is returned, whatever its exit code is: linters end with 1. */
export function measure({ args, cwd, env, before, node = process.execPath }: Command): Used & { stdout: string } {
  before?.();
  const folder = mkdtempSync(join(tmpdir(), 'resilience-bench-'));
  const out = join(folder, 'used.json');
  try {
    const child = spawnSync(node, ['--import', HOOK, ...args], {
      cwd,
      encoding: 'utf8',
      env: { ...process.env, ...env, BENCH_OUT: out },
      maxBuffer: 1 << 28,
      timeout: TIMEOUT_MS,
    });
    if (child.status === null || child.status > 1) throw new Error(`${args.join(' ')} ended with ${child.status ?? child.signal}:\n${child.stderr.slice(-2000)}`);
    return { ...(JSON.parse(readFileSync(out, 'utf8')) as Used), stdout: child.stdout };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Runs commands in turn, again and again, so that a machine whose speed drifts is the same for all; medians by name. */
export function compare<Name extends string>(commands: Record<Name, Command>, runs: number): Record<Name, Used> {
  const names = Object.keys(commands) as Name[];
  const samples = new Map<Name, Used[]>(names.map((name) => [name, []]));
  for (let run = 0; run < runs; run++) {
    for (const name of names) {
      process.stderr.write(`\r  ${name}: run ${run + 1} of ${runs}          `);
      samples.get(name)!.push(measure(commands[name]));
    }
  }
  process.stderr.write('\n');
  return Object.fromEntries(names.map((name) => [name, middle(samples.get(name)!)])) as Record<Name, Used>;
}

function middle(all: readonly Used[]): Used {
  return { cpu: median(all.map(({ cpu }) => cpu)), wall: median(all.map(({ wall }) => wall)), peak: median(all.map(({ peak }) => peak)) };
}

export function median(numbers: readonly number[]): number {
  const sorted = [...numbers].sort((a, b) => a - b);
  const half = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[half]! : (sorted[half - 1]! + sorted[half]!) / 2;
}
