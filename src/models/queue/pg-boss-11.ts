import { defineModel } from '../model.js';
import { pgBossFacts, pgBossTypes } from './pg-boss.js';

export default defineModel({
  ...pgBossFacts,
  versions: '>=10 <12',
  checked: '11.1.2',
  exports: {
    default: { class: 'PgBoss', construction: { options: 0, pool: { max: { at: 'max', default: 10 } } }, namespace: { PgBoss: { type: 'PgBoss', source: 'https://github.com/timgit/pg-boss/blob/11.1.2/types.d.ts' } } },
  },
  types: pgBossTypes('Job[]'),
});
