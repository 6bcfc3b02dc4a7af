import { describe, expect, it } from 'vitest';
import { createProject } from '../codemod/project.js';
import { cli } from './run.js';

const NAME = 'add-request-timeouts';

const A = `const a = 1;\r\n\r\nrequest(1);\r\n${'// a\r\n'.repeat(5)}request(2);`;
const FILES = {
  'package.json': '{ "name": "a", "type": "module" }\n',
  'a.js': A,
  'b.js': 'request(3);\n',
};
const first = (text: string) => text.replace('request(1)', 'request(1, { timeout: 1000 })');
const second = (text: string) => text.replace('request(2)', 'request(2, { timeout: 1000 })');

async function run(answers: string[], ...args: string[]) {
  const project = createProject(FILES);
  const result = await cli(project, ['codemod', NAME, '--interactive', ...args], { answers });
  return { ...result, project, tree: project.tree() };
}

describe('--interactive', () => {
  it('asks about each change and makes those that are wanted', async () => {
    const { tree, notes } = await run(['y', 'n', 'n']);
    expect(tree).toEqual({ ...FILES, 'a.js': first(A) });
    expect(notes).toContain('a.js:3\n-request(1);\n+request(1, { timeout: 1000 });\nMake this change (1 of 3)?');
    expect(notes).toContain('a.js:9\n-request(2);');
    expect(notes).toContain('changed  a.js +1 -1');
    expect(notes).not.toContain('changed  b.js');
  });

  it.each([
    ['the rest of a file', ['n', 'f', 'n'], { ...FILES, 'a.js': second(A) }],
    ['a whole file', ['f', 'n'], { ...FILES, 'a.js': second(first(A)) }],
    ['all but one file', ['s', 'y'], { ...FILES, 'b.js': 'request(3, { timeout: 1000 });\n' }],
    ['everything after the first', ['n', 'a'], { ...FILES, 'a.js': second(A), 'b.js': 'request(3, { timeout: 1000 });\n' }],
    ['nothing more', ['y', 'q'], { ...FILES, 'a.js': first(A) }],
    ['nothing', ['q'], FILES],
  ])('takes an answer for %s', async (_, answers, expected) => {
    const { tree, code } = await run(answers);
    expect(tree).toEqual(expected);
    expect(code).toBe(0);
  });

  it('explains the answers and asks again', async () => {
    const { notes, tree } = await run(['what', '', 'q']);
    expect(notes).toContain('y  make this change');
    expect(tree).toEqual(FILES);
  });

  it('takes imports, new files and dependencies along with what needs them', async () => {
    const { tree, notes } = await run(['n', 'y', 'n'], '--guard');
    expect(notes).toContain('(1 of 3)');
    expect(tree['a.js']).toBe(
      `import { guard } from './guard.js';\r\n\r\n${A.replace('request(2)', 'guard(() => request(2, { timeout: 1000 }))')}`,
    );
    expect(tree['b.js']).toBe(FILES['b.js']);
    expect(tree['package.json']).toContain('cockatiel');
    expect(tree).toHaveProperty('guard.js');
    expect((await run(['q'], '--guard')).tree).toEqual(FILES);
  });

  it('can be previewed and taken back', async () => {
    const { out, tree } = await run(['y', 'q'], '--dry-run');
    expect(out).toContain('+request(1, { timeout: 1000 });');
    expect(out).not.toContain('+request(2');
    expect(tree).toEqual(FILES);
    const { project } = await run(['y', 'q']);
    await cli(project, ['codemod', '--undo']);
    expect(project.tree()).toEqual(FILES);
  });

  it('fails where nobody can answer, and writes nothing', async () => {
    const project = createProject(FILES);
    const { code, notes } = await cli(project, ['codemod', NAME, '--interactive']);
    expect(code).toBe(2);
    expect(notes).toContain('--interactive needs a terminal');
    expect(project.tree()).toEqual(FILES);
  });
});
