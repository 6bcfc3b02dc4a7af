import { without } from '../derive.js';
import { defineModel } from '../model.js';
import typeorm from './typeorm-03.js';

const { exports, types, ...rest } = without(typeorm, {
  exports: [
    ...['AbstractRepository', 'Connection', 'ConnectionOptions', 'createConnection', 'getConnection', 'getManager', 'getRepository'],
    ...['getMongoRepository', 'getTreeRepository', 'getCustomRepository', 'createQueryBuilder'],
  ],
  members: ['getCustomRepository', 'findOneById', 'close', 'exist'],
});
const { EntityManager, QueryRunner, WriteQueryBuilder } = types;
const { findByIds: _, ...statics } = exports['BaseEntity']!.statics!;

export default defineModel({
  ...rest,
  versions: '>=1',
  checked: '1.1.1',
  older: [],
  exports: { ...exports, BaseEntity: { ...exports['BaseEntity'], statics } },
  types: {
    ...types,
    EntityManager: { ...EntityManager, properties: { ...EntityManager!.properties, dataSource: 'DataSource' } },
    QueryRunner: { ...QueryRunner, properties: { ...QueryRunner!.properties, dataSource: 'DataSource' } },
    WriteQueryBuilder: { ...WriteQueryBuilder, members: { ...WriteQueryBuilder!.members, valuesFromSelect: { returns: 'self' } } },
  },
  notes: [...(typeorm.notes ?? []), 'getRepository(), getManager(), getConnection() and createConnection() are gone since 1.0.'],
});
