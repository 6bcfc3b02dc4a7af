import type { Timeout, When } from '../model.js';

const SETTINGS = {
  statement: ['statement', 'statement_timeout'],
  lock: ['lock', 'lock_timeout'],
  idleInTransaction: ['idle-in-transaction', 'idle_in_transaction_session_timeout'],
} as const;

const SOURCE = 'https://www.postgresql.org/docs/current/runtime-config-client.html';

/**
 * The limits that a Postgres server keeps, in milliseconds, where a client passes them on under their own names.
 * `prefix` is the path of the option that holds them, with a dot at its end.
 */
export function postgresLimits(prefix = '', when?: When): Record<keyof typeof SETTINGS, Timeout> {
  const limit = (id: keyof typeof SETTINGS): Timeout => {
    const [covers, setting] = SETTINGS[id];
    const places = { client: `${prefix}${setting}`, url: setting, setting };
    return { covers, unit: 'ms', default: null, ...places, off: [0, false], ...(when && { when }), source: SOURCE };
  };
  return { statement: limit('statement'), lock: limit('lock'), idleInTransaction: limit('idleInTransaction') };
}

/** What talks to databases other than Postgres. */
const OTHERS = 'mysql mysql2 mariadb sqlite3 better-sqlite3 sql.js @libsql/client mssql tedious oracledb snowflake-sdk ibm_db odbc';

/** Holds where an option has a value that stands for Postgres, or the package depends on a driver of no other database. */
export function isPostgres(at: string, values: string[], others: string[] = []): When {
  return { at, in: values, drivers: { of: ['pg', 'pg-native'], others: [...OTHERS.split(' '), ...others] } };
}
