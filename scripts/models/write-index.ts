import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { AREAS } from '../../src/models/model.js';

const folder = fileURLToPath(new URL('../../src/models/', import.meta.url));
const RESERVED = new Set(['async', 'console', 'global']);

const paths = AREAS.flatMap((area) =>
  existsSync(folder + area) ? readdirSync(folder + area).map((name) => `${area}/${name.replace(/\.ts$/, '')}`) : [],
).sort(byPath);

const names = paths.map(nameOf);
const text = `import type { LibraryModel } from './model.js';
${paths.map((path, index) => `import ${names[index]} from './${path}.js';`).join('\n')}

/** Every built-in model, one per line, sorted by path without extension; of one package the newest first. Written by \`npm run models:index\`. */
export const MODELS: readonly LibraryModel[] = [
${names.map((name) => `  ${name},`).join('\n')}
];

/** The same, for what is loaded by a linter: the build keeps them in a file of their own, which is read when they are first asked for. */
export function builtInModels(): readonly LibraryModel[] {
  return MODELS;
}
`;
if (readFileSync(`${folder}index.ts`, 'utf8') !== text) {
  writeFileSync(`${folder}index.ts`, text);
  console.log('wrote src/models/index.ts');
}

/** By path; of one package the newest first: `redis`, `redis-5`, `redis-4`. */
function byPath(a: string, b: string): number {
  const [nameA, versionA] = split(a);
  const [nameB, versionB] = split(b);
  if (nameA !== nameB) return nameA < nameB ? -1 : 1;
  return versionB - versionA;
}

function split(path: string): [name: string, version: number] {
  const [, name, version] = /^(.+?)(?:-(\d+(?:\.\d+)?))?$/.exec(path)!;
  return [name!, version === undefined ? Infinity : Number(version)];
}

function nameOf(path: string): string {
  const name = path.split('/')[1]!.replace(/[-.](\w)/g, (_, letter: string) => letter.toUpperCase());
  return RESERVED.has(name) ? `${name}Model` : name;
}
