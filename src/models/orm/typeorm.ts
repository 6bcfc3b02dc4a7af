import { without } from '../derive.js';
import { defineModel } from '../model.js';
import typeorm from './typeorm-03.js';

export default defineModel({
  ...without(typeorm, {
    exports: [
      ...['AbstractRepository', 'Connection', 'createConnection', 'getConnection', 'getManager', 'getRepository'],
      ...['getMongoRepository', 'getTreeRepository', 'getCustomRepository', 'createQueryBuilder'],
    ],
    members: ['getCustomRepository', 'findOneById', 'close', 'exist'],
  }),
  versions: '>=1',
  checked: '1.1.1',
  older: [],
  notes: [...(typeorm.notes ?? []), 'getRepository(), getManager(), getConnection() and createConnection() are gone since 1.0.'],
});
