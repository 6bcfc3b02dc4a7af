import { describe, expect, it } from 'vitest';
import { ask, type Ask } from '../../scripts/demo/ask.js';
import { hardenService } from '../../scripts/demo/cli.js';
import { measureFailing, measureHang, measureLeave, measureLock, measureShutdown, type Scene } from '../../scripts/demo/measure.js';
import { SHOP_VISITS } from '../../scripts/demo/shop.js';
import { stagesOfFile } from './support/stage.js';
import { waitFor } from './support/wait-for.js';

const useService = stagesOfFile();
const visit = (scene: Scene, what: Ask) => ask(scene.service.url, what, 5_000);
const outOfStock: Ask = { path: '/carts/items', method: 'POST', body: { productId: 50, quantity: 1 } };

/** Breaks the job's query and returns the log line about it. */
async function failingJob({ service, database }: Scene): Promise<Record<string, unknown>> {
  await database.query('ALTER TABLE subscriptions RENAME TO lost');
  const line = await waitFor(() =>
    service.output.split('\n').find((text) => text.includes('Materialization loop error')),
  );
  return JSON.parse(line) as Record<string, unknown>;
}

describe('shop-express as its team wrote it', { timeout: 30_000 }, () => {
  const stage = useService('shop-express');

  it.concurrent('serves the shop while everything is well', async () => {
    await stage.play(async (scene) => {
      expect(await visit(scene, SHOP_VISITS.upstream)).toMatchObject({
        status: 200,
        body: '{"sku":"SKU-0007","cents":1299}',
      });
      expect(await visit(scene, SHOP_VISITS.checkout)).toMatchObject({ status: 201 });
      const listed = await visit(scene, { path: '/orders?page=2' });
      expect(listed).toMatchObject({ status: 200 });
      expect(listed.kind === 'answer' && JSON.parse(listed.body)).toHaveLength(20);
    });
  });

  it.concurrent('leaves visitors without an answer while an API hangs, even those who need no API', async () => {
    const { visitor, bystander } = await stage.play((scene) => measureHang(scene, SHOP_VISITS, 3_000));
    expect(visitor.kind).toBe('silence');
    expect(bystander.kind).toBe('silence');
  });

  it.concurrent('leaves everybody without an answer while one table is locked', async () => {
    const { visitor, bystander } = await stage.play((scene) => measureLock(scene, SHOP_VISITS, 3_000));
    expect(visitor.kind).toBe('silence');
    expect(bystander.kind).toBe('silence');
  });

  it.concurrent('has the database work for visitors who have left', async () => {
    expect(await stage.play((scene) => measureLeave(scene, SHOP_VISITS, 500))).toMatchObject({ running: 2 });
  });

  it.concurrent('sends every visit on to an API that is down, and its error to the visitor', async () => {
    const { upstreamCalls, outcomes } = await stage.play((scene) => measureFailing(scene, SHOP_VISITS, 12));
    expect(upstreamCalls).toBe(12);
    for (const outcome of outcomes) {
      expect(outcome).toMatchObject({ status: 500, body: '{"error":"Pricing API responded 503"}' });
    }
  });

  it.concurrent('runs out of database connections after ten visits to a product that is out of stock', async () => {
    await stage.play(async (scene) => {
      for (let n = 0; n < 10; n++) expect(await visit(scene, outOfStock)).toMatchObject({ status: 409 });
      expect(await ask(scene.service.url, SHOP_VISITS.database, 1_500)).toMatchObject({ kind: 'silence' });
    });
  });

  it.concurrent('logs a failed job without saying where it failed', async () => {
    const logged = await stage.play(failingJob, { MATERIALIZE_EVERY_MS: '100' });
    expect(logged.msg).toBe('Materialization loop error: relation "subscriptions" does not exist');
    expect(JSON.stringify(logged)).not.toContain('materialize-subscriptions');
  });

  // How far each request has come matters: nothing else runs beside it.
  it('loses what it was working on when it is stopped', async () => {
    const result = await stage.play((scene) => measureShutdown(scene, SHOP_VISITS, 10_000));
    expect(result.lost).toHaveLength(result.inFlight);
    expect(result.chargedWithoutOrder).toBe(4);
    expect(result.exit).toEqual({ code: null, signal: 'SIGTERM' });
    expect(result.sessionsLeft).toBeGreaterThan(0);
    expect(result.brokenConnections.length).toBeGreaterThan(0);
  });
});

describe('shop-express after its hardening', { timeout: 30_000 }, () => {
  const stage = useService('shop-express', hardenService);

  it.concurrent('serves the shop as before', async () => {
    await stage.play(async (scene) => {
      expect(await visit(scene, SHOP_VISITS.upstream)).toMatchObject({
        status: 200,
        body: '{"sku":"SKU-0007","cents":1299}',
      });
      expect(await visit(scene, SHOP_VISITS.checkout)).toMatchObject({ status: 201 });
      expect(await visit(scene, { path: '/orders?page=2' })).toMatchObject({ status: 200 });
    });
  });

  it.concurrent('answers everybody while an API hangs', async () => {
    const { visitor, bystander } = await stage.play((scene) => measureHang(scene, SHOP_VISITS, 12_000));
    expect(visitor).toMatchObject({ kind: 'answer' });
    expect(bystander).toMatchObject({ kind: 'answer', status: 200 });
  });

  it.concurrent('answers everybody while one table is locked', async () => {
    const { visitor, bystander } = await stage.play((scene) => measureLock(scene, SHOP_VISITS, 4_000));
    expect(visitor).toMatchObject({ kind: 'answer', status: 500 });
    expect(bystander).toMatchObject({ kind: 'answer', status: 200 });
  });

  it.concurrent('has the database stop working for visitors who have left', async () => {
    expect(await stage.play((scene) => measureLeave(scene, SHOP_VISITS, 1_000))).toMatchObject({ running: 0 });
  });

  it.concurrent('stops calling an API that is down', async () => {
    const { upstreamCalls, outcomes } = await stage.play((scene) => measureFailing(scene, SHOP_VISITS, 30));
    expect(upstreamCalls).toBeLessThan(15);
    expect(outcomes.at(-1)).toMatchObject({ kind: 'answer', status: 503 });
  });

  it.concurrent('logs a failed job with the place where it failed', async () => {
    const logged = await stage.play(failingJob, { MATERIALIZE_EVERY_MS: '100' });
    expect(logged.err).toMatchObject({
      type: 'DatabaseError',
      stack: expect.stringContaining('materialize-subscriptions'),
    });
  });

  it('finishes what it was working on when it is stopped', async () => {
    const result = await stage.play((scene) => measureShutdown(scene, SHOP_VISITS, 10_000));
    expect(result).toMatchObject({
      lost: [],
      chargedWithoutOrder: 0,
      exit: { code: 0, signal: null },
      sessionsLeft: 0,
      brokenConnections: [],
    });
  });
});
