import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { parse, printParseErrorCode, type ParseError } from 'jsonc-parser';
import { withoutMark } from './text.js';
import { UserError } from './user-error.js';

/** A package.json and the folder that it owns. */
export interface OwningPackage {
  dir: string;
  /** Empty where there is no package.json. */
  json: Record<string, unknown>;
  /** Text of the package.json as on disk; null where there is none. */
  text: string | null;
}

/** Looks up the package that owns a file, up to and including the folder `root`. */
export type FindPackage = (path: string) => Promise<OwningPackage>;

/**
 * A lookup that remembers. A package.json that names neither a package nor dependencies (`{ "type": "module" }`) owns
 * nothing: the next one above does.
 */
export function createPackageFinder(root: string): FindPackage {
  const byFolder = new Map<string, Promise<OwningPackage>>();

  async function lookUp(folder: string): Promise<OwningPackage> {
    const own = await readPackage(folder);
    const parent = dirname(folder);
    const isLast = folder === root || parent === folder;
    if (own && isOwner(own.json)) return own;
    if (isLast) return own ?? { dir: folder, json: {}, text: null };
    const above = await find(parent);
    return above.text === null && own ? own : above;
  }

  function find(folder: string): Promise<OwningPackage> {
    let found = byFolder.get(folder);
    if (!found) {
      found = lookUp(folder);
      byFolder.set(folder, found);
    }
    return found;
  }

  return (path) => find(dirname(path));
}

function isOwner(json: Record<string, unknown>): boolean {
  return ['name', 'dependencies', 'devDependencies', 'workspaces'].some((key) => key in json);
}

/** @throws {UserError} for a package.json that can't be parsed. */
async function readPackage(dir: string): Promise<OwningPackage | null> {
  const path = join(dir, 'package.json');
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw new UserError(`${path} can't be read (${(error as NodeJS.ErrnoException).code}).`);
  }
  const errors: ParseError[] = [];
  const json: unknown = parse(withoutMark(text), errors, { disallowComments: true });
  if (errors[0]) {
    const line = text.slice(0, errors[0].offset).split('\n').length;
    throw new UserError(`${path} is no valid JSON: ${printParseErrorCode(errors[0].error)} in line ${line}.`);
  }
  if (typeof json !== 'object' || json === null || Array.isArray(json)) {
    throw new UserError(`${path} holds no object.`);
  }
  return { dir, json: json as Record<string, unknown>, text };
}
