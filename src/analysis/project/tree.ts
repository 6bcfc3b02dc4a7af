import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Project } from './project.js';

/** Folders that hold no source of the project's own. */
const SKIPPED = new Set(['node_modules', 'dist', 'build', 'out', 'coverage', 'public', 'static', 'vendor', '__tests__', 'test', 'tests']);

/** A package with more source files than this is not searched. */
const MAX_FILES = 10_000;

/** Characters of source that are kept between two questions: one question reads the files, the next ones don't. */
const MAX_KEPT = 30_000_000;

/**
 * The source files of the package that owns a file whose text has a word, or matches a pattern: the reverse index of what
 * is set once for a whole application. Read from the disk on the first question and kept until something changes. Sorted
 * by path.
 */
export function filesMentioning(project: Project, file: string, word: string | RegExp): readonly string[] {
  const root = project.resolver.packageOf(file)?.dir ?? dirname(file);
  const table = project.derived<string, string[]>(`mentions:${word}`);
  let found = table.get(root);
  if (!found) table.set(root, (found = sourceFiles(project, root).filter((path) => mentions(project, path, word))));
  return found;
}

/** The source files below a folder, without tests, builds and installed packages. */
function sourceFiles(project: Project, root: string): readonly string[] {
  const table = project.derived<string, string[]>('source files');
  let files = table.get(root);
  if (!files) {
    files = [];
    collect(root, files);
    files.sort();
    table.set(root, files);
  }
  return files;
}

function collect(folder: string, files: string[]): void {
  let entries;
  try {
    entries = readdirSync(folder, { withFileTypes: true });
  } catch {
    return;
  }
  for (const entry of entries) {
    if (files.length >= MAX_FILES) return;
    if (entry.isDirectory()) {
      if (!SKIPPED.has(entry.name) && !entry.name.startsWith('.')) collect(join(folder, entry.name), files);
    } else if (entry.isFile() && /\.[cm]?[jt]sx?$/.test(entry.name) && !/\.d\.[cm]?ts$|\.(?:test|spec)\./.test(entry.name)) {
      files.push(join(folder, entry.name));
    }
  }
}

function mentions(project: Project, path: string, word: string | RegExp): boolean {
  const text = textOf(project, path);
  return typeof word === 'string' ? text.includes(word) : word.test(text);
}

/** The text of a file; empty where it can't be read. */
function textOf(project: Project, path: string): string {
  const texts = project.derived<string, string>('texts');
  const sums = project.derived<'kept', number>('kept');
  let text = texts.get(path);
  if (text !== undefined) return text;
  try {
    text = readFileSync(path, 'utf8');
  } catch {
    text = '';
  }
  const kept = (sums.get('kept') ?? 0) + text.length;
  if (kept <= MAX_KEPT) {
    sums.set('kept', kept);
    texts.set(path, text);
  }
  return text;
}
