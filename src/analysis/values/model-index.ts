import { createRequire } from 'node:module';
import { isAbsolute, resolve as resolvePath } from 'node:path';
import { BROWSER_PACKAGES } from '../../models/browser.js';
import type { Call, Concept, Export, FileConvention, LibraryModel, TypeModel, TypeRef } from '../../models/model.js';
import { holds } from './model-parts.js';

/** A member of a modelled type. */
export type ModelMember =
  | { kind: 'call'; call: Call; owner: LibraryModel }
  | { kind: 'property'; type: TypeRef; owner: LibraryModel };

/** Look-ups in the library models, built-in and the user's own. */
export interface ModelIndex {
  /** Every model, the user's own first. */
  all: readonly LibraryModel[];
  /** The model of a package or builtin, by import name with its subpath; `version` is a range or version, if known. */
  find(name: string, subpath?: string, version?: string | null): LibraryModel | null;
  /** The user's model of a project file. */
  findFile(path: string): LibraryModel | null;
  /** What a global name is. */
  global(name: string): { model: LibraryModel; entry: Export } | null;
  /** A type by reference, seen from a model. */
  type(model: LibraryModel, ref: TypeRef): { model: LibraryModel; name: string; type: TypeModel } | null;
  /** A member of a type, looked up through what it extends; `*` is the last resort. */
  member(model: LibraryModel, type: string, name: string): ModelMember | null;
  /** What other packages add to a type, or to one that it extends, under a name. */
  augmented(model: LibraryModel, type: string, name: string): { member: ModelMember; by: string }[];
  /** Models that accept an export of a generated client at a path that may not exist. */
  generated(specifier: string, name: string): { model: LibraryModel; entry: Export } | null;
  /** Whether a package's importers run in a browser. */
  isBrowserOnly(specifier: string): boolean;
  /** Files whose exports a framework calls, with the framework's package. */
  conventions: readonly { convention: FileConvention; package: string }[];
  /** Keys of objects of resolvers that answer requests, with the package that calls them. */
  resolverRoots: readonly { roots: readonly string[]; package: string }[];
  /** Whether a framework of this name calls handlers in files that it finds by their path. */
  serves(name: string): boolean;
  /** Names of the packages with a call of the concept. */
  packagesWith(concept: Concept): ReadonlySet<string>;
}

/** The members of a type, and those whose names end in `*`: `get*` stands for every name that begins so. */
interface Members {
  table: Map<string, ModelMember>;
  prefixes: [prefix: string, member: ModelMember][];
}

export function createModelIndex(models: readonly LibraryModel[]): ModelIndex {
  const byName = new Map<string, LibraryModel[]>();
  const byFile = new Map<string, LibraryModel>();
  const globals = new Map<string, { model: LibraryModel; entry: Export }>();
  const augmenting = models.filter((model) => model.augments);
  const generating = models.filter((model) => model.generated);
  const members = new Map<LibraryModel, Map<string, Members>>();
  const versions = new Map<readonly LibraryModel[], Map<string, LibraryModel>>();
  let concepts: Map<string, Set<string>> | undefined;

  for (const model of models) {
    if (model.package === 'global') {
      for (const [name, entry] of Object.entries(model.exports)) {
        if (!globals.has(name)) globals.set(name, { model, entry });
      }
      continue;
    }
    if (model.package.startsWith('.') || isAbsolute(model.package)) {
      byFile.set(withoutExtension(resolvePath(model.package)), model);
      continue;
    }
    for (const name of [model.package, ...(model.aliases ?? [])]) {
      const list = byName.get(name);
      if (list) list.push(model);
      else byName.set(name, [model]);
    }
  }

  function membersOf(model: LibraryModel, type: string): Members {
    let types = members.get(model);
    if (!types) members.set(model, (types = new Map<string, Members>()));
    const known = types.get(type);
    if (known) return known;
    const table = new Map<string, ModelMember>();
    const found: Members = { table, prefixes: [] };
    types.set(type, found);
    const definition = model.types[type];
    if (!definition) return found;
    for (const [names, call] of Object.entries(definition.members ?? {})) {
      for (const name of names.split('|')) table.set(name, { kind: 'call', call, owner: model });
    }
    for (const [names, ref] of Object.entries(definition.properties ?? {})) {
      for (const name of names.split('|')) table.set(name, { kind: 'property', type: ref, owner: model });
    }
    if (definition.extends) {
      const base = index.type(model, definition.extends);
      if (base) for (const [name, member] of membersOf(base.model, base.name).table) if (!table.has(name)) table.set(name, member);
    }
    for (const [name, member] of table) if (name.length > 1 && name.endsWith('*')) found.prefixes.push([name.slice(0, -1), member]);
    return found;
  }

  const index: ModelIndex = {
    all: models,
    find(name, subpath = '', version = null) {
      const candidates = (subpath && byName.get(`${name}/${subpath}`)) || byName.get(name);
      if (!candidates) return null;
      if (candidates.length === 1 || !version) return candidates[0]!;
      let chosen = versions.get(candidates);
      if (!chosen) versions.set(candidates, (chosen = new Map<string, LibraryModel>()));
      let model = chosen.get(version);
      if (!model) chosen.set(version, (model = chooseVersion(candidates, version)));
      return model;
    },
    findFile: (path) => byFile.get(withoutExtension(path)) ?? null,
    global: (name) => globals.get(name) ?? null,
    type(model, ref) {
      const [packageName, typeName] = ref.includes('#') ? (ref.split('#') as [string, string]) : [null, ref];
      const owner = packageName === null ? model : packageName === 'global' ? globalModel(models) : index.find(packageName);
      const type = owner?.types[typeName];
      return owner && type ? { model: owner, name: typeName, type } : null;
    },
    member(model, type, name) {
      const { table, prefixes } = membersOf(model, type);
      return table.get(name) ?? prefixes.find(([prefix]) => name.startsWith(prefix))?.[1] ?? table.get('*') ?? null;
    },
    augmented(model, type, name) {
      const own = augmenting.flatMap((owner): { member: ModelMember; by: string }[] => {
        const addition = owner.augments?.[`${model.package}@${model.versions}#${type}`] ?? owner.augments?.[`${model.package}#${type}`];
        const call = addition?.members?.[name];
        if (call) return [{ member: { kind: 'call', call, owner }, by: owner.package }];
        const property = addition?.properties?.[name];
        return property ? [{ member: { kind: 'property', type: property, owner }, by: owner.package }] : [];
      });
      const parent = model.types[type]?.extends;
      const base = parent ? index.type(model, parent) : null;
      return base ? [...own, ...index.augmented(base.model, base.name, name)] : own;
    },
    generated(specifier, name) {
      for (const model of generating) {
        if (!model.generated?.exports.includes(name)) continue;
        if (!model.generated.specifiers.some((pattern) => specifierMatches(pattern, specifier))) continue;
        const entry = model.exports[name];
        if (entry) return { model, entry };
      }
      return null;
    },
    isBrowserOnly: (specifier) => BROWSER_PACKAGES.includes(specifier),
    conventions: models.flatMap((model) =>
      (model.fileConventions ?? []).map((convention) => ({ convention, package: model.package })),
    ),
    resolverRoots: models.flatMap(({ package: name, resolverRoots: roots }) => (roots ? [{ roots, package: name }] : [])),
    serves: (name) => byName.get(name)?.some((model) => model.fileConventions !== undefined) ?? false,
    packagesWith(concept) {
      concepts ??= packagesByConcept(models);
      return concepts.get(concept) ?? NO_NAMES;
    },
  };
  return index;
}

const NO_NAMES: ReadonlySet<string> = new Set();

/** The names of the packages by the concepts of their calls, wherever in a model a call stands. */
function packagesByConcept(models: readonly LibraryModel[]): Map<string, Set<string>> {
  const found = new Map<string, Set<string>>();
  for (const model of models) {
    holds(model, ({ concept }) => {
      if (typeof concept !== 'string') return false;
      const names = found.get(concept);
      if (names) names.add(model.package);
      else found.set(concept, new Set([model.package]));
      return false;
    });
  }
  return found;
}

function globalModel(models: readonly LibraryModel[]): LibraryModel | null {
  return models.find((model) => model.package === 'global') ?? null;
}

let satisfies: ((range: string, subset: string) => boolean) | undefined;

/** The model whose range overlaps the project's; the first one (the newest) when the project's isn't known. */
function chooseVersion(candidates: readonly LibraryModel[], version: string): LibraryModel {
  if (!satisfies) {
    const semver = createRequire(import.meta.url)('semver') as typeof import('semver');
    satisfies = (range, own) => {
      const lowest = semver.validRange(own) ? semver.minVersion(own) : semver.coerce(own);
      return lowest !== null && semver.satisfies(lowest, range, { includePrerelease: true });
    };
  }
  return candidates.find((model) => satisfies!(model.versions, version)) ?? candidates[0]!;
}

/** Matches a specifier against a pattern in which `*` stands for any text. */
function specifierMatches(pattern: string, specifier: string): boolean {
  const parts = pattern.split('*');
  if (parts.length === 1) return pattern === specifier;
  let position = 0;
  for (const [index, part] of parts.entries()) {
    const found = index === 0 ? (specifier.startsWith(part) ? 0 : -1) : specifier.indexOf(part, position);
    if (found === -1) return false;
    position = found + part.length;
  }
  const last = parts[parts.length - 1]!;
  return last === '' || specifier.endsWith(last);
}

function withoutExtension(path: string): string {
  return path.replace(/\.[cm]?[jt]sx?$/, '').replace(/[\\/]index$/, '');
}
