import { cpSync, mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, onTestFinished } from 'vitest';
import { createResolver, type Resolution, type Resolver } from '../../../src/analysis/project/resolve.js';

const FIXTURES = fileURLToPath(new URL('../../../fixtures/resolution', import.meta.url));

/** A folder of files and a resolver that looks at it; paths in questions and answers are relative to the folder. */
export interface Tree {
  dir: string;
  resolver: Resolver;
  /** `file src/a.ts`, `package pg/lib`, `builtin node:fs`, or `missing: <reason>`. */
  ask(from: string, specifier: string): string;
  write(path: string, content: string): void;
  link(path: string, target: string): void;
}

// Copied to where no `node_modules` and no manifest of this repository is seen.
const copies = emptyFolder();
cpSync(FIXTURES, copies, { recursive: true });
afterAll(() => rmSync(copies, { recursive: true, force: true }));

/** A tree of `fixtures/resolution`. */
export function fixture(name: string): Tree {
  return treeIn(join(copies, name));
}

/** A tree in a temporary folder: for `node_modules`, built files, and files that change. */
export function temporary(files: Record<string, string | object>): Tree {
  const dir = emptyFolder();
  onTestFinished(() => rmSync(dir, { recursive: true, force: true }));
  const tree = treeIn(dir);
  for (const [path, content] of Object.entries(files)) {
    tree.write(path, typeof content === 'string' ? content : JSON.stringify(content));
  }
  return tree;
}

function emptyFolder(): string {
  return realpathSync(mkdtempSync(join(tmpdir(), 'resolution-')));
}

export function treeIn(dir: string): Tree {
  const resolver = createResolver();
  return {
    dir,
    resolver,
    ask: (from, specifier) => told(dir, resolver.resolve(join(dir, from), specifier)),
    write(path, content) {
      mkdirSync(dirname(join(dir, path)), { recursive: true });
      writeFileSync(join(dir, path), content);
    },
    link(path, target) {
      mkdirSync(dirname(join(dir, path)), { recursive: true });
      symlinkSync(join(dir, target), join(dir, path), 'junction');
    },
  };
}

function told(dir: string, resolution: Resolution): string {
  switch (resolution.kind) {
    case 'file':
      return `file ${relative(dir, resolution.path).split(sep).join('/')}`;
    case 'package':
      return `package ${resolution.name}${resolution.subpath && `/${resolution.subpath}`}`;
    case 'builtin':
      return `builtin ${resolution.name}`;
    case 'missing':
      return `missing: ${resolution.reason}`;
  }
}
