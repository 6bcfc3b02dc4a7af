import { type Call, defineModel } from '../model.js';
import typeorm, { repositoryMembers } from './typeorm.js';

/** Before 0.3 the first argument of a finder was an id, a condition or the options. */
function oldFinders(at: 0 | 1): Record<string, Call> {
  const { 'find|findAndCount': many, 'findOne|findOneOrFail': one, 'count|exists|exist': count, ...rest } = repositoryMembers(at);
  const filter = [`Argument[${at}]`];
  return {
    ...rest,
    'find|findAndCount': { ...many, clauses: { ...many?.clauses, filter } },
    'findOne|findOneOrFail': { ...one, clauses: { ...one?.clauses, filter } },
    count: { ...count, clauses: { filter } },
  };
}

const { exports, types } = typeorm;

export default defineModel({
  ...typeorm,
  versions: '<0.3',
  checked: '0.2.45',
  exports: {
    ...exports,
    BaseEntity: { ...exports['BaseEntity'], statics: { ...oldFinders(0), getRepository: { returns: 'Repository' } } },
    Transaction: { decorator: { role: 'transaction', concept: 'transaction' } },
    TransactionManager: { decorator: { injects: 'EntityManager' } },
    TransactionRepository: { decorator: { injects: 'Repository' } },
  },
  types: {
    ...types,
    Repository: { ...types['Repository'], members: oldFinders(0) },
    EntityManager: { ...types['EntityManager'], members: { ...types['EntityManager']?.members, ...oldFinders(1) } },
    DataSource: { ...types['DataSource'], lifecycle: { stage: 'pool', close: '$.close()', opens: ['connect'] } },
  },
  notes: ['find(conditions) and find({ where }) are both allowed, so any argument counts as a filter.'],
});
