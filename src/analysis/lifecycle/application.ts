import { dirname } from 'node:path';
import { importersOf, importsOf } from '../project/importers.js';
import type { Module } from '../project/module.js';
import type { Project } from '../project/project.js';
import { filesMentioning } from '../project/tree.js';
import { patternOf, type Kind } from './words.js';

/** What is loaded into one process, as far as imports tell. */
export interface Application {
  /** Folder of the package that starts it. */
  dir: string;
  /** The modules that may have calls of some kinds, and the one that was asked about; by path. */
  modules(...kinds: Kind[]): readonly Module[];
  /** Such modules of its package of which it isn't known whether it loads them: by a computed name, or before all others. */
  others(kind: Kind): readonly Module[];
}

/** A program of more files is not followed to its end. */
const MAX_FILES = 5_000;
const TEST = /(?:^|\/)(?:__tests__|__mocks__|tests?|specs?|e2e)\/|[.-](?:test|spec|e2e)\.[cm]?[jt]sx?$/;

/** The application that a module belongs to: the module, whatever imports it, and what those import. */
export function applicationOf(project: Project, module: Module): Application {
  const mentioning = (kind: Kind) => modulesMentioning(project, module, patternOf(project, kind));
  return {
    dir: programOf(project, module).dir,
    modules: (...kinds) => [...new Set([module, ...kinds.flatMap((kind) => mentioning(kind).modules)])].sort(byPath),
    others: (kind) => mentioning(kind).others,
  };
}

/** The files of one process, as far as imports tell. */
export interface Program {
  /** Folder of the package that starts it. */
  dir: string;
  loaded: ReadonlySet<string>;
  /** A file of each package that has one of them. */
  packages: readonly string[];
  /** Nothing is imported by a computed name. */
  isComplete: boolean;
}

/** What is loaded together with a module: the module, whatever imports it, and what those import. Memoised. */
export function programOf(project: Project, module: Module): Program {
  const table = project.onDisk<string, Program>('program');
  let program = table.get(module.path);
  if (program) return program;
  const starters = closure([module.path], (path) => importersOf(project, path).filter((importer) => !TEST.test(importer)));
  let isComplete = true;
  const loaded = closure([...starters], (path) => {
    const imports = importsOf(project, path);
    isComplete &&= imports.isComplete;
    return imports.files;
  });
  const packages = new Map([...loaded].map((path) => [project.resolver.packageOf(path)?.dir ?? '', path]));
  const dir = project.resolver.packageOf(module.path)?.dir ?? dirname(module.path);
  program = { dir, loaded, packages: [...packages.values()], isComplete };
  table.set(module.path, program);
  return program;
}

/** Modules whose text matches; they are loaded when they are asked for. */
export interface Mentions {
  /** Those of a module's process. */
  readonly modules: Module[];
  /** Those of its package of which it isn't known whether they belong to it. */
  readonly others: Module[];
}

/** The modules round a module whose text matches a pattern. */
export function modulesMentioning(project: Project, module: Module, pattern: RegExp): Mentions {
  const { loaded, packages, isComplete } = programOf(project, module);
  const load = (paths: Iterable<string>): Module[] => [...paths].sort().flatMap((path) => loadModule(project, path));
  return {
    get modules() {
      const relevant = new Set(packages.flatMap((path) => filesMentioning(project, path, pattern)));
      return load([...relevant].filter((path) => loaded.has(path)));
    },
    get others() {
      const own = filesMentioning(project, module.path, pattern);
      return load(own.filter((path) => !loaded.has(path) && (!isComplete || importersOf(project, path).length === 0)));
    },
  };
}

function byPath(a: Module, b: Module): number {
  return a.path < b.path ? -1 : Number(a.path > b.path);
}

function loadModule(project: Project, path: string): Module[] {
  const parsed = project.load(path);
  return 'module' in parsed ? [parsed.module] : [];
}

/** Everything that can be reached from some paths. */
function closure(from: readonly string[], next: (path: string) => readonly string[]): Set<string> {
  const found = new Set(from);
  for (const path of found) {
    if (found.size > MAX_FILES) break;
    for (const reached of next(path)) found.add(reached);
  }
  return found;
}
