import { defineModel } from '../model.js';

export default defineModel({
  package: '@prisma/adapter-libsql',
  versions: '>=6',
  checked: '7.10.0',
  docs: 'https://www.prisma.io/docs/orm/core-concepts/supported-databases/sqlite',
  area: 'orm',
  exports: { PrismaLibSql: { class: 'Adapter', construction: { options: 0 } } },
  types: { Adapter: {} },
});
