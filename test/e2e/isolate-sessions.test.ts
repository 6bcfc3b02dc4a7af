import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { Cleanup } from '../../scripts/demo/cleanup.js';
import { startPostgres, type Database } from '../../scripts/demo/postgres.js';

const FIXTURE = join(import.meta.dirname, '../../fixtures/codemods/isolate-sessions/knex');
/** The price of the fifth is refused, and each payment takes a little. */
const SCHEMA = `
CREATE TABLE subscriptions (id int PRIMARY KEY, price int NOT NULL, due int NOT NULL);
CREATE TABLE payments (id serial PRIMARY KEY, subscription_id int NOT NULL, price int NOT NULL CHECK (price > 0));
CREATE FUNCTION slow() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN PERFORM pg_sleep(0.03); RETURN NEW; END $$;
CREATE TRIGGER slow BEFORE INSERT ON payments FOR EACH ROW EXECUTE FUNCTION slow();
`;

interface Jobs {
  db: { destroy(): Promise<void> };
  renewAll(): Promise<void>;
  remindAll(): Promise<number>;
  work(): Promise<void>;
  worker: { running: boolean };
}

const cleanup = new Cleanup();
let database: Database;
let before: Jobs;
let after: Jobs;

beforeAll(async () => {
  const folder = mkdtempSync(join(tmpdir(), 'resilience-isolate-'));
  writeFileSync(join(folder, 'schema.sql'), SCHEMA);
  database = await (await startPostgres(cleanup)).createDatabase('isolate', [join(folder, 'schema.sql')]);
  rmSync(folder, { recursive: true });
  const { hostname, port } = new URL(database.url);
  Object.entries({ PGHOST: hostname, PGPORT: port, PGUSER: 'postgres', PGDATABASE: 'isolate' }).forEach(([name, value]) => vi.stubEnv(name, value));
  [before, after] = (await Promise.all(['input', 'expected'].map((side) => import(join(FIXTURE, side, 'src/renewals.js'))))) as [Jobs, Jobs];
}, 60_000);

afterAll(async () => {
  vi.unstubAllEnvs();
  // Where the set-up has failed there may be none of them.
  const jobs = ([before, after] as (Jobs | undefined)[]).filter((side) => side !== undefined);
  await Promise.all(jobs.map(({ db }) => db.destroy())).finally(() => cleanup.run());
});

beforeEach(async () => {
  await database.query('TRUNCATE subscriptions, payments');
  await database.query('INSERT INTO subscriptions SELECT n, CASE WHEN n = 5 THEN -1 ELSE n END, 0 FROM generate_series(1, 12) AS n');
});

const paid = async () => (await database.query<{ id: number }>('SELECT subscription_id AS id FROM payments ORDER BY 1')).map(({ id }) => id);
const renewed = async () => (await database.query<{ id: number }>('SELECT id FROM subscriptions WHERE due > 0 ORDER BY 1')).map(({ id }) => id);
const OTHERS = [1, 2, 3, 4, 6, 7, 8, 9, 10, 11, 12];

describe('a job after isolate-sessions, on a real Postgres', { timeout: 30_000 }, () => {
  it('goes on behind a turn that failed, which ended it before', async () => {
    await expect(before.work()).rejects.toMatchObject({ code: '23514' });
    const told = vi.spyOn(console, 'error').mockImplementation(() => {});
    const running = after.work();
    await vi.waitFor(() => expect(told.mock.calls.length).toBeGreaterThan(1), 5_000);
    expect(told.mock.calls[0]).toMatchObject(['A turn of the loop failed', { code: '23514' }]);
    expect(await paid()).toEqual([1, 2, 3, 4]);
    await database.query('UPDATE subscriptions SET price = 5 WHERE id = 5');
    await vi.waitFor(async () => expect(await paid()).toHaveLength(12), 5_000);
    after.worker.running = false;
    await running;
    // It paused: an immediate retry would have failed hundreds of times.
    expect(told.mock.calls.length).toBeLessThan(100);
    told.mockRestore();
  });

  it('does all that can be done, each whole, and fails at the end with what failed', async () => {
    await expect(before.renewAll()).rejects.toMatchObject({ code: '23514' });
    expect([await paid(), await renewed()]).toEqual([[], []]);
    await expect(after.renewAll()).rejects.toMatchObject({ name: 'AggregateError', message: '1 elements failed', errors: [{ code: '23514' }] });
    expect([await paid(), await renewed()]).toEqual([OTHERS, OTHERS]);
  });

  it('goes on behind the element that fails', async () => {
    await expect(before.remindAll()).rejects.toMatchObject({ code: '23514' });
    expect(await paid()).toEqual([1, 2, 3, 4]);
    await database.query('TRUNCATE payments');
    await database.query('UPDATE subscriptions SET due = 0');
    await expect(after.remindAll()).rejects.toMatchObject({ errors: [{ code: '23514' }] });
    expect([await paid(), await renewed()]).toEqual([OTHERS, OTHERS]);
  });

  it('ends as before where nothing fails', async () => {
    await database.query('UPDATE subscriptions SET price = 5 WHERE id = 5');
    expect(await before.remindAll()).toBe(12);
    await database.query('UPDATE subscriptions SET due = 0');
    expect(await after.remindAll()).toBe(12);
    await database.query('UPDATE subscriptions SET due = 0');
    await expect(after.renewAll()).resolves.toBeUndefined();
  });

  it('holds no lock longer than one element takes', async () => {
    const waited: number[] = [];
    for (const jobs of [before, after]) {
      await database.query('TRUNCATE payments');
      await database.query('UPDATE subscriptions SET price = id, due = 0');
      const run = jobs.renewAll();
      // The second one is done: somebody else wants the first.
      while ((await database.query("SELECT 1 FROM pg_stat_activity WHERE query LIKE 'insert%' AND state = 'active'")).length === 0);
      await new Promise((resolve) => setTimeout(resolve, 80));
      const began = performance.now();
      await database.query('UPDATE subscriptions SET price = price + 1 WHERE id = 1');
      waited.push(performance.now() - began);
      await run;
    }
    expect(waited[0]).toBeGreaterThan(150);
    expect(waited[1]).toBeLessThan(waited[0]!);
  });
});
