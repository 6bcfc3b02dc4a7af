import pc from 'picocolors';
import { describe, expect, it } from 'vitest';
import { colourPatch, toPatch } from '../../src/codemod/patch.js';
import type { Change } from '../../src/codemod/plan.js';
import { createProject } from './project.js';

const CASES: Record<string, [name: string, before: string | null, after: string]> = {
  'a line in the middle': ['src/a.ts', 'a\nb\nc\nd\ne\nf\ng\nh\ni\n', 'a\nb\nc\nd\nE\nf\ng\nh\ni\n'],
  'several places': ['a.ts', `${'x\n'.repeat(30)}y\n`, `start\n${'x\n'.repeat(15)}mid\n${'x\n'.repeat(15)}Y\n`],
  'CRLF line ends': ['a.ts', 'a\r\nb\r\n', 'a\r\nB\r\n'],
  'mixed line ends': ['a.ts', 'a\r\nb\nc\r\n', 'a\r\nB\nc\r\n'],
  'a byte order mark': ['a.ts', '\uFEFFa\nb\n', '\uFEFFA\nb\n'],
  'no final newline': ['a.ts', 'a\nb', 'a\nB'],
  'a final newline that comes': ['a.ts', 'a', 'a\n'],
  'a final newline that goes': ['a.ts', 'a\n', 'a'],
  'a new file': ['lib/new.ts', null, 'a\nb\n'],
  'a new file without final newline': ['new.ts', null, 'a'],
  'an empty file that is filled': ['a.ts', '', 'a\n'],
  'lines that look like a patch': ['a.ts', '--- a\n+++ b\n@@ -1 +1 @@\n', '--- a\n+++ c\n@@ -1 +1 @@\n'],
  'lone carriage returns and separators': ['a.ts', 'a\rb\u2028c\u000cd\n', 'a\rB\u2028c\u000cd\n'],
  'a name with spaces': ['a b/c d.ts', 'a\n', 'b\n'],
  'a name with quotes and other letters': ['é "ü\\.ts', 'a\n', 'b\n'],
  'a new file with spaces': ['a b/new file.ts', null, 'b\n'],
};

describe('toPatch', () => {
  it.each(Object.entries(CASES))('gives git what it takes: %s', (_, [name, before, after]) => {
    const project = createProject(before === null ? { keep: '' } : { [name]: before });
    const change: Change = { path: project.path(name), before, after };
    project.write({ 'out.patch': toPatch([change], project.dir) });
    project.git('apply', 'out.patch');
    expect(project.read(name)).toBe(after);
  });

  it('holds several files, and applies in a folder of the repository too', () => {
    const project = createProject({ 'src/a.ts': 'a\n', 'src/b.ts': 'b' });
    const changes = [
      { path: project.path('src/a.ts'), before: 'a\n', after: 'A\n' },
      { path: project.path('src/b.ts'), before: 'b', after: 'B' },
      { path: project.path('src/c.ts'), before: null, after: 'c\n' },
    ];
    project.write({ 'out.patch': toPatch(changes, project.dir) });
    project.git('-C', 'src', 'apply', '../out.patch');
    expect(project.tree()).toMatchObject({ 'src/a.ts': 'A\n', 'src/b.ts': 'B', 'src/c.ts': 'c\n' });
    project.git('apply', '--reverse', 'out.patch');
    expect(Object.keys(project.tree())).toEqual(['out.patch', 'src/a.ts', 'src/b.ts']);
  });

  it('is coloured as git does it', () => {
    const patch = toPatch([{ path: '/p/a.ts', before: 'a\n', after: 'b\n' }], '/p');
    const colours = pc.createColors(true);
    const lines = colourPatch(patch, colours).split('\n');
    expect(lines[0]).toBe(colours.bold('diff --git a/a.ts b/a.ts'));
    expect(lines).toContain(colours.red('-a'));
    expect(lines).toContain(colours.green('+b'));
    expect(colourPatch(patch, pc.createColors(false))).toBe(patch);
  });
});
