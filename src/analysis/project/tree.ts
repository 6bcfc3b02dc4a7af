import { readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Project } from './project.js';
import type { Watch } from './watch.js';

/** Folders that hold no source of the project's own. */
const SKIPPED = new Set(['node_modules', 'dist', 'build', 'out', 'coverage', 'public', 'static', 'vendor', '__tests__', 'test', 'tests']);

/** A package with more source files than this is not searched. */
const MAX_FILES = 10_000;

/** Words that are searched for one by one: an index of all names costs as much as some twenty of them. */
const SEARCHED = 20;

/** 1 for each character that a name is made of, by its code. */
const IN_NAMES = new Uint8Array(0x10000);
for (let code = 0; code < 128; code++) if (/[\w$]/.test(String.fromCharCode(code))) IN_NAMES[code] = 1;

/** Larger numbers take memory of their own. */
const MAX_HASH = 0x3fffffff;

/**
 * The source files of the package that owns a file whose text has a word, or matches a pattern: the reverse index of what
 * is set once for a whole application. Read from the disk on the first question and kept until something there changes.
 * Sorted by path.
 */
export function filesMentioning(project: Project, file: string, word: string | RegExp): readonly string[] {
  const { files, mentions } = treeOf(project, file);
  // A pattern that is written where it is asked for is another object each time.
  const key = typeof word === 'string' ? `"${word}` : String(word);
  let found = mentions.get(key);
  if (!found) mentions.set(key, (found = files.filter((path) => matches(project, path, word))));
  return found;
}

/** The source files of the package that owns a file in which a name stands as a word of its own. Sorted by path. */
export function filesNaming(project: Project, file: string, name: string): readonly string[] {
  const tree = treeOf(project, file);
  const { files, mentions } = tree;
  if (tree.names || mentions.size >= SEARCHED) return (tree.names ??= indexNames(project, files)).get(hashOf(name)) ?? [];
  return filesMentioning(project, file, name).filter((path) => hasWord(project.text(path), name));
}

function hasWord(text: string, name: string): boolean {
  for (let index = text.indexOf(name); index !== -1; index = text.indexOf(name, index + 1)) {
    if (!isPartOfName(text[index - 1]) && !isPartOfName(text[index + name.length])) return true;
  }
  return false;
}

function isPartOfName(character: string | undefined): boolean {
  return character !== undefined && /[\w$]/.test(character);
}

/** What is known of the source files of a package. */
interface Tree {
  files: readonly string[];
  /** The files that mention a word or match a pattern, by its text. */
  mentions: Map<string, readonly string[]>;
  /** The files by the hashes of the names that stand in them; made when many names have been asked for. */
  names: Map<number, string[]> | null;
}

function treeOf(project: Project, file: string): Tree {
  const owner = project.resolver.packageOf(file);
  const root = owner?.dir ?? dirname(file);
  const table = project.onDisk<string, Tree>('trees');
  let tree = table.get(root);
  // Below a file that belongs to no package there may be anything, such as somebody's home.
  if (!tree) table.set(root, (tree = { files: sourceFiles(project, root, owner !== null), mentions: new Map(), names: null }));
  return tree;
}

function indexNames(project: Project, files: readonly string[]): Map<number, string[]> {
  const names = new Map<number, string[]>();
  for (const path of files) {
    const text = project.text(path);
    let hash = 0;
    for (let index = 0; index <= text.length; index++) {
      const code = text.charCodeAt(index);
      if (IN_NAMES[code] === 1) hash = (hash * 31 + code) & MAX_HASH;
      else if (hash !== 0) {
        const paths = names.get(hash);
        if (!paths) names.set(hash, [path]);
        else if (paths[paths.length - 1] !== path) paths.push(path);
        hash = 0;
      }
    }
  }
  return names;
}

/** A number for a name. Two names may have the same: then a file is read that names the other one, which does no harm. */
function hashOf(name: string): number {
  let hash = 0;
  for (let index = 0; index < name.length; index++) hash = (hash * 31 + name.charCodeAt(index)) & MAX_HASH;
  return hash;
}

/** The source files in a folder, or also below it, without tests, builds and installed packages. */
function sourceFiles({ watch }: Project, root: string, isDeep: boolean): readonly string[] {
  const files: string[] = [];
  collect(watch, root, files, isDeep);
  return files.sort();
}

function collect(watch: Watch, folder: string, files: string[], isDeep: boolean): void {
  watch.note(folder);
  let entries;
  try {
    entries = readdirSync(folder, { withFileTypes: true });
  } catch {
    return;
  }
  for (const entry of entries) {
    if (files.length >= MAX_FILES) return;
    if (entry.isDirectory()) {
      if (isDeep && !SKIPPED.has(entry.name) && !entry.name.startsWith('.')) collect(watch, join(folder, entry.name), files, isDeep);
    } else if (entry.isFile() && /\.[cm]?[jt]sx?$/.test(entry.name) && !/\.d\.[cm]?ts$|\.(?:test|spec)\./.test(entry.name)) {
      files.push(join(folder, entry.name));
    }
  }
}

function matches(project: Project, path: string, word: string | RegExp): boolean {
  const text = project.text(path);
  return typeof word === 'string' ? text.includes(word) : word.test(text);
}
