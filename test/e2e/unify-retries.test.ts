import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { statuses, hangUp, startUpstream } from '../codemod/upstream.js';
import type * as Prices from '../../fixtures/codemods/unify-retries/typescript/expected/src/prices.js';
import { retried } from '../../fixtures/codemods/unify-retries/typescript/expected/src/lib/resilience/retry.js';

const FIXTURE = join(import.meta.dirname, '../../fixtures/codemods/unify-retries/typescript');

let before: typeof Prices;
let after: typeof Prices;

beforeAll(async () => {
  before = (await import(join(FIXTURE, 'input/src/prices.ts'))) as typeof Prices;
  after = (await import(join(FIXTURE, 'expected/src/prices.ts'))) as typeof Prices;
  for (const side of ['input', 'expected']) ((await import(join(FIXTURE, side, 'src/logger.ts'))) as { logger: { level: string } }).logger.level = 'silent';
});

function gaps(arrivals: readonly { at: number }[]): number[] {
  return arrivals.slice(1).map(({ at }, index) => at - arrivals[index]!.at);
}

describe('loops after unify-retries, on real sockets', { timeout: 20_000 }, () => {
  it('give the same where an attempt succeeds, after as many', async () => {
    for (const side of [before, after]) {
      const upstream = await startUpstream((n, _, response) => void response.writeHead(n < 2 ? 503 : 200, { 'content-type': 'application/json' }).end(n < 2 ? '{}' : '{"amount":7}'));
      expect(await side.price(upstream.url)).toEqual({ amount: 7 });
      expect(upstream.arrivals).toHaveLength(3);
    }
  });

  it('end with the last error after as many attempts', async () => {
    for (const side of [before, after]) {
      const upstream = await startUpstream(statuses(503, 503, 500));
      await expect(side.price(upstream.url)).rejects.toMatchObject({ response: { status: 500 } });
      expect(upstream.arrivals).toHaveLength(3);
    }
  });

  it('ask once where the answer is the same each time', async () => {
    const [one, two] = [await startUpstream(statuses(404)), await startUpstream(statuses(404))];
    await expect(before.price(one.url)).rejects.toMatchObject({ response: { status: 404 } });
    await expect(after.price(two.url)).rejects.toMatchObject({ response: { status: 404 } });
    expect(one.arrivals).toHaveLength(3);
    expect(two.arrivals).toHaveLength(1);
  });

  it('choose their errors as the call says, where it does', async () => {
    const [one, two] = [await startUpstream(statuses(404, 404, 200)), await startUpstream(statuses(503))];
    const asked: unknown[] = [];
    const retryIf = (error: { response: { status: number } }, attempt: number) => asked.push([error.response.status, attempt]) > 0;
    const ask = (url: string) => async () => {
      const response = await fetch(url);
      if (!response.ok) throw Object.assign(new Error('refused'), { response: { status: response.status } });
      return response.status;
    };
    expect(await retried(ask(one.url), { attempts: 3, retryIf })).toBe(200);
    expect(asked).toEqual([[404, 1], [404, 2]]);
    await expect(retried(ask(two.url), { attempts: 3, retryIf: () => false })).rejects.toThrow('refused');
    expect(two.arrivals).toHaveLength(1);
  });

  it('try again when the connection breaks', async () => {
    const upstream = await startUpstream((n, request, response) => (n === 0 ? hangUp(n, request, response) : void response.writeHead(200, { 'content-type': 'text/plain' }).end(' Ann ')));
    expect(await after.names(upstream.url)).toBe('Ann');
    expect(upstream.arrivals).toHaveLength(2);
  });

  it('wait as long as they are asked to', async () => {
    const upstream = await startUpstream((n, _, response) => void (n === 0 ? response.writeHead(429, { 'retry-after': '1' }).end() : response.writeHead(200, { 'content-type': 'application/json' }).end('{"amount":1}')));
    await after.price(upstream.url);
    expect(gaps(upstream.arrivals)[0]).toBeGreaterThanOrEqual(990);
  });

  it('do not wait for who asks for more time than the policy has', async () => {
    const upstream = await startUpstream((_, __, response) => void response.writeHead(503, { 'retry-after': '60' }).end());
    await expect(after.price(upstream.url)).rejects.toMatchObject({ response: { status: 503 } });
    expect(upstream.arrivals).toHaveLength(1);
  });

  it('wait longer each time, and not all for the same time', async () => {
    const upstream = await startUpstream(statuses(503));
    const callers = Array.from({ length: 40 }, (_, index) => `/${index}`);
    await Promise.all(callers.map((path) => retried(() => fetch(upstream.url + path), { attempts: 4 })));
    const delays = callers.map((path) => gaps(upstream.arrivals.filter((arrival) => arrival.path === path)));
    const mean = (index: number) => delays.reduce((sum, own) => sum + own[index]!, 0) / delays.length;
    expect(mean(2)).toBeGreaterThan(mean(0));
    expect(new Set(delays.map(([first]) => Math.round(first! / 5))).size).toBeGreaterThan(5);
    expect(Math.max(...delays.flat())).toBeLessThan(5_500);
  });

  it('tell of each failure that is followed by another attempt', async () => {
    const upstream = await startUpstream(statuses(503, 200));
    const told: unknown[] = [];
    const response = await retried(() => fetch(upstream.url), { attempts: 3, onRetry: (answer: Response, attempt) => void told.push([answer.status, attempt]) });
    expect(response.status).toBe(200);
    expect(told).toEqual([[503, 1]]);
  });

  it('stop at once when the caller gives up', async () => {
    const upstream = await startUpstream(statuses(503));
    const caller = new AbortController();
    const call = retried(() => fetch(upstream.url, { signal: caller.signal }), { attempts: 10, signal: caller.signal });
    setTimeout(() => caller.abort(), 150);
    const began = performance.now();
    await call.catch(() => {});
    expect(performance.now() - began).toBeLessThan(1_000);
    expect(upstream.arrivals.length).toBeLessThan(10);
  });

  it.each([
    ['a conflict of transactions', '40001', 3],
    ['a deadlock', '40P01', 3],
    ['a violated constraint', '23505', 1],
    ['a mistake in the statement', '42601', 1],
    ['a connection that breaks', 'ECONNRESET', 3],
  ])('try %s again or not', async (_, code, attempts) => {
    let count = 0;
    const work = retried(() => Promise.reject(Object.assign(new Error('no'), { code, made: ++count })), { attempts: 3 });
    await expect(work).rejects.toMatchObject({ code });
    expect(count).toBe(attempts);
  });
});
