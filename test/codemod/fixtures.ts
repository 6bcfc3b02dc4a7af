import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import ts from 'typescript';
import { describe, expect, it, onTestFinished } from 'vitest';
import { compilerHost } from '../../scripts/compiler-host.js';
import type { Codemod } from '../../src/codemod/codemod.js';
import { changesOf, planRun, writeRun, type CodemodRun } from '../../src/codemod/run.js';
import { readOptions } from '../../src/codemod/options.js';
import type { ResilienceRule } from '../../src/create-rule.js';
import { readSettings } from '../../src/settings.js';

/** What a fixture's `fixture.json` may say; the file itself is optional. */
interface FixtureOptions {
  /** Flags by name in camel case. */
  flags?: Record<string, unknown>;
  /** Findings that stay: `src/a.ts:12 The reason.` */
  declined?: string[];
}

/** Inside the repository, so that a fixture's imports find the packages that are installed here. */
const WORK = join(import.meta.dirname, '../../.tmp');

/**
 * Runs a codemod on each `<folder>/<behaviour>/input` and compares the whole tree with `expected` beside it. A second
 * run must change nothing, the outcome must have none of the findings it was run for but those declined, and where the
 * input has a tsconfig.json the outcome must pass its type check as the input does.
 */
export function testFixtures(codemod: Codemod, rule: ResilienceRule, folder: string, also: readonly ResilienceRule[] = []): void {
  describe(codemod.name, () => {
    it.each(readdirSync(folder).sort())('%s', { timeout: 180_000 }, async (behaviour) => {
      const fixture = join(folder, behaviour);
      const optionsFile = join(fixture, 'fixture.json');
      const { flags = {}, declined = [] } = (
        existsSync(optionsFile) ? JSON.parse(readFileSync(optionsFile, 'utf8')) : {}
      ) as FixtureOptions;
      const dir = copy(join(fixture, 'input'));
      const isTyped = existsSync(join(dir, 'tsconfig.json'));
      if (isTyped) expect(typeErrors(dir), 'type errors of the input').toEqual([]);

      const first = await apply(dir, codemod, [rule, ...also], flags);
      expect(first.plans.flatMap(({ failed }) => failed)).toEqual([]);
      expect(declinedIn(first, dir)).toEqual(declined);
      expect(readTree(dir)).toEqual(readTree(join(fixture, 'expected')));
      if (isTyped) expect(typeErrors(dir), 'type errors of the outcome').toEqual([]);

      // Elsewhere, as what is known of a folder's files is kept for a while.
      const second = await apply(copy(dir), codemod, [rule, ...also], flags);
      expect(changesOf(second), 'changes of a second run').toEqual([]);
      const left = second.scan.found.reduce((sum, { findings }) => sum + findings.length, 0);
      expect(left, 'findings that stay').toBe(declined.length);
    });
  });
}

function copy(input: string): string {
  mkdirSync(WORK, { recursive: true });
  const dir = mkdtempSync(join(WORK, 'fixture-'));
  onTestFinished(() => rmSync(dir, { recursive: true, force: true }));
  cpSync(input, dir, { recursive: true });
  // A repository of its own: what is above has nothing to do with it.
  mkdirSync(join(dir, '.git'), { recursive: true });
  return dir;
}

async function apply(
  dir: string,
  codemod: Codemod,
  [rule, ...also]: ResilienceRule[],
  flags: Record<string, unknown>,
): Promise<CodemodRun> {
  const workplace = { cwd: dir, root: dir, repository: null };
  const options = readOptions(codemod, flags);
  const run = await planRun({ workplace, paths: [], codemod, rule: rule!, also, options, settings: readSettings(undefined) });
  await writeRun(run);
  return run;
}

function declinedIn(run: CodemodRun, dir: string): string[] {
  const all = run.plans.flatMap(({ declined }) => declined);
  return all.map(({ path, line, reason }) => `${slashes(relative(dir, path))}:${line} ${reason}`).sort();
}

function readTree(dir: string): Record<string, string> {
  const entries = readdirSync(dir, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const paths = entries
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((path) => !path.includes(`${sep}.resilience${sep}`));
  return Object.fromEntries(paths.sort().map((path) => [slashes(relative(dir, path)), readFileSync(path, 'utf8')]));
}

function typeErrors(dir: string): string[] {
  const { config } = ts.readConfigFile(join(dir, 'tsconfig.json'), ts.sys.readFile) as { config: unknown };
  const { options, fileNames } = ts.parseJsonConfigFileContent(config, ts.sys, dir);
  const settings = { ...options, noEmit: true, skipLibCheck: true };
  const program = ts.createProgram(fileNames, settings, compilerHost(settings));
  return ts.getPreEmitDiagnostics(program).map(({ file, start, messageText }) => {
    const line = file && start !== undefined ? file.getLineAndCharacterOfPosition(start).line + 1 : 0;
    const name = file ? slashes(relative(dir, file.fileName)) : 'tsconfig.json';
    return `${name}:${line} ${ts.flattenDiagnosticMessageText(messageText, ' ')}`;
  });
}

function slashes(path: string): string {
  return path.split(sep).join('/');
}
