import { expect, it } from 'vitest';
import { printGenerated } from '../../src/codemod/generated.js';
import { DEFAULT_STYLE } from '../../src/edit/style.js';

const TEXT = `import type { A } from 'a';
import b, { c as d } from 'b';
import * as e from 'e';

/** A number. */
export const F: number = d(b, e);

/** What g takes. */
export interface G {
  a: A;
}

export function g({ a }: G): void {
  a.b('c');
}

export class H {}
`;

it('TypeScript stays as it is', () => {
  expect(printGenerated({ path: '/p/a.ts', language: 'ts', modules: 'esm' }, TEXT, DEFAULT_STYLE)).toBe(TEXT);
});

it('JavaScript loses its types', () => {
  expect(printGenerated({ path: '/p/a.js', language: 'js', modules: 'esm' }, TEXT, DEFAULT_STYLE)).toBe(`import b, { c as d } from 'b';
import * as e from 'e';

/** A number. */
export const F = d(b, e);

export function g({ a }) {
  a.b('c');
}

export class H {}
`);
});

it('CommonJS requires, and exports at the end, in the style of its package', () => {
  const text = TEXT.replace("import b, { c as d } from 'b';", "import b from 'b';\nimport { c as d } from 'b';");
  const style = { ...DEFAULT_STYLE, quotes: 'double' as const, semicolons: false, indent: '\t' };
  expect(printGenerated({ path: '/p/a.js', language: 'js', modules: 'cjs' }, text, style)).toBe(`"use strict"

const b = require("b")
const { c: d } = require("b")
const e = require("e")

/** A number. */
const F = d(b, e)

function g({ a }) {
	a.b("c")
}

class H {}

module.exports = {
	F,
	g,
	H,
}
`);
});
