import { existsSync } from 'node:fs';
import { dirname, join, relative, resolve, sep } from 'node:path';
import { moduleKindOf } from '../edit/modules.js';
import type { PlanFile, PlanInput } from './codemod.js';
import { UserError } from './user-error.js';

/** Where a generated module goes and what it is written in. */
export interface ModulePlace {
  path: string;
  language: 'ts' | 'js';
  modules: 'esm' | 'cjs';
}

/**
 * The place of a module that some files of a package will import: what the user's flag says, else
 * `lib/resilience/<name>` in their source folder.
 * @throws {UserError} where the flag's value isn't the path of a source file.
 */
export function placeOfModule(
  { packageDir, packageJson, style, options }: Pick<PlanInput, 'packageDir' | 'packageJson' | 'style' | 'options'>,
  files: readonly PlanFile[],
  name: string,
  flag: string,
): ModulePlace {
  const language = languageOf(files);
  const modules = kindOf(files);
  const given = options[flag];
  if (typeof given === 'string' && given !== '') {
    if (!/\.[cm]?[jt]s$/.test(given)) throw new UserError(`--${flag} takes a path that ends in .ts or .js, not ${given}.`);
    return { path: resolve(packageDir, given), language: /ts$/.test(given) ? 'ts' : 'js', modules };
  }
  const everyFile = (extension: RegExp) => files.every(({ path }) => extension.test(path));
  const needsCjs = language === 'js' && style.modules === 'cjs' && packageJson['type'] === 'module';
  const variant = everyFile(/\.m[jt]s$/) ? 'm' : everyFile(/\.c[jt]s$/) || needsCjs ? 'c' : '';
  const path = join(sourceFolder(packageDir, files), 'lib', 'resilience', `${name}.${variant}${language}`);
  return { path, language, modules };
}

/** TypeScript where at least half of the files are. */
function languageOf(files: readonly PlanFile[]): ModulePlace['language'] {
  const typed = files.filter(({ path }) => /\.[cm]?tsx?$/.test(path)).length;
  return typed * 2 >= files.length ? 'ts' : 'js';
}

/** CommonJS where one of the files requires, as it could not require anything else. */
function kindOf(files: readonly PlanFile[]): ModulePlace['modules'] {
  const requires = files.some(({ path, analysis }) => !/tsx?$/.test(path) && moduleKindOf(analysis.module) === 'cjs');
  return requires ? 'cjs' : 'esm';
}

/** The nearest `src` that holds all files, else the package's own, else the package's folder. */
function sourceFolder(packageDir: string, files: readonly PlanFile[]): string {
  let common = dirname(files[0]!.path);
  while (!files.every(({ path }) => path.startsWith(common + sep))) common = dirname(common);
  const parts = relative(packageDir, common).split(sep);
  const index = parts.indexOf('src');
  if (index !== -1) return join(packageDir, ...parts.slice(0, index + 1));
  return existsSync(join(packageDir, 'src')) && parts[0] === '' ? join(packageDir, 'src') : packageDir;
}
