import { mkdir, writeFile } from 'node:fs/promises';
import { basename, dirname, resolve } from 'node:path';
import { NAMESPACE } from '../configs.js';
import type { ResilienceRule } from '../create-rule.js';
import { readSettings } from '../settings.js';
import type { Codemod } from './codemod.js';
import { createFinder, type Finder } from './finder.js';
import { camelCase, readOptions, ruleOptionsOf } from './options.js';
import { createPackageFinder } from './packages.js';
import { planPackage } from './plan.js';
import { scan } from './scan.js';

/** The parts of jscodeshift's API that a transform here needs. Its parsers and its printer are not among them. */
export interface TransformApi {
  report(message: string): void;
}

/** A transform as jscodeshift runs it: gives a file's new text, the same text, or nothing for a file that it left out. */
export type Transform = (
  file: { path: string; source: string },
  api: TransformApi,
  flags: Record<string, unknown>,
) => Promise<string | undefined>;

/**
 * A codemod as a transform for jscodeshift, which finds the files, writes them and counts. For codemods whose edits stay in
 * the file of the finding; a module that they import is written beside them. Finding and editing are the runner's own, so that bytes outside the edits stay as they are.
 */
export function createTransform(codemod: Codemod, rule: ResilienceRule): Transform {
  let finder: Promise<Finder> | undefined;
  const settings = readSettings(undefined);
  return async ({ path: given, source }, api, flags) => {
    const path = resolve(given);
    const { name } = rule.definition;
    const options = readOptions(codemod, named(codemod, flags));
    finder ??= createFinder({ [name]: rule }, { [`${NAMESPACE}/${name}`]: ['error', ruleOptionsOf(codemod, options)] });
    const { found, unparsed, failed, generated } = await scan([path], await finder, settings);
    if (generated.length > 0) return undefined;
    const [problem] = [...unparsed, ...failed];
    if (problem) throw new Error(problem.reason);
    if (found.length === 0) return source;

    const owner = await createPackageFinder('/')(path);
    const plan = await planPackage(codemod, owner, found, options, settings);
    for (const { line, reason } of plan.declined) api.report(`line ${line}: ${reason}`);
    const added = Object.entries(plan.dependencies).map(([dependency, range]) => `"${dependency}": "${range}"`);
    if (added.length > 0) api.report(`The package needs ${added.join(' and ')} in its dependencies.`);
    const created = plan.changes.filter(({ before }) => before === null);
    const others = plan.changes.filter((change) => change.path !== path && change.before !== null && basename(change.path) !== 'package.json');
    if (others.length > 0) plan.failed.push({ path: others[0]!.path, reason: `Other files change, too: run \`resilience codemod ${codemod.name}\`.` });
    if (plan.failed[0]) throw new Error(plan.failed[0].reason);
    const change = plan.changes.find((candidate) => candidate.path === path);
    if (change && change.before !== source) throw new Error('The file was changed meanwhile.');
    if (flags['dry'] !== true) for (const { path: module, after } of created) await writeOnce(module, after);
    return change?.after ?? source;
  };
}

/** Writes a module that the code imports, which another of jscodeshift's workers may be writing, too. */
async function writeOnce(path: string, text: string): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, text, { flag: 'wx' }).catch((error: unknown) => {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  });
}

/** jscodeshift hands over flags as they are written: `log-stack` for `--log-stack=true`. */
function named(codemod: Codemod, flags: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(codemod.options.map(({ flag }) => [camelCase(flag), flags[flag] ?? flags[camelCase(flag)]]));
}
