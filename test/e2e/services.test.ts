import { describe, expect, it } from 'vitest';
import { ask, type Ask } from '../../scripts/demo/ask.js';
import type { Scene } from '../../scripts/demo/measure.js';
import { stagesOfFile } from './support/stage.js';

const useService = stagesOfFile();
const visit = (scene: Scene, what: Ask, windowMs = 5_000) => ask(scene.service.url, what, windowMs);

describe('orders-nest', { timeout: 30_000, concurrent: true }, () => {
  const stage = useService('orders-nest');

  it('answers with what is in its database and what the carrier says', async () => {
    await stage.play(async (scene) => {
      expect(await visit(scene, { path: '/customers/countries' })).toMatchObject({ body: '{"DE":40,"FR":40,"IT":40}' });
      expect(await visit(scene, { path: '/orders?page=2&limit=5' })).toMatchObject({ status: 200 });
      expect(await visit(scene, { path: '/orders/6/ship', method: 'POST' })).toMatchObject({ status: 200 });
      expect(await visit(scene, { path: '/orders/6/shipment' })).toMatchObject({ body: '{"status":"in transit"}' });
      expect(await visit(scene, { path: '/orders/6/ship', method: 'POST' })).toMatchObject({ status: 409 });
    });
  });

  it('runs out of connections when ten orders are cancelled too late', async () => {
    await stage.play(async (scene) => {
      for (let n = 0; n < 10; n++) {
        expect(await visit(scene, { path: '/orders/4/cancel', method: 'POST' })).toMatchObject({ status: 409 });
      }
      expect(await visit(scene, { path: '/customers/5' }, 1_500)).toMatchObject({ kind: 'silence' });
    });
  });

  it('keeps a transaction open for as long as the carrier takes', async () => {
    await stage.play(async (scene) => {
      scene.upstream.behave('hang');
      expect(await visit(scene, { path: '/orders/6/ship', method: 'POST' }, 1_000)).toMatchObject({ kind: 'silence' });
      const open = await scene.database.query("SELECT state FROM pg_stat_activity WHERE datname = current_database() AND state = 'idle in transaction'");
      expect(open).toHaveLength(1);
    });
  });
});

describe('feed-fastify', { timeout: 30_000, concurrent: true }, () => {
  const stage = useService('feed-fastify');

  it('answers with what is in its database and what the preview and search APIs say', async () => {
    await stage.play(async (scene) => {
      expect(await visit(scene, { path: '/stats' })).toMatchObject({
        body: '{"post":1666,"reply":1667,"repost":1667}',
      });
      const post = { authorId: 3, body: 'Hello', link: 'https://example.com/' };
      const published = await visit(scene, { path: '/posts/', method: 'POST', body: post });
      expect(published).toMatchObject({ status: 201, body: expect.stringContaining('"link_title":"Example Domain"') });
      expect(await visit(scene, { path: '/posts/search?q=hello' })).toMatchObject({
        status: 200,
        body: expect.stringContaining('"id":3'),
      });
    });
  });

  it('finds nothing while the search is down, as if there were nothing', async () => {
    await stage.play(async (scene) => {
      scene.upstream.behave('fail');
      expect(await visit(scene, { path: '/posts/search?q=hello' })).toMatchObject({ status: 200, body: '[]' });
    });
  });

  it('runs out of connections when a post is liked ten times over', async () => {
    await stage.play(async (scene) => {
      const like: Ask = { path: '/posts/40/likes', method: 'POST', body: { userId: 7 } };
      expect(await visit(scene, like)).toMatchObject({ status: 201 });
      for (let n = 0; n < 10; n++) expect(await visit(scene, like)).toMatchObject({ status: 200 });
      expect(await visit(scene, { path: '/users/4' }, 1_500)).toMatchObject({ kind: 'silence' });
    });
  });
});
