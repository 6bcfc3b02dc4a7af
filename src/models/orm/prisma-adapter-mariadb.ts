import { defineModel } from '../model.js';
import mariadb from '../sql/mariadb.js';

export default defineModel({
  package: '@prisma/adapter-mariadb',
  versions: '>=6',
  checked: '7.10.0',
  docs: 'https://www.prisma.io/docs/orm/core-concepts/supported-databases/mysql',
  area: 'orm',
  typedBy: ['mariadb@3.5.4'],
  exports: { PrismaMariaDb: { class: 'Adapter', construction: mariadb.exports['createPool']!.construction! } },
  types: { Adapter: {} },
  timeouts: mariadb.timeouts!,
  notes: ['Its options are those of the pool of mariadb, with the same defaults.'],
});
