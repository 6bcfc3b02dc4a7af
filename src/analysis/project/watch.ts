import { statSync } from 'node:fs';

/**
 * Files and folders that were asked for, and what they were then. A folder changes when something in it comes, goes or gets
 * another name; a file when its text does.
 */
export interface Watch {
  /** Remembers what a file or folder is, or that it isn't there, unless it is remembered already. */
  note(path: string): void;
  /** Whether all that is remembered is as it was. */
  isCurrent(): boolean;
  clear(): void;
}

export function createWatch(): Watch {
  const noted = new Map<string, string>();
  return {
    note(path) {
      if (!noted.has(path)) noted.set(path, stampOf(path));
    },
    isCurrent() {
      for (const [path, stamp] of noted) if (stampOf(path) !== stamp) return false;
      return true;
    },
    clear: () => noted.clear(),
  };
}

function stampOf(path: string): string {
  try {
    const stats = statSync(path, { throwIfNoEntry: false });
    return stats ? `${stats.mtimeMs}:${stats.size}` : '';
  } catch {
    return '';
  }
}
