import { existsSync } from 'node:fs';
import { dirname, join, relative, resolve, sep } from 'node:path';
import { moduleKindOf } from '../edit/modules.js';
import type { PlanFile, PlanInput } from './codemod.js';
import { UserError } from './user-error.js';

/** In which language a generated module is written. */
export interface ModuleShape {
  language: 'ts' | 'js';
  modules: 'esm' | 'cjs';
}

/** TypeScript where most files are; CommonJS where one of them requires, as it could not require anything else. */
export function moduleShape(files: readonly PlanFile[]): ModuleShape {
  const typed = files.filter(({ path }) => /\.[cm]?tsx?$/.test(path)).length;
  const requires = files.some(({ path, analysis }) => !/tsx?$/.test(path) && moduleKindOf(analysis.module) === 'cjs');
  return { language: typed * 2 >= files.length ? 'ts' : 'js', modules: requires ? 'cjs' : 'esm' };
}

/**
 * Where a generated module stands: at the path that the user gave, else in lib/resilience of the source folder, with the
 * extension that its package needs.
 *
 * @throws {UserError} where the given path is no source file's.
 */
export function placeModule(
  { packageDir, packageJson, style }: PlanInput,
  files: readonly PlanFile[],
  name: string,
  given: { flag: string; path: string },
): { path: string; shape: ModuleShape } {
  const shape = moduleShape(files);
  if (given.path !== '') {
    if (!/\.[cm]?[jt]s$/.test(given.path)) throw new UserError(`--${given.flag} takes a path that ends in .ts or .js, not ${given.path}.`);
    return { path: resolve(packageDir, given.path), shape: { ...shape, language: /ts$/.test(given.path) ? 'ts' : 'js' } };
  }
  const everyFile = (extension: RegExp) => files.every(({ path }) => extension.test(path));
  const isCommonJsInModules = shape.language === 'js' && style.modules === 'cjs' && packageJson['type'] === 'module';
  const variant = everyFile(/\.m[jt]s$/) ? 'm' : everyFile(/\.c[jt]s$/) || isCommonJsInModules ? 'c' : '';
  return { path: join(sourceFolder(packageDir, files), 'lib', 'resilience', `${name}.${variant}${shape.language}`), shape };
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
