import { asStatics } from '../derive.js';
import { type Call, defineModel, type TypeModel } from '../model.js';
import { entityStatics, repositoryMembers } from '../parts/typeorm-members.js';
import typeorm from './typeorm-03.js';

/** Came with 0.3. */
const NEW = new Set([
  ...[
    'findBy',
    'findAndCountBy',
    'findOneBy',
    'findOneByOrFail',
    'findOneById',
    'exist',
    'exists',
    'existsBy',
    'countBy',
  ],
  ...[
    'sum',
    'average',
    'minimum',
    'maximum',
    'updateAll',
    'deleteAll',
    'sql',
    'withRepository',
    'initialize',
    'destroy',
  ],
  ...[
    'extend',
    'addCommonTableExpression',
    'whereExists',
    'andWhereExists',
    'orWhereExists',
    'fromDummy',
    'setOnLocked',
  ],
  ...['timeTravelQuery', 'setFindOptions', 'getExists'],
]);

/** The members of before 0.3, when the first argument of a finder was an id, a condition or the options. */
function old(members: Record<string, Call> = {}, at?: 0 | 1): Record<string, Call> {
  const known = Object.entries(asStatics(members)).filter(([name]) => !NEW.has(name));
  const finders = new Set(['find', 'findAndCount', 'findOne', 'findOneOrFail', 'count']);
  return Object.fromEntries(
    known.map(([name, call]) =>
      at !== undefined && finders.has(name)
        ? [name, { ...call, clauses: { ...call.clauses, filter: [`Argument[${at}]`] } }]
        : [name, call],
    ),
  );
}

function oldType(name: string, at?: 0 | 1): TypeModel {
  const type = typeorm.types[name];
  return { ...type, members: old(type?.members, at) };
}

const { DataSource: _, ...exports } = typeorm.exports;

export default defineModel({
  ...typeorm,
  versions: '<0.3',
  checked: '0.2.45',
  older: [],
  exports: {
    ...exports,
    BaseEntity: { class: 'Entity', statics: entityStatics(old(repositoryMembers(0), 0)) },
    Transaction: { decorator: { role: 'transaction', concept: 'transaction' } },
    TransactionManager: { decorator: { injects: 'EntityManager' } },
    TransactionRepository: { decorator: { injects: 'Repository' } },
  },
  types: {
    ...typeorm.types,
    Repository: oldType('Repository', 0),
    EntityManager: oldType('EntityManager', 1),
    QueryRunner: oldType('QueryRunner'),
    SelectQueryBuilder: oldType('SelectQueryBuilder'),
    WriteQueryBuilder: oldType('WriteQueryBuilder'),
    DataSource: {
      ...oldType('DataSource'),
      members: {
        ...oldType('DataSource').members,
        connect: { concept: 'connect', timeouts: ['connect'], returns: 'self' },
      },
      lifecycle: { stage: 'pool', close: '$.close()', opens: ['connect'] },
    },
  },
  notes: ['find(conditions) and find({ where }) are both allowed, so any argument counts as a filter.'],
});
