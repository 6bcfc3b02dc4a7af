import { defineModel } from '../model.js';

export default defineModel({
  package: 'pg-pool',
  versions: '>=3',
  checked: '3.14.0',
  docs: 'https://node-postgres.com/apis/pool',
  area: 'sql',
  exports: { default: { class: 'pg#Pool' } },
  types: {},
});
