import { describe, expect, it } from 'vitest';
import rule, { type QueryInLoopEvidence } from '../../rules/no-query-in-loop.js';
import { runFixtures, runRule } from '../support/rule-tester.js';
import { tempProject } from '../support/temp-project.js';

const PG = `import { Pool } from 'pg'; const pool = new Pool();\n`;
const PRISMA = `import { PrismaClient } from '@prisma/client'; const prisma = new PrismaClient();\n`;
const REDIS = `import Redis from 'ioredis'; const redis = new Redis();\n`;
const SELECT = `pool.query('SELECT * FROM users WHERE id = $1', [id])`;
const UPDATE = `pool.query('UPDATE users SET seen = now() WHERE id = $1', [id])`;
const DRIZZLE = `import { and, eq, exists } from 'drizzle-orm'; import { drizzle } from 'drizzle-orm/node-postgres'; const db = drizzle(process.env.DATABASE_URL);\nconst ordersOf = (user) => db.select().from(orders).where(eq(orders.user, user));\n`;
const LAZY = `import { Entity, OneToMany, Repository } from 'typeorm';\n@Entity() class Post { id: number }\n@Entity() class User {\n  @OneToMany(() => Post, (post) => post.author) posts: Promise<Post[]>;\n  @OneToMany(() => Post, (post) => post.editor) edited: Post[];\n}\n`;
const GRAPHQL = { 'package.json': '{ "name": "api", "type": "module", "dependencies": { "graphql": "^16.0.0" } }' };
const WRITES = { writes: true };
const WORK = { work: true };
const RESOLVERS = { resolvers: true };
const ROWS = { anyList: false };

runRule(rule, {
  valid: [
    { name: 'one query for all', code: `${PG}export const load = (ids) => pool.query('SELECT * FROM users WHERE id = ANY($1)', [ids]);` },
    { name: 'no query at all', code: `export async function load(ids) { for (const id of ids) await read(id); }` },
    { name: 'a find of an array', code: `${PG}export const load = (ids, users) => ids.map((id) => users.find((user) => user.id === id));` },
    { name: 'a get of a map', code: `${PG}export function load(ids) { const users = new Map(); for (const id of ids) users.get(id); }` },
    { name: 'a constant list', code: `${PG}for (const id of ['a', 'b']) await ${SELECT};` },
    { name: 'a list that another module gives under a name in capitals', code: `${PG}import { HOOKS } from './secrets.js';\nexport async function all() { for (const id of HOOKS) await ${SELECT}; }`, files: { 'secrets.ts': `let hooks = [];\nfor (const hook of JSON.parse(process.env.HOOKS)) hooks.push(hook);\nexport const HOOKS = hooks;` } },
    { name: 'the one key that is meant', code: `${PG}export async function all(changes, id) { for (const key of Object.keys(changes)) { if (key === 'state') { note(); } else if (key === 'assignee') { await ${SELECT}; } } }` },
    { name: 'for the one kind of a list of kinds, whatever the element', code: `${PG}export async function can(asked, id) { for (const [action, section] of asked) { if (section === Section.Channels) { const { rows } = await ${SELECT}; allow(action, rows); } } }` },
    { name: 'pages that a loop inside counts', code: `${PG}export async function all(total) { let done = 0; while (done < total) { const { rows } = await pool.query('SELECT id FROM t WHERE fixed IS NULL LIMIT 50'); for (const row of rows) { repair(row); done++; } } }` },
    { name: 'a read in a transaction of its own, which may lock the row', code: `${PRISMA}export async function all(ids) { for (const id of ids) { await prisma.$transaction(async (tx) => { const user = await tx.user.findFirst({ where: { id } }); mark(user); }); } }` },
    { name: 'reads that one transaction sends', code: `${PRISMA}export const load = (names) => prisma.$transaction(names.map((name) => prisma.user.findFirst({ where: { name } })));\nexport async function again(names) { const reads = names.map((name) => prisma.user.findFirst({ where: { name } })); return prisma.$transaction(reads); }` },
    { name: 'a function that is called for what it changes', code: `${PG}import { post } from './chat.js';\nasync function sendMessages(id) { const { rows } = await ${SELECT}; await post(rows); }\nexport async function all(ids) { for (const id of ids) await sendMessages(id); }` },
    { name: 'a clock', code: `${PG}import { setInterval } from 'node:timers/promises';\nexport async function watch() { for await (const _ of setInterval(1000)) { await pool.query('SELECT 1'); } }` },
    { name: 'once per group, with an object that the turn has filled', code: `import { MongoClient } from 'mongodb'; const db = new MongoClient('x').db();\nexport async function load(byShard) { for (const [id, names] of byShard.entries()) { const projection = { _id: 0 }; for (const name of names) projection[name] = 1; use(await db.collection('t').findOne({ id }, { projection })); } }` },
    { name: 'in the first turn alone', code: `${PG}export async function all(ids) { const made = []; for (const id of ids) { made.push(id); if (made.length === 1) { await ${SELECT}; } } }` },
    { name: 'find of a collection that is chosen', code: `import { model } from 'mongoose'; const models = { user: model('User'), group: model('Group') };\nexport const all = (kind, filter) => models[kind].find(filter);` },
    { name: 'a cursor over keys', code: `${REDIS}export async function sweep(groups) { for (const group of groups) { let cursor = '0'; do { const [next, keys] = await redis.scan(cursor, 'MATCH', group); cursor = next; forget(keys); } while (cursor !== '0'); } }` },
    { name: 'a comment that says it spares the server', code: `${REDIS}export async function load(keys) {\n  // Use sequential processing to avoid overwhelming the server\n  for (const key of keys) use(await redis.get(key));\n}` },
    {
      name: 'fields of an object that only holds them',
      code: `${PG}import { Args, ResolveField, Resolver } from '@nestjs/graphql';\n@Resolver() class Infra {\n  @ResolveField() usersCount() { return pool.query('SELECT count(*) FROM users'); }\n  @ResolveField() members(@Args() id: string) { return ${SELECT}; }\n}`,
      options: RESOLVERS,
    },
    {
      name: 'the same in a map of resolvers',
      code: `${PG}export const resolvers = { Query: { infra: () => ({}) }, Infra: { usersCount: () => pool.query('SELECT count(*) FROM users'), members: (_, { id }) => ${SELECT} } };`,
      files: GRAPHQL,
      options: RESOLVERS,
    },
    { name: 'a builder that functions add to', code: `import knex from 'knex'; const db = knex({}); const only = (query, { name, value }) => query.where(name, value);\nexport async function count(filters) { let query = db('users').count(); filters.forEach((filter) => { query = only(query, filter); }); return query; }` },
    { name: 'a list that may be short, where only rows are asked for', code: `${PG}export async function all(ids) { for (const id of ids) use(await ${SELECT}); }`, options: ROWS },
    { name: 'turns that are counted, where only rows are asked for', code: `${PG}export async function all(quantity) { for (let id = 0; id < quantity; id++) use(await ${SELECT}); }`, options: ROWS },
    { name: 'a sign of life', code: `import { Client } from '@opensearch-project/opensearch'; const open = async (node) => { const client = new Client({ node }); await client.ping(); return client; };\nexport async function all(nodes) { for (const node of nodes) use(await open(node)); }` },
    { name: 'a command that a person runs', code: `${PG}if (process.argv.length !== 3) process.exit(1);\nfor (const id of process.argv[2].split(',')) await ${SELECT};` },
    { name: 'a helper that passes its callback on to itself', code: `${PG}async function deep(items, run) { await deep(items.slice(1), async (item) => { await run(item); }); }\nexport const load = (ids) => deep(ids, async (id) => { await ${SELECT}; });` },
    { name: 'once per group that groupBy made', code: `${PG}import groupBy from 'lodash/groupBy.js';\nexport async function all(orders) { for (const [{ id }] of Object.values(groupBy(orders, 'shop'))) await ${SELECT}; }` },
    { name: 'types of one thing are a handful', code: `${PG}export async function all(types) { for (const id of types) await ${SELECT}; }` },
    { name: 'phases are a handful', code: `${PG}export async function all(summary) { for (const id of summary.phases) await ${SELECT}; }` },
    { name: 'a call per group that groupBy made', code: `${PG}import groupBy from 'lodash/groupBy.js';\nconst save = ({ rows }) => pool.query('INSERT INTO t SELECT * FROM json_populate_recordset($1)', [rows]);\nexport async function all(orders) { const byShop = groupBy(orders, 'shop'); for (const rows of Object.values(byShop)) await save({ rows }); }`, options: WRITES },
    { name: 'a call per group that is walked', code: `${PG}const save = ({ rows }) => pool.query('INSERT INTO t SELECT * FROM json_populate_recordset($1)', [rows]);\nexport async function all(buffer) { for (const [shop, rows] of buffer.entries()) { if (rows.length === 0) continue; await save({ shop, rows }); } }`, options: WRITES },
    { name: 'a call with a list that the turn has filled', code: `${PG}const save = (shop, rows) => pool.query('INSERT INTO t SELECT * FROM json_populate_recordset($1)', [rows]);\nexport async function all(buffer) { for (const [shop, byName] of buffer.entries()) { const rows = []; for (const row of byName.values()) rows.push(row); await save(shop, rows); } }`, options: WRITES },
    { name: 'mixed work, where only writes are asked for', code: `${PG}async function renew(id) { await ${SELECT}; await fetch('https://a.example'); }\nexport async function all(ids) { for (const id of ids) await renew(id); }`, options: WRITES },
    { name: 'a read that is meant, says a comment above it', code: `${PG}export async function all(ids) { for (const id of ids) {\n// Read again for each one, on purpose: it may have been erased meanwhile.\nconst { rows } = await ${SELECT}; use(rows); } }` },
    { name: 'a loop that is meant, says a comment above it', code: `${PG}export async function all(ids) {\n// One at a time: a page of them does not fit into memory.\nfor (const id of ids) { use(await ${SELECT}); } }` },
    { name: 'a part of a query that a function makes', code: `${DRIZZLE}export function conditions(users) { const found = []; for (const user of users) found.push(exists(ordersOf(user))); return and(...found); }` },
    { name: 'in development alone', code: `${PG}export async function load(ids) { if (process.env.NODE_ENV === 'development') for (const id of ids) await ${SELECT}; }` },
    { name: 'an enum', code: `${PG}enum Kind { A, B } for (const id of Object.values(Kind)) await ${SELECT};` },
    { name: 'chunks', code: `${PG}export async function load(ids) { for (const part of chunk(ids, 100)) await pool.query('SELECT 1 WHERE id = ANY($1)', [part]); }` },
    { name: 'a paging loop', code: `${PG}let last = 0; while (true) { const { rows } = await pool.query('SELECT id FROM t WHERE id > $1 LIMIT 9', [last]); if (!rows.length) break; }` },
    { name: 'polling', code: `${PG}do { await pool.query('SELECT 1'); await sleep(1000); } while (!stopped);` },
    { name: 'a retry', code: `${PG}for (let attempt = 0; attempt < retries; attempt++) { try { await pool.query('SELECT 1'); break; } catch {} }` },
    { name: 'the first that fits, once', code: `${PG}export async function load(ids) { for (const id of ids) { if (fits(id)) return ${SELECT}; } }` },
    { name: 'a memo in the loop', code: `${PG}export async function load(ids) { const users = new Map(); for (const id of ids) { if (!users.has(id)) users.set(id, await ${SELECT}); } }` },
    { name: 'a variable that the first turn fills', code: `${PG}export async function load(ids) { let settings = null; let plan; for (const id of ids) { if (!settings) { settings = await pool.query('SELECT 1 FROM s'); } plan ??= await pool.query('SELECT 1 FROM p'); } }` },
    { name: 'a memo round a call', code: `${PG}const load = (id) => ${SELECT}; export async function all(ids) { const users = new Map(); for (const id of ids) { let user = users.get(id); if (!user) { user = await load(id); users.set(id, user); } } }` },
    { name: 'a function that keeps what it read', code: `${PG}let days; async function retention() { if (days) return days; const { rows } = await pool.query('SELECT days FROM config'); days = rows[0]; return days; } export async function all(ids) { for (const id of ids) await retention(id); }` },
    { name: 'the handler of an error', code: `${PG}export async function load(ids) { for (const id of ids) { try { run(id); } catch { await ${SELECT}; } } }` },
    {
      name: 'messages that are sent in lists, and other commands',
      code: `import { SQSClient, SendMessageBatchCommand, DeleteMessageCommand } from '@aws-sdk/client-sqs';\nconst sqs = new SQSClient({});\nexport async function send(lists, QueueUrl) {\n  for (const Entries of lists) await sqs.send(new SendMessageBatchCommand({ QueueUrl, Entries }));\n  for (const list of lists) await sqs.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle: list.handle }));\n}`,
      options: { writes: true },
    },
    {
      name: 'jobs that nobody asks for by one call',
      code: `import { Queue } from 'bullmq';\nconst mails = new Queue('mails');\nexport async function send(users) {\n  for (const user of users) await mails.add('send', user);\n}`,
    },
    {
      name: 'messages by topic',
      code: `import { Kafka } from 'kafkajs';\nconst producer = new Kafka({ brokers: ['a'] }).producer();\nexport async function send(topics) {\n  for (const { topic, messages } of topics) await producer.send({ topic, messages });\n}`,
      options: { writes: true },
    },
    { name: 'a limited concurrency', code: `${PG}import pLimit from 'p-limit'; const limit = pLimit(5); export const load = (ids) => Promise.all(ids.map((id) => limit(() => ${SELECT})));` },
    { name: 'a data loader', code: `${PG}import DataLoader from 'dataloader'; const users = new DataLoader((ids) => pool.query('SELECT 1 WHERE id = ANY($1)', [ids])); export const load = (ids) => Promise.all(ids.map((id) => users.load(id)));` },
    { name: 'Prisma collects findUnique of one tick', code: `${PRISMA}export const load = (ids) => Promise.all(ids.map((id) => prisma.user.findUnique({ where: { id } })));` },
    { name: 'a pipeline', code: `${REDIS}export async function load(keys) { const pipeline = redis.pipeline(); for (const key of keys) pipeline.get(key); return pipeline.exec(); }` },
    { name: 'keys read at once go out on one connection', code: `${REDIS}export const load = (keys) => Promise.all(keys.map((key) => redis.get(key)));` },
    { name: 'an embedded database has no round trip', code: `import Database from 'better-sqlite3'; const db = new Database('x'); const one = db.prepare('SELECT 1'); export function load(ids) { for (const id of ids) one.get(id); }` },
    { name: 'reading on in a cursor', code: `import { MongoClient } from 'mongodb'; const db = new MongoClient('x').db(); const cursor = db.collection('t').find(); for (const id of ids()) await cursor.next();` },
    { name: 'a part of a query', code: `import knex from 'knex'; const db = knex({}); export function load(ids) { for (const id of ids) parts.push(db('users').select([db.raw('count(*)')]).as(id)); }` },
    { name: 'a method of the same name on something else', code: `${PG}export async function load(ids, cache) { for (const id of ids) await cache.query(id); }` },
    { name: 'what is not followed', code: `${PG}import { memoize } from 'memo'; const load = memoize((id) => ${SELECT}); export const all = (ids) => Promise.all(ids.map((id) => load(id)));` },
    { name: 'writes', code: `${PG}export async function touch(ids) { for (const id of ids) await ${UPDATE}; }` },
    { name: 'reads and writes', code: `${PG}async function touch(id) { await ${SELECT}; await ${UPDATE}; } export async function all(ids) { for (const id of ids) await touch(id); }` },
    { name: 'writes that are meant to be', code: `${PG}export async function touch(ids) {\n  // One by one, so that the trigger fires for each row.\n  for (const id of ids) await ${UPDATE};\n}`, options: WRITES },
    { name: 'a function that is allowed', code: `${PG}const load = (id) => ${SELECT}; export async function all(ids) { for (const id of ids) await load(id); }`, options: { allow: [{ from: 'file', name: 'load' }] } },
    { name: 'a call of a package that is allowed', code: `${PG}export async function all(ids) { for (const id of ids) await ${SELECT}; }`, options: { allow: [{ from: 'package', package: 'pg', name: 'Pool.query' }] } },
    { name: 'a field resolver', code: `${PG}import { ResolveField, Resolver } from '@nestjs/graphql'; @Resolver() class Posts { @ResolveField() author({ id }) { return ${SELECT}; } }` },
    {
      name: 'a field resolver with a data loader',
      code: `import { ResolveField, Resolver } from '@nestjs/graphql'; import DataLoader from 'dataloader'; @Resolver() class Posts { users = new DataLoader(load); @ResolveField() author({ id }) { return this.users.load(id); } }`,
      options: RESOLVERS,
    },
    {
      name: 'a resolver of the root of a map, and a field that is there',
      code: `${PG}export const resolvers = { Query: { author: (_, { id }) => ${SELECT} }, Post: { title: (post) => post.title } };`,
      files: GRAPHQL,
      options: RESOLVERS,
    },
    { name: 'an object that is no map of resolvers', code: `${PG}export const handlers = { Query: 1, post: { author: ({ id }) => ${SELECT} } }; export const other = { Post: { author: ({ id }) => ${SELECT} } };`, files: GRAPHQL, options: RESOLVERS },
    { name: 'a resolver of the root', code: `${PG}import { Query, Resolver } from '@nestjs/graphql'; @Resolver() class Posts { @Query() author(id) { return ${SELECT}; } }`, options: RESOLVERS },
    { name: 'a relation that was loaded with its owner', code: `${LAZY}export async function list(users: User[]) { for (const user of users) show(await user.edited); }` },
    { name: 'a lazy relation of one row', code: `${LAZY}export async function list(user: User) { for (const post of await user.posts) show(post); }` },
    {
      name: 'a getter that reads what is there',
      code: `class Post { get author() { return this.user.name; } } export async function list(posts: Post[]) { for (const post of posts) show(await post.author); }`,
    },
    {
      name: 'what the caller passes needs no query',
      code: `${PG}async function send(id, user) { if (!user) user = await ${SELECT}; return user; } export async function all(rows) { for (const row of rows) await send(row.id, row.user); }`,
    },
    {
      name: 'a fallback for what a map does not have',
      code: `${PG}export async function present(post, users) { const id = post.userId; return users.get(id) ?? (await ${SELECT}); } export const all = (posts, users) => Promise.all(posts.map((post) => present(post, users)));`,
    },
    { name: 'the one element that is wanted', code: `${PG}export const load = (rows, id) => Promise.all(rows.map(async (row) => (row.id === id ? await ${SELECT} : row)));` },
  ],
  invalid: [
    {
      name: 'a comment about something else',
      code: `${PG}export async function all(ids) {\n// Loads the users one at a time.\nstart();\nfor (const id of ids) { use(await ${SELECT}); } }`,
      errors: [{ messageId: 'queryInLoop', line: 5 }],
    },
    {
      name: 'a query that a function makes',
      code: `${DRIZZLE}export async function all(users) { const found = []; for (const user of users) found.push(...(await ordersOf(user))); return found; }`,
      errors: [{ messageId: 'queryInLoop', line: 3 }],
    },
    {
      name: 'queries that a function makes, for all at once',
      code: `${DRIZZLE}export async function all(users) { return Promise.all(users.map((user) => ordersOf(user))); }`,
      errors: [{ messageId: 'concurrentQueryInLoop', line: 3 }],
    },
    {
      name: 'of the only class of an interface',
      code: `import type { LateStore } from './late-store.js';\nexport async function all(store: LateStore, ids: string[]) { for (const id of ids) await store.byId(id); }`,
      files: { 'late-store.ts': 'export interface LateStore { byId(id: string): Promise<unknown> }', 'pg-late-store.ts': `${PG}import type { LateStore } from './late-store.js';\nexport class PgLateStore implements LateStore { async byId(id: string) { return ${SELECT}; } }` },
      errors: [{ messageId: 'queryInLoop', line: 2 }],
    },
    {
      name: 'a direct read',
      code: `${PG}export async function load(ids) {\n  for (const id of ids) {\n    await ${SELECT};\n  }\n}`,
      errors: [
        {
          messageId: 'queryInLoop',
          line: 4,
          column: 11,
          message: '`Pool.query` runs once per element of `ids`: one query becomes N, one after the other. Load them together: `WHERE id = ANY($1)`.',
        },
      ],
    },
    {
      name: 'the same, all at once',
      code: `${PG}export const load = (ids) => Promise.all(ids.map((id) => ${SELECT}));`,
      errors: [{ messageId: 'concurrentQueryInLoop', line: 2, message: 'all at the same time: N queries take every connection of the pool.' }],
    },
    {
      name: 'promises that are pushed',
      code: `${PG}export async function load(ids) {\n  const all = [];\n  for (const id of ids) all.push(${SELECT});\n  return Promise.all(all);\n}`,
      errors: [{ messageId: 'concurrentQueryInLoop', line: 4 }],
    },
    {
      name: 'through a function',
      code: `${PG}async function loadUser(id) {\n  return ${SELECT};\n}\nexport async function load(posts) {\n  for (const { id } of posts) await loadUser(id);\n}`,
      errors: [{ messageId: 'queryInLoop', line: 6, data: { chains: '`loadUser` (main.ts:2) → `Pool.query`' } }],
    },
    {
      name: 'through other files and a class',
      code: `import { Users } from './users.js';\nexport class Posts {\n  constructor(private readonly users: Users) {}\n  present(posts) {\n    return Promise.all(posts.map(async (post) => ({ ...post, author: await this.users.byId(post.authorId) })));\n  }\n}`,
      files: {
        'users.ts': `import { find } from './store.js';\nexport class Users {\n  byId(id) { return find('users', id); }\n}`,
        'store.ts': `import { PrismaClient } from '@prisma/client';\nconst prisma = new PrismaClient();\nexport const find = (name, id) => prisma.user.findFirst({ where: { id } });`,
      },
      errors: [
        {
          messageId: 'concurrentQueryInLoop',
          line: 5,
          message: '`byId` (users.ts:3) → `find` (store.ts:3) → `user.findFirst` runs once per element of `posts`',
        },
      ],
    },
    {
      name: 'a function that is passed by name',
      code: `${PG}const loadUser = (id) => ${SELECT};\nexport const load = (ids) =>\n  Promise.all(ids.map(loadUser));`,
      errors: [{ messageId: 'concurrentQueryInLoop', line: 4, column: 23 }],
    },
    {
      name: 'one report for the reads of a loop, with every chain',
      code: `${PG}const loadUser = (id) => ${SELECT};\nexport async function load(ids) {\n  for (const id of ids) {\n    await loadUser(id);\n    await ${SELECT};\n  }\n}`,
      errors: [{ messageId: 'queryInLoop', line: 5, data: { chains: '`loadUser` (main.ts:2) → `Pool.query` and `Pool.query`', run: 'run' } }],
    },
    {
      name: 'recursion per node of a tree',
      code: `${PG}export async function walk(node) {\n  const { id } = node;\n  await ${SELECT};\n  for (const child of node.children) await walk(child);\n}`,
      errors: [{ messageId: 'queryInLoop', line: 5, data: { chains: '`walk` (main.ts:2) → `Pool.query`' } }],
    },
    {
      name: 'findUnique, awaited one after the other',
      code: `${PRISMA}export async function load(ids) {\n  for (const id of ids) await prisma.user.findUnique({ where: { id } });\n}`,
      errors: [{ messageId: 'queryInLoop', line: 3, message: 'Load them together: `findMany({ where: { id: { in: ids } } })`.' }],
    },
    {
      name: 'a key at a time',
      code: `${REDIS}export async function load(keys) {\n  for (const key of keys) await redis.get(key);\n}`,
      errors: [{ messageId: 'queryInLoop', line: 3, message: 'Load them together: `mget(keys)`.' }],
    },
    {
      name: 'messages that are sent one by one',
      code: `import { SQSClient, SendMessageCommand } from '@aws-sdk/client-sqs';\nconst sqs = new SQSClient({});\nexport async function send(bodies, QueueUrl) {\n  for (const MessageBody of bodies) {\n    const command = new SendMessageCommand({ QueueUrl, MessageBody });\n    await sqs.send(command);\n  }\n}`,
      options: { writes: true },
      errors: [{ messageId: 'writeInLoop', line: 6, message: 'Write them together: `SendMessageBatchCommand`.' }],
    },
    {
      name: 'jobs that are added one by one',
      code: `import { Queue } from 'bullmq';\nconst mails = new Queue('mails');\nexport async function send(users) {\n  await Promise.all(users.map((user) => mails.add('send', user)));\n}`,
      options: { writes: true },
      errors: [{ messageId: 'writeInLoop', line: 4, message: 'Write them together: `addBulk(jobs)`.' }],
    },
    {
      name: 'statements that are tagged and passed',
      code: `import { sql } from 'slonik';\nimport type { CommonQueryMethods } from 'slonik';\nconst makeQueries = (pool: CommonQueryMethods) => ({ find: async (id: string) => pool.maybeOne(sql.unsafe\`SELECT * FROM roles WHERE id = \${id}\`) });\nexport async function all(queries: ReturnType<typeof makeQueries>, ids: string[]) {\n  return Promise.all(ids.map(async (id) => queries.find(id)));\n}`,
      filename: 'roles.ts',
      errors: [{ messageId: 'concurrentQueryInLoop', line: 5 }],
    },
    {
      name: 'a store of keys that is a cluster',
      code: `import { Cluster } from 'ioredis';\nconst cache = new Cluster([{ host: 'a' }]);\nexport async function all(ids) {\n  for (const id of ids) await cache.get(id);\n}`,
      errors: [{ messageId: 'queryInLoop', line: 4, message: 'Load them together: `Promise.all(keys.map((key) => cluster.get(key)))`.' }],
    },
    {
      name: 'a bulk read in a loop is still one query per element',
      code: `import { DataSource, In, type Repository } from 'typeorm';\ndeclare const users: Repository<User>;\nexport async function load(groups) {\n  for (const group of groups) await users.findBy({ id: In(group.ids) });\n}`,
      errors: [{ messageId: 'queryInLoop', line: 4 }],
    },
    {
      name: 'what is allowed is something else',
      code: `${PG}export async function all(ids) {\n  for (const id of ids) await ${SELECT};\n}`,
      options: { allow: [{ from: 'package', package: 'mysql2', name: 'query' }, { from: 'file', name: 'load' }] },
      errors: [{ messageId: 'queryInLoop', line: 3 }],
    },
    {
      name: 'a variable of each turn',
      code: `${PG}export async function load(ids) {\n  for (const id of ids) {\n    let row = null;\n    if (!row) row = await ${SELECT};\n  }\n}`,
      errors: [{ messageId: 'queryInLoop', line: 5 }],
    },
    {
      name: 'a variable that each turn empties',
      code: `${PG}export async function load(ids) {\n  let row;\n  for (const id of ids) {\n    row ??= await ${SELECT};\n    row = null;\n  }\n}`,
      errors: [{ messageId: 'queryInLoop', line: 5 }],
    },
    {
      name: 'a page of rows is a list',
      code: `${PRISMA}export async function load() {\n  const posts = await prisma.post.findMany({ take: 50 });\n  return Promise.all(posts.map((post) => prisma.user.findFirst({ where: { id: post.userId } })));\n}`,
      errors: [{ messageId: 'concurrentQueryInLoop', line: 4 }],
    },
    {
      name: 'a lazy builder, by how it begins',
      code: `import knex from 'knex'; const db = knex({});\nexport async function load(ids) {\n  for (const id of ids) await db('users').where({ id }).orderBy('name').first();\n}`,
      errors: [{ messageId: 'queryInLoop', line: 3, data: { chains: "`knex('users')`" } }],
    },
    {
      name: 'the caller does not pass what is loaded then',
      code: `${PG}async function greet(id, user) { if (!user) user = await ${SELECT}; return user; }\nexport async function all(rows) {\n  for (const row of rows) await greet(row.id);\n}`,
      errors: [{ messageId: 'queryInLoop', line: 4 }],
    },
    {
      name: 'what is remembered is only that it was seen',
      code: `${PG}export async function walk(ids) {\n  for (const id of ids) {\n    if (seen.has(id)) continue;\n    await ${SELECT};\n  }\n}`,
      errors: [{ messageId: 'queryInLoop', line: 5 }],
    },
    {
      name: 'a helper of the project that iterates',
      code: `${PG}async function eachOf(items, run) { for (const item of items) await run(item); }\nexport const load = (ids) => eachOf(ids, async (id) => {\n  await ${SELECT};\n});`,
      errors: [{ messageId: 'queryInLoop', line: 4, data: { turn: 'element of `ids`' } }],
    },
    {
      name: 'a lazy relation of TypeORM, of rows that a repository gives',
      code: `${LAZY}export class Users {\n  constructor(private readonly users: Repository<User>) {}\n  async list() {\n    for (const user of await this.users.find()) show(await user.posts);\n  }\n}`,
      errors: [{ messageId: 'queryInLoop', line: 10, data: { chains: '`User.posts`' } }],
    },
    {
      name: 'a lazy relation of TypeORM, of rows that a builder gives, all at once',
      code: `${LAZY}import { InjectRepository } from '@nestjs/typeorm';\nexport class Users {\n  constructor(@InjectRepository(User) private readonly users) {}\n  async list() {\n    const users = await this.users.createQueryBuilder('u').getMany();\n    return Promise.all(users.map(async (user) => ({ posts: await user.posts })));\n  }\n}`,
      errors: [{ messageId: 'concurrentQueryInLoop', line: 12 }],
    },
    {
      name: 'relations of MikroORM',
      code: `import { Collection, Entity, EntityManager, ManyToOne, Ref } from '@mikro-orm/core';\n@Entity() class Book { @ManyToOne() author!: Ref<Author>; }\n@Entity() class Author { books = new Collection<Book>(this); }\nexport async function list(em: EntityManager) {\n  for (const author of await em.find(Author, {})) await author.books.loadItems();\n  for (const book of await em.getRepository(Book).findAll()) await book.author.load();\n}`,
      errors: [
        { messageId: 'queryInLoop', line: 5, data: { chains: '`Collection.loadItems`' } },
        { messageId: 'queryInLoop', line: 6, data: { chains: '`Reference.load`' } },
      ],
    },
    {
      name: 'association getters of Sequelize',
      code: `import { Model } from 'sequelize';\nclass User extends Model {}\nexport async function list() {\n  for (const user of await User.findAll()) await user.getPosts();\n}`,
      errors: [{ messageId: 'queryInLoop', line: 4, data: { chains: '`Row.getPosts`' } }],
    },
    {
      name: 'a getter that queries',
      code: `${PG}class Post {\n  get author() { return pool.query('SELECT 1 FROM users WHERE id = $1', [this.id]); }\n}\nexport async function list(posts: Post[]) {\n  for (const post of posts) show(await post.author);\n}`,
      errors: [{ messageId: 'queryInLoop', line: 6, data: { chains: '`author` (main.ts:3) → `Pool.query`' } }],
    },
    {
      name: 'a serializer that queries',
      code: `${PG}class Post {\n  async toJSON() { return { author: await pool.query('SELECT 1 FROM users WHERE id = $1', [this.id]) }; }\n}\nexport const list = (posts: Post[]) =>\n  Promise.all(posts.map((post) => post.toJSON()));`,
      errors: [{ messageId: 'concurrentQueryInLoop', line: 6, data: { chains: '`toJSON` (main.ts:3) → `Pool.query`' } }],
    },
    {
      name: 'promises that a callback pushes',
      code: `${PG}export async function load(ids) {\n  const all = [];\n  ids.forEach((id) => { all.push(${SELECT}); });\n  return Promise.all(all);\n}`,
      errors: [{ messageId: 'concurrentQueryInLoop', line: 4 }],
    },
    {
      name: 'functions of a map',
      code: `${PG}const loaders = { user: (id) => ${SELECT} };\nexport const load = (rows) =>\n  Promise.all(rows.map((row) => loaders[row.kind](row.id)));`,
      errors: [{ messageId: 'concurrentQueryInLoop', line: 4 }],
    },
    {
      name: 'a chain of promises',
      code: `${PG}export const load = (ids) =>\n  ids.reduce(async (list, id) => [...(await list), await ${SELECT}], Promise.resolve([]));`,
      errors: [{ messageId: 'queryInLoop', line: 3 }],
    },
    {
      name: 'node callbacks',
      code: `const { Pool } = require('pg');\nconst async = require('async');\nconst pool = new Pool();\nexports.load = (ids, done) => async.each(ids, (id, next) => {\n  pool.query('SELECT 1 WHERE id = $1', [id], next);\n}, done);`,
      filename: 'main.js',
      errors: [{ messageId: 'concurrentQueryInLoop', line: 5 }],
    },
    {
      name: 'writes, where asked',
      code: `${PG}export async function touch(ids) {\n  for (const id of ids) await ${UPDATE};\n}`,
      options: WRITES,
      errors: [{ messageId: 'writeInLoop', line: 3, message: 'N round trips where one would do. Write them together: `INSERT INTO … SELECT * FROM unnest($1::int[], $2::text[])`.' }],
    },
    {
      name: 'a read and a write of one loop are two reports',
      code: `${PRISMA}export async function sync(rows) {\n  for (const row of rows) {\n    const known = await prisma.user.findFirst({ where: { email: row.email } });\n    if (!known) await prisma.user.create({ data: row });\n  }\n}`,
      options: WRITES,
      errors: [
        { messageId: 'queryInLoop', line: 4 },
        { messageId: 'writeInLoop', line: 5, message: 'Write them together: `createMany({ data: rows })`.' },
      ],
    },
    {
      name: 'a kind that many elements have',
      code: `${PG}export async function all(events) {\n  for (const { id, kind } of events) {\n    if (kind === 'sale') await ${SELECT};\n  }\n}`,
      errors: [{ messageId: 'queryInLoop', line: 4 }],
    },
    {
      name: 'a kind that many elements have, in an enum',
      code: `${PG}export async function all(events) {\n  for (const { id, kind } of events) {\n    if (kind === Kind.Sale) await ${SELECT};\n  }\n}`,
      errors: [{ messageId: 'queryInLoop', line: 4 }],
    },
    {
      name: 'a read in one transaction round the loop',
      code: `${PRISMA}export const all = (ids) =>\n  prisma.$transaction(async (tx) => {\n    for (const id of ids) mark(await tx.user.findFirst({ where: { id } }));\n  });`,
      errors: [{ messageId: 'queryInLoop', line: 4 }],
    },
    {
      name: 'a read in a transaction of its own, where work is asked for',
      code: `${PRISMA}export async function all(ids) {\n  for (const id of ids) {\n    await prisma.$transaction(async (tx) => {\n      mark(await tx.user.findFirst({ where: { id } }));\n    });\n  }\n}`,
      options: WORK,
      errors: [{ messageId: 'workInLoop', line: 5 }],
    },
    {
      name: 'an event whose element is used',
      code: `${PG}export async function watch(changes) {\n  for await (const { id } of changes) use(await ${SELECT});\n}`,
      errors: [{ messageId: 'queryInLoop', line: 3 }],
    },
    {
      name: 'a length of something that the loop does not fill',
      code: `${PG}export async function all(ids, names) {\n  for (const id of ids) {\n    if (names.length === 1) use(await ${SELECT});\n  }\n}`,
      errors: [{ messageId: 'queryInLoop', line: 4 }],
    },
    {
      name: 'a function that is called for what it gives, whatever it is called for further inside',
      code: `${PG}const getUpdates = (id) => ${SELECT};\nexport async function all(ids) {\n  for (const id of ids) use(await getUpdates(id));\n}`,
      errors: [{ messageId: 'queryInLoop', line: 4 }],
    },
    {
      name: 'rows, where only rows are asked for',
      code: `${PG}export async function all() {\n  const { rows } = await pool.query('SELECT id FROM users');\n  for (const { id } of rows) use(await ${SELECT});\n}`,
      options: ROWS,
      errors: [{ messageId: 'queryInLoop', line: 4 }],
    },
    {
      name: 'what was read in another function, where only rows are asked for',
      code: `${PRISMA}const openOrders = () => prisma.order.findMany();\nexport async function all() {\n  const orders = await openOrders();\n  return Promise.all(orders.map(({ shop }) => prisma.shop.findFirst({ where: { id: shop } })));\n}`,
      options: ROWS,
      errors: [{ messageId: 'concurrentQueryInLoop', line: 5 }],
    },
    {
      name: 'a server that reads the command line',
      code: `${PG}if (process.argv.includes('--help')) process.exit(0);\nexport async function all(ids) {\n  for (const id of ids) await ${SELECT};\n}`,
      errors: [{ messageId: 'queryInLoop', line: 4 }],
    },
    {
      name: 'an element of pairs that is no list',
      code: `${PG}const save = ({ profile }) => pool.query('INSERT INTO t VALUES ($1)', [profile]);\nexport async function all(buffer) {\n  for (const [id, profile] of buffer.entries()) await save({ id, profile });\n}`,
      options: WRITES,
      errors: [{ messageId: 'writeInLoop', line: 4 }],
    },
    {
      name: 'work per element',
      code: `${PG}async function renew(id) {\n  await ${SELECT};\n  await fetch('https://a.example');\n}\nexport async function all(ids) {\n  for (const id of ids) await renew(id);\n}`,
      options: WORK,
      errors: [{ messageId: 'workInLoop', line: 7, data: { chains: '`renew` (main.ts:2) → `Pool.query`' } }],
    },
    {
      name: 'work per element, for all elements at once',
      code: `${PG}async function renew(id) {\n  await ${SELECT};\n  await fetch('https://a.example');\n}\nexport async function all(ids) {\n  await Promise.all(ids.map(renew));\n}`,
      options: WORK,
      errors: [{ messageId: 'concurrentWorkInLoop', line: 7, message: 'as many connections and sockets at once as there are elements' }],
    },
    {
      name: 'a field resolver',
      code: `${PG}import { Parent, ResolveField, Resolver } from '@nestjs/graphql';\n@Resolver()\nclass Posts {\n  @ResolveField()\n  author(@Parent() { id }) {\n    return ${SELECT};\n  }\n}`,
      options: RESOLVERS,
      errors: [{ messageId: 'queryInFieldResolver', line: 7, message: 'one request becomes N queries' }],
    },
    {
      name: 'a field resolver of a map',
      code: `${PG}export const resolvers = {\n  Query: { posts: () => pool.query('SELECT 1 FROM posts LIMIT 5') },\n  Post: {\n    async author({ id }) {\n      const { rows } = await ${SELECT};\n      return rows[0];\n    },\n  },\n};`,
      files: GRAPHQL,
      options: RESOLVERS,
      errors: [{ messageId: 'queryInFieldResolver', line: 6 }],
    },
  ],
});

runFixtures(rule);

describe('evidence', () => {
  it('has the loop and its calls', () => {
    const file = tempProject({ 'main.ts': `${PG}export async function load(ids) { for (const id of ids) await ${SELECT}; }` }).analyse('main.ts');
    const evidence = rule.findings(file)[0]?.evidence as QueryInLoopEvidence;
    expect(evidence.iteration).toMatchObject({ node: { type: 'ForOfStatement' }, concurrent: false });
    expect(evidence.calls.map((call) => call.read?.call.label)).toEqual(['Pool.query']);
  });
});
