import { execFile } from 'node:child_process';
import { createServer, type Server } from 'node:net';
import type { CallProbe } from './calls.js';

/** How long it is watched whether a call ends, and what counts as ended by a limit of 300 ms. */
export const WINDOW_MS = 4_000;
const SLACK_MS = 3_000;

/** How long a call took until it ended; `null`: it was still waiting when the watching ended. */
export type Seen = { ms: number | null; error?: string };

/** A server that takes connections and never says a word. */
export async function blackHole(): Promise<{ server: Server; port: number }> {
  const server = createServer((socket) => void socket.on('error', () => {}).resume());
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The server has no port.');
  return { server, port: address.port };
}

/** Runs the calls of a probe at once in a process of their own, in the folder that has the package. */
export async function runProbe(probe: CallProbe, folder: string, port: number): Promise<Record<string, Seen> | { failed: string }> {
  const cases = { default: probe.none ?? 'undefined', ...probe.limits };
  const code = `
    const HOST = '127.0.0.1', PORT = ${port}, URL = 'http://127.0.0.1:${port}';
    for (const event of ['uncaughtException', 'unhandledRejection']) process.on(event, () => {});
    ${probe.load}
    const watch = async (run) => {
      const start = performance.now();
      let timer;
      const watched = new Promise((resolve) => { timer = setTimeout(() => resolve({ ms: null }), ${WINDOW_MS}); });
      const ended = Promise.resolve().then(run).then(() => ({}), (error) => ({ error: String(error?.name ?? error) + ': ' + String(error?.message ?? '').slice(0, 80) }));
      const result = await Promise.race([watched, ended]);
      clearTimeout(timer);
      return result.ms === null ? result : { ms: Math.round(performance.now() - start), ...result };
    };
    const seen = await Promise.all([${Object.entries(cases).map(([id, options]) => `watch(() => ${probe.call.replaceAll('OPTIONS', `(${options})`)}).then((result) => ['${id}', result])`).join(', ')}]);
    console.log('\\nSEEN ' + JSON.stringify(Object.fromEntries(seen)));
    process.exit(0);`;
  return new Promise((resolve) => {
    execFile(process.execPath, ['--input-type=module', '--eval', code], { cwd: folder, timeout: 60_000 }, (error, stdout, stderr) => {
      const line = /^SEEN (.*)$/m.exec(stdout)?.[1];
      if (line) resolve(JSON.parse(line) as Record<string, Seen>);
      else resolve({ failed: (stderr || (error?.message ?? '')).split('\n').find((text) => /Error/.test(text)) ?? 'no result' });
    });
  });
}

/** Whether a limit of 300 ms ended the call: soon, with an error, and not as the call ends without it. */
export function isEndedByLimit({ ms, error }: Seen, whenUnset: Seen): boolean {
  if (ms === null || error === undefined || ms < 200 || ms > SLACK_MS) return false;
  return whenUnset.ms === null || (whenUnset.error !== error && ms < whenUnset.ms) || ms < whenUnset.ms / 2;
}
