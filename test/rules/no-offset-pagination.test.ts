import rule from '../../rules/no-offset-pagination.js';
import { runFixtures, runRule } from '../support/rule-tester.js';

const PG = `import { Pool } from 'pg'; const pool = new Pool();\n`;
const PRISMA = `import { PrismaClient } from '@prisma/client'; const prisma = new PrismaClient();\n`;
const KNEX = `import knex from 'knex'; const db = knex({ client: 'pg' });\n`;
const MONGOOSE = `import mongoose from 'mongoose'; const User = mongoose.model('User', schema);\n`;
const EVERYWHERE = { everywhere: true };

runRule(rule, {
  valid: [
    { name: 'no offset', code: `${PRISMA}export const list = (take) => prisma.user.findMany({ take });`, options: EVERYWHERE },
    { name: 'nothing is skipped', code: `${PRISMA}await prisma.user.findMany({ skip: 0, take: 10 });`, options: EVERYWHERE },
    { name: 'always the same number', code: `${PRISMA}const SKIPPED = 1; await prisma.user.findMany({ skip: SKIPPED, take: 1 });`, options: EVERYWHERE },
    { name: 'a function that is allowed', code: `${PRISMA}export const list = (skip) => prisma.user.findMany({ skip, take: 10 });`, options: { ...EVERYWHERE, allow: [{ from: 'file', name: 'list' }] } },
    { name: 'a page that every caller passes as the first', code: `${PRISMA}const list = (page, size) => prisma.user.findMany({ skip: (page - 1) * size, take: size }); export const newest = () => list(1, 10); export const latest = () => list(1, 1);`, options: EVERYWHERE },
    { name: 'a page that every caller leaves out', code: `${PRISMA}const SIZE = 10; const list = (owner, page) => prisma.order.findMany({ where: { owner }, skip: page ? page * SIZE : undefined }); export const all = (owner) => list(owner);`, options: EVERYWHERE },
    { name: 'the same in the text of a statement', code: `import { Pool } from 'pg'; const pool = new Pool(); class Users { find(page = 1, size) { const text = \`SELECT * FROM users ORDER BY id LIMIT \${size} OFFSET \${(page - 1) * size}\`; return pool.query(text); } newest() { return this.find(1, 10); } }`, options: EVERYWHERE },
    { name: 'an adapter that hands its parameter on', code: `import type { SelectQueryBuilder } from 'typeorm'; export class Query { constructor(private readonly query: SelectQueryBuilder<User>) {} skip(count: number) { this.query.skip(count); return this; } }`, options: EVERYWHERE },
    { name: 'an adapter that adds a given option to its builder', code: `import type { SelectQueryBuilder } from 'typeorm'; export class Query { constructor(private readonly query: SelectQueryBuilder<object>) {} with(options) { const { skip, take } = options; if (skip) { this.query.offset(skip); } return this; } }`, options: EVERYWHERE },
    { name: 'a cursor takes over', code: `import { Model } from 'sequelize'; export class User extends Model { static async batches(rest, cursor, offset) { let skipped = offset ?? 0; while (true) { const rows = await this.findAll({ offset: skipped, limit: 10, where: cursor ? { ...rest, ...cursor } : rest }); cursor = after(rows); skipped = 0; } } }`, options: EVERYWHERE },
    { name: 'a cursor that is added to the filter', code: `${PRISMA}export function list(shop, size, offset, cursor) { const where = { shop }; if (cursor) { where.id = { lt: cursor }; } return prisma.order.findMany({ where, take: size, skip: offset }); }`, options: EVERYWHERE },
    { name: 'a table that stays small', code: `${PRISMA}export const list = (page) => prisma.webhook.findMany({ skip: page * 10, take: 10 });`, options: EVERYWHERE },
    { name: 'a list that people keep by hand', code: `${PRISMA}export const list = (page) => prisma.workspaceVariable.findMany({ skip: page * 10, take: 10 });`, options: EVERYWHERE },
    { name: 'the row of a cursor', code: `${PRISMA}export const list = (id) => prisma.user.findMany({ take: 10, cursor: { id }, skip: 1 });`, options: EVERYWHERE },
    { name: 'the row of a cursor, if there is one', code: `${PRISMA}export const list = (id) => prisma.user.findMany({ take: 10, skip: id ? 1 : 0, ...(id && { cursor: { id } }) });`, options: EVERYWHERE },
    { name: 'a cursor or a page', code: `${PRISMA}export const list = (id, page) => prisma.user.findMany({ ...(id ? { cursor: { id }, skip: 1 } : { skip: page * 10 }) });`, options: EVERYWHERE },
    { name: 'a constant in SQL', code: `${PG}await pool.query('SELECT * FROM t ORDER BY id LIMIT 1 OFFSET 1');`, options: EVERYWHERE },
    { name: 'a column of that name', code: `${PG}await pool.query('SELECT "offset" FROM t WHERE "offset" > $1', [n]);`, options: EVERYWHERE },
    { name: 'keyset paging', code: `${PG}await pool.query('SELECT * FROM t WHERE id > $1 ORDER BY id LIMIT $2', [id, n]);`, options: EVERYWHERE },
    { name: 'options that are passed in whole', code: `${PRISMA}export const list = (args) => prisma.user.findMany(args);`, options: EVERYWHERE },
    { name: 'skip of something else', code: `${PRISMA}export const rest = (rows, n) => rows.skip(n);`, options: EVERYWHERE },
    { name: 'nothing in view waits for it', code: `${PRISMA}export const list = (page) => prisma.user.findMany({ skip: page * 10, take: 10 });` },
    { name: 'a job', code: `${PRISMA}setInterval(async () => { await prisma.user.findMany({ skip: done, take: 10 }); done += 10; }, 1000); let done = 0;` },
  ],
  invalid: [
    {
      name: 'a page that one caller takes from elsewhere',
      code: `${PRISMA}const list = (page) =>\n  prisma.user.findMany({ skip: (page - 1) * 10, take: 10 });\nexport const newest = () => list(1);\nexport const more = (page) => list(page);`,
      options: EVERYWHERE,
      errors: [{ messageId: 'offsetPagination', line: 3 }],
    },
    {
      name: 'a page that its function counts up',
      code: `${PRISMA}async function all(page) {\n  for (;; page++) await prisma.user.findMany({ skip: page * 10, take: 10 });\n}\nexport const run = () => all(0);`,
      options: EVERYWHERE,
      errors: [{ messageId: 'offsetPagination', line: 3 }],
    },
    {
      name: 'a function that is passed on by name',
      code: `${PRISMA}const list = (page) =>\n  prisma.user.findMany({ skip: page * 10, take: 10 });\nexport const newest = () => list(0);\nexport const more = (pages) => pages.map(list);`,
      options: EVERYWHERE,
      errors: [{ messageId: 'offsetPagination', line: 3 }],
    },
    {
      name: 'a builder of a field that runs here',
      code: `import type { SelectQueryBuilder } from 'typeorm';\nexport class Query { constructor(private readonly query: SelectQueryBuilder<object>) {} list(skip) {\nreturn this.query.offset(skip).getMany(); } }`,
      options: EVERYWHERE,
      errors: [{ messageId: 'offsetPagination', line: 3 }],
    },
    {
      name: 'options',
      code: `${PRISMA}export const list = (page) =>\n  prisma.user.findMany({\n    skip: (page - 1) * 10,\n    take: 10,\n  });`,
      options: EVERYWHERE,
      errors: [
        {
          messageId: 'offsetPagination',
          line: 4,
          column: 11,
          message: "The deeper the page, the slower `user.findMany`",
        },
      ],
    },
    {
      name: 'a shorthand',
      code: `${PRISMA}export const list = (skip, take) => prisma.user.findMany({ skip, take });`,
      options: EVERYWHERE,
      errors: [{ messageId: 'offsetPagination', line: 2, message: 'Continue after the last row instead: `findMany({' }],
    },
    { name: 'a default', code: `${PRISMA}export const list = ({ skip }) => prisma.user.findMany({ skip: skip ?? 0 });`, options: EVERYWHERE, errors: [{ messageId: 'offsetPagination', line: 2 }] },
    { name: 'a condition', code: `${PRISMA}export const list = (page) => prisma.user.findMany({ take: 9, ...(page && { skip: page * 9 }) });`, options: EVERYWHERE, errors: [{ messageId: 'offsetPagination', line: 2 }] },
    { name: 'assigned later', code: `${PRISMA}export function list(page) {\n  const options = { take: 9 };\n  options.skip = page * 9;\n  return prisma.user.findMany(options);\n}`, options: EVERYWHERE, errors: [{ messageId: 'offsetPagination', line: 4 }] },
    { name: 'a counter', code: `${PRISMA}let skip = 0;\nwhile (true) { await prisma.user.findMany({ skip, take: 9 }); skip += 9; }`, options: EVERYWHERE, errors: [{ messageId: 'offsetPagination', line: 3 }] },
    { name: 'a link', code: `${KNEX}export const list = (page) => db('users').orderBy('id').limit(10)\n  .offset(page * 10);`, options: EVERYWHERE, errors: [{ messageId: 'offsetPagination', line: 3, column: 11 }] },
    {
      name: 'a helper for builders, at the helper',
      code: `import type { SelectQueryBuilder } from 'typeorm';\nexport function paginate(query: SelectQueryBuilder<unknown>, page: number) {\n  return query.skip(page * 10).take(10);\n}`,
      options: EVERYWHERE,
      errors: [{ messageId: 'offsetPagination', line: 3 }],
    },
    { name: 'mongoose', code: `${MONGOOSE}export const list = (page) => User.find().sort('name').skip(page * 10).limit(10);`, options: EVERYWHERE, errors: [{ messageId: 'offsetPagination', line: 2, message: 'find({ _id: { $gt: lastId } }).sort({ _id: 1 }).limit(limit)' }] },
    { name: 'a stage of a pipeline', code: `${MONGOOSE}export const list = (page) => User.aggregate([{ $sort: { a: 1 } },\n  { $skip: page * 10 }, { $limit: 10 }]);`, options: EVERYWHERE, errors: [{ messageId: 'offsetPagination', line: 3 }] },
    { name: 'SQL with a parameter', code: `${PG}export const list = (page) => pool.query('SELECT * FROM t ORDER BY id LIMIT 10 OFFSET $1', [page * 10]);`, options: EVERYWHERE, errors: [{ messageId: 'offsetPagination', line: 2, column: 42 }] },
    { name: 'SQL with a template', code: `${PG}export const list = (page) => pool.query(\`SELECT * FROM t LIMIT 10 OFFSET \${page * 10}\`);`, options: EVERYWHERE, errors: [{ messageId: 'offsetPagination', line: 2 }] },
    { name: 'a tagged template', code: `import postgres from 'postgres'; const sql = postgres();\nexport const list = (page) => sql\`SELECT * FROM t LIMIT 10 OFFSET \${page}\`;`, options: EVERYWHERE, errors: [{ messageId: 'offsetPagination', line: 2 }] },
    {
      name: 'MySQL',
      code: `import mysql from 'mysql2/promise'; const pool = mysql.createPool({});\nexport const list = (a, b) => pool.execute('SELECT * FROM t LIMIT ?, ?', [a, b]);`,
      options: EVERYWHERE,
      errors: [{ messageId: 'offsetPagination', line: 2, message: '`WHERE id > ? ORDER BY id LIMIT ?`' }],
    },
    {
      name: 'a route waits for it, two files away',
      code: `${PRISMA}export const list = (page) => prisma.user.findMany({ skip: page * 10, take: 10 });`,
      files: {
        'service.ts': `import { list } from './main.js'; export const users = (page) => list(page);`,
        'app.ts': `import express from 'express'; import { users } from './service.js'; express().get('/', async (request, response) => response.json(await users(request.query.page)));`,
      },
      errors: [{ messageId: 'offsetPagination', line: 2 }],
    },
  ],
});

runFixtures(rule);
