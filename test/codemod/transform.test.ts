import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { createTransform } from '../../src/codemod/transform.js';
import { createProject } from './project.js';
import { codemod, rule } from './sample.js';

const FILES = {
  'package.json': '{ "name": "a" }',
  'src/a.js': '\uFEFFrequest(url);\r\nrequest(...args);',
  'src/fine.js': 'request(url, { timeout: 1 });\n',
  'src/disabled.js': '// eslint-disable-next-line resilience/require-request-timeout\nrequest(url);\n',
  'src/generated.js': '// @generated\nrequest(url);\n',
  'src/broken.js': 'request(;\n',
};

function run(name: keyof typeof FILES, flags: Record<string, unknown> = {}) {
  const project = createProject(FILES, { git: false });
  const reports: string[] = [];
  const path = project.path(name);
  const file = { path, source: readFileSync(path, 'utf8') };
  const outcome = createTransform(codemod, rule)(file, { report: (message) => void reports.push(message) }, flags);
  return { outcome, reports, project };
}

describe('a transform for jscodeshift', () => {
  it('gives the new text and reports what it declines', async () => {
    const { outcome, reports } = run('src/a.js');
    expect(await outcome).toBe('\uFEFFrequest(url, { timeout: 1000 });\r\nrequest(...args);');
    expect(reports).toEqual(['line 2: The options are spread.']);
  });

  it('takes the flags of the codemod as they are written', async () => {
    expect(await run('src/a.js', { 'timeout-ms': 20 }).outcome).toContain('{ timeout: 20 }');
  });

  it.each(['src/fine.js', 'src/disabled.js'] as const)('gives the text of %s back', async (name) => {
    expect(await run(name).outcome).toBe(FILES[name]);
  });

  it('leaves out generated files', async () => {
    expect(await run('src/generated.js').outcome).toBeUndefined();
  });

  it('fails on a syntax error and on a flag that makes no sense', async () => {
    await expect(run('src/broken.js').outcome).rejects.toThrow('Line 1');
    await expect(run('src/a.js', { 'timeout-ms': 'soon' }).outcome).rejects.toThrow('--timeout-ms takes a number');
  });

  it('writes a module that the code imports, unless nothing is to be written', async () => {
    for (const dry of [true, false]) {
      const { outcome, reports, project } = run('src/a.js', { guard: true, dry });
      expect(await outcome).toMatch(/guard\(\(\) => request\(url/);
      expect(existsSync(project.path('guard.js'))).toBe(!dry);
      expect(reports).toContain('The package needs "cockatiel": "^3.2.1" in its dependencies.');
    }
  });
});
