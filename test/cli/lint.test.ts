import { describe, expect, it } from 'vitest';
import type { LintReport } from '../../src/cli/lint.js';
import { createProject } from '../codemod/project.js';
import { cli } from './run.js';

const FILES = {
  'src/a.js': '\uFEFFlet a;\n  request(1);\n',
  'src/b.js': '// eslint-disable-next-line resilience/require-request-timeout -- local\nrequest(1);\n',
  'test/c.js': 'request(1);\n',
};

describe('resilience lint', () => {
  it('prints the findings by family and ends with 1', async () => {
    const { code, out, notes } = await cli(createProject(FILES), ['lint']);
    expect(code).toBe(1);
    expect(out).toBe(
      'Calls that end (1)\n  src/a.js:2:3  A dead host hangs request() for ever: give it a timeout. resilience/require-request-timeout\n\n',
    );
    expect(notes).toBe('1 finding in 2 files.\n');
  });

  it('prints them as JSON', async () => {
    const project = createProject({ ...FILES, 'src/broken.js': 'const = 1;\n' });
    const { code, out } = await cli(project, ['lint', '--json', 'src']);
    expect(code).toBe(1);
    expect(JSON.parse(out) as LintReport).toEqual({
      version: 1,
      root: project.dir,
      summary: {
        files: 3,
        findings: 1,
        unparsed: 1,
        failed: 0,
        families: { errors: 0, timeouts: 1, queries: 0, sessions: 0, failures: 0, servers: 0 },
      },
      findings: [
        {
          family: 'timeouts',
          rule: 'require-request-timeout',
          path: 'src/a.js',
          line: 2,
          column: 3,
          messageId: 'missingTimeout',
          message: 'A dead host hangs request() for ever: give it a timeout.',
        },
      ],
      problems: [{ path: 'src/broken.js', outcome: 'unparsed', reason: 'Line 1: Unexpected token' }],
    });
  });

  it('ends with 0 where there is nothing, with 2 where a file failed', async () => {
    expect((await cli(createProject({ 'a.js': 'let a;\n' }), ['lint'])).code).toBe(0);
    const project = createProject({ 'a.js': Buffer.from('// caf\xe9\n', 'latin1') });
    expect(await cli(project, ['lint'])).toMatchObject({
      code: 2,
      notes: 'failed a.js: The file is not UTF-8.\n0 findings in 0 files.\n',
    });
  });

  it('runs one rule or another preset', async () => {
    const project = createProject(FILES);
    expect((await cli(project, ['lint', '--preset', 'all'])).code).toBe(1);
    expect((await cli(project, ['lint', '--rule', 'require-request-timeout'])).code).toBe(1);
    expect((await cli(project, ['lint', '--rule', 'require-request-timout'])).notes).toContain(
      'There is no rule require-request-timout. Did you mean require-request-timeout?',
    );
    expect((await cli(project, ['lint', '--preset', 'stict'])).notes).toContain(
      'There is no preset stict. Did you mean strict?',
    );
  });

  it('says so of a file that git ignores', async () => {
    const project = createProject({ ...FILES, '.gitignore': 'a.js\n' });
    expect(await cli(project, ['lint', 'src/a.js'])).toMatchObject({
      code: 0,
      notes: 'src/a.js is left out: git ignores it.\n0 findings in 0 files.\n',
    });
  });
});
