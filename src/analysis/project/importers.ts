import { existsSync, readdirSync, type Dirent } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import type { Project } from './project.js';

/** Folders that hold no source of the project. */
const SKIPPED = /^(?:node_modules|\..*|dist|build|out|coverage|vendor|public|tmp)$/;
const SOURCE = /(?<!\.d)\.[cm]?[jt]sx?$/;
/** Files above this size are bundles. */
const MAX_BYTES = 500_000;
const MAX_FILES = 20_000;

const SPECIFIER = /(?:\bfrom|\bimport|\brequire\s*\(|\bimport\s*\()\s*['"]([^'"\n]+)['"]/g;

/** A module that is loaded by a computed name. */
const COMPUTED = /\b(?:require|import)\s*\(\s*(?!['"`\s)]|\/[*/])/;

interface Index {
  /** Importing files and what they wrote, by the last part of the specifier. */
  bySegment: Map<string, Mention[]>;
  /** What each file imports. */
  imports: Map<string, ReadonlySet<string>>;
}

interface Mention {
  file: string;
  specifier: string;
}

/**
 * The files of the project that import a file, found by a textual index of its tree that is read once. Files of the linted tree only: the topmost package folder above the file, not beyond its repository.
 */
export function importersOf(project: Project, path: string): readonly string[] {
  const table = project.onDisk<string, string[]>('importers');
  let found = table.get(path);
  if (!found) table.set(path, (found = findImporters(project, path)));
  return found;
}

function findImporters(project: Project, path: string): string[] {
  const root = rootOf(project, path);
  if (!root) return [];
  const { bySegment } = indexOf(project, root);
  const found = namesOf(project, path).flatMap((name) => {
    const mentions = bySegment.get(name);
    return (mentions && importersByFile(project, mentions).get(path)) ?? [];
  });
  return [...new Set(found)].filter((file) => file !== path);
}

/** The files behind specifiers with one last part, and who wrote them: of `index`, half of a tree. Memoised. */
function importersByFile(project: Project, mentions: readonly Mention[]): Map<string, string[]> {
  const table = project.onDisk<readonly Mention[], Map<string, string[]>>('importers by file');
  let importers = table.get(mentions);
  if (importers) return importers;
  table.set(mentions, (importers = new Map<string, string[]>()));
  for (const { file, specifier } of mentions) {
    const resolution = project.resolver.resolve(file, specifier);
    if (resolution.kind !== 'file') continue;
    const known = importers.get(resolution.path);
    if (known) known.push(file);
    else importers.set(resolution.path, [file]);
  }
  return importers;
}

/** What a file of the project imports. */
export interface Imports {
  files: string[];
  /** False where it imports by a computed name, or by an alias that leads nowhere. */
  isComplete: boolean;
}

/** The files of the project that a file imports, found by the same index. */
export function importsOf(project: Project, path: string): Imports {
  const table = project.onDisk<string, Imports>('imports');
  let found = table.get(path);
  if (!found) table.set(path, (found = findImports(project, path)));
  return found;
}

function findImports(project: Project, path: string): Imports {
  const root = rootOf(project, path);
  const text = sourceOf(project, path);
  const specifiers = (root && indexOf(project, root).imports.get(path)) || specifiersIn(text ?? '');
  const found: Imports = { files: [], isComplete: text !== null && !COMPUTED.test(text) };
  for (const specifier of specifiers) {
    const resolution = project.resolver.resolve(path, specifier);
    if (resolution.kind === 'file') found.files.push(resolution.path);
    // What a path leads to may be generated, or be no code.
    else if (resolution.kind === 'missing' && !specifier.startsWith('.')) found.isComplete = false;
  }
  return found;
}

/** The topmost package folder above a file, not beyond its repository; null where there is none. */
export function rootOf(project: Project, path: string): string | null {
  let root: string | null = null;
  for (let owner = project.resolver.packageOf(path); owner; owner = project.resolver.packageOf(dirname(owner.dir) + '/package.json')) {
    if (root === owner.dir) break;
    root = owner.dir;
    if (existsSync(join(root, '.git'))) break;
  }
  return root;
}

/** What the last part of a specifier can be that leads to a file. */
function namesOf(project: Project, path: string): string[] {
  const own = basename(path).replace(SOURCE, '');
  const owner = project.resolver.packageOf(path);
  const names = [own, ...(own === 'index' ? [basename(dirname(path)), '.', '..'] : []), ...(owner?.name ? [lastSegment(owner.name)] : [])];
  return [...new Set(names)];
}

function indexOf(project: Project, root: string): Index {
  const table = project.onDisk<string, Index>('import index');
  const known = table.get(root);
  if (known) return known;
  const index: Index = { bySegment: new Map(), imports: new Map() };
  for (const file of sourcesBelow(project, root)) {
    const specifiers = specifiersIn(sourceOf(project, file) ?? '');
    index.imports.set(file, specifiers);
    for (const specifier of specifiers) {
      const name = lastSegment(specifier);
      const list = index.bySegment.get(name);
      if (list) list.push({ file, specifier });
      else index.bySegment.set(name, [{ file, specifier }]);
    }
  }
  table.set(root, index);
  return index;
}

function lastSegment(specifier: string): string {
  return specifier.slice(specifier.lastIndexOf('/') + 1).replace(/\.[cm]?[jt]sx?$/, '');
}

function specifiersIn(text: string): ReadonlySet<string> {
  return new Set(Array.from(text.matchAll(SPECIFIER), (match) => match[1]!));
}

/** The text of a source file; null for bundles and what can't be read. */
function sourceOf(project: Project, path: string): string | null {
  const text = project.text(path);
  return text === '' || text.length > MAX_BYTES ? null : text;
}

function sourcesBelow({ watch }: Project, root: string): string[] {
  const files: string[] = [];
  const folders = [root];
  for (let folder = folders.pop(); folder !== undefined && files.length < MAX_FILES; folder = folders.pop()) {
    let entries: Dirent[];
    watch.note(folder);
    try {
      entries = readdirSync(folder, { withFileTypes: true });
    } catch {
      continue;
    }
    for (const entry of entries) {
      if (entry.isDirectory() && !SKIPPED.test(entry.name)) folders.push(join(folder, entry.name));
      else if (entry.isFile() && SOURCE.test(entry.name)) files.push(join(folder, entry.name));
    }
  }
  return files.sort();
}
