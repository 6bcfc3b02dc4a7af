import { setTimeout as sleep } from 'node:timers/promises';
import axios from 'axios';
import { describe, expect, it } from 'vitest';
import { waitFor } from '../e2e/support/wait-for.js';
import { FLAVOURS, loadPolicies, type Failure } from './policies-module.js';
import { hang, hangUp, startUpstream, statuses, type Arrival } from './upstream.js';

/** How a promise ends, and how long it took. */
async function ending<T>(promise: Promise<T>): Promise<{ value?: T; error?: unknown; ms: number }> {
  const began = performance.now();
  return promise.then(
    (value) => ({ value, ms: performance.now() - began }),
    (error: unknown) => ({ error, ms: performance.now() - began }),
  );
}

const gaps = (arrivals: readonly Arrival[]) => arrivals.slice(1).map(({ at }, index) => at - arrivals[index]!.at);
const median = (values: readonly number[]) => values.toSorted((a, b) => a - b)[values.length >> 1]!;
const times = <T>(count: number, make: (index: number) => T) => Array.from({ length: count }, (_, index) => make(index));

describe.concurrent.each(Object.entries(FLAVOURS))('policies in %s', { timeout: 20_000 }, (_, shape) => {
  describe('repeat', { concurrent: false }, () => {
    it('idempotent calls until one succeeds', async () => {
      const upstream = await startUpstream(statuses(503, 503, 200));
      const { pricing } = await loadPolicies(shape);
      const response = await pricing.idempotent((signal) => fetch(upstream.url, { signal }));
      expect([response.status, await response.text(), upstream.arrivals.length]).toEqual([200, '{}', 3]);
    });

    it('what an error of a client says may pass, by its status or a mail server\'s code', async () => {
      const { pricing } = await loadPolicies(shape);
      const made = async (error: object) => {
        let count = 0;
        const { error: given } = await ending(pricing.idempotent(() => Promise.reject(Object.assign(new Error('refused'), error, { count: ++count }))));
        return (given as { count: number }).count;
      };
      const may = [{ $metadata: { httpStatusCode: 503 } }, { lastError: { statusCode: 500 } }, { responseCode: 421 }, { code: 502 }, { code: 'ECONNRESET' }];
      const not = [{ $metadata: { httpStatusCode: 404 } }, { lastError: { statusCode: 400 } }, { responseCode: 550 }, { code: 404 }];
      expect(await Promise.all(may.map(made))).toEqual(may.map(() => 3));
      expect(await Promise.all(not.map(made))).toEqual(not.map(() => 1));
    });

    it('idempotent calls so many times and then give the last answer', async () => {
      const upstream = await startUpstream(statuses(500, 502, 429));
      const { pricing } = await loadPolicies(shape);
      const response = await pricing.idempotent((signal) => fetch(upstream.url, { signal }));
      expect([response.status, upstream.arrivals.length]).toEqual([429, 3]);
    });

    it('no other calls', async () => {
      const upstream = await startUpstream(statuses(503));
      const { payments } = await loadPolicies(shape);
      const response = await payments.once((signal) => fetch(upstream.url, { method: 'POST', signal }));
      expect([response.status, upstream.arrivals.length]).toEqual([503, 1]);
      upstream.answer(hangUp);
      await expect(payments.once((signal) => fetch(upstream.url, { method: 'POST', signal }))).rejects.toThrow('fetch failed');
      expect(upstream.arrivals).toHaveLength(2);
    });

    it('calls whose connection breaks', async () => {
      const upstream = await startUpstream((n, request, response) => (n === 0 ? request.socket.destroy() : response.end('ok')) && undefined);
      const { pricing } = await loadPolicies(shape);
      const response = await pricing.idempotent((signal) => fetch(upstream.url, { signal }));
      expect([await response.text(), upstream.arrivals.length]).toEqual(['ok', 2]);
    });

    it('no request that was wrong, and no mistake of ours', async () => {
      const upstream = await startUpstream(statuses(404));
      const { pricing } = await loadPolicies(shape);
      const response = await pricing.idempotent((signal) => fetch(upstream.url, { signal }));
      expect([response.status, upstream.arrivals.length]).toEqual([404, 1]);
      let runs = 0;
      const mistake = pricing.idempotent(async () => (runs++, (undefined as unknown as string[]).length));
      await expect(mistake).rejects.toThrow(TypeError);
      expect(runs).toBe(1);
    });

    it('after delays that grow, differ and have a bound', async () => {
      const upstream = await startUpstream(statuses(503));
      const { pricing } = await loadPolicies(shape, { timeoutMs: 5_000, retries: 5, maxDelayMs: 250 });
      const calls = 25;
      await Promise.all(times(calls, (call) => pricing.idempotent((signal) => fetch(`${upstream.url}/${call}`, { signal }))));
      const byCall = times(calls, (call) => gaps(upstream.arrivals.filter(({ path }) => path === `/${call}`)));
      expect(byCall.every((delays) => delays.length === 5)).toBe(true);
      const [first, , , , fifth] = times(5, (attempt) => byCall.map((delays) => delays[attempt]!));
      expect(median(first!)).toBeLessThan(median(fifth!));
      // Without its bound the fifth delay would be more than a second; a busy machine adds to each.
      expect(median(fifth!)).toBeGreaterThan(240);
      expect(median(fifth!)).toBeLessThan(600);
      expect(new Set(first!.map((delay) => Math.round(delay / 5))).size).toBeGreaterThan(8);
    });

    it('not before the service asked for it, in seconds or by a date', async () => {
      const date = () => new Date(Date.now() + 2_000).toUTCString();
      const upstream = await startUpstream((n, _, response) => {
        if (n < 2) response.writeHead(503, { 'retry-after': n === 0 ? '1' : date() });
        response.end();
      });
      const { pricing } = await loadPolicies(shape);
      const response = await pricing.idempotent((signal) => fetch(upstream.url, { signal }));
      const [seconds, byDate] = gaps(upstream.arrivals);
      expect(response.status).toBe(200);
      expect(seconds).toBeGreaterThan(990);
      expect(byDate).toBeGreaterThan(990);
    });

    it('no call whose service asks for a longer pause than the caller should wait', async () => {
      const upstream = await startUpstream((_n, _, response) => void response.writeHead(429, { 'retry-after': '3600' }).end());
      const { pricing } = await loadPolicies(shape);
      const { value, ms } = await ending(pricing.idempotent((signal) => fetch(upstream.url, { signal })));
      expect([value?.status, upstream.arrivals.length]).toEqual([429, 1]);
      expect(ms).toBeLessThan(500);
    });

    it('and give back the connection of an answer that nobody reads', async () => {
      const upstream = await startUpstream((n, _, response) => {
        response.writeHead(n === 0 ? 503 : 200);
        if (n === 0) response.write('an answer without an end');
        else response.end();
      });
      const { pricing } = await loadPolicies(shape);
      await pricing.idempotent((signal) => fetch(upstream.url, { signal }));
      await waitFor(() => upstream.arrivals[0]!.closed || undefined);
    });
  });

  describe('open the circuit', { concurrent: false }, () => {
    it('after a share of failures, for one dependency alone, and then call nobody', async () => {
      const upstream = await startUpstream(statuses(503));
      const { payments, pricing, CircuitOpenError } = await loadPolicies(shape, { minCalls: 5, halfOpenAfterMs: 60_000 });
      const call = (signal: AbortSignal) => fetch(upstream.url, { signal });
      for (let n = 0; n < 5; n++) expect((await payments.once(call)).status).toBe(503);

      const { error, ms } = await ending(payments.once(call));
      expect(error).toBeInstanceOf(CircuitOpenError);
      expect(error).toMatchObject({ name: 'CircuitOpenError', status: 503, dependency: 'payments' } satisfies Partial<Failure>);
      const repeated = await ending(payments.idempotent(call));
      expect(repeated.error).toBeInstanceOf(CircuitOpenError);
      expect([ms < 50, repeated.ms < 50, upstream.arrivals.length]).toEqual([true, true, 5]);

      expect((await pricing.once(call)).status).toBe(503);
      expect(upstream.arrivals).toHaveLength(6);
    });

    it('between the attempts of one call, which ends there', async () => {
      const upstream = await startUpstream(statuses(503));
      const { pricing, CircuitOpenError } = await loadPolicies(shape, { minCalls: 2, retries: 5, halfOpenAfterMs: 60_000 });
      const call = pricing.idempotent((signal) => fetch(upstream.url, { signal }));
      await expect(call).rejects.toBeInstanceOf(CircuitOpenError);
      expect(upstream.arrivals).toHaveLength(2);
    });

    it('not for requests that were wrong', async () => {
      const upstream = await startUpstream(statuses(404));
      const { payments } = await loadPolicies(shape, { minCalls: 3 });
      for (let n = 0; n < 10; n++) expect((await payments.once((signal) => fetch(upstream.url, { signal }))).status).toBe(404);
    });

    it('not while most calls succeed', async () => {
      const upstream = await startUpstream((n, _, response) => void response.writeHead(n % 3 === 2 ? 503 : 200).end());
      const { payments } = await loadPolicies(shape, { minCalls: 5 });
      for (let n = 0; n < 30; n++) await payments.once((signal) => fetch(upstream.url, { signal }));
      expect(upstream.arrivals).toHaveLength(30);
    });

    it('for calls that are too slow for the caller', async () => {
      const upstream = await startUpstream(hang);
      const { payments, TimeoutError, CircuitOpenError } = await loadPolicies(shape, { minCalls: 3, halfOpenAfterMs: 60_000 });
      const call = () => payments.once((signal) => fetch(upstream.url, { signal }), { signal: AbortSignal.timeout(30) });
      for (let n = 0; n < 3; n++) await expect(call()).rejects.toBeInstanceOf(TimeoutError);
      await waitFor(async () => (await ending(call())).error instanceof CircuitOpenError || undefined);
    });
  });

  describe('try again after a while', { concurrent: false }, () => {
    async function opened() {
      const upstream = await startUpstream(statuses(503));
      const policies = await loadPolicies(shape, { minCalls: 2, halfOpenAfterMs: 150 });
      const states: string[] = [];
      policies.onCircuitChange(({ dependency, state }) => void states.push(`${dependency} ${state}`));
      const call = () => policies.payments.once((signal) => fetch(upstream.url, { signal }));
      await call();
      await call();
      return { upstream, states, call, ...policies };
    }

    it('with one call, whatever comes beside it, and tell who listens', async () => {
      const { upstream, states, call, CircuitOpenError } = await opened();
      await sleep(200);
      upstream.answer((_n, _, response) => void setTimeout(() => response.writeHead(503).end(), 60));
      const tried = await Promise.all(times(6, () => ending(call())));
      expect(upstream.arrivals).toHaveLength(3);
      expect(tried.filter(({ value }) => value?.status === 503)).toHaveLength(1);
      expect(tried.filter(({ error }) => error instanceof CircuitOpenError)).toHaveLength(5);

      await sleep(200);
      upstream.answer(statuses(200));
      expect((await call()).status).toBe(200);
      expect((await call()).status).toBe(200);
      expect(states).toEqual(['open', 'half-open', 'open', 'half-open', 'closed'].map((state) => `payments ${state}`));
    });

    it('and stay open where the caller of that one gives up', async () => {
      const { upstream, states, call, payments, CircuitOpenError } = await opened();
      await sleep(200);
      upstream.answer(hang);
      const controller = new AbortController();
      const probe = payments.once((signal) => fetch(upstream.url, { signal }), { signal: controller.signal });
      await waitFor(() => upstream.arrivals.length === 3 || undefined);
      controller.abort();
      await expect(probe).rejects.toThrow('aborted');
      await expect(call()).rejects.toBeInstanceOf(CircuitOpenError);
      expect(states).toEqual(['payments open', 'payments half-open', 'payments open']);
    });

    it('and no longer tell who has stopped listening', async () => {
      const { upstream, call, onCircuitChange } = await opened();
      const states: string[] = [];
      const { dispose } = onCircuitChange(({ state }) => void states.push(state));
      upstream.answer(statuses(200));
      await sleep(200);
      await call();
      dispose();
      upstream.answer(statuses(503));
      for (let n = 0; n < 4; n++) await ending(call());
      expect(states).toEqual(['half-open', 'closed']);
    });
  });

  describe('bound', { concurrent: false }, () => {
    it('each attempt, and so the whole call', async () => {
      const upstream = await startUpstream(hang);
      const { pricing, TimeoutError } = await loadPolicies(shape, { timeoutMs: 100, maxDelayMs: 100 });
      const { error, ms } = await ending(pricing.idempotent((signal) => fetch(upstream.url, { signal })));
      expect(error).toBeInstanceOf(TimeoutError);
      expect(error).toMatchObject({ name: 'TimeoutError', status: 504, dependency: 'pricing' } satisfies Partial<Failure>);
      expect(upstream.arrivals).toHaveLength(3);
      expect(ms).toBeGreaterThan(290);
      expect(ms).toBeLessThan(3 * 100 + 2 * 100 + 300);
      await waitFor(() => upstream.arrivals.every(({ closed }) => closed) || undefined);
    });

    it('a call that ignores the signal', async () => {
      const { payments, TimeoutError } = await loadPolicies(shape);
      const { error, ms } = await ending(payments.once(() => new Promise(() => {})));
      expect(error).toBeInstanceOf(TimeoutError);
      expect(ms).toBeLessThan(700);
    });

    it('the body of an answer', async () => {
      const upstream = await startUpstream((_n, _, response) => void response.writeHead(200).write('{'));
      const { pricing } = await loadPolicies(shape);
      const began = performance.now();
      const response = await pricing.idempotent((signal) => fetch(upstream.url, { signal }));
      await expect(response.json()).rejects.toMatchObject({ name: 'TimeoutError' });
      expect(performance.now() - began).toBeLessThan(700);
    });

    it('a call without touching the ones beside it', async () => {
      const upstream = await startUpstream((_n, request, response) => {
        if (request.url === '/slow') return null;
        setTimeout(() => response.end('in time'), 170);
        return undefined;
      });
      const { payments, TimeoutError } = await loadPolicies(shape);
      const slow = ending(payments.once((signal) => fetch(`${upstream.url}/slow`, { signal })));
      await sleep(200);
      const beside = times(5, () => payments.once((signal) => fetch(`${upstream.url}/quick`, { signal })));
      expect((await slow).error).toBeInstanceOf(TimeoutError);
      const texts = await Promise.all(beside.map(async (call) => (await call).text()));
      expect(new Set(texts)).toEqual(new Set(['in time']));
    });
  });

  describe('let go at once when the caller gives up', { concurrent: false }, () => {
    it('in the middle of an attempt', async () => {
      const upstream = await startUpstream(hang);
      const { pricing } = await loadPolicies(shape, { timeoutMs: 5_000 });
      const controller = new AbortController();
      const reason = new Error('The visitor has left.');
      const call = ending(pricing.idempotent((signal) => fetch(upstream.url, { signal }), { signal: controller.signal }));
      await waitFor(() => upstream.arrivals.length === 1 || undefined);
      const aborted = performance.now();
      controller.abort(reason);
      expect((await call).error).toBe(reason);
      expect(performance.now() - aborted).toBeLessThan(50);
      await waitFor(() => upstream.arrivals[0]!.closed || undefined);
      expect(upstream.arrivals).toHaveLength(1);
    });

    it('between two attempts, so that no other is made', async () => {
      const upstream = await startUpstream((_n, _, response) => void response.writeHead(503, { 'retry-after': '1' }).end());
      const { pricing } = await loadPolicies(shape);
      const controller = new AbortController();
      const call = ending(pricing.idempotent((signal) => fetch(upstream.url, { signal }), { signal: controller.signal }));
      await waitFor(() => upstream.arrivals.length === 1 || undefined);
      await sleep(100);
      const aborted = performance.now();
      controller.abort();
      expect((await call).error).toMatchObject({ name: 'AbortError' });
      expect(performance.now() - aborted).toBeLessThan(50);
      await sleep(1_500);
      expect(upstream.arrivals).toHaveLength(1);
    });

    it('before the first', async () => {
      const upstream = await startUpstream(statuses(200));
      const { pricing } = await loadPolicies(shape);
      const call = pricing.idempotent((signal) => fetch(upstream.url, { signal }), { signal: AbortSignal.abort() });
      await expect(call).rejects.toMatchObject({ name: 'AbortError' });
      expect(upstream.arrivals).toHaveLength(0);
    });

    it('and hold it against nobody', async () => {
      const upstream = await startUpstream(hang);
      const { pricing } = await loadPolicies(shape, { minCalls: 2 });
      for (let n = 0; n < 6; n++) {
        const controller = new AbortController();
        const call = ending(pricing.idempotent((signal) => fetch(upstream.url, { signal }), { signal: controller.signal }));
        await waitFor(() => upstream.arrivals.length === n + 1 || undefined);
        controller.abort();
        await call;
      }
      upstream.answer(statuses(200));
      expect((await pricing.idempotent((signal) => fetch(upstream.url, { signal }))).status).toBe(200);
    });
  });

  describe('fall back', { concurrent: false }, () => {
    it('on an error answer, a broken connection, a timeout and an open circuit', async () => {
      const upstream = await startUpstream(statuses(503));
      const { payments } = await loadPolicies(shape, { minCalls: 3, halfOpenAfterMs: 60_000 });
      const failures: unknown[] = [];
      const call = () =>
        payments.once<{ status: number }>((signal) => fetch(upstream.url, { signal }), {
          fallback: (failure) => (failures.push(failure), { status: 299 }),
        });
      const seen: number[] = [(await call()).status];
      upstream.answer(hangUp);
      seen.push((await call()).status);
      upstream.answer(hang);
      seen.push((await call()).status);
      seen.push((await call()).status);
      expect(seen).toEqual([299, 299, 299, 299]);
      expect(upstream.arrivals).toHaveLength(3);
      expect(failures.map((failure) => (failure instanceof Error ? failure.name : (failure as Response).status))).toEqual([
        503,
        'TypeError',
        'TimeoutError',
        'CircuitOpenError',
      ]);
    });

    it('on nothing else', async () => {
      const upstream = await startUpstream(statuses(404));
      const { payments } = await loadPolicies(shape);
      const fallback = () => expect.unreachable('The fallback is called.');
      const response = await payments.once((signal) => fetch(upstream.url, { signal }), { fallback });
      expect(response.status).toBe(404);
      const aborted = payments.once((signal) => fetch(upstream.url, { signal }), { fallback, signal: AbortSignal.abort() });
      await expect(aborted).rejects.toMatchObject({ name: 'AbortError' });
    });

    it('with what the fallback fails with', async () => {
      const upstream = await startUpstream(statuses(503));
      const { payments } = await loadPolicies(shape);
      const call = payments.once((signal) => fetch(upstream.url, { signal }), { fallback: () => Promise.reject(new Error('No cache.')) });
      await expect(call).rejects.toThrow('No cache.');
    });
  });

  describe('stand for whichever service a URL leads to', { concurrent: false }, () => {
    const limits = { minCalls: 2, halfOpenAfterMs: 60_000 };

    it('each with its own circuit', async () => {
      const [failing, sound] = await Promise.all([startUpstream(statuses(503)), startUpstream(statuses(200))]);
      const { serviceAt, CircuitOpenError } = await loadPolicies(shape, limits);
      const get = (url: string | URL | Request) => serviceAt(url).once((signal) => fetch(url, { signal }));
      await get(`${failing.url}/first`);
      await get(new URL('/second', failing.url));
      await expect(get(new Request(failing.url))).rejects.toMatchObject({ dependency: new URL(failing.url).host });
      await expect(get(`${failing.url}/third`)).rejects.toBeInstanceOf(CircuitOpenError);
      expect((await get(sound.url)).status).toBe(200);
      expect(failing.arrivals).toHaveLength(2);
    });

    it('and leave a URL that is none to the client', async () => {
      const { serviceAt } = await loadPolicies(shape);
      await expect(serviceAt('/prices').once((signal) => fetch('/prices', { signal }))).rejects.toThrow('Failed to parse URL');
    });

    it('and remember the hosts that were asked for last', async () => {
      const upstream = await startUpstream(statuses(503));
      const { serviceAt, CircuitOpenError } = await loadPolicies(shape, limits);
      const get = () => serviceAt(upstream.url).once((signal) => fetch(upstream.url, { signal }));
      const others = () => times(400, (index) => serviceAt(`https://${Math.random()}-${index}.example`));
      await get();
      await get();
      others();
      await expect(get()).rejects.toBeInstanceOf(CircuitOpenError);
      others();
      await expect(get()).rejects.toBeInstanceOf(CircuitOpenError);
      others();
      others();
      expect((await get()).status).toBe(503);
    });
  });

  describe('with a client that throws error answers', { concurrent: false }, () => {
    it('repeat, honour what the service asks for, and give the last error', async () => {
      const upstream = await startUpstream((n, _, response) => void response.writeHead(503, n === 0 ? { 'retry-after': '1' } : {}).end());
      const { pricing } = await loadPolicies(shape);
      const call = pricing.idempotent((signal) => axios.get(upstream.url, { signal }));
      await expect(call).rejects.toMatchObject({ name: 'AxiosError', response: { status: 503 } });
      expect(upstream.arrivals).toHaveLength(3);
      expect(gaps(upstream.arrivals)[0]).toBeGreaterThan(990);
    });

    it('repeat no request that was wrong', async () => {
      const upstream = await startUpstream(statuses(422));
      const { pricing } = await loadPolicies(shape, { minCalls: 2 });
      for (let n = 0; n < 4; n++) {
        const call = pricing.idempotent((signal) => axios.get(upstream.url, { signal }));
        await expect(call).rejects.toMatchObject({ response: { status: 422 } });
      }
      expect(upstream.arrivals).toHaveLength(4);
    });

    it('give errors of their own for what takes too long', async () => {
      const upstream = await startUpstream(hang);
      const { payments, TimeoutError } = await loadPolicies(shape);
      await expect(payments.once((signal) => axios.get(upstream.url, { signal }))).rejects.toBeInstanceOf(TimeoutError);
    });
  });
});
