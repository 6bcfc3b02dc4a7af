import Ajv from 'ajv';
import { describe, expect, it } from 'vitest';
import { REPORT_SCHEMA } from '../../src/codemod/report-schema.js';
import type { CodemodReport } from '../../src/codemod/report.js';
import { createProject, type TestProject } from '../codemod/project.js';
import { cli } from './run.js';

const NAME = 'add-request-timeouts';

/** A workspace with packages of different sizes, one of which has a file that the codemod declines. */
const FILES: Record<string, string> = {
  'package.json': '{ "name": "root", "workspaces": ["packages/*"] }',
  ...(Object.fromEntries(
    ['a', 'b', 'c', 'd', 'e'].flatMap((name, size) => [
      [`packages/${name}/package.json`, `{ "name": "${name}", "type": "module" }`],
      ...Array.from({ length: size + 1 }, (_, index) => [`packages/${name}/src/${index}.js`, 'request(1);\n']),
    ]),
  ) as Record<string, string>),
  'packages/a/src/spread.js': 'request(...all);\n',
  'packages/b/src/broken.js': 'request(;\n',
};

const validate = new Ajv().compile(REPORT_SCHEMA);

async function reportOf(project: TestProject, ...args: string[]): Promise<CodemodReport> {
  const { out } = await cli(project, ['codemod', NAME, '--json', ...args]);
  return JSON.parse(out) as CodemodReport;
}

describe('--shard', () => {
  it('divides the packages: together the shards are the whole, and none has a file of another', async () => {
    const project = createProject(FILES);
    const { root, ...whole } = await reportOf(project, '--check');
    const shards = await Promise.all([1, 2, 3].map((index) => reportOf(project, '--check', '--shard', `${index}/3`)));
    project.write(Object.fromEntries(shards.map((shard, index) => [`shard-${index + 1}.json`, JSON.stringify({ ...shard, root: '/elsewhere' })])));

    expect(shards.map(({ shard }) => shard)).toEqual([1, 2, 3].map((index) => ({ index, count: 3 })));
    expect(shards.map(({ summary }) => summary.files).sort()).toEqual([5, 6, 6]);
    const { code, out, notes } = await cli(project, ['merge', 'shard-1.json', 'shard-2.json', 'shard-3.json']);
    expect(JSON.parse(out)).toEqual({ root: '/elsewhere', ...whole });
    expect(notes).toContain('changed  packages/e/src/4.js +1 -1\n');
    expect(code).toBe(0);
    expect((await cli(project, ['merge', '--check', 'shard-3.json', 'shard-2.json', 'shard-1.json'])).code).toBe(1);
    expect(root).toBe(project.dir);
  });

  it('writes only its own packages, with what is generated for them', async () => {
    const project = createProject(FILES);
    await cli(project, ['codemod', NAME, '--guard', '--shard', '1/5']);
    const changed = project.git('status', '--porcelain', '-uall').split('\n').filter(Boolean).map((line) => line.slice(3).split('/')[1]);
    expect(new Set(changed)).toEqual(new Set(['e']));
  });

  it('leaves shards that get no package empty', async () => {
    const project = createProject(FILES);
    expect((await reportOf(project, '--check', '--shard', '9/9')).summary).toMatchObject({ files: 0, findings: 0 });
  });

  it.each(['3', '0/2', '3/2', 'a/b', '1/2/3'])('refuses %s', async (value) => {
    const { code, notes } = await cli(createProject(FILES), ['codemod', NAME, '--shard', value]);
    expect(code).toBe(2);
    expect(notes).toContain('--shard takes i/n');
  });
});

describe('resilience merge', () => {
  async function merge(reports: Partial<CodemodReport>[], ...args: string[]) {
    const base: CodemodReport = {
      version: 1,
      codemod: NAME,
      root: '/r',
      written: false,
      summary: { files: 1, findings: 0, changed: 0, unchanged: 1, declined: 0, unparsed: 0, failed: 0 },
      files: [],
      dependencies: [],
    };
    const names = reports.map((_, index) => `${index}.json`);
    const project = createProject(Object.fromEntries(reports.map((report, index) => [names[index]!, JSON.stringify({ ...base, ...report })])));
    return cli(project, ['merge', ...names, ...args]);
  }

  it('fails where a shard is missing or comes twice', async () => {
    const shard = (index: number) => ({ shard: { index, count: 3 } });
    expect((await merge([shard(1), shard(3)])).notes).toContain('Shard 2/3 has no report.');
    expect((await merge([shard(1), shard(2), shard(3), shard(3)])).notes).toContain('A shard has two reports.');
    expect((await merge([shard(1), {}])).notes).toContain('different numbers of shards');
  });

  it('fails on reports of different runs, on files in two of them, and on what is no report', async () => {
    expect((await merge([{}, { codemod: 'other' }])).notes).toContain('of different runs: add-request-timeouts and other');
    const files: CodemodReport['files'] = [{ path: 'a.js', outcome: 'changed', findings: 1 }];
    expect((await merge([{ files }, { files }])).notes).toContain('a.js is in two reports.');
    expect((await merge([{ version: 2 as never }])).notes).toContain("0.json can't be merged: it is no report of a codemod.");
  });

  it('ends as a run with a failure does', async () => {
    const summary = { files: 1, findings: 1, changed: 0, unchanged: 0, declined: 0, unparsed: 0, failed: 1 };
    expect((await merge([{ summary }])).code).toBe(2);
  });
});

describe('the schema', () => {
  it.each([
    ['a preview', ['--check']],
    ['a shard', ['--check', '--shard', '2/2']],
    ['a run that writes, with new files and dependencies', ['--guard']],
  ])('describes the report of %s', async (_, args) => {
    const report = await reportOf(createProject(FILES), ...args);
    expect(validate(report), JSON.stringify(validate.errors)).toBe(true);
  });

  it('allows nothing else', async () => {
    const report = await reportOf(createProject(FILES), '--check');
    expect(validate({ ...report, more: 1 })).toBe(false);
    expect(validate({ ...report, files: [{ path: 'a', outcome: 'gone', findings: 0 }] })).toBe(false);
  });
});
