import { defineModel } from '../model.js';

export default defineModel({
  package: 'pg-query-stream',
  versions: '>=4',
  checked: '4.17.0',
  docs: 'https://node-postgres.com/apis/cursor',
  area: 'sql',
  typedBy: ['@types/pg@8.23.1'],
  exports: { default: { class: 'QueryStream', construction: { options: 2, acquires: { kind: 'cursor', release: ['destroy'] } } } },
  types: { QueryStream: { members: { 'pipe|on|once': {}, destroy: { concept: 'release' } } } },
  notes: ['The client that runs it is busy until the stream ends or is destroyed.'],
});
