import { dirname, join } from 'node:path';
import { isObject, type ConfigFiles, type Json } from './config-files.js';

/** A package.json: its folder, the name it gives itself, its content. */
export interface Manifest {
  dir: string;
  name: string | null;
  json: Json;
}

export interface Manifests {
  /** The manifest in a folder itself. */
  at(dir: string): Manifest | null;
  /** The manifests of a folder and of those above it, nearest first. */
  above(dir: string): readonly Manifest[];
  clear(): void;
}

const FIELDS = ['dependencies', 'devDependencies', 'optionalDependencies', 'peerDependencies'];

export function createManifests(files: ConfigFiles): Manifests {
  const chains = new Map<string, readonly Manifest[]>();

  function at(dir: string): Manifest | null {
    const json = files.read(join(dir, 'package.json'));
    return json && { dir, name: typeof json['name'] === 'string' && json['name'] !== '' ? json['name'] : null, json };
  }

  function above(dir: string): readonly Manifest[] {
    let chain = chains.get(dir);
    if (!chain) {
      const own = at(dir);
      const parent = dirname(dir);
      const rest = parent === dir ? [] : above(parent);
      chains.set(dir, (chain = own ? [own, ...rest] : rest));
    }
    return chain;
  }

  return { at, above, clear: () => chains.clear() };
}

/** What the nearest manifest that depends on a package writes for it, and that manifest; null when none does. */
export function declaration(chain: readonly Manifest[], name: string): { range: string; manifest: Manifest } | null {
  for (const manifest of chain) {
    for (const field of FIELDS) {
      const ranges = manifest.json[field];
      const range = isObject(ranges) ? ranges[name] : undefined;
      if (typeof range === 'string') return { range, manifest };
    }
  }
  return null;
}
