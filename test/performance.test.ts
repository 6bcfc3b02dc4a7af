import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { measure, type Command } from '../scripts/bench/process.js';
import { generatedProject, lintCommand } from '../scripts/bench/project.js';
import { measureStart } from '../scripts/bench/start.js';
import { ROOT } from './support/repository.js';

// A guard, not a measurement: ratios of CPU time in one run, with room for a machine that does other work. What they are on a quiet one
// stands in docs/performance.md.

const TIMEOUT = 120_000;
const PLUGIN = join(ROOT, 'dist/src/index.js');
const scratch = mkdtempSync(join(tmpdir(), 'resilience-guard-'));
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

/** Seconds of CPU of the quickest of some runs: whatever else the machine does makes a run longer, never shorter. */
function quickest(command: Command, runs = 2): number {
  return Math.min(...Array.from({ length: runs }, () => measure(command).cpu));
}

describe('the cost of the plugin', { timeout: TIMEOUT }, () => {
  it('is in proportion to a lint run without it', () => {
    const project = generatedProject(join(scratch, 'lint'), 3_000);
    const none = quickest(lintCommand(project, 'none'));
    const recommended = quickest(lintCommand(project, 'recommended'));
    expect(recommended / none).toBeLessThan(2.2);
  });

  it('is small at the start: no more than twice that of the linter itself, and no compiler', () => {
    const { compiler } = measureStart(1);
    const importing = (what: string) => quickest({ args: ['--input-type=module', '--eval', `await import(${JSON.stringify(what)})`], cwd: ROOT }, 3);
    const nothing = importing('node:path');
    expect(compiler).toBe(false);
    expect(importing(PLUGIN) - nothing).toBeLessThan(2 * (importing('eslint') - nothing));
  });

  it('grows with the lines, not faster', () => {
    // The first one warms the process up.
    const projects = [2_000, 4_000, 12_000].map((lines) => generatedProject(join(scratch, `scale-${lines}`), lines));
    const { stdout } = measure({ args: [join(ROOT, 'scripts/bench/analysis.js'), PLUGIN, ...projects.map(({ dir }) => dir)], cwd: ROOT });
    const [, small, large] = (JSON.parse(stdout) as number[]).map((cpu, index) => cpu / projects[index]!.lines) as [number, number, number];
    expect(large / small).toBeLessThan(1.6);
  });
});
