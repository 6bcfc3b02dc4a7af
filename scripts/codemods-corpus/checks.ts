import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import type { Tests } from './results.js';

/** What is checked of a repository beside its syntax, as the command line says it. */
export interface Asked {
  /** Folder -> command that installs what the folder needs. */
  install: { folder: string; command: string }[];
  /** Folders that are type-checked by their own tsconfig.json, or by the file that is named. */
  types: { folder: string; project: string }[];
  tests: { folder: string; command: string }[];
}

/** `OWNER/NAME:FOLDER=VALUE`. @throws {Error} where it is none. */
export function parseAsked(text: string): { repo: string; folder: string; value: string } {
  const parts = /^([^:]+):([^=]*)=(.*)$/.exec(text);
  if (!parts) throw new Error(`${text} isn't of the form OWNER/NAME:FOLDER=VALUE.`);
  return { repo: parts[1]!, folder: parts[2]!, value: parts[3]! };
}

export function install(root: string, folder: string, command: string): void {
  const { status } = spawnSync('sh', ['-c', command], { cwd: join(root, folder), stdio: ['ignore', 'ignore', 'inherit'] });
  if (status !== 0) throw new Error(`${command} failed in ${folder}.`);
}

/** The compiler's errors without their lines, which edits move. */
export function typeErrors(root: string, folder: string, project: string): string[] {
  const { stdout } = spawnSync('npx', ['tsc', '--noEmit', '--pretty', 'false', '-p', project], { cwd: join(root, folder), encoding: 'utf8', maxBuffer: 1 << 28 });
  return stdout
    .split('\n')
    .filter((line) => /error TS\d+/.test(line))
    .map((line) => line.replace(/\(\d+,\d+\)/, '').trim())
    .sort();
}

/** How many of the project's tests pass, by the summary that Jest, Vitest, Mocha or TAP prints. */
export function runTests(root: string, folder: string, command: string): Tests {
  const { stdout, stderr } = spawnSync('sh', ['-c', command], { cwd: join(root, folder), encoding: 'utf8', maxBuffer: 1 << 28, env: { ...process.env, CI: '1', NO_COLOR: '1' } });
  const text = `${stdout}\n${stderr}`;
  const summary = /^\s*Tests:?\s.*$/m.exec(text)?.[0] ?? text;
  const count = (...names: string[]) => Number(names.map((name) => new RegExp(`(?:(\\d+) ${name}|# ${name}\\w* (\\d+))`).exec(summary)).find((found) => found)?.slice(1).find(Boolean) ?? 0);
  return { passed: count('passed', 'passing', 'pass'), failed: count('failed', 'failing', 'fail') };
}
