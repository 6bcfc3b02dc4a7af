import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import addHealthChecks from '../../codemods/add-health-checks/index.js';
import { ask } from '../../scripts/demo/ask.js';
import { Cleanup } from '../../scripts/demo/cleanup.js';
import { startPostgres, type Postgres } from '../../scripts/demo/postgres.js';
import { ROOT } from '../../scripts/demo/root.js';
import { applyCodemod, startApp, workFolder, type App } from './support/app.js';
import { waitFor } from './support/wait-for.js';

const cleanup = new Cleanup();
let postgres: Postgres;

beforeAll(async () => {
  postgres = await startPostgres(cleanup);
}, 60_000);
afterAll(() => cleanup.run());

describe('an application after add-health-checks', { timeout: 20_000 }, () => {
  let app: App;
  beforeAll(async () => {
    const directory = workFolder(cleanup, join(ROOT, 'fixtures/codemods/add-health-checks/express/input'));
    await applyCodemod(directory, addHealthChecks, { checkTimeoutMs: 300 });
    app = await startApp(directory, await postgres.createDatabase('health', []), cleanup);
  }, 40_000);

  const probe = async (path: string) => {
    const outcome = await ask(app.url, { path }, 2_000);
    if (outcome.kind !== 'answer') throw new Error(outcome.kind);
    return { status: outcome.status, ms: outcome.ms, body: JSON.parse(outcome.body) as unknown };
  };

  it('is ready while its database answers, and tells the state of its pool', async () => {
    expect(await probe('/ready')).toMatchObject({
      status: 200,
      body: { ready: true, checks: { pool: { state: 'ok', pool: { open: 1, idle: 1, waiting: 0 } } } },
    });
    expect(await probe('/live')).toMatchObject({ status: 200, body: { live: true } });
  });

  it('is not ready while its pool is used up, says so in time, and asks once', async () => {
    const report = ask(app.url, { path: '/reports/4' }, 8_000);
    await waitFor(async () => ((await probe('/ready')).status === 503 ? true : undefined));
    const first = await probe('/ready');
    expect(first).toMatchObject({ status: 503, body: { ready: false, checks: { pool: { state: 'no answer', pool: { waiting: 1 } } } } });
    await sleep(1_100);
    const later = await probe('/ready');
    expect(later.ms).toBeLessThan(700);
    expect(later).toMatchObject({ body: { checks: { pool: { pool: { waiting: 1 } } } } });
    expect(await probe('/live')).toMatchObject({ status: 200 });
    expect(await report).toMatchObject({ kind: 'answer', status: 200 });
    await waitFor(async () => ((await probe('/ready')).status === 200 ? true : undefined));
  });

  it('is not ready while its database refuses it, and logs why', async () => {
    const admin = await postgres.createDatabase('health_admin', []);
    await admin.query('ALTER DATABASE health ALLOW_CONNECTIONS false');
    await admin.query("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = 'health'");
    await waitFor(async () => ((await probe('/ready')).status === 503 ? true : undefined));
    expect(await probe('/ready')).toMatchObject({ body: { checks: { pool: { state: 'failed' } } } });
    expect(await probe('/live')).toMatchObject({ status: 200 });
    expect(app.output()).toContain('pool is out of reach');
    await admin.query('ALTER DATABASE health ALLOW_CONNECTIONS true');
    await waitFor(async () => ((await probe('/ready')).status === 200 ? true : undefined));
  });
});

describe.each(['fastify', 'hono', 'koa', 'nest'])('an application of %s after add-health-checks', { timeout: 20_000 }, (framework) => {
  let app: App;
  beforeAll(async () => {
    const directory = workFolder(cleanup, join(ROOT, 'fixtures/codemods/add-health-checks', framework, 'input'));
    await applyCodemod(directory, addHealthChecks, { checkTimeoutMs: 300 });
    app = await startApp(directory, await postgres.createDatabase(`health_${framework}`, []), cleanup);
  }, 40_000);

  it('is ready while its database answers, and not while its pool is used up', async () => {
    const ready = await fetch(`${app.url}/ready`);
    expect([ready.status, ready.headers.get('cache-control'), await ready.json()]).toEqual([
      200,
      'no-store',
      { ready: true, checks: { pool: { state: 'ok', ms: expect.any(Number) as number, pool: { open: 1, idle: 1, waiting: 0 } } } },
    ]);
    const report = fetch(`${app.url}/reports/2`);
    const busy = await waitFor(async () => {
      const answer = await fetch(`${app.url}/ready`);
      return answer.status === 503 ? answer : undefined;
    });
    expect([busy.headers.get('retry-after'), await busy.json()]).toEqual(['5', { ready: false, checks: { pool: expect.objectContaining({ state: 'no answer' }) as object } }]);
    if (framework === 'koa' || framework === 'nest') expect(await (await fetch(`${app.url}/live`)).json()).toEqual({ live: true });
    expect((await report).status).toBe(200);
  });
});
