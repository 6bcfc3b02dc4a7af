import { spawn, type ChildProcess } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import ts from 'typescript';
import { expect } from 'vitest';
import { rules } from '../../../rules/index.js';
import type { Cleanup } from '../../../scripts/demo/cleanup.js';
import type { Database } from '../../../scripts/demo/postgres.js';
import { ROOT } from '../../../scripts/demo/root.js';
import type { Codemod } from '../../../src/codemod/codemod.js';
import { readOptions } from '../../../src/codemod/options.js';
import { planRun, writeRun } from '../../../src/codemod/run.js';
import { readSettings } from '../../../src/settings.js';
import { waitFor } from './wait-for.js';

/** A folder of this checkout, so that packages resolve, with what is at a path or the given files; removed afterwards. */
export function workFolder(cleanup: Cleanup, content: string | Record<string, string>): string {
  mkdirSync(join(ROOT, '.tmp'), { recursive: true });
  const directory = mkdtempSync(join(ROOT, '.tmp/app-'));
  const remove = () => rmSync(directory, { recursive: true, force: true });
  cleanup.add(remove, remove);
  // A repository of its own: what is above has nothing to do with it.
  mkdirSync(join(directory, '.git'));
  if (typeof content === 'string') cpSync(content, directory, { recursive: true });
  else for (const [name, text] of Object.entries(content)) write(join(directory, name), text);
  return directory;
}

function write(path: string, text: string): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
}

/** Applies a codemod to a folder, where it must decline and fail nothing, and builds what is TypeScript. */
export async function applyCodemod(directory: string, codemod: Codemod, flags: Record<string, unknown>): Promise<void> {
  const [rule, ...also] = [codemod.rule, ...Object.keys(codemod.also ?? {})].map((name) => rules[name]!);
  const run = await planRun({
    workplace: { cwd: directory, root: directory, repository: null },
    paths: [],
    codemod,
    rule: rule!,
    also,
    options: readOptions(codemod, flags),
    settings: readSettings(undefined),
  });
  await writeRun(run);
  expect(run.plans.flatMap(({ declined, failed }) => [...declined, ...failed])).toEqual([]);
  expect(run.plans).not.toEqual([]);
  transpile(directory);
}

/** Makes JavaScript of the TypeScript in `src`, beside it. */
export function transpile(directory: string): void {
  const config = join(directory, 'tsconfig.json');
  if (!existsSync(config)) return;
  const { options } = ts.parseJsonConfigFileContent(ts.readConfigFile(config, (path) => ts.sys.readFile(path)).config, ts.sys, directory);
  const isModule = readFileSync(join(directory, 'package.json'), 'utf8').includes('"type": "module"');
  const module = isModule ? ts.ModuleKind.ESNext : ts.ModuleKind.CommonJS;
  for (const file of readdirSync(join(directory, 'src'), { recursive: true }) as string[]) {
    if (!file.endsWith('.ts')) continue;
    const path = join(directory, 'src', file);
    const { outputText } = ts.transpileModule(readFileSync(path, 'utf8'), { compilerOptions: { ...options, module }, fileName: path });
    writeFileSync(path.replace(/\.ts$/, '.js'), outputText);
  }
}

/** A running application. */
export interface App<Base extends Database | null = Database> {
  url: string;
  child: ChildProcess;
  database: Base;
  output(): string;
  exited: Promise<{ code: number | null; signal: NodeJS.Signals | null; at: number }>;
}

/** Starts an application, directly or through npm, in a process group of its own that ends as a whole. */
export async function startApp<Base extends Database | null>(directory: string, database: Base, cleanup: Cleanup, command: 'node' | 'npm' = 'node', env: Record<string, string> = {}): Promise<App<Base>> {
  const manifest = JSON.parse(readFileSync(join(directory, 'package.json'), 'utf8')) as { scripts: { start: string } };
  const [program, args] =
    command === 'npm' ? ['npm', ['start', '--silent']] : [process.execPath, manifest.scripts.start.split(' ').slice(1)];
  const child = spawn(program, args, {
    cwd: directory,
    env: { PATH: process.env.PATH, HOME: process.env.HOME, NODE_ENV: 'production', NO_COLOR: '1', PORT: '0', ...(database && { DATABASE_URL: database.url }), ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  });
  const killGroup = () => signalGroup(child, 'SIGKILL');
  cleanup.add(killGroup, killGroup);
  let output = '';
  const read = (chunk: string) => (output += chunk);
  child.stdout.setEncoding('utf8').on('data', read);
  child.stderr.setEncoding('utf8').on('data', read);
  const exited: App<Base>['exited'] = new Promise((resolve) => {
    child.once('exit', (code, signal) => resolve({ code, signal, at: performance.now() }));
  });
  const port = await Promise.race([
    waitFor(() => /listening on port (\d+)/.exec(output)?.[1], 20_000),
    exited.then(() => Promise.reject(new Error(`${directory} ended before it listened:\n${output}`))),
  ]);
  return { url: `http://127.0.0.1:${port}`, child, database, output: () => output, exited };
}

/** Signals every process that a command has started, as a terminal and systemd do. */
export function signalGroup({ pid }: ChildProcess, signal: NodeJS.Signals): void {
  try {
    if (pid !== undefined) process.kill(-pid, signal);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}
