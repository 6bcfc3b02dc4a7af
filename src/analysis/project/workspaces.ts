import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, isAbsolute, join } from 'node:path';
import { isObject, stringsOf, type ConfigFiles, type Json } from './config-files.js';
import { declaration, type Manifest, type Manifests } from './manifest.js';

const require = createRequire(import.meta.url);

/** A dependency that a manifest takes from a folder: the folder's manifest, or why it can't be had. */
export type LocalPackage = { manifest: Manifest } | { reason: string };

/** The packages that live in the project itself, found from its manifests whether or not anything is installed. */
export interface Workspaces {
  /** The package in the project that a name means from a folder; null when the name means one from the registry. */
  find(fromDir: string, name: string): LocalPackage | null;
  /** The range that a pnpm, Bun or Yarn catalog above a folder has for a package; null when there is none. */
  catalogRange(fromDir: string, catalog: string, name: string): string | null;
  clear(): void;
}

interface Root {
  dir: string;
  patterns: string[];
  folders: string[];
  catalogs: Json;
}

/** `file:../x`, `link:../x`, `portal:../x`, `workspace:../x`, and a path alone. */
const FOLDER_RANGE = /^(?:(?:file|link|portal):|workspace:(?=\.{1,2}\/)|(?=\.{0,2}\/))(.+)$/;

export function createWorkspaces(files: ConfigFiles, manifests: Manifests): Workspaces {
  const roots = new Map<string, readonly Root[]>();
  const members = new Map<string, ReadonlyMap<string, Manifest>>();

  function rootsAbove(dir: string): readonly Root[] {
    let found = roots.get(dir);
    if (!found) {
      const own = rootIn(dir);
      const parent = dirname(dir);
      const rest = parent === dir ? [] : rootsAbove(parent);
      roots.set(dir, (found = own ? [own, ...rest] : rest));
    }
    return found;
  }

  function rootIn(dir: string): Root | null {
    const { workspaces } = manifests.at(dir)?.json ?? {};
    const pnpm = files.read(join(dir, 'pnpm-workspace.yaml'));
    const lerna = files.read(join(dir, 'lerna.json'));
    const rush = files.read(join(dir, 'rush.json'));
    if (!workspaces && !pnpm && !lerna && !rush) return null;
    const named = isObject(workspaces) ? workspaces : {};
    const projects = Array.isArray(rush?.['projects']) ? rush['projects'].filter(isObject) : [];
    return {
      dir,
      patterns: [workspaces, named['packages'], pnpm?.['packages'], lerna?.['packages']].flatMap(stringsOf),
      folders: stringsOf(projects.map((project) => project['projectFolder'])),
      catalogs: { ...catalogsOf(named), ...catalogsOf(pnpm ?? {}) },
    };
  }

  function membersOf(root: Root): ReadonlyMap<string, Manifest> {
    let byName = members.get(root.dir);
    if (!byName) {
      const dirs = [root.dir, ...root.folders.map((folder) => join(root.dir, folder)), ...globFolders(root)];
      const found = dirs.map((dir) => manifests.at(dir)).filter((manifest) => manifest?.name != null) as Manifest[];
      members.set(root.dir, (byName = new Map(found.map((manifest) => [manifest.name!, manifest]))));
    }
    return byName;
  }

  function member(fromDir: string, name: string): Manifest | null {
    for (const root of rootsAbove(fromDir)) {
      const manifest = membersOf(root).get(name);
      if (manifest) return manifest;
    }
    return null;
  }

  function inFolder(from: Manifest, name: string, range: string, folder: string): LocalPackage | null {
    if (/\.(?:tgz|tar\.gz|tar)$/.test(folder)) return null;
    const dir = isAbsolute(folder) ? folder : join(from.dir, folder);
    if (!existsSync(dir)) return { reason: `"${name}" is declared as "${range}", and that folder is not there.` };
    return { manifest: manifests.at(dir) ?? { dir, name: null, json: {} } };
  }

  return {
    find(fromDir, name) {
      const chain = manifests.above(fromDir);
      const declared = declaration(chain, name);
      const folder = declared && FOLDER_RANGE.exec(declared.range)?.[1];
      if (folder) return inFolder(declared.manifest, name, declared.range, folder);
      if (declared?.range.startsWith('workspace:')) {
        // pnpm: `"alias": "workspace:name@range"`.
        const aliased = /^workspace:(@?[^@]+)@/.exec(declared.range)?.[1];
        const manifest = member(fromDir, aliased ?? name);
        return manifest
          ? { manifest }
          : { reason: `"${name}" is declared as a workspace package, and no folder has that name.` };
      }
      const own = chain.find((manifest) => manifest.name !== null);
      if (own?.name === name) return own.json['exports'] == null ? null : { manifest: own };
      const manifest = member(fromDir, name);
      return manifest && (!declared || satisfies(manifest.json['version'], declared.range)) ? { manifest } : null;
    },
    catalogRange(fromDir, catalog, name) {
      for (const { catalogs } of rootsAbove(fromDir)) {
        const entries = catalogs[catalog];
        const range = isObject(entries) ? entries[name] : undefined;
        if (typeof range === 'string') return range;
      }
      return null;
    },
    clear() {
      roots.clear();
      members.clear();
    },
  };
}

/** Named catalogs by name; the unnamed one as `default`. */
function catalogsOf(owner: Json): Json {
  const named = isObject(owner['catalogs']) ? owner['catalogs'] : {};
  return isObject(owner['catalog']) ? { ...named, default: owner['catalog'] } : named;
}

function globFolders({ dir, patterns }: Root): string[] {
  if (patterns.length === 0) return [];
  const { globSync } = require('tinyglobby') as typeof import('tinyglobby');
  const manifests = patterns.map((pattern) => `${pattern.replace(/^(!?)\.\//, '$1').replace(/\/+$/, '')}/package.json`);
  try {
    const paths = globSync(manifests, {
      cwd: dir,
      absolute: true,
      followSymbolicLinks: false,
      expandDirectories: false,
      ignore: ['**/node_modules/**', '**/.git/**'],
    });
    return paths.sort().map((path) => join(dirname(path)));
  } catch {
    return [];
  }
}

/** Package managers link a workspace package only where its version fits what is asked for. */
function satisfies(version: unknown, range: string): boolean {
  if (range === '' || range === '*' || range === 'latest' || range.startsWith('catalog:')) return true;
  if (typeof version !== 'string') return false;
  const fits = require('semver/functions/satisfies.js') as typeof import('semver/functions/satisfies.js');
  return fits(version, range, { includePrerelease: true });
}
