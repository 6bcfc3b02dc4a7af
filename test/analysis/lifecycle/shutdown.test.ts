import { describe, expect, it } from 'vitest';
import { callsOfKind, patternOf } from '../../../src/analysis/lifecycle/words.js';
import { resourcesOf } from '../../../src/analysis/lifecycle/resources.js';
import { shutdownOf } from '../../../src/analysis/lifecycle/shutdown.js';
import { startsWithProcess } from '../../../src/analysis/lifecycle/startup.js';
import { tempProject } from '../../support/temp-project.js';

describe('what runs when the process starts', () => {
  it.each([
    ['the top level', 'listen();', true],
    ['a function that is called there', 'function main() { listen(); }\nmain();', true],
    ['what follows a promise', 'connect().then(() => listen());', true],
    ['a method of an instance', 'class A { start() { listen(); } }\nnew A().start();', true],
    ['a function that nobody calls', 'export function main() { listen(); }', false],
    ['a request', `import express from 'express';\nexpress().get('/', () => listen());`, false],
    ['a command', `program.command('x').action(() => listen());`, false],
    ['development', `if (process.env.NODE_ENV === 'development') listen();`, false],
    ['everything but tests', `if (process.env.NODE_ENV !== 'test') listen();`, true],
  ])('%s', (_, code, expected) => {
    const { project, module } = tempProject({ 'main.ts': `import { listen } from 'somewhere';\n${code}` }).analyse('main.ts');
    const call = module.nodes.get('CallExpression')!.find((node) => module.text.slice(node.start, node.end) === 'listen()')!;
    expect(startsWithProcess(project, call)).toBe(expected);
  });
});

describe('what is open while a process runs', () => {
  it.each([
    ['a constant', `import pg from 'pg';\nexport const pool = new pg.Pool();`, ['pool pool']],
    ['what a module exports at once', `module.exports = require('knex')({});`, ['Knex pool']],
    ['a field', `import { Redis } from 'ioredis';\nclass Cache { private redis = new Redis(); }`, ['redis client']],
    ['one that is kept until it is needed', `import { Pool } from 'pg';\nlet pool;\nexport const get = () => (pool ??= new Pool());`, ['pool pool']],
    ['a ready-made client', `import mongoose from 'mongoose';\nmongoose.connect('x');`, ['Mongoose pool']],
    ['one for a request', `import express from 'express';\nimport { Client } from 'pg';\nexpress().get('/', () => { const client = new Client(); });`, []],
    ['what is passed through', `import { Model } from 'objection';\nimport knex from 'knex';\nModel.knex(knex({}));`, ['Knex pool']],
  ])('%s', (_, code, expected) => {
    const { project, module } = tempProject({ 'main.js': code }).analyse('main.js');
    expect(resourcesOf(project, module).map(({ name, lifecycle }) => `${name} ${lifecycle.stage}`)).toEqual(expected);
  });
});

it('asks by name what a call may be', () => {
  const code = `import express from 'express';\nconst app = express();\napp.get('/', () => {});\napp.listen(3000);`;
  const { project, module } = tempProject({ 'main.ts': code }).analyse('main.ts');
  const taken = callsOfKind(project, module, 'take').filter(({ call }) => call.concept === 'listen');
  expect(taken.map(({ label }) => label)).toEqual(['Application.listen']);
});

it.each([
  ['make', true, `import { Pool } from 'pg';\nexport const pool = new Pool();`],
  ['make', true, `import { Pool as Connections } from 'pg';\nexport const connections = new Connections();`],
  ['make', true, `const knex = require('knex');\nmodule.exports = knex({});`],
  ['make', false, `import { types } from 'pg';\ntypes.setTypeParser(20, Number);`],
  ['make', false, `import { db } from './db.js';\nawait db.user.findMany();`],
  ['take', true, `import { app } from './app.js';\napp.listen(3000);`],
  ['take', true, `import { Worker } from 'bullmq';\nnew Worker('mails', send);`],
  ['take', false, `import { Injectable } from '@nestjs/common';\n@Injectable()\nexport class A {}`],
  ['stop', true, `process.once('SIGTERM', () => server.close());`],
  ['stop', true, `import { gracefulShutdown } from './lifecycle.js';\ngracefulShutdown(server);`],
  ['stop', false, `import fastify from 'fastify';\nexport const app = fastify();`],
  ['repeat', true, `setInterval(sweep, 1000);`],
] as const)('of the files that may have a call of the kind "%s": %s, %j', (kind, expected, code) => {
  const { project } = tempProject({ 'main.ts': code }).analyse('main.ts');
  expect(patternOf(project, kind).test(code)).toBe(expected);
});

it('knows an application by what is imported, not by what lies beside it', () => {
  const listen = (port: number) => `import express from 'express';\nimport './db.js';\nexpress().listen(${port});`;
  const pool = `import pg from 'pg';\nexport const pool = new pg.Pool();`;
  const project = tempProject({ 'api.ts': listen(1), 'db.ts': pool, 'other.ts': pool.replace('pool', 'second') });
  const { project: analysed, module } = project.analyse('api.ts');
  const shutdown = shutdownOf(analysed, module)!;
  expect(shutdown.verdict.kind).toBe('missing');
  expect(shutdown.resources.map(({ name }) => name)).toEqual(['Server', 'pool']);
});
