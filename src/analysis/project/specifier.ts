import { isBuiltin } from 'node:module';
import { isAbsolute } from 'node:path';

/** The name of a Node.js module with its `node:` prefix, or null when the specifier names none. */
export function builtinName(specifier: string): string | null {
  if (specifier.startsWith('node:')) return specifier;
  return isBuiltin(specifier) ? `node:${specifier}` : null;
}

export function isPath(specifier: string): boolean {
  return /^\.{1,2}(?:\/|$)/.test(specifier) || isAbsolute(specifier);
}

const PACKAGE = /^((?:@[a-z0-9-][\w.~-]*\/)?[a-z0-9-][\w.~-]*)(?:\/(.*))?$/i;

/** Package name and path inside it (without a slash in front or behind), or null when no package can have that name. */
export function splitPackage(specifier: string): { name: string; subpath: string } | null {
  const match = PACKAGE.exec(specifier);
  if (!match || match[1]!.length > 214) return null;
  return { name: match[1]!, subpath: (match[2] ?? '').replace(/\/$/, '') };
}

/** Why a specifier can't lead to a file or package: an address, a bundler's notation, nothing; null when it can. */
export function oddity(specifier: string): string | null {
  if (specifier === '') return 'An empty string names no module.';
  if (specifier.includes('\0')) return 'The specifier is virtual: a bundler makes that module.';
  if (specifier.includes('!') || /[?][\w-]*(?:=|&|$)/.test(specifier)) {
    return `"${specifier}" asks a bundler for something other than the module.`;
  }
  if (/^[a-z][a-z0-9+.-]+:/i.test(specifier)) return `"${specifier}" is an address, not a file or a package.`;
  return null;
}

const CODE = /\.[cm]?[jt]sx?$/i;
const DECLARATION = /\.d\.[cm]?ts$/i;

export function isCode(path: string): boolean {
  return CODE.test(path);
}

export function isTypeScript(path: string): boolean {
  return /\.[cm]?tsx?$/i.test(path) && !DECLARATION.test(path);
}

/** `.d.ts`, `.d.mts`, `.d.cts`: types without what they do. */
export function isDeclaration(path: string): boolean {
  return DECLARATION.test(path);
}
