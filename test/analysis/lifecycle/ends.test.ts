import { describe, expect, it } from 'vitest';
import { cutShort } from '../../../src/analysis/lifecycle/cut-short.js';
import { migrationsAtStart } from '../../../src/analysis/lifecycle/migrations.js';
import { tempProject } from '../../support/temp-project.js';

const SERVER = "import { createServer } from 'node:http';\nconst server = createServer();\nserver.listen(3000);\n";

describe('a drain that the end of the process cuts short', () => {
  it.each([
    ['right behind it', "process.on('SIGTERM', () => { server.close(); process.exit(0); });", [4]],
    ['in a function that the handler calls', "function stop() {\n  server.close();\n  process.exit(0);\n}\nprocess.on('SIGTERM', () => stop());", [5]],
    ['in the callback', "process.on('SIGTERM', () => { server.close(() => process.exit(0)); });", []],
    ['after waiting', "process.on('SIGTERM', async () => { server.close(); await drained(); process.exit(0); });", []],
    ['of another signal', "process.on('SIGUSR2', () => { server.close(); process.exit(0); });", []],
    ['where nothing handles a signal', 'export function stop() { server.close(); process.exit(0); }', []],
  ])('%s', (_, code, expected) => {
    const { project, module } = tempProject({ 'main.ts': SERVER + code }).analyse('main.ts');
    expect(cutShort(project, module).map(({ node }) => module.lineOf(node.start))).toEqual(expected);
  });
});

describe('migrations on the way to serving', () => {
  const DB = "import knex from 'knex';\nimport { createServer } from 'node:http';\nconst db = knex({ client: 'pg' });\n";
  it.each([
    ['at the top level', 'await db.migrate.latest();\ncreateServer().listen(3000);', ['Migrator.latest():4']],
    ['in a function that starts', 'async function start() {\n  await db.migrate.latest();\n  createServer().listen(3000);\n}\nvoid start();', ['Migrator.latest():5']],
    ['where nothing listens', 'await db.migrate.latest();', []],
    ['where the file is the program', "if (process.env.NODE_ENV !== 'test') await db.migrate.latest();\ncreateServer().listen(3000);", ['Migrator.latest():4']],
    ['where the command line decides', "if (process.argv.includes('--migrate')) await db.migrate.latest();\ncreateServer().listen(3000);", []],
    ['where a setting decides', 'if (settings.migrate) await db.migrate.latest();\ncreateServer().listen(3000);', []],
    ['where a setting decides round the function', 'async function migrate() { await db.migrate.latest(); }\nif (settings.migrate) await migrate();\ncreateServer().listen(3000);', []],
  ])('%s', (_, code, expected) => {
    const { project, module } = tempProject({ 'main.ts': DB + code }).analyse('main.ts');
    expect(migrationsAtStart(project, module).map(({ label, node }) => `${label}:${module.lineOf(node.start)}`)).toEqual(expected);
  });
});
