import { existsSync, realpathSync, statSync } from 'node:fs';
import { dirname, join, resolve as resolvePath, sep } from 'node:path';
import { createConfigFiles } from './config-files.js';
import { createDisk, installedPackage } from './disk.js';
import { createManifests, declaration, type Manifest } from './manifest.js';
import { firstSource, importTargets, isBuilt, packageEntry, sourceOf } from './package-entry.js';
import { builtinName, isCode, isDeclaration, isPath, oddity, splitPackage } from './specifier.js';
import { ALIAS_CONFIGS, createPathAliases } from './tsconfig-paths.js';
import { versionFrom } from './versions.js';
import { createWatch } from './watch.js';
import { createWorkspaces } from './workspaces.js';

export type Resolution =
  /** Absolute path of a source file of the project. A package of the workspace is the project, `node_modules` never. */
  | { kind: 'file'; path: string }
  /** A package from the registry, installed or not; `subpath` is empty or like `foo/bar`. */
  | { kind: 'package'; name: string; subpath: string }
  /** A module of Node.js, always with the `node:` prefix. */
  | { kind: 'builtin'; name: string }
  /** Nothing to look at: a sentence that says why. Not the same as a package that isn't installed. */
  | { kind: 'missing'; reason: string };

export interface Resolver {
  /**
   * What a specifier means in a file. Remembered by folder and specifier. Never throws. Paths are real paths, but begin
   * as the importing file's does where that is reached through a symlink.
   */
  resolve(fromFile: string, specifier: string): Resolution;
  /** The nearest package.json above a file, whether it has a name or not; null when there is none. */
  packageOf(file: string): { dir: string; name: string | null; json: Record<string, unknown> } | null;
  /**
   * The version of a package that a file sees: the installed one, that of a package of the project, or the range that
   * the nearest package.json states. Null when unknown, and for a tag, an address or `*`, which say nothing.
   */
  versionOf(fromFile: string, packageName: string): string | null;
  /** Whether its answers hold still, as far as configurations and the folders that it looked into tell. */
  isCurrent(): boolean;
  /** Drops what it remembers: called when files change. */
  clear(): void;
}

/** What a folder has that may give the names of packages another meaning in it and below. */
const CONFIGURING = ['package.json', 'node_modules', ...ALIAS_CONFIGS, 'pnpm-workspace.yaml', 'lerna.json', 'rush.json'];

export function createResolver(): Resolver {
  const files = createConfigFiles();
  const watch = createWatch();
  const disk = createDisk();
  const manifests = createManifests(files);
  const workspaces = createWorkspaces(files, manifests);
  const aliases = createPathAliases(files, manifests, workspaces);
  /** Answers by folder, and the same by file: taking a path apart costs more than the answer. */
  const answers = new Map<string, Map<string, Resolution>>();
  const byFile = new Map<string, Map<string, Resolution>>();
  const homes = new Map<string, string>();
  const owners = new Map<string, Manifest | null>();
  const versions = new Map<string, string | null>();
  const spellings = new Map<string, (path: string) => string>();

  function answersIn(dir: string): Map<string, Resolution> {
    let known = answers.get(dir);
    if (!known) answers.set(dir, (known = new Map<string, Resolution>()));
    return known;
  }

  /** The nearest folder, at or above another, that may say what names of packages mean; the folder itself where none does. */
  function homeOf(dir: string): string {
    let home = homes.get(dir);
    if (home !== undefined) return home;
    watch.note(dir);
    watch.note(join(dir, 'node_modules'));
    const parent = dirname(dir);
    home = parent === dir || CONFIGURING.some((name) => existsSync(join(dir, name))) ? dir : homeOf(parent);
    homes.set(dir, home);
    return home;
  }

  function tryAnswer(file: string, dir: string, specifier: string): Resolution {
    try {
      return answer(file, dir, specifier);
    } catch (error) {
      return missing(`"${specifier}" can't be resolved: ${error instanceof Error ? error.message : String(error)}.`);
    }
  }

  function answer(file: string, dir: string, specifier: string): Resolution {
    const builtin = builtinName(specifier);
    if (builtin) return { kind: 'builtin', name: builtin };
    return isPath(specifier) ? fromPath(file, dir, specifier) : fromName(file, dir, specifier);
  }

  function fromPath(file: string, dir: string, specifier: string): Resolution {
    const path = resolvePath(dir, specifier);
    // With tsconfig only for `rootDirs`: a tsconfig that can't be loaded must not hide the file next door.
    const found = disk.fromFolder(dir, specifier) ?? disk.withTsconfig(file, specifier) ?? folderEntry(path);
    if (!found) for (const place of [dirname(path), path]) watch.note(place);
    return found
      ? settle(found, dir, specifier)
      : missing(oddity(specifier) ?? disk.trouble(dir) ?? absence(path, specifier));
  }

  function fromName(file: string, dir: string, specifier: string): Resolution {
    const named = splitPackage(specifier);
    const node = disk.fromFolder(dir, specifier);
    const configured = disk.withTsconfig(file, specifier);
    // `"*": ["./types/*"]` gives types to an installed package: the package it is.
    const typesOnly = configured !== null && node !== null && isDeclaration(configured);
    if (configured && configured !== node && !typesOnly) return settle(unbuilt(configured), dir, specifier);
    if (!configured) {
      const aliased = throughAlias(dir, specifier);
      if (aliased) return settle(unbuilt(aliased), dir, specifier);
    }
    if (node) return settle(linkedSource(node, named?.subpath), dir, specifier);
    return (
      (named && inProject(dir, specifier, named)) ??
      (specifier.startsWith('#') ? throughImports(file, dir, specifier) : null) ??
      withoutFile(dir, specifier, named)
    );
  }

  /** A name that leads to no file of the project: a package, unless it can't be the name of one. */
  function withoutFile(dir: string, specifier: string, named: ReturnType<typeof splitPackage>): Resolution {
    const odd = oddity(specifier);
    if (odd) return missing(odd);
    const claim = isDeclared(dir, specifier) ? null : aliases.claim(dir, specifier);
    if (claim) return missing(claim);
    return named
      ? { kind: 'package', ...named }
      : missing(`"${specifier}" is neither a path nor the name of a package.`);
  }

  function throughAlias(dir: string, specifier: string): string | null {
    for (const { path, general } of aliases.candidates(dir, specifier)) {
      if (general && isDeclared(dir, specifier)) continue;
      const found = disk.find(path) ?? folderEntry(path) ?? unbuiltFrom(path);
      if (found) return found;
    }
    return null;
  }

  function isDeclared(dir: string, specifier: string): boolean {
    const named = splitPackage(specifier);
    return named !== null && declaration(manifests.above(dir), named.name) !== null;
  }

  function inProject(
    dir: string,
    specifier: string,
    { name, subpath }: { name: string; subpath: string },
  ): Resolution | null {
    const local = workspaces.find(dir, name);
    if (!local) return null;
    if ('reason' in local) return missing(local.reason);
    const found = packageEntry(disk, local.manifest, subpath);
    return found
      ? settle(found, dir, specifier)
      : missing(`The project's package "${name}" has no source file for "${specifier}": it may have to be built.`);
  }

  function throughImports(file: string, dir: string, specifier: string): Resolution | null {
    const manifest = manifests.above(dir)[0];
    const targets = manifest ? importTargets(manifest, specifier) : [];
    const found =
      manifest &&
      firstSource(
        disk,
        manifest.dir,
        targets.filter((target) => target.startsWith('./')),
      );
    if (found) return settle(found, dir, specifier);
    const other = targets.find((target) => !/^[.#]/.test(target));
    if (other !== undefined) return answer(file, dir, other);
    return targets.length > 0 ? missing(`"imports" of package.json leads to no file for "${specifier}".`) : null;
  }

  /** A folder whose package.json names a file that isn't built yet. */
  function folderEntry(path: string): string | null {
    const manifest = manifests.at(path);
    return manifest && packageEntry(disk, manifest, '');
  }

  /** A package that `node_modules` links to: its source, where the entry is a built file. */
  function linkedSource(path: string, subpath: string | undefined): string {
    const manifest = installedPackage(path) ? null : namedAbove(path);
    return (manifest && subpath !== undefined ? packageEntry(disk, manifest, subpath) : null) ?? unbuilt(path);
  }

  function unbuilt(path: string): string {
    return installedPackage(path) ? path : (unbuiltFrom(path) ?? path);
  }

  function unbuiltFrom(path: string): string | null {
    const manifest = namedAbove(path);
    return manifest && isBuilt(manifest.dir, path) ? sourceOf(disk, manifest.dir, path) : null;
  }

  function namedAbove(path: string): Manifest | null {
    return manifests.above(dirname(path)).find((manifest) => manifest.name !== null) ?? null;
  }

  function settle(path: string, dir: string, specifier: string): Resolution {
    const named = isPath(specifier) ? null : splitPackage(specifier);
    const installed = installedPackage(path);
    if (installed) return { kind: 'package', ...(named ?? installed) };
    if (!isCode(path)) return missing(`"${specifier}" is not code.`);
    if (named && isDeclaration(path) && isDeclared(dir, specifier)) return { kind: 'package', ...named };
    return { kind: 'file', path: respell(dir, path) };
  }

  function respell(dir: string, path: string): string {
    let spelling = spellings.get(dir);
    if (!spelling) spellings.set(dir, (spelling = spellingFrom(dir)));
    return spelling(path);
  }

  return {
    resolve(fromFile, specifier) {
      let known = byFile.get(fromFile);
      if (!known) byFile.set(fromFile, (known = answersIn(dirname(resolvePath(fromFile)))));
      let resolution = known.get(specifier);
      if (!resolution) {
        const file = resolvePath(fromFile);
        const dir = dirname(file);
        // A name means the same in all folders that share what configures it.
        const shared = isPath(specifier) ? known : answersIn(homeOf(dir));
        resolution = shared.get(specifier) ?? tryAnswer(file, dir, specifier);
        shared.set(specifier, resolution);
        known.set(specifier, resolution);
      }
      return resolution;
    },
    packageOf(file) {
      let owner = owners.get(file);
      if (owner === undefined) owners.set(file, (owner = manifests.above(dirname(resolvePath(file)))[0] ?? null));
      return owner;
    },
    versionOf(fromFile, packageName) {
      const dir = dirname(resolvePath(fromFile));
      const key = `${packageName}\0${dir}`;
      let version = versions.get(key);
      if (version === undefined) versions.set(key, (version = versionFrom(manifests, workspaces, dir, packageName)));
      return version;
    },
    isCurrent: () => [watch.isCurrent(), files.isCurrent()].every(Boolean),
    clear() {
      answers.clear();
      byFile.clear();
      homes.clear();
      owners.clear();
      versions.clear();
      spellings.clear();
      aliases.clear();
      workspaces.clear();
      manifests.clear();
      watch.clear();
      files.clear();
      disk.clear();
    },
  };
}

function missing(reason: string): Resolution {
  return { kind: 'missing', reason };
}

/** Why nothing was found at a path that a specifier names. */
function absence(path: string, specifier: string): string {
  try {
    const stats = statSync(path, { throwIfNoEntry: false });
    if (stats?.isDirectory()) return `"${specifier}" is a folder without an index file or an entry in a package.json.`;
    if (stats) return `"${specifier}" is not code.`;
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown error';
    if (code !== 'ENOTDIR') return `"${specifier}" can't be read (${code}).`;
  }
  return `No file answers to "${specifier}": it may be generated or built later.`;
}

/** Turns real paths into paths that begin as `dir` does, where a symlink leads to `dir`. */
function spellingFrom(dir: string): (path: string) => string {
  try {
    let written = dir;
    let real = realpathSync(dir);
    while (real !== written && dirname(real) !== dirname(written) && realpathSync(dirname(written)) === dirname(real)) {
      written = dirname(written);
      real = dirname(real);
    }
    if (real !== written) return (path) => (path.startsWith(real + sep) ? written + path.slice(real.length) : path);
  } catch {
    // A file that is only in an editor may be in a folder that isn't there yet.
  }
  return (path) => path;
}
