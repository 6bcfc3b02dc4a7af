import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer as createHttpServer } from 'node:http';
import { connect, createServer, type AddressInfo, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Cleanup } from '../../demo/cleanup.js';
import { startPostgres } from '../../demo/postgres.js';
import { endProcess } from '../../demo/process.js';
import { answerHandshakes, answerQueries } from './mongo-stub.js';
import type { ServerName } from './probe.js';

/** Where a probe finds its server. */
export interface Running {
  port: number;
  url: string;
}

/** Starts what probes talk to, each when it is first asked for. Null where its program is not on this machine. */
export function createServers(cleanup: Cleanup): (name: ServerName) => Promise<Running | null> {
  const started = new Map<ServerName, Promise<Running | null>>();
  const start: Record<ServerName, () => Promise<Running | null>> = {
    none: () => Promise.resolve({ port: 0, url: '' }),
    silent: async () => http(await listening(createServer((socket) => void socket.on('error', () => {}).resume()), cleanup)),
    headers: async () => http(await listening(onlyHeaders(), cleanup)),
    unreachable: async () => http(await unreachable(cleanup)),
    postgres: () => postgres(cleanup),
    mariadb: () => mariadb(cleanup),
    redis: () => redis(cleanup),
    mongo: () => mongo(createServer(answerHandshakes), cleanup),
    'mongo-rows': () => mongo(createServer(answerQueries), cleanup),
  };
  return (name) => {
    const running = started.get(name) ?? start[name]();
    // A probe stops the whole of a Redis server: the next one gets a new one.
    if (name !== 'redis') started.set(name, running);
    return running;
  };
}

async function mongo(server: Server, cleanup: Cleanup): Promise<Running> {
  const port = await listening(server, cleanup);
  return { port, url: `mongodb://127.0.0.1:${port}/probe` };
}

function http(port: number): Running {
  return { port, url: `http://127.0.0.1:${port}` };
}

/** A port whose process is stopped and whose queue of connections is full: the next one is never made. */
async function unreachable(cleanup: Cleanup): Promise<number> {
  const port = await freePort();
  const code = `require('node:net').createServer().listen({ port: ${port}, host: '127.0.0.1', backlog: 1 })`;
  const child = spawn(process.execPath, ['-e', code], { stdio: 'ignore' });
  const stop = () => void child.kill('SIGKILL');
  cleanup.add(stop, stop);
  await opened(port);
  child.kill('SIGSTOP');
  const fillers = Array.from({ length: 6 }, () => connect(port, '127.0.0.1').on('error', () => {}));
  const end = () => fillers.forEach((socket) => socket.destroy());
  cleanup.add(end, end);
  await sleep(500);
  return port;
}

function onlyHeaders(): Server {
  return createHttpServer((request, response) => {
    request.resume();
    response.writeHead(200, { 'content-type': 'application/json', 'content-length': '100000' });
    response.flushHeaders();
  });
}

async function listening(server: Server, cleanup: Cleanup): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const stop = () => void server.close();
  cleanup.add(stop, stop);
  return (server.address() as AddressInfo).port;
}

/** A table `items` with three rows, and a table `locked` that a session keeps locked. */
async function postgres(cleanup: Cleanup): Promise<Running> {
  const server = await startPostgres(cleanup);
  const { url, query } = await server.createDatabase('probe', []);
  await query(`CREATE TABLE items (id int PRIMARY KEY, name text); INSERT INTO items VALUES (1, 'a'), (2, 'b'), (3, 'c'); CREATE TABLE locked (id int)`);
  void query('BEGIN; LOCK TABLE locked; SELECT pg_sleep(3600)').catch(() => {});
  return { url, port: Number(new URL(url).port) };
}

async function mariadb(cleanup: Cleanup): Promise<Running | null> {
  if (!isThere('mariadbd') || !isThere('mariadb-install-db')) return null;
  const home = tempHome('mariadb', cleanup);
  const data = join(home, 'data');
  const user = process.getuid?.() === 0 ? ['--user=root'] : [];
  spawnSync('mariadb-install-db', ['--no-defaults', `--datadir=${data}`, '--auth-root-authentication-method=normal', '--skip-test-db', ...user], { stdio: 'ignore' });
  const port = await freePort();
  const options = [`--datadir=${data}`, `--port=${port}`, '--bind-address=127.0.0.1', `--socket=${join(home, 'socket')}`, `--pid-file=${join(home, 'pid')}`];
  started(spawn('mariadbd', ['--no-defaults', ...options, ...user], { stdio: 'ignore' }), cleanup);
  await opened(port);
  const run = (sql: string) => spawnSync('mariadb', ['--no-defaults', '--user=root', '--protocol=tcp', '--host=127.0.0.1', `--port=${port}`, `--execute=${sql}`], { encoding: 'utf8' });
  for (let attempt = 0; attempt < 50 && run('SELECT 1').status !== 0; attempt++) await sleep(200);
  const made = run(
    `CREATE USER probe@'127.0.0.1' IDENTIFIED BY 'probe'; CREATE DATABASE probe; GRANT ALL ON *.* TO probe@'127.0.0.1'; USE probe; CREATE TABLE items (id int PRIMARY KEY, name text); INSERT INTO items VALUES (1, 'a'), (2, 'b'), (3, 'c')`,
  );
  if (made.status !== 0) throw new Error(`MariaDB: ${made.stderr}`);
  return { port, url: `mysql://probe:probe@127.0.0.1:${port}/probe` };
}

async function redis(cleanup: Cleanup): Promise<Running | null> {
  if (!isThere('redis-server')) return null;
  const port = await freePort();
  started(spawn('redis-server', ['--port', String(port), '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no'], { stdio: 'ignore', cwd: tempHome('redis', cleanup) }), cleanup);
  await opened(port);
  return { port, url: `redis://127.0.0.1:${port}` };
}

function isThere(program: string): boolean {
  return spawnSync(program, ['--version'], { stdio: 'ignore' }).error === undefined;
}

function tempHome(name: string, cleanup: Cleanup): string {
  const home = mkdtempSync(join(tmpdir(), `resilience-${name}-`));
  const remove = () => rmSync(home, { recursive: true, force: true });
  cleanup.add(remove, remove);
  return home;
}

function started(child: ChildProcess, cleanup: Cleanup): void {
  cleanup.add(
    () => endProcess(child, 'SIGTERM'),
    () => child.kill('SIGKILL'),
  );
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

/** Waits until something listens on a port. */
async function opened(port: number): Promise<void> {
  for (let attempt = 0; attempt < 150; attempt++) {
    const isOpen = await new Promise<boolean>((resolve) => {
      const socket = connect(port, '127.0.0.1');
      socket.once('connect', () => {
        socket.destroy();
        resolve(true);
      });
      socket.once('error', () => resolve(false));
    });
    if (isOpen) return;
    await sleep(200);
  }
  throw new Error(`Nothing listens on port ${port}.`);
}
