import { spawnSync } from 'node:child_process';
import { PassThrough } from 'node:stream';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, onTestFinished, vi } from 'vitest';
import { bundle, type Bundle } from '../../scripts/bundle.js';
import { createTerminal } from '../../src/cli/terminal.js';
import { createProject } from '../codemod/project.js';

const ROOT = join(import.meta.dirname, '../..');

/** The command as it is built, and with the sample rule and codemod in place of the catalogue. */
const COMMAND = join(ROOT, 'dist/src/cli/main.js');
let sample: Bundle;

beforeAll(async () => {
  sample = await bundle(join(ROOT, 'test/cli/entry.ts'));
});
afterAll(() => {
  sample.remove();
});

function run(script: string, args: string[], cwd = ROOT) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [script, ...args], {
    cwd,
    encoding: 'utf8',
    env: { ...process.env, FORCE_COLOR: '' },
  });
  return { status, stdout, stderr };
}

describe('the command as a process', { timeout: 60_000 }, () => {
  it('shows its help and its version', () => {
    expect(run(COMMAND, ['--help'])).toMatchObject({
      status: 0,
      stderr: '',
      stdout: expect.stringContaining('codemod [name] [...paths]') as string,
    });
    expect(run(COMMAND, ['--version']).stdout).toMatch(/^resilience\/\d+\.\d+\.\d+ /);
  });

  it('shows the flags of a codemod with their defaults', () => {
    const { stdout, status } = run(sample.path, ['codemod', 'add-request-timeouts', '--help']);
    expect(status).toBe(0);
    expect(stdout).toContain('--timeout-ms <number>  Timeout of a request in milliseconds (default: 1000)');
  });

  it('ends with 2 and its help on stdout when it is called with nothing', () => {
    expect(run(COMMAND, [])).toMatchObject({ status: 2, stdout: expect.stringContaining('Usage') as string });
  });

  it('writes without colours into a pipe and loads no compiler', () => {
    const project = createProject({ 'a.js': '// eslint-disable-next-line no-console\nrequest(1);\n' });
    const { status, stdout, stderr } = run(
      sample.path,
      ['codemod', 'add-request-timeouts', '--dry-run', '--show-modules'],
      project.dir,
    );
    expect(stderr).toContain('1 to change');
    expect(status).toBe(0);
    expect(stdout).toContain('\n+request(1, { timeout: 1000 });\n');
    const modules = stderr.split('\n').find((line) => line.startsWith('modules:'));
    expect(modules).toContain('/node_modules/eslint/');
    expect(modules).not.toMatch(
      /node_modules\/(?:typescript|ts-morph|@ts-morph|jscodeshift|recast|@typescript-eslint)\//,
    );
  });
});

describe('progress', () => {
  function terminal(isTTY: boolean) {
    const stream = Object.assign(new PassThrough(), { isTTY, columns: 40 }) as unknown as NodeJS.WriteStream;
    const written = () => String((stream as unknown as PassThrough).read() ?? '');
    return { ...createTerminal(stream, stream), written };
  }

  it('is one line with count, rate and file on a terminal, cut to its width', () => {
    const { progress, endProgress, written } = terminal(true);
    progress(`src/${'long/'.repeat(20)}file.ts`, 3, 12);
    expect(written()).toMatch(/^\r\x1b\[2K3\/12 {2}\d+ files\/s {2}src\/long\/[\w/]*$/);
    endProgress();
    expect(written()).toBe('\r\x1b[2K');
    endProgress();
    expect(written()).toBe('');
  });

  it('is a plain line every ten seconds elsewhere', () => {
    const { progress, endProgress, written } = terminal(false);
    const now = vi.spyOn(performance, 'now');
    onTestFinished(() => now.mockRestore());
    const start = performance.now();
    for (const [index, seconds] of [1, 9, 11, 12, 25].entries()) {
      now.mockReturnValue(start + seconds * 1000);
      progress(`${seconds}.ts`, index, 5);
    }
    endProgress();
    expect(written()).toMatch(/^2 of 5 files, \d+ files\/s: 11\.ts\n4 of 5 files, \d+ files\/s: 25\.ts\n$/);
  });
});
