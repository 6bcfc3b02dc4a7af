import { type Call, type Construction, defineModel } from '../model.js';

const run: Call = { concept: 'query', access: 'either', medium: 'sql', text: 0, options: 2, timeouts: ['transaction'], batch: 'UNWIND $rows' };
const work = (access: 'read' | 'write'): Call => ({
  concept: 'transaction',
  medium: 'sql',
  access,
  options: 1,
  timeouts: ['transaction', 'retry'],
  acquires: { kind: 'transaction', release: [], auto: true },
  callbacks: [{ at: 'Argument[0]', role: 'transaction', params: ['Transaction'] }],
});
const driver: Construction = {
  options: 2,
  timeouts: ['connect', 'acquire', 'retry'],
  pool: { max: { at: 'maxConnectionPoolSize', default: 100 }, acquire: { at: 'connectionAcquisitionTimeout', default: 60_000 } },
};

export default defineModel({
  package: 'neo4j-driver',
  versions: '>=5',
  checked: '6.3.0',
  docs: 'https://neo4j.com/docs/javascript-manual/current/',
  area: 'sql',
  exports: {
    default: { namespace: true },
    driver: { function: { returns: 'Driver', options: 2 }, construction: driver },
    Driver: { type: 'Driver' },
    Session: { type: 'Session' },
  },
  types: {
    Driver: {
      members: {
        executeQuery: { ...run, timeouts: ['transaction', 'retry', 'signal'], signal: 'signal' },
        session: { concept: 'acquire', returns: 'Session', acquires: { kind: 'session', release: ['close'], scoped: 'driver.executeQuery()' } },
        'verifyConnectivity|getServerInfo': { concept: 'query', access: 'read', medium: 'sql' },
        close: { concept: 'close' },
      },
      construction: driver,
      lifecycle: { stage: 'pool', close: '$.close()' },
    },
    Session: {
      members: {
        run,
        executeRead: work('read'),
        executeWrite: work('write'),
        beginTransaction: { concept: 'transaction', returns: 'Transaction', acquires: { kind: 'transaction', release: ['commit', 'rollback', 'close'], scoped: 'session.executeWrite()' } },
        close: { concept: 'release' },
      },
    },
    Transaction: { members: { run: { ...run, options: 1, timeouts: [] }, 'commit|rollback|close': { concept: 'transaction-end' } } },
  },
  timeouts: {
    transaction: { covers: 'transaction', unit: 'ms', default: 'unknown', call: 'timeout' },
    connect: { covers: 'connect', unit: 'ms', default: 30_000, client: 'connectionTimeout' },
    acquire: { covers: 'acquire', unit: 'ms', default: 60_000, client: 'connectionAcquisitionTimeout' },
    retry: { covers: 'acquire', unit: 'ms', default: 30_000, client: 'maxTransactionRetryTime' },
    signal: { covers: 'call', unit: 'ms', default: null, call: 'signal', signal: true },
  },
  retries: { default: 0, kinds: 'executeQuery, executeRead and executeWrite: transient errors, for up to 30 s' },
  notes: ['How long a query may run is a setting of the server (`db.transaction.timeout`, off by default), unless the transaction has a `timeout`.'],
});
