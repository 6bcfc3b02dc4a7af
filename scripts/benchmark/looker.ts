import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { bundle } from '../bundle.js';
import type { Looked, Task } from './look.js';

/** Lints files of a checked-out tree with the sources as they were when it was made. */
export interface Looker {
  look(task: Task): Looked[];
  remove(): void;
}

/** How long the process for one tree may run. */
const TIMEOUT_MS = 15 * 60_000;

export async function createLooker(): Promise<Looker> {
  const { path, remove } = await bundle(join(import.meta.dirname, 'look.ts'));
  return { look: (task) => lookIn(path, task), remove };
}

function lookIn(script: string, task: Task): Looked[] {
  const child = spawnSync(process.execPath, [script], {
    // Models of files of the project are found from the working directory.
    cwd: task.root,
    input: JSON.stringify(task),
    encoding: 'utf8',
    maxBuffer: 1 << 30,
    timeout: TIMEOUT_MS,
  });
  if (child.status !== 0 && child.signal === null) throw new Error(`The linting process failed:\n${child.stderr}`);
  const lines = child.stdout.split('\n');
  const looked = lines.slice(0, -1).map((line) => JSON.parse(line) as Looked);
  // A process that was killed says nothing of the file that it was at, nor of those behind it.
  const [died, ...rest] = task.files.slice(looked.length);
  if (died === undefined) return looked;
  const reason = `The process was ended by ${child.signal}.\n${child.stderr.slice(-2000)}`;
  return [...looked, { path: died, ms: 0, hits: [], problem: { kind: 'crash', reason } }, ...lookIn(script, { ...task, files: rest })];
}
