import { type Call, type Construction, defineModel } from '../model.js';

const execute: Call = {
  concept: 'query',
  access: 'sql',
  medium: 'sql',
  text: 0,
  textKey: 'sqlText',
  options: 0,
  timeouts: ['statement'],
  batch: 'WHERE id IN (…)',
  writeBatch: 'execute({ sqlText: "INSERT INTO … VALUES (?, ?)", binds: rows })',
  callbacks: [{ at: 'Argument[0].complete', role: 'callback', params: ['error'] }],
};

const open: Construction = { options: 0, timeouts: ['response'] };
const done = { at: 'Argument[0]', role: 'callback', params: ['error', 'Connection'] } as const;

export default defineModel({
  package: 'snowflake-sdk',
  versions: '>=1.9',
  checked: '3.3.0',
  docs: 'https://docs.snowflake.com/en/developer-guide/node-js/nodejs-driver-options',
  area: 'sql',
  exports: {
    default: { namespace: true },
    createConnection: { function: { returns: 'Connection', options: 0 }, construction: open },
    createPool: {
      function: { returns: 'Pool', options: 0 },
      construction: { ...open, pool: { max: { at: 'Argument[1].max', default: 1 }, acquire: { at: 'Argument[1].acquireTimeoutMillis', default: null } } },
    },
    Connection: { type: 'Connection' },
  },
  types: {
    Connection: {
      members: {
        'connect|connectAsync': {
          concept: 'connect',
          timeouts: ['response'],
          callbacks: [{ ...done, params: [...done.params] }],
          acquires: { kind: 'connection', release: ['destroy'], receiver: true },
        },
        execute,
        'getQueryStatus|getQueryStatusThrowIfError': { concept: 'query', access: 'read', medium: 'sql' },
        getResultsFromQueryId: { concept: 'query', access: 'read', medium: 'sql' },
        destroy: { concept: 'close', callbacks: [{ ...done, params: [...done.params] }] },
      },
      lifecycle: { stage: 'client', close: 'new Promise((resolve) => $.destroy(() => resolve()))', opens: ['connect', 'connectAsync'] },
    },
    // The pool is one of generic-pool.
    Pool: {
      members: {
        acquire: { concept: 'acquire', returns: 'Connection', acquires: { kind: 'pooled-client', release: [], releaseBy: ['release', 'destroy'], scoped: 'pool.use()' } },
        use: { concept: 'acquire', acquires: { kind: 'pooled-client', release: [], auto: true }, callbacks: [{ at: 'Argument[0]', role: 'acquired', params: ['Connection'] }] },
        'release|destroy': { concept: 'release' },
        'drain|clear': { concept: 'close' },
      },
      lifecycle: { stage: 'pool', close: '$.drain()' },
    },
  },
  timeouts: {
    statement: {
      covers: 'statement',
      unit: 's',
      default: 'unknown',
      call: 'parameters.STATEMENT_TIMEOUT_IN_SECONDS',
      setting: 'STATEMENT_TIMEOUT_IN_SECONDS',
      source: 'https://docs.snowflake.com/en/sql-reference/parameters#statement-timeout-in-seconds',
    },
    response: { covers: 'response', unit: 'ms', default: 90_000, client: 'timeout', source: 'https://docs.snowflake.com/en/developer-guide/node-js/nodejs-driver-options' },
  },
  retries: { default: 0 },
  notes: [
    'A statement may take two days where STATEMENT_TIMEOUT_IN_SECONDS is not set: `ALTER SESSION SET STATEMENT_TIMEOUT_IN_SECONDS = …`.',
    '`timeout` bounds the silence of one request; a statement that runs is asked for again and again.',
    'The pool opens one connection at most unless `max` is set.',
  ],
});
