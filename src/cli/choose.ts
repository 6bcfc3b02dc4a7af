import { relative } from 'node:path';
import { chooseHunks, type Answer, type Hunk } from '../codemod/hunks.js';
import type { CodemodRun } from '../codemod/run.js';
import { UserError } from '../codemod/user-error.js';
import type { Terminal } from './terminal.js';

const ANSWERS: Record<string, Answer> = { y: 'yes', n: 'no', f: 'file', s: 'skip-file', a: 'all', q: 'quit' };
const HELP = [
  'y  make this change',
  'n  leave it out',
  'f  make this and all further ones in this file',
  's  leave this and all further ones in this file out',
  'a  make this and all further ones',
  'q  leave this and all further ones out',
].join('\n');

/**
 * `--interactive`: asks about each change and leaves the others out of the run.
 * @throws {UserError} without a terminal: nothing may be written then that was to be asked about.
 */
export async function choose(run: CodemodRun, terminal: Terminal): Promise<void> {
  const { root } = run.workplace;
  const ask = async (path: string, hunk: Hunk, number: number, total: number): Promise<Answer> => {
    terminal.note(`\n${terminal.noteColours.bold(`${relative(root, path)}:${hunk.line}`)}`);
    terminal.note(show(hunk, terminal));
    for (;;) {
      const line = await terminal.ask(`Make this change (${number} of ${total})? [y,n,f,s,a,q,?] `);
      if (line === null) throw new UserError('--interactive needs a terminal to ask in. Nothing is written.');
      const answer = ANSWERS[line.trim().toLowerCase()];
      if (answer) return answer;
      terminal.note(HELP);
    }
  };
  let goesOn = true;
  for (const plan of run.plans) {
    goesOn = await chooseHunks(plan, goesOn ? ask : async () => 'quit') && goesOn;
  }
}

function show({ removed, added }: Hunk, { noteColours: { red, green } }: Terminal): string {
  const line = (text: string) => text.replace(/\r?\n$/, '');
  return [...removed.map((text) => red(`-${line(text)}`)), ...added.map((text) => green(`+${line(text)}`))].join('\n');
}
