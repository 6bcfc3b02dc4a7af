import { statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname } from 'node:path';
import type { NapiResolveOptions, ResolverFactory } from 'oxc-resolver';

const require = createRequire(import.meta.url);

const OPTIONS: NapiResolveOptions = {
  extensions: [
    '.ts',
    '.tsx',
    '.mts',
    '.cts',
    '.js',
    '.jsx',
    '.mjs',
    '.cjs',
    '.json',
    '.node',
    '.d.ts',
    '.d.mts',
    '.d.cts',
  ],
  extensionAlias: {
    '.js': ['.ts', '.tsx', '.js', '.jsx', '.d.ts'],
    '.jsx': ['.tsx', '.jsx', '.d.ts'],
    '.mjs': ['.mts', '.mjs', '.d.mts'],
    '.cjs': ['.cts', '.cjs', '.d.cts'],
  },
  conditionNames: ['node', 'import', 'require'],
  mainFields: ['module', 'main'],
  nodePath: false,
};

/** What lies on disk, asked through one resolver with one cache. Answers are real paths of files, or null. */
export interface Disk {
  /** The file that a path stands for: as it is, with an extension, as TypeScript writes it, or as a folder. */
  find(path: string): string | null;
  /** What Node.js would find from a folder, with our extensions. */
  fromFolder(dir: string, specifier: string): string | null;
  /** The same from a file, with the tsconfig.json that governs it. Null also when that tsconfig can't be loaded. */
  withTsconfig(file: string, specifier: string): string | null;
  /** Why nothing at all is found from a folder: a package.json above it that isn't JSON. Null when that is not so. */
  trouble(dir: string): string | null;
  clear(): void;
}

export function createDisk(): Disk {
  let resolvers: { plain: ResolverFactory; configured: ResolverFactory } | null = null;

  function load() {
    if (!resolvers) {
      const { ResolverFactory } = require('oxc-resolver') as typeof import('oxc-resolver');
      const plain = new ResolverFactory(OPTIONS);
      resolvers = { plain, configured: plain.cloneWithOptions({ ...OPTIONS, tsconfig: 'auto' }) };
    }
    return resolvers;
  }

  function fromFolder(dir: string, specifier: string): string | null {
    return existing(load().plain.sync(dir, specifier).path);
  }

  return {
    find: (path) => fromFolder(dirname(path), `./${basename(path)}`),
    fromFolder,
    withTsconfig: (file, specifier) => existing(load().configured.resolveFileSync(file, specifier).path),
    trouble(dir) {
      const error = load().plain.sync(dir, './package.json').error ?? '';
      return error.startsWith('JSONError')
        ? 'A package.json above the file is not valid JSON, which hides the files below it.'
        : null;
    },
    clear: () => resolvers?.plain.clearCache(),
  };
}

/** The resolver can name a file that a manifest promises without looking whether it is there. */
function existing(path: string | undefined): string | null {
  return path !== undefined && isFile(path) ? path : null;
}

function isFile(path: string): boolean {
  try {
    return statSync(path, { throwIfNoEntry: false })?.isFile() ?? false;
  } catch {
    return false;
  }
}

/** The name of the package whose installed copy holds a path, or null when the path is not inside `node_modules`. */
export function installedPackage(path: string): { name: string; subpath: string } | null {
  const segments = path.split(/[\\/]/);
  const at = segments.lastIndexOf('node_modules');
  if (at < 0 || at === segments.length - 1) return null;
  const length = segments[at + 1]!.startsWith('@') ? 2 : 1;
  return {
    name: segments.slice(at + 1, at + 1 + length).join('/'),
    subpath: segments.slice(at + 1 + length).join('/'),
  };
}
