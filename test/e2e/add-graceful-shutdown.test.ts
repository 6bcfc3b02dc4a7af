import { readFileSync, writeFileSync } from 'node:fs';
import { Agent } from 'node:http';
import { connect } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import codemod from '../../codemods/add-graceful-shutdown/index.js';
import { ask } from '../../scripts/demo/ask.js';
import { Cleanup } from '../../scripts/demo/cleanup.js';
import { startPostgres, type Postgres } from '../../scripts/demo/postgres.js';
import { ROOT } from '../../scripts/demo/root.js';
import { applyCodemod, signalGroup, startApp, workFolder, type App } from './support/app.js';
import { waitFor } from './support/wait-for.js';

const FIXTURES = join(ROOT, 'fixtures/codemods/add-graceful-shutdown');
const DEADLINE_MS = 1_500;

const cleanup = new Cleanup();
let postgres: Postgres;
let databases = 0;

beforeAll(async () => {
  postgres = await startPostgres(cleanup);
}, 60_000);
afterAll(() => cleanup.run());

/** An application of the fixtures after the codemod, as JavaScript, with a deadline that a test can wait for. */
async function prepare(framework: string): Promise<string> {
  const directory = workFolder(cleanup, join(FIXTURES, framework, 'input'));
  await applyCodemod(directory, codemod, { deadlineMs: DEADLINE_MS });
  return directory;
}

/** Starts an application with a database of its own. */
async function start(directory: string, command: 'node' | 'npm' = 'node'): Promise<App> {
  return startApp(directory, await postgres.createDatabase(`shutdown_${++databases}`, []), cleanup, command);
}

async function sessions({ database }: App): Promise<number> {
  const rows = await database.query('SELECT 1 FROM pg_stat_activity WHERE datname = $1 AND pid <> pg_backend_pid()', [database.name]);
  return rows.length;
}

/** Whether a new connection is taken. */
function accepts(url: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(Number(new URL(url).port), '127.0.0.1');
    socket.once('connect', () => resolve(true)).once('error', () => resolve(false));
    socket.once('connect', () => socket.destroy());
  });
}

/** A kept-alive connection that has had its answer; `closed` tells when the other side closes it. */
async function idleConnection(url: string): Promise<{ closed: Promise<number> }> {
  const socket = connect(Number(new URL(url).port), '127.0.0.1');
  const closed = new Promise<number>((resolve) => {
    socket.once('close', () => resolve(performance.now()));
    socket.on('error', () => {});
  });
  socket.write('GET /fast HTTP/1.1\r\nHost: localhost\r\nConnection: keep-alive\r\n\r\n');
  await new Promise((resolve) => socket.once('data', resolve));
  socket.resume();
  return { closed };
}

describe.each(['express', 'fastify', 'koa', 'hono', 'node-http', 'nest'])('%s after the codemod', { timeout: 30_000 }, (framework) => {
  let directory: string;
  beforeAll(async () => {
    directory = await prepare(framework);
  }, 30_000);

  it('finishes what it has begun, takes nothing new, and ends with 0', async () => {
    const app = await start(directory);
    const busy = new Agent({ keepAlive: true });
    const idle = await idleConnection(app.url);
    const slow = [1, 2].map(() => ask(app.url, { path: '/slow' }, 5_000, busy));
    await sleep(150);
    const signalled = performance.now();
    app.child.kill('SIGTERM');
    await sleep(120);
    expect(await accepts(app.url), 'takes a new connection').toBe(false);
    for (const outcome of await Promise.all(slow)) expect(outcome).toMatchObject({ kind: 'answer', status: 200, body: 'slow' });
    const exit = await app.exited;
    expect(exit, app.output()).toMatchObject({ code: 0, signal: null });
    expect((await idle.closed) - signalled, 'ms until the idle connection is closed').toBeLessThan(300);
    // A kept-alive connection of the answered requests would hold the server for five seconds.
    expect(exit.at - signalled).toBeLessThan(1_300);
    expect(await sessions(app)).toBe(0);
    expect(app.database.log().filter((line) => /unexpected EOF|could not (?:send|receive)/.test(line))).toEqual([]);
    expect(app.output()).toContain('Shutdown after SIGTERM');
    if (framework === 'nest') expect(app.output()).toContain('hooks have run');
    // A run of its job was in progress.
    if (framework === 'express') expect(app.output().split('Shutdown after')[1]).toContain('refreshed');
    busy.destroy();
  });

  it.concurrent('drains through npm start, where the whole process group is told', async () => {
    const app = await start(directory, 'npm');
    const slow = ask(app.url, { path: '/slow' }, 5_000);
    await sleep(150);
    signalGroup(app.child, 'SIGTERM');
    expect(await slow).toMatchObject({ kind: 'answer', status: 200, body: 'slow' });
    await app.exited;
    await waitFor(async () => ((await sessions(app)) === 0 ? true : undefined));
    expect(app.output()).toContain('Shutdown after SIGTERM');
    expect(app.output()).not.toContain('again');
  });

  it.concurrent('cuts off what hangs, with a line in the log', async () => {
    const app = await start(directory);
    const hanging = ask(app.url, { path: '/hang' }, 5_000);
    await sleep(150);
    const signalled = performance.now();
    app.child.kill('SIGTERM');
    const exit = await app.exited;
    expect(exit).toMatchObject({ code: 1, signal: null });
    expect(exit.at - signalled).toBeGreaterThan(DEADLINE_MS * 0.7);
    expect(exit.at - signalled).toBeLessThan(DEADLINE_MS + 700);
    expect(app.output()).toMatch(/Cut off after 1200 ms: .*server/);
    expect(await hanging).toMatchObject({ kind: 'broken' });
    expect(await sessions(app)).toBe(0);
  });

  it.concurrent('ends at once on a second signal', async () => {
    const app = await start(directory);
    const hanging = ask(app.url, { path: '/hang' }, 5_000);
    await sleep(150);
    app.child.kill('SIGTERM');
    await sleep(150);
    const second = performance.now();
    app.child.kill('SIGTERM');
    const exit = await app.exited;
    expect(exit).toMatchObject({ code: 1, signal: null });
    expect(exit.at - second).toBeLessThan(300);
    expect(app.output()).toContain('SIGTERM again, exit at once');
    expect(await hanging).toMatchObject({ kind: 'broken' });
  });
});

it('ends at the deadline where a pool waits for a client that nobody gives back', { timeout: 30_000 }, async () => {
  const directory = await prepare('koa');
  const server = join(directory, 'src/server.js');
  const text = readFileSync(server, 'utf8');
  const leaking = text.replace('await new Promise(() => {})', 'await pool.connect()');
  expect(leaking).not.toBe(text);
  writeFileSync(server, leaking);
  const app = await start(directory);
  expect(await ask(app.url, { path: '/hang' }, 5_000)).toMatchObject({ kind: 'answer' });
  const signalled = performance.now();
  app.child.kill('SIGTERM');
  const exit = await app.exited;
  expect(exit).toMatchObject({ code: 1, signal: null });
  expect(exit.at - signalled).toBeGreaterThan(DEADLINE_MS - 50);
  expect(exit.at - signalled).toBeLessThan(DEADLINE_MS + 500);
  expect(app.output()).toContain('Exit at the deadline, still open: pool');
});

// npm hands SIGTERM to the shell between, which ends without handing it on: the shell must be replaced by `exec`.
it('drains where npm alone is told, and the script begins with exec', { timeout: 30_000 }, async () => {
  const directory = await prepare('express');
  const manifest = JSON.parse(readFileSync(join(directory, 'package.json'), 'utf8')) as { scripts: { start: string } };
  writeFileSync(join(directory, 'package.json'), JSON.stringify({ ...manifest, scripts: { start: 'exec node src/server.js' } }));
  const app = await start(directory, 'npm');
  const slow = ask(app.url, { path: '/slow' }, 5_000);
  await sleep(150);
  app.child.kill('SIGTERM');
  expect(await slow).toMatchObject({ kind: 'answer', status: 200, body: 'slow' });
  await app.exited;
  await waitFor(async () => ((await sessions(app)) === 0 ? true : undefined));
  expect(app.output()).toContain('Shutdown after SIGTERM');
});

it('flushes a logger that writes later', { timeout: 30_000 }, async () => {
  const directory = await prepare('express');
  const edit = (file: string, from: RegExp, to: string) => {
    const path = join(directory, 'src', file);
    const text = readFileSync(path, 'utf8');
    expect(text).toMatch(from);
    writeFileSync(path, text.replace(from, to));
  };
  edit('logger.js', /pino\(\{(.*)\}\)/, 'pino({$1}, pino.destination({ sync: false, minLength: 8_192 }))');
  edit('server.js', /logger\.info\(/, 'console.log(');
  const app = await start(directory);
  await sleep(250);
  expect(app.output()).not.toContain('refreshed');
  app.child.kill('SIGTERM');
  expect(await app.exited).toMatchObject({ code: 0 });
  expect(app.output()).toContain('Shutdown after SIGTERM');
  expect(app.output()).toContain('refreshed');
});
