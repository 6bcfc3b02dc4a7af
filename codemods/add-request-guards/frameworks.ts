import type { Guards } from './module.js';

const when = (condition: boolean, text: string) => (condition ? text : '');

/** Takes the id that the caller has given, or makes one. */
const IDENTIFIER = `
/** The id that the caller has given, or a new one. */
function identifierOf(given: unknown): string {
  return typeof given === 'string' && /^[\\w.:-]{8,100}$/.test(given) ? given : randomUUID();
}
`;

const LIMITER = `
const limiter = new RateLimiterMemory({ points: RATE_LIMIT, duration: RATE_WINDOW_MS / 1_000 });

/** How long a client has to wait that calls too often, in seconds; 0 for all others. */
async function secondsToWait(client: string, path: string): Promise<number> {
  if (OPERATIONAL.test(path)) return 0;
  try {
    await limiter.consume(client);
    return 0;
  } catch (refused) {
    return Math.ceil((refused as { msBeforeNext: number }).msBeforeNext / 1_000);
  }
}
`;

/** The statements that set `Server-Timing` of an answer, and record and log its request when it is over. */
export function measuring(identifies: boolean, line: string): string {
  return `  const began = performance.now();
  const elapsed = () => Math.round(performance.now() - began);
${when(identifies, `  const { method } = req;
  const [path] = String(req.url).split('?');
  const id = requestId();
`)}  const { writeHead } = res;
  res.writeHead = (...args: unknown[]) => {
    res.setHeader('Server-Timing', \`app;dur=\${elapsed()}\`);
    return writeHead.apply(res, args as Parameters<typeof writeHead>);
  };
  res.once('close', () => {
    const ms = elapsed();
    durations.record(Math.max(1, ms));
${when(identifies, `    const status = res.writableFinished ? res.statusCode : 499;
    ${line}
`)}  });
`;
}

/** Sets `Server-Timing`, and records and logs a request when it is over. */
function measure(identifies: boolean, line: string): string {
  return `
/** Tells how long an answer has taken${identifies ? ': the client, the log and' : ': the client, and'} \`requestDurations\`. */
function measure(req: IncomingMessage, res: ServerResponse): void {
${measuring(identifies, line)}}
`;
}

const REFUSE = `
function refuse(res: ServerResponse, status: number, seconds: number, error: string): void {
  res.writeHead(status, {
    'Content-Type': 'application/json',
    'Retry-After': seconds,
  });
  res.end(JSON.stringify({ error }));
}
`;

/** Hooks of Fastify, which answer by themselves where a request goes no further. */
export function printFastify({ identifies, limitsRate }: Guards, line: string): string {
  return `interface Incoming {
  raw: IncomingMessage;
  ip: string;
}

interface Reply {
  raw: ServerResponse;
  sent: boolean;
  hijack(): unknown;
}

/** Registers what every request goes through, before all routes. */
export function guardRequests(app: {
  addHook(name: 'onRequest', hook: (request: Incoming, reply: Reply, done: () => void) => void): unknown;
}): void {
  app.addHook('onRequest', (request, reply, done) => {
${identifies ? `    const id = identifierOf(request.raw.headers['x-request-id']);
    reply.raw.setHeader('X-Request-ID', id);
    ids.run(id, () => {
      measure(request.raw, reply.raw);
      ${limitsRate ? 'void admit(request, reply, done)' : 'limitTime(reply, done)'};
    });` : `    measure(request.raw, reply.raw);
    ${limitsRate ? 'void admit(request, reply, done)' : 'limitTime(reply, done)'};`}
  });
}
${when(identifies, IDENTIFIER)}${measure(identifies, line)}${when(limitsRate, `${LIMITER}
async function admit(request: Incoming, reply: Reply, done: () => void): Promise<void> {
  const seconds = await secondsToWait(request.ip, String(request.raw.url));
  if (seconds === 0) limitTime(reply, done);
  else answer(reply, 429, seconds, 'Too many requests.');
}
`)}
/** Answers for a handler that takes too long. What it answers later is dropped. */
function limitTime(reply: Reply, done: () => void): void {
  const timer = setTimeout(() => {
    // An answer that has begun is a stream: how long that may last, its handler knows.
    if (!reply.sent && !reply.raw.headersSent) answer(reply, 504, RETRY_AFTER_S, 'The request took too long.');
  }, REQUEST_TIMEOUT_MS);
  reply.raw.once('close', () => clearTimeout(timer));
  done();
}

/** Answers in place of the application, which has no say in this reply any more. */
function answer(reply: Reply, status: number, seconds: number, error: string): void {
  reply.hijack();
  refuse(reply.raw, status, seconds, error);
}
${REFUSE}`;
}

/** Middleware of Koa. */
export function printKoa({ identifies, limitsRate }: Guards, line: string): string {
  const inner = limitsRate ? 'await admit(ctx, next)' : 'await limitTime(ctx, next)';
  return `interface Context {
  req: IncomingMessage;
  res: ServerResponse;
  ip: string;
}

type Next = () => Promise<unknown>;

/** Registers what every request goes through, before everything else. */
export function guardRequests(app: { use(middleware: (ctx: Context, next: Next) => Promise<void>): unknown }): void {
  app.use(async (ctx, next) => {
${identifies ? `    const id = identifierOf(ctx.req.headers['x-request-id']);
    ctx.res.setHeader('X-Request-ID', id);
    await ids.run(id, async () => {
      measure(ctx.req, ctx.res);
      ${inner};
    });` : `    measure(ctx.req, ctx.res);
    ${inner};`}
  });
}
${when(identifies, IDENTIFIER)}${measure(identifies, line)}${when(limitsRate, `${LIMITER}
async function admit(ctx: Context, next: Next): Promise<void> {
  const seconds = await secondsToWait(ctx.ip, String(ctx.req.url));
  if (seconds === 0) await limitTime(ctx, next);
  else refuse(ctx.res, 429, seconds, 'Too many requests.');
}
`)}
/** Answers for a handler that takes too long. What it answers later is dropped. */
async function limitTime({ res }: Context, next: Next): Promise<void> {
  const timer = setTimeout(() => {
    // An answer that has begun is a stream: how long that may last, its handler knows.
    if (!res.headersSent) refuse(res, 504, RETRY_AFTER_S, 'The request took too long.');
  }, REQUEST_TIMEOUT_MS);
  res.once('close', () => clearTimeout(timer));
  await next();
}
${REFUSE}`;
}

/** Middleware of Hono, for every runtime: a client's address is known on Node.js alone. */
export function printHono({ identifies, limitsRate, bodyLimit }: Guards, line: string): string {
  return `interface Context {
  env: unknown;
  req: { raw: Request; path: string; method: string; header(name: string): string | undefined };
  res: Response;
  header(name: string, value: string): void;
  json(body: object, status: 429 | 504, headers: Record<string, string>): Response;
}

type Next = () => Promise<void>;
type Middleware = (c: Context, next: Next) => Promise<Response | undefined>;

/** Registers what every request goes through, before everything else. */
export function guardRequests(app: { use(middleware: Middleware): unknown }): void {
  app.use(${identifies ? `(c, next) => {
    const id = identifierOf(c.req.header('X-Request-ID'));
    c.header('X-Request-ID', id);
    return ids.run(id, () => measure(c, next));
  }` : '(c, next) => measure(c, next)'});
${when(bodyLimit !== null, `  app.use(bodyLimit({ maxSize: BODY_LIMIT }) as unknown as Middleware);
`)}}
${when(identifies, IDENTIFIER)}
/** Tells how long an answer has taken${identifies ? ': the client, the log and' : ': the client, and'} \`requestDurations\`. */
async function measure(c: Context, next: Next): Promise<Response | undefined> {
  const began = performance.now();
  const answer = await ${limitsRate ? 'admit' : 'limitTime'}(c, next);
  const ms = Math.round(performance.now() - began);
  durations.record(Math.max(1, ms));
  if (answer) answer.headers.set('Server-Timing', \`app;dur=\${ms}\`);
  else c.header('Server-Timing', \`app;dur=\${ms}\`);
${when(identifies, `  const { method, path, raw } = c.req;
  const status = raw.signal.aborted ? 499 : (answer ?? c.res).status;
  const id = requestId();
  ${line}
`)}  return answer;
}
${when(limitsRate, `${LIMITER}
async function admit(c: Context, next: Next): Promise<Response | undefined> {
  const { incoming } = (c.env ?? {}) as { incoming?: { socket?: { remoteAddress?: string } } };
  const client = incoming?.socket?.remoteAddress;
  const seconds = client === undefined ? 0 : await secondsToWait(client, c.req.path);
  return seconds === 0 ? limitTime(c, next) : refuse(c, 429, seconds, 'Too many requests.');
}
`)}
/** Answers for a handler that takes too long. What it answers later is dropped. */
async function limitTime(c: Context, next: Next): Promise<Response | undefined> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<Response>((resolve) => {
    timer = setTimeout(() => resolve(refuse(c, 504, RETRY_AFTER_S, 'The request took too long.')), REQUEST_TIMEOUT_MS);
  });
  try {
    return await Promise.race([next().then(() => undefined), late]);
  } finally {
    clearTimeout(timer);
  }
}

function refuse(c: Context, status: 429 | 504, seconds: number, error: string): Response {
  return c.json({ error }, status, { 'Retry-After': String(seconds) });
}
`;
}
