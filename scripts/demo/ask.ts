import { Agent, request } from 'node:http';

export interface Ask {
  path: string;
  method?: 'GET' | 'POST';
  body?: unknown;
}

/** What somebody who asked has seen: an answer, a broken connection, or nothing at all within the window. */
export type Outcome =
  | { kind: 'answer'; status: number; body: string; ms: number }
  | { kind: 'broken'; code: string; ms: number }
  | { kind: 'silence'; ms: number };

/** Sends one request and waits for its whole answer for at most `windowMs`. */
export function ask(
  baseUrl: string,
  { path, method = 'GET', body }: Ask,
  windowMs: number,
  agent?: Agent,
): Promise<Outcome> {
  const began = performance.now();
  const elapsed = () => Math.round(performance.now() - began);
  return new Promise((resolve) => {
    const payload = body === undefined ? undefined : JSON.stringify(body);
    const sent = request(new URL(path, baseUrl), {
      method,
      agent,
      headers:
        payload === undefined
          ? {}
          : { 'content-type': 'application/json', 'content-length': Buffer.byteLength(payload) },
    });
    const window = setTimeout(() => {
      settle({ kind: 'silence', ms: elapsed() });
      sent.destroy();
    }, windowMs);
    const settle = (outcome: Outcome) => {
      clearTimeout(window);
      resolve(outcome);
    };
    const broken = (error: NodeJS.ErrnoException) =>
      settle({ kind: 'broken', code: error.code ?? error.message, ms: elapsed() });
    sent.once('error', broken);
    sent.once('response', (response) => {
      let text = '';
      response.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
      response.once('error', broken);
      response.once('end', () =>
        settle({ kind: 'answer', status: response.statusCode ?? 0, body: text, ms: elapsed() }),
      );
    });
    sent.end(payload);
  });
}
