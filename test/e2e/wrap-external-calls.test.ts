import { describe, expect, it } from 'vitest';
import codemod from '../../codemods/wrap-external-calls/index.js';
import rule from '../../rules/require-circuit-breaker.js';
import { ask, type Ask } from '../../scripts/demo/ask.js';
import { measureFailing, measureHang, type Scene } from '../../scripts/demo/measure.js';
import { SHOP_VISITS } from '../../scripts/demo/shop.js';
import { readOptions } from '../../src/codemod/options.js';
import { findWorkplace, planRun, writeRun } from '../../src/codemod/run.js';
import { readSettings } from '../../src/settings.js';
import { stagesOfFile } from './support/stage.js';
import { waitFor } from './support/wait-for.js';

const useService = stagesOfFile();

/** Runs the codemod on a copy of a service, which is compiled afterwards. What it declines is of no account here. */
const wrapCalls = (flags: Record<string, unknown>) => async (directory: string) => {
  const workplace = await findWorkplace(directory);
  const run = await planRun({ workplace, paths: [], codemod, rule, options: readOptions(codemod, flags), settings: readSettings(undefined) });
  expect(run.plans.flatMap(({ failed }) => failed)).toEqual([]);
  await writeRun(run);
};

const visit = (scene: Scene, what: Ask) => ask(scene.service.url, what, 10_000);
const calls = ({ upstream }: Scene, path: string) => upstream.calls.filter((call) => call.path.startsWith(path)).length;

describe('shop-express with policies round its calls', { timeout: 30_000 }, () => {
  const stage = useService('shop-express', wrapCalls({ timeoutMs: 1_000, halfOpenAfterMs: 1_000 }));

  it.concurrent('serves the shop as before', async () => {
    await stage.play(async (scene) => {
      expect(await visit(scene, SHOP_VISITS.upstream)).toMatchObject({ status: 200, body: '{"sku":"SKU-0007","cents":1299}' });
      expect(await visit(scene, SHOP_VISITS.checkout)).toMatchObject({ status: 201 });
      expect(await visit(scene, { path: '/orders/1/tracking' })).toMatchObject({ body: '{"tracking":{"carrier":"Parcel","status":"in transit"}}' });
    });
  });

  it.concurrent('answers everybody in time while an API hangs', async () => {
    const { visitor, bystander } = await stage.play((scene) => measureHang(scene, SHOP_VISITS, 8_000));
    expect(visitor).toMatchObject({ kind: 'answer', status: 504 });
    expect(bystander).toMatchObject({ kind: 'answer', status: 200 });
  });

  it.concurrent('stops calling an API that is down, and goes on when it is back', async () => {
    await stage.play(async (scene) => {
      const { upstreamCalls, outcomes } = await measureFailing(scene, SHOP_VISITS, 30);
      // As it was, all thirty were sent on.
      expect(upstreamCalls).toBeLessThanOrEqual(6);
      expect(outcomes.at(-1)).toMatchObject({ kind: 'answer', status: 503 });
      expect(scene.service.output).toContain('The circuit of pricing is open.');
      scene.upstream.behave('ok');
      await waitFor(async () => {
        const outcome = await visit(scene, SHOP_VISITS.upstream);
        return (outcome.kind === 'answer' && outcome.status === 200) || undefined;
      });
    });
  });

  it.concurrent('charges nobody twice', async () => {
    await stage.play(async (scene) => {
      scene.upstream.behave('fail');
      for (let n = 0; n < 3; n++) expect(await visit(scene, SHOP_VISITS.checkout)).toMatchObject({ status: 500 });
      expect(calls(scene, '/payments/charges')).toBe(3);
    });
  });

  it.concurrent('keeps the circuits of its services apart', async () => {
    await stage.play(async (scene) => {
      await measureFailing(scene, SHOP_VISITS, 5);
      scene.upstream.behave('ok');
      expect(await visit(scene, SHOP_VISITS.checkout)).toMatchObject({ status: 201 });
    });
  });

  it('serves a product without its recommendations as quickly as before', async () => {
    await stage.play(async (scene) => {
      scene.upstream.behave('hang');
      const began = performance.now();
      expect(await visit(scene, { path: '/products/7' })).toMatchObject({ status: 200, body: expect.stringContaining('"alsoLiked":[]') as string });
      expect(performance.now() - began).toBeLessThan(900);
    });
  });
});

describe('feed-fastify with policies round its calls', { timeout: 30_000 }, () => {
  const stage = useService('feed-fastify', wrapCalls({ timeoutMs: 1_000 }));
  const search: Ask = { path: '/posts/search?q=hello' };

  it.concurrent('publishes and finds as before', async () => {
    await stage.play(async (scene) => {
      const post = { authorId: 3, body: 'Hello', link: 'https://example.com/' };
      const published = await visit(scene, { path: '/posts/', method: 'POST', body: post });
      expect(published).toMatchObject({ status: 201, body: expect.stringContaining('"link_title":"Example Domain"') as string });
      expect(await visit(scene, search)).toMatchObject({ status: 200, body: expect.stringContaining('"id":3') as string });
    });
  });

  it.concurrent('answers while the search hangs, and stops asking it', async () => {
    await stage.play(async (scene) => {
      scene.upstream.behave('hang');
      for (let n = 0; n < 2; n++) expect(await visit(scene, search)).toMatchObject({ kind: 'answer' });
      const before = calls(scene, '/search');
      for (let n = 0; n < 20; n++) expect(await visit(scene, search)).toMatchObject({ kind: 'answer' });
      expect(calls(scene, '/search') - before).toBeLessThanOrEqual(1);
    });
  });
});

describe('orders-nest with policies round its calls', { timeout: 30_000 }, () => {
  const stage = useService('orders-nest', wrapCalls({ timeoutMs: 1_000 }));

  it.concurrent('ships as before, and lets go of the database while the carrier hangs', async () => {
    await stage.play(async (scene) => {
      expect(await visit(scene, { path: '/orders/6/ship', method: 'POST' })).toMatchObject({ status: 200 });
      scene.upstream.behave('hang');
      expect(await visit(scene, { path: '/orders/12/ship', method: 'POST' })).toMatchObject({ kind: 'answer' });
      const open = await scene.database.query("SELECT state FROM pg_stat_activity WHERE datname = current_database() AND state = 'idle in transaction'");
      expect(open).toEqual([]);
    });
  });
});
