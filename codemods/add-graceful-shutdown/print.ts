import { quote } from '../../src/edit/print.js';
import { DEFAULT_STYLE } from '../../src/edit/style.js';

/** Times of a shutdown module in milliseconds, each a flag of the codemod. */
export interface Times {
  deadlineMs: number;
  preStopMs: number;
}

/** What the module writes its log lines with; null: the console. */
export interface ModuleLogger {
  /** Its name in the module, imported under `imported` from `from`. */
  name: string;
  imported: string;
  from: string;
  /** Code that logs an error with its stack, with `$message` and `$error`: `({ err: $error }, $message)`. */
  errorForm: string;
  /** Code that flushes it, with `$` for the logger. */
  close: string;
}

export interface Print {
  times: Times;
  logger: ModuleLogger | null;
  /** How the module is imported and exported. `import-equals`: TypeScript that is built to CommonJS without interop. */
  modules: 'esm' | 'cjs' | 'import-equals';
}

/** Share of the deadline in which requests and jobs may finish. The rest is for closing connections. */
const DRAIN_SHARE = 0.8;

/** The text of a shutdown module in TypeScript, in the style that `restyle` takes. */
export function printModule({ times, logger, modules }: Print): string {
  const { deadlineMs, preStopMs } = times;
  const exported = modules === 'cjs' ? '' : 'export ';
  const info = (message: string) => `${logger?.name ?? 'console'}.info(${message});`;
  const error = (message: string) => `${logger?.name ?? 'console'}.error(${message});`;
  const failure = (message: string) => {
    const form = (logger?.errorForm ?? '($message, $error)').replace('err: $error', 'err').replace('$error', 'err');
    return `${logger?.name ?? 'console'}.error${form.replace('$message', () => message)};`;
  };

  return `${modules === 'cjs' ? "'use strict';\n\n" : ''}${printImports(modules, logger)}
/**
 * The process ends after this time, whatever is still open. What stops it
 * (Kubernetes, Docker, systemd) must be told to wait longer.
 */
const DEADLINE_MS = ${number(deadlineMs)};
/** Of that, the time for requests and jobs in progress. */
const DRAIN_MS = ${number(Math.round(deadlineMs * DRAIN_SHARE))};
/**
 * Time for load balancers to notice that \`isReady()\` is false, before new
 * connections are refused.
 */
const PRE_STOP_MS = ${number(preStopMs)};

/** First ends what takes work, then what that work needed. */
const STAGES = [
  'worker',
  'scheduler',
  'server',
  'publisher',
  'client',
  'pool',
  'logger',
] as const;
type Stage = (typeof STAGES)[number];
const TAKES_WORK: readonly Stage[] = STAGES.slice(0, 3);
const IS_NEEDED: readonly Stage[] = STAGES.slice(3);

/** A server of node:http, node:https or node:http2. */
type HttpServer = EventEmitter & {
  close(callback: () => void): unknown;
  closeIdleConnections?(): void;
  closeAllConnections?(): void;
};

const open = new Set<{ stage: Stage; name: string; close: () => unknown }>();
const servers: { stopAccepting(): void; cutOff(): void }[] = [];
let handlesSignals = false;
let isStopping = false;
let exitCode = 0;

/** Whether the process takes new work: for a readiness probe. */
${exported}function isReady(): boolean {
  return !isStopping;
}

/**
 * Has something closed when the process is told to stop. Signals are handled as
 * soon as there is something that takes work.
 */
${exported}function onShutdown(
  stage: Stage,
  name: string,
  close: () => unknown,
): void {
  open.add({ stage, name, close });
  if (handlesSignals || !TAKES_WORK.includes(stage)) return;
  handlesSignals = true;
  closeWithGrace(
    {
      delay: PRE_STOP_MS + DEADLINE_MS,
      logger: false,
      onSecondSignal: (signal) => {
        ${error('`${signal} again, exit at once`')}
      },
      onSecondError: (err) => {
        ${failure("'Another error, exit at once'")}
      },
      onTimeout: () => {
        ${error('`Exit at the deadline, still open: ${openIn(STAGES)}`')}
      },
    },
    shutDown,
  );
}

/**
 * Lets a server finish its requests: new connections are refused, idle ones
 * closed at once, all others after their answer. \`close\` ends what else a
 * framework keeps.
 */
${exported}function drainServer<T extends HttpServer>(
  server: T,
  close?: () => unknown,
): T {
  const responses = new Set<ServerResponse>();
  server.prependListener('request', (_, response: ServerResponse) => {
    if (isStopping) response.setHeader('Connection', 'close');
    responses.add(response);
    response.once('close', () => responses.delete(response));
  });
  let closed: Promise<void> | undefined;
  servers.push({
    stopAccepting() {
      for (const response of responses) {
        if (!response.headersSent) response.setHeader('Connection', 'close');
      }
      closed = new Promise((resolve) => server.close(() => resolve()));
      // What is answered now is kept alive after it, and would hold the server.
      setInterval(() => server.closeIdleConnections?.(), 50).unref();
    },
    cutOff: () => server.closeAllConnections?.(),
  });
  onShutdown('server', 'server', async () => {
    await close?.();
    await closed;
  });
  return server;
}

/**
 * Wraps a job that a timer repeats: a run in progress is awaited at shutdown,
 * and no other begins.
 */
${exported}function drainJob<Args extends unknown[]>(
  name: string,
  job: (...args: Args) => unknown,
): (...args: Args) => unknown {
  const runs = new Set<Promise<unknown>>();
  onShutdown('scheduler', name, () => Promise.allSettled(runs));
  return (...args) => {
    const result = isStopping ? undefined : job(...args);
    if (!(result instanceof Promise)) return result;
    const run: Promise<unknown> = result.finally(() => runs.delete(run));
    runs.add(run);
    return run;
  };
}

/** Listens for errors of connections: unheard, one ends the process. */
${exported}function logConnectionError(name: string): (err: unknown) => void {
  return (err) => {
    ${failure('`${name}: a connection failed`')}
  };
}

async function shutDown(cause: { signal?: string; err?: Error }): Promise<void> {
  const { signal, err } = cause;
  isStopping = true;
  if (err) {
    ${failure("'Shutdown after an error that nobody caught'")}
  } else {
    ${info("`Shutdown after ${signal ?? 'the last task'}`")}
  }
  if (signal) await sleep(PRE_STOP_MS);
  for (const server of servers) server.stopAccepting();

  const drained = close(TAKES_WORK).then(() => true);
  if (!(await Promise.race([drained, sleep(DRAIN_MS, false)]))) {
    exitCode = 1;
    ${error('`Cut off after ${DRAIN_MS} ms: ${openIn(TAKES_WORK)}`')}
    for (const server of servers) server.cutOff();
  }
  await close(IS_NEEDED);
  if (exitCode > 0) process.exit(exitCode);
}

/** Closes one stage after the other, and all of a stage side by side. */
async function close(stages: readonly Stage[]): Promise<void> {
  for (const stage of stages) {
    const closing = [...open].map(async (resource) => {
      if (resource.stage !== stage) return;
      try {
        await resource.close();
      } catch (err) {
        exitCode = 1;
        ${failure('`${resource.name} could not be closed`')}
      }
      open.delete(resource);
    });
    await Promise.all(closing);
  }
}

function openIn(stages: readonly Stage[]): string {
  const left = [...open].filter(({ stage }) => stages.includes(stage));
  return left.map(({ name }) => name).join(', ');
}
${logger ? `\nonShutdown('logger', '${logger.name}', () => ${logger.close.replaceAll('$', () => logger.name)});\n` : ''}${
    modules === 'cjs'
      ? '\nmodule.exports = {\n  drainJob,\n  drainServer,\n  isReady,\n  logConnectionError,\n  onShutdown,\n};\n'
      : ''
  }`;
}

function printImports(modules: Print['modules'], logger: ModuleLogger | null): string {
  const own = logger && { from: quote(logger.from, DEFAULT_STYLE), name: logger.name, imported: logger.imported };
  if (modules === 'cjs') {
    const bound = own && (own.imported === 'default' ? own.name : own.imported === own.name ? `{ ${own.name} }` : `{ ${own.imported}: ${own.name} }`);
    return `const { setTimeout: sleep } = require('node:timers/promises');
const closeWithGrace = require('close-with-grace');
${own ? `const ${bound} = require(${own.from});\n` : ''}`;
  }
  const grace = modules === 'esm' ? `import closeWithGrace from 'close-with-grace';` : `import closeWithGrace = require('close-with-grace');`;
  const bound = own && (own.imported === 'default' ? own.name : own.imported === own.name ? `{ ${own.name} }` : `{ ${own.imported} as ${own.name} }`);
  return `import type { EventEmitter } from 'node:events';
import type { ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
${grace}
${own ? `import ${bound} from ${own.from};\n` : ''}`;
}

/** Digits in groups, as people write them. */
function number(value: number): string {
  return String(value).replace(/\B(?=(\d{3})+$)/g, '_');
}
