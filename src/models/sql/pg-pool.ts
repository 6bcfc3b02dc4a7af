import { defineModel } from '../model.js';

export default defineModel({
  package: 'pg-pool',
  versions: '>=3',
  checked: '3.14.0',
  docs: 'https://node-postgres.com/apis/pool',
  area: 'sql',
  typedBy: ['@types/pg-pool@2.0.7'],
  exports: { default: { class: 'pg#Pool' } },
  types: {},
});
