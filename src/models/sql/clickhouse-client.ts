import { type Call, defineModel } from '../model.js';

const call: Call = { concept: 'query', medium: 'sql', options: 0, timeouts: ['request', 'signal'], signal: 'abort_signal' };

export default defineModel({
  package: '@clickhouse/client',
  versions: '>=1',
  checked: '1.23.1',
  docs: 'https://clickhouse.com/docs/integrations/javascript',
  area: 'sql',
  exports: {
    createClient: {
      function: { returns: 'Client', options: 0 },
      construction: { options: 0, timeouts: ['request'], pool: { max: { at: 'max_open_connections', default: 10 } } },
    },
    ClickHouseClient: { type: 'Client' },
  },
  types: {
    Client: {
      members: {
        query: { ...call, access: 'read', rows: 'many' },
        insert: { ...call, access: 'write', bulk: true },
        'command|exec': { ...call, access: 'either' },
        ping: { ...call, access: 'read', rows: 'none' },
        close: { concept: 'close' },
      },
      lifecycle: { stage: 'pool', close: '$.close()' },
    },
  },
  timeouts: {
    request: { covers: 'call', unit: 'ms', default: 30_000, client: 'request_timeout' },
    signal: { covers: 'call', unit: 'ms', default: null, call: 'abort_signal', signal: true },
  },
  retries: { default: 0 },
  notes: ['The stream of `exec()` holds its socket until it is read or destroyed.'],
});
