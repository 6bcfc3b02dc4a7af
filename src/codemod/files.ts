import { readdir, stat, type Dirent } from 'node:fs';
import { realpath, stat as statFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { glob, isDynamicPattern } from 'tinyglobby';
import { EXCLUSIONS } from '../configs.js';
import { filesMarkedGenerated, visibleFiles, type Repository } from './git.js';
import { UserError } from './user-error.js';

const SOURCE_GLOB = '**/*.{js,mjs,cjs,jsx,ts,mts,cts,tsx}';
const NEVER = ['**/node_modules/**', '**/.git/**'];

type ReaddirCallback = (error: NodeJS.ErrnoException | null, entries: Dirent[]) => void;

export interface Problem {
  path: string;
  reason: string;
}

export interface FileList {
  /** Absolute paths in order, each once. */
  files: string[];
  /** Files that were named but that git ignores. */
  ignored: string[];
  /** Folders that can't be read. */
  unreadable: Problem[];
}

/**
 * The source files that some paths stand for: files, folders or globs. Folders are searched without what no
 * configuration of the plugin checks (tests, migrations, scripts, generated and vendored code), what git ignores, and
 * other repositories inside this one. A file that is named stays in unless git ignores it.
 * @throws {UserError} for a path that doesn't exist.
 */
export async function listFiles(
  cwd: string,
  paths: readonly string[],
  repository: Repository | null,
): Promise<FileList> {
  const unreadable: Problem[] = [];
  const files = new Set<string>();
  const named = new Set<string>();
  for (const path of paths.length > 0 ? paths : ['.']) {
    const absolute = await realpath(resolve(cwd, path)).catch(() => resolve(cwd, path));
    const stats = await statFile(absolute).catch(() => null);
    if (stats?.isDirectory()) {
      for (const file of await search(absolute, SOURCE_GLOB, unreadable)) files.add(file);
    } else if (stats) {
      if (!isSource(absolute)) throw new UserError(`${path} is no JavaScript or TypeScript file.`);
      files.add(absolute);
      named.add(absolute);
    } else if (isDynamicPattern(path)) {
      for (const file of await search(cwd, path, unreadable)) if (isSource(file)) files.add(file);
    } else {
      throw new UserError(`${path} doesn't exist.`);
    }
  }
  const listed = [...files].sort();
  if (!repository) return { files: listed, ignored: [], unreadable };
  const visible = await visibleFiles(repository);
  const kept = listed.filter((file) => visible.has(file));
  const generated = await filesMarkedGenerated(repository, kept);
  return {
    files: kept.filter((file) => !generated.has(file)),
    ignored: [...named].filter((file) => !visible.has(file)),
    unreadable,
  };
}

async function search(folder: string, pattern: string, unreadable: Problem[]): Promise<string[]> {
  const found = await glob(pattern, {
    cwd: folder,
    absolute: true,
    followSymbolicLinks: false,
    ignore: [...NEVER, ...Object.values(EXCLUSIONS).flat()],
    fs: { readdir: readdirReporting(unreadable), stat },
  });
  return found.map((path) => resolve(path));
}

/** `readdir` that notes the folders it can't read, which a search would pass over in silence. */
function readdirReporting(unreadable: Problem[]): typeof readdir {
  function reporting(path: string, options: { withFileTypes: true }, callback: ReaddirCallback): void {
    readdir(path, options, (error, entries) => {
      if (error) unreadable.push({ path: resolve(path), reason: `The folder can't be read (${error.code}).` });
      callback(error, entries);
    });
  }
  return reporting as unknown as typeof readdir;
}

/** Whether a path is that of a JavaScript or TypeScript file. */
export function isSource(path: string): boolean {
  return /\.[cm]?[jt]sx?$/.test(path);
}
