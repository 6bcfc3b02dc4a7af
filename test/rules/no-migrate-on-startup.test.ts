import rule from '../../rules/no-migrate-on-startup.js';
import { runFixtures, runRule } from '../support/rule-tester.js';

const EXPRESS = `import express from 'express';\nconst app = express();\n`;
const SOURCE = `import { DataSource } from 'typeorm';\n`;

runRule(rule, {
  valid: [
    { name: 'a script of its own', code: `${SOURCE}const source = new DataSource({ type: 'postgres' });\nawait source.initialize();\nawait source.runMigrations();` },
    { name: 'not asked for', code: `${SOURCE}${EXPRESS}new DataSource({ type: 'postgres', synchronize: false });\napp.listen(3000);` },
    { name: 'the environment decides', code: `${SOURCE}${EXPRESS}new DataSource({ type: 'postgres', synchronize: process.env.NODE_ENV !== 'production' });\napp.listen(3000);` },
    { name: 'a condition decides', code: `${SOURCE}${EXPRESS}const source = new DataSource({ type: 'postgres' });\nif (process.env.MIGRATE === 'true') await source.runMigrations();\napp.listen(3000);` },
    { name: 'a condition of the caller decides', code: `${SOURCE}${EXPRESS}import { migrate } from './migrate.js';\nasync function main() { if (config().autoMigrate) await migrate(); app.listen(3000); }\nawait main();`, files: { 'migrate.ts': `${SOURCE}const source = new DataSource({ type: 'postgres' });\nexport async function migrate() { await source.runMigrations(); }` } },
    { name: 'a command that somebody has to call', code: `import { Command } from '@oclif/core';\n${SOURCE}${EXPRESS}const source = new DataSource({ type: 'postgres' });\nexport default class Start extends Command {\n  async run() {\n    await source.runMigrations();\n    app.listen(3000);\n  }\n}` },
    { name: 'when a request asks for it', code: `${SOURCE}${EXPRESS}const source = new DataSource({ type: 'postgres' });\napp.post('/admin/migrate', async (req, res) => { await source.runMigrations(); res.end(); });\napp.listen(3000);` },
    { name: 'a file that the service does not load', code: `${SOURCE}export const source = new DataSource({ type: 'postgres', synchronize: true });`, files: { 'server.ts': `${EXPRESS}app.listen(3000);` } },
  ],
  invalid: [
    {
      name: 'migrations run first',
      code: `${SOURCE}${EXPRESS}const source = new DataSource({ type: 'postgres' });\nasync function main() {\n  await source.initialize();\n  await source.runMigrations();\n  app.listen(3000);\n}\nvoid main();`,
      errors: [{ messageId: 'migrateOnStartup', line: 7, column: 9, data: { label: 'DataSource.runMigrations()', site: '`Application.listen` (main.ts:8)' } }],
    },
    {
      name: 'where the file is the program',
      code: `${SOURCE}${EXPRESS}const source = new DataSource({ type: 'postgres' });\nasync function main() {\n  await source.runMigrations();\n  app.listen(3000);\n}\nif (process.env.NODE_ENV !== 'test') void main();`,
      errors: [{ messageId: 'migrateOnStartup', line: 6 }],
    },
    {
      name: 'the schema follows the code',
      code: `${SOURCE}export const source = new DataSource({\n  type: 'postgres',\n  synchronize: true,\n});`,
      filename: 'db.ts',
      files: { 'server.ts': `import { source } from './db.js';\n${EXPRESS}await source.initialize();\napp.listen(3000);` },
      errors: [{ messageId: 'migrateOnStartup', line: 4, data: { label: 'synchronize: true' } }],
    },
    {
      name: 'a module of Nest',
      code: `import { Module } from '@nestjs/common';\nimport { TypeOrmModule } from '@nestjs/typeorm';\n@Module({ imports: [TypeOrmModule.forRoot({ type: 'postgres', migrationsRun: true })] })\nexport class AppModule {}`,
      filename: 'app.module.ts',
      files: { 'main.ts': `import { NestFactory } from '@nestjs/core';\nimport { AppModule } from './app.module.js';\nconst app = await NestFactory.create(AppModule);\nawait app.listen(3000);` },
      errors: [{ messageId: 'migrateOnStartup', line: 3 }],
    },
    { name: 'Sequelize', code: `import { Sequelize } from 'sequelize';\n${EXPRESS}const sequelize = new Sequelize('postgres://a');\nawait sequelize.sync({ alter: true });\napp.listen(3000);`, errors: [{ messageId: 'migrateOnStartup', line: 5 }] },
    { name: 'Knex', code: `import knex from 'knex';\n${EXPRESS}const db = knex({ client: 'pg' });\nawait db.migrate.latest();\napp.listen(3000);`, errors: [{ messageId: 'migrateOnStartup', line: 5 }] },
    { name: 'Drizzle', code: `import { drizzle } from 'drizzle-orm/node-postgres';\nimport { migrate } from 'drizzle-orm/node-postgres/migrator';\n${EXPRESS}const db = drizzle('postgres://a');\nawait migrate(db, { migrationsFolder: 'drizzle' });\napp.listen(3000);`, errors: [{ messageId: 'migrateOnStartup', line: 6 }] },
    { name: 'MikroORM', code: `import { MikroORM } from '@mikro-orm/core';\n${EXPRESS}const orm = await MikroORM.init({});\nawait orm.migrator.up();\napp.listen(3000);`, errors: [{ messageId: 'migrateOnStartup', line: 5 }] },
    { name: 'MikroORM 6', files: { 'package.json': JSON.stringify({ name: 'a', dependencies: { '@mikro-orm/core': '^6.4.0', express: '^5.0.0' } }) }, code: `import { MikroORM } from '@mikro-orm/core';\n${EXPRESS}const orm = await MikroORM.init({});\nawait orm.getMigrator().up();\napp.listen(3000);`, errors: [{ messageId: 'migrateOnStartup', line: 5 }] },
    { name: 'Umzug', code: `import { Umzug } from 'umzug';\n${EXPRESS}const umzug = new Umzug({});\nawait umzug.up();\napp.listen(3000);`, errors: [{ messageId: 'migrateOnStartup', line: 5 }] },
  ],
});

runFixtures(rule);
