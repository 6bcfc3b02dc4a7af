import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { declaration, type Manifests } from './manifest.js';
import type { Workspaces } from './workspaces.js';

const require = createRequire(import.meta.url);

/** See `Resolver.versionOf`; `dir` is the folder of the asking file. */
export function versionFrom(manifests: Manifests, workspaces: Workspaces, dir: string, name: string): string | null {
  for (let at = dir; ; at = dirname(at)) {
    const version = manifests.at(join(at, 'node_modules', name))?.json['version'];
    if (typeof version === 'string') return version;
    if (dirname(at) === at) break;
  }
  const local = workspaces.find(dir, name);
  if (local) {
    const version = 'manifest' in local ? local.manifest.json['version'] : null;
    return typeof version === 'string' ? version : null;
  }
  const stated = declaration(manifests.above(dir), name)?.range ?? '';
  const catalog = /^catalog:(.*)$/.exec(stated)?.[1];
  const range = catalog === undefined ? stated : workspaces.catalogRange(dir, catalog.trim() || 'default', name);
  // `npm:other@^1` installs another package under this name.
  return meaningful(range?.replace(/^npm:@?[^@]+@?/, '').trim() ?? '');
}

function meaningful(range: string): string | null {
  if (range === '' || range === '*') return null;
  const valid = require('semver/ranges/valid.js') as typeof import('semver/ranges/valid.js');
  return valid(range) === null ? null : range;
}
