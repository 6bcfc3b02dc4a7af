import { describe, expect, it } from 'vitest';
import type { Clause } from '../../../src/models/model.js';
import { factsOf, limitOf } from '../../../src/analysis/queries/clauses.js';
import { tableNames } from '../../../src/analysis/queries/table.js';
import type { FileAnalysis } from '../../../src/analysis/file.js';
import type { ResolvedCall } from '../../../src/analysis/calls.js';
import { tempProject } from '../../support/temp-project.js';

const PG = `import { Pool } from 'pg'; const pool = new Pool();\n`;
const PRISMA = `import { PrismaClient } from '@prisma/client'; const prisma = new PrismaClient();\n`;
const KNEX = `import knex from 'knex'; const db = knex({ client: 'pg' });\n`;
const TYPEORM = `import { DataSource, type Repository, type SelectQueryBuilder } from 'typeorm'; declare const users: Repository<User>;\n`;
const MONGO = `import { MongoClient } from 'mongodb'; const db = new MongoClient('x').db();\n`;
const DRIZZLE = `import { drizzle } from 'drizzle-orm/node-postgres'; import { users } from './schema.js'; const db = drizzle('x');\n`;

/** The last query of a file. */
function query(code: string, files: Record<string, string> = {}): { file: FileAnalysis; call: ResolvedCall } {
  const file = tempProject({ ...files, 'main.ts': code }).analyse('main.ts');
  const call = file.calls('query').at(-1);
  if (!call) throw new Error('There is no query.');
  return { file, call };
}

function has(code: string, clause: Clause): string {
  const { file, call } = query(code);
  return factsOf(file.project, call).has(clause);
}

describe('a clause is present, absent or unknown', () => {
  it.each<[string, Clause, string, string]>([
    ['options', 'filter', 'present', `${PRISMA}await prisma.user.findMany({ where: { id } });`],
    ['no options', 'filter', 'absent', `${PRISMA}await prisma.user.findMany();`],
    ['empty options', 'filter', 'absent', `${PRISMA}await prisma.user.findMany({ where: {} });`],
    ['options that are filled later', 'filter', 'present', `${PRISMA}const where = {}; if (q) where.name = q; await prisma.user.findMany({ where });`],
    ['undefined', 'filter', 'absent', `${PRISMA}await prisma.user.findMany({ where: undefined });`],
    ['spread constants', 'limit', 'present', `${PRISMA}const PAGE = { take: 5 }; await prisma.user.findMany({ ...PAGE });`],
    ['a parameter', 'filter', 'unknown', `${PRISMA}export const list = (args) => prisma.user.findMany(args);`],
    ['a parameter spread', 'limit', 'unknown', `${PRISMA}export const list = (args) => prisma.user.findMany({ where: {}, ...args });`],
    ['positional options', 'filter', 'present', `${TYPEORM}await users.findBy({ id });`],
    ['a link', 'filter', 'present', `${KNEX}await db('users').where({ id });`],
    ['no such link', 'filter', 'absent', `${KNEX}await db('users').select('id');`],
    ['a link that may add any', 'filter', 'unknown', `${KNEX}await db('users').modify(active);`],
    ['a statement on the variable', 'limit', 'present', `${KNEX}const query = db('users'); query.limit(5); await query;`],
    ['a condition on the variable', 'filter', 'present', `${KNEX}let query = db('users'); if (q) query = query.where({ q }); await query;`],
    ['other statements on the client', 'filter', 'absent', `${KNEX}await db('users').where({ id }); await db('posts').select();`],
    ['a variable given to a function', 'filter', 'unknown', `${KNEX}const query = db('users'); narrow(query); await query;`],
    ['a builder that is passed in', 'filter', 'unknown', `${TYPEORM}export const run = (query: SelectQueryBuilder<User>) => query.getMany();`],
    ['a builder of another function', 'filter', 'unknown', `${TYPEORM}function begin() { const query = users.createQueryBuilder(); query.where('x'); return query; } const query = begin(); await query.getMany();`],
    ['a builder in a field', 'filter', 'unknown', `${TYPEORM}class Users { query = users.createQueryBuilder('u'); list() { return this.query.getMany(); } }`],
    ['find options on a builder', 'limit', 'present', `${TYPEORM}await users.createQueryBuilder('u').setFindOptions({ take: 5 }).getMany();`],
    ['a cursor', 'filter', 'absent', `${MONGO}await db.collection('users').find({}).toArray();`],
    ['a pipeline', 'filter', 'present', `${MONGO}await db.collection('users').aggregate([{ $match: { a } }, { $sort: { a: 1 } }]).toArray();`],
    ['a pipeline without', 'filter', 'absent', `${MONGO}await db.collection('users').aggregate([{ $sort: { a: 1 } }]).toArray();`],
    ['a pipeline that grows', 'filter', 'unknown', `${MONGO}const stages = [{ $sort: { a: 1 } }]; stages.push(extra); await db.collection('users').aggregate(stages).toArray();`],
    ['SQL', 'filter', 'present', `${PG}await pool.query('SELECT * FROM users WHERE id = $1', [id]);`],
    ['SQL without', 'limit', 'absent', `${PG}await pool.query('SELECT * FROM users WHERE id = $1', [id]);`],
    ['SQL with an open part', 'filter', 'unknown', `${PG}await pool.query('SELECT * FROM users ' + where);`],
    ['SQL that is not in view', 'filter', 'unknown', `${PG}await pool.query(text);`],
    ['SQL in an object', 'limit', 'present', `${PG}await pool.query({ text: 'SELECT * FROM users LIMIT 5' });`],
  ])('%s: %s is %s', (_, clause, expected, code) => {
    expect(has(code, clause)).toBe(expected);
  });
});

describe('the table', () => {
  it.each([
    ['users', `${PG}await pool.query('SELECT * FROM users');`],
    ['user', `${PRISMA}await prisma.user.findMany();`],
    ['users', `${KNEX}await db('users').select();`],
    ['users', `${TYPEORM}await users.find();`],
    ['users', `${DRIZZLE}await db.select().from(users);`],
  ])('%s', (expected, code) => {
    const { file, call } = query(code, { 'schema.ts': `export const users = table('users');` });
    expect(tableNames(file.project, call)).toContain(expected);
  });
});

describe('the word for a limit', () => {
  it.each([
    ['LIMIT', `${PG}await pool.query('SELECT * FROM users');`],
    ['take', `${PRISMA}await prisma.user.findMany();`],
    ['limit()', `${KNEX}await db('users').select();`],
    ['limit()', `${MONGO}await db.collection('users').find().toArray();`],
  ])('%s', (expected, code) => {
    const { file, call } = query(code);
    expect(limitOf(file.project, call)).toBe(expected);
  });
});
