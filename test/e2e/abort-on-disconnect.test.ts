import { get, type ClientRequest } from 'node:http';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import codemod from '../../codemods/abort-on-disconnect/index.js';
import { ask } from '../../scripts/demo/ask.js';
import { Cleanup } from '../../scripts/demo/cleanup.js';
import { startPostgres } from '../../scripts/demo/postgres.js';
import { ROOT } from '../../scripts/demo/root.js';
import { hang, startUpstream, statuses, type Upstream } from '../codemod/upstream.js';
import { applyCodemod, startApp, transpile, workFolder, type App } from './support/app.js';
import { waitFor } from './support/wait-for.js';

const FIXTURE = join(ROOT, 'fixtures/codemods/abort-on-disconnect/express/input');
const cleanup = new Cleanup();
let upstream: Upstream;
let before: App;
let after: App;

beforeAll(async () => {
  const directories = { before: workFolder(cleanup, FIXTURE), after: workFolder(cleanup, FIXTURE) };
  const [postgres, rates] = await Promise.all([startPostgres(cleanup), startUpstream(hang), applyCodemod(directories.after, codemod, {})]);
  transpile(directories.before);
  upstream = rates;
  const start = async (side: 'before' | 'after') => {
    const database = await postgres.createDatabase(`disconnect_${side}`, []);
    await database.query('CREATE TABLE reports (id serial PRIMARY KEY)');
    return startApp(directories[side], database, cleanup, 'node', { RATES_URL: upstream.url });
  };
  [before, after] = await Promise.all([start('before'), start('after')]);
}, 60_000);
afterAll(() => cleanup.run());

/** Asks for a report, which takes ten seconds, and waits until the database is at work. */
async function asked(app: App): Promise<ClientRequest> {
  const request = get(`${app.url}/reports/1`).on('error', () => {});
  await waitFor(async () => (await active(app)) > 0 || undefined);
  return request;
}

async function active({ database }: App): Promise<number> {
  const rows = await database.query("SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND state = 'active' AND query LIKE '%pg_sleep%' AND pid <> pg_backend_pid()");
  return rows.length;
}

describe('an application after abort-on-disconnect', { timeout: 20_000 }, () => {
  it('has the server cancel the statement whose client has gone, which ran on before', async () => {
    const [old, young] = await Promise.all([asked(before), asked(after)]);
    old.destroy();
    young.destroy();
    await waitFor(async () => (await active(after)) === 0 || undefined, 2_000);
    expect(after.database.log()).toContainEqual(expect.stringContaining('canceling statement due to user request'));
    await sleep(500);
    expect(await active(before)).toBe(1);
  });

  it('leaves the process, its pool and the others alone', async () => {
    // More clients leave than the pool has connections.
    const leaving = await Promise.all([asked(after), asked(after)]);
    const waiting = get(`${after.url}/reports/2`).on('error', () => {});
    await sleep(50);
    for (const request of [...leaving, waiting]) request.destroy();
    await waitFor(async () => (await active(after)) === 0 || undefined, 2_000);
    expect(await ask(after.url, { path: '/reports', method: 'POST' }, 3_000)).toMatchObject({ kind: 'answer', status: 201 });
    const sessions = await after.database.query('SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()');
    // Those of the pool, and the one that cancels.
    expect(sessions.length).toBeLessThanOrEqual(3);
    expect(after.child.exitCode).toBeNull();
    expect(after.output()).not.toContain('was not cancelled');
  });

  it('closes the connection of a call whose client has gone, and answers who stays', async () => {
    upstream.answer(hang);
    const request = get(`${after.url}/rates`).on('error', () => {});
    const arrival = await waitFor(() => upstream.arrivals.at(-1));
    expect(arrival.closed).toBe(false);
    request.destroy();
    await waitFor(() => arrival.closed || undefined, 2_000);
    upstream.answer(statuses(200));
    expect(await ask(after.url, { path: '/rates' }, 3_000)).toMatchObject({ kind: 'answer', status: 200, body: '{}' });
  });
});
