import { expect, it } from 'vitest';
import { isSeldom } from '../../../src/analysis/control/seldom.js';
import { nodesOf } from '../../../src/analysis/project/module.js';
import { tempProject } from '../../support/temp-project.js';

it.each([
  ['once for each key that the module keeps', 'const done = {}; async function f(key) { if (done[key]) return; done[key] = true; await here(); }', true],
  ['once for each key that the call keeps', 'async function f(key) { const done = {}; if (done[key]) return; done[key] = true; await here(); }', false],
  ['where nothing is kept', 'const skipped = {}; async function f(key) { if (skipped[key]) return; await here(); }', false],
  ['after some time', 'let last = 0; async function f() { if (Date.now() - last >= 60_000) { last = Date.now(); await here(); } }', true],
  ['after some time, by a variable', 'let last = 0; async function f() { const now = Date.now(); if (now - last > MAX_AGE) await here(); }', true],
  ['where a number is large', 'async function f(a, b) { if (a - b > 10) await here(); }', false],
  ['each time', 'async function f() { await here(); }', false],
])('%s', (_, code, expected) => {
  const { module } = tempProject({ 'main.ts': code }).analyse('main.ts');
  const call = nodesOf(module, 'CallExpression').find(({ callee }) => callee.type === 'Identifier' && callee.name === 'here')!;
  expect(isSeldom(call)).toBe(expected);
});
