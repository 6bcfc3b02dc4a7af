import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import picomatch from 'picomatch';
import { codemods } from '../../codemods/index.js';
import { rules } from '../../rules/index.js';
import { readOptions } from '../../src/codemod/options.js';
import { toPatch } from '../../src/codemod/patch.js';
import type { Change } from '../../src/codemod/plan.js';
import { changesOf, planRun, writeRun, type CodemodRun } from '../../src/codemod/run.js';
import { syntaxErrors } from '../../src/codemod/syntax.js';
import { withoutMark } from '../../src/codemod/text.js';
import { EXCLUSIONS } from '../../src/configs.js';
import { readSettings } from '../../src/settings.js';

/** What became of one codemod in one repository. */
export interface Applied {
  codemod: string;
  files: number;
  findings: number;
  changed: number;
  created: number;
  /** Reason without its names -> how often. */
  declined: Record<string, number>;
  failed: { path: string; reason: string }[];
  /** Files that parse before and not afterwards. */
  syntaxErrors: string[];
  /** Files that a second run would change. */
  again: string[];
  /** Findings that stay though nothing was declined. */
  left: number;
  ms: number;
}

const SOURCE = /\.[cm]?[jt]sx?$/;

/** Applies a codemod to the back end of a tree with its default flags, runs it again, and stores the diff. The tree keeps the changes. */
export async function apply(root: string, globs: readonly string[], name: string, patchFile: string): Promise<Applied> {
  const codemod = await codemods[name]!();
  const isIncluded = picomatch([...globs], { dot: true });
  const isExcluded = picomatch(Object.values(EXCLUSIONS).flat(), { dot: true });
  const paths = listed(root).filter((path) => SOURCE.test(path) && isIncluded(path) && !isExcluded(path)).map((path) => join(root, path));
  const plan = (looked: readonly string[]) =>
    planRun({
      workplace: { cwd: root, root, repository: null },
      paths: looked,
      codemod,
      rule: rules[codemod.rule]!,
      also: Object.keys(codemod.also ?? {}).map((rule) => rules[rule]!),
      options: readOptions(codemod, {}),
      settings: readSettings(undefined),
    });

  const started = performance.now();
  const first = await plan(paths);
  const ms = Math.round(performance.now() - started);
  const changes = changesOf(first);
  mkdirSync(dirname(patchFile), { recursive: true });
  writeFileSync(patchFile, toPatch(changes, root));
  await writeRun(first);
  // What is known of the files that others import is kept for a second.
  if (changes.length > 0) await sleep(1_100);
  // Where there was nothing to find, and nothing was written, there is nothing to find now.
  const touched = new Set([...first.scan.found.map(({ path }) => path), ...changes.map(({ path }) => path)].filter((path) => SOURCE.test(path)));
  const second = touched.size > 0 ? await plan([...touched].sort()) : first;
  const declined = first.plans.flatMap((each) => each.declined);
  return {
    codemod: name,
    files: first.scan.looked,
    findings: findingsOf(first),
    changed: changes.filter(({ before }) => before !== null).length,
    created: changes.filter(({ before }) => before === null).length,
    declined: countBy(declined.map(({ reason }) => withoutNames(reason))),
    failed: [...first.scan.failed, ...first.plans.flatMap((each) => each.failed)].map(({ path, reason }) => ({ path: relative(root, path), reason })),
    syntaxErrors: changes.flatMap((change) => brokenFile(root, change)),
    again: changesOf(second).map(({ path }) => relative(root, path)),
    left: Math.max(0, findingsOf(second) - declined.length),
    ms,
  };
}

function listed(root: string): string[] {
  const output = execFileSync('find', ['.', '-type', 'f', '-not', '-path', '*/node_modules/*', '-not', '-path', './.git/*'], { cwd: root, encoding: 'utf8', maxBuffer: 1 << 28 });
  return output.split('\n').filter(Boolean).map((path) => path.slice(2));
}

function findingsOf(run: CodemodRun): number {
  return run.scan.found.reduce((sum, { findings }) => sum + findings.length, 0);
}

function brokenFile(root: string, { path, before, after }: Change): string[] {
  if (!SOURCE.test(path)) return [];
  const errors = syntaxErrors(path, withoutMark(after));
  const isBroken = errors.length > (before === null ? 0 : syntaxErrors(path, withoutMark(before)).length);
  return isBroken ? [`${relative(root, path)}: ${errors[0]}`] : [];
}

function withoutNames(reason: string): string {
  return reason.replace(/`[^`]*`/g, '`…`').replace(/\bline \d+/g, 'line …').replace(/\/\S+/g, '…');
}

function countBy(values: readonly string[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const value of values) counts[value] = (counts[value] ?? 0) + 1;
  return counts;
}
