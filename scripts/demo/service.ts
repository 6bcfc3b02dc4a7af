import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Cleanup } from './cleanup.js';
import { endProcess } from './process.js';

export interface Exit {
  /** `null` where a signal ended the process. */
  code: number | null;
  signal: NodeJS.Signals | null;
}

export interface Service {
  url: string;
  /** Standard output and error so far. */
  readonly output: string;
  kill(signal: NodeJS.Signals): void;
  readonly exited: Promise<Exit>;
  stop(): Promise<void>;
}

interface Connections {
  databaseUrl: string;
  upstreamUrl: string;
  env?: Record<string, string>;
}

const READY = /listening (?:on port |at http:\/\/\S+:)(\d+)/;

/** Starts a built service as a child of this process, on a free port; resolves once it listens. */
export async function startService(directory: string, connections: Connections, cleanup: Cleanup): Promise<Service> {
  const child = spawn(process.execPath, startArguments(directory), {
    cwd: directory,
    env: {
      PATH: process.env.PATH,
      NODE_ENV: 'production',
      NO_COLOR: '1',
      PORT: '0',
      DATABASE_URL: connections.databaseUrl,
      UPSTREAM_URL: connections.upstreamUrl,
      ...connections.env,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  const stop = cleanup.add(
    () => endProcess(child, 'SIGKILL'),
    () => child.kill('SIGKILL'),
  );
  const exited = new Promise<Exit>((resolve) => {
    child.once('exit', (code, signal) => resolve({ code, signal }));
  });

  const port = await new Promise<string>((resolve, reject) => {
    const read = (chunk: string) => {
      output += chunk;
      const [, found] = READY.exec(output) ?? [];
      if (found) resolve(found);
    };
    child.stdout.setEncoding('utf8').on('data', read);
    child.stderr.setEncoding('utf8').on('data', read);
    child.once('error', reject);
    void exited.then(() => reject(new Error(`${directory} ended before it listened:\n${output}`)));
  });
  return {
    url: `http://127.0.0.1:${port}`,
    get output() {
      return output;
    },
    kill: (signal) => void child.kill(signal),
    exited,
    stop,
  };
}

/** npm itself is left out: it would stand between us and the process that gets the signals. */
function startArguments(directory: string): string[] {
  const manifest = JSON.parse(readFileSync(path.join(directory, 'package.json'), 'utf8')) as {
    scripts?: { start?: string };
  };
  const [command, ...rest] = manifest.scripts?.start?.split(' ') ?? [];
  if (command !== 'node') throw new Error(`${directory}: the start script is expected to be "node <file>".`);
  return rest;
}
