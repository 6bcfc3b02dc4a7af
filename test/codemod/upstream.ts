import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll } from 'vitest';

/** One request that has reached the upstream. */
export interface Arrival {
  path: string;
  /** From `performance.now()`. */
  at: number;
  /** Its connection is closed, by whom ever. */
  closed: boolean;
}

/** How the n-th request (from 0) is answered. `null`: never. */
export type Answer = (n: number, request: IncomingMessage, response: ServerResponse) => void | null;

/** A real HTTP server, closed with the last test of the file: tests may run beside each other. */
export interface Upstream {
  url: string;
  readonly arrivals: readonly Arrival[];
  answer(next: Answer): void;
}

const servers: Server[] = [];
afterAll(() => {
  for (const server of servers) {
    server.close();
    server.closeAllConnections();
  }
});

export async function startUpstream(first: Answer): Promise<Upstream> {
  const arrivals: Arrival[] = [];
  let answer = first;
  const server = createServer((request, response) => {
    request.resume();
    const arrival: Arrival = { path: request.url ?? '', at: performance.now(), closed: false };
    response.once('close', () => (arrival.closed = true));
    answer(arrivals.push(arrival) - 1, request, response);
  });
  servers.push(server);
  server.listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    arrivals,
    answer: (next) => void (answer = next),
  };
}

/** Answers with these statuses, one after the other; the last one for all further requests. */
export function statuses(...list: number[]): Answer {
  return (n, _, response) => void response.writeHead(list[Math.min(n, list.length - 1)]!).end('{}');
}

export const hang: Answer = () => null;
export const hangUp: Answer = (_, request) => void request.socket.destroy();
