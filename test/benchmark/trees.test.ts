import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { createTree, findClone, hasCommit, inOrder } from '../../scripts/benchmark/trees.js';
import { createProject } from '../codemod/project.js';

function folder(): string {
  const path = mkdtempSync(join(tmpdir(), 'resilience-tree-'));
  onTestFinished(() => rmSync(path, { recursive: true, force: true }));
  return path;
}

it('a tree has the source files of each commit in turn, and the clone stays as it is', () => {
  const project = createProject({ 'src/a.ts': 'one', 'src/b.ts': 'one', 'logo.png': 'picture' });
  const first = project.git('rev-parse', 'HEAD').trim();
  project.write({ 'src/a.ts': 'two', 'src/new name.ts': 'two' });
  project.git('rm', '--quiet', 'src/b.ts');
  project.commit();
  const second = project.git('rev-parse', 'HEAD').trim();
  const gitDir = join(project.dir, '.git');
  const tree = createTree(gitDir, join(folder(), 'root'));
  for (const [commit, files] of [
    [first, { 'a.ts': 'one', 'b.ts': 'one' }],
    [second, { 'a.ts': 'two', 'new name.ts': 'two' }],
    [first, { 'a.ts': 'one', 'b.ts': 'one' }],
  ] as const) {
    tree.checkout(commit);
    const names = readdirSync(join(tree.root, 'src')).sort();
    expect(Object.fromEntries(names.map((name) => [name, readFileSync(join(tree.root, 'src', name), 'utf8')]))).toEqual(files);
    expect(existsSync(join(tree.root, 'logo.png'))).toBe(false);
  }
  expect(project.git('status', '--porcelain')).toBe('');
  expect(project.git('rev-parse', 'HEAD').trim()).toBe(second);
});

it('clones are found by either name, and their commits known', () => {
  const project = createProject({ 'a.ts': '' });
  const clones = folder();
  const commit = project.git('rev-parse', 'HEAD').trim();
  expect(findClone(clones, 'owner/name')).toBeNull();
  for (const name of ['owner+first', 'owner/second']) project.git('clone', '--quiet', '--bare', project.dir, join(clones, name));
  for (const name of ['owner/first', 'owner/second']) {
    const gitDir = findClone(clones, name)!;
    expect(hasCommit(gitDir, commit)).toBe(true);
    expect(hasCommit(gitDir, 'f'.repeat(40))).toBe(false);
    expect(inOrder(gitDir, [commit])).toEqual([commit]);
  }
});
