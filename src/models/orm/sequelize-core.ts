import { defineModel, type TypeModel } from '../model.js';
import sequelize from './sequelize.js';
import { postgresLimits } from '../parts/postgres-limits.js';

const { Sequelize, ...types } = sequelize.types;
const { transaction, query, ...members } = Sequelize!.members!;
const { textKey: _, ...plainQuery } = query!;
const { acquire } = sequelize.timeouts!;
const { construction, ...root } = { construction: Sequelize!.construction!, ...Sequelize };
// The driver's options are no longer in an object of their own.
const options = { ...construction, options: 0, timeouts: ['statement', 'query', 'lock', 'idleInTransaction', 'acquire'], connectionString: ['url'], serverOptions: ['options'] };

const client: TypeModel = {
  ...root,
  members: {
    ...members,
    query: plainQuery,
    transaction: {
      concept: 'transaction',
      medium: 'sql',
      timeouts: ['acquire'],
      acquires: { kind: 'transaction', release: [], auto: true },
      callbacks: [{ at: 'Argument[last]', role: 'transaction', params: ['Transaction'], ambient: true }],
    },
    startUnmanagedTransaction: { ...transaction!, callbacks: [] },
  },
  construction: options,
};

/** The next major of Sequelize, under a name of its own. */
export default defineModel({
  ...sequelize,
  package: '@sequelize/core',
  versions: '>=7.0.0-alpha.1',
  checked: '7.0.0-alpha.48',
  docs: 'https://sequelize.org/docs/v7/',
  exports: {
    Sequelize: { class: 'Sequelize', construction: options },
    Model: sequelize.exports['Model']!,
    Transaction: { class: 'Transaction' },
    ModelStatic: { type: 'ModelClass' },
  },
  types: { ...types, Sequelize: client },
  timeouts: {
    ...postgresLimits(),
    query: { covers: 'call', unit: 'ms', default: null, client: 'query_timeout', off: [0], source: 'https://node-postgres.com/apis/client' },
    acquire: acquire!,
  },
  notes: [
    'transaction() takes a function and ends by itself; startUnmanagedTransaction() must be ended with commit() or rollback().',
    'Queries inside the function of transaction() belong to it without being told, unless `disableClsTransactions` is set.',
    'Association getters such as user.getPosts() run a query each.',
  ],
});
