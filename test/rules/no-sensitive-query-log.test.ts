import rule from '../../rules/no-sensitive-query-log.js';
import { runFixtures, runRule } from '../support/rule-tester.js';

const TYPEORM = `import { DataSource } from 'typeorm';\n`;
const SEQUELIZE = `import { Sequelize } from 'sequelize';\n`;
const KNEX = `import knex from 'knex';\n`;

runRule(rule, {
  valid: [
    { name: 'errors only', code: `${TYPEORM}export const source = new DataSource({ type: 'postgres', logging: ['error', 'warn'] });` },
    { name: 'switched off', code: `${TYPEORM}export const source = new DataSource({ type: 'postgres', logging: false });` },
    { name: 'in development only', code: `${TYPEORM}export const source = new DataSource({ type: 'postgres', logging: process.env.NODE_ENV === 'development' });` },
    { name: 'one or the other', code: `${TYPEORM}export const source = new DataSource({ type: 'postgres', logging: process.env.DEBUG ? true : ['error'] });` },
    { name: 'statements without their values', code: `${SEQUELIZE}export const db = new Sequelize('postgres://db/shop', { logging: (text) => log.debug(text) });` },
    { name: 'an option of that name of something else', code: `import { Server } from 'acme';\nexport const server = new Server({ logging: true });` },
  ],
  invalid: [
    {
      name: 'everything',
      code: `${TYPEORM}export const source = new DataSource({ type: 'postgres', logging: true });`,
      errors: [
        {
          messageId: 'valuesPrinted',
          line: 2,
          message: 'with `logging` the `new DataSource` (typeorm) prints every statement with its values',
        },
      ],
    },
    { name: 'all', code: `${TYPEORM}export const source = new DataSource({ type: 'postgres', logging: 'all' });`, errors: [{ messageId: 'valuesPrinted', line: 2 }] },
    { name: 'queries among others', code: `${TYPEORM}export const source = new DataSource({\n  type: 'postgres',\n  logging: ['error', 'query'],\n});`, errors: [{ messageId: 'valuesPrinted', line: 4 }] },
    { name: 'parameters', code: `${SEQUELIZE}export const db = new Sequelize('postgres://db/shop', { logQueryParameters: true });`, errors: [{ messageId: 'valuesPrinted', line: 2 }] },
    { name: 'bindings', code: `${KNEX}export const db = knex({ client: 'pg', debug: true });`, errors: [{ messageId: 'valuesPrinted', line: 2 }] },
    {
      name: 'an option of another file',
      code: `${TYPEORM}import { shared } from './shared.js';\nexport const source = new DataSource({ type: 'postgres', ...shared });`,
      files: { 'shared.ts': `export const shared = { logging: true };` },
      errors: [{ messageId: 'valuesPrinted', line: 3 }],
    },
  ],
});

runFixtures(rule);
