import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { LibraryModel } from '../../../src/models/model.js';

/** Declarations of Node's own modules and of what needs no import. */
const NODE_TYPES = '@types/node@26.6.6';

/** Whether a model describes what comes with the runtime. */
export function isBuiltin({ package: name }: LibraryModel): boolean {
  return name === 'global' || name.startsWith('node:');
}

/** The package that a module name belongs to: `mysql2` of `mysql2/promise`. */
export function packageOf(name: string): string {
  return name.split('/').slice(0, name.startsWith('@') ? 2 : 1).join('/');
}

/** Folders to install into, with what each needs, so that no package is there twice; and the folder of each model. */
export function planFolders(cache: string, models: readonly LibraryModel[]): { needs: Map<string, Map<string, string>>; folderOf: Map<LibraryModel, string> } {
  const needs = new Map<string, Map<string, string>>();
  const folderOf = new Map<LibraryModel, string>();
  for (const model of models) {
    const own: [string, string][] = isBuiltin(model) ? [] : [[packageOf(model.package), model.checked]];
    const specs = [...own, ...[NODE_TYPES, ...(model.typedBy ?? [])].map(split)];
    for (let index = 0; ; index++) {
      const folder = join(cache, `set-${index}`);
      const there = needs.get(folder) ?? new Map<string, string>();
      if (specs.some(([name, version]) => (there.get(name) ?? version) !== version)) continue;
      for (const [name, version] of specs) there.set(name, version);
      needs.set(folder, there);
      folderOf.set(model, folder);
      break;
    }
  }
  return { needs, folderOf };
}

function split(spec: string): [string, string] {
  const at = spec.lastIndexOf('@');
  return [spec.slice(0, at), spec.slice(at + 1)];
}

/** Installs what a folder needs with npm, without running any script of a package. Does nothing where it is there already. */
export function install(folder: string, packages: ReadonlyMap<string, string>): void {
  const manifest = JSON.stringify({ private: true, type: 'module', dependencies: Object.fromEntries([...packages].sort()) }, null, 2);
  const path = join(folder, 'package.json');
  if (existsSync(join(folder, 'node_modules')) && existsSync(path) && readFileSync(path, 'utf8') === manifest) return;
  mkdirSync(folder, { recursive: true });
  const flags = ['--ignore-scripts', '--legacy-peer-deps', '--no-audit', '--no-fund', '--loglevel', 'error'];
  // What npm is told of must not be taken for done before it is.
  writeFileSync(path, JSON.stringify({ private: true, type: 'module' }));
  execFileSync('npm', ['install', '--save-exact', ...flags, ...[...packages].map(([name, version]) => `${name}@${version}`)], {
    cwd: folder,
    stdio: ['ignore', 'ignore', 'inherit'],
    shell: process.platform === 'win32',
  });
  writeFileSync(path, manifest);
}
