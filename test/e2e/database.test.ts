import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Pool } from 'pg';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import addDbGuardrails from '../../codemods/add-db-guardrails/index.js';
import { Cleanup } from '../../scripts/demo/cleanup.js';
import { startPostgres, type Database, type Postgres } from '../../scripts/demo/postgres.js';
import { applyCodemod, workFolder } from './support/app.js';
import { waitFor } from './support/wait-for.js';

const cleanup = new Cleanup();
let postgres: Postgres;

beforeAll(async () => {
  postgres = await startPostgres(cleanup);
}, 60_000);
afterAll(() => cleanup.run());

interface PoolFigures {
  name: string;
  max: number;
  inUse: number;
  waiting: number;
  waits: number;
  slowQueries: number;
}

/** How long a promise takes to fail, and with what. */
async function failure(promise: Promise<unknown>): Promise<{ error: unknown; ms: number }> {
  const began = performance.now();
  const error = await promise.then(
    () => null,
    (reason: unknown) => reason,
  );
  return { error, ms: performance.now() - began };
}

describe('a pool after add-db-guardrails', { timeout: 20_000 }, () => {
  const APP = {
    'package.json': '{ "name": "app", "type": "module", "dependencies": { "pg": "^8.0.0" } }',
    'db.js': `import { Pool } from 'pg';\n\nexport const pool = new Pool({ connectionString: process.env.DATABASE_URL, max: 4 });\n`,
  };
  const FLAGS = { statementTimeoutMs: 600, lockTimeoutMs: 300, idleInTransactionMs: 300, acquireTimeoutMs: 1_500, slowQueryMs: 100 };
  const warnings: string[] = [];
  const errors: unknown[][] = [];
  let database: Database;
  let pool: Pool;
  let figures: () => PoolFigures[];

  beforeAll(async () => {
    database = await postgres.createDatabase('guardrails', []);
    await database.query('CREATE TABLE stock (id int PRIMARY KEY, left_over int)');
    await database.query('INSERT INTO stock VALUES (1, 5)');
    vi.spyOn(console, 'warn').mockImplementation((line: string) => void warnings.push(line));
    vi.spyOn(console, 'error').mockImplementation((...line: unknown[]) => void errors.push(line));
    const directory = workFolder(cleanup, APP);
    await applyCodemod(directory, addDbGuardrails, FLAGS);
    const load = (file: string): Promise<Record<string, unknown>> => import(pathToFileURL(join(directory, file)).href);
    vi.stubEnv('DATABASE_URL', database.url);
    pool = (await load('db.js'))['pool'] as Pool;
    figures = (await load('lib/resilience/database.js'))['poolFigures'] as () => PoolFigures[];
  }, 30_000);
  afterAll(async () => {
    await pool.end();
    vi.unstubAllEnvs();
    vi.restoreAllMocks();
  });

  const sessions = (state: string) =>
    database.query<{ pid: number }>('SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid() AND state LIKE $1', [state]);

  it('has a statement cancelled on the server that takes too long', async () => {
    const { error, ms } = await failure(pool.query('SELECT pg_sleep(30)'));
    expect(error).toMatchObject({ code: '57014', message: 'canceling statement due to statement timeout' });
    expect(ms).toBeGreaterThan(590);
    expect(ms).toBeLessThan(2_500);
    expect(await sessions('active')).toEqual([]);
  });

  it('ends the wait for a lock', async () => {
    const holder = await pool.connect();
    const waiter = await pool.connect();
    try {
      // The holder is busy, so it isn't closed as one that does nothing.
      await holder.query('BEGIN; UPDATE stock SET left_over = 4 WHERE id = 1');
      const busy = holder.query('SELECT pg_sleep(0.5)');
      const { error, ms } = await failure(waiter.query('UPDATE stock SET left_over = 3 WHERE id = 1'));
      expect(error).toMatchObject({ code: '55P03', message: 'canceling statement due to lock timeout' });
      expect(ms).toBeGreaterThan(290);
      expect(ms).toBeLessThan(1_500);
      await busy;
      await holder.query('ROLLBACK');
    } finally {
      holder.release();
      waiter.release();
    }
  });

  it('has a transaction closed that does nothing, and the process lives on', async () => {
    const client = await pool.connect();
    await client.query('BEGIN; UPDATE stock SET left_over = 2 WHERE id = 1');
    expect(await sessions('idle in transaction')).toHaveLength(1);
    await waitFor(async () => ((await sessions('idle in transaction')).length === 0 ? true : undefined));
    await waitFor(() => (errors.length > 0 ? true : undefined));
    expect(errors[0]).toEqual(['pool: a connection failed', expect.objectContaining({ code: '25P03', stack: expect.any(String) as string })]);
    await expect(client.query('COMMIT')).rejects.toThrow();
    client.release(true);
    const { rows } = await pool.query<{ left_over: number }>('SELECT left_over FROM stock');
    expect(rows).toEqual([{ left_over: 5 }]);
  });

  it('keeps its bound under load, counts who waits and warns', async () => {
    const before = figures()[0]!.waits;
    const work = Promise.all(Array.from({ length: 16 }, () => pool.query('SELECT pg_sleep(0.08)')));
    await new Promise(setImmediate);
    expect(figures()[0]).toMatchObject({ name: 'pool', max: 4, inUse: 4, waiting: 12 });
    await waitFor(async () => ((await sessions('active')).length > 0 ? true : undefined));
    expect((await sessions('%')).length).toBeLessThanOrEqual(4);
    await work;
    expect(figures()[0]).toMatchObject({ inUse: 0, waiting: 0, waits: before + 12 });
    expect(warnings.filter((line) => /^pool: 4 of 4 connections are in use, \d+ callers wait\.$/.test(line))).toHaveLength(1);
  });

  it('lets nobody wait for a connection for ever', async () => {
    const held = await Promise.all([1, 2, 3, 4].map(() => pool.connect()));
    const { error, ms } = await failure(pool.query('SELECT 1'));
    for (const client of held) client.release();
    expect(error).toMatchObject({ message: 'timeout exceeded when trying to connect' });
    expect(ms).toBeGreaterThan(1_490);
    expect(ms).toBeLessThan(4_000);
  });

  it('logs a slow query without the values in it', async () => {
    const before = figures()[0]!.slowQueries;
    warnings.length = 0;
    await pool.query("SELECT pg_sleep(0.15), $1::text, 'card 4242 of Ann''s', E'it\\'s 17', $$ pin 9999 $$, 8888 AS no", ['ann@example.com']);
    await pool.query({ text: 'SELECT 1 AS quick' });
    const client = await pool.connect();
    await client.query({ text: 'SELECT pg_sleep($1)', values: [0.12] });
    client.release();
    expect(warnings).toHaveLength(2);
    expect(warnings[0]).toMatch(/^pool: slow query, \d+ ms: SELECT pg_sleep\(\?\), \$1::text, \?, \?, \?, \? AS no$/);
    expect(warnings[1]).toMatch(/^pool: slow query, \d+ ms: SELECT pg_sleep\(\$1\)$/);
    expect(figures()[0]!.slowQueries).toBe(before + 2);
  });
});
