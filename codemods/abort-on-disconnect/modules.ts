import { importLogger } from '../../src/codemod/generated.js';
import { logError, type LoggerImport } from '../../src/codemod/logger.js';

/** The text of the module that makes a signal of a response: TypeScript, in the style that `restyle` takes. */
export function printSignals(): string {
  return `import type { ServerResponse } from 'node:http';

const signals = new WeakMap<ServerResponse, AbortSignal>();

/** Aborted when the client goes away before it has its answer. One signal for each response. */
export function signalOf(response: ServerResponse): AbortSignal {
  const present = signals.get(response);
  if (present) return present;
  const controller = new AbortController();
  const end = () => {
    if (!response.writableFinished) controller.abort();
  };
  if (response.destroyed) end();
  else response.once('close', end);
  signals.set(response, controller.signal);
  return controller.signal;
}
`;
}

/** The text of the module that has a server cancel a statement: the driver takes no signal. */
export function printCancelling(logger: LoggerImport | null): string {
  return `import { Pool } from 'pg';
import type { PoolClient, QueryConfig, QueryResult, QueryResultRow } from 'pg';
${importLogger(logger)}
/** How long it may take to cancel a statement, in milliseconds. */
const CANCEL_TIMEOUT_MS = 2_000;

/** One connection beside each pool, made when it is first needed: a pool that is used up can't cancel. */
const cancellers = new WeakMap<Pool, Pool>();

export interface Cancellable {
  query<Row extends QueryResultRow = any>(statement: string | QueryConfig, values?: unknown[]): Promise<QueryResult<Row>>;
}

/**
 * The pool's queries, which the server cancels when the signal is aborted. Not for a pooler between that gives each
 * transaction another session.
 */
export function cancellable(pool: Pool, signal: AbortSignal): Cancellable {
  return {
    async query<Row extends QueryResultRow = any>(statement: string | QueryConfig, values?: unknown[]) {
      signal.throwIfAborted();
      const client = await pool.connect();
      let cancelling: Promise<void> | undefined;
      const cancel = () => {
        cancelling = cancelStatement(pool, client);
      };
      try {
        signal.throwIfAborted();
        signal.addEventListener('abort', cancel, { once: true });
        return await client.query<Row>(statement as string, values);
      } catch (error) {
        // What was cancelled ends with the reason of the signal.
        signal.throwIfAborted();
        throw error;
      } finally {
        signal.removeEventListener('abort', cancel);
        await cancelling;
        // A session that was to be cancelled is for nobody else: it may come late.
        client.release(cancelling !== undefined);
      }
    },
  };
}

async function cancelStatement(pool: Pool, client: PoolClient): Promise<void> {
  const { processID } = client as unknown as { processID: number };
  try {
    await cancellerOf(pool).query('SELECT pg_cancel_backend($1)', [processID]);
  } catch (err) {
    ${logError(logger, "'A statement was not cancelled'", 'err')}
  }
}

function cancellerOf(pool: Pool): Pool {
  const present = cancellers.get(pool);
  if (present) return present;
  const canceller = new Pool({
    ...pool.options,
    max: 1,
    min: 0,
    connectionTimeoutMillis: CANCEL_TIMEOUT_MS,
    query_timeout: CANCEL_TIMEOUT_MS,
    idleTimeoutMillis: 1_000,
    allowExitOnIdle: true,
  });
  // Unheard, an error of an idle connection ends the process.
  canceller.on('error', () => {});
  cancellers.set(pool, canceller);
  return canceller;
}
`;
}
