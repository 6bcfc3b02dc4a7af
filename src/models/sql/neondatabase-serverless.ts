import { type Call, defineModel } from '../model.js';
import pg from './pg.js';

const query: Call = {
  concept: 'query',
  access: 'sql',
  medium: 'sql',
  text: 0,
  rows: 'many',
  timeouts: ['signal'],
  batch: 'WHERE id = ANY(${ids})',
};

/** Those of pg but the limit that a query has there for itself. */
const neonLimits = Object.fromEntries(Object.entries(pg.timeouts ?? {}).map(([id, { call: _, ...limit }]) => [id, limit]));

export default defineModel({
  package: '@neondatabase/serverless',
  versions: '>=0.9',
  checked: '1.2.0',
  docs: 'https://github.com/neondatabase/serverless/blob/main/CONFIG.md',
  area: 'sql',
  typedBy: ['@types/pg@8.23.1'],
  exports: {
    neon: { function: { returns: 'Sql', options: 1 }, construction: { options: 1, timeouts: ['signal'] } },
    Pool: pg.exports['Pool']!,
    Client: pg.exports['Client']!,
  },
  types: {
    ...pg.types,
    Sql: {
      call: query,
      members: {
        query: { ...query, options: 2 },
        transaction: { concept: 'query', access: 'either', medium: 'sql', bulk: true, options: 1, timeouts: ['signal'] },
        unsafe: {},
      },
      construction: { options: 1, timeouts: ['signal'] },
    },
  },
  timeouts: {
    ...neonLimits,
    signal: { covers: 'call', unit: 'ms', default: null, client: 'fetchOptions.signal', signal: true },
  },
  keyset: 'WHERE id > $1 ORDER BY id LIMIT $2',
  retries: { default: 0 },
  notes: ['Every query of `neon()` is an HTTP request of its own. `Pool` and `Client` are those of pg, over a WebSocket.'],
});
