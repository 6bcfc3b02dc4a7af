import { chmodSync, symlinkSync } from 'node:fs';
import { relative } from 'node:path';
import { describe, expect, it } from 'vitest';
import { listFiles } from '../../src/codemod/files.js';
import { findRepository } from '../../src/codemod/git.js';
import { asOrdinaryUser, createProject, type TestProject } from './project.js';

async function list(project: TestProject, ...paths: string[]) {
  const found = await listFiles(project.dir, paths, await findRepository(project.dir));
  const names = (files: string[]) => files.map((file) => relative(project.dir, file));
  return { ...found, files: names(found.files), ignored: names(found.ignored) };
}

describe('listFiles', () => {
  it('finds the sources of a folder', async () => {
    const project = createProject({
      'a.ts': '',
      'b.cjs': '',
      'lib/c.jsx': '',
      'lib/d.mts': '',
      'e.json': '',
      'f.md': '',
      'g.d.ts': '',
    });
    expect((await list(project)).files).toEqual(['a.ts', 'b.cjs', 'lib/c.jsx', 'lib/d.mts']);
  });

  it('passes over tests, migrations, scripts, generated and vendored code and dependencies', async () => {
    const names = [
      'a.test.ts',
      'test/a.ts',
      'migrations/1.ts',
      'scripts/a.js',
      'dist/a.js',
      'vendor/a.js',
      'a.min.js',
      'src/generated/a.ts',
    ];
    const project = createProject({
      'src/a.ts': '',
      ...Object.fromEntries(names.map((name) => [name, ''])),
      'node_modules/x/a.js': '',
    });
    expect((await list(project)).files).toEqual(['src/a.ts']);
  });

  it('looks into a folder that is named, whatever its name', async () => {
    const project = createProject({ 'fixtures/shop/src/a.ts': '', 'fixtures/shop/test/b.ts': '' });
    expect((await list(project)).files).toEqual([]);
    expect((await list(project, 'fixtures/shop')).files).toEqual(['fixtures/shop/src/a.ts']);
  });

  it('takes files that are named and globs', async () => {
    const project = createProject({ 'test/a.ts': '', 'src/b.ts': '', 'src/c.js': '', 'src/[id].ts': '' });
    expect((await list(project, 'test/a.ts', 'src/*.ts', 'src/[id].ts')).files).toEqual([
      'src/[id].ts',
      'src/b.ts',
      'test/a.ts',
    ]);
  });

  it('leaves out what git ignores, and says so of files that are named', async () => {
    const project = createProject({
      '.gitignore': 'secret.ts\n',
      'lib/.gitignore': 'out-*.ts\n',
      'a.ts': '',
      'secret.ts': '',
      'lib/out-1.ts': '',
      'lib/in.ts': '',
    });
    project.write({ 'untracked.ts': '' });
    expect((await list(project)).files).toEqual(['a.ts', 'lib/in.ts', 'untracked.ts']);
    expect(await list(project, 'a.ts', 'secret.ts')).toMatchObject({ files: ['a.ts'], ignored: ['secret.ts'] });
  });

  it('leaves out what .gitattributes calls generated or vendored', async () => {
    const attributes =
      'api/** linguist-generated\nlib/x.js linguist-vendored=true\nlib/y.js linguist-generated=false\n';
    const project = createProject({ '.gitattributes': attributes, 'api/a.ts': '', 'lib/x.js': '', 'lib/y.js': '' });
    expect((await list(project)).files).toEqual(['lib/y.js']);
  });

  it('leaves out other repositories inside this one', async () => {
    const project = createProject({ 'a.ts': '', 'nested/b.ts': '' });
    project.git('rm', '-r', '--cached', '--quiet', 'nested');
    project.git('init', '--quiet', 'nested');
    expect((await list(project)).files).toEqual(['a.ts']);
  });

  it('works from a folder of the repository and without one', async () => {
    const files = { 'pkg/a.ts': '', 'b.ts': '', 'node_modules/x/c.js': '' };
    const inside = createProject(files);
    const found = await listFiles(inside.path('pkg'), [], await findRepository(inside.path('pkg')));
    expect(found.files).toEqual([inside.path('pkg/a.ts')]);
    const outside = createProject(files, { git: false });
    expect((await list(outside)).files).toEqual(['b.ts', 'pkg/a.ts']);
  });

  it('lists a file once when it is reached through a symbolic link', async () => {
    const project = createProject({ 'a.ts': '' });
    symlinkSync('a.ts', project.path('b.ts'));
    expect((await list(project, 'a.ts', 'b.ts')).files).toEqual(['a.ts']);
  });

  it.each([
    ['missing.ts', "missing.ts doesn't exist."],
    ['README.md', 'README.md is no JavaScript or TypeScript file.'],
  ])('names a path that is wrong: %s', async (path, message) => {
    const project = createProject({ 'README.md': '' });
    await expect(list(project, path)).rejects.toThrow(message);
  });

  it('names a folder that it cannot read and goes on', async () => {
    const project = createProject({ 'a.ts': '', 'closed/b.ts': '' }, { git: false });
    chmodSync(project.dir, 0o755);
    chmodSync(project.path('closed'), 0o000);
    const found = await asOrdinaryUser(() => list(project));
    chmodSync(project.path('closed'), 0o755);
    expect(found.files).toEqual(['a.ts']);
    expect(found.unreadable).toEqual([{ path: project.path('closed'), reason: "The folder can't be read (EACCES)." }]);
  });
});
