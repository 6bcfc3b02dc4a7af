import { describe, expect, it } from 'vitest';
import { heldTransactions } from '../../../src/analysis/sessions/held-open.js';
import { keptOpen } from '../../../src/analysis/sessions/kept-open.js';
import { wrappedCalls } from '../../../src/analysis/sessions/wrapped.js';
import { tempProject } from '../../support/temp-project.js';
import { analyse } from './some-db.js';

describe('a function that takes a resource for its caller', () => {
  it.each([
    ['returns it', 'const getClient = () => pool.take();\ngetClient();', ['getClient:3']],
    ['returns it, awaited', 'async function getClient() { return await pool.take(); }\ngetClient();', ['getClient:3']],
    ['sets it up first', "async function getClient() { const client = await pool.take(); await client.query('SET a = 1'); return client; }\ngetClient();", ['getClient:3']],
    ['keeps it, too', 'let kept; async function getClient() { const client = await pool.take(); kept = client; return client; }\ngetClient();', []],
    ['may return what it has kept', 'let kept; async function getClient() { if (kept) return kept; return pool.take(); }\ngetClient();', []],
    ['gives it back', 'async function ping() { const client = await pool.take(); client.release(); }\nping();', []],
  ])('%s', (_, code, expected) => {
    const { project, module } = analyse(code);
    expect(wrappedCalls(project, module).map(({ call, wrapper }) => `${wrapper}:${module.lineOf(call.node.start)}`)).toEqual(expected);
  });
});

describe('a transaction that is held while a caller works', () => {
  const holding = (run: string) => `const holdingSomeLock = (work) => pool.transaction(async (client) => { await client.query('SELECT lock()'); ${run} });\n`;
  it.each([
    ['and that queries past it', `${holding('await work();')}holdingSomeLock(async () => { await pool.query('SELECT 1'); });`, ['Pool.transaction Pool.query']],
    ['and that leaves the process', `${holding('await work();')}holdingSomeLock(async () => { await fetch('https://a.example'); });`, ['Pool.transaction fetch']],
    ['and that only computes', `${holding('await work();')}holdingSomeLock(async () => 1);`, []],
    ['with the connection', `${holding('await work(client);')}holdingSomeLock(async () => { await pool.query('SELECT 1'); });`, []],
    ['for nobody in view', holding('await work();'), []],
  ])('%s', (_, code, expected) => {
    const { project, module } = analyse(code);
    expect(heldTransactions(project, module).map(({ transaction, effect }) => `${transaction.name} ${effect.call.label}`)).toEqual(expected);
  });
});

describe('a session that is opened once for all', () => {
  const HEAD = "import mongoose from 'mongoose';\nimport { Worker } from 'bullmq';\n";
  it.each([
    ['and used by each message', "const session = await mongoose.startSession();\nnew Worker('a', async () => { await session.withTransaction(async () => {}); });", ['consumer:4']],
    ['and used by each run', 'const session = await mongoose.startSession();\nsetInterval(() => session.withTransaction(async () => {}), 1000);', ['job:4']],
    ['for each message', "new Worker('a', async () => { const session = await mongoose.startSession(); await session.endSession(); });", []],
    ['and used once', 'const session = await mongoose.startSession();\nawait session.withTransaction(async () => {});\nawait session.endSession();', []],
    ['again and again', "let session = await mongoose.startSession();\nnew Worker('a', async () => { session = await mongoose.startSession(); await session.withTransaction(async () => {}); });", []],
  ])('%s', (_, code, expected) => {
    const { project, module } = tempProject({ 'main.ts': HEAD + code }).analyse('main.ts');
    expect(keptOpen(project, module).map(({ by, use }) => `${by}:${module.lineOf(use.start)}`)).toEqual(expected);
  });
});
