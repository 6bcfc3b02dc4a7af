import { createServer, type Server } from 'node:http';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import pg from 'pg';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { renameAndForget, renameAndGiveBack, renameAndGiveBackTwice } from '../../fixtures/rules/require-session-release/proved-pg/accounts.js';
import { chargeAfter, chargeInside, copyOnClient, copyOnPool } from '../../fixtures/rules/no-external-call-in-transaction/proved-pg/payments.js';
import { countAfterwards, countLocked, renewAllAtOnce, renewOneByOne } from '../../fixtures/rules/no-long-lived-session/proved-pg/renewals.js';
import { noteAndEnd, noteAndLeaveOpen, noteOnPool } from '../../fixtures/rules/require-transaction-end/proved-pg/notes.js';
import { Cleanup } from '../../scripts/demo/cleanup.js';
import { startPostgres, type Database } from '../../scripts/demo/postgres.js';

/** That what the session rules report does harm on a real server, and that what they ask for mends it. */
const SCHEMA = `
CREATE TABLE accounts (id int PRIMARY KEY, name varchar(20) NOT NULL);
CREATE TABLE copies (account int NOT NULL);
CREATE TABLE notes (text varchar(20) NOT NULL);
INSERT INTO accounts SELECT n, 'account ' || n FROM generate_series(1, 5) AS n;
`;
const TOO_LONG = 'a name that is longer than twenty characters';
const CONNECTIONS = 2;

const cleanup = new Cleanup();
let database: Database;
let pool: pg.Pool;
let gateway: Server;
let address: string;
/** Called with each request that the gateway has got, before it answers. */
let onRequest: () => Promise<void> = async () => undefined;

beforeAll(async () => {
  const folder = mkdtempSync(join(tmpdir(), 'resilience-sessions-'));
  writeFileSync(join(folder, 'schema.sql'), SCHEMA);
  database = await (await startPostgres(cleanup)).createDatabase('sessions', [join(folder, 'schema.sql')]);
  rmSync(folder, { recursive: true });
  gateway = createServer((_, response) => void onRequest().then(() => response.end()));
  await new Promise<void>((resolve) => gateway.listen(0, '127.0.0.1', resolve));
  address = `http://127.0.0.1:${(gateway.address() as AddressInfo).port}`;
}, 120_000);

afterAll(async () => {
  gateway.close();
  gateway.closeAllConnections();
  await setTimeout(250);
  await cleanup.run();
});

beforeEach(() => {
  pool = new pg.Pool({ connectionString: database.url, max: CONNECTIONS, connectionTimeoutMillis: 1_000 });
  pool.on('error', () => undefined);
  pool.on('connect', (client) => client.on('error', () => undefined));
});

afterEach(async () => {
  // Connections that were lost are ended by the server.
  await database.query("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = 'sessions' AND pid <> pg_backend_pid()");
  await Promise.race([pool.end(), setTimeout(500)]);
  await database.query('TRUNCATE copies, notes');
});

const failures = (results: PromiseSettledResult<unknown>[]) => results.filter(({ status }) => status === 'rejected').length;
const twice = (work: () => Promise<unknown>) => Promise.allSettled([work(), work()]);

/** Whether another session may write a row at once. */
async function isLocked(id: number): Promise<boolean> {
  const client = new pg.Client({ connectionString: database.url });
  await client.connect();
  try {
    await client.query("SET lock_timeout = '50ms'");
    await client.query("UPDATE accounts SET name = 'other' WHERE id = $1", [id]);
    return false;
  } catch {
    return true;
  } finally {
    await client.end();
  }
}

describe('require-session-release', () => {
  it('a client that is lost on an error is missing from the pool, until nobody gets one', async () => {
    expect(failures(await twice(() => renameAndForget(pool, 1, TOO_LONG)))).toBe(2);
    await expect(pool.query('SELECT 1')).rejects.toThrow('timeout exceeded when trying to connect');
  });

  it('with finally none is lost', async () => {
    for (let run = 0; run < 3; run++) expect(failures(await twice(() => renameAndGiveBack(pool, 1, TOO_LONG)))).toBe(2);
    expect((await pool.query('SELECT 1')).rowCount).toBe(1);
  });

  it('a client that is given back twice throws', async () => {
    await expect(renameAndGiveBackTwice(pool, 1, 'short')).rejects.toThrow('already been released');
  });
});

describe('no-external-call-in-transaction', () => {
  it('while another service is waited for inside, the row is locked and the connection idles', async () => {
    const seen: unknown[] = [];
    onRequest = async () => {
      const [activity] = await database.query<{ count: string }>("SELECT count(*) FROM pg_stat_activity WHERE state = 'idle in transaction'");
      seen.push(await isLocked(1), Number(activity!.count));
    };
    await chargeInside(pool, address, 1);
    await chargeAfter(pool, address, 1);
    expect(seen).toEqual([true, 1, false, 0]);
  });

  it('a query past the client of the transaction waits for ever where all do so at once', async () => {
    expect(failures(await Promise.allSettled([copyOnPool(pool, 3), copyOnPool(pool, 4)]))).toBeGreaterThan(0);
    expect(failures(await twice(() => copyOnClient(pool, 2)))).toBe(0);
  });
});

describe('no-long-lived-session', () => {
  it('the first row stays locked until the last one is done', async () => {
    const locked: Promise<boolean>[] = [];
    const look = (id: number) => void (id === 3 && locked.push(isLocked(1)));
    await renewAllAtOnce(pool, look);
    await renewOneByOne(pool, look);
    expect(await Promise.all(locked)).toEqual([true, false]);
  });

  it('a lock that keeps a transaction open leaves no connection for the work under it', async () => {
    expect(failures(await twice(() => countLocked(pool)))).toBeGreaterThan(0);
    expect(failures(await twice(() => countAfterwards(pool)))).toBe(0);
  });
});

describe('require-transaction-end', () => {
  it('whoever gets the connection next works inside of the failed transaction', async () => {
    await expect(noteAndLeaveOpen(pool, TOO_LONG)).rejects.toThrow('too long');
    await expect(pool.query("INSERT INTO notes VALUES ('next')")).rejects.toThrow('current transaction is aborted');
  });

  it('with ROLLBACK it works on its own', async () => {
    await expect(noteAndEnd(pool, TOO_LONG)).rejects.toThrow('too long');
    await pool.query("INSERT INTO notes VALUES ('next')");
    expect(await database.query('SELECT text FROM notes')).toEqual([{ text: 'next' }]);
  });

  it('on a pool, what is rolled back stays', async () => {
    let other: pg.PoolClient | null = null;
    await noteOnPool(pool, 'kept', async () => {
      other = await pool.connect();
    });
    other!.release();
    expect(await database.query('SELECT text FROM notes')).toEqual([{ text: 'kept' }]);
  });
});
