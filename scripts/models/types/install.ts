import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { AREAS, type LibraryModel } from '../../../src/models/model.js';

/** Declarations of Node's own modules and of what needs no import. */
const NODE_TYPES = '@types/node@26.6.6';

/** So many packages are installed at once: what fails, or is interrupted, is little, and npm needs little memory. */
const MAX_PACKAGES = 16;

/** Whether a model describes what comes with the runtime. */
export function isBuiltin({ package: name }: LibraryModel): boolean {
  return name === 'global' || name.startsWith('node:');
}

/** The package that a module name belongs to: `mysql2` of `mysql2/promise`. */
export function packageOf(name: string): string {
  return name.split('/').slice(0, name.startsWith('@') ? 2 : 1).join('/');
}

/** What is installed into one folder: versions by package, and the models that look there. */
export interface Group {
  folder: string;
  packages: Map<string, string>;
  models: LibraryModel[];
}

/**
 * Folders to install into: a few packages of one area each, of which none is there in two versions. What an earlier run
 * has installed stays where it is, whatever models came since.
 */
export function planGroups(cache: string, models: readonly LibraryModel[]): Group[] {
  const kept = installedGroups(cache);
  const groups: Group[] = [];
  const counts = new Map<string, number>();
  for (const model of models) {
    const specs = specsOf(model);
    const prefix = join(cache, model.area);
    const isOf = ({ folder }: Group) => folder.startsWith(`${prefix}-`);
    const old = kept.find((item) => isOf(item) && specs.every(([name, version]) => item.packages.get(name) === version));
    if (old) {
      old.models.push(model);
      continue;
    }
    let group = groups.find((item) => isOf(item) && fits(item.packages, specs));
    if (!group) {
      const index = counts.get(prefix) ?? Math.max(-1, ...kept.filter(isOf).map((item) => Number(item.folder.slice(prefix.length + 1)))) + 1;
      counts.set(prefix, index + 1);
      groups.push((group = { folder: `${prefix}-${index}`, packages: new Map(), models: [] }));
    }
    for (const [name, version] of specs) group.packages.set(name, version);
    group.models.push(model);
  }
  return [...kept, ...groups].filter((group) => group.models.length > 0);
}

/** Groups that are installed in a cache, of any area. */
function installedGroups(cache: string): Group[] {
  const prefixes = existsSync(cache) ? readdirSync(cache).filter((name) => AREAS.some((area) => name.startsWith(`${area}-`))) : [];
  return prefixes.sort().flatMap((name): Group[] => {
    const folder = join(cache, name);
    const done = join(folder, 'installed.json');
    if (!existsSync(done)) return [];
    const { dependencies } = JSON.parse(readFileSync(done, 'utf8')) as { dependencies: Record<string, string> };
    return [{ folder, packages: new Map(Object.entries(dependencies)), models: [] }];
  });
}

/** The model for each of the older versions that its rows are held against too. */
export function olderOf(model: LibraryModel): LibraryModel[] {
  return (model.older ?? []).map((spec) => {
    const [checked, ...typedBy] = spec.split(' ') as [string, ...string[]];
    const others = (model.typedBy ?? []).filter((other) => !typedBy.some((own) => split(own)[0] === split(other)[0]));
    return { ...model, checked, typedBy: [...others, ...typedBy] };
  });
}

/** A folder for one model alone. */
export function ownGroup(cache: string, model: LibraryModel): Group {
  const name = `${model.package.replaceAll('/', '+').replaceAll(':', '-')}@${model.checked}`;
  return { folder: join(cache, 'own', name), packages: new Map(specsOf(model)), models: [model] };
}

function specsOf(model: LibraryModel): [name: string, version: string][] {
  const own: [string, string][] = isBuiltin(model) ? [] : [[packageOf(model.package), model.checked]];
  return [...own, ...[NODE_TYPES, ...(model.typedBy ?? [])].map(split)];
}

function fits(packages: ReadonlyMap<string, string>, specs: readonly [string, string][]): boolean {
  const added = specs.filter(([name]) => !packages.has(name));
  return packages.size + added.length <= MAX_PACKAGES && specs.every(([name, version]) => (packages.get(name) ?? version) === version);
}

function split(spec: string): [string, string] {
  const at = spec.lastIndexOf('@');
  return [spec.slice(0, at), spec.slice(at + 1)];
}

export type Installed = 'installed' | 'was there' | { failed: string };

/**
 * Installs what a group needs with npm, without running any script of a package. Does nothing where it is there already,
 * or is known to fail: what was done is written beside it.
 */
export function install({ folder, packages }: Group): Installed {
  const manifest = JSON.stringify({ private: true, type: 'module', dependencies: Object.fromEntries([...packages].sort()) }, null, 2);
  const done = join(folder, 'installed.json');
  const failure = join(folder, 'failed.json');
  if (isWritten(done, manifest)) return 'was there';
  if (isWritten(failure, manifest)) return { failed: 'it failed before' };
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ private: true, type: 'module' }));
  // Peers are installed too, as declarations speak of them; `force`: their ranges may contradict each other.
  const flags = ['--force', '--save-exact', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel', 'error'];
  try {
    execFileSync('npm', ['install', ...flags, ...[...packages].map(([name, version]) => `${name}@${version}`)], {
      cwd: folder,
      stdio: ['ignore', 'ignore', 'pipe'],
      encoding: 'utf8',
      shell: process.platform === 'win32',
    });
  } catch (error) {
    writeFileSync(failure, manifest);
    const { stderr = '' } = error as { stderr?: string };
    const said = stderr.split('\n').filter((line) => line.startsWith('npm error'));
    return { failed: said.slice(0, 2).join(' ') || String(error) };
  }
  writeFileSync(done, manifest);
  return 'installed';
}

function isWritten(path: string, text: string): boolean {
  return existsSync(path) && readFileSync(path, 'utf8') === text;
}

/** Where each model's package is, once it is installed; and why some are not. */
export interface Workshop {
  folderOf: Map<LibraryModel, string>;
  failed: Map<LibraryModel, string>;
}

/**
 * Installs the packages of the models that `wants` names, group by group, and older versions one by one. A group that fails
 * as a whole is taken apart: each of its models gets a folder of its own. `say` is told of each step.
 */
export function openWorkshop(
  cache: string,
  { models, older = [] }: { models: readonly LibraryModel[]; older?: readonly LibraryModel[] },
  wants: (model: LibraryModel) => boolean,
  say: (line: string) => void,
): Workshop {
  const workshop: Workshop = { folderOf: new Map(), failed: new Map() };
  const groups = [...planGroups(cache, models), ...older.map((model) => ownGroup(cache, model))].filter((group) => group.models.some(wants));
  for (const [index, group] of groups.entries()) {
    const step = `[${index + 1}/${groups.length}] ${group.packages.size} packages in ${group.folder}`;
    const result = install(group);
    if (typeof result === 'string') {
      say(`${step}: ${result}`);
      for (const model of group.models) workshop.folderOf.set(model, group.folder);
      continue;
    }
    say(`${step}: ${result.failed}; each gets its own folder`);
    for (const model of group.models.filter(wants)) {
      const own = ownGroup(cache, model);
      const alone = install(own);
      if (typeof alone === 'string') workshop.folderOf.set(model, own.folder);
      else workshop.failed.set(model, alone.failed);
    }
  }
  return workshop;
}
