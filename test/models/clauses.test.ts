import { describe, expect, it } from 'vitest';
import { factsOf } from '../../src/analysis/queries/clauses.js';
import type { Clause } from '../../src/models/model.js';
import { tempProject } from '../support/temp-project.js';

const CLAUSES: Clause[] = ['filter', 'limit', 'offset', 'cursor', 'order', 'group', 'relations', 'unique', 'aggregate'];

/** By library: what comes before, and queries with the clauses that each of them is seen to have (`?`: may have). */
const QUERIES: Record<string, { before: string; queries: [code: string, clauses: string][] }> = {
  '@prisma/client': {
    before: `import { PrismaClient } from '@prisma/client'; const db = new PrismaClient();`,
    queries: [
      ['db.user.findMany()', ''],
      ['db.user.findMany({ where: { a: 1 }, take: 5, skip: 5, orderBy: { a: 1 } })', 'filter limit offset order'],
      ['db.user.findMany({ cursor: { id: 1 }, skip: 1, take: 5 })', 'limit offset cursor'],
      ['db.user.findMany({ where: {} })', ''],
      ['db.user.findMany(args)', 'filter? limit? offset? cursor? order? group? relations?'],
      ['db.user.findUnique({ where: { id: 1 }, include: { posts: true } })', 'relations unique'],
      ["db.user.groupBy({ by: ['a'] })", 'group'],
    ],
  },
  typeorm: {
    before: `import { DataSource } from 'typeorm'; const source = new DataSource({}); const users = source.getRepository(User);`,
    queries: [
      ['users.find()', ''],
      ['users.find({ where: { a: 1 }, take: 5, skip: 5, relations: { posts: true } })', 'filter limit offset relations'],
      ['users.findBy({ a: 1 })', 'filter'],
      ['source.manager.find(User, { take: 5 })', 'limit'],
      ["users.createQueryBuilder('u').where('a').orderBy('b').skip(5).take(5).getMany()", 'filter limit offset order'],
      ["users.createQueryBuilder('u').leftJoinAndSelect('u.posts', 'p').groupBy('a').getRawMany()", 'group relations'],
      ["users.createQueryBuilder('u').getMany()", ''],
    ],
  },
  knex: {
    before: `import knex from 'knex'; const db = knex({});`,
    queries: [
      ["db('users')", ''],
      ["db('users').where({ a: 1 }).limit(5).offset(5)", 'filter limit offset'],
      ["db('users').whereIn('id', ids).orderBy('a')", 'filter order'],
      ["db('users').first()", 'limit'],
      ["db('users').count()", 'aggregate'],
      ["db('users').modify(add)", 'filter? limit? offset? cursor? order? group? relations? unique? aggregate?'],
      ["db.raw('SELECT * FROM users WHERE a = 1 LIMIT 5')", 'filter limit'],
    ],
  },
  'drizzle-orm': {
    before: `import { drizzle } from 'drizzle-orm/node-postgres'; const db = drizzle(pool);`,
    queries: [
      ['db.select().from(users)', ''],
      ['db.select().from(users).where(a).orderBy(b).limit(5).offset(5)', 'filter limit offset order'],
      ['db.query.users.findMany({ where: a, limit: 5, with: { posts: true } })', 'filter limit relations'],
      ['db.query.users.findMany()', ''],
    ],
  },
  sequelize: {
    before: `import { Model } from 'sequelize'; class User extends Model {}`,
    queries: [
      ['User.findAll()', ''],
      ['User.findAll({ where: { a: 1 }, limit: 5, offset: 5, include: [] })', 'filter limit offset relations'],
      ['User.findByPk(1)', 'unique'],
      ["User.scope('active').findAll()", 'filter? limit? offset? cursor? order? group? relations? unique? aggregate?'],
    ],
  },
  kysely: {
    before: `import { Kysely } from 'kysely'; const db = new Kysely({});`,
    queries: [
      ["db.selectFrom('users').selectAll().execute()", ''],
      ["db.selectFrom('users').selectAll().where('a', '=', 1).orderBy('b').limit(5).offset(5).execute()", 'filter limit offset order'],
    ],
  },
  objection: {
    before: `import { Model } from 'objection'; class User extends Model {}`,
    queries: [
      ['User.query()', ''],
      ["User.query().where('a', 1).withGraphFetched('posts').page(1, 5)", 'filter limit offset relations'],
      ['User.query().findById(1)', 'unique'],
    ],
  },
  'mikro-orm': {
    before: `import { EntityManager } from '@mikro-orm/core'; declare const em: EntityManager;`,
    queries: [
      ['em.find(User, {})', ''],
      ['em.find(User, { a: 1 }, { limit: 5, offset: 5, populate: [] })', 'filter limit offset relations'],
      ['em.findAll(User)', ''],
      ['em.findAll(User, { where: { a: 1 } })', 'filter'],
      ['em.findByCursor(User, { a: 1 }, { first: 5, after: x })', 'filter limit cursor'],
    ],
  },
  mongodb: {
    before: `import { MongoClient } from 'mongodb'; const users = new MongoClient('x').db().collection('users');`,
    queries: [
      ['users.find().toArray()', ''],
      ['users.find({}).toArray()', ''],
      ['users.find({ a: 1 }, { limit: 5, skip: 5 }).toArray()', 'filter limit offset'],
      ['users.find({ a: 1 }).sort({ a: 1 }).skip(5).limit(5).toArray()', 'filter limit offset order'],
      ['users.aggregate([{ $match: { a: 1 } }, { $skip: 5 }, { $limit: 5 }]).toArray()', 'filter limit offset'],
      ['users.aggregate([{ $group: { _id: 1 } }]).toArray()', 'group'],
    ],
  },
  mongoose: {
    before: `import { model, Schema } from 'mongoose'; const User = model('User', new Schema({}));`,
    queries: [
      ['User.find()', ''],
      ['User.find({ a: 1 }).sort(a).skip(5).limit(5).lean()', 'filter limit offset order'],
      ['User.find({ a: 1 }, null, { limit: 5 })', 'filter limit'],
      ["User.find().where('a').gt(5).populate('posts')", 'filter relations'],
      ['User.findById(1)', 'unique'],
      ['User.aggregate([{ $match: { a: 1 } }]).limit(5)', 'filter limit'],
    ],
  },
};

describe('the clauses of a query', () => {
  it.each(
    Object.entries(QUERIES).flatMap(([library, { before, queries }]) =>
      queries.map(([code, clauses]) => [library, code, clauses, before] as const),
    ),
  )('%s: %s', (_, code, clauses, before) => {
    const { project, calls } = tempProject({ 'main.ts': `${before} await ${code};` }).analyse('main.ts');
    const call = calls('query').at(-1)!;
    const { has } = factsOf(project, call);
    const found = CLAUSES.map((clause) => [clause, has(clause)]).filter(([, presence]) => presence !== 'absent');
    expect(found.map(([clause, presence]) => (presence === 'unknown' ? `${clause}?` : clause)).join(' ')).toBe(clauses);
  });
});
