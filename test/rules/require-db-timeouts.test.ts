import { expect, it } from 'vitest';
import rule, { type DatabaseTimeoutsEvidence } from '../../rules/require-db-timeouts.js';
import { runFixtures, runRule } from '../support/rule-tester.js';
import { tempProject } from '../support/temp-project.js';

const PG = `import { Pool } from 'pg';\n`;
const POOL = `${PG}export const pool = new Pool({ host: 'db' });`;
const ALL = { timeouts: ['statement', 'lock', 'idleInTransaction', 'connect'] };

runRule(rule, {
  valid: [
    { name: 'a client for one use', code: `import knex from 'knex';\nexport async function check(host) {\n  const client = knex({ client: 'pg', connection: { host } });\n  await client.raw('SELECT 1');\n}` },
    {
      name: 'a dialect that is not in view, beside drivers of two databases',
      code: `import { Sequelize } from 'sequelize';\nimport { config } from './gone.js';\nexport const db = new Sequelize('shop', 'app', config.password, { dialect: config.dialect });`,
      files: { 'package.json': '{ "name": "a", "dependencies": { "mysql2": "^3.0.0", "pg": "^8.0.0", "sequelize": "^6.0.0" } }' },
    },
    { name: 'a limit of the server', code: `${PG}export const pool = new Pool({ host: 'db', statement_timeout: 10_000 });` },
    { name: 'a limit of the client', code: `${PG}export const pool = new Pool({ host: 'db', query_timeout: 10_000 });` },
    { name: 'a setting that is passed on', code: `${PG}export const pool = new Pool({ host: 'db', options: '-c statement_timeout=10s' });` },
    { name: 'settings that are not in view', code: `${PG}export const pool = new Pool({ host: 'db', options: process.env.PG_SETTINGS });` },
    { name: 'a connection string that may hold it', code: `${PG}export const pool = new Pool({ connectionString: process.env.DATABASE_URL });` },
    { name: 'all from the environment', code: `${PG}export const pool = new Pool();` },
    { name: 'a connection string that holds it', code: `${PG}export const pool = new Pool({ connectionString: 'postgres://db/shop?statement_timeout=5000' });` },
    {
      name: 'a statement on each new connection',
      code: `${POOL}\npool.on('connect', (client) => client.query("SET statement_timeout = '10s'"));`,
    },
    {
      name: 'a statement for the role',
      code: POOL,
      files: { 'migrations/limits.ts': `export const up = (sql) => sql("ALTER ROLE app SET statement_timeout = '30s'");` },
    },
    { name: 'options that are not in view', code: `${PG}import { config } from 'config';\nexport const pool = new Pool(config.get('db'));` },
    { name: 'a single connection', code: `import { Client } from 'pg';\nexport const client = new Client({ host: 'db' });` },
    { name: 'the default of the library', code: `import { DataSource } from 'typeorm';\nexport const source = new DataSource({ type: 'mssql', host: 'db' });` },
    { name: 'a limit elsewhere, in the schema', code: `import { PrismaClient } from '@prisma/client';\nexport const prisma = new PrismaClient();` },
  ],
  invalid: [
    {
      name: 'no limit',
      code: POOL,
      errors: [
        {
          messageId: 'missingDatabaseTimeouts',
          line: 2,
          message:
            'A query that runs away keeps its connection and its caller for as long as it runs: `new Pool` (pg) has no time limit for statements. Set `statement_timeout` (ms).',
        },
      ],
    },
    {
      name: 'a limit that is switched off',
      code: `${PG}export const pool = new Pool({ host: 'db', statement_timeout: 0 });`,
      errors: [{ messageId: 'missingDatabaseTimeouts', line: 2 }],
    },
    {
      name: 'all that are asked for in one report',
      code: POOL,
      options: ALL,
      errors: [
        {
          messageId: 'missingDatabaseTimeouts',
          line: 2,
          message: 'Set `statement_timeout` (ms), `lock_timeout` (ms) and `idle_in_transaction_session_timeout` (ms).',
        },
      ],
    },
    {
      name: 'one transaction that sets it for itself',
      code: `${POOL}\nexport const slow = (client) => client.query('SET LOCAL statement_timeout = 60000');`,
      errors: [{ messageId: 'missingDatabaseTimeouts', line: 2 }],
    },
    {
      name: 'a connection string without it',
      code: `${PG}export const pool = new Pool({ connectionString: \`postgres://app:\${process.env.PASSWORD}@db/shop?sslmode=require\` });`,
      errors: [{ messageId: 'missingDatabaseTimeouts', line: 2 }],
    },
    {
      name: 'a query builder',
      code: `const knex = require('knex');\nmodule.exports = knex({ client: 'pg', connection: { host: 'db', user: process.env.DB_USER } });`,
      filename: 'db.cjs',
      errors: [{ messageId: 'missingDatabaseTimeouts', line: 2, message: 'Set `connection.statement_timeout` (ms).' }],
    },
    {
      name: 'a mapper',
      code: `import { Sequelize } from 'sequelize';\nexport const db = new Sequelize('shop', 'app', process.env.PASSWORD, { dialect: 'postgres', host: 'db' });`,
      errors: [{ messageId: 'missingDatabaseTimeouts', line: 2, message: 'Set `dialectOptions.statement_timeout` (ms).' }],
    },
    {
      name: 'a dialect that is not in view, where no other driver is there',
      code: `import { Sequelize } from 'sequelize';\nimport { config } from './gone.js';\nexport const db = new Sequelize('shop', 'app', config.password, { dialect: config.dialect });`,
      files: { 'package.json': '{ "name": "a", "dependencies": { "pg": "^8.0.0", "sequelize": "^6.0.0" }, "devDependencies": { "sqlite3": "^5.0.0" } }' },
      errors: [{ messageId: 'missingDatabaseTimeouts', line: 3, message: 'Set `dialectOptions.statement_timeout` (ms).' }],
    },
    {
      name: 'a limit without an option',
      code: `import mysql from 'mysql2/promise';\nexport const pool = mysql.createPool({ host: 'db' });`,
      errors: [{ messageId: 'missingDatabaseTimeouts', line: 2, message: 'Run `SET max_execution_time = …` on each new connection.' }],
    },
    {
      name: 'a connection string that is not in view, where it is asked for',
      code: `${PG}export const pool = new Pool({ connectionString: process.env.DATABASE_URL });`,
      options: { unseenUrls: true },
      errors: [{ messageId: 'missingDatabaseTimeouts', line: 2, message: 'unless its connection string sets one' }],
    },
  ],
});

runFixtures(rule);

it('hands over what is missing and how it is set', () => {
  const file = tempProject({ 'main.ts': POOL }).analyse('main.ts');
  const [finding] = rule.findings(file);
  const { missing } = finding!.evidence as DatabaseTimeoutsEvidence;
  expect(missing.map(({ limit, option, unit, suggested, setting }) => [limit, option, unit, suggested, setting])).toEqual([
    ['statement', 'statement_timeout', 'ms', 30_000, 'statement_timeout'],
    ['lock', 'lock_timeout', 'ms', 5_000, 'lock_timeout'],
    ['idleInTransaction', 'idle_in_transaction_session_timeout', 'ms', 30_000, 'idle_in_transaction_session_timeout'],
  ]);
});
