import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { writeFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { Cleanup } from '../../scripts/demo/cleanup.js';
import { startPostgres, type Database } from '../../scripts/demo/postgres.js';
import { DataSource } from 'typeorm';
import { transpile, workFolder } from './support/app.js';
import type * as Pool from '../../fixtures/codemods/batch-queries/functions/input/src/pool.js';
import type * as Functions from '../../fixtures/codemods/batch-queries/functions/input/src/orders.js';
import type * as Orders from '../../fixtures/codemods/batch-queries/pg/input/src/orders.js';
import type * as Shapes from '../../fixtures/codemods/batch-queries/shapes/input/src/orders.js';

const FIXTURES = join(import.meta.dirname, '../../fixtures/codemods/batch-queries');
const SCHEMA = `
CREATE TABLE users (id bigint PRIMARY KEY, name text NOT NULL, shop_id int NOT NULL);
CREATE TABLE coupons (id int PRIMARY KEY, percent int NOT NULL);
CREATE TABLE stock (sku text PRIMARY KEY, amount int NOT NULL);
CREATE TABLE notes (order_id int NOT NULL, text text NOT NULL);
CREATE TABLE team (id serial PRIMARY KEY, name text NOT NULL);
CREATE TABLE player (id serial PRIMARY KEY, "teamId" int NOT NULL, active boolean NOT NULL DEFAULT true, name text NOT NULL);
INSERT INTO team (name) SELECT 'team ' || n FROM generate_series(1, 6) AS n;
INSERT INTO player ("teamId", active, name) SELECT n % 5, n % 4 > 0, 'player ' || (100 - n) FROM generate_series(1, 40) AS n;
INSERT INTO coupons SELECT n, n * 5 FROM generate_series(1, 9) AS n;
INSERT INTO stock SELECT 'sku ' || n, n % 3 FROM generate_series(1, 9) AS n;
CREATE TABLE order_items (order_id int NOT NULL, sku text NOT NULL);
INSERT INTO users SELECT n, 'user ' || n, n % 4 FROM generate_series(1, 50) AS n;
INSERT INTO order_items SELECT n % 20, 'sku ' || n FROM generate_series(1, 100) AS n;
`;

interface Exports {
  orders: typeof Orders;
  functions: typeof Functions;
  pool: typeof Pool;
  shapes: typeof Shapes;
  source: DataSource;
  teams: Teams;
  entities: Record<'Team' | 'Player', new () => object>;
}

interface Teams {
  rosters(teams: object[]): Promise<unknown>;
  teamsOf(players: object[]): Promise<unknown>;
}

const cleanup = new Cleanup();
let database: Database;
let before: Exports;
let after: Exports;
let outcomes: Awaited<ReturnType<typeof runCases>>;

beforeAll(async () => {
  const folder = mkdtempSync(join(tmpdir(), 'resilience-batch-'));
  const schema = join(folder, 'schema.sql');
  writeFileSync(schema, SCHEMA);
  database = await (await startPostgres(cleanup)).createDatabase('batch', [schema]);
  rmSync(folder, { recursive: true });
  await database.query("ALTER DATABASE batch SET log_statement = 'all'");
  const { hostname, port } = new URL(database.url);
  Object.entries({ PGHOST: hostname, PGPORT: port, PGUSER: 'postgres', PGDATABASE: 'batch' }).forEach(([name, value]) => vi.stubEnv(name, value));
  [before, after] = await Promise.all([load('input'), load('expected')]);
  outcomes = await runCases();
}, 120_000);

async function load(side: 'input' | 'expected'): Promise<Exports> {
  const from = (path: string): Promise<unknown> => import(join(FIXTURES, path.replace('/', `/${side}/src/`)));
  // Decorators need the compiler.
  const folder = workFolder(cleanup, join(FIXTURES, 'typeorm', side));
  transpile(folder);
  const entities = (await import(join(folder, 'src/team.js'))) as Exports['entities'];
  const { Teams } = (await import(join(folder, 'src/teams.js'))) as { Teams: new (source: DataSource) => Teams };
  const source = await new DataSource({ type: 'postgres', url: database.url, entities: Object.values(entities) }).initialize();
  return {
    source,
    entities,
    teams: new Teams(source),
    orders: (await from('pg/orders.ts')) as typeof Orders,
    functions: (await from('functions/orders.ts')) as typeof Functions,
    pool: (await from('functions/pool.ts')) as typeof Pool,
    shapes: (await from('shapes/orders.ts')) as typeof Shapes,
  };
}

afterAll(async () => {
  for (const { orders, pool, shapes, source } of [before, after]) await Promise.all([orders.close(), pool.close(), shapes.close(), source.destroy()]);
  // The sockets of a pool that has ended are still being closed.
  await setTimeout(250);
  await cleanup.run();
  vi.unstubAllEnvs();
});

interface Outcome {
  result: unknown;
  queries: number;
}

/** Runs each case before and after, and counts its reads in the server's log between two marks. */
async function runCases(): Promise<Map<string, { first: Outcome; second: Outcome }>> {
  const results: unknown[] = [];
  for (const { run } of Object.values(CASES)) {
    for (const side of [before, after]) {
      await database.query(`SELECT 'mark ${results.length}'`);
      results.push(await run(side));
    }
  }
  await database.query(`SELECT 'mark ${results.length}'`);
  const last = new RegExp(`mark ${results.length}\\b`);
  while (!database.log().some((line) => last.test(line))) await setTimeout(50);
  const log = database.log();
  const at = (mark: number) => log.findIndex((line) => new RegExp(`mark ${mark}\\b`).test(line));
  const outcome = (index: number): Outcome => ({
    result: results[index],
    queries: log.slice(at(index), at(index + 1)).filter((line) => /FROM "?(?:users|order_items|coupons|stock|team|player)\b/.test(line)).length,
  });
  return new Map(Object.keys(CASES).map((name, index) => [name, { first: outcome(2 * index), second: outcome(2 * index + 1) }]));
}

/** Keys that come twice, that have no row, and none at all. */
const ORDERS = [3, 7, 3, 999, 50, null, 1].map((userId, index) => ({ id: index * 3, userId: userId as number }));

const MIXED = ORDERS.map((order, index) => ({ ...order, userId: order.userId, couponId: index % 2 === 0 ? index : null, shopId: index % 3, closed: index === 3 }));
const SKUS = ['sku 3', 'sku 4', 'sku 3', 'none'];

const CASES: Record<string, { run: (side: Exports) => Promise<unknown>; one: number; many: number }> = {
  'rows by their own key': { run: ({ orders }) => orders.withNames(ORDERS), one: 7, many: 1 },
  'rows by a foreign key, in their order': { run: ({ orders }) => orders.withItems(ORDERS), one: 7, many: 1 },
  'a function that others call too': { run: ({ functions }) => functions.buyers(MIXED.filter(({ userId }) => userId !== 999 && userId !== null)), one: 5, many: 1 },
  'a function with more parameters, and promises': { run: ({ functions }) => functions.described(MIXED, 'Ann'), one: 7, many: 1 },
  'a function in a condition, over a list that is made there': { run: ({ functions }) => functions.colleagues(MIXED), one: 4, many: 1 },
  'a function of the file alone, over entries': { run: ({ functions }) => functions.missing(SKUS), one: 4, many: 1 },
  'two reads, one in a condition': { run: ({ shapes }) => shapes.priced(MIXED), one: 10, many: 2 },
  'a loop that writes to another table': { run: ({ shapes }) => shapes.noted(MIXED), one: 7, many: 1 },
  'entities by a foreign key': { run: async ({ teams, source, entities }) => teams.rosters(await source.manager.find(entities.Team, { order: { id: 'ASC' } })), one: 7, many: 2 },
  'entities by their own key': { run: async ({ teams, source, entities }) => teams.teamsOf(await source.manager.find(entities.Player, { order: { id: 'ASC' } })), one: 41, many: 2 },
  'a loop that counts': { run: ({ shapes }) => shapes.named(MIXED), one: 7, many: 1 },
};

describe('batch-queries on a real Postgres', { timeout: 60_000 }, () => {
  it.each(Object.entries(CASES))('gives the same as before, in one query: %s', (name, { one, many }) => {
    const { first, second } = outcomes.get(name)!;
    expect(second.result).toEqual(first.result);
    expect([first.queries, second.queries]).toEqual([one, many]);
  });

  it('fails where it failed before', async () => {
    await expect(before.functions.buyers(MIXED)).rejects.toThrow("Order 9 is nobody's.");
    await expect(after.functions.buyers(MIXED)).rejects.toThrow("Order 9 is nobody's.");
  });

  it('writes the same', async () => {
    const notes = await after.shapes.notes();
    expect(notes.length).toBe(2 * MIXED.length);
    expect(new Set(notes)).toEqual(new Set(['user 3', 'user 7', 'nobody', 'user 50', 'user 1']));
  });

  it('gives nothing for nothing', async () => {
    expect(await after.orders.withNames([])).toEqual(await before.orders.withNames([]));
    expect(await after.orders.withItems([])).toEqual(await before.orders.withItems([]));
    expect(await after.functions.buyers([])).toEqual([]);
    expect(await after.functions.missing([])).toEqual([]);
  });
});
