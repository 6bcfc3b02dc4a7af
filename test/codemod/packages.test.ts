import { describe, expect, it } from 'vitest';
import { createPackageFinder } from '../../src/codemod/packages.js';
import { createProject } from './project.js';

describe('createPackageFinder', () => {
  it('finds the package that owns a file', async () => {
    const project = createProject(
      {
        'package.json': '{ "name": "root", "workspaces": ["packages/*"] }',
        'packages/a/package.json': '\uFEFF{ "name": "a" }',
        'packages/a/src/x.ts': '',
        'tools/y.ts': '',
      },
      { git: false },
    );
    const find = createPackageFinder(project.dir);
    expect(await find(project.path('packages/a/src/x.ts'))).toMatchObject({
      dir: project.path('packages/a'),
      json: { name: 'a' },
    });
    expect(await find(project.path('tools/y.ts'))).toMatchObject({ dir: project.dir, json: { name: 'root' } });
  });

  it('passes over a package.json that only says which modules a folder has', async () => {
    const project = createProject(
      { 'package.json': '{ "name": "root" }', 'src/esm/package.json': '{ "type": "module" }' },
      { git: false },
    );
    expect((await createPackageFinder(project.dir)(project.path('src/esm/a.js'))).dir).toBe(project.dir);
  });

  it('takes the only package.json there is, and the root where there is none', async () => {
    const project = createProject({ 'src/package.json': '{ "type": "module" }', 'lib/a.js': '' }, { git: false });
    const find = createPackageFinder(project.dir);
    expect(await find(project.path('src/a.js'))).toMatchObject({ dir: project.path('src'), json: { type: 'module' } });
    expect(await find(project.path('lib/a.js'))).toEqual({ dir: project.dir, json: {}, text: null });
  });

  it.each([
    ['{ "name": "a",\n "x" 1 }', 'ColonExpected in line 2'],
    ['', 'ValueExpected in line 1'],
    ['// a\n{}', 'InvalidCommentToken'],
    ['[1]', 'holds no object'],
  ])('names a package.json that is broken: %j', async (text, message) => {
    const project = createProject({ 'package.json': text }, { git: false });
    await expect(createPackageFinder(project.dir)(project.path('a.js'))).rejects.toThrow(message);
    await expect(createPackageFinder(project.dir)(project.path('a.js'))).rejects.toThrow(project.path('package.json'));
  });
});
