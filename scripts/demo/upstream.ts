import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Cleanup } from './cleanup.js';

/** `ok` answers after `latencyMs`, `fail` answers 503 at once, `hang` accepts a request and never answers it. */
type UpstreamMode = 'ok' | 'fail' | 'hang';

interface UpstreamCall {
  method: string;
  path: string;
}

export interface Upstream {
  url: string;
  /** How the next requests are treated. Requests that hang already go on hanging. */
  behave(mode: UpstreamMode, latencyMs?: number): void;
  /** Every request that has arrived, answered or not. */
  readonly calls: readonly UpstreamCall[];
  stop(): Promise<void>;
}

interface Answer {
  method: string;
  path: RegExp;
  status?: number;
  body?: (path: string, call: number) => unknown;
}

const lastSegment = (path: string) => path.split('/').at(-1);

/** The other companies' APIs that the example services call. */
const ANSWERS: Answer[] = [
  { method: 'GET', path: /^\/pricing\/prices\//, body: (path) => ({ sku: lastSegment(path), cents: 1299 }) },
  { method: 'POST', path: /^\/payments\/charges$/, status: 201, body: (_, call) => ({ id: chargeId(call) }) },
  { method: 'POST', path: /^\/payments\/refunds$/, status: 201, body: () => ({ status: 'refunded' }) },
  { method: 'GET', path: /^\/shipping\/shipments\//, body: () => ({ carrier: 'Parcel', status: 'in transit' }) },
  { method: 'GET', path: /^\/recommendations\/for\//, body: () => ({ skus: ['SKU-0007', 'SKU-0042'] }) },
  { method: 'POST', path: /^\/carrier\/shipments$/, status: 201, body: (_, call) => ({ id: `shipment-${call}` }) },
  { method: 'GET', path: /^\/carrier\/shipments\//, body: () => ({ status: 'in transit' }) },
  { method: 'GET', path: /^\/carrier\/estimates\//, body: () => ({ days: 3 }) },
  { method: 'GET', path: /^\/tax\/rates\//, body: () => ({ rate: 0.19 }) },
  { method: 'GET', path: /^\/preview\/title$/, body: () => ({ title: 'Example Domain' }) },
  { method: 'POST', path: /^\/moderation\/reviews$/, body: () => ({ verdict: 'published' }) },
  { method: 'GET', path: /^\/moderation\/reviews\//, body: () => ({ verdict: 'published' }) },
  { method: 'GET', path: /^\/search\/posts$/, body: () => ({ ids: [1, 2, 3] }) },
];

/** Identifies the charge that the payment API made at its n-th call. */
export const chargeId = (call: number) => `charge-${call}`;

/** Starts the stub on a free loopback port. What it has no answer for is accepted with 202. */
export async function startUpstream(cleanup: Cleanup): Promise<Upstream> {
  const calls: UpstreamCall[] = [];
  let mode: UpstreamMode = 'ok';
  let latencyMs = 0;

  const server = createServer((request, response) => {
    request.resume();
    const call = { method: request.method ?? '', path: (request.url ?? '').split('?')[0] ?? '' };
    const number = calls.push(call);
    if (mode === 'hang') return;
    if (mode === 'fail') respond(response, 503, { error: 'upstream is down' });
    else setTimeout(() => answer(call, number, response), latencyMs);
  });
  server.listen(0, '127.0.0.1');
  await new Promise((resolve, reject) => server.once('listening', resolve).once('error', reject));
  const { port } = server.address() as AddressInfo;

  const close = () => {
    server.close();
    server.closeAllConnections();
  };
  return {
    url: `http://127.0.0.1:${port}`,
    calls,
    behave(next, latency = 0) {
      mode = next;
      latencyMs = latency;
    },
    stop: cleanup.add(close, close),
  };
}

function answer({ method, path }: UpstreamCall, number: number, response: ServerResponse): void {
  const found = ANSWERS.find((candidate) => candidate.method === method && candidate.path.test(path));
  respond(response, found?.status ?? (found ? 200 : 202), found?.body?.(path, number) ?? {});
}

function respond(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}
