import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Codemod, Plan, PlanInput } from '../../src/codemod/codemod.js';
import { changesOf, findWorkplace, planRun } from '../../src/codemod/run.js';
import { createReport } from '../../src/codemod/report.js';
import { readSettings } from '../../src/settings.js';
import type { Edit } from '../../src/edit/edit.js';
import { createRule } from '../../src/create-rule.js';
import { createProject, type TestProject } from './project.js';
import { codemod, rule } from './sample.js';

const EMPTY: Plan = { edits: new Map(), create: new Map(), dependencies: {}, declined: [] };

/** Runs the sample rule with another plan. */
async function run(project: TestProject, plan: (input: PlanInput) => Partial<Plan> | Promise<Partial<Plan>>) {
  const workplace = await findWorkplace(project.dir);
  const unexpected: unknown[] = [];
  const other: Codemod = {
    ...codemod,
    async plan(input) {
      try {
        return { ...EMPTY, ...(await plan(input)) };
      } catch (error) {
        if ((error as Error).name === 'AssertionError') unexpected.push(error);
        throw error;
      }
    },
  };
  const result = await planRun({
    workplace,
    paths: [],
    codemod: other,
    rule,
    options: {},
    settings: readSettings(undefined),
  });
  expect(unexpected).toEqual([]);
  const report = await createReport(result, false);
  const outcomes = report.files.map(({ path, outcome, reasons }) => [
    path,
    outcome,
    ...(reasons ?? []).map(({ reason }) => reason),
  ]);
  return { changes: changesOf(result), outcomes, report };
}

const replaceAll = (text: string) => (input: PlanInput) => ({
  edits: new Map(input.files.map((file) => [file.path, [{ start: 0, end: file.text.length, text }]])),
});

describe('what a codemod plans', () => {
  it('is one change where several packages change one file', async () => {
    const project = createProject({
      'package.json': '{ "name": "root", "type": "module" }',
      'lib/client.js': 'export const a = 1;\nexport const b = 2;\n',
      'packages/a/package.json': '{ "name": "a" }',
      'packages/a/a.js': "request('a');\n",
      'packages/b/package.json': '{ "name": "b" }',
      'packages/b/b.js': "request('b');\n",
    });
    const client = join(project.dir, 'lib/client.js');
    const shared = { start: 17, end: 18, text: '10' };
    const own = { start: 37, end: 38, text: '20' };
    const planned = (edits: (name: unknown) => Edit[]) => async (input: PlanInput) => {
      await input.open(client);
      return { edits: new Map([[client, edits(input.packageJson['name'])]]) };
    };
    const both = await run(project, planned((name) => (name === 'a' ? [shared] : [shared, own])));
    expect(both.changes.map(({ after }) => after)).toEqual(['export const a = 10;\nexport const b = 20;\n']);
    const other = await run(project, planned((name) => [{ ...shared, text: name === 'a' ? '10' : '11' }]));
    expect(other.changes.map(({ after }) => after)).toEqual(['export const a = 10;\nexport const b = 2;\n']);
    expect(other.outcomes.flat().join()).toContain('It is changed for another package, too.');
  });

  it('is asked once for each package, with its style and its files', async () => {
    const project = createProject({
      'package.json': '{ "name": "root", "type": "module" }',
      'a.js': 'request("a")\n',
      'z.js': 'none("a")\n',
      'packages/b/package.json': '{ "name": "b" }',
      'packages/b/b.ts': "\trequest('b');\n",
      'packages/b/c.ts': "request('c');\nrequest('d');\n",
    });
    const asked: unknown[] = [];
    await run(project, ({ packageDir, packageJson, files, style }) => {
      const { quotes, semicolons, modules, importExtensions } = style;
      asked.push([
        packageDir,
        packageJson['name'],
        files.map(({ findings }) => findings.length),
        quotes,
        semicolons,
        modules,
        importExtensions,
      ]);
      return {};
    });
    expect(asked).toEqual([
      [project.dir, 'root', [1], 'double', false, 'esm', 'output'],
      [project.path('packages/b'), 'b', [1, 2], 'single', true, 'esm', 'none'],
    ]);
  });

  it('has the findings of further rules, each with its own options', async () => {
    const project = createProject({ 'a.js': 'request(1);\n' });
    const other = createRule({
      name: 'no-file',
      meta: { ...rule.definition.meta, messages: { found: '{{ word }}' }, defaultOptions: { word: 'default' } },
      check: ({ module }, { options, report }) => report({ messageId: 'found', at: module.program, data: options }),
    });
    const workplace = await findWorkplace(project.dir);
    const both: Codemod = { ...codemod, also: { 'no-file': { word: 'chosen' } }, plan: () => Promise.resolve(EMPTY) };
    const { scan } = await planRun({ workplace, paths: [], codemod: both, rule, also: [other], options: {}, settings: readSettings(undefined) });
    expect(scan.found[0]!.findings.map((finding) => [finding.rule, finding.data['word']])).toEqual([
      [codemod.rule, undefined],
      ['no-file', 'chosen'],
    ]);
  });

  it('may concern files without findings that it opens', async () => {
    const project = createProject({
      'package.json': '{}',
      'a.js': 'request(1);\n',
      'b.js': '\uFEFFlet b;\n',
      'c.js': 'const = 1',
    });
    const { changes } = await run(project, async ({ packageDir, files, open }) => {
      const path = join(packageDir, 'b.js');
      const file = await open(path);
      expect(file?.text).toBe('let b;\n');
      expect(file?.analysis.module.program.body).toHaveLength(1);
      expect(await open(files[0]!.path)).toBe(files[0]);
      expect(await open(path)).toBe(file);
      expect(await open(join(packageDir, 'c.js'))).toBeNull();
      expect(await open(join(packageDir, 'd.js'))).toBeNull();
      return { edits: new Map([[path, [{ start: 0, end: 3, text: 'var' }]]]) };
    });
    expect(changes).toEqual([{ path: project.path('b.js'), before: '\uFEFFlet b;\n', after: '\uFEFFvar b;\n' }]);
  });

  it('may use ts-morph on the files with findings, at the same offsets', async () => {
    const text = '\uFEFF#!/usr/bin/env node\r\nimport { a } from "./b.js";\r\nrequest(a);\r\n';
    const project = createProject({ 'package.json': '{}', 'a.ts': text, 'b.ts': 'export const a = 1;\n' });
    await run(project, async ({ files, project: open }) => {
      const morph = await open();
      expect(await open()).toBe(morph);
      expect(morph.getSourceFiles().map((file) => file.getBaseName())).toEqual(['a.ts']);
      const { start } = files[0]!.findings[0]!;
      expect(morph.getSourceFiles()[0]!.getDescendantAtPos(start)?.getText()).toBe('request');
      return {};
    });
  });

  it('reports files by outcome', async () => {
    const project = createProject({
      'package.json': '{}',
      'changed.js': 'request(1);\n',
      'clean.js': 'let a;\n',
      'declined.js': '\nrequest(...a);\n',
      'left.js': 'request(3);\n',
      'unparsed.js': 'const = 1;\nrequest(1);\n',
      'generated.js': '// @generated\nrequest(1);\n',
      'latin.js': Buffer.from('// caf\xe9\nrequest(1);\n', 'latin1'),
    });
    const { report, outcomes } = await run(project, ({ packageDir }) => ({
      edits: new Map([[join(packageDir, 'changed.js'), [{ start: 0, end: 0, text: '// a\n' }]]]),
      declined: [{ path: join(packageDir, 'declined.js'), line: 2, reason: 'No.' }],
    }));
    expect(outcomes).toEqual([
      ['changed.js', 'changed'],
      ['declined.js', 'declined', 'No.'],
      ['latin.js', 'failed', 'The file is not UTF-8.'],
      ['left.js', 'unchanged'],
      ['unparsed.js', 'unparsed', 'Line 1: Unexpected token'],
    ]);
    expect(report.summary).toEqual({
      files: 5,
      findings: 3,
      changed: 1,
      unchanged: 2,
      declined: 1,
      unparsed: 1,
      failed: 1,
    });
    expect(report.files[0]).toEqual({
      path: 'changed.js',
      outcome: 'changed',
      findings: 1,
      linesAdded: 1,
      linesRemoved: 0,
    });
  });
});

describe('what a codemod plans wrongly changes nothing of its package', () => {
  const files = { 'package.json': '{}', 'a.js': 'request(1);\n', 'b.js': 'request(2);\n' };

  it.each<[string, (input: PlanInput) => Partial<Plan>, string]>([
    [
      'a text that does not parse',
      replaceAll('const = 1;\n'),
      'The new text has a syntax error. Line 1: Unexpected token',
    ],
    [
      'a body that was moved out of its loop, with what left it',
      replaceAll('const each = (item) => {\n  if (!item) continue;\n};\n'),
      'The new text has a syntax error. Line 2:',
    ],
    [
      'a name that is declared twice',
      replaceAll('let a;\nlet a;\n'),
      'The new text has a syntax error.',
    ],
    [
      'edits that overlap',
      ({ files: [file] }) => ({
        edits: new Map([
          [
            file!.path,
            [
              { start: 0, end: 5, text: '' },
              { start: 2, end: 7, text: '' },
            ],
          ],
        ]),
      }),
      'The edits 0-5 "" and 2-7 "" overlap.',
    ],
    [
      'an edit outside the text',
      ({ files: [file] }) => ({ edits: new Map([[file!.path, [{ start: 0, end: 99, text: '' }]]]) }),
      'outside the text',
    ],
    [
      'edits in a file that it was not given',
      ({ packageDir }) => ({ edits: new Map([[join(packageDir, 'x.js'), []]]) }),
      'a file that it has not opened',
    ],
    [
      'a new file that is there',
      ({ packageDir }) => ({ create: new Map([[join(packageDir, 'b.js'), 'let b;\n']]) }),
      'The file exists already with another content.',
    ],
    [
      'a new file that does not parse',
      ({ packageDir }) => ({ create: new Map([[join(packageDir, 'c.js'), 'const = 1']]) }),
      'The new text has a syntax error.',
    ],
    [
      'a new file outside the package',
      ({ packageDir }) => ({ create: new Map([[join(packageDir, '../c.js'), '']]) }),
      'The new file lies outside its package.',
    ],
  ])('%s', async (_, plan, message) => {
    const { changes, outcomes, report } = await run(createProject(files), plan);
    expect(changes).toEqual([]);
    expect(outcomes.flat().join('\n')).toContain(message);
    expect(report.summary).toMatchObject({ changed: 0, failed: expect.any(Number) as number });
    expect(outcomes.filter(([path]) => path === 'a.js' || path === 'b.js').map(([, outcome]) => outcome)).toEqual([
      'failed',
      'failed',
    ]);
  });

  it('an error, whose message is shown, while other packages are planned', async () => {
    const project = createProject({
      ...files,
      'packages/c/package.json': '{ "name": "c" }',
      'packages/c/c.js': 'request(1);\n',
    });
    const { changes, outcomes } = await run(project, (input) => {
      if (input.packageDir === project.dir) throw new Error('It broke.');
      return replaceAll('let c;\n')(input);
    });
    expect(changes.map(({ path }) => path)).toEqual([project.path('packages/c/c.js')]);
    expect(outcomes[0]).toEqual(['.', 'failed', 'It broke.']);
  });

  it('edits for a text that someone has changed meanwhile', async () => {
    const project = createProject(files);
    const { changes, outcomes } = await run(project, (input) => {
      writeFileSync(project.path('a.js'), 'mine();\n');
      return replaceAll('let a;\n')(input);
    });
    expect(changes).toEqual([]);
    expect(outcomes[0]).toEqual(['a.js', 'failed', 'The file was changed while the codemod was planning.']);
  });

  it('a file of a package.json that is broken', async () => {
    const project = createProject({ ...files, 'c/package.json': '{', 'c/c.js': 'request(1);\n' });
    const { changes, outcomes } = await run(project, replaceAll('let a;\n'));
    expect(changes.map(({ path }) => path)).toEqual([project.path('a.js'), project.path('b.js')]);
    expect(outcomes[2]![2]).toContain('c/package.json is no valid JSON');
  });
});

it('does not create a file again that has the same text', async () => {
  const project = createProject({ 'package.json': '{}', 'a.js': 'request(1);\n', 'b.js': 'let b;\n' });
  const { changes } = await run(project, ({ packageDir }) => ({
    create: new Map([[join(packageDir, 'b.js'), 'let b;\n']]),
  }));
  expect(changes).toEqual([]);
});
