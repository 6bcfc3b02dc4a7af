import { describe, expect, it } from 'vitest';
import { accessOf } from '../../src/analysis/calls.js';
import { tempProject } from '../support/temp-project.js';

/**
 * Each source says behind `// =>` which modelled calls its line makes, as `concept label`, for queries as
 * `read label rows`, several with ` + `. A line without the comment makes none.
 */
const SOURCES: Record<string, { source: string; dependencies?: Record<string, string> }> = {
  pg: {
    source: `
      import pg, { Client, Pool, type PoolClient } from 'pg';
      const pool = new Pool({ max: 5 });
      pool.on('error', (error) => error); // => event Pool.on
      await pool.query('SELECT * FROM users WHERE id = $1', [1]); // => read Pool.query
      await pool.query({ text: 'INSERT INTO users VALUES ($1)', values: [1] }); // => write Pool.query
      const client = await pool.connect(); // => acquire Pool.connect
      await client.query('UPDATE users SET name = $1'); // => write PoolClient.query
      client.release(); // => release PoolClient.release
      pool.connect((error, other, done) => other.query('SELECT 1')); // => acquire Pool.connect + read PoolClient.query
      export const load = (db: PoolClient) => db.query('SELECT 1'); // => read PoolClient.query
      const single = new Client();
      await single.connect(); // => connect Client.connect
      await new pg.Pool().end(); // => close Pool.end`,
  },
  'pg in CommonJS': {
    source: `
      const { Pool } = require('pg');
      const pool = new Pool();
      module.exports = { all: () => pool.query('select * from users') }; // => read Pool.query
      const Direct = require('pg-pool');
      new Direct({}).query('delete from users'); // => write Pool.query`,
  },
  mysql2: {
    source: `
      import mysql from 'mysql2/promise';
      import { createPool } from 'mysql2';
      const pool = mysql.createPool({ connectionLimit: 5 });
      const [rows] = await pool.execute('SELECT * FROM users'); // => read Pool.execute
      const connection = await pool.getConnection(); // => acquire Pool.getConnection
      await connection.beginTransaction(); // => transaction PoolConnection.beginTransaction
      await connection.query({ sql: 'UPDATE users SET name = ?', timeout: 500 }, ['x']); // => write PoolConnection.query
      await connection.commit(); // => transaction-end PoolConnection.commit
      connection.release(); // => release PoolConnection.release
      createPool({}).getConnection((error, other) => other.query('SELECT 1')); // => acquire Pool.getConnection + read PoolConnection.query
      await createPool({}).promise().query('SELECT 1'); // => read Pool.query`,
  },
  postgres: {
    source: `
      import postgres from 'postgres';
      const sql = postgres('postgres://x', { max: 5 });
      const users = await sql\`SELECT * FROM users WHERE id IN \${sql([1, 2])}\`; // => read postgres
      await sql\`INSERT INTO users \${sql({ a: 1 })}\`; // => write postgres
      await sql.unsafe('DELETE FROM users'); // => write Sql.unsafe
      await sql.begin(async (tx) => { // => transaction Sql.begin
        await tx\`UPDATE users SET a = 1\`; // => write postgres
      });
      for await (const rows of sql\`SELECT * FROM users\`.cursor(100)) rows;
      const reserved = await sql.reserve(); // => acquire Sql.reserve
      reserved.release(); // => release ReservedSql.release`,
  },
  'better-sqlite3': {
    source: `
      import Database from 'better-sqlite3';
      const db = new Database('x.db');
      const users = db.prepare('SELECT * FROM users').all(); // => read Statement.all many
      db.prepare('INSERT INTO users VALUES (?)').run(1); // => write Statement.run
      const add = db.transaction(() => db.exec('DELETE FROM users')); // => transaction Database.transaction + write Database.exec
      add(); // => transaction better-sqlite3`,
  },
  '@prisma/client': {
    source: `
      import { Prisma, PrismaClient } from '@prisma/client';
      const prisma = new PrismaClient().$extends({});
      await prisma.user.findMany({ take: 5 }); // => read ModelDelegate.findMany many
      await prisma.user.findUnique({ where: { id: 1 } }); // => read ModelDelegate.findUnique one
      await prisma.user.create({ data: {} }); // => write ModelDelegate.create
      await prisma.$queryRaw\`SELECT * FROM users\`; // => read PrismaClient.$queryRaw
      await prisma.$executeRawUnsafe('DELETE FROM users'); // => write PrismaClient.$executeRawUnsafe
      await prisma.$transaction(async (tx) => { // => transaction PrismaClient.$transaction
        await tx.user.update({ where: { id: 1 }, data: {} }); // => write ModelDelegate.update
      });
      export const count = (tx: Prisma.TransactionClient) => tx.user.count(); // => read ModelDelegate.count count
      class Users extends PrismaClient {
        all() {
          return this.user.findFirst(); // => read ModelDelegate.findFirst one
        }
      }
      await prisma.$disconnect(); // => close PrismaClient.$disconnect`,
  },
  'a generated Prisma client': {
    source: `
      import { PrismaClient } from '../generated/prisma/client.js';
      const prisma = new PrismaClient({ adapter });
      await prisma.post.deleteMany(); // => write ModelDelegate.deleteMany`,
  },
  typeorm: {
    dependencies: { typeorm: '^0.3.20' },
    source: `
      import { BaseEntity, DataSource, EntityManager, getRepository, Repository } from 'typeorm';
      const dataSource = new DataSource({ type: 'postgres' });
      await dataSource.initialize(); // => connect DataSource.initialize
      const users = dataSource.getRepository(User);
      await users.find({ where: { id: 1 }, take: 5 }); // => read Repository.find many
      await users.findOneBy({ id: 1 }); // => read Repository.findOneBy one
      await users.save({}); // => write Repository.save
      await users.createQueryBuilder('u').where('u.id = 1').leftJoinAndSelect('u.posts', 'p').getMany(); // => read SelectQueryBuilder.getMany many
      await users.createQueryBuilder().update().set({}).where('id = 1').execute(); // => write WriteQueryBuilder.execute
      await dataSource.query('SELECT 1'); // => read DataSource.query
      await dataSource.transaction('SERIALIZABLE', async (manager) => { // => transaction DataSource.transaction
        await manager.find(User, { where: {} }); // => read EntityManager.find many
        await manager.getRepository(User).count(); // => read Repository.count count
      });
      const runner = dataSource.createQueryRunner();
      await runner.startTransaction(); // => transaction QueryRunner.startTransaction
      await runner.manager.insert(User, {}); // => write EntityManager.insert
      await runner.rollbackTransaction(); // => transaction-end QueryRunner.rollbackTransaction
      await runner.release(); // => release QueryRunner.release
      class User extends BaseEntity {}
      const list = await User.find(); // => read BaseEntity.find many
      for (const user of list) await user.save(); // => write Entity.save
      class Users extends Repository<User> {
        all() {
          return this.find(); // => read Repository.find many
        }
      }
      await getRepository(User).delete({ id: 1 }); // => write Repository.delete`,
  },
  '@nestjs/typeorm': {
    source: `
      import { InjectDataSource, InjectRepository } from '@nestjs/typeorm';
      import { DataSource, Repository } from 'typeorm';
      class Users {
        constructor(
          @InjectRepository(User) private readonly users: Repository<User>,
          @InjectDataSource() private readonly source,
        ) {}
        async all() {
          await this.source.query('SELECT 1'); // => read DataSource.query
          return this.users.find(); // => read Repository.find many
        }
      }`,
  },
  knex: {
    source: `
      import knex, { type Knex } from 'knex';
      const db = knex({ client: 'pg' });
      await db('users').where({ id: 1 }).limit(5); // => read QueryBuilder.limit many
      await db('users').where({ id: 1 }).first(); // => read QueryBuilder.first one
      await db.select('*').from('users'); // => read QueryBuilder.from many
      await db('users').insert({}).returning('id'); // => write WriteBuilder.returning
      await db('users').where({ id: 1 }).del(); // => write QueryBuilder.del
      await db.raw('SELECT 1'); // => read Knex.raw
      const now = db.raw('now()');
      await db.transaction(async (trx) => { // => transaction Knex.transaction
        await trx('users').update({}); // => write QueryBuilder.update
      });
      const trx = await db.transaction(); // => transaction Knex.transaction
      await trx.commit(); // => transaction-end Transaction.commit
      export const all = (connection: Knex) => connection('users'); // => read knex many
      export const one = (tx: Knex.Transaction) => tx('users').first(); // => read QueryBuilder.first one
      await db.destroy(); // => close Knex.destroy`,
  },
  'knex in CommonJS': {
    source: `
      const db = require('knex')({ client: 'pg' });
      module.exports.all = async () => {
        const query = db('users').select('id');
        query.where('id', 1);
        return await query; // => read QueryBuilder.select many
      };`,
  },
  'drizzle-orm': {
    source: `
      import { sql } from 'drizzle-orm';
      import { drizzle, type NodePgDatabase } from 'drizzle-orm/node-postgres';
      const db = drizzle(pool, { schema });
      await db.select().from(users).where(eq(users.id, 1)).limit(5); // => read SelectBuilder.limit many
      await db.query.users.findMany({ with: { posts: true } }); // => read RelationalQuery.findMany many
      await db.insert(users).values({}).returning(); // => write WriteBuilder.returning
      await db.update(users).set({}).where(eq(users.id, 1)); // => write WriteBuilder.where
      await db.delete(users); // => write Database.delete
      await db.execute(sql\`SELECT 1\`); // => read Database.execute
      await db.transaction(async (tx) => { // => transaction Database.transaction
        await tx.select().from(users); // => read SelectStart.from many
      });
      const sub = db.select().from(users).as('sub');
      export const one = (other: NodePgDatabase<typeof schema>) => other.query.users.findFirst(); // => read RelationalQuery.findFirst one`,
  },
  sequelize: {
    source: `
      import { DataTypes, Model, Sequelize, type HasManyGetAssociationsMixin } from 'sequelize';
      const sequelize = new Sequelize('postgres://x', { pool: { max: 5 } });
      class User extends Model {
        declare getPosts: HasManyGetAssociationsMixin<Post>;
        getName() {
          return this.get('name');
        }
      }
      const Post = sequelize.define('Post', {});
      const users = await User.findAll({ where: {}, limit: 5 }); // => read Model.findAll many
      for (const user of users) {
        user.getName();
        await user.getPosts(); // => read sequelize many
        await user.update({}); // => write Row.update
      }
      const posts = await Post.findAll(); // => read ModelClass.findAll many
      for (const post of posts) await post.save(); // => write Row.save
      await new Post({}).save(); // => write Row.save
      const { rows } = await User.findAndCountAll({ offset: 5 }); // => read Model.findAndCountAll many
      for (const row of rows) await row.destroy(); // => write Row.destroy
      await sequelize.query('SELECT 1', { type: 'SELECT' }); // => read Sequelize.query
      await sequelize.transaction(async (t) => { // => transaction Sequelize.transaction
        await User.create({}, { transaction: t }); // => write Model.create
      });
      const t = await sequelize.transaction(); // => transaction Sequelize.transaction
      await t.rollback(); // => transaction-end Transaction.rollback
      await sequelize.models.User.findByPk(1); // => read ModelClass.findByPk one
      await sequelize.close(); // => close Sequelize.close`,
  },
  'sequelize-typescript and Nest': {
    source: `
      import { InjectModel } from '@nestjs/sequelize';
      import { Model, Sequelize } from 'sequelize-typescript';
      class User extends Model {}
      class Users {
        constructor(@InjectModel(User) private readonly users: typeof User) {}
        one(id: number) {
          return this.users.findByPk(id); // => read ModelClass.findByPk one
        }
      }
      const user = await User.findOne(); // => read Model.findOne one
      await user.$get('posts'); // => read Row.$get`,
  },
  kysely: {
    source: `
      import { Kysely, PostgresDialect, sql } from 'kysely';
      const db = new Kysely({ dialect: new PostgresDialect({ pool }) });
      await db.selectFrom('users').selectAll().where('id', '=', 1).limit(5).execute(); // => read SelectQueryBuilder.execute many
      await db.selectFrom('users').selectAll().executeTakeFirst(); // => read SelectQueryBuilder.executeTakeFirst one
      await db.insertInto('users').values({}).execute(); // => write WriteQueryBuilder.execute
      await sql\`DELETE FROM users\`.execute(db); // => write RawBuilder.execute
      const query = db.selectFrom('users').selectAll();
      await db.transaction().execute(async (trx) => { // => transaction TransactionBuilder.execute
        await trx.deleteFrom('users').where('id', '=', 1).execute(); // => write WriteQueryBuilder.execute
      });
      await db.destroy(); // => close Kysely.destroy`,
  },
  objection: {
    source: `
      import { Model } from 'objection';
      class User extends Model {}
      await User.query().findById(1); // => read QueryBuilder.findById one
      const users = await User.query().where('a', 1).limit(5); // => read QueryBuilder.limit many
      await User.query().insert({}); // => write QueryBuilder.insert
      for (const user of users) await user.$relatedQuery('posts'); // => read Row.$relatedQuery many
      await User.transaction(async (trx) => { // => transaction Model.transaction
        await User.query(trx).patch({}); // => write QueryBuilder.patch
        await trx('users').first(); // => read QueryBuilder.first one
      });`,
  },
  'mikro-orm': {
    source: `
      import { EntityManager, MikroORM } from '@mikro-orm/postgresql';
      import { InjectRepository } from '@mikro-orm/nestjs';
      const orm = await MikroORM.init({}); // => connect MikroORM.init
      const em = orm.em.fork();
      await em.find(User, { id: 1 }, { limit: 5 }); // => read EntityManager.find many
      em.persist(user);
      await em.flush(); // => write EntityManager.flush
      await em.transactional(async (inner) => { // => transaction EntityManager.transactional
        await inner.findOne(User, 1); // => read EntityManager.findOne one
      });
      class Users {
        constructor(@InjectRepository(User) private readonly users, private readonly manager: EntityManager) {}
        async all() {
          await this.manager.nativeDelete(User, {}); // => write EntityManager.nativeDelete
          return this.users.findAll(); // => read EntityRepository.findAll many
        }
      }
      await orm.close(); // => close MikroORM.close`,
  },
  mongodb: {
    source: `
      import { MongoClient } from 'mongodb';
      const client = new MongoClient('mongodb://x');
      await client.connect(); // => connect MongoClient.connect
      const users = client.db().collection('users');
      await users.find({ a: 1 }).sort({ a: 1 }).limit(5).toArray(); // => read FindCursor.toArray many
      await users.findOne({ _id: 1 }); // => read Collection.findOne one
      await users.aggregate([{ $match: {} }, { $limit: 5 }]).toArray(); // => read AggregationCursor.toArray many
      await users.updateOne({ _id: 1 }, {}); // => write Collection.updateOne
      for await (const user of users.find({})) user;
      const session = client.startSession();
      await session.withTransaction(async () => { // => transaction ClientSession.withTransaction
        await users.insertOne({}, { session }); // => write Collection.insertOne
      });
      await session.endSession(); // => release ClientSession.endSession
      const changes = users.watch(); // => acquire Collection.watch
      await changes.close(); // => release ChangeStream.close`,
  },
  mongoose: {
    source: `
      import mongoose, { model, Schema, type Model } from 'mongoose';
      await mongoose.connect('mongodb://x', {}); // => connect Mongoose.connect
      const User = model('User', new Schema({}));
      const users = await User.find({ a: 1 }).sort('a').limit(5); // => read ManyQuery.limit many
      for (const user of users) await user.save(); // => write Document.save
      const plain = await User.find().lean(); // => read ManyQuery.lean many
      const one = await User.findById(1).exec(); // => read OneQuery.exec one
      await one.populate('posts'); // => read Document.populate one
      await new User({}).save(); // => write Document.save
      await User.updateMany({}, {}); // => write Model.updateMany
      await User.findOneAndUpdate({ a: 1 }, {}); // => write Model.findOneAndUpdate one
      await User.countDocuments({}); // => read Model.countDocuments count
      await User.aggregate([{ $match: {} }]); // => read Model.aggregate many
      await User.create({}); // => write Model.create
      export const all = (users: Model<{ a: string }>) => users.find(); // => read Model.find many
      for await (const user of User.find().cursor()) await user.deleteOne(); // => write Document.deleteOne
      await User.find().cursor().eachAsync(async (user) => { // => read QueryCursor.eachAsync stream
        await user.save(); // => write Document.save
      });
      const session = await mongoose.startSession();
      await mongoose.connection.transaction(async (inner) => { // => transaction Connection.transaction
        await User.create([{}], { session: inner }); // => write Model.create
      });
      await session.endSession(); // => release ClientSession.endSession
      await mongoose.disconnect(); // => close Mongoose.disconnect`,
  },
  'what a builder gave is no builder': {
    source: `
      import knex from 'knex';
      import mongoose from 'mongoose';
      const User = mongoose.model('User');
      const db = knex({ client: 'pg' });
      const users = await User.find(); // => read Model.find many
      export const byId = (id: string) => users.find((user) => user.id === id);
      const one = await User.findById(1); // => read Model.findById one
      await one.save(); // => write Document.save
      const rows = await db('users'); // => read knex many
      export const first = () => rows.first();
      const [posts, others] = await Promise.all([db('posts'), User.find()]); // => read knex many + read Model.find many
      export const post = () => posts.first();
      for (const other of others) await other.save(); // => write Document.save`,
  },
  'mongoose in Nest': {
    source: `
      import { InjectModel } from '@nestjs/mongoose';
      import { Model } from 'mongoose';
      class Users {
        constructor(@InjectModel('User') private users: Model<any>) {}
        all() {
          return this.users.find().exec(); // => read ManyQuery.exec many
        }
      }`,
  },
  ioredis: {
    source: `
      import Redis, { Cluster } from 'ioredis';
      const redis = new Redis('redis://x', { commandTimeout: 500 });
      await redis.get('a'); // => read Redis.get one
      await redis.mget(['a', 'b']); // => read Redis.mget many
      await redis.hset('a', 'b', 1); // => write Redis.hset
      await redis.keys('*'); // => read Redis.keys many
      await redis.pipeline().get('a').set('b', 1).exec(); // => either Pipeline.exec
      await redis.publish('channel', 'x'); // => publish Redis.publish
      redis.on('error', (error) => error); // => event Redis.on
      await new Redis.Cluster([]).get('a'); // => read Cluster.get one
      await redis.quit(); // => close Redis.quit`,
  },
  'ioredis in CommonJS': {
    source: `
      const Redis = require('ioredis');
      const { Redis: Named } = require('ioredis');
      new Redis().del('a'); // => write Redis.del
      new Named().ttl('a'); // => read Redis.ttl one`,
  },
  redis: {
    source: `
      import { createClient, type RedisClientType } from 'redis';
      const client = createClient({ url: 'redis://x' });
      client.on('error', (error) => error); // => event RedisClient.on
      await client.connect(); // => connect RedisClient.connect
      await client.hGetAll('a'); // => read RedisClient.hGetAll many
      await client.setEx('a', 5, 'b'); // => write RedisClient.setEx
      await client.multi().get('a').incr('b').exec(); // => either Multi.exec
      for await (const keys of client.scanIterator()) keys;
      await client.subscribe('channel', (message) => message); // => consume RedisClient.subscribe
      export const one = (other: RedisClientType) => other.get('a'); // => read RedisClient.get one
      await client.close(); // => close RedisClient.close`,
  },
  bullmq: {
    source: `
      import { Queue, Worker, type Job } from 'bullmq';
      const queue = new Queue('mail');
      await queue.add('send', {}); // => publish Queue.add
      await queue.addBulk([]); // => publish Queue.addBulk
      const worker = new Worker('mail', async (job) => { // => consume Worker
        await job.updateProgress(5); // => write Job.updateProgress
      });
      worker.on('failed', (job, error) => error); // => event Worker.on
      await worker.close(); // => close Worker.close
      export const wait = (job: Job, events) => job.waitUntilFinished(events, 500); // => external-call Job.waitUntilFinished`,
  },
  'queues in Nest': {
    source: `
      import { InjectQueue, Processor, WorkerHost } from '@nestjs/bullmq';
      import { InjectQueue as InjectBull, Process } from '@nestjs/bull';
      class Mails {
        constructor(@InjectQueue('mail') private mails, @InjectBull('old') private old) {}
        async send() {
          await this.mails.add('send', {}); // => publish Queue.add
          await this.old.add({}); // => publish Queue.add
        }
      }`,
  },
  'kafkajs and amqplib': {
    source: `
      import amqp from 'amqplib';
      import { Kafka } from 'kafkajs';
      const kafka = new Kafka({ brokers: [] });
      const producer = kafka.producer();
      await producer.connect(); // => connect Producer.connect
      await producer.send({ topic: 'x', messages: [] }); // => publish Producer.send
      const consumer = kafka.consumer({ groupId: 'x' });
      await consumer.run({ eachMessage: async () => {} }); // => consume Consumer.run
      await consumer.disconnect(); // => close Consumer.disconnect
      const connection = await amqp.connect('amqp://x'); // => connect connect
      const channel = await connection.createChannel();
      channel.sendToQueue('x', Buffer.from('x')); // => publish Channel.sendToQueue
      await channel.consume('x', (message) => channel.ack(message)); // => consume Channel.consume
      await connection.close(); // => close Connection.close`,
  },
  'queues behind HTTP': {
    source: `
      import { CloudTasksClient } from '@google-cloud/tasks';
      import { Client } from '@upstash/qstash';
      const qstash = new Client({ token: 'x' });
      const queue = qstash.queue({ queueName: 'mail' });
      await queue.upsert({ parallelism: 2 }); // => external-call Queue.upsert
      await queue.enqueueJSON({ url: 'https://x', body: {} }); // => publish Queue.enqueueJSON
      await qstash.batchJSON([]); // => publish Client.batchJSON
      const tasks = new CloudTasksClient();
      const parent = tasks.queuePath('p', 'l', 'q');
      await tasks.createTask({ parent, task: {} }, { timeout: 500 }); // => publish CloudTasksClient.createTask
      await tasks.getQueue({ name: parent }); // => external-call CloudTasksClient.getQueue
      await tasks.close(); // => close CloudTasksClient.close`,
  },
};

/** What the source says of its calls, by line. */
function expectedOf(source: string): string[] {
  return source.split('\n').flatMap((line, index) => {
    const [, calls] = line.split(' // => ');
    return calls ? calls.split(' + ').map((call) => `${index + 1}: ${call}`) : [];
  });
}

describe('databases, caches and queues are recognised in code as people write it', () => {
  it.each(Object.entries(SOURCES))('%s', (_, { source, dependencies = {} }) => {
    const project = tempProject({
      'package.json': JSON.stringify({ name: 'temp', type: 'module', dependencies }),
      'main.ts': source,
    });
    const { module, project: analysed, calls } = project.analyse('main.ts');
    const found = calls()
      .filter(({ call }) => call.concept)
      .map((call) => {
        const { concept, rows } = call.call;
        const what = concept === 'query' ? accessOf(analysed, call) : concept;
        return `${module.lineOf(call.node.start)}: ${what} ${call.label}${concept === 'query' && rows ? ` ${rows}` : ''}`;
      });
    expect(found.sort()).toEqual(expectedOf(source).sort());
  });
});
