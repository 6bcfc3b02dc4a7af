import { type Call, defineModel } from '../model.js';

const text: Call = { concept: 'query', medium: 'sql', access: 'sql', text: 0 };
const run: Call = { concept: 'query', medium: 'sql' };

/** Promises over the callbacks of `sqlite3`. */
export default defineModel({
  package: 'sqlite',
  versions: '>=4',
  checked: '5.1.1',
  docs: 'https://github.com/kriasoft/node-sqlite#readme',
  area: 'sql',
  typedBy: ['sqlite3@6.0.1'],
  keyset: 'WHERE id > ? ORDER BY id LIMIT ?',
  exports: { open: { function: { returns: 'Database', options: 0 } }, Database: { class: 'Database' }, Statement: { type: 'Statement' } },
  types: {
    Database: {
      members: {
        'run|exec': text,
        get: { ...text, rows: 'one' },
        all: { ...text, rows: 'many' },
        each: { ...text, rows: 'stream' },
        prepare: { text: 0, returns: 'Statement' },
        migrate: { migrates: true },
        close: { concept: 'close' },
      },
      lifecycle: { stage: 'client', close: '$.close()' },
    },
    Statement: {
      members: {
        run: { ...run, access: 'write' },
        get: { ...run, access: 'read', rows: 'one' },
        all: { ...run, access: 'read', rows: 'many' },
        each: { ...run, access: 'read', rows: 'stream' },
        'bind|reset|finalize': {},
      },
    },
  },
  retries: { default: 0 },
});
