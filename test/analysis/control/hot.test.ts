import { describe, expect, it } from 'vitest';
import { isHot } from '../../../src/analysis/control/hot.js';
import { tempProject } from '../../support/temp-project.js';

const DB = `import { Pool } from 'pg'; export const pool = new Pool();`;
const QUERY = `await pool.query('SELECT 1')`;

function hot(main: string, files: Record<string, string> = {}, name = 'main.ts'): boolean {
  const dependencies = { express: '5', pg: '8', next: '15', '@nestjs/common': '11', bullmq: '5' };
  const file = tempProject({ 'package.json': JSON.stringify({ name: 'temp', dependencies }), 'db.ts': DB, ...files, [name]: main }).analyse(name);
  const call = file.calls('query')[0];
  if (!call) throw new Error('There is no query.');
  return isHot(file.project, call.node);
}

const APP = `import express from 'express'; import { pool } from './db.js'; const app = express();\n`;
const REPOSITORY = `import { pool } from './db.js'; export async function list() { ${QUERY}; }`;

describe('hot', () => {
  it.each<[string, string, Record<string, string>?, string?]>([
    ['a route', `${APP}app.get('/', async (request, response) => { ${QUERY}; });`],
    ['a callback in a route', `${APP}app.get('/', async (request, response) => { await Promise.all(ids.map(async () => { ${QUERY}; })); });`],
    ['a route behind a wrapper', `${APP}app.get('/', withErrors(async (request, response) => { ${QUERY}; }));`],
    ['a function that a route calls', `${APP}app.get('/', (request, response) => list(response)); async function list() { ${QUERY}; }`],
    ['a function that is passed by name', `${APP}app.get('/', list); async function list() { ${QUERY}; }`],
    ['a declared handler', `import type { RequestHandler } from 'express'; import { pool } from './db.js'; export const list: RequestHandler = async () => { ${QUERY}; };`],
    ['another file', REPOSITORY, { 'app.ts': `${APP}import { list } from './main.js'; app.get('/', async () => { await list(); });` }],
    [
      'two files away, behind a barrel',
      REPOSITORY,
      {
        'index.ts': `export * from './main.js';`,
        'service.ts': `import { list } from './index.js'; export const all = () => list();`,
        'app.ts': `${APP}import { all } from './service.js'; app.get('/', async () => all());`,
      },
    ],
    [
      'an injected service',
      `import { pool } from './db.js'; export class Users { async list() { ${QUERY}; } }`,
      {
        'controller.ts': `import { Controller, Get } from '@nestjs/common'; import { Users } from './main.js';
          @Controller() export class UsersController { constructor(private readonly users: Users) {} @Get() list() { return this.users.list(); } }`,
      },
    ],
    ['a file that a framework finds', `import { pool } from '../db.js'; export async function GET() { ${QUERY}; }`, {}, 'app/route.ts'],
    ['a wrapped export of one', `import { pool } from '../db.js'; export const GET = withAuth(async () => { ${QUERY}; });`, {}, 'app/route.ts'],
    ['a procedure', `import { initTRPC } from '@trpc/server'; import { pool } from './db.js'; const t = initTRPC.create(); t.procedure.query(async () => { ${QUERY}; });`],
    ['a field of a graph', `import { Query, Resolver } from '@nestjs/graphql'; import { pool } from './db.js'; @Resolver() class Users { @Query() async users() { ${QUERY}; } }`],
    ['a worker', `import { Worker } from 'bullmq'; import { pool } from './db.js'; new Worker('q', async (job) => { ${QUERY}; });`],
  ])('%s', (_, main, files, name) => {
    expect(hot(main, files, name)).toBe(true);
  });
});

describe('not hot', () => {
  it.each<[string, string, Record<string, string>?, string?]>([
    ['the top level', `import { pool } from './db.js'; ${QUERY};`],
    ['a function that nothing calls', REPOSITORY],
    ['a function of the same name', REPOSITORY, { 'app.ts': `${APP}import { list } from './other.js'; app.get('/', async () => { await list(); });`, 'other.ts': `export const list = () => 1;` }],
    ['a job', `import { pool } from './db.js'; setInterval(async () => { ${QUERY}; }, 1000);`],
    ['a file of another name', `import { pool } from '../db.js'; export async function GET() { ${QUERY}; }`, {}, 'app/rout.ts'],
  ])('%s', (_, main, files, name) => {
    expect(hot(main, files, name)).toBe(false);
  });
});
