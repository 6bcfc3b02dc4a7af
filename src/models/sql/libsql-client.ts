import { type Call, defineModel } from '../model.js';

const execute: Call = { concept: 'query', access: 'sql', medium: 'sql', text: 0, textKey: 'sql', rows: 'many', writeBatch: 'batch(statements)' };

export default defineModel({
  package: '@libsql/client',
  aliases: ['@libsql/client/web', '@libsql/client/http'],
  versions: '>=0.4',
  checked: '0.18.0',
  docs: 'https://docs.turso.tech/sdk/ts/reference',
  area: 'sql',
  exports: {
    createClient: { function: { returns: 'Client', options: 0 }, construction: { options: 0 } },
    Client: { type: 'Client' },
    Transaction: { type: 'Transaction' },
  },
  types: {
    Client: {
      members: {
        execute,
        'batch|migrate': { concept: 'query', access: 'either', medium: 'sql', bulk: true },
        executeMultiple: { concept: 'query', access: 'sql', medium: 'sql', text: 0, bulk: true },
        transaction: { concept: 'transaction', medium: 'sql', returns: 'Transaction', acquires: { kind: 'transaction', release: ['commit', 'rollback', 'close'] } },
        sync: {},
        close: { concept: 'close' },
      },
      lifecycle: { stage: 'client', close: '$.close()' },
    },
    Transaction: {
      members: {
        execute,
        batch: { concept: 'query', access: 'either', medium: 'sql', bulk: true },
        'commit|rollback|close': { concept: 'transaction-end' },
      },
    },
  },
  keyset: 'WHERE id > ? ORDER BY id LIMIT ?',
  retries: { default: 0 },
  notes: ['A query over HTTP has no limit: a `fetch` of your own, passed to the client, bounds it.'],
});
