import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { generatedPages } from './docs/pages.js';

const root = fileURLToPath(new URL('..', import.meta.url));
const isCheck = process.argv.includes('--check');
const read = (path: string) => (existsSync(root + path) ? readFileSync(root + path, 'utf8') : null);

const stale = [...generatedPages(read)].filter(([path, text]) => read(path) !== text);
for (const [path, text] of stale) {
  console.log(isCheck ? `${path} is out of date.` : `wrote ${path}`);
  if (isCheck) continue;
  mkdirSync(dirname(root + path), { recursive: true });
  writeFileSync(root + path, text);
}
if (isCheck && stale.length > 0) {
  console.log('Run `npm run docs` and commit the result.');
  process.exitCode = 1;
}
