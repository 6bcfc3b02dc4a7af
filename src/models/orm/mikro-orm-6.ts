import { without, withoutSignals } from '../derive.js';
import { type Call, defineModel } from '../model.js';
import mikroOrm from './mikro-orm.js';
import decorators from './mikro-orm-decorators.js';

const { exports, types, ...rest } = without(withoutSignals(mikroOrm), { members: ['stream', 'countBy', 'getKysely', 'andOrderBy'] });
const { MikroORM } = exports;
const { MikroORM: Orm, EntityManager, EntityRepository, QueryBuilder, WriteQueryBuilder } = types;

const write: Call = { concept: 'query', access: 'write', medium: 'sql', timeouts: ['statement'] };
const getKnex: Call = { returns: 'knex#Knex' };

export default defineModel({
  ...rest,
  versions: '>=5 <7',
  checked: '6.6.16',
  typedBy: ['@mikro-orm/postgresql@6.6.16'],
  exports: {
    ...exports,
    ...decorators.exports,
    MikroORM: {
      ...MikroORM,
      statics: { ...MikroORM?.statics, initSync: { options: 0, returns: 'MikroORM', sync: true } },
    },
  },
  types: {
    ...types,
    MikroORM: { ...Orm, members: { ...Orm?.members, getMigrator: { returns: 'Migrator' }, getSchemaGenerator: { returns: 'SchemaGenerator' } } },
    SchemaGenerator: { members: { 'updateSchema|createSchema|refreshDatabase': { migrates: true } } },
    EntityManager: {
      ...EntityManager,
      members: {
        ...EntityManager?.members,
        getKnex,
        'persistAndFlush|removeAndFlush': { ...write, batch: 'persist() for each, then one flush()' },
      },
    },
    EntityRepository: { ...EntityRepository, members: { ...EntityRepository?.members, getKnex } },
    QueryBuilder: { ...QueryBuilder, awaited: { ...write, access: 'either' } },
    WriteQueryBuilder: { ...WriteQueryBuilder, awaited: write },
  },
});
