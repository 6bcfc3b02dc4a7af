import { existsSync } from 'node:fs';
import { basename, dirname, isAbsolute, join, resolve } from 'node:path';
import { isObject, stringsOf, type ConfigFiles, type Json } from './config-files.js';
import type { Manifests } from './manifest.js';
import type { Workspaces } from './workspaces.js';

interface Alias {
  pattern: string;
  /** Absolute paths, with `*` in the same role as in the pattern. */
  targets: string[];
}

export interface PathAliases {
  /** The paths that a specifier may stand for from a folder, likeliest first. */
  candidates(fromDir: string, specifier: string): Candidate[];
  /** Why a specifier that leads to no file is the project's all the same; null when no configuration claims it. */
  claim(fromDir: string, specifier: string): string | null;
  clear(): void;
}

interface Candidate {
  path: string;
  /** It comes from `baseUrl` or the alias `*`, which match the names of packages as well. */
  general: boolean;
}

interface Scope {
  /** Name of the configuration file. */
  config: string;
  aliases: Alias[];
  baseUrl: string | null;
}

/** What a configuration says after its `extends`, with paths made absolute. */
interface Options {
  baseUrl: string | null;
  paths: { map: Json; dir: string } | null;
}

/** Names of the files that may give a folder aliases. */
export const ALIAS_CONFIGS = ['tsconfig.json', 'jsconfig.json', 'tsconfig.base.json'];

/**
 * A tolerant reader of `paths` and `baseUrl`. What an `extends` leads to is taken where it can be found (a path, a
 * package of the project) and left out where not; files outside of `include` count as well; configurations further up are asked
 * after the nearest. `_moduleAliases` of a package.json says the same for CommonJS.
 */
export function createPathAliases(files: ConfigFiles, manifests: Manifests, workspaces: Workspaces): PathAliases {
  const chains = new Map<string, readonly Scope[]>();

  function scopesAbove(dir: string): readonly Scope[] {
    let chain = chains.get(dir);
    if (!chain) {
      const parent = dirname(dir);
      const rest = parent === dir ? [] : scopesAbove(parent);
      const own = scopesIn(dir);
      chains.set(dir, (chain = own.length > 0 ? [...own, ...rest] : rest));
    }
    return chain;
  }

  function scopesIn(dir: string): Scope[] {
    const scopes: Scope[] = [];
    for (const name of ALIAS_CONFIGS) {
      const file = join(dir, name);
      const json = files.read(file);
      if (!json) continue;
      // `"files": [], "references": [{ "path": "./tsconfig.app.json" }]` splits the configuration of one folder.
      const parts = (Array.isArray(json['references']) ? json['references'].filter(isObject) : [])
        .map((reference) => (typeof reference['path'] === 'string' ? resolve(dir, reference['path']) : dir))
        .filter((path) => dirname(path) === dir && path.endsWith('.json'));
      for (const path of [file, ...parts]) scopes.push(scopeOf(path));
    }
    const { _moduleAliases: aliases } = manifests.at(dir)?.json ?? {};
    if (isObject(aliases)) scopes.push({ config: 'package.json', aliases: moduleAliases(dir, aliases), baseUrl: null });
    return scopes.filter((scope) => scope.aliases.length > 0 || scope.baseUrl !== null);
  }

  function scopeOf(file: string): Scope {
    const { baseUrl, paths } = optionsOf(file, dirname(file), new Set());
    const base = baseUrl ?? paths?.dir ?? dirname(file);
    const aliases = Object.entries(paths?.map ?? {}).map(([pattern, targets]) => ({
      pattern,
      targets: stringsOf(targets).map((target) => resolve(base, withConfigDir(target, dirname(file)))),
    }));
    return { config: basename(file), aliases, baseUrl };
  }

  function optionsOf(file: string, leafDir: string, seen: Set<string>): Options {
    const json = files.read(file);
    if (!json || seen.has(file)) return { baseUrl: null, paths: null };
    seen.add(file);
    const dir = dirname(file);
    const inherited = (typeof json['extends'] === 'string' ? [json['extends']] : stringsOf(json['extends']))
      .map((base) => extended(dir, base))
      .filter((base) => base !== null)
      .map((base) => optionsOf(base, leafDir, seen));
    const { baseUrl, paths } = isObject(json['compilerOptions']) ? json['compilerOptions'] : {};
    return {
      baseUrl: typeof baseUrl === 'string' ? resolve(dir, withConfigDir(baseUrl, leafDir)) : last(inherited, 'baseUrl'),
      paths: isObject(paths) ? { map: paths, dir } : last(inherited, 'paths'),
    };
  }

  /** The file that an `extends` means, or null. */
  function extended(dir: string, base: string): string | null {
    if (isAbsolute(base) || /^\.{1,2}(?:[\\/]|$)/.test(base)) return configFile(resolve(dir, base));
    const [, name = '', subpath = ''] = /^((?:@[^/]+\/)?[^/]+)\/?(.*)$/.exec(base) ?? [];
    const local = workspaces.find(dir, name);
    if (!local || 'reason' in local) return null;
    const { tsconfig } = local.manifest.json;
    return configFile(join(local.manifest.dir, subpath || (typeof tsconfig === 'string' ? tsconfig : '')));
  }

  function configFile(path: string): string | null {
    return (
      [path, `${path}.json`, join(path, 'tsconfig.json')].find((candidate) => files.read(candidate) !== null) ?? null
    );
  }

  return {
    candidates(fromDir, specifier) {
      return scopesAbove(fromDir).flatMap(({ aliases, baseUrl }) => {
        const match = bestMatch(aliases, specifier);
        const candidates: Candidate[] = match
          ? match.alias.targets.map((target) => ({
              path: target.replace('*', () => match.rest),
              general: match.alias.pattern === '*',
            }))
          : [];
        if (baseUrl !== null) candidates.push({ path: join(baseUrl, specifier), general: true });
        return candidates;
      });
    },
    claim(fromDir, specifier) {
      for (const { config, aliases, baseUrl } of scopesAbove(fromDir)) {
        const pattern = bestMatch(aliases, specifier)?.alias.pattern ?? '*';
        const isBelow = baseUrl !== null && existsSync(join(baseUrl, specifier.split('/')[0]!));
        if (pattern === '*' && !isBelow) continue;
        const way = pattern === '*' ? '"baseUrl"' : `The alias "${pattern}"`;
        return `${way} of ${config} leads to no file for "${specifier}": it may be generated or built later.`;
      }
      return null;
    },
    clear: () => chains.clear(),
  };
}

function last<K extends keyof Options>(options: readonly Options[], key: K): Options[K] | null {
  return options.findLast((option) => option[key] !== null)?.[key] ?? null;
}

function withConfigDir(path: string, dir: string): string {
  return path.replace('${configDir}', () => dir);
}

function moduleAliases(dir: string, map: Json): Alias[] {
  return Object.entries(map).flatMap(([name, target]) => {
    if (typeof target !== 'string') return [];
    const path = resolve(dir, target);
    return [
      { pattern: name, targets: [path] },
      { pattern: `${name}/*`, targets: [join(path, '*')] },
    ];
  });
}

/** An exact alias before one with `*`, and of those the one with the longest beginning, as TypeScript takes them. */
function bestMatch(aliases: readonly Alias[], specifier: string): { alias: Alias; rest: string } | null {
  let best: { alias: Alias; rest: string } | null = null;
  let longest = -1;
  for (const alias of aliases) {
    const star = alias.pattern.indexOf('*');
    if (star < 0) {
      if (alias.pattern === specifier) return { alias, rest: '' };
      continue;
    }
    const start = alias.pattern.slice(0, star);
    const end = alias.pattern.slice(star + 1);
    const fits =
      specifier.length >= start.length + end.length && specifier.startsWith(start) && specifier.endsWith(end);
    if (!fits || star <= longest) continue;
    longest = star;
    best = { alias, rest: specifier.slice(start.length, specifier.length - end.length) };
  }
  return best;
}
