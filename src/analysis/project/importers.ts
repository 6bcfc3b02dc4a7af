import { existsSync, readFileSync } from 'node:fs';
import { readdirSync, type Dirent } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import type { Project } from './project.js';

/** Folders that hold no source of the project. */
const SKIPPED = /^(?:node_modules|\..*|dist|build|out|coverage|vendor|public|tmp)$/;
const SOURCE = /(?<!\.d)\.[cm]?[jt]sx?$/;
/** Files above this size are bundles. */
const MAX_BYTES = 500_000;
const MAX_FILES = 20_000;
/** How long an index is used before the tree is read again, in ms. */
const FRESH_MS = 30_000;

const SPECIFIER = /(?:\bfrom|\bimport|\brequire\s*\(|\bimport\s*\()\s*['"]([^'"\n]+)['"]/g;

interface Index {
  built: number;
  /** Importing files and what they wrote, by the last part of the specifier. */
  bySegment: Map<string, { file: string; specifier: string }[]>;
}

const indexes = new Map<string, Index>();

/**
 * The files of the project that import a file, found by a textual index of its tree that is read once and kept for half a
 * minute. Files of the linted tree only: the topmost package folder above the file, not beyond its repository.
 */
export function importersOf(project: Project, path: string): string[] {
  const root = rootOf(project, path);
  if (!root) return [];
  const { bySegment } = indexOf(root);
  const candidates = namesOf(project, path).flatMap((name) => bySegment.get(name) ?? []);
  const found = candidates.filter(({ file, specifier }) => {
    const resolution = file === path ? null : project.resolver.resolve(file, specifier);
    return resolution?.kind === 'file' && resolution.path === path;
  });
  return [...new Set(found.map(({ file }) => file))];
}

function rootOf(project: Project, path: string): string | null {
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

function indexOf(root: string): Index {
  const known = indexes.get(root);
  if (known && performance.now() - known.built < FRESH_MS) return known;
  const index: Index = { built: performance.now(), bySegment: new Map() };
  for (const file of sourcesBelow(root)) {
    for (const specifier of specifiersIn(file)) {
      const name = lastSegment(specifier);
      const list = index.bySegment.get(name);
      if (list) list.push({ file, specifier });
      else index.bySegment.set(name, [{ file, specifier }]);
    }
  }
  indexes.set(root, index);
  return index;
}

function lastSegment(specifier: string): string {
  return specifier.slice(specifier.lastIndexOf('/') + 1).replace(/\.[cm]?[jt]sx?$/, '');
}

function specifiersIn(file: string): Set<string> {
  try {
    const text = readFileSync(file, 'utf8');
    if (text.length > MAX_BYTES) return new Set();
    return new Set([...text.matchAll(SPECIFIER)].map((match) => match[1]!));
  } catch {
    return new Set();
  }
}

function sourcesBelow(root: string): string[] {
  const files: string[] = [];
  const folders = [root];
  for (let folder = folders.pop(); folder !== undefined && files.length < MAX_FILES; folder = folders.pop()) {
    let entries: Dirent[];
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
