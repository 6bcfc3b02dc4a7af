import { defineModel } from '../model.js';

export default defineModel({
  package: 'pg-cursor',
  versions: '>=2',
  checked: '2.22.0',
  docs: 'https://node-postgres.com/apis/cursor',
  area: 'sql',
  typedBy: ['@types/pg-cursor@2.7.2'],
  exports: {
    default: { class: 'Cursor', construction: { acquires: { kind: 'cursor', release: ['close'] } } },
  },
  types: {
    Cursor: {
      members: {
        read: { concept: 'query', access: 'read', medium: 'sql', rows: 'many', bulk: true },
        close: { concept: 'release' },
      },
    },
  },
  notes: ['read() takes the next rows of one statement: a loop over it is paging, not a query per row.'],
});
