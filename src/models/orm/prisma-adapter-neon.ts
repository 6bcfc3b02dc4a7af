import { defineModel } from '../model.js';
import pg from '../sql/pg.js';

export default defineModel({
  package: '@prisma/adapter-neon',
  versions: '>=5',
  checked: '7.10.0',
  docs: 'https://www.prisma.io/docs/orm/core-concepts/supported-databases/postgresql',
  area: 'orm',
  typedBy: ['@types/pg@8.23.1'],
  exports: { PrismaNeon: { class: 'Adapter', construction: pg.exports['Pool']!.construction! }, PrismaNeonHttp: { class: 'Adapter' } },
  types: { Adapter: {} },
  timeouts: pg.timeouts!,
});
