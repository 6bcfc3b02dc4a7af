import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { withMarkOf, withoutMark } from './text.js';
import type { Change } from './plan.js';

/** A project's own formatter: the formatted text of a file, or null for a file that it leaves alone. */
export interface Formatter {
  name: string;
  format(path: string, text: string): Promise<string | null>;
}

interface Kind {
  name: string;
  /** Files that say that a project uses it. */
  configs: string[];
  /** Its package, and a key in package.json that stands for a configuration file. */
  packageName: string;
  key?: string;
  /** Arguments that make it format stdin; null for one that is used as a library. */
  args: ((path: string) => string[]) | null;
}

const KINDS: Kind[] = [
  {
    name: 'Biome',
    configs: ['biome.json', 'biome.jsonc'],
    packageName: '@biomejs/biome',
    args: (path) => ['format', `--stdin-file-path=${path}`],
  },
  { name: 'oxfmt', configs: ['.oxfmtrc.json', '.oxfmtrc.jsonc'], packageName: 'oxfmt', args: (path) => [`--stdin-filepath=${path}`] },
  { name: 'dprint', configs: ['dprint.json', '.dprint.json'], packageName: 'dprint', args: (path) => ['fmt', '--stdin', path] },
  {
    name: 'Prettier',
    configs: [
      ...['', '.json', '.yaml', '.yml', '.json5', '.js', '.cjs', '.mjs', '.ts', '.toml'].map((end) => `.prettierrc${end}`),
      ...['js', 'cjs', 'mjs', 'ts'].map((end) => `prettier.config.${end}`),
    ],
    packageName: 'prettier',
    key: 'prettier',
    args: null,
  },
];

/** How long a formatter may take for one file, in ms. */
const LIMIT_MS = 30_000;

/**
 * The formatter that a package or a folder above it is configured for and that is installed there; null where there is none, so
 * that nothing is formatted by a taste that the project doesn't have.
 */
export function findFormatter(packageDir: string, root: string): Formatter | null {
  for (let folder = packageDir; ; folder = dirname(folder)) {
    const kind = KINDS.find((candidate) => isConfigured(candidate, folder));
    const manifest = kind && manifestOf(kind.packageName, folder);
    if (kind && manifest) return kind.args ? program(kind, kind.args, manifest, folder) : library(kind.name, manifest);
    if (folder === root || folder === dirname(folder)) return null;
  }
}

/**
 * A change as the project's formatter would have it. A file that it would have changed before isn't formatted: its other lines
 * would get into the diff. What the formatter can't do is left as it is.
 */
export async function formatted(change: Change, formatter: Formatter): Promise<Change> {
  const { path, before, after } = change;
  try {
    if (before !== null && (await formatter.format(path, withoutMark(before))) !== withoutMark(before)) return change;
    const text = await formatter.format(path, withoutMark(after));
    return text === null || text.trim() === '' ? change : { ...change, after: withMarkOf(after, text) };
  } catch {
    return change;
  }
}

function isConfigured({ configs, key }: Kind, folder: string): boolean {
  if (configs.some((name) => existsSync(join(folder, name)))) return true;
  if (key === undefined || !existsSync(join(folder, 'package.json'))) return false;
  try {
    return key in (createRequire(import.meta.url)(join(folder, 'package.json')) as object);
  } catch {
    return false;
  }
}

function manifestOf(packageName: string, folder: string): string | null {
  try {
    return createRequire(join(folder, 'package.json')).resolve(`${packageName}/package.json`);
  } catch {
    return null;
  }
}

interface Library {
  format(text: string, options: object): Promise<string> | string;
  resolveConfig(path: string, options: object): Promise<object | null>;
  getFileInfo(path: string, options: object): Promise<{ ignored: boolean; inferredParser: string | null }>;
}

function library(name: string, manifest: string): Formatter {
  let loading: Promise<Library> | undefined;
  return {
    name,
    async format(path, text) {
      loading ??= import(pathToFileURL(createRequire(manifest).resolve(dirname(manifest))).href).then(
        (module: Library & { default?: Library }) => module.default ?? module,
      );
      const { format, resolveConfig, getFileInfo } = await loading;
      const info = await getFileInfo(path, { ignorePath: join(dirname(dirname(dirname(manifest))), '.prettierignore') });
      if (info.ignored || info.inferredParser === null) return null;
      return format(text, { ...(await resolveConfig(path, { editorconfig: true })), filepath: path });
    },
  };
}

function program({ name, packageName }: Kind, args: (path: string) => string[], manifest: string, cwd: string): Formatter {
  const { bin } = createRequire(import.meta.url)(manifest) as { bin: string | Record<string, string> };
  const entry = typeof bin === 'string' ? bin : (bin[packageName.split('/').at(-1)!] ?? Object.values(bin)[0]!);
  const path = join(dirname(manifest), entry);
  return { name, format: (file, text) => filter([path, ...args(file)], cwd, text) };
}

/** What a program of Node makes of a text; null where it fails. */
function filter(args: readonly string[], cwd: string, text: string): Promise<string | null> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, args, { cwd, stdio: ['pipe', 'pipe', 'ignore'], timeout: LIMIT_MS });
    const chunks: Buffer[] = [];
    child.stdout.on('data', (chunk: Buffer) => void chunks.push(chunk));
    child.on('error', () => resolve(null));
    child.on('close', (code) => resolve(code === 0 ? Buffer.concat(chunks).toString('utf8') : null));
    child.stdin.on('error', () => {}).end(text);
  });
}
