import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { connect } from 'node:net';
import path from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { bundle, type Bundle } from '../../scripts/bundle.js';
import { ROOT } from '../../scripts/demo/root.js';

let holder: Bundle;

beforeAll(async () => {
  holder = await bundle(path.join(ROOT, 'test/e2e/support/hold-service.ts'));
});
afterAll(() => {
  holder.remove();
});

/** Starts a process that holds a service; resolves once everything runs. */
async function hold(...args: string[]) {
  const child = spawn(process.execPath, [holder.path, ...args], { stdio: ['ignore', 'pipe', 'ignore'] });
  const exited = once(child, 'exit') as Promise<[number | null, NodeJS.Signals | null]>;
  const [line] = (await once(child.stdout.setEncoding('utf8'), 'data')) as [string];
  return { child, exited, urls: JSON.parse(line) as string[] };
}

/** Whether somebody listens at the port of a URL on this machine. */
async function answers(url: string): Promise<boolean> {
  const socket = connect(Number(new URL(url).port), '127.0.0.1');
  try {
    await once(socket, 'connect');
    return true;
  } catch {
    return false;
  } finally {
    socket.destroy();
  }
}

it.each([
  ['SIGINT', 130],
  ['SIGTERM', 143],
] as const)('leaves nothing running after %s', { timeout: 20_000 }, async (signal, code) => {
  const { child, exited, urls } = await hold();
  expect(await Promise.all(urls.map(answers))).toEqual([true, true, true]);
  child.kill(signal);
  expect(await exited).toEqual([code, null]);
  expect(await Promise.all(urls.map(answers))).toEqual([false, false, false]);
});

it('leaves nothing running after an error', { timeout: 20_000 }, async () => {
  const { exited, urls } = await hold('fail');
  expect(await exited).toEqual([1, null]);
  expect(await Promise.all(urls.map(answers))).toEqual([false, false, false]);
});
