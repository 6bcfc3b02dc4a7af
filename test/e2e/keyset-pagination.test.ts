import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Express } from 'express';
import pg from 'pg';
import { DataSource } from 'typeorm';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { Cleanup } from '../../scripts/demo/cleanup.js';
import { startPostgres, type Database } from '../../scripts/demo/postgres.js';
import { transpile, workFolder } from './support/app.js';

const FIXTURES = join(import.meta.dirname, '../../fixtures/codemods/keyset-pagination');
const SCHEMA = `
CREATE TABLE orders (id bigint PRIMARY KEY, customer text NOT NULL, total int NOT NULL, note text, placed_at timestamptz NOT NULL DEFAULT now());
CREATE INDEX ON orders (total, id);
INSERT INTO orders SELECT n, CASE WHEN n % 3 = 0 THEN 'everyone' ELSE 'Ann' END, n % 7 FROM generate_series(1, 1020) AS n;
CREATE TABLE customers (id serial PRIMARY KEY, name text NOT NULL, active boolean NOT NULL);
INSERT INTO customers (name, active) SELECT 'customer ' || n, n % 4 > 0 FROM generate_series(1, 333) AS n;
CREATE TABLE member (id serial PRIMARY KEY, name text NOT NULL, active boolean NOT NULL, points int NOT NULL);
INSERT INTO member (name, active, points) SELECT 'member ' || n, n % 5 > 0, n % 3 FROM generate_series(1, 200) AS n;
ANALYZE;
`;

type Visit = (page: { id: unknown }[]) => void;
interface Exports {
  everyOrder(visit: Visit): Promise<void>;
  byTotal(customer: string, visit: Visit): Promise<number>;
  numbered(visit: Visit): Promise<void>;
  digest(visit: (row: { id: unknown }) => void): Promise<void>;
  newestFirst(visit: Visit): Promise<void>;
  dearest(visit: Visit): Promise<void>;
  byActivity(visit: Visit): Promise<void>;
  close(): Promise<void>;
  ties: { pool: pg.Pool; db: Exports['db'] };
  db: { client: { config: { connection: object } }; destroy(): Promise<void> };
  Members: new (source: DataSource) => { remind(visit: Visit): Promise<void> };
  Member: new () => object;
}

const cleanup = new Cleanup();
let database: Database;
const loaded: Record<'input' | 'expected', Exports> = {} as never;

beforeAll(async () => {
  const folder = mkdtempSync(join(tmpdir(), 'resilience-keyset-'));
  writeFileSync(join(folder, 'schema.sql'), SCHEMA);
  database = await (await startPostgres(cleanup)).createDatabase('keyset', [join(folder, 'schema.sql')]);
  rmSync(folder, { recursive: true });
  const { hostname, port } = new URL(database.url);
  Object.entries({ PGHOST: hostname, PGPORT: port, PGUSER: 'postgres', PGDATABASE: 'keyset' }).forEach(([name, value]) => vi.stubEnv(name, value));
  for (const side of ['input', 'expected'] as const) {
    // Decorators need the compiler.
    const entities = workFolder(cleanup, join(FIXTURES, 'typeorm', side));
    transpile(entities);
    const files = [join(FIXTURES, 'pg', side, 'src/export.ts'), join(FIXTURES, 'knex', side, 'src/digest.js'), join(entities, 'src/member.js'), join(entities, 'src/members.js')];
    const ties = (await import(join(FIXTURES, 'ties', side, 'src/ranking.js'))) as Exports & Exports['ties'];
    loaded[side] = Object.assign({}, ties, ...(await Promise.all(files.map((file) => import(file) as Promise<Partial<Exports>>))), { ties }) as Exports;
  }
}, 120_000);

afterAll(async () => {
  for (const { close, db, ties } of Object.values(loaded)) await Promise.all([close(), db.destroy(), ties.pool.end(), ties.db.destroy()]);
  await cleanup.run();
  vi.unstubAllEnvs();
});

/** The ids of each page, and the statements that read them. */
async function pages(walk: (visit: Visit) => Promise<unknown>) {
  const query = vi.spyOn(pg.Client.prototype, 'query');
  const ids: string[][] = [];
  await walk((page) => void ids.push(page.map(({ id }) => String(id))));
  const statements = query.mock.calls.map(([first, values]) => ({ text: (first as { text?: string }).text ?? first, values: (values ?? (first as { values?: unknown[] }).values) as unknown[] }));
  query.mockRestore();
  return { ids, statements: statements.filter(({ text }) => /^\s*select/i.test(text)) };
}

/** How many rows the database looks at for a statement. */
async function rowsRead({ text, values }: { text: string; values: unknown[] }): Promise<number> {
  const [row] = await database.query<{ 'QUERY PLAN': [{ Plan: PlanNode }] }>(`EXPLAIN (ANALYZE, FORMAT JSON) ${text}`, values.map((value) => value ?? null));
  const deepest = (plan: PlanNode): PlanNode => (plan.Plans?.[0] ? deepest(plan.Plans[0]) : plan);
  const scan = deepest(row!['QUERY PLAN'][0].Plan);
  return scan['Actual Rows'] + (scan['Rows Removed by Filter'] ?? 0);
}

interface PlanNode {
  'Actual Rows': number;
  'Rows Removed by Filter'?: number;
  Plans?: PlanNode[];
}

describe('keyset-pagination on a real Postgres', { timeout: 60_000 }, () => {
  it.each<[string, (fns: Exports, visit: Visit) => Promise<unknown>, number]>([
    ['SQL by a unique column', ({ everyOrder }, visit) => everyOrder(visit), 1020],
    ['SQL by a column with ties, downwards, with a filter', ({ byTotal }, visit) => byTotal('Ann', visit), 1020],
    ['SQL whose offset is kept', ({ numbered }, visit) => numbered(visit), 1020],
    ['a builder', ({ newestFirst }, visit) => newestFirst(visit), 333],
    ['a builder with a filter', ({ digest }, visit) => digest((row) => visit([row])), 250],
  ])('gives the same pages in the same order: %s', async (_, walk, count) => {
    const before = await pages((visit) => walk(loaded.input, visit));
    const after = await pages((visit) => walk(loaded.expected, visit));
    expect(before.ids.flat()).toHaveLength(count);
    expect(new Set(before.ids.flat()).size).toBe(count);
    expect(after.ids).toEqual(before.ids);
    expect(after.statements).toHaveLength(before.statements.length);
  });

  it.each<[string, (fns: Exports, visit: (page: never[]) => void) => Promise<unknown>, 'total' | 'active', number]>([
    ['SQL', ({ dearest }, visit) => dearest(visit as Visit), 'total', 1020],
    ['a builder', ({ byActivity }, visit) => byActivity(visit as Visit), 'active', 330],
  ])('gives rows that tie a place of their own, and leaves the order as it was: %s', async (_, walk, column, count) => {
    const rows = { input: [] as Record<string, unknown>[], expected: [] as Record<string, unknown>[] };
    for (const side of ['input', 'expected'] as const) await walk(loaded[side], (page) => void rows[side].push(...(page as Record<string, unknown>[])));
    expect(rows.expected.map((row) => row[column])).toEqual(rows.input.map((row) => row[column]));
    expect(new Set(rows.expected.map(({ id }) => id)).size).toBe(count);
    expect(rows.expected).toHaveLength(count);
  });

  it('gives the same pages in the same order: entities', async () => {
    const walked: string[][][] = [];
    for (const { Members, Member } of Object.values(loaded)) {
      const source = await new DataSource({ type: 'postgres', url: database.url, entities: [Member] }).initialize();
      walked.push((await pages((visit) => new Members(source).remind(visit))).ids);
      await source.destroy();
    }
    expect(walked[0]!.flat()).toHaveLength(160);
    expect(walked[1]).toEqual(walked[0]);
  });

  it('lets a request go on behind the last row, beside the number of a page', async () => {
    const directory = workFolder(cleanup, join(FIXTURES, 'handlers/expected'));
    transpile(directory);
    const { app, pool } = (await import(join(directory, 'src/app.js'))) as { app: Express; pool: pg.Pool };
    const server = app.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    try {
      const walk = async (path: string, rowsOf: (body: never) => { id: string }[], cursorOf: (body: { nextCursor?: string | null }, answer: Response) => string | null | undefined) => {
        const ids: string[][] = [[], []];
        for (let page = 0, rows = 1; rows > 0; page++) {
          const part = rowsOf((await (await fetch(`${url}${path}?page=${page + 1}&offset=${page * 20}`)).json()) as never);
          rows = part.length;
          ids[0]!.push(...part.map(({ id }) => id));
        }
        for (let cursor: string | null | undefined = ''; cursor !== null && cursor !== undefined; ) {
          const answer = await fetch(`${url}${path}?after=${cursor}`);
          const body = (await answer.json()) as never;
          ids[1]!.push(...rowsOf(body).map(({ id }) => id));
          cursor = cursorOf(body, answer);
        }
        return ids;
      };
      const [byPage, byCursor] = await walk('/orders', (body) => body, (_, { headers }) => headers.get('x-next-cursor'));
      expect(byPage).toHaveLength(1020);
      expect(byCursor).toEqual(byPage);
      const [byOffset, behindTies] = await walk('/customers/everyone/orders', ({ orders }: { orders: { id: string }[] }) => orders, ({ nextCursor }) => nextCursor);
      expect(byOffset).toHaveLength(340);
      expect(behindTies).toEqual(byOffset);
      const dearest = await walk('/dearest', (body) => body, (_, { headers }) => headers.get('x-next-cursor'));
      expect(new Set(dearest[1]).size).toBe(1020);
      expect(dearest[1]).toEqual(dearest[0]);
      expect((await fetch(`${url}/orders?after=${Buffer.from('[{"id":1}]').toString('base64url')}`)).status).toBe(400);
    } finally {
      server.closeAllConnections();
      server.close();
      await pool.end();
    }
  });

  it.each<[string, (fns: Exports, visit: Visit) => Promise<unknown>]>([
    ['by a unique column', ({ everyOrder }, visit) => everyOrder(visit)],
    ['with ties', ({ byTotal }, visit) => byTotal('Ann', visit)],
  ])('reads no more for the last page than for the first: %s', async (_, walk) => {
    const before = (await pages((visit) => walk(loaded.input, visit))).statements.at(-2)!;
    const after = (await pages((visit) => walk(loaded.expected, visit))).statements.at(-2)!;
    expect(await rowsRead(before)).toBeGreaterThanOrEqual(1000);
    expect(await rowsRead(after)).toBeLessThanOrEqual(60);
  });
});
