import { dirname } from 'node:path';
import { importersOf, importsOf } from '../project/importers.js';
import type { Module } from '../project/module.js';
import type { Project } from '../project/project.js';
import { filesMentioning } from '../project/tree.js';
import { lifecyclePattern } from './words.js';

/** What is loaded into one process, as far as imports tell. */
export interface Application {
  /** Folder of the package that starts it. */
  dir: string;
  /** Modules that can have to do with the process's life, by path. */
  modules: readonly Module[];
  /** Modules of its package of which it isn't known whether it loads them: by a computed name, or before all others. */
  others: readonly Module[];
}

/** A program of more files is not followed to its end. */
const MAX_FILES = 5_000;
const TEST = /(?:^|\/)(?:__tests__|__mocks__|tests?|specs?|e2e)\/|[.-](?:test|spec|e2e)\.[cm]?[jt]sx?$/;

/** The application that a module belongs to: the module, whatever imports it, and what those import. Memoised. */
export function applicationOf(project: Project, module: Module): Application {
  const table = project.derived<string, Application>('application');
  let application = table.get(module.path);
  if (!application) table.set(module.path, (application = collect(project, module)));
  return application;
}

function collect(project: Project, module: Module): Application {
  const dir = project.resolver.packageOf(module.path)?.dir ?? dirname(module.path);
  const starters = closure([module.path], (path) => importersOf(project, path).filter((importer) => !TEST.test(importer)));
  let isComplete = true;
  const loaded = closure([...starters], (path) => {
    const imports = importsOf(project, path);
    isComplete &&= imports.isComplete;
    return imports.files;
  });
  const pattern = lifecyclePattern(project);
  const packages = new Map([...loaded].map((path) => [project.resolver.packageOf(path)?.dir ?? '', path]));
  const relevant = new Set([...packages.values()].flatMap((path) => filesMentioning(project, path, pattern)));
  const own = filesMentioning(project, module.path, pattern);
  const load = (paths: Iterable<string>): Module[] => [...paths].sort().flatMap((path) => loadModule(project, path));
  return {
    dir,
    modules: load(new Set([module.path, ...[...relevant].filter((path) => loaded.has(path))])),
    others: load(own.filter((path) => !loaded.has(path) && (!isComplete || importersOf(project, path).length === 0))),
  };
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
