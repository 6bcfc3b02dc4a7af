import { readFileSync, statSync } from 'node:fs';
import { parseModule, type Module, type Parsed } from './module.js';
import { touch } from './tracked.js';

interface Entry {
  /** What was parsed, or could not be; null where the file can't be read. */
  text: string | null;
  parsed: Parsed;
  mtime: number;
  size: number;
  /** The text of an editor's buffer stands for the file as long as the file on disk doesn't change. */
  buffered: boolean;
  checked: number;
}

/** How long a file on disk is taken as unchanged without asking again, in ms. */
const FRESH_MS = 500;

/** Characters of source whose syntax trees are kept, some 30 bytes for each: then all are dropped, so that memory has a bound. */
const MAX_KEPT = 12_000_000;

/**
 * Where so few files were linted before the bound was reached again, they need more than it at once, and dropping it for
 * each of them would mean to parse the project as often: the bound is doubled, up to so many times what it was.
 */
const MIN_FILES = 100;
const MAX_GROWTH = 8;

/** Characters of source that are kept as text between two questions: one question reads the files, the next ones don't. */
const MAX_TEXTS = 100_000_000;

/** After so many edits everything is dropped, with what is left of texts that are gone. */
const MAX_EDITS = 200;

/** Parsed modules by path, kept by modification time and size. */
export interface ModuleCache {
  /** The module at a path, or why there is none. */
  load(path: string): Parsed;
  isLoaded(path: string): boolean;
  /** The text of a file on the disk, as it was when something there last changed; empty where it can't be read. */
  text(path: string): string;
  /** Takes a text as the content of a path: the linted file, saved or not. Returns the same module for the same text. */
  put(path: string, text: string): Parsed;
  /**
   * Looks at every file that was read, and parses those that have changed. False where the text of a file has changed that
   * was only searched: then nothing tells what depends on it.
   */
  refresh(): boolean;
  /** Drops what was derived, for changes that no loaded module shows: a new file, another tsconfig. */
  expire(): void;
  /** Grows by one whenever any module that was loaded has changed: derived facts are dropped then. */
  readonly generation: number;
  /** Grows by one whenever a file on the disk has changed: not when an editor's text has. */
  readonly diskGeneration: number;
  /** Grows by one with each edit of a file that has been edited before: what depends on such a file is dropped then. */
  readonly edits: number;
  /** Whether any file has been edited. */
  readonly isEdited: boolean;
}

export function createModuleCache(maxKept = MAX_KEPT): ModuleCache {
  const entries = new Map<string, Entry>();
  /** With what a file was when it was read, and the generation of the disk in which that was last found unchanged. */
  const texts = new Map<string, { text: string; mtime: number; size: number; asOf: number }>();
  let textsKept = 0;
  let limit = maxKept;
  let last = '';
  let linted = 0;
  let generation = 0;
  let diskGeneration = 0;
  let edits = 0;
  let kept = 0;
  const edited = new Set<string>();

  function stamp(path: string): { mtime: number; size: number } | null {
    try {
      const stats = statSync(path, { throwIfNoEntry: false });
      return stats?.isFile() ? { mtime: stats.mtimeMs, size: stats.size } : null;
    } catch {
      return null;
    }
  }

  /** @throws where the file can't be read. */
  function read(path: string, { mtime, size }: { mtime: number; size: number }): string {
    const known = texts.get(path);
    if (known?.mtime === mtime && known.size === size) {
      known.asOf = diskGeneration;
      return known.text;
    }
    const text = withoutMark(readFileSync(path, 'utf8'));
    textsKept += text.length - (known?.text.length ?? 0);
    if (textsKept > MAX_TEXTS) {
      texts.clear();
      textsKept = text.length;
    }
    texts.set(path, { text, mtime, size, asOf: diskGeneration });
    return text;
  }

  function remember(path: string, entry: Entry): Parsed {
    const before = entries.get(path);
    if (before) generation++;
    if (before && (before.mtime !== entry.mtime || before.size !== entry.size)) diskGeneration++;
    entries.set(path, entry);
    kept += entry.text?.length ?? 0;
    return entry.parsed;
  }

  /** Drops all syntax trees where they are too many, between two files: what is being looked at keeps its own. */
  function makeRoom(): void {
    linted++;
    if (kept <= limit) return;
    if (linted < MIN_FILES && limit < maxKept * MAX_GROWTH) limit *= 2;
    linted = 0;
    if (kept <= limit) return;
    entries.clear();
    kept = 0;
    generation++;
  }

  return {
    get generation() {
      return generation;
    },
    get diskGeneration() {
      return diskGeneration;
    },
    get edits() {
      return edits;
    },
    get isEdited() {
      return edited.size > 0;
    },
    refresh() {
      for (const [path, entry] of entries) {
        const current = stamp(path);
        if ((current?.mtime ?? -1) === entry.mtime && (current?.size ?? -1) === entry.size) continue;
        entry.checked = -Infinity;
        this.load(path);
      }
      let isSame = true;
      for (const [path, { text, mtime, size }] of texts) {
        const current = stamp(path);
        if (current?.mtime === mtime && current.size === size) continue;
        texts.delete(path);
        textsKept -= text.length;
        isSame = false;
      }
      return isSame;
    },
    expire() {
      generation++;
      diskGeneration++;
    },
    isLoaded: (path) => entries.has(path),
    load(path) {
      if (edited.size > 0 && edited.has(path)) touch();
      const now = performance.now();
      const known = entries.get(path);
      if (known && now - known.checked < FRESH_MS) return known.parsed;
      const current = stamp(path);
      if (known && current && known.mtime === current.mtime && known.size === current.size) {
        known.checked = now;
        return known.parsed;
      }
      if (!current) {
        if (known?.buffered) return known.parsed;
        return remember(path, { text: null, parsed: { reason: `${path} can't be read` }, mtime: -1, size: -1, buffered: false, checked: now });
      }
      let text: string;
      try {
        text = read(path, current);
      } catch (error) {
        const reason = `${path} can't be read: ${error instanceof Error ? error.message : String(error)}`;
        return remember(path, { text: null, parsed: { reason }, ...current, buffered: false, checked: now });
      }
      // An editor has saved what was linted.
      if (known?.text === text) {
        Object.assign(known, current, { buffered: false, checked: now });
        diskGeneration++;
        return known.parsed;
      }
      return remember(path, { text, parsed: parseModule(path, text), ...current, buffered: false, checked: now });
    },
    text(path) {
      const known = texts.get(path);
      if (known?.asOf === diskGeneration) return known.text;
      const current = stamp(path);
      if (!current) return '';
      try {
        return read(path, current);
      } catch {
        return '';
      }
    },
    put(path, source) {
      const onDisk = texts.get(path)?.text;
      const given = withoutMark(source);
      // Two strings of one file would be kept else.
      const text = onDisk === given ? onDisk : given;
      if (path !== last) makeRoom();
      last = path;
      const known = entries.get(path);
      const now = performance.now();
      if (known?.text === text) {
        known.checked = now;
        return known.parsed;
      }
      const current = stamp(path) ?? { mtime: -1, size: -1 };
      const entry = { text, parsed: parseModule(path, text), ...current, buffered: true, checked: now };
      if (known && edited.has(path) && known.mtime === current.mtime && known.size === current.size && ++edits % MAX_EDITS > 0) {
        entries.set(path, entry);
        return entry.parsed;
      }
      if (known) edited.add(path);
      return remember(path, entry);
    },
  };
}

/** A linter's text has no byte order mark. */
function withoutMark(text: string): string {
  return text.charCodeAt(0) === 0xfeff ? text.slice(1) : text;
}

export type { Module, Parsed };
