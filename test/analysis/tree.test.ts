import { expect, it, vi } from 'vitest';
import { filesMentioning, filesNaming } from '../../src/analysis/project/tree.js';
import { tempProject } from '../support/temp-project.js';

const FILES = {
  'package.json': '{ "name": "tree-test" }',
  'a.ts': 'export const retryAfterwards = 1;\n',
  'b.ts': "export const header = 'Retry-After';\n",
  'a.test.ts': "export const tested = 'Retry-After';\n",
};

it('finds the files that mention a pattern, which is searched once however often it is written', () => {
  const temp = tempProject(FILES);
  const { project } = temp.analyse('a.ts');
  const text = vi.spyOn(project, 'text');
  const ask = () => filesMentioning(project, temp.path('a.ts'), /retry-?after/i);
  expect(ask()).toEqual([temp.path('a.ts'), temp.path('b.ts')]);
  const asked = text.mock.calls.length;
  expect(ask()).toEqual([temp.path('a.ts'), temp.path('b.ts')]);
  expect([asked, text.mock.calls.length]).toEqual([2, 2]);
  // The same characters as a word are another question.
  expect(filesMentioning(project, temp.path('a.ts'), '/retry-?after/i')).toEqual([]);
  text.mockRestore();
});

it('finds the files in which a name stands by itself', () => {
  const temp = tempProject(FILES);
  const { project } = temp.analyse('a.ts');
  expect(filesNaming(project, temp.path('a.ts'), 'retryAfterwards')).toEqual([temp.path('a.ts')]);
  expect(filesNaming(project, temp.path('a.ts'), 'retry')).toEqual([]);
});
