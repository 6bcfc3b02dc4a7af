import { join, relative } from 'node:path';
import { createInterface, type Interface } from 'node:readline';
import pc from 'picocolors';
import type { Colours } from '../codemod/patch.js';

/** Where a command was called and where it writes: results to stdout, everything about the run to stderr. */
export interface Terminal {
  /** The folder in which the command was called. */
  cwd: string;
  out(text: string): void;
  /** A line on stderr. */
  note(text: string): void;
  /** Colours of stdout and of stderr: plain text where they go into a file or a pipe. */
  outColours: Colours;
  noteColours: Colours;
  /** Shows how far a run is: in one line that is written over on a terminal, else in a plain line now and then. */
  progress(path: string, done: number, total: number): void;
  /** Clears the line of `progress`. */
  endProgress(): void;
  /** Asks the person at the terminal for a line; null where nobody is there to answer. */
  ask(question: string): Promise<string | null>;
  /** Ends asking, so that the process can end. */
  close(): void;
}

/** A path of a report, which is relative to `root`, from where the command was called. */
export function fromHere(path: string, root: string, { cwd }: Terminal): string {
  return relative(cwd, join(root, path)) || '.';
}

/** `1 finding`, `2 findings`. */
export function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}

const REFRESH_MS = 80;
/** Time between two plain lines: a log should show that a long run is alive, and no more. */
const PLAIN_MS = 10_000;
const CLEAR_LINE = '\r\u001B[2K';

export function createTerminal(
  stdout: NodeJS.WriteStream,
  stderr: NodeJS.WriteStream,
  stdin?: NodeJS.ReadStream,
): Terminal {
  const started = performance.now();
  let shown = -Infinity;
  let told = started;
  let input: Interface | undefined;
  let lines: AsyncIterator<string> | undefined;
  // `resilience lint | head` closes the pipe early, which is no failure.
  stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
  });
  return {
    cwd: process.cwd(),
    out: (text) => void stdout.write(text),
    note: (text) => void stderr.write(`${text}\n`),
    outColours: coloursOf(stdout),
    noteColours: coloursOf(stderr),
    progress(path, done, total) {
      const now = performance.now();
      const rate = Math.round((done / Math.max(1, now - started)) * 1000);
      if (!stderr.isTTY) {
        if (now - told < PLAIN_MS) return;
        told = now;
        stderr.write(`${done} of ${total} files, ${rate} files/s: ${path}\n`);
        return;
      }
      if (now - shown < REFRESH_MS) return;
      shown = now;
      const line = `${done}/${total}  ${rate} files/s  ${path}`;
      stderr.write(`${CLEAR_LINE}${line.slice(0, Math.max(20, stderr.columns - 1))}`);
    },
    endProgress() {
      if (shown > 0) stderr.write(CLEAR_LINE);
      shown = -Infinity;
    },
    async ask(question) {
      // Opened no earlier: a pipe that is open keeps a process from ending.
      const source = stdin ?? process.stdin;
      if (!source.isTTY || !stderr.isTTY) return null;
      input ??= createInterface({ input: source });
      lines ??= input[Symbol.asyncIterator]();
      stderr.write(question);
      const line = (await lines.next()) as IteratorResult<string, undefined>;
      return line.done ? null : line.value;
    },
    close: () => input?.close(),
  };
}

/** `NO_COLOR` and `FORCE_COLOR` win over what the stream is. */
function coloursOf(stream: NodeJS.WriteStream): Colours {
  const { NO_COLOR, FORCE_COLOR } = process.env;
  if (NO_COLOR) return pc.createColors(false);
  // Never undefined (a pipe's `isTTY`), which picocolors takes as "guess": it colours pipes where `CI` is set.
  const isTerminal = stream.isTTY && process.env['TERM'] !== 'dumb' ? true : false;
  return pc.createColors(FORCE_COLOR ? FORCE_COLOR !== '0' : isTerminal);
}
