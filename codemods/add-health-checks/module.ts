import { importLogger } from '../../src/codemod/generated.js';
import { logError, type LoggerImport } from '../../src/codemod/logger.js';

export interface Health {
  /** Time for one check, in milliseconds. */
  checkTimeoutMs: number;
  /** Import of the shutdown module, which knows whether the process takes new work; null where there is none. */
  shutdown: string | null;
  framework: Framework;
}

/** Whose handlers the module has. NestJS takes those of Express, by `use` alone. */
export type Framework = 'express' | 'nest' | 'fastify' | 'koa' | 'hono';

/** The text of the module: TypeScript, in the style that `restyle` takes. */
export function printModule({ checkTimeoutMs, shutdown, framework }: Health, logger: LoggerImport | null): string {
  const isRaw = framework === 'express' || framework === 'nest';
  return `${isRaw ? `import type { IncomingMessage, ServerResponse } from 'node:http';
` : ''}${importLogger(logger)}${shutdown === null ? '' : `import { isReady } from '${shutdown}';
`}
/** What has not answered after this time counts as out of reach, in milliseconds. */
const CHECK_TIMEOUT_MS = ${number(checkTimeoutMs)};
/** An outcome is used for this long, so that probes are no load, in milliseconds. */
const FRESH_MS = 1_000;
/** How long a client is asked to wait while the process is not ready, in seconds. */
const RETRY_AFTER_S = 5;

/** What is known of one thing that the process can't serve without. */
export interface Outcome {
  state: 'ok' | 'failed' | 'no answer';
  ms: number;
  pool?: unknown;
}

export interface Readiness {
  ready: boolean;
  checks: Record<string, Outcome>;
}

${isRaw ? 'type Handler = (req: IncomingMessage, res: ServerResponse) => unknown;\n\n' : ''}interface Check {
  check: () => unknown;
  pool?: (() => unknown) | undefined;
  /** The one that runs: what hangs is not asked again beside it. */
  pending?: Promise<'ok' | 'failed'> | undefined;
}

const checks = new Map<string, Check>();
let latest: { at: number; readiness: Promise<Readiness> } | undefined;

/** Has readiness ask something. \`pool\` tells the state of its pool. */
export function checkReadiness(name: string, check: () => unknown, pool?: () => unknown): void {
  checks.set(name, { check, pool });
}

/** Whether the process takes work, and all that it needs answers in time. */
export function readiness(): Promise<Readiness> {
  const now = performance.now();
  if (!latest || now - latest.at > FRESH_MS) latest = { at: now, readiness: askAll() };
  return latest.readiness;
}

${routes(framework, shutdown)}
async function askAll(): Promise<Readiness> {
  const found = await Promise.all([...checks.keys()].map(async (name) => [name, await ask(name)] as const));
  const ready = found.every(([, { state }]) => state === 'ok');
  return { ready, checks: Object.fromEntries(found) };
}

async function ask(name: string): Promise<Outcome> {
  const began = performance.now();
  const asked = checks.get(name)!;
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<'no answer'>((resolve) => {
    timer = setTimeout(resolve, CHECK_TIMEOUT_MS, 'no answer');
  });
  asked.pending ??= run(name, asked).finally(() => {
    asked.pending = undefined;
  });
  const state = await Promise.race([asked.pending, late]);
  clearTimeout(timer);
  const ms = Math.round(performance.now() - began);
  return { state, ms, ...(asked.pool && { pool: asked.pool() }) };
}

async function run(name: string, { check }: Check): Promise<'ok' | 'failed'> {
  try {
    await check();
    return 'ok';
  } catch (err) {
    ${logError(logger, '`${name} is out of reach`', 'err')}
    return 'failed';
  }
}
`;
}

/** `10_000`: digits in groups of three. */
function number(value: number): string {
  return String(value).replace(/\B(?=(\d{3})+(?!\d))/g, '_');
}

const READY = (shutdown: string | null) => `  const found = await readiness();
  const ready = found.ready${shutdown === null ? '' : ' && isReady()'};
`;

function routes(framework: Framework, shutdown: string | null): string {
  switch (framework) {
    case 'fastify':
      return fastifyRoutes(shutdown);
    case 'koa':
      return koaRoutes(shutdown);
    case 'hono':
      return honoRoutes(shutdown);
    default:
      return rawRoutes(framework, shutdown);
  }
}

const HEADERS = `
const HEADERS = { 'Cache-Control': 'no-store' };
const BUSY_HEADERS = { ...HEADERS, 'Retry-After': String(RETRY_AFTER_S) };
`;

function fastifyRoutes(shutdown: string | null): string {
  return `interface Reply {
  code(status: number): Reply;
  headers(values: Record<string, string>): Reply;
  send(body: unknown): unknown;
}

type Handler = (request: unknown, reply: Reply) => unknown;
${HEADERS}
/** Answers \`GET /live\` and \`GET /ready\`. */
export function addHealthRoutes(app: { get(path: string, handler: Handler): unknown }): void {
  app.get('/live', answerLiveness);
  app.get('/ready', answerReadiness);
}

/** The process runs: no outage of something else is healed by a restart. */
export function answerLiveness(_: unknown, reply: Reply): unknown {
  return reply.headers(HEADERS).send({ live: true });
}

/** Asks everything that was registered, and answers 503 where something is out of reach. */
export async function answerReadiness(_: unknown, reply: Reply): Promise<unknown> {
${READY(shutdown)}  return reply
    .code(ready ? 200 : 503)
    .headers(ready ? HEADERS : BUSY_HEADERS)
    .send({ ...found, ready });
}
`;
}

function koaRoutes(shutdown: string | null): string {
  return `interface Context {
  method: string;
  path: string;
  status: number;
  body: unknown;
  set(headers: Record<string, string>): void;
}

type Middleware = (ctx: Context, next: () => Promise<unknown>) => unknown;
${HEADERS}
/** Answers \`GET /live\` and \`GET /ready\`. */
export function addHealthRoutes(app: { use(middleware: Middleware): unknown }): void {
  app.use((ctx, next) => {
    if (ctx.method !== 'GET') return next();
    if (ctx.path === '/live') return answerLiveness(ctx);
    return ctx.path === '/ready' ? answerReadiness(ctx) : next();
  });
}

/** The process runs: no outage of something else is healed by a restart. */
export function answerLiveness(ctx: Context): void {
  ctx.set(HEADERS);
  ctx.body = { live: true };
}

/** Asks everything that was registered, and answers 503 where something is out of reach. */
export async function answerReadiness(ctx: Context): Promise<void> {
${READY(shutdown)}  ctx.status = ready ? 200 : 503;
  ctx.set(ready ? HEADERS : BUSY_HEADERS);
  ctx.body = { ...found, ready };
}
`;
}

function honoRoutes(shutdown: string | null): string {
  return `interface Context {
  json(body: object, status: 200 | 503, headers: Record<string, string>): Response;
}

type Handler = (c: Context) => Response | Promise<Response>;
${HEADERS}
/** Answers \`GET /live\` and \`GET /ready\`. */
export function addHealthRoutes(app: { get(path: string, handler: Handler): unknown }): void {
  app.get('/live', answerLiveness);
  app.get('/ready', answerReadiness);
}

/** The process runs: no outage of something else is healed by a restart. */
export function answerLiveness(c: Context): Response {
  return c.json({ live: true }, 200, HEADERS);
}

/** Asks everything that was registered, and answers 503 where something is out of reach. */
export async function answerReadiness(c: Context): Promise<Response> {
${READY(shutdown)}  return c.json({ ...found, ready }, ready ? 200 : 503, ready ? HEADERS : BUSY_HEADERS);
}
`;
}

/** Handlers of Express, which NestJS takes by `use`. */
function rawRoutes(framework: Framework, shutdown: string | null): string {
  const method = framework === 'nest' ? 'use' : 'get';
  return `/** Answers \`GET /live\` and \`GET /ready\`. */
export function addHealthRoutes(app: { ${method}(path: string, handler: Handler): unknown }): void {
  app.${method}('/live', answerLiveness);
  app.${method}('/ready', answerReadiness);
}

/** The process runs: no outage of something else is healed by a restart. */
export function answerLiveness(_: IncomingMessage, res: ServerResponse): void {
  answer(res, 200, { live: true });
}

/** Asks everything that was registered, and answers 503 where something is out of reach. */
export async function answerReadiness(_: IncomingMessage, res: ServerResponse): Promise<void> {
  const found = await readiness();
  const ready = found.ready${shutdown === null ? '' : ' && isReady()'};
  answer(res, ready ? 200 : 503, { ...found, ready });
}

function answer(res: ServerResponse, status: number, body: unknown): void {
  res.writeHead(status, {
    'Content-Type': 'application/json',
    'Cache-Control': 'no-store',
    ...(status === 503 && { 'Retry-After': RETRY_AFTER_S }),
  });
  res.end(JSON.stringify(body));
}
`;
}
