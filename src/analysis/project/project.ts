import { createModelIndex, type ModelIndex } from '../values/model-index.js';
import type { LibraryModel } from '../../models/model.js';
import { builtInModels } from '../../models/index.js';
import { createModuleCache, type ModuleCache } from './modules.js';
import { createResolver, type Resolver } from './resolve.js';
import type { Parsed } from './module.js';
import { TrackedTable } from './tracked.js';
import { createWatch, type Watch } from './watch.js';

/** Everything the analysis knows while it looks at one file: modules, resolution, models and what was derived. */
export interface Project {
  resolver: Resolver;
  models: ModelIndex;
  load(path: string): Parsed;
  /** Whether a file has been parsed, from the disk or from an editor's buffer. */
  isLoaded(path: string): boolean;
  /** The files and folders that answers depend on, besides modules and what their imports lead to. */
  watch: Watch;
  /** The text of a file on the disk; empty where it can't be read. */
  text(path: string): string;
  put(path: string, text: string): Parsed;
  /**
   * A table of derived facts by name, created on first use and dropped together with all others when a module changes.
   * While somebody edits a file only the facts go that depend on it. Keys are modules, nodes or values of the analysis,
   * not paths: a fact about an edited file has to have a key that goes with its text.
   */
  derived<K, V>(name: string): Map<K, V>;
  /** The same for what was read from the disk alone: it stays while somebody types in an editor. */
  onDisk<K, V>(name: string): Map<K, V>;
}

const modules: ModuleCache = createModuleCache();
const resolver: Resolver = createResolver();
const watch: Watch = createWatch();
const projects = new Map<readonly LibraryModel[], Project>();

/**
 * When this thread had nothing to do for so long between two files, in ms, a person was thinking: files may have come,
 * gone or moved since, so that everything that was read is looked at again. Time that passes while something computes
 * doesn't count: on a slow machine a run over many files would start anew with each of them.
 */
const PAUSE_MS = 1000;
let idleBefore = 0;

/** After so long everything is asked again once, in ms of idle time: not all that an answer depends on is looked at. */
const MAX_AGE_MS = 300_000;
let droppedAt = 0;

/** Looks whether anything on the disk is other than it was: if so, what was resolved and derived is dropped. */
function lookAgain(idle: number): void {
  // Each of them forgets what has changed, so that all are asked.
  const areCurrent = [modules.refresh(), resolver.isCurrent(), watch.isCurrent()];
  if (areCurrent.every(Boolean) && idle - droppedAt < MAX_AGE_MS) return;
  droppedAt = idle;
  watch.clear();
  resolver.clear();
  modules.expire();
}

/** The project for a set of user models. Modules and resolution are shared by all; derived facts are not. */
export function projectFor(userModels: readonly LibraryModel[]): Project {
  const key = userModels.length === 0 ? builtInModels() : userModels;
  let project = projects.get(key);
  if (!project) {
    project = createProject([...userModels, ...builtInModels()]);
    projects.set(key, project);
  }
  return project;
}

function createProject(models: readonly LibraryModel[]): Project {
  return {
    resolver,
    watch,
    models: createModelIndex(models),
    load: (path) => modules.load(path),
    isLoaded: (path) => modules.isLoaded(path),
    text: (path) => modules.text(path),
    put(path, text) {
      const { idle } = performance.eventLoopUtilization();
      if (idle - idleBefore > PAUSE_MS) lookAgain(idle);
      idleBefore = idle;
      return modules.put(path, text);
    },
    derived: createTables('generation', true),
    onDisk: createTables('diskGeneration', false),
  };
}

/** Tables by name that are dropped together when a generation is over; what depends on an edited file after each edit. */
function createTables(generationOf: 'generation' | 'diskGeneration', areTracked: boolean): <K, V>(name: string) => Map<K, V> {
  const tables = new Map<string, Map<unknown, unknown>>();
  let generation = modules[generationOf];
  let edits = 0;
  return <K, V>(name: string) => {
    if (generation !== modules[generationOf]) {
      generation = modules[generationOf];
      tables.clear();
    }
    if (areTracked && edits !== modules.edits) {
      edits = modules.edits;
      for (const table of tables.values()) if (table instanceof TrackedTable) table.forget();
    }
    let table = tables.get(name);
    if (!table) tables.set(name, (table = areTracked && modules.isEdited ? new TrackedTable() : new Map()));
    return table as Map<K, V>;
  };
}
