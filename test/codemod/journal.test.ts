import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, existsSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bundle, type Bundle } from '../../scripts/bundle.js';
import { journalFolder, latestJournal, resumeRun, undoRun, writeChanges } from '../../src/codemod/journal.js';
import type { Change } from '../../src/codemod/plan.js';
import { createProject, type TestProject } from './project.js';

const FILES = { 'a.js': 'a\r\n', 'b.js': '\uFEFFb' };

function changesIn(project: TestProject): Change[] {
  return [
    { path: project.path('a.js'), before: 'a\r\n', after: 'A\r\n' },
    { path: project.path('b.js'), before: '\uFEFFb', after: '\uFEFFB' },
    { path: project.path('lib/c.js'), before: null, after: 'c' },
  ];
}

const NEW = { 'a.js': 'A\r\n', 'b.js': '\uFEFFB', 'lib/c.js': 'c' };

function setUp() {
  const project = createProject(FILES, { git: false });
  const folder = journalFolder(project.dir, null);
  return { project, folder, changes: changesIn(project) };
}

describe('writeChanges', () => {
  it('writes the files and can be taken back', async () => {
    const { project, folder, changes } = setUp();
    await writeChanges(folder, 'x', changes);
    expect(project.tree()).toEqual(NEW);
    const journal = (await latestJournal(folder))!;
    expect(journal).toMatchObject({ codemod: 'x', finished: true });
    expect(await undoRun(journal)).toEqual([]);
    expect(project.tree()).toEqual(FILES);
    expect(existsSync(project.path('lib'))).toBe(false);
    expect(await latestJournal(folder)).toBeNull();
  });

  it('keeps the permissions of a file', async () => {
    const { project, folder, changes } = setUp();
    chmodSync(project.path('a.js'), 0o755);
    await writeChanges(folder, 'x', changes);
    expect(statSync(project.path('a.js')).mode & 0o777).toBe(0o755);
  });

  it('takes runs back one by one, the newest first', async () => {
    const { project, folder, changes } = setUp();
    await writeChanges(folder, 'one', changes.slice(0, 1));
    await writeChanges(folder, 'two', changes.slice(1));
    await undoRun((await latestJournal(folder))!);
    expect(project.tree()).toEqual({ ...FILES, 'a.js': 'A\r\n' });
    await undoRun((await latestJournal(folder))!);
    expect(project.tree()).toEqual(FILES);
  });

  it('keeps the last ten runs', async () => {
    const { project, folder } = setUp();
    for (let index = 0; index < 12; index++) {
      await writeChanges(folder, `run-${index}`, [{ path: project.path(`${index}.js`), before: null, after: '' }]);
    }
    const journals = readdirSync(folder).filter((name) => name.endsWith('.json'));
    expect(journals).toHaveLength(10);
    expect(journals.at(-1)).toMatch(/run-11\.done\.json$/);
  });

  it('stops at a file that was changed after planning; the rest can be finished or taken back', async () => {
    const { project, folder, changes } = setUp();
    writeFileSync(project.path('b.js'), 'mine');
    await expect(writeChanges(folder, 'x', changes)).rejects.toThrow('b.js was changed meanwhile');
    expect(project.tree()).toEqual({ 'a.js': 'A\r\n', 'b.js': 'mine' });

    const journal = (await latestJournal(folder))!;
    expect(journal.finished).toBe(false);
    expect(await undoRun(journal)).toEqual([
      { path: project.path('b.js'), reason: 'The file was changed after the run.' },
    ]);
    expect(project.tree()).toEqual({ 'a.js': 'A\r\n', 'b.js': 'mine' });

    project.write({ 'b.js': FILES['b.js'] });
    expect(await resumeRun(journal)).toEqual([]);
    expect(project.tree()).toEqual(NEW);
    expect((await latestJournal(folder))?.finished).toBe(true);
  });

  it('is kept from commits where there is no git', async () => {
    const { project, folder, changes } = setUp();
    await writeChanges(folder, 'x', changes);
    project.git('init', '--quiet');
    project.git('add', '--all');
    expect(project.git('ls-files')).not.toContain('.resilience');
  });

  it('names a journal that is broken', async () => {
    const { project, folder } = setUp();
    project.write({ '.resilience/20260101000000000-x.done.json': '{' });
    await expect(latestJournal(folder)).rejects.toThrow('20260101000000000-x.done.json');
  });
});

describe('a run that is killed', () => {
  const COUNT = 60;
  const KILLS = 12;
  const old = (index: number) => `old ${index}\n`.repeat(500);
  const young = (index: number) => `new ${index}\n`.repeat(500);
  let script: Bundle;

  beforeAll(async () => {
    script = await bundle(join(import.meta.dirname, 'writer.ts'));
  });
  afterAll(() => {
    script.remove();
  });

  it.each(['resume', 'undo'] as const)(
    'leaves each file old or new, and %s settles all',
    { timeout: 120_000 },
    async (way) => {
      let interrupted = 0;
      for (let round = 0; round < KILLS; round++) {
        const files = Object.fromEntries(Array.from({ length: COUNT }, (_, index) => [`${index}.js`, old(index)]));
        const project = createProject(files, { git: false });
        const folder = journalFolder(project.dir, null);
        const changes = Array.from({ length: COUNT }, (_, index) => ({
          path: project.path(`${index}.js`),
          before: old(index),
          after: young(index),
        }));
        project.write({ '.resilience/changes.json': JSON.stringify(changes) });

        const writer = spawn(process.execPath, [script.path, folder], { stdio: ['ignore', 'pipe', 'inherit'] });
        const exit = once(writer, 'exit');
        await once(writer.stdout, 'data');
        await new Promise((resolve) => setTimeout(resolve, (round / KILLS) * 120));
        writer.kill('SIGKILL');
        await exit;

        const written = changes.filter(({ path, before, after }) => {
          const text = project.read(path.slice(project.dir.length + 1));
          expect([before, after]).toContain(text);
          return text === after;
        });
        const journal = await latestJournal(folder);
        if (!journal) {
          expect(written).toEqual([]);
          continue;
        }
        if (!journal.finished) interrupted++;
        if (way === 'undo') expect(await undoRun(journal)).toEqual([]);
        else if (!journal.finished) expect(await resumeRun(journal)).toEqual([]);
        const expected = way === 'undo' ? old : young;
        expect(project.tree()).toEqual(Object.fromEntries(changes.map((_, index) => [`${index}.js`, expected(index)])));
      }
      expect(interrupted).toBeGreaterThan(0);
    },
  );
});
