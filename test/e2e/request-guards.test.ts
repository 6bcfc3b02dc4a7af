import { readFileSync, writeFileSync } from 'node:fs';
import { Agent, request, type IncomingHttpHeaders } from 'node:http';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import codemod from '../../codemods/add-request-guards/index.js';
import { Cleanup } from '../../scripts/demo/cleanup.js';
import { ROOT } from '../../scripts/demo/root.js';
import { applyCodemod, startApp, workFolder, type App } from './support/app.js';
import { waitFor } from './support/wait-for.js';

const RATE_LIMIT = 30;

interface Answer {
  status: number;
  headers: IncomingHttpHeaders;
  body: string;
}

interface LogLine {
  msg: string;
  level: number;
  requestId?: string;
  method?: string;
  path?: string;
  status?: number;
  ms?: number;
}

const cleanup = new Cleanup();
afterAll(() => cleanup.run());

describe('an Express application after add-request-guards', { timeout: 20_000 }, () => {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  let app: App<null>;
  beforeAll(async () => {
    const directory = workFolder(cleanup, join(ROOT, 'fixtures/codemods/add-request-guards/express/input'));
    await applyCodemod(directory, codemod, { requestTimeoutMs: 400, retryAfterS: 7, rateLimit: RATE_LIMIT });
    const path = join(directory, 'src/app.js');
    const metrics = `import { requestDurations } from './lib/resilience/requests.js';\napp.get('/metrics', (_req, res) => res.json(requestDurations()));\n`;
    writeFileSync(path, `${readFileSync(path, 'utf8')}${metrics}`);
    app = await startApp(directory, null, cleanup);
  }, 40_000);
  afterAll(() => agent.destroy());

  function ask(path: string, { method = 'GET', headers = {}, body = '' } = {}): Promise<Answer> {
    return new Promise((resolve, reject) => {
      const sent = request(new URL(path, app.url), { method, agent, headers: { ...headers, ...(body && { 'content-type': 'application/json' }) } });
      sent.once('error', reject).once('response', (response) => {
        let text = '';
        response.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
        response.once('error', reject).once('end', () => resolve({ status: response.statusCode!, headers: response.headers, body: text }));
      });
      sent.end(body);
    });
  }

  const lines = () => app.output().split('\n').filter((line) => line.startsWith('{')).map((line) => JSON.parse(line) as LogLine);
  const lineOf = (id: string) => waitFor(() => lines().find(({ requestId }) => requestId === id));

  it('takes the id of a request, or makes one, and answers and logs with it', async () => {
    const given = await ask('/orders?token=secret', { method: 'POST', headers: { 'x-request-id': 'checkout-17' }, body: '{"items":[1,2]}' });
    expect(given).toMatchObject({ status: 201, body: '{"items":2}', headers: { 'x-request-id': 'checkout-17' } });
    expect(await lineOf('checkout-17')).toMatchObject({ level: 30, msg: 'request', method: 'POST', path: '/orders', status: 201, ms: expect.any(Number) as number });
    expect(app.output()).not.toContain('secret');
    const made = await ask('/reports/0', { headers: { 'x-request-id': 'bad id\t' } });
    expect(made.headers['x-request-id']).toMatch(/^[0-9a-f-]{36}$/);
  });

  it('tells how long it took', async () => {
    const { headers } = await ask('/reports/60');
    const [, ms] = /^app;dur=(\d+)$/.exec(String(headers['server-timing'])) ?? [];
    expect(Number(ms)).toBeGreaterThanOrEqual(59);
    const { body } = await ask('/metrics');
    const durations = JSON.parse(body) as Record<string, number>;
    expect(durations['count']).toBeGreaterThanOrEqual(3);
    expect(durations['max']).toBeGreaterThanOrEqual(59);
    expect(durations['p50']).toBeLessThanOrEqual(durations['p99']!);
  });

  it('answers 504 for a handler that takes too long, and goes on', async () => {
    const began = performance.now();
    const late = await ask('/reports/700', { headers: { 'x-request-id': 'late-report' } });
    expect(late).toMatchObject({ status: 504, headers: { 'retry-after': '7', 'x-request-id': 'late-report' }, body: '{"error":"The request took too long."}' });
    expect(performance.now() - began).toBeLessThan(680);
    expect(await lineOf('late-report')).toMatchObject({ status: 504 });
    // The handler answers now, on the same connection.
    await sleep(400);
    expect(await ask('/reports/0')).toMatchObject({ status: 200, body: '{"rows":[]}' });
    expect(app.output()).not.toMatch(/ERR_HTTP_HEADERS_SENT|Unhandled/);
  });

  it('leaves an answer alone that has begun', async () => {
    expect(await ask('/events')).toMatchObject({ status: 200, body: 'data: 1\n\ndata: 2\n\n' });
  });

  it('refuses a body that is too large', async () => {
    expect(await ask('/orders', { method: 'POST', body: JSON.stringify({ items: ['x'.repeat(200_000)] }) })).toMatchObject({ status: 413 });
  });

  it('logs a client that went away', async () => {
    const sent = request(new URL('/reports/300', app.url), { headers: { 'x-request-id': 'gone-away' } });
    sent.on('error', () => {});
    sent.end();
    await sleep(100);
    sent.destroy();
    expect(await lineOf('gone-away')).toMatchObject({ status: 499 });
  });

  it('refuses a client that calls too often, with the time to wait, and lets probes through', async () => {
    let answer = await ask('/reports/0');
    for (let calls = 0; calls < RATE_LIMIT && answer.status !== 429; calls++) answer = await ask('/reports/0');
    expect(answer.status).toBe(429);
    expect(Number(answer.headers['retry-after'])).toBeGreaterThan(0);
    expect(answer.headers['x-request-id']).toBeDefined();
    expect(await ask('/health')).toMatchObject({ status: 200, body: 'ok' });
  });
});

describe.each(['fastify', 'hono', 'koa', 'nest'])('an application of %s after add-request-guards', { timeout: 20_000 }, (framework) => {
  let app: App<null>;
  beforeAll(async () => {
    const directory = workFolder(cleanup, join(ROOT, 'fixtures/codemods/add-request-guards', framework, 'input'));
    await applyCodemod(directory, codemod, { requestTimeoutMs: 300, retryAfterS: 7, rateLimit: 8, bodyLimit: '1kb' });
    app = await startApp(directory, null, cleanup);
  }, 40_000);

  const ask = (path: string, init?: RequestInit) => fetch(app.url + path, init);

  it('answers with an id and the time it took, and logs the request', async () => {
    const answer = await ask('/reports/40?token=secret', { headers: { 'x-request-id': 'checkout-17' } });
    expect([answer.status, await answer.json()]).toEqual([200, { rows: [] }]);
    expect(answer.headers.get('x-request-id')).toBe('checkout-17');
    expect(Number(/^app;dur=(\d+)$/.exec(answer.headers.get('server-timing') ?? '')?.[1])).toBeGreaterThanOrEqual(39);
    const line = await waitFor(() => app.output().split('\n').find((each) => each.includes('"checkout-17"')));
    expect(JSON.parse(line)).toMatchObject({ msg: 'request', method: 'GET', path: '/reports/40', status: 200 });
    expect(line).not.toContain('secret');
    expect((await ask('/health', { headers: { 'x-request-id': 'bad id' } })).headers.get('x-request-id')).toMatch(/^[0-9a-f-]{36}$/);
  });

  it('answers 504 for a handler that takes too long, and goes on', async () => {
    const late = await ask('/reports/600', { headers: { 'x-request-id': 'late-report' } });
    expect([late.status, late.headers.get('retry-after'), await late.json()]).toEqual([504, '7', { error: 'The request took too long.' }]);
    expect(late.headers.get('x-request-id')).toBe('late-report');
    await sleep(400);
    expect((await ask('/health')).status).toBe(200);
    expect(app.output()).not.toMatch(/ERR_HTTP_HEADERS_SENT|Unhandled|ALREADY_SENT/);
  });

  it.runIf(framework === 'hono')('refuses a body that is too large', async () => {
    expect((await ask('/health', { method: 'POST', body: 'x'.repeat(5_000) })).status).toBe(413);
  });

  it('refuses a client that calls too often, with the time to wait, and lets probes through', async () => {
    let answer = await ask('/reports/0');
    for (let calls = 0; calls < 10 && answer.status !== 429; calls++) answer = await ask('/reports/0');
    expect(answer.status).toBe(429);
    expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0);
    expect(answer.headers.get('x-request-id')).toBeTruthy();
    expect((await ask('/health')).status).toBe(200);
  });
});
