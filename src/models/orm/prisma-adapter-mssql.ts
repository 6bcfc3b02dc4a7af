import { defineModel } from '../model.js';
import mssql from '../sql/mssql.js';

export default defineModel({
  package: '@prisma/adapter-mssql',
  versions: '>=6',
  checked: '7.10.0',
  docs: 'https://www.prisma.io/docs/orm/core-concepts/supported-databases/sql-server',
  area: 'orm',
  typedBy: ['@types/mssql@12.3.0', 'mssql@12.7.14'],
  exports: { PrismaMssql: { class: 'Adapter', construction: mssql.exports['ConnectionPool']!.construction! } },
  types: { Adapter: {} },
  timeouts: mssql.timeouts!,
  notes: ['Its options are those of the pool of mssql, with the same defaults.'],
});
