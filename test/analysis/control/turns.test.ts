import { describe, expect, it } from 'vitest';
import { isCarried, takesGroup } from '../../../src/analysis/control/turns.js';
import { isCall, isLoop, type Node } from '../../../src/analysis/project/ast.js';
import { nodesOf } from '../../../src/analysis/project/module.js';
import { tempProject } from '../../support/temp-project.js';

/** The call of `work` and the loop, or the call with a callback, round it. */
function place(code: string): [Node, Node] {
  const { module } = tempProject({ 'main.ts': `let items, folder;\n${code}` }).analyse('main.ts');
  const work = nodesOf(module, 'CallExpression').find(({ callee }) => callee.type === 'Identifier' && callee.name === 'work')!;
  let loop: Node = work.parent!;
  while (!isLoop(loop) && !(isCall(loop) && loop.type === 'CallExpression' && loop.callee.type === 'MemberExpression')) loop = loop.parent!;
  return [work, loop];
}

describe('the next turn needs what this one gives', () => {
  it.each([
    'for (const name of items) folder = await work({ name, parent: folder.id });',
    'for (const name of items) { folder = await work(name, folder); }',
    'for (let i = 0; i < items.length; i++) { const query = { key: items[i], in: folder }; folder = await work(query); }',
  ])('%s', (code) => {
    expect(isCarried(...place(code))).toBe(true);
  });

  it.each([
    'for (const name of items) folder = await work(name);',
    'let total = 0; for (const name of items) total = total + (await work(name));',
    'for (const name of items) { const found = await work(name); folder = found; }',
    'for (const name of items) { let found = null; found = await work(name, found); }',
    'for (const name of items) folder = await work({ folder: name });',
  ])('not: %s', (code) => {
    expect(isCarried(...place(code))).toBe(false);
  });
});

describe('all rows of a group at once', () => {
  it.each([
    'for (const [type, ids] of items) await work(type, [...ids]);',
    'for (const [type, rows] of items) await work({ id: { in: rows } });',
    'for (const [type, rows] of Object.entries(items)) await work(type, rows.map((row) => row.id));',
    'await Promise.all(items.map(([type, ids]) => work(type, Array.from(ids))));',
  ])('%s', (code) => {
    expect(takesGroup(...place(code))).toBe(true);
  });

  it.each([
    'for (const [id, user] of items) await work(id, user);',
    'for (const [type, rows] of items) for (const row of rows) await work(row);',
    'for (const group of items) await work([...group.ids]);',
    'for (const [first, second, third] of items) await work([...second]);',
  ])('not: %s', (code) => {
    expect(takesGroup(...place(code))).toBe(false);
  });
});
