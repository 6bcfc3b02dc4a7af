import { describe, expect, it } from 'vitest';
import { commonStyle, DEFAULT_STYLE, styleOf } from '../../src/edit/style.js';
import { parse } from './parse.js';

describe('styleOf', () => {
  it.each([
    ['single', "const a = 'x', b = 'y', c = \"it's\";"],
    ['double', 'const a = "x"; const b = "y"; const c = \'z\';'],
  ])('reads %s quotes', (quotes, text) => {
    expect(styleOf(parse(text)).quotes).toBe(quotes);
  });

  it('does not count strings in JSX attributes, templates and comments', () => {
    const text = `const a = 'x';\nconst b = <a b="1" c="2" d="3" />; // "a" "b"\nconst c = \`"a" "b"\`;`;
    expect(styleOf(parse(text, '/project/a.tsx')).quotes).toBe('single');
  });

  it.each([
    [true, 'run();\nstop();\n'],
    [false, 'run()\nstop()\n;[1].map(run)\nfor (let i = 0; i < 2; i++) run()\n'],
  ])('reads semicolons: %s', (semicolons, text) => {
    expect(styleOf(parse(text)).semicolons).toBe(semicolons);
  });

  it.each([
    ['\t', 'function f() {\n\treturn {\n\t\ta: 1,\n\t};\n}'],
    ['    ', 'class A {\n    f() {\n        return 1;\n    }\n}'],
    [
      '  ',
      '/*\n        a comment\n        with much space\n*/\nif (x) {\n  f();\n}\nconst t = `\n    text\n    text\n`;',
    ],
  ])('reads the indentation %j off blocks and literals', (indent, text) => {
    expect(styleOf(parse(text)).indent).toBe(indent);
  });

  it.each([
    ['\r\n', 'a();\r\nb();\r\nc();\n'],
    ['\n', 'a();\nb();\nc();\r\n'],
  ])('reads the line end %j off the majority', (lineEnd, text) => {
    expect(styleOf(parse(text)).lineEnd).toBe(lineEnd);
  });

  it.each([
    ['none', 'f({\n  a: 1\n});\ng(\n  1\n);'],
    ['literals', 'f({\n  a: 1, // why\n});\ng(\n  1\n);'],
    ['all', 'f({\n  a: 1 /* , */,\n});\ng(\n  1,\n);'],
    ['none', 'f({\n  a: 1 /* , */ // ,\n});'],
  ])('reads trailing commas: %s', (trailingCommas, text) => {
    expect(styleOf(parse(text)).trailingCommas).toBe(trailingCommas);
  });

  it.each([
    ['esm', '/p/a.js', "import a from 'a';\na();"],
    ['esm', '/p/a.mjs', 'a();'],
    ['esm', '/p/a.ts', 'a();'],
    ['cjs', '/p/a.cts', 'a();'],
    ['cjs', '/p/a.js', "const a = require('a');"],
    ['cjs', '/p/a.ts', "const a = require('a');"],
    ['cjs', '/p/a.js', 'module.exports = 1;'],
    ['cjs', '/p/a.js', 'exports.a = 1;'],
    ['esm', '/p/a.js', "export const a = () => import('a');"],
  ])('tells module kinds: %s for %s with %j', (modules, path, text) => {
    expect(styleOf(parse(text, path), { ...DEFAULT_STYLE, modules: modules === 'esm' ? 'cjs' : 'esm' }).modules).toBe(
      modules,
    );
  });

  it.each([
    ['output', "import a from './a.js';\nimport './style.css';\nimport b from 'b';"],
    ['source', "import a from './a.ts';"],
    ['none', "import a from './a.service';\nexport * from '../b';"],
    ['none', "const a = require('./a');"],
  ])('reads extensions of relative imports: %s', (importExtensions, text) => {
    const fallback = { ...DEFAULT_STYLE, importExtensions: importExtensions === 'none' ? 'output' : 'none' } as const;
    expect(styleOf(parse(text), fallback).importExtensions).toBe(importExtensions);
  });

  it('takes what the file does not show from the fallback', () => {
    const fallback = {
      ...DEFAULT_STYLE,
      quotes: 'double',
      indent: '\t',
      lineEnd: '\r\n',
      semicolons: false,
      modules: 'cjs',
    } as const;
    expect(styleOf(parse('', '/p/a.js'), fallback)).toEqual(fallback);
  });
});

describe('commonStyle', () => {
  it('is the style of most of the text of all files', () => {
    const one = parse("f('a')\nf('b')\nf('c')\n");
    const other = parse('f("a");\n');
    expect(commonStyle([other, one])).toMatchObject({ quotes: 'single', semicolons: false });
  });
});
