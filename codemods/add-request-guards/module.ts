import { importLogger } from '../../src/codemod/generated.js';
import type { LoggerImport } from '../../src/codemod/logger.js';
import { measuring, printFastify, printHono, printKoa } from './frameworks.js';

/** What the module does, and the numbers of it, each a flag of the codemod. */
export interface Guards {
  /** Give requests an id, and write a log line for each. */
  identifies: boolean;
  /** Limit how often a client may call. */
  limitsRate: boolean;
  requestTimeoutMs: number;
  retryAfterS: number;
  rateLimit: number;
  rateWindowMs: number;
  /** Largest body in bytes, where the framework's own middleware has to limit it. */
  bodyLimit: number | null;
  /** Whose middleware it is; `connect` is that of Express and NestJS. */
  framework: Framework;
}

export type Framework = 'connect' | 'fastify' | 'koa' | 'hono';

/** The package that limits rates, and its range, for a framework. */
export const LIMITERS: Record<Framework, [name: string, range: string]> = {
  connect: ['express-rate-limit', '^8.7.4'],
  fastify: ['rate-limiter-flexible', '^11.4.0'],
  koa: ['rate-limiter-flexible', '^11.4.0'],
  hono: ['rate-limiter-flexible', '^11.4.0'],
};

/** The text of the module: TypeScript, in the style that `restyle` takes. */
export function printModule(guards: Guards, logger: LoggerImport | null): string {
  const { identifies, limitsRate, framework } = guards;
  const when = (condition: boolean, text: string) => (condition ? text : '');
  const isConnect = framework === 'connect';
  return `${when(identifies, `import { AsyncLocalStorage } from 'node:async_hooks';
import { randomUUID } from 'node:crypto';
`)}${when(framework !== 'hono', `import type { IncomingMessage, ServerResponse } from 'node:http';
`)}import { createHistogram } from 'node:perf_hooks';
${when(limitsRate, `import { ${isConnect ? 'rateLimit' : 'RateLimiterMemory'} } from '${LIMITERS[framework][0]}';
`)}${when(framework === 'hono' && guards.bodyLimit !== null, `import { bodyLimit } from 'hono/body-limit';
`)}${when(identifies, importLogger(logger))}
/** A request that has no answer after this time gets status 504, in milliseconds. */
const REQUEST_TIMEOUT_MS = ${number(guards.requestTimeoutMs)};
/** What its client is asked to wait before it comes again, in seconds. */
const RETRY_AFTER_S = ${number(guards.retryAfterS)};
${when(guards.bodyLimit !== null, `/** Largest body of a request, in bytes. */
const BODY_LIMIT = ${number(guards.bodyLimit ?? 0)};
`)}${when(limitsRate, `/** Requests that one client may make in each window. */
const RATE_LIMIT = ${number(guards.rateLimit)};
const RATE_WINDOW_MS = ${number(guards.rateWindowMs)};
/** Paths that operators and load balancers ask, as often as they like. */
const OPERATIONAL = /^\\/(?:health|live|ready|metrics|ping)\\w*(?:[/?]|$)/;
`)}
${isConnect ? `type Handler = (req: IncomingMessage, res: ServerResponse, next: () => void) => void;

` : ''}const durations = createHistogram();

/** How long requests have taken since the process started, in milliseconds. */
export function requestDurations(): Record<'count' | 'p50' | 'p95' | 'p99' | 'max', number> {
  const at = (share: number) => durations.percentile(share);
  return {
    count: durations.count,
    p50: at(50),
    p95: at(95),
    p99: at(99),
    max: durations.count === 0 ? 0 : durations.max,
  };
}
${when(identifies, `
const ids = new AsyncLocalStorage<string>();

/** The id of the request that is answered now, for log lines and for calls of other services. */
export function requestId(): string | undefined {
  return ids.getStore();
}
`)}
${middleware(guards, logger)}`;
}

/** A structured line where the logger takes an object first, else a text. */
function logLine(logger: LoggerImport | null): string {
  const name = logger?.name ?? 'console';
  if (logger?.errorForm?.startsWith('({')) return `${name}.info({ requestId: id, method, path, status, ms }, 'request');`;
  return `${name}.info(JSON.stringify({ msg: 'request', requestId: id, method, path, status, ms }));`;
}

/** `10_000`: digits in groups of three. */
export function number(value: number): string {
  return String(value).replace(/\B(?=(\d{3})+(?!\d))/g, '_');
}

function middleware(guards: Guards, logger: LoggerImport | null): string {
  switch (guards.framework) {
    case 'fastify':
      return printFastify(guards, logLine(logger));
    case 'koa':
      return printKoa(guards, logLine(logger));
    case 'hono':
      return printHono(guards, logLine(logger));
    default:
      return connect(guards, logger);
  }
}

function connect({ identifies, limitsRate }: Guards, logger: LoggerImport | null): string {
  const when = (condition: boolean, text: string) => (condition ? text : '');
  return `/** Registers what every request goes through, before everything else. */
export function guardRequests(app: { use(handler: Handler): unknown }): void {
${when(identifies, `  app.use(identify);
`)}  app.use(measure);
${when(limitsRate, `  app.use(
    rateLimit({
      limit: RATE_LIMIT,
      windowMs: RATE_WINDOW_MS,
      standardHeaders: 'draft-8',
      legacyHeaders: false,
      skip: ({ originalUrl }) => OPERATIONAL.test(originalUrl),
    }) as unknown as Handler,
  );
`)}  app.use(limitTime);
}
${when(identifies, `
/** Takes the id that the caller has given, or makes one, and answers with it. */
const identify: Handler = (req, res, next) => {
  const given = String(req.headers['x-request-id']);
  const id = /^[\\w.:-]{8,100}$/.test(given) && given !== 'undefined' ? given : randomUUID();
  res.setHeader('X-Request-ID', id);
  ids.run(id, next);
};
`)}
/** Tells how long an answer has taken${identifies ? ': the client, the log and' : ': the client, and'} \`requestDurations\`. */
const measure: Handler = (req, res, next) => {
${measuring(identifies, logLine(logger))}  next();
};

/** Answers for a handler that takes too long. What it answers later is dropped. */
const limitTime: Handler = (_, res, next) => {
  const timer = setTimeout(() => {
    // An answer that has begun is a stream: how long that may last, its handler knows.
    if (res.headersSent) return;
    const body = JSON.stringify({ error: 'The request took too long.' });
    res.writeHead(504, {
      'Content-Type': 'application/json',
      'Retry-After': RETRY_AFTER_S,
    });
    res.end(body);
    Object.assign(res, {
      setHeader: () => res,
      writeHead: () => res,
      write: () => true,
      end: () => res,
    });
  }, REQUEST_TIMEOUT_MS);
  res.once('close', () => clearTimeout(timer));
  next();
};
`;
}
