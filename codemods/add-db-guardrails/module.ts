import { importLogger } from '../../src/codemod/generated.js';
import { logError, type LoggerImport } from '../../src/codemod/logger.js';

/** The numbers of the module, each a flag of the codemod. */
export interface Watching {
  slowQueryMs: number;
  /** Between 0 and 1. */
  warnShare: number;
}

/** The text of the module that watches pools: TypeScript, in the style that `restyle` takes. */
export function printModule({ slowQueryMs, warnShare }: Watching, logger: LoggerImport | null): string {
  const log = `${logger?.name ?? 'console'}.warn`;
  return `import type { Pool, PoolClient } from 'pg';
${importLogger(logger)}
/** Queries that take longer are logged, in milliseconds. */
const SLOW_QUERY_MS = ${slowQueryMs};
/** A pool is warned about when more than this share of it is in use. */
const WARN_SHARE = ${warnShare};
/** The shortest time between two such warnings, in milliseconds. */
const WARN_EVERY_MS = 10_000;
/** A longer statement is cut in the log, in characters. */
const MAX_STATEMENT = 1_000;

/** What a pool does now, and what has happened since the process started. */
export interface PoolFigures {
  name: string;
  /** Connections that it may have. */
  max: number;
  /** Connections that somebody holds now. */
  inUse: number;
  /** Callers that wait for one now. */
  waiting: number;
  /** Callers that have had to wait so far. */
  waits: number;
  slowQueries: number;
}

/** A method that takes a callback or gives a promise. */
type Call = (...args: unknown[]) => unknown;

const watched: (() => PoolFigures)[] = [];

/** The figures of all pools, for metrics and for a readiness check. */
export function poolFigures(): PoolFigures[] {
  return watched.map((read) => read());
}

/**
 * Counts the callers that have to wait for a connection, warns when the pool is
 * nearly used up, and logs slow queries, without the values in them, and
 * connections that break.
 */
export function watchPool(name: string, pool: Pool): void {
  const { max } = pool.options;
  const inUse = () => pool.totalCount - pool.idleCount;
  let waits = 0;
  let slowQueries = 0;
  let warnedAt = -Infinity;
  watched.push(() => ({
    name,
    max,
    inUse: inUse(),
    waiting: pool.waitingCount,
    waits,
    slowQueries,
  }));

  function warnWhenFull(): void {
    const now = performance.now();
    if (inUse() <= max * WARN_SHARE || now - warnedAt < WARN_EVERY_MS) return;
    warnedAt = now;
    const share = \`\${inUse()} of \${max} connections are in use\`;
    ${log}(\`\${name}: \${share}, \${pool.waitingCount} callers wait.\`);
  }

  // \`pool.query\` calls it, too.
  const connect = pool.connect as Call;
  const counted: Call = (...args) => {
    const free = pool.idleCount + max - pool.totalCount;
    if (free <= pool.waitingCount) waits++;
    const connected = connect.apply(pool, args);
    warnWhenFull();
    return connected;
  };
  pool.connect = counted as Pool['connect'];
  pool.on('acquire', warnWhenFull);

  // Unheard, an error ends the process. The pool tells again what a client told.
  pool.on('error', () => {});
  pool.on('connect', (client) => {
    client.on('error', (err) => {
      ${logError(logger, '`${name}: a connection failed`', 'err')}
    });
    timeQueries(client, (ms, statement) => {
      if (ms < SLOW_QUERY_MS) return;
      slowQueries++;
      ${log}(\`\${name}: slow query, \${Math.round(ms)} ms: \${redacted(statement)}\`);
    });
  });
}

/** Has a function called with the time that each query of a client has taken. */
function timeQueries(client: PoolClient, onEnd: (ms: number, statement: string) => void): void {
  const query = client.query as Call;
  const timed: Call = (...args) => {
    const began = performance.now();
    const [statement] = args;
    const text = String(Object(statement).text ?? statement);
    const end = () => onEnd(performance.now() - began, text);
    const callback = args.at(-1);
    if (typeof callback === 'function') {
      args[args.length - 1] = (...results: unknown[]) => {
        end();
        callback(...results);
      };
    }
    const result = query.apply(client, args);
    // How long a cursor or stream takes is up to who reads it. One chain: a second
    // listener would take the caller out of the stack of an error.
    return result instanceof Promise ? result.finally(end) : result;
  };
  client.query = timed as PoolClient['query'];
}

/** A statement without the values that are written into it; parameters are not part of it. */
function redacted(statement: string): string {
  return statement
    .replace(/\\$([a-z_]\\w*)?\\$.*?\\$\\1\\$/gis, '?')
    .replace(/\\be'(?:[^'\\\\]|\\\\.|'')*'|'(?:[^']|'')*'/gis, '?')
    .replace(/(?<![\\w$])\\d+(?:\\.\\d+)?\\b/g, '?')
    .replace(/\\s+/g, ' ')
    .trim()
    .slice(0, MAX_STATEMENT);
}
`;
}
