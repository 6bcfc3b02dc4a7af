import rule from '../../rules/require-transaction-end.js';
import { runFixtures, runRule } from '../support/rule-tester.js';

const PG = `import { Pool } from 'pg';\nconst pool = new Pool();\n`;
const MYSQL = `import mysql from 'mysql2/promise';\nconst pool = mysql.createPool({});\n`;
const TYPEORM = `import { DataSource } from 'typeorm';\nconst source = new DataSource({ type: 'postgres' });\n`;

runRule(rule, {
  valid: [
    {
      name: 'committed, and rolled back in catch',
      code: `${PG}export async function move(a) {
  const client = await pool.connect();
  try {
    await client.query('BEGIN');
    await client.query('UPDATE a SET n = 1');
    await client.query('COMMIT');
  } catch (error) {
    await client.query('ROLLBACK');
    throw error;
  } finally {
    client.release();
  }
}`,
    },
    {
      name: 'the connection is closed where it fails',
      code: `${PG}export async function move() {
  const client = await pool.connect();
  let failure;
  try {
    await client.query('BEGIN');
    await client.query('UPDATE a SET n = 1');
    await client.query('COMMIT');
  } catch (error) {
    failure = error;
    throw error;
  } finally {
    client.release(failure);
  }
}`,
    },
    {
      name: 'a connection of the caller, who may roll back',
      code: `${PG}export async function move(client: import('pg').PoolClient) {
  await client.query('BEGIN');
  await client.query('UPDATE a SET n = 1');
  await client.query('COMMIT');
}`,
    },
    {
      name: 'a helper ends it',
      code: `${PG}const undo = (client) => client.query('ROLLBACK');
export async function move() {
  const client = await pool.connect();
  try {
    await client.query('BEGIN');
    await client.query('UPDATE a SET n = 1');
    await client.query('COMMIT');
  } catch (error) {
    await undo(client);
    throw error;
  }
}`,
    },
    {
      name: 'a guard of the query runner itself',
      code: `${TYPEORM}export async function move() {
  const runner = source.createQueryRunner();
  try {
    await runner.startTransaction();
    await runner.query('UPDATE a SET n = 1');
    await runner.commitTransaction();
  } catch (error) {
    if (runner?.isTransactionActive) await runner.rollbackTransaction();
    throw error;
  } finally {
    await runner.release();
  }
}`,
    },
    {
      name: 'the end of a session ends its transaction',
      code: `import { MongoClient } from 'mongodb';
const client = new MongoClient('mongodb://db');
export async function move() {
  const session = client.startSession();
  try {
    session.startTransaction();
    await client.db().collection('a').insertOne({}, { session });
    await session.commitTransaction();
  } finally {
    await session.endSession();
  }
}`,
    },
    {
      name: 'the connection is left open too, which is another report',
      code: `${PG}export async function move() {
  const client = await pool.connect();
  await client.query('BEGIN');
  await client.query('UPDATE a SET n = 1');
  await client.query('COMMIT');
  client.release();
}`,
    },
    { name: 'a transaction that ends itself', code: `import knex from 'knex';\nconst db = knex({});\nexport const move = () => db.transaction(async (trx) => { await trx('a').update({ n: 1 }); });` },
    { name: 'a block of a procedural language', code: `${PG}export const run = () => pool.query('BEGIN; UPDATE a SET n = 1; COMMIT');` },
    { name: 'a savepoint', code: `${PG}export const run = (client) => client.query('SAVEPOINT a');` },
  ],
  invalid: [
    {
      name: 'no rollback',
      code: `${PG}export async function move() {
  const client = await pool.connect();
  try {
    await client.query('BEGIN');
    await client.query('UPDATE a SET n = 1');
    await client.query('COMMIT');
  } finally {
    client.release();
  }
}`,
      errors: [
        {
          messageId: 'transactionNotEnded',
          line: 6,
          message:
            'When `client.query` on line 7 fails, the transaction that `BEGIN` opens here stays open: its locks are kept, and the next user of the connection works inside it and loses what it writes. Send `COMMIT` at the end and `ROLLBACK` in `catch`.',
        },
      ],
    },
    {
      name: 'an early return',
      code: `${MYSQL}export async function move(id) {
  const connection = await pool.getConnection();
  try {
    await connection.beginTransaction();
    const [rows] = await connection.query('SELECT * FROM a WHERE id = ?', [id]);
    if (rows.length === 0) return null;
    await connection.query('UPDATE a SET n = 1');
    await connection.commit();
  } catch (error) {
    await connection.rollback();
    throw error;
  } finally {
    connection.release();
  }
}`,
      errors: [{ messageId: 'transactionNotEnded', line: 6, message: 'When line 8 returns' }],
    },
    {
      name: 'an error that is only logged',
      code: `${TYPEORM}export async function move() {
  const runner = source.createQueryRunner();
  await runner.startTransaction();
  try {
    await runner.query('UPDATE a SET n = 1');
    await runner.commitTransaction();
  } catch (error) {
    console.error(error);
  } finally {
    await runner.release();
  }
}`,
      errors: [{ messageId: 'transactionNotEnded', line: 5, message: 'or use `dataSource.transaction()`, which does both.' }],
    },
    {
      name: 'no end at all',
      code: `${PG}export async function lock() {
  const client = await pool.connect();
  try {
    await client.query('BEGIN');
    await client.query('SELECT 1 FROM a FOR UPDATE');
  } finally {
    client.release();
  }
}`,
      errors: [{ messageId: 'transactionNeverEnded', line: 6 }],
    },
    {
      name: 'on a pool',
      code: `${PG}export async function move() {
  await pool.query('BEGIN');
  await pool.query('UPDATE a SET n = 1');
  await pool.query('COMMIT');
}`,
      errors: [{ messageId: 'transactionOnPool', line: 4, message: 'Each statement on `Pool` runs on whichever connection is free' }],
    },
    {
      name: 'on a data source',
      code: `${TYPEORM}export const begin = () => source.query('START TRANSACTION');`,
      errors: [{ messageId: 'transactionOnPool', line: 3 }],
    },
  ],
});

runFixtures(rule);
