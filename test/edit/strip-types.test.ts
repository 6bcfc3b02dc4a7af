import { expect, it } from 'vitest';
import { applyEdits } from '../../src/edit/apply.js';
import { stripTypes } from '../../src/edit/strip-types.js';
import { parse } from './parse.js';

it.each([
  ['annotations', 'const a: number = 1;\nfunction f(b: string, c?: () => void): void {}\n', 'const a = 1;\nfunction f(b, c) {}\n'],
  ['type parameters and arguments', 'const f = <T extends object>(x: T): T => x;\nnew Set<{ a: 1 }>();\n', 'const f = (x) => x;\nnew Set();\n'],
  ['assertions', "const A = ['a'] as const;\nb!.c(d satisfies E);\n", "const A = ['a'];\nb.c(d);\n"],
  ['types inside of types', 'const a: Map<string, { b?: number }> = new Map<string, Set<number>>();\n', 'const a = new Map();\n'],
  ['imports of types', "import type { A } from 'a';\nimport b from 'b';\n", "import b from 'b';\n"],
  ['a declaration with its comment', 'a();\n\n/** What it is. */\ninterface B {\n  c: number;\n}\n\nd();\n', 'a();\n\nd();\n'],
  ['an exported declaration with its comment', 'a();\n\n/** What it is. */\nexport interface B {\n  c: number;\n}\n\nd();\n', 'a();\n\nd();\n'],
  ['exported declarations without one', 'c();\n\nexport interface A {}\n\nexport type B = A;\n\nd();\n', 'c();\n\nd();\n'],
  ['a declaration right behind code', "const A = 1;\ntype B = typeof A;\nconst C = 2;\n", 'const A = 1;\nconst C = 2;\n'],
  ['nothing else', '/** A comment. */\nconst a = { b: c ? d : e };\n', '/** A comment. */\nconst a = { b: c ? d : e };\n'],
])('takes away %s', (_, typed, expected) => {
  expect(applyEdits(typed, stripTypes(parse(typed, 'a.ts')))).toBe(expected);
});
