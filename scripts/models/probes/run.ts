import { execFile } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Case, Probe } from './probe.js';
import type { Running } from './servers.js';

/** How long it is watched whether a call ends. A limit of 300 ms has long ended it by then, also on a machine that is busy. */
export const WINDOW_MS = 4_000;
const PROCESS_MS = 90_000;

/** How a case ended; `ms` is null where it was still waiting when the watching ended. */
export interface Seen {
  ms: number | null;
  error?: string;
  value?: unknown;
}

/** Runs the cases of a probe at once in a process of their own, in the folder that has the package. */
export async function runProbe(probe: Probe, folder: string, { port, url }: Running): Promise<Record<string, Seen> | { failed: string }> {
  const watched = Object.entries(probe.cases).map(([id, { run }]) => `watch(() => ${run}).then((result) => [${JSON.stringify(id)}, result])`);
  const code = `
    const HOST = '127.0.0.1', PORT = ${port}, ADDRESS = ${JSON.stringify(url)};
    for (const event of ['uncaughtException', 'unhandledRejection']) process.on(event, (error) => process.stderr.write('Error: ' + String(error?.message ?? error).split('\\n')[0] + '\\n'));
    const sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
    const stillWaits = (promise, ms = 800) => Promise.race([promise.then(() => false, () => false), sleep(ms).then(() => true)]);
    const watch = async (run) => {
      const start = performance.now();
      let timer;
      const watched = new Promise((resolve) => { timer = setTimeout(() => resolve({ ms: null }), ${WINDOW_MS}); });
      const text = (error) => String(error?.name ?? error) + ': ' + String(error?.message ?? '').slice(0, 80);
      const ended = Promise.resolve().then(run).then((value) => ({ value: ['boolean', 'number', 'string'].includes(typeof value) ? value : undefined }), (error) => ({ error: text(error) }));
      const result = await Promise.race([watched, ended]);
      clearTimeout(timer);
      return result.ms === null ? result : { ms: Math.round(performance.now() - start), ...result };
    };
    ${probe.load}
    const seen = await Promise.all([${watched.join(',\n')}]);
    console.log('\\nSEEN ' + JSON.stringify(Object.fromEntries(seen)));
    process.exit(0);`;
  const result = await runCode(code, folder, probe);
  const line = /^SEEN (.*)$/m.exec(result.stdout)?.[1];
  if (line) return JSON.parse(line) as Record<string, Seen>;
  return { failed: result.stderr.split('\n').find((text) => /Error/.test(text)) ?? result.failed ?? 'no result' };
}

export interface Output {
  stdout: string;
  stderr: string;
  failed?: string;
}

/** Runs code as a module in a folder. */
export function runCode(code: string, folder: string, { files = {}, env = {} }: { files?: Record<string, string>; env?: Record<string, string> }): Promise<Output> {
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  const options = { cwd: folder, timeout: PROCESS_MS, maxBuffer: 1 << 26, env: { ...process.env, ...env } };
  return new Promise((resolve) => {
    execFile(process.execPath, ['--input-type=module', '--eval', code], options, (error, stdout, stderr) => {
      resolve({ stdout, stderr, ...(error && { failed: error.killed ? 'it did not end in time' : error.message }) });
    });
  });
}

/** Whether what was seen is what a case must show. `whenUnset`: how the same call ended without its limit. */
export function isShown({ shows }: Case, { ms, error, value }: Seen, whenUnset: Seen | undefined): boolean {
  switch (shows) {
    case 'waits':
      return ms === null;
    case 'true':
      return value === true;
    case 'gives up':
      return ms !== null && error !== undefined;
    case 'either':
      return true;
    case 'ends':
      return ms !== null && error !== undefined && ms >= 200 && isEndedByLimit({ ms, error }, whenUnset);
  }
}

/** Whether a call ended otherwise than without its limit: what fails anyway proves nothing. */
function isEndedByLimit({ ms, error }: { ms: number; error: string }, whenUnset: Seen | undefined): boolean {
  if (whenUnset === undefined || whenUnset.ms === null) return true;
  return (whenUnset.error !== error && ms < whenUnset.ms) || ms < whenUnset.ms / 2;
}

/** What was seen, as a sentence without its full stop. What belongs to the machine is left out. */
export function sentenceOf({ means }: Case, { ms, error, value }: Seen, { port }: Running): string {
  if (means !== undefined && value === true) return means;
  const ended = error?.replaceAll(`127.0.0.1:${port}`, 'server').split('\n')[0];
  return ms === null ? `no end within ${WINDOW_MS / 1000} s` : `ended after ${ms} ms (${ended ?? 'with a result'})`;
}
