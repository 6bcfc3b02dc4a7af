import { join, relative, sep } from 'node:path';
import { createRequire } from 'node:module';
import type * as Matcher from 'resolve.exports';
import { isObject } from './config-files.js';
import type { Disk } from './disk.js';
import type { Manifest } from './manifest.js';
import { isCode, isDeclaration, isTypeScript } from './specifier.js';

const require = createRequire(import.meta.url);
const matcher = () => require('resolve.exports') as typeof Matcher;

type Package = Parameters<typeof Matcher.exports>[0];
type Matches = ReturnType<typeof Matcher.exports | typeof Matcher.imports>;

/** Conditions of environments in which server code doesn't run, and those that are asked for by name below. */
const KNOWN_CONDITIONS = new Set(
  (
    'import require node default module module-sync types development production browser worker workerd edge-light ' +
    'react-native react-server deno bun electron style sass svelte'
  ).split(' '),
);

/** A first folder that holds built files, and those that builders make inside of it. */
const BUILT = /^\.?(?:dist|build|built|out|output|compiled|release)(?:[-_.].*)?$/i;
const FORMAT = /^(?:lib|cjs|esm?|es\d+|umd|commonjs|modules?|node|types|typings|dts|bundles?)(?:[-_.].*)?$/i;
const SOURCE_FOLDERS = ['src', '', 'source', 'lib'];
const USUAL_ENTRIES = ['index', 'src/index', 'src/main', 'lib/index'];

/**
 * The source file behind an entry of a package in the project, found from its manifest, built or not: `exports`
 * (conditions that lead to sources first), then `source`, `module`, `main`, `types`, then the usual places. An entry
 * in a folder of built files stands for its source. Null when nothing is there.
 */
export function packageEntry(disk: Disk, manifest: Manifest, subpath: string): string | null {
  return (
    firstSource(disk, manifest.dir, declaredTargets(manifest, subpath)) ??
    firstSource(disk, manifest.dir, subpath === '' ? USUAL_ENTRIES : [subpath, `src/${subpath}`])
  );
}

/** Where `imports` of a manifest sends a `#name`: paths from its folder, or names of packages. */
export function importTargets(manifest: Manifest, specifier: string): string[] {
  const { imports } = manifest.json;
  if (!isObject(imports)) return [];
  return targetsFor(imports, (conditions) =>
    matcher().imports(manifest.json, specifier, { unsafe: true, conditions }),
  );
}

/** The first of some targets of a package that is source; else the first built one, as its source if that is there. */
export function firstSource(disk: Disk, dir: string, targets: readonly string[]): string | null {
  const paths = targets.map((target) => join(dir, target));
  for (const path of paths) {
    if (isBuilt(dir, path)) continue;
    const file = disk.find(path);
    if (!file || !isCode(file) || isDeclaration(file)) continue;
    const source = isTypeScript(file) ? null : sourceOf(disk, dir, file);
    return source && isTypeScript(source) ? source : file;
  }
  for (const path of paths) {
    const file = sourceOf(disk, dir, path);
    if (file) return file;
  }
  for (const path of paths) {
    const file = disk.find(path);
    if (file) return file;
  }
  return null;
}

/**
 * The source that a file in a folder of built files was made from, or null. `path` need not exist. To be asked where a
 * manifest names the path, or where it `isBuilt`: a folder such as `lib` holds sources as often as not.
 */
export function sourceOf(disk: Disk, dir: string, path: string): string | null {
  const segments = relative(dir, path).split(sep);
  const isMade = (segment: string) => BUILT.test(segment) || FORMAT.test(segment);
  for (let made = 1; made < segments.length && isMade(segments[made - 1]!); made++) {
    const rest = segments
      .slice(made)
      .join(sep)
      .replace(/(?:\.d)?\.[cm]?[jt]sx?$/i, '');
    for (const folder of SOURCE_FOLDERS) {
      const file = disk.find(join(dir, folder, rest));
      if (file && file !== path && isCode(file) && !isDeclaration(file) && !isBuilt(dir, file)) return file;
    }
  }
  return null;
}

/** Whether a path lies in a folder of built files. */
export function isBuilt(dir: string, path: string): boolean {
  return BUILT.test(relative(dir, path).split(sep)[0]!);
}

function declaredTargets(manifest: Manifest, subpath: string): string[] {
  const { exports, source, module, main, types, typings } = manifest.json;
  if (typeof exports === 'string' || isObject(exports) || Array.isArray(exports)) {
    const json = { ...manifest.json, name: manifest.name ?? '' } as Package;
    const entry = subpath === '' ? '.' : `./${subpath}`;
    const targets = targetsFor(exports, (conditions) => matcher().exports(json, entry, { unsafe: true, conditions }));
    if (targets.length > 0) return targets;
  }
  if (subpath !== '') return [];
  return [source, module, main, types, typings].filter(
    (field) => typeof field === 'string' && field !== '',
  ) as string[];
}

/** The targets under several sets of conditions: own names such as `source` first, types last. */
function targetsFor(map: unknown, match: (conditions: string[]) => Matches): string[] {
  const own = [...conditionsIn(map)].filter((name) => !KNOWN_CONDITIONS.has(name));
  const sets = [own, ['development', 'node', 'import', 'module'], ['node', 'require'], ['types', 'import', 'require']];
  const targets = new Set<string>();
  for (const conditions of sets) {
    if (conditions.length === 0) continue;
    try {
      for (const target of match(conditions) ?? []) targets.add(target);
    } catch {
      // No target under these conditions.
    }
  }
  return [...targets];
}

function conditionsIn(map: unknown, found = new Set<string>()): Set<string> {
  if (Array.isArray(map)) map.forEach((item) => conditionsIn(item, found));
  if (!isObject(map)) return found;
  for (const [key, value] of Object.entries(map)) {
    if (!/^[.#]/.test(key)) found.add(key);
    conditionsIn(value, found);
  }
  return found;
}
