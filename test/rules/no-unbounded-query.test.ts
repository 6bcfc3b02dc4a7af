import rule from '../../rules/no-unbounded-query.js';
import { runFixtures, runRule } from '../support/rule-tester.js';

const PG = `import { Pool } from 'pg'; const pool = new Pool();\n`;
const PRISMA = `import { PrismaClient } from '@prisma/client'; const prisma = new PrismaClient();\n`;
const KNEX = `import knex from 'knex'; const db = knex({ client: 'pg' });\n`;
const TYPEORM = `import type { Repository, SelectQueryBuilder } from 'typeorm'; import { In } from 'typeorm'; declare const users: Repository<User>;\n`;
const MONGOOSE = `import mongoose from 'mongoose'; const User = mongoose.model('User', schema);\n`;
const REDIS = `import Redis from 'ioredis'; const redis = new Redis();\n`;
const LISTS = { lists: true };
const RELATIONS = { relations: true };
const SCHEMA = {
  'prisma/schema.prisma': 'model User {\n  id Int @id\n  tags String[]\n  posts Post[]\n  team Team? @relation(fields: [teamId], references: [id])\n}\nmodel Post {\n  id Int @id\n}\nmodel Team {\n  id Int @id\n  members User[]\n}\n',
};
const ENTITIES = `import { ManyToOne, OneToMany, type Repository } from 'typeorm';\nclass Post {}\nclass Team { @OneToMany(() => User, (user) => user.team) members: User[]; }\nclass User { @OneToMany(() => Post, (post) => post.user) posts: Post[]; @ManyToOne(() => Team, (team) => team.members) team: Team; }\n`;

runRule(rule, {
  valid: [
    { name: 'a lower bound beside the owner', code: `import { createClient } from '@supabase/supabase-js'; const db = createClient(url, key); await db.from('transactions').select('id').eq('team_id', team).gte('date', day);`, options: LISTS },
    { name: 'a filter', code: `${PRISMA}await prisma.user.findMany({ where: { active: true } });` },
    { name: 'a limit', code: `${PRISMA}await prisma.user.findMany({ take: 100 });` },
    { name: 'options that are not in view', code: `${PRISMA}export const list = (args) => prisma.user.findMany(args);` },
    { name: 'a limit that is passed in', code: `${PRISMA}export const list = (take) => prisma.user.findMany({ take });` },
    { name: 'one row', code: `${PRISMA}await prisma.user.findFirst();` },
    { name: 'a count', code: `${PRISMA}await prisma.user.count();` },
    { name: 'distinct values', code: `${PRISMA}await prisma.user.findMany({ distinct: ['country'] });` },
    { name: 'a small table', code: `${PRISMA}await prisma.country.findMany();` },
    { name: 'a small table of this project', code: `${TYPEORM}declare const planetRepository: Repository<Planet>; await planetRepository.find();`, options: { smallTables: ['planets'] } },
    { name: 'a write', code: `${PRISMA}await prisma.user.deleteMany();` },
    { name: 'an aggregate in SQL', code: `${PG}await pool.query('SELECT count(*) FROM users');` },
    { name: 'groups', code: `${PG}await pool.query('SELECT status, count(*) FROM users GROUP BY status');` },
    { name: 'rows of a function', code: `${PG}await pool.query('SELECT * FROM unnest($1::int[]) i JOIN users u ON u.id = i');` },
    { name: 'the catalogue', code: `${PG}await pool.query('SELECT * FROM information_schema.tables');` },
    { name: 'a statement that is not in view', code: `${PG}await pool.query(statement);` },
    { name: 'clauses that are not in view', code: `${PG}await pool.query(\`SELECT * FROM users \${where}\`);` },
    { name: 'no table', code: `${PG}await pool.query('SELECT 1');` },
    { name: 'a link that limits', code: `${KNEX}await db('users').select().limit(10);` },
    { name: 'a statement that limits', code: `${KNEX}const query = db('users'); if (q) query.where({ q }); query.limit(10); await query;` },
    { name: 'a builder that is passed in', code: `${TYPEORM}export const run = (query: SelectQueryBuilder<User>) => query.getMany();` },
    { name: 'a builder that callers go on with', code: `${KNEX}const all = () => db('users'); export const one = (id) => all().where({ id });` },
    { name: 'a stream', code: `import { MongoClient } from 'mongodb'; const db = new MongoClient('x').db(); for await (const user of db.collection('users').find()) print(user);` },
    { name: 'a pipeline with groups', code: `${MONGOOSE}await User.aggregate([{ $group: { _id: '$country' } }]);` },
    { name: 'filtered rows that are used', code: `${PRISMA}const users = await prisma.user.findMany({ where: { active: true } }); print(users.length, users);` },
    { name: 'a test for any row', code: `${PRISMA}const users = await prisma.user.findMany({ where: { email } }); if (users.length > 0) throw new Error('taken');` },
    { name: 'ids that are all there', code: `${PRISMA}const found = await prisma.user.findMany({ where: { id: { in: ids } } }); export const ok = found.length === ids.length;` },
    { name: 'a key in steps', code: `${REDIS}for await (const keys of redis.scanStream({ match: 'a*' })) print(keys);` },
    { name: 'a list by owner', code: `${PRISMA}export const list = (userId) => prisma.post.findMany({ where: { userId } });` },
    { name: 'a unique key', code: `${PRISMA}export const list = (id) => prisma.post.findMany({ where: { id } });`, options: LISTS },
    { name: 'a pair of keys', code: `${PRISMA}export const list = (userId, teamId) => prisma.member.findMany({ where: { userId, teamId } });`, options: LISTS },
    { name: 'a range', code: `${PG}await pool.query('SELECT * FROM posts WHERE user_id = $1 AND created_at > $2', [a, b]);`, options: LISTS },
    { name: 'a list of owners', code: `${TYPEORM}export const list = (ids) => users.findBy({ teamId: In(ids) });`, options: LISTS },
    { name: 'a builder that callers of a getter go on with', code: `${KNEX}class Reader { get rows() { return this.isOwner ? db('mine') : db('users'); } }` },
    { name: 'a list by owner of a table that stays short', code: `${PRISMA}export const list = (teamId) => prisma.domain.findMany({ where: { teamId } });`, options: LISTS },
    { name: 'relations, unless asked', code: `${PRISMA}await prisma.user.findMany({ where: { active: true }, include: { posts: true } });`, files: SCHEMA },
    { name: 'a relation with a limit, one to a single row, and a count', code: `${PRISMA}await prisma.user.findMany({ where: { active: true }, include: { posts: { take: 5 }, team: true, _count: true } });`, files: SCHEMA, options: RELATIONS },
    { name: 'a relation that is switched off, and columns', code: `${PRISMA}await prisma.user.findMany({ where: { active: true }, select: { posts: false, tags: true } });`, files: SCHEMA, options: RELATIONS },
    { name: 'a relation that no schema shows', code: `${PRISMA}await prisma.user.findMany({ where: { active: true }, include: { posts: true } });`, options: RELATIONS },
    { name: 'a relation to one row of an entity', code: `${ENTITIES}export const one = (users: Repository<User>, id) => users.find({ where: { id }, relations: { team: true } });`, options: RELATIONS },
    { name: 'find of an array', code: `${PRISMA}export const one = (users) => users.find();` },
  ],
  invalid: [
    {
      name: 'a relation to many rows, by the schema',
      code: `${PRISMA}export const one = (id) =>\n  prisma.user.findUnique({ where: { id }, include: {\n    posts: true,\n    team: { select: {\n      members: { where: { active: true } } } } } });`,
      files: SCHEMA,
      options: RELATIONS,
      errors: [
        {
          messageId: 'unboundedRelation',
          line: 4,
          message:
            '`user.findUnique` takes all rows of `posts` along for each row that it reads: the row with the most of them makes the answer huge. Read them in a query of their own, a page at a time, or limit them with `take`.',
        },
        { messageId: 'unboundedRelation', line: 6, data: { path: 'team.members' } },
      ],
    },
    {
      name: 'relations to many rows, by decorators',
      code: `${ENTITIES}export const a = (users: Repository<User>, id) =>\n  users.findOne({ where: { id }, relations: { posts: true } });\nexport const b = (users: Repository<User>, id) =>\n  users.findOne({ where: { id }, relations: ['team', 'team.members'] });`,
      options: RELATIONS,
      errors: [
        { messageId: 'unboundedRelation', line: 6, data: { path: 'posts' }, message: 'a page at a time.' },
        { messageId: 'unboundedRelation', line: 8, data: { path: 'team.members' } },
      ],
    },
    {
      name: 'no options',
      code: `${PRISMA}const users = await prisma.user.findMany();`,
      errors: [
        {
          messageId: 'wholeTable',
          line: 2,
          column: 21,
          message:
            '`user.findMany` reads every row of `user`: with each row that is added it takes longer and needs more memory, until it ends the process. Narrow it by a filter, or read a page at a time with `take`.',
        },
      ],
    },
    { name: 'an empty filter', code: `${PRISMA}await prisma.user.findMany({ where: {}, orderBy: { name: 'asc' } });`, errors: [{ messageId: 'wholeTable', line: 2 }] },
    { name: 'a repository', code: `${TYPEORM}const all = await users.find({ relations: { posts: true } });`, errors: [{ messageId: 'wholeTable', line: 2, data: { table: '`users`', limit: '`take`' } }] },
    { name: 'a builder', code: `${TYPEORM}const all = await users.createQueryBuilder('u').orderBy('u.name').getMany();`, errors: [{ messageId: 'wholeTable', line: 2, data: { limit: '`limit()`' } }] },
    { name: 'a builder in steps', code: `${KNEX}const query = db('users').select('id'); query.orderBy('id'); await query;`, errors: [{ messageId: 'wholeTable', line: 2, data: { table: '`users`' } }] },
    { name: 'a builder that a function returns', code: `${KNEX}const all = () => db('users').select('id'); await all();`, errors: [{ messageId: 'wholeTable', line: 2 }] },
    { name: 'a model', code: `${MONGOOSE}const all = await User.find().sort('name').lean();`, errors: [{ messageId: 'wholeTable', line: 2, data: { call: '`Model.find`' } }] },
    { name: 'a model with an empty filter', code: `${MONGOOSE}const all = await User.find({}, 'name');`, errors: [{ messageId: 'wholeTable', line: 2 }] },
    { name: 'a pipeline', code: `${MONGOOSE}const all = await User.aggregate([{ $sort: { name: 1 } }]);`, errors: [{ messageId: 'wholeTable', line: 2 }] },
    { name: 'SQL, at the statement', code: `${PG}const { rows } = await pool.query(\n  'SELECT * FROM users u JOIN posts p ON p.user_id = u.id ORDER BY u.id');`, errors: [{ messageId: 'wholeTable', line: 3, data: { table: '`users`', limit: '`LIMIT`' } }] },
    { name: 'a tagged template', code: `import postgres from 'postgres'; const sql = postgres();\nconst users = await sql\`SELECT * FROM users\`;`, errors: [{ messageId: 'wholeTable', line: 2 }] },
    { name: 'all keys', code: `${REDIS}const keys = await redis.keys('session:*');`, errors: [{ messageId: 'wholeKeyspace', line: 2, message: '`Redis.keys` walks all keys, and the server answers nobody meanwhile. Go in steps: `scanStream()`.' }] },
    { name: 'rows that are only counted', code: `${PRISMA}const posts = await prisma.post.findMany({ where: { userId } });\nexport const total = posts.length;`, errors: [{ messageId: 'countInMemory', line: 2 }] },
    { name: 'rows that are counted at once', code: `${MONGOOSE}export const count = async (teamId) => (await User.find({ teamId })).length;`, errors: [{ messageId: 'countInMemory', line: 2 }] },
    {
      name: 'a list by owner',
      code: `${PRISMA}export const list = (userId) => prisma.post.findMany({ where: { userId } });`,
      options: LISTS,
      errors: [{ messageId: 'unboundedList', line: 2, message: '`post.findMany` reads all rows that one `userId` has' }],
    },
    { name: 'a list by relation', code: `${TYPEORM}export const list = (id) => users.find({ where: { team: { id } } });`, options: { ...LISTS, growingTables: ['users'] }, errors: [{ messageId: 'unboundedList', line: 2 }] },
    { name: 'a list in SQL', code: `${PG}await pool.query('SELECT * FROM posts WHERE user_id = $1 AND NOT deleted', [id]);`, options: LISTS, errors: [{ messageId: 'unboundedList', line: 2, data: { key: '`user_id`' } }] },
    { name: 'a list of a builder', code: `${KNEX}await db('posts').where('user_id', id);`, options: LISTS, errors: [{ messageId: 'unboundedList', line: 2, data: { key: '`user_id`', limit: '`limit()`' } }] },
  ],
});

runFixtures(rule);
