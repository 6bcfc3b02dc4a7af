import { type Call, defineModel } from '../model.js';

const execute: Call = { concept: 'query', access: 'sql', medium: 'sql', text: 0, rows: 'many' };
const client: Record<string, Call> = {
  execute,
  transaction: {
    concept: 'transaction',
    medium: 'sql',
    acquires: { kind: 'transaction', release: [], auto: true },
    callbacks: [{ at: 'Argument[0]', role: 'transaction', params: ['Transaction'] }],
  },
};

export default defineModel({
  package: '@planetscale/database',
  versions: '>=1',
  checked: '1.20.2',
  docs: 'https://github.com/planetscale/database-js#usage',
  area: 'sql',
  exports: {
    connect: { function: { returns: 'Connection', options: 0 } },
    Client: { class: 'Client', construction: { options: 0 } },
    Connection: { class: 'Connection', construction: { options: 0 } },
  },
  types: {
    Client: { members: { ...client, connection: { returns: 'Connection' } } },
    Connection: { members: { ...client, refresh: {} } },
    Transaction: { members: { execute } },
  },
  keyset: 'WHERE id > ? ORDER BY id LIMIT ?',
  retries: { default: 0 },
  notes: ['Every query is an HTTP request without a limit: a `fetch` of your own, passed to the client, bounds it.'],
});
