import { type Call, defineModel } from '../model.js';

const execute: Call = { concept: 'query', access: 'sql', medium: 'sql', text: 0, options: 2, timeouts: ['read', 'clientRead'], writeBatch: 'client.batch(queries)' };

export default defineModel({
  package: 'cassandra-driver',
  versions: '>=4',
  checked: '4.10.0',
  docs: 'https://docs.datastax.com/en/developer/nodejs-driver/latest/',
  area: 'sql',
  exports: {
    default: { namespace: true },
    Client: { class: 'Client', construction: { options: 0, timeouts: ['clientRead', 'connect'] } },
  },
  types: {
    Client: {
      members: {
        connect: { concept: 'connect' },
        execute,
        batch: { ...execute, access: 'write', bulk: true, options: 1 },
        'eachRow|stream': { ...execute, rows: 'stream' },
        shutdown: { concept: 'close' },
      },
      lifecycle: { stage: 'pool', close: '$.shutdown()' },
    },
  },
  timeouts: {
    read: { covers: 'response', unit: 'ms', default: null, call: 'readTimeout' },
    clientRead: { covers: 'response', unit: 'ms', default: 12_000, client: 'socketOptions.readTimeout', off: [0] },
    connect: { covers: 'connect', unit: 'ms', default: 5_000, client: 'socketOptions.connectTimeout' },
  },
  retries: { default: 1, kinds: 'some unavailable and time-out errors of the server' },
  notes: ['A page has 5,000 rows by default: `result.pageState` leads to the next one.'],
});
