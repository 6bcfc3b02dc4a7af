import { chmodSync, existsSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { Codemod } from '../../src/codemod/codemod.js';
import type { CodemodReport } from '../../src/codemod/report.js';
import { createProject, type TestProject } from '../codemod/project.js';
import { codemod } from '../codemod/sample.js';
import { cli, SAMPLE } from './run.js';

const NAME = 'add-request-timeouts';

const FILES = {
  'package.json': '{\n    "name": "shop",\n    "type": "module"\n}\n',
  'src/a.js': '\uFEFFimport { request } from "./http.js"\r\n\r\nexport const a = () => request("a")\r\n',
  'src/b.js': "#!/usr/bin/env node\nrequest('b')",
  'src/clean.js': 'export const c = 1;\n',
};

const DONE = {
  ...FILES,
  'src/a.js':
    '\uFEFFimport { request } from "./http.js"\r\n\r\nexport const a = () => request("a", { timeout: 1000 })\r\n',
  'src/b.js': "#!/usr/bin/env node\nrequest('b', { timeout: 1000 })",
};

function report(out: string): CodemodReport {
  return JSON.parse(out) as CodemodReport;
}

describe('resilience codemod', () => {
  it('writes the changes, and finds nothing to do afterwards', async () => {
    const project = createProject(FILES);
    const first = await cli(project, ['codemod', NAME]);
    expect(first.code).toBe(0);
    expect(first.out).toBe('');
    expect(first.notes).toContain('changed  src/a.js +1 -1\n');
    expect(first.notes).toContain(`${NAME}: 2 findings in 3 files; 2 changed, 0 declined, 0 unparsed, 0 failed.`);
    expect(project.tree()).toEqual(DONE);

    project.commit();
    const second = await cli(project, ['codemod', NAME]);
    expect(second.notes).toBe(`${NAME}: 0 findings in 3 files; 0 changed, 0 declined, 0 unparsed, 0 failed.\n`);
    expect(project.git('status', '--porcelain')).toBe('');
  });

  it('takes paths from the folder where it is called', async () => {
    const project = createProject({ ...FILES, 'other/d.js': 'request(1)\n' });
    await cli(project, ['codemod', NAME, 'a.js', '../other'], { folder: 'src' });
    expect(project.tree()).toMatchObject({
      'src/a.js': DONE['src/a.js'],
      'src/b.js': FILES['src/b.js'],
      'other/d.js': 'request(1, { timeout: 1000 })\n',
    });
  });

  it('prints with --dry-run what git can apply, and writes nothing', async () => {
    const project = createProject(FILES);
    const { code, out, notes } = await cli(project, ['codemod', NAME, '--dry-run']);
    expect(code).toBe(0);
    expect(notes).toContain('2 to change');
    expect(project.tree()).toEqual(FILES);
    project.write({ 'out.patch': out });
    project.git('apply', 'out.patch');
    expect(project.tree()).toEqual({ ...DONE, 'out.patch': out });
  });

  it('writes the same into a file with --patch', async () => {
    const project = createProject(FILES);
    const { out } = await cli(project, ['codemod', NAME, '--dry-run']);
    expect(await cli(project, ['codemod', NAME, '--patch', '../out.patch'], { folder: 'src' })).toMatchObject({
      code: 0,
      out: '',
    });
    expect(project.tree()).toEqual({ ...FILES, 'out.patch': out });
  });

  it('ends with 1 for --check as long as there is something to change', async () => {
    const project = createProject(FILES);
    expect((await cli(project, ['codemod', NAME, '--check'])).code).toBe(1);
    expect(project.tree()).toEqual(FILES);
    await cli(project, ['codemod', NAME]);
    expect((await cli(project, ['codemod', NAME, '--check'])).code).toBe(0);
  });

  it('prints a report with --json', async () => {
    const project = createProject(FILES);
    const preview = report((await cli(project, ['codemod', NAME, '--json', '--check'])).out);
    expect(preview).toEqual({
      version: 1,
      codemod: NAME,
      root: project.dir,
      written: false,
      summary: { files: 3, findings: 2, changed: 2, unchanged: 1, declined: 0, unparsed: 0, failed: 0 },
      files: [
        { path: 'src/a.js', outcome: 'changed', findings: 1, linesAdded: 1, linesRemoved: 1 },
        { path: 'src/b.js', outcome: 'changed', findings: 1, linesAdded: 1, linesRemoved: 1 },
      ],
      dependencies: [],
    });
    expect(report((await cli(project, ['codemod', NAME, '--json'])).out)).toEqual({ ...preview, written: true });
  });

  it('creates modules and adds dependencies in the packages that own the files', async () => {
    const project = createProject({
      'package.json': '{ "name": "root", "workspaces": ["packages/*"] }\n',
      'pnpm-lock.yaml': '',
      'packages/a/package.json': '{\n  "name": "a"\n}\n',
      'packages/a/a.js': "const { request } = require('http');\n\nmodule.exports = () => request(1);\n",
      'packages/b/package.json': '{\n  "name": "b",\n  "dependencies": {\n    "cockatiel": "^3.2.0"\n  }\n}\n',
      'packages/b/b.mjs': 'await request(1);\n',
    });
    const { code, out, notes } = await cli(project, ['codemod', NAME, '--guard', '--json']);
    expect(code).toBe(0);
    expect(report(out).dependencies).toEqual([
      { packageJson: 'packages/a/package.json', added: { cockatiel: '^3.2.1' }, install: 'pnpm i' },
    ]);
    expect(notes).toContain('packages/a/package.json has cockatiel ^3.2.1: run `pnpm i` there.');
    expect(project.tree()).toMatchObject({
      'packages/a/a.js':
        "const { request } = require('http');\nconst { guard } = require('./guard');\n\nmodule.exports = () => guard(() => request(1, { timeout: 1000 }));\n",
      'packages/a/guard.js': 'export const guard = (run) => run();\n',
      'packages/a/package.json': '{\n  "name": "a",\n  "dependencies": {\n    "cockatiel": "^3.2.1"\n  }\n}\n',
      'packages/b/b.mjs': "import { guard } from './guard';\n\nawait guard(() => request(1, { timeout: 1000 }));\n",
    });
  });

  it('takes the values of its flags and checks them', async () => {
    const project = createProject({ 'a.js': 'request(1);\n' });
    expect((await cli(project, ['codemod', NAME, '--timeout-ms', '250', '--unit', '0'])).code).toBe(0);
    expect(project.read('a.js')).toBe('request(1, { timeout: 2500 });\n');
    for (const [flags, message] of [
      [['--timeout-ms', 'soon'], '--timeout-ms takes a number of 0 or more, not "soon".'],
      [['--timeout-ms=-1'], '--timeout-ms takes a number of 0 or more, not -1.'],
      [['--timeout-ms', '1', '--timeout-ms', '2'], '--timeout-ms is given more than once.'],
      [['--timeout'], 'Unknown option `--timeout`'],
      [['--patch'], 'option `--patch <file>` value is missing'],
    ] as const) {
      const { code, notes } = await cli(project, ['codemod', NAME, ...flags]);
      expect([code, notes.trim()]).toEqual([2, message]);
    }
  });

  it('lists declined findings with their lines and does the others', async () => {
    const project = createProject({ 'a.js': 'request(1);\n\nrequest(...all);\n' });
    const { code, notes } = await cli(project, ['codemod', NAME]);
    expect(code).toBe(0);
    expect(notes).toContain('changed  a.js +1 -1\n           line 3: The options are spread.\n');
    expect(project.read('a.js')).toBe('request(1, { timeout: 1000 });\n\nrequest(...all);\n');
  });
});

describe('the guard round uncommitted work', () => {
  it('names the files that it would touch, and those alone', async () => {
    const project = createProject({ ...FILES, 'src/mine.js': 'let mine;\n' });
    project.write({
      'src/b.js': `${FILES['src/b.js']}\n// mine`,
      'src/mine.js': 'let changed;\n',
      'src/new file.js': 'request(1)\n',
    });
    const before = project.tree();
    const { code, notes } = await cli(project, ['codemod', NAME]);
    expect(code).toBe(2);
    expect(notes).toContain(
      'not committed:\n  src/b.js\n  src/new file.js\nCommit or stash them first, or pass --allow-dirty.',
    );
    expect(project.tree()).toEqual(before);
    expect((await cli(project, ['codemod', NAME, 'src/a.js'])).code).toBe(0);
    expect((await cli(project, ['codemod', NAME, '--allow-dirty'])).code).toBe(0);
    expect(project.read('src/b.js')).toBe("#!/usr/bin/env node\nrequest('b', { timeout: 1000 })\n// mine");
  });

  it('does not concern previews', async () => {
    const project = createProject(FILES);
    project.write({ 'src/b.js': 'request(2)\n' });
    expect((await cli(project, ['codemod', NAME, '--dry-run'])).code).toBe(0);
  });

  it('warns where there is no git', async () => {
    const project = createProject(FILES, { git: false });
    const { code, notes } = await cli(project, ['codemod', NAME]);
    expect(code).toBe(0);
    expect(notes).toContain('There is no git repository here');
    expect(project.tree()).toEqual(DONE);
  });
});

describe('--undo and --resume', () => {
  it.each([true, false])('takes a run back, new files and dependencies too (git: %s)', async (git) => {
    const project = createProject(FILES, { git });
    await cli(project, ['codemod', NAME, '--guard']);
    expect(Object.keys(project.tree())).toContain('guard.js');
    const { code, notes } = await cli(project, ['codemod', '--undo'], { folder: git ? 'src' : '.' });
    expect(code).toBe(0);
    expect(notes).toContain('4 files taken back.');
    expect(project.tree()).toEqual(FILES);
    expect((await cli(project, ['codemod', '--undo'])).notes).toContain('There is no run to take back.');
  });

  it('takes nothing back when a file was changed after the run, and names it', async () => {
    const project = createProject(FILES);
    await cli(project, ['codemod', NAME]);
    project.write({ 'src/b.js': 'mine\n' });
    const before = project.tree();
    const { code, notes } = await cli(project, ['codemod', '--undo']);
    expect(code).toBe(2);
    expect(notes).toContain('\n  src/b.js\n');
    expect(project.tree()).toEqual(before);
  });

  it('finishes an interrupted run, before which no other one starts', async () => {
    const project = createProject(FILES);
    const journal = {
      version: 1,
      codemod: NAME,
      startedAt: '2026-01-01T00:00:00.000Z',
      changes: ['src/a.js', 'src/b.js'].map((name) => ({
        path: project.path(name),
        before: FILES[name as 'src/a.js'],
        after: DONE[name as 'src/a.js'],
      })),
    };
    project.write({
      [`.git/resilience/20260101000000000-${NAME}.open.json`]: JSON.stringify(journal),
      'src/a.js': DONE['src/a.js'],
    });
    project.write({ 'src/b.js.1234567': 'left by the kill', 'src/b.js.bak': 'mine' });

    const refused = await cli(project, ['codemod', NAME]);
    expect(refused.code).toBe(2);
    expect(refused.notes).toContain(
      'was interrupted while it wrote 2 files. `resilience codemod --resume` finishes it',
    );

    expect(await cli(project, ['codemod', '--resume'])).toMatchObject({ code: 0 });
    expect(project.tree()).toEqual({ ...DONE, 'src/b.js.bak': 'mine' });
    expect((await cli(project, ['codemod', '--resume'])).notes).toContain('ended by itself');
    expect((await cli(project, ['codemod', '--undo'])).code).toBe(0);
    expect(project.tree()).toEqual({ ...FILES, 'src/b.js.bak': 'mine' });
  });
});

describe('what goes wrong', () => {
  it('is said of each file, and the rest is done', async () => {
    const project = createProject({ ...FILES, 'src/broken.js': 'request(1);\nconst = 2;\n', 'src/empty.js': '' });
    const { code, notes } = await cli(project, ['codemod', NAME]);
    expect(code).toBe(0);
    expect(notes).toContain('unparsed src/broken.js\n           Line 2: Unexpected token\n');
    expect(project.read('src/b.js')).toBe(DONE['src/b.js']);
  });

  it('a read-only file fails its package, which keeps every file', async () => {
    const project = createProject({
      ...FILES,
      'packages/c/package.json': '{ "name": "c" }',
      'packages/c/c.js': 'request(1)\n',
    });
    chmodSync(project.path('src/b.js'), 0o444);
    const { code, notes } = await cli(project, ['codemod', NAME]);
    expect(code).toBe(2);
    expect(notes).toContain('failed   src/b.js\n           The file is read-only.\n');
    expect(notes).toContain(
      'failed   src/a.js\n           Nothing of this package is changed, because src/b.js failed.\n',
    );
    expect(project.tree()).toEqual({
      ...FILES,
      'packages/c/package.json': '{ "name": "c" }',
      'packages/c/c.js': 'request(1, { timeout: 1000 })\n',
    });
  });

  it('a dependency that excludes the needed version fails its package', async () => {
    const files = { ...FILES, 'package.json': '{ "dependencies": { "cockatiel": "^1.0.0" } }' };
    const project = createProject(files);
    const { code, notes } = await cli(project, ['codemod', NAME, '--guard']);
    expect(code).toBe(2);
    expect(notes).toContain('has cockatiel ^1.0.0; the new code needs ^3.2.1.');
    expect(project.tree()).toEqual(files);
  });

  it.each([
    [['codemod'], 'Name a codemod'],
    [['codemod', 'add-request-timeout'], 'There is no codemod add-request-timeout. Did you mean add-request-timeouts?'],
    [['codemod', 'constructor'], 'There is no codemod constructor.'],
    [['codemod', NAME, 'nowhere'], "nowhere doesn't exist."],
    [['codemod', '--undo'], 'There is no run to take back.'],
    [['codmod'], 'There is no command codmod. Did you mean codemod?'],
  ])('%j is refused with a word of why', async (args, message) => {
    const project = createProject(FILES);
    const { code, notes } = await cli(project, args);
    expect(code).toBe(2);
    expect(notes).toContain(message);
    expect(existsSync(project.path('.git/resilience'))).toBe(false);
  });
});

describe('--install', () => {
  const local: Codemod = {
    ...codemod,
    plan: async (input) => ({ ...(await codemod.plan(input)), dependencies: { local: 'file:./local' } }),
  };
  const catalogue = { ...SAMPLE, codemods: { [NAME]: async () => local } };
  const withLocal = {
    ...FILES,
    '.gitignore': 'node_modules\n',
    '.npmrc': 'offline=true\n',
    'local/package.json': '{ "name": "local" }',
  };

  it('runs the package manager', async () => {
    const project = createProject(withLocal);
    expect((await cli(project, ['codemod', NAME, '--install'], { catalogue })).code).toBe(0);
    expect(existsSync(project.path('node_modules/local/package.json'))).toBe(true);
  });

  it('takes everything back where that fails', async () => {
    const files = {
      ...withLocal,
      'package.json': '{ "name": "shop", "scripts": { "preinstall": "exit 3" } }',
      'package-lock.json': '{}',
    };
    const project = createProject(files);
    const { code, notes } = await cli(project, ['codemod', NAME, '--install'], { catalogue });
    expect(code).toBe(2);
    expect(notes).toContain('`npm i` failed (exit code 3). Every file is as before.');
    expect(project.tree()).toEqual(files);
  });
});

describe('--list', () => {
  it('shows the codemods, also as JSON', async () => {
    const project: TestProject = createProject({});
    expect((await cli(project, ['codemod', '--list'])).out).toBe(`${NAME}  Give each request() a timeout\n`);
    expect(JSON.parse((await cli(project, ['codemod', '--list', '--json'])).out)).toMatchObject([
      { name: NAME, rule: 'require-request-timeout' },
    ]);
  });
});
