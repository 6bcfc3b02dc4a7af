import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { writeFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Cleanup } from '../../scripts/demo/cleanup.js';
import { startPostgres, type Database } from '../../scripts/demo/postgres.js';
import type * as Orders from '../../fixtures/codemods/batch-queries/pg/input/src/orders.js';

const FIXTURE = join(import.meta.dirname, '../../fixtures/codemods/batch-queries/pg');
const SCHEMA = `
CREATE TABLE users (id bigint PRIMARY KEY, name text NOT NULL);
CREATE TABLE order_items (order_id int NOT NULL, sku text NOT NULL);
INSERT INTO users SELECT n, 'user ' || n FROM generate_series(1, 50) AS n;
INSERT INTO order_items SELECT n % 20, 'sku ' || n FROM generate_series(1, 100) AS n;
`;

const cleanup = new Cleanup();
let database: Database;
let before: typeof Orders;
let after: typeof Orders;

beforeAll(async () => {
  const folder = mkdtempSync(join(tmpdir(), 'resilience-batch-'));
  const schema = join(folder, 'schema.sql');
  writeFileSync(schema, SCHEMA);
  database = await (await startPostgres(cleanup)).createDatabase('batch', [schema]);
  rmSync(folder, { recursive: true });
  await database.query("ALTER DATABASE batch SET log_statement = 'all'");
  process.env['PGHOST'] = new URL(database.url).hostname;
  process.env['PGPORT'] = new URL(database.url).port;
  process.env['PGUSER'] = 'postgres';
  process.env['PGDATABASE'] = 'batch';
  before = (await import(join(FIXTURE, 'input/src/orders.ts'))) as typeof Orders;
  after = (await import(join(FIXTURE, 'expected/src/orders.ts'))) as typeof Orders;
}, 120_000);

afterAll(async () => {
  await before.close();
  await after.close();
  // The sockets of a pool that has ended are still being closed.
  await setTimeout(250);
  await cleanup.run();
});

async function counted<T>(work: () => Promise<T>): Promise<{ result: T; queries: number }> {
  const reads = () => database.log().filter((line) => /FROM (?:users|order_items)/.test(line)).length;
  const start = await settled(reads);
  const result = await work();
  return { result, queries: (await settled(reads)) - start };
}

/** What is counted once the server's log, which comes through a pipe, has stood still. */
async function settled(count: () => number): Promise<number> {
  for (let last = count(); ; last = count()) {
    await setTimeout(250);
    if (count() === last) return last;
  }
}

/** Keys that come twice, that have no row, and none at all. */
const ORDERS = [3, 7, 3, 999, 50, null, 1].map((userId, index) => ({ id: index * 3, userId: userId as number }));

describe('batch-queries on a real Postgres', { timeout: 60_000 }, () => {
  it.each([
    ['rows by their own key', 'withNames'],
    ['rows by a foreign key, in their order', 'withItems'],
  ] as const)('gives the same as before, in one query: %s', async (_, name) => {
    const one = await counted<unknown>(() => before[name](ORDERS));
    const two = await counted<unknown>(() => after[name](ORDERS));
    expect(two.result).toEqual(one.result);
    expect(one.queries).toBe(ORDERS.length);
    expect(two.queries).toBe(1);
  });

  it('gives nothing for nothing', async () => {
    expect(await after.withNames([])).toEqual(await before.withNames([]));
    expect(await after.withItems([])).toEqual(await before.withItems([]));
  });
});
