import { expect, it } from 'vitest';
import rule, { type PoolLimitsEvidence } from '../../rules/require-pool-limits.js';
import { runFixtures, runRule } from '../support/rule-tester.js';
import { tempProject } from '../support/temp-project.js';

const PG = `import { Pool } from 'pg';\n`;

runRule(rule, {
  valid: [
    { name: 'a limit', code: `${PG}export const pool = new Pool({ max: 20, connectionTimeoutMillis: 5_000 });` },
    { name: 'options that are a parameter', code: `${PG}export const make = (options) => new Pool(options);` },
    { name: 'options that are spread from a parameter', code: `${PG}export const make = (more) => new Pool({ max: 5, ...more });` },
    { name: 'a limit from the environment', code: `${PG}export const pool = new Pool({ connectionTimeoutMillis: Number(process.env.WAIT_MS) });` },
    {
      name: 'a limit in an imported constant',
      code: `${PG}import { limits } from './limits.js';\nexport const pool = new Pool({ host: 'db', ...limits });`,
      files: { 'limits.ts': `export const limits = { connectionTimeoutMillis: 3_000 };` },
    },
    {
      name: 'a limit that is added later',
      code: `${PG}const options = { host: 'db' };\noptions.connectionTimeoutMillis = 3_000;\nexport const pool = new Pool(options);`,
    },
    { name: 'settings that may hold it', code: `${PG}import config from 'config';\nexport const pool = new Pool({ host: 'db', ...config.get('pg') });` },
    { name: 'a limit that settings may only change', code: `${PG}import config from 'config';\nimport _ from 'lodash';\nconst options = { host: 'db', connectionTimeoutMillis: 3_000 };\nexport const pool = new Pool(_.merge(options, config.get('pg') || {}));`, options: { unseenSettings: true } },
    { name: 'a limit that a function has and settings may only change', code: `${PG}import config from 'config';\nimport _ from 'lodash';\nfunction own() {\n  const options = { host: 'db', connectionTimeoutMillis: 3_000 };\n  return _.merge(options, config.get('pg') || {});\n}\nexport const pool = new Pool(own());`, options: { unseenSettings: true } },
    { name: 'objects that are merged into each other', code: `${PG}const one = Object.assign({}, other);\nconst other = Object.assign({}, one);\nexport const pool = new Pool(other.pool);` },
    { name: 'a limit that is merged in', code: `${PG}import _ from 'lodash';\nexport const pool = new Pool(_.merge({ host: 'db' }, { connectionTimeoutMillis: 3_000 }));` },
    { name: 'a limit among the defaults', code: `${PG}import _ from 'lodash';\nexport const pool = new Pool(_.defaults({ host: 'db' }, { connectionTimeoutMillis: 3_000 }));` },
    { name: 'a limit that a call adds later', code: `${PG}const options = { host: 'db' };\nObject.assign(options, { connectionTimeoutMillis: 3_000 });\nexport const pool = new Pool(options);` },
    { name: 'something that is merged in and cannot be known', code: `${PG}import { more } from './elsewhere.js';\nexport const pool = new Pool(Object.assign({ host: 'db' }, more));`, options: { unseenSettings: true } },
    { name: 'a single connection has no pool', code: `import { Client } from 'pg';\nexport const client = new Client({ host: 'db' });` },
    { name: 'the default of the library bounds it', code: `import knex from 'knex';\nexport const db = knex({ client: 'pg', connection: { host: 'db' } });` },
    { name: 'there is no such option', code: `import postgres from 'postgres';\nexport const sql = postgres({ host: 'db' });` },
    { name: 'a connection string may hold it', code: `import { MongoClient } from 'mongodb';\nexport const client = new MongoClient(process.env.MONGO_URL);` },
    { name: 'a connection string holds it', code: `import { MongoClient } from 'mongodb';\nexport const client = new MongoClient('mongodb://db/shop?waitQueueTimeoutMS=5000');` },
    {
      name: 'another kind of database',
      code: `import { DataSource } from 'typeorm';\nexport const source = new DataSource({ type: 'mysql', host: 'db' });`,
    },
    {
      name: 'a kind of database that is not known',
      code: `import { DataSource } from 'typeorm';\nexport const source = new DataSource({ type: process.env.DB_TYPE, host: 'db' });`,
    },
    {
      name: 'options that are spread into others',
      code: `import type { PoolConfig } from 'pg';\nexport const base: PoolConfig = { host: 'db' };`,
      files: { 'use.ts': `import { Pool } from 'pg';\nimport { base } from './main.js';\nexport const pool = new Pool({ ...base, connectionTimeoutMillis: 1 });` },
    },
  ],
  invalid: [
    {
      name: 'options that are spread elsewhere, and used as they are for the service',
      code: `import type { DataSourceOptions } from 'typeorm';\nconst options: DataSourceOptions = { type: 'postgres', host: 'db' };\nexport default options;`,
      files: {
        'local.ts': `import { DataSource } from 'typeorm';\nimport options from './main.js';\nexport const local = new DataSource({ ...options, extra: { connectionTimeoutMillis: 1 } });`,
        'database.ts': `import { DataSource, type DataSourceOptions } from 'typeorm';\nimport given from './main.js';\nexport class Database {\n  private static options: DataSourceOptions | null = null;\n  static connect() {\n    this.options = given;\n    return new DataSource(this.options);\n  }\n}`,
      },
      errors: [{ messageId: 'missingPoolLimits', line: 2 }],
    },
    ...['Object.assign({ host: "db" }, config.get("pg"))', '{ host: "db", ...config.get("pg") }', '_.merge({ host: "db" }, config.get("pg") || {})', '_.defaults(config.get("pg"), { host: "db" })'].map((options) => ({
      name: `settings that may hold it: ${options}`,
      code: `${PG}import config from 'config'; import _ from 'lodash';\nexport const pool = new Pool(${options});`,
      options: { unseenSettings: true },
      errors: [{ messageId: 'missingPoolLimits' as const, line: 3, message: 'sets one. Set `connectionTimeoutMillis` (ms).' }],
    })),
    {
      name: 'options that a helper merges, where the fix goes',
      code: `const { Pool } = require('pg');\nconst _ = require('lodash');\nfunction options() {\n  const own = { host: 'db' };\n  return _.merge(own, { ssl: true });\n}\nmodule.exports = new Pool(options());`,
      errors: [{ messageId: 'missingPoolLimits', line: 4 }],
    },
    {
      name: 'no limit',
      code: `${PG}export const pool = new Pool({ connectionString: process.env.DATABASE_URL });`,
      errors: [
        {
          messageId: 'missingPoolLimits',
          line: 2,
          message:
            'When every connection is taken, each further caller waits for one for ever: `new Pool` (pg) has no time limit for getting a connection. Set `connectionTimeoutMillis` (ms).',
        },
      ],
    },
    { name: 'no options', code: `${PG}export const pool = new Pool();`, errors: [{ messageId: 'missingPoolLimits', line: 2 }] },
    {
      name: 'a limit that is switched off',
      code: `${PG}export const pool = new Pool({ connectionTimeoutMillis: 0 });`,
      errors: [{ messageId: 'missingPoolLimits', line: 2 }],
    },
    {
      name: 'all that are asked for in one report',
      code: `${PG}export const pool = new Pool({ idleTimeoutMillis: 0 });`,
      options: { limits: ['acquire', 'max', 'idle', 'lifetime'] },
      errors: [
        {
          messageId: 'missingPoolLimits',
          line: 2,
          message: 'Set `connectionTimeoutMillis` (ms), `idleTimeoutMillis` (ms) and `maxLifetimeSeconds` (s).',
        },
      ],
    },
    {
      name: 'a data source',
      code: `import { DataSource } from 'typeorm';\nexport const source = new DataSource({ type: 'postgres', host: 'db', extra: { max: 20 } });`,
      errors: [{ messageId: 'missingPoolLimits', line: 2, message: 'Set `connectTimeoutMS` (ms).' }],
    },
    {
      name: 'a module of a framework',
      code: `import { Module } from '@nestjs/common';\nimport { TypeOrmModule } from '@nestjs/typeorm';\n@Module({ imports: [TypeOrmModule.forRoot({ type: 'postgres', host: 'db' })] })\nexport class AppModule {}`,
      errors: [{ messageId: 'missingPoolLimits', line: 3 }],
    },
    {
      name: 'a module of a framework with a factory',
      code: `import { TypeOrmModule } from '@nestjs/typeorm';\nexport const database = TypeOrmModule.forRootAsync({\n  useFactory: (config) => ({ type: 'postgres', host: config.get('DB_HOST') }),\n});`,
      errors: [{ messageId: 'missingPoolLimits', line: 2 }],
    },
    {
      name: 'options on their own, under the type of the library',
      code: `import type { DataSourceOptions } from 'typeorm';\nconst options: DataSourceOptions = { type: 'postgres', host: 'db' };\nexport default options;`,
      errors: [{ messageId: 'missingPoolLimits', line: 2 }],
    },
    {
      name: 'options that a method returns',
      code: `import type { TypeOrmModuleOptions } from '@nestjs/typeorm';\nexport class Options {\n  createTypeOrmOptions(): TypeOrmModuleOptions {\n    return { type: 'postgres', host: 'db' };\n  }\n}`,
      errors: [{ messageId: 'missingPoolLimits', line: 4 }],
    },
    {
      name: 'an adapter that makes a pool',
      code: `import { PrismaPg } from '@prisma/adapter-pg';\nexport const adapter = new PrismaPg({ connectionString: process.env.DATABASE_URL });`,
      errors: [{ messageId: 'missingPoolLimits', line: 2 }],
    },
    {
      name: 'a connection string that is not in view, where it is asked for',
      code: `import { MongoClient } from 'mongodb';\nexport const client = new MongoClient(process.env.MONGO_URL);`,
      options: { unseenUrls: true },
      errors: [{ messageId: 'missingPoolLimits', line: 2, message: 'has no time limit for getting a connection unless its connection string sets one.' }],
    },
    {
      name: 'unlimited connections',
      code: `import mysql from 'mysql2/promise';\nexport const pool = mysql.createPool({ host: 'db', connectionLimit: 0 });`,
      errors: [{ messageId: 'missingPoolLimits', line: 2, message: 'Every caller opens a connection of its own' }],
    },
    {
      name: 'more connections than a server has',
      code: `${PG}export const pool = new Pool({ max: 500, connectionTimeoutMillis: 5_000 });`,
      errors: [{ messageId: 'tooManyConnections', line: 2 }],
    },
  ],
});

runFixtures(rule);

it('hands over what is missing and how it is set', () => {
  const file = tempProject({ 'main.ts': `${PG}const options = { host: 'db' };\nexport const pool = new Pool(options);` }).analyse('main.ts');
  const [finding] = rule.findings(file);
  const { client, missing } = finding!.evidence as PoolLimitsEvidence;
  expect(client.options?.start).toBe(file.module.text.indexOf(`{ host`));
  expect(missing.map(({ limit, option, unit, suggested, state }) => [limit, option, unit, suggested, state])).toEqual([
    ['acquire', 'connectionTimeoutMillis', 'ms', 5_000, 'missing'],
    ['lifetime', 'maxLifetimeSeconds', 's', 1_800, 'missing'],
  ]);
});
