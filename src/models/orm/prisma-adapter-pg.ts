import { defineModel } from '../model.js';
import pg from '../sql/pg.js';

export default defineModel({
  package: '@prisma/adapter-pg',
  versions: '>=5',
  checked: '7.10.1',
  docs: 'https://www.prisma.io/docs/orm/core-concepts/supported-databases/postgresql',
  area: 'orm',
  typedBy: ['@types/pg@8.23.1', 'pg@8.23.1'],
  exports: { PrismaPg: { class: 'Adapter', construction: pg.exports['Pool']!.construction! } },
  types: { Adapter: {} },
  timeouts: pg.timeouts!,
  notes: ['Its options are those of the pool of pg, with the same defaults: no statement timeout, ten connections, no limit on waiting for one.'],
});
