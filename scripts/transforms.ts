import { mkdirSync, writeFileSync } from 'node:fs';
import { transforms } from '../codemods/transforms.js';

/*
 * Writes `dist/jscodeshift/<codemod>.cjs`, the files that `npx jscodeshift -t` takes.
 */

const folder = 'dist/jscodeshift/';

mkdirSync(folder, { recursive: true });
for (const name of Object.keys(transforms)) writeFileSync(`${folder}${name}.cjs`, shimOf(name));

/** A file of its own kind, because jscodeshift runs each module that it loads through Babel, which makes \`require\` of \`import\`. */
function shimOf(name: string): string {
  return `'use strict';
const { join } = require('node:path');
const { pathToFileURL } = require('node:url');

// A function made of text is one that Babel leaves alone: what it loads stays an ES module.
const load = new Function('url', 'return import(url)');
const url = pathToFileURL(join(__dirname, '../codemods/transforms.js')).href;
const loading = load(url);
// Whoever transforms the first file sees the error.
loading.catch(() => {});

module.exports = async (...args) => (await loading).transforms['${name}'](...args);
`;
}
