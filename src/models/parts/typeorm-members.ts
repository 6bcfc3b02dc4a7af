import { asStatics } from '../derive.js';
import type { Call, Place } from '../model.js';

const LIMITS = ['statement', 'query', 'mysqlQuery', 'mssqlQuery'];

export const read: Call = { concept: 'query', access: 'read', medium: 'sql', timeouts: LIMITS };
export const write: Call = { concept: 'query', access: 'write', medium: 'sql', timeouts: LIMITS };

export const rawQuery: Call = {
  concept: 'query',
  access: 'sql',
  medium: 'sql',
  text: 0,
  timeouts: LIMITS,
  batch: 'WHERE id IN (…)',
};

/** Finders and writers of a Repository (`at` 0), or of an EntityManager, whose first argument is the entity (`at` 1). */
export function repositoryMembers(at: 0 | 1): Record<string, Call> {
  const first: Place = `Argument[${at}]`;
  const entity = at === 1 ? 'E, ' : '';
  const byOptions: Call = {
    ...read,
    options: at,
    clauses: { filter: ['where'], limit: ['take'], offset: ['skip'], order: ['order'], relations: ['relations'] },
    batch: `find(${entity}{ where: { id: In(ids) } })`,
  };
  const oneByOptions: Call = {
    ...byOptions,
    clauses: { filter: ['where'], order: ['order'], relations: ['relations'] },
    rows: 'one',
  };
  const byWhere: Call = { ...read, clauses: { filter: [first] }, batch: `findBy(${entity}{ id: In(ids) })` };
  // A repository knows what its rows are; a manager is told.
  const row = { returns: 'row', ...(at === 1 && { rowsOf: 'Argument[0]' }) };
  const rows = { ...row, returns: 'row[]' };
  return {
    find: { ...byOptions, ...rows, rows: 'many' },
    findAndCount: { ...byOptions, rows: 'many' },
    'findOne|findOneOrFail': { ...oneByOptions, ...row },
    findBy: { ...byWhere, ...rows, rows: 'many' },
    findAndCountBy: { ...byWhere, rows: 'many' },
    'findOneBy|findOneByOrFail': { ...byWhere, ...row, rows: 'one' },
    findOneById: { ...read, ...row, rows: 'one', clauses: { unique: [first] }, batch: `findBy(${entity}{ id: In(ids) })` },
    findByIds: { ...read, rows: 'many', bulk: true, clauses: { filter: [first] } },
    'count|exists': { ...byOptions, rows: 'count' },
    'countBy|existsBy': { ...byWhere, rows: 'count' },
    'sum|average|minimum|maximum': { ...read, rows: 'count', clauses: { filter: [`Argument[${at + 1}]`] } },
    preload: { ...read, rows: 'one', batch: `findBy(${entity}{ id: In(ids) })` },
    'save|remove|softRemove': { ...write, batch: `save(${entity}entities)` },
    insert: { ...write, batch: `insert(${entity}rows)` },
    upsert: { ...write, batch: `upsert(${entity}rows, ['id'])` },
    update: { ...write, clauses: { filter: [first] }, batch: `update(${entity}{ id: In(ids) }, …)` },
    delete: { ...write, clauses: { filter: [first] }, batch: `delete(${entity}{ id: In(ids) })` },
    clear: { ...write, bulk: true },
    query: rawQuery,
    createQueryBuilder: { returns: 'SelectQueryBuilder' },
  };
}

/** The static members of an entity class, which give entities of that class. */
export function entityStatics(members: Record<string, Call>): Record<string, Call> {
  const single: Call = { returns: 'this' };
  const many = ['find', 'findBy', 'findByIds'];
  const one = ['findOne', 'findOneBy', 'findOneOrFail', 'findOneByOrFail', 'findOneById', 'preload'];
  const statics = asStatics({ ...members, 'create|merge': single, getRepository: { returns: 'Repository' } });
  for (const name of many) if (statics[name]) statics[name] = { ...statics[name], returns: 'this[]' };
  for (const name of one) if (statics[name]) statics[name] = { ...statics[name], ...single };
  return statics;
}

/** What a Repository and an EntityManager have, and the static members of an entity don't. */
export function moreMembers(at: 0 | 1): Record<string, Call> {
  const filter = [`Argument[${at}]`];
  const entity = at === 1 ? 'E, ' : '';
  return {
    recover: { ...write, batch: `recover(${entity}entities)` },
    'increment|decrement': { ...write, clauses: { filter }, batch: `increment(${entity}{ id: In(ids) }, 'field', 1)` },
    'softDelete|restore': { ...write, clauses: { filter }, batch: `softDelete(${entity}{ id: In(ids) })` },
    'updateAll|deleteAll': { ...write, bulk: true },
    sql: rawQuery,
  };
}
