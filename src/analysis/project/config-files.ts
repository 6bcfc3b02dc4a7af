import { readFileSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);

export type Json = Record<string, unknown>;

/** Objects read from configuration files (JSON with comments, YAML), kept by modification time and size. */
export interface ConfigFiles {
  /** The object in a file; null when the file is not there, can't be read, or holds something else. Never throws. */
  read(path: string): Json | null;
  /** Whether every file that was asked for is as it was. One that isn't is forgotten. */
  isCurrent(): boolean;
  /** From now on each file is asked once whether it has changed. */
  clear(): void;
}

interface Entry {
  content: Json | null;
  mtime: number;
  size: number;
  round: number;
}

export function createConfigFiles(): ConfigFiles {
  const entries = new Map<string, Entry>();
  let round = 0;

  return {
    read(path) {
      const known = entries.get(path);
      if (known?.round === round) return known.content;
      const { mtime, size } = stamp(path);
      if (known && known.mtime === mtime && known.size === size) {
        known.round = round;
        return known.content;
      }
      const content = size < 0 ? null : load(path);
      entries.set(path, { content, mtime, size, round });
      return content;
    },
    isCurrent() {
      let isSame = true;
      for (const [path, known] of entries) {
        const { mtime, size } = stamp(path);
        if (known.mtime === mtime && known.size === size) continue;
        entries.delete(path);
        isSame = false;
      }
      return isSame;
    },
    clear() {
      round++;
    },
  };
}

function stamp(path: string): { mtime: number; size: number } {
  try {
    const stats = statSync(path, { throwIfNoEntry: false });
    if (stats?.isFile()) return { mtime: stats.mtimeMs, size: stats.size };
  } catch {
    // A folder that may not be entered holds nothing for us.
  }
  return { mtime: -1, size: -1 };
}

function load(path: string): Json | null {
  try {
    const text = readFileSync(path, 'utf8').replace(/^\uFEFF/, '');
    const content = /\.ya?ml$/.test(path) ? parseYaml(text) : parseJson(text);
    return isObject(content) ? content : null;
  } catch {
    return null;
  }
}

/** Most files are strict JSON; the tolerant parser is loaded for the first one that isn't. */
function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    const { parse } = require('jsonc-parser') as typeof import('jsonc-parser');
    return parse(text, [], { allowTrailingComma: true });
  }
}

function parseYaml(text: string): unknown {
  const { load: parse } = require('js-yaml') as typeof import('js-yaml');
  return parse(text);
}

export function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function stringsOf(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((item) => typeof item === 'string') : [];
}
