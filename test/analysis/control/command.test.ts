import { describe, expect, it } from 'vitest';
import { isCommand, isRunWithArguments } from '../../../src/analysis/control/command.js';
import { tempProject } from '../../support/temp-project.js';

function analysed(path: string, code: string) {
  return tempProject({ 'package.json': '{ "name": "app" }', [path]: code }).analyse(path);
}

function isCommandAt(path: string, code: string): boolean {
  const { module, project } = analysed(path, code);
  return isCommand(project, module);
}

describe('a command', () => {
  it('a package in a folder of that name that has a command', () => {
    const files = { 'packages/cli/package.json': '{ "name": "@app/cli", "bin": { "app": "bin/index.js" } }', 'packages/cli/src/users.ts': 'export const run = () => {};' };
    const { module, project } = tempProject(files).analyse('packages/cli/src/users.ts');
    expect(isCommand(project, module)).toBe(true);
  });

  it.each([
    ['a script', 'main.ts', '#!/usr/bin/env node\nrun();'],
    ['one of cli', 'src/cli/users.ts', 'export const run = () => {};'],
  ])('%s', (_, path, code) => {
    expect(isCommandAt(path, code)).toBe(true);
  });

  it('not: a folder outside of the package', () => {
    expect(isCommandAt('src/client/users.ts', 'run();')).toBe(false);
  });
});

describe('run with arguments', () => {
  it('takes its subject from the command line and ends', () => {
    expect(isRunWithArguments(analysed('restart.ts', 'if (process.argv.length < 3) process.exit(1);\nrestart(process.argv[2]);').module)).toBe(true);
  });

  it.each([
    ['a module of others', 'users.ts', 'export const ids = process.argv.slice(2);\nif (!ids.length) process.exit(1);'],
    ['the same in CommonJS', 'users.js', 'module.exports = process.argv.slice(2);\nif (!module.exports.length) process.exit(1);'],
    ['what runs on', 'server.ts', 'listen(process.argv[2] ?? 80);'],
    ['what ends without a subject', 'job.ts', 'work().then(() => process.exit(0));'],
    ['a comment that names both', 'job.ts', 'work(); // not process.exit() as process.argv says'],
  ])('not: %s', (_, path, code) => {
    expect(isRunWithArguments(analysed(path, code).module)).toBe(false);
  });
});
