import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { cac } from 'cac';
import { MODELS } from '../../src/models/index.js';
import type { LibraryModel } from '../../src/models/model.js';
import { checkModel, type Checked } from './types/check.js';
import { install, planFolders } from './types/install.js';
import { readDeclarations } from './types/program.js';
import { recordTypes } from './verified.js';

const cli = cac('models:verify');
cli.option('--cache <folder>', 'Where the packages are installed', { default: join(tmpdir(), 'eslint-plugin-resilience-models') });
cli.option('--only <packages>', 'Names of packages, separated by commas');
cli.option('--installed', 'Install nothing: the packages are there');
cli.option('--open', 'List what the declarations leave open');
cli.option('--write', 'Write the result to docs/models/verified.json');
cli.help();
const options = cli.parse().options as { cache: string; only?: string; installed?: boolean; open?: boolean; write?: boolean; help?: boolean };

if (!options.help) run();

function run(): void {
  const only = options.only?.split(',');
  const models = MODELS.filter((model) => !only || only.includes(model.package));
  // Folders are planned for all, so that a run for a few finds what a run for all has installed.
  const { needs, folderOf } = planFolders(options.cache, MODELS);
  if (!options.installed) {
    for (const folder of new Set(models.map((model) => folderOf.get(model)!))) {
      console.error(`installing ${needs.get(folder)!.size} packages into ${folder}`);
      install(folder, needs.get(folder)!);
    }
  }
  const results = models.map((model): [LibraryModel, Checked | null] => {
    const declarations = readDeclarations(folderOf.get(model)!, model.package, Object.keys(model.exports));
    const result = declarations.isUntyped ? null : checkModel(model, declarations);
    print(model, result);
    return [model, result];
  });
  const failed = results.filter(([, result]) => result && result.missing.length > 0);
  const total = (key: 'found' | 'missing' | 'open') => results.reduce((sum, [, result]) => sum + [result?.[key] ?? 0].flat().reduce<number>((count, item) => count + (typeof item === 'number' ? item : 1), 0), 0);
  console.log(
    `\n${results.length} models: ${total('found')} facts found in the declarations, ${total('missing')} missing, ${total('open')} left open; ${results.filter(([, result]) => !result).length} untyped.`,
  );
  if (options.write) recordTypes(results);
  if (failed.length > 0) process.exitCode = 1;
}

function print(model: LibraryModel, result: Checked | null): void {
  const name = `${model.package} ${model.checked}`;
  if (!result) return void console.log(`${name}: untyped`);
  console.log(`${name}: ${result.found} found, ${result.missing.length} missing, ${result.open.length} open`);
  for (const problem of result.missing) console.log(`  ${problem}`);
  if (options.open) for (const path of result.open) console.log(`  open: ${path}`);
}
