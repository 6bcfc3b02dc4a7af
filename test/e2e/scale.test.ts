import { execFileSync, spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { load } from 'js-yaml';
import { describe, expect, it } from 'vitest';
import type { CodemodReport } from '../../src/codemod/report.js';
import { createProject, type TestProject } from '../codemod/project.js';

const ROOT = join(import.meta.dirname, '../..');
const GUIDE = readFileSync(join(ROOT, 'docs/guide/scale.md'), 'utf8');

interface Step {
  run?: string;
  container?: string;
  outputs?: Record<string, { value: string; format: string }>;
}

/** The files of the guide by their name in the first line. */
const files = new Map([...GUIDE.matchAll(/^```\w+\n(?:#|\/\/) file: (\S+)\n([^]*?)^```$/gm)].map(([, name, text]) => [name!, text!]));
const yaml = (name: string) => load(files.get(name)!) as Record<string, unknown>;
const json = (name: string) => JSON.parse(files.get(name)!) as Record<string, unknown>;

const CALL = "export const load = () => fetch('https://a.internal');\n";
const SERVICES: Record<string, string> = {
  'package.json': '{ "name": "root", "workspaces": ["packages/*"] }',
  ...Object.fromEntries(
    ['api', 'jobs', 'mail', 'web', 'search'].flatMap((name, size): [string, string][] => [
      [`packages/${name}/package.json`, `{ "name": "${name}", "type": "module" }`],
      ...Array.from({ length: size + 1 }, (_, index): [string, string] => [`packages/${name}/src/${index}.js`, CALL]),
    ]),
  ),
};

/** Runs a shell script as a runner would, with the built command behind \`npx\` and \`resilience\`. */
function shell(project: TestProject, script: string, cwd = project.dir) {
  const bin = join(project.dir, '.git/bin');
  mkdirSync(bin, { recursive: true });
  const main = join(ROOT, 'dist/src/cli/main.js');
  writeFileSync(join(bin, 'resilience'), `#!/bin/sh\nexec "${process.execPath}" "${main}" "$@"\n`);
  writeFileSync(join(bin, 'npx'), `#!/bin/sh\n[ "$1" = --yes ] && shift\nshift\nexec "${join(bin, 'resilience')}" "$@"\n`);
  for (const name of ['resilience', 'npx']) chmodSync(join(bin, name), 0o755);
  const env = { ...process.env, PATH: `${bin}${delimiter}${process.env['PATH']}` };
  const { status, stdout, stderr } = spawnSync('sh', ['-c', script], { cwd, env, encoding: 'utf8' });
  return { status, stdout, stderr };
}

const report = (project: TestProject, name: string) => JSON.parse(project.read(name)) as CodemodReport;

describe('the guide on scale', { timeout: 240_000 }, () => {
  it('has a matrix whose shards cover the repository, and whose reports merge', () => {
    const { jobs } = yaml('.github/workflows/resilience.yml') as { jobs: Record<string, { steps: Step[]; strategy?: { matrix: { shard: string[] } }; needs?: string }> };
    const project = createProject(SERVICES);
    const shards = jobs['codemod']!.strategy!.matrix.shard;
    const run = jobs['codemod']!.steps.find((step) => step.run?.includes('resilience'))!.run!;
    for (const shard of shards) {
      const script = run.replace('${{ matrix.shard }}', shard).replace('${{ steps.name.outputs.file }}', `shard-${shard.split('/')[0]}.json`);
      expect(shell(project, script).status).toBe(0);
    }
    expect(jobs['report']!.needs).toBe('codemod');
    const merge = shell(project, jobs['report']!.steps.at(-1)!.run!);
    expect(merge.status).toBe(1);
    expect(report(project, 'resilience.json')).toMatchObject({ codemod: 'add-timeouts', written: false, summary: { files: 15, findings: 15, changed: 15 } });
    expect(project.git('status', '--porcelain', 'packages')).toBe('');
  });

  it('has a batch spec whose step changes a repository once, and whose outputs exist', () => {
    const spec = yaml('batch.yml') as { name: string; on: object[]; steps: Step[]; changesetTemplate: Record<string, unknown> };
    // What Sourcegraph's schema asks for.
    expect(spec.name).toMatch(/^[\w.-]+$/);
    expect(spec.on).toEqual([{ repositoriesMatchingQuery: expect.any(String) }]);
    expect(Object.keys(spec).sort()).toEqual(['changesetTemplate', 'description', 'name', 'on', 'steps', 'version']);
    expect(Object.keys(spec.changesetTemplate).sort()).toEqual(['body', 'branch', 'commit', 'published', 'title']);
    const [step] = spec.steps;
    expect(step).toMatchObject({ container: expect.any(String), outputs: { summary: { value: '${{ step.stdout }}', format: 'json' } } });

    const project = createProject(SERVICES);
    const first = shell(project, step!.run!);
    expect(first.status).toBe(0);
    expect(JSON.parse(first.stdout)).toMatchObject({ changed: 15, declined: 0 });
    const names = [...String(spec.changesetTemplate['body']).matchAll(/outputs\.summary\.(\w+)/g)].map(([, name]) => name!);
    expect(Object.keys(JSON.parse(first.stdout) as object)).toEqual(expect.arrayContaining(names));
    project.commit();
    shell(project, step!.run!);
    expect(project.git('status', '--porcelain')).toBe('');
  });

  it('has a codemod.yaml whose workflow changes files', () => {
    const { workflow, name, version } = yaml('codemod.yaml') as Record<string, string>;
    expect({ name, version }).toEqual({ name: expect.stringMatching(/^[a-z0-9-]+$/), version: expect.stringMatching(/^\d+\.\d+\.\d+$/) });
    const { nodes } = yaml(workflow!) as { nodes: { id: string; type: string; steps: Step[] }[] };
    const project = createProject({ 'package.json': '{ "name": "a" }', 'a.js': "fetch('x').catch((err) => console.error(`no: ${err.message}`));\n" });
    for (const { run } of nodes.flatMap(({ steps }) => steps)) expect(shell(project, run!).status).toBe(0);
    expect(project.read('a.js')).toBe("fetch('x').catch((err) => console.error('no:', err));\n");
  });

  it('has a cached target for Nx that checks one project and writes its output', () => {
    const { targetDefaults } = json('nx.json') as { targetDefaults: { resilience: { cache: boolean; outputs: string[]; options: { command: string } } } };
    const { cache, outputs, options } = targetDefaults.resilience;
    expect(cache).toBe(true);
    const project = createProject(SERVICES);
    for (const name of ['api', 'jobs']) {
      expect(shell(project, options.command.replaceAll('{projectRoot}', `packages/${name}`)).status).toBe(0);
    }
    expect(outputs.map((path) => path.replace('{projectRoot}', 'packages/jobs'))).toEqual(['packages/jobs/resilience.json']);
    expect(report(project, 'packages/jobs/resilience.json').summary).toMatchObject({ files: 2, changed: 2 });
    expect(shell(project, 'npx resilience merge --check packages/*/resilience.json > all.json').status).toBe(1);
    expect(report(project, 'all.json').summary.changed).toBe(3);
  });

  it('has a cached task for Turborepo', () => {
    const { tasks } = json('turbo.json') as { tasks: { resilience: { outputs: string[] } } };
    const { scripts } = json('packages/api/package.json') as { scripts: { resilience: string } };
    const project = createProject(SERVICES);
    expect(shell(project, scripts.resilience, project.path('packages/api')).status).toBe(0);
    for (const output of tasks.resilience.outputs) expect(report(project, `packages/api/${output}`).summary.changed).toBe(1);
  });

  it('says of patches what is true: those of all shards apply one after the other', () => {
    const project = createProject(SERVICES);
    for (const index of [1, 2, 3]) shell(project, `npx resilience codemod add-timeouts --shard ${index}/3 --patch ${index}.patch`);
    for (const index of [1, 2, 3]) execFileSync('git', ['apply', `${index}.patch`], { cwd: project.dir });
    const changed = Object.entries(project.tree()).filter(([, text]) => text.includes('AbortSignal.timeout(10_000)') && !text.startsWith('diff'));
    expect(changed).toHaveLength(15);
  });
});
