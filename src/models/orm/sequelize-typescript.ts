import { type Call, defineModel } from '../model.js';
import sequelize from './sequelize.js';

const read: Call = {
  concept: 'query',
  access: 'read',
  medium: 'sql',
  options: 1,
  session: 'transaction',
  batch: 'findAll({ include: [ … ] })',
};
const { session: _, ...plain } = read;
const write: Call = { concept: 'query', access: 'write', medium: 'sql', options: 2, session: 'transaction' };

const { Sequelize, Model } = sequelize.exports;

export default defineModel({
  package: 'sequelize-typescript',
  versions: '>=2',
  checked: '2.1.6',
  docs: 'https://github.com/sequelize/sequelize-typescript',
  area: 'orm',
  exports: {
    Sequelize: { ...Sequelize, class: 'Sequelize' },
    Model: { ...Model, class: 'Row' },
    SequelizeOptions: { configures: 'Sequelize' },
    Repository: { type: 'ModelClass' },
    HasMany: { decorator: { relation: 'many' } },
    BelongsToMany: { decorator: { relation: 'many' } },
    HasOne: { decorator: { relation: 'one' } },
    BelongsTo: { decorator: { relation: 'one' } },
    Table: { decorator: { marks: 'entity' } },
  },
  types: {
    Sequelize: {
      ...sequelize.types['Sequelize'],
      extends: 'sequelize#Sequelize',
      members: { getRepository: { returns: 'ModelClass' } },
    },
    Transaction: { extends: 'sequelize#Transaction' },
    Models: { extends: 'sequelize#Models' },
    ModelClass: { extends: 'sequelize#ModelClass', constructs: 'Row' },
    Page: { properties: { rows: 'Row[]' } },
    Row: {
      extends: 'sequelize#Row',
      members: {
        $get: read,
        $count: { ...read, rows: 'count' },
        $has: { ...plain, rows: 'count' },
        '$add|$set|$create|$remove': write,
      },
    },
  },
  timeouts: sequelize.timeouts,
  retries: sequelize.retries,
});
