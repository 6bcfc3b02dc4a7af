/**
 * Kills a run at random moments while it writes and checks that every file is either old or new, that a resumed run is whole and
 * that an undone one left nothing. Usage: npm run codemods:kill [-- --kills N] [--files N] [--seed N]
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { latestJournal, resumeRun, undoRun } from '../../src/codemod/journal.js';
import type { Change } from '../../src/codemod/plan.js';
import { bundle } from '../bundle.js';

const { values } = parseArgs({
  options: { kills: { type: 'string', default: '200' }, files: { type: 'string', default: '500' }, seed: { type: 'string', default: '1' } },
});
const kills = Number(values.kills);
const files = Number(values.files);
let state = Number(values.seed);
/** The same numbers for the same seed, from 0 to 1 (mulberry32). */
function random(): number {
  state = (state + 0x6d2b79f5) | 0;
  let t = Math.imul(state ^ (state >>> 15), 1 | state);
  t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
  return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
}

const old = (index: number) => `old ${index}\n`.repeat(200);
const young = (index: number) => `new ${index}\n`.repeat(200);

const writer = await bundle(join(import.meta.dirname, '../../test/codemod/writer.ts'));
const counts = { 'before the journal': 0, 'while writing': 0, 'at the end': 0, resumed: 0, undone: 0 };
const wrong: string[] = [];
let killed = 0;
/** How long a whole run takes, in ms: measured first, then kept up to date by those that end. */
let whole = (await round(null)).ms ?? 1000;
try {
  // One that came when all was written is none: it tells that a run takes less time.
  for (let tries = 0; killed < kills && tries < kills * 4; tries++) {
    const after = random() * whole;
    const { ms, finished } = await round(after);
    if (finished) whole = (whole * 3 + (ms ?? after)) / 4;
  }
} finally {
  writer.remove();
}
console.log(`${killed} kills while ${files} files were written: ${Object.entries(counts).map(([name, count]) => `${count} ${name}`).join(', ')}; ${wrong.length} wrong.`);
for (const text of wrong.slice(0, 20)) console.log(text);
if (wrong.length > 0 || killed < kills) process.exitCode = 1;

/** One run, killed after some time from the start of the writing. `ms`: how long it took where it ended by itself; `finished`: it had written all. */
async function round(killAfter: number | null): Promise<{ ms: number | null; finished: boolean }> {
  const dir = mkdtempSync(join(tmpdir(), 'resilience-kill-'));
  try {
    const folder = join(dir, '.resilience');
    mkdirSync(folder);
    const changes: Change[] = Array.from({ length: files }, (_, index) => ({ path: join(dir, `${index}.js`), before: old(index), after: young(index) }));
    for (const { path, before } of changes) writeFileSync(path, before!);
    writeFileSync(join(folder, 'changes.json'), JSON.stringify(changes));
    const child = spawn(process.execPath, [writer.path, folder], { stdio: ['ignore', 'pipe', 'inherit'] });
    const exit = once(child, 'exit');
    await once(child.stdout, 'data');
    const started = performance.now();
    const timer = killAfter === null ? undefined : setTimeout(() => child.kill('SIGKILL'), killAfter);
    const [, signal] = (await exit) as [number | null, string | null];
    clearTimeout(timer);
    const ms = signal === null ? performance.now() - started : null;
    const finished = await settle(dir, folder, changes);
    if (!finished) killed++;
    return { ms, finished };
  } finally {
    rmSync(dir, { recursive: true, force: true });
  }
}

async function settle(dir: string, folder: string, changes: readonly Change[]): Promise<boolean> {
  const texts = changes.map(({ path }) => readFileSync(path, 'utf8'));
  for (const [index, text] of texts.entries()) if (text !== old(index) && text !== young(index)) wrong.push(`${index}.js is neither old nor new`);
  const journal = await latestJournal(folder);
  if (!journal) {
    counts['before the journal']++;
    if (texts.some((text, index) => text !== old(index))) wrong.push('a file was written before the journal');
    return false;
  }
  counts[journal.finished ? 'at the end' : 'while writing']++;
  const undoes = journal.finished || random() < 0.5;
  const conflicts = undoes ? await undoRun(journal) : await resumeRun(journal);
  counts[undoes ? 'undone' : 'resumed']++;
  if (conflicts.length > 0) wrong.push(`${conflicts.length} files stand in the way`);
  for (const [index, { path }] of changes.entries()) {
    if (readFileSync(path, 'utf8') !== (undoes ? old(index) : young(index))) wrong.push(`${index}.js is not as it should be after ${undoes ? 'undo' : 'resume'}`);
  }
  const names = readdirSync(dir).filter((name) => name !== '.resilience');
  if (names.length !== changes.length) wrong.push(`left behind: ${names.filter((name) => !/^\d+\.js$/.test(name)).join(', ')}`);
  return journal.finished;
}
