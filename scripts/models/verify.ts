import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { cac } from 'cac';
import { MODELS } from '../../src/models/index.js';
import type { LibraryModel } from '../../src/models/model.js';
import { checkModel } from './types/check.js';
import { isBuiltin, olderOf, openWorkshop } from './types/install.js';
import { createReader } from './types/program.js';
import { openResults, type Result } from './types/results.js';
import { recordTypes, type TypesResult } from './verified.js';

const cli = cac('models:verify');
cli.option('--cache <folder>', 'Where the packages are installed and results are kept', { default: join(tmpdir(), 'eslint-plugin-resilience-models') });
cli.option('--only <packages>', 'Names of packages, separated by commas');
cli.option('--open', 'List what the declarations leave open');
cli.option('--write', 'Write the result to docs/models/verified.json');
cli.help();
const options = cli.parse().options as { cache: string; only?: string; open?: boolean; write?: boolean; help?: boolean };

if (!options.help) run();

function run(): void {
  const only = options.only?.split(',');
  const wants = (model: LibraryModel) => !only || only.includes(model.package);
  // Groups are planned for all, so that a run for a few finds what a run for all has installed.
  const all = MODELS.map((model) => ({ model, older: olderOf(model) }));
  const { folderOf, failed } = openWorkshop(options.cache, { models: MODELS, older: all.flatMap(({ older }) => older) }, wants, (line) => console.error(line));
  const kept = openResults(options.cache);
  const read = createReader();
  const wanted = all.filter(({ model }) => wants(model));
  const results = new Map<LibraryModel, Result>();
  const jobs = wanted.flatMap(({ model, older }) => [model, ...older]).sort((a, b) => (folderOf.get(a) ?? '').localeCompare(folderOf.get(b) ?? ''));
  for (const [index, model] of jobs.entries()) {
    const folder = folderOf.get(model);
    if (folder === undefined) {
      console.log(`${nameOf(model)}: not installed: ${failed.get(model)}`);
      continue;
    }
    let result = kept.read(model);
    if (result === undefined) {
      console.error(`[${index + 1}/${jobs.length}] ${nameOf(model)}`);
      const others = (model.aliases ?? []).filter((name) => !name.startsWith('node:') && !isBuiltin(model));
      const declarations = read(folder, [model.package, ...others], Object.keys(model.exports));
      result = declarations.isUntyped ? null : checkModel(model, declarations);
      kept.write(model, result);
    }
    results.set(model, result);
  }
  const merged = wanted.flatMap(({ model, older }): TypesResult[] => {
    if (!results.has(model)) return [];
    const others = older.filter((item) => results.has(item)).map((item): [string, Result] => [item.checked, results.get(item)!]);
    return [{ model, result: merge(results.get(model)!, others), older: others }];
  });
  for (const result of merged) print(result);
  summarise(merged, failed.size);
  if (options.write) recordTypes(merged);
}

/** What an older version of the range has needn't be in the newest. */
function merge(result: Result, older: readonly [string, Result][]): Result {
  if (!result) return null;
  const elsewhere = new Set(older.flatMap(([, checked]) => checked?.found ?? []));
  const isElsewhere = (problem: string) => elsewhere.has(problem.split(': ')[0]!);
  return { ...result, found: [...result.found, ...result.missing.filter(isElsewhere)], missing: result.missing.filter((problem) => !isElsewhere(problem)) };
}

function nameOf(model: LibraryModel): string {
  return `${model.package} ${model.checked}`;
}

function print({ model, result, older }: TypesResult): void {
  if (!result) return void console.log(`${nameOf(model)}: untyped`);
  const open = Object.entries(result.open);
  console.log(`${nameOf(model)}: ${result.found.length} found, ${result.missing.length} missing, ${open.length} open`);
  for (const problem of result.missing) console.log(`  ${problem}`);
  if (options.open) for (const [path, why] of open) console.log(`  open: ${path}: ${why}`);
  for (const [version, checked] of older) {
    console.log(`  in ${version}: ${checked ? `${checked.found.length} found; without ${checked.missing.map((problem) => problem.split(': ')[0]).join(', ') || 'nothing'}` : 'untyped'}`);
  }
}

function summarise(results: readonly TypesResult[], failed: number): void {
  const checked = results.flatMap(({ result }) => result ?? []);
  const sum = (counts: readonly number[]) => counts.reduce((total, count) => total + count, 0);
  const found = sum(checked.map((result) => result.found.length));
  const missing = sum(checked.map((result) => result.missing.length));
  const open = sum(checked.map((result) => Object.keys(result.open).length));
  const older = sum(results.map((result) => result.older.length));
  console.log(`\n${results.length} models: ${found} facts are in the declarations, ${missing} are missing, ${open} are left open, each with a reason.`);
  console.log(`${results.length - checked.length} models of packages without declarations, ${older} older versions, ${failed} not installed.`);
  if (missing > 0 || failed > 0) process.exitCode = 1;
}
