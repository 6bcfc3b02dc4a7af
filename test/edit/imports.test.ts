import { describe, expect, it } from 'vitest';
import { addImports, type ImportRequest } from '../../src/edit/imports.js';
import { relativeSpecifier } from '../../src/edit/modules.js';
import { edited, parse } from './parse.js';

const retry: ImportRequest = { from: './policies.js', name: 'retry' };

function run(before: string, requests: ImportRequest[], path?: string) {
  const source = parse(before, path);
  const { names, edits } = addImports(source, requests);
  return { names, after: edited(source, edits) };
}

describe('addImports in an ES module', () => {
  it.each([
    [
      'behind the last import of its group',
      "import a from 'a';\nimport b from './b.js';\n\na(b);\n",
      "import a from 'a';\nimport b from './b.js';\nimport { retry } from './policies.js';\n\na(b);\n",
    ],
    [
      'behind the last import where its group has none',
      "import a from 'a';\na();\n",
      "import a from 'a';\nimport { retry } from './policies.js';\na();\n",
    ],
    [
      'behind a comment on that line',
      "import './b.js'; // first\na();\n",
      "import './b.js'; // first\nimport { retry } from './policies.js';\na();\n",
    ],
    [
      'before code on the same line',
      "import b from './b.js'; b();\n",
      "import b from './b.js';\nimport { retry } from './policies.js';\n b();\n",
    ],
    ['into braces', "import { a } from './policies.js';", "import { a, retry } from './policies.js';"],
    [
      'into braces on lines',
      "import {\n  a,\n  b,\n} from './policies.js';",
      "import {\n  a,\n  b,\n  retry,\n} from './policies.js';",
    ],
    ['beside a default import', "import p from './policies.js';", "import p, { retry } from './policies.js';"],
    [
      'beside a default import with braces',
      "import p, { a } from './policies.js';",
      "import p, { a, retry } from './policies.js';",
    ],
    [
      'apart from a type import',
      "import type { T } from './policies.js';",
      "import type { T } from './policies.js';\nimport { retry } from './policies.js';",
    ],
    [
      'apart from a bare import',
      "import './policies.js';",
      "import './policies.js';\nimport { retry } from './policies.js';",
    ],
    [
      'apart from an import with attributes',
      "import x from './policies.js' with { type: 'x' };",
      "import x from './policies.js' with { type: 'x' };\nimport { retry } from './policies.js';",
    ],
    [
      'without semicolons and in double quotes',
      'import a from "./a.js"\na()\n',
      'import a from "./a.js"\nimport { retry } from "./policies.js"\na()\n',
    ],
    ['into an empty file', '', "import { retry } from './policies.js';\n"],
    ['at the top of code', 'export const a = 1;\n', "import { retry } from './policies.js';\n\nexport const a = 1;\n"],
    [
      'behind a shebang',
      '#!/usr/bin/env node\nexport const a = 1;\n',
      "#!/usr/bin/env node\nimport { retry } from './policies.js';\n\nexport const a = 1;\n",
    ],
    [
      'behind directives',
      "'use server';\n\nexport const a = 1;\n",
      "'use server';\n\nimport { retry } from './policies.js';\n\nexport const a = 1;\n",
    ],
    [
      'behind directives without a blank line',
      "#!/bin/x\n'use strict'; // why\n'use server';\nexport const a = 1;\n",
      "#!/bin/x\n'use strict'; // why\n'use server';\n\nimport { retry } from './policies.js';\n\nexport const a = 1;\n",
    ],
    [
      'behind a header comment',
      '/**\n * A service.\n */\n\n/** The answer. */\nexport const a = 1;\n',
      "/**\n * A service.\n */\n\nimport { retry } from './policies.js';\n\n/** The answer. */\nexport const a = 1;\n",
    ],
    [
      'behind comments that need the top of the file',
      '// @ts-check\n/* eslint-disable no-console */\nexport const a = 1;\n',
      "// @ts-check\n/* eslint-disable no-console */\n\nimport { retry } from './policies.js';\n\nexport const a = 1;\n",
    ],
    [
      'above a comment that belongs to the first statement',
      '// eslint-disable-next-line no-console\nexport const a = 1;\n',
      "import { retry } from './policies.js';\n\n// eslint-disable-next-line no-console\nexport const a = 1;\n",
    ],
    ['behind a header comment alone', '// A service.\n', "// A service.\n\nimport { retry } from './policies.js';\n"],
  ])('writes %s', (_, before, after) => {
    expect(run(before, [retry], '/p/a.mts')).toEqual({ names: ['retry'], after });
  });

  it.each([
    ['a named import', "import { retry } from './policies.js';", 'retry'],
    ['a renamed import', "import { retry as again } from './policies.js';", 'again'],
    ['an import with a string name', "import { 'retry' as again } from './policies.js';", 'again'],
    ['a namespace', "import * as policies from './policies.js';", 'policies.retry'],
  ])('reuses %s', (_, before, name) => {
    expect(run(before, [retry])).toEqual({ names: [name], after: before });
  });

  it('does not reuse a type import for a value, but a value import for a type', () => {
    const types = "import { type retry } from './policies.js';";
    expect(run(types, [retry]).after).toBe("import { type retry, retry as retry2 } from './policies.js';");
    const value = "import { retry } from './policies.js';";
    expect(run(value, [{ ...retry, typeOnly: true }])).toEqual({ names: ['retry'], after: value });
  });

  it('does not reuse an import that another declaration of the name may hide', () => {
    const before = "import { retry } from './policies.js';\nexport function f(retry: number) {\n  return retry;\n}\n";
    const { names, after } = run(before, [retry]);
    expect(names).toEqual(['retry2']);
    expect(after).toContain("import { retry, retry as retry2 } from './policies.js';");
  });

  it.each([
    ['a variable of any scope', 'function f() { const retry = 1; return retry; }'],
    ['a global', 'retry();'],
    ['a shorthand property', 'f({ retry });'],
    ['a type', 'type retry = string;'],
    ['a destructured parameter', 'f(({ a: [retry] }) => 1);'],
    ['a component', 'f(<retry />);'],
  ])('takes another name where %s has it', (_, code) => {
    const { names, after } = run(`export {};\n${code}\n`, [retry], '/p/a.tsx');
    expect(names).toEqual(['retry2']);
    expect(after).toContain("import { retry as retry2 } from './policies.js';");
  });

  it.each([
    'a.retry();',
    'f({ retry: 1 });',
    'class A { retry() {} }',
    'retry: for (;;) break retry;',
    'interface A { retry: 1 }',
    'export { a as retry };\nvar a;',
  ])('keeps the name where it is a mere label: %s', (code) => {
    expect(run(`${code}\n`, [retry]).names).toEqual(['retry']);
  });

  it('adds types in a type import of their own and merges there', () => {
    const before = "import { a } from './policies.js';\nimport type { T } from './policies.js';\n";
    const { after } = run(before, [{ from: './policies.js', name: 'U', typeOnly: true }]);
    expect(after).toBe("import { a } from './policies.js';\nimport type { T, U } from './policies.js';\n");
    expect(run("import type T from 'x';", [{ from: 'x', name: 'U', typeOnly: true }]).after).toBe(
      "import type T from 'x';\nimport type { U } from 'x';",
    );
  });

  it('takes several requests at once, each module in one statement, each name once', () => {
    const { names, after } = run("import fs from 'node:fs';\n\nfs.x();\n", [
      { from: 'cockatiel', name: 'retry' },
      { from: 'cockatiel', name: 'wrap', as: 'combine' },
      { from: './policies.js', name: 'retry' },
      { from: 'cockatiel', name: 'retry' },
      { from: 'close-with-grace', name: 'default' },
      { from: 'node:http', name: '*', as: 'http' },
    ]);
    expect(names).toEqual(['retry', 'combine', 'retry2', 'retry', 'closeWithGrace', 'http']);
    expect(after).toBe(
      "import fs from 'node:fs';\nimport { retry, wrap as combine } from 'cockatiel';\nimport { retry as retry2 } from './policies.js';\n" +
        "import closeWithGrace from 'close-with-grace';\nimport * as http from 'node:http';\n\nfs.x();\n",
    );
  });

  it('adds a default to an import with braces', () => {
    expect(run("import { a } from 'x';", [{ from: 'x', name: 'default', as: 'x' }]).after).toBe(
      "import { a, default as x } from 'x';",
    );
  });
});

describe('addImports in CommonJS', () => {
  it.each([
    [
      'behind the last require',
      "'use strict';\n\nconst a = require('a');\nconst b = require('./b')(a);\nrequire('./c').d();\nb();\nconst late = require('late');\n",
      "require('./c').d();\nconst { retry } = require('./policies.js');\nb();",
    ],
    [
      'into braces',
      "const { a, b: c } = require('./policies.js');\n",
      "const { a, b: c, retry } = require('./policies.js');\n",
    ],
    [
      'apart from a rest',
      "const { a, ...rest } = require('./policies.js');\n",
      "const { a, ...rest } = require('./policies.js');\nconst { retry } = require('./policies.js');\n",
    ],
    [
      'behind directives',
      "'use strict';\nmodule.exports = 1;\n",
      "'use strict';\n\nconst { retry } = require('./policies.js');\n\nmodule.exports = 1;\n",
    ],
  ])('writes %s', (_, before, after) => {
    const result = run(before, [retry], '/p/a.js');
    expect(result.names).toEqual(['retry']);
    expect(result.after).toContain(after);
  });

  it.each([
    ['a whole module', "const policies = require('./policies.js');", 'policies.retry'],
    ['a destructured name', "const { retry: again } = require('./policies.js');", 'again'],
  ])('reuses %s', (_, before, name) => {
    expect(run(before, [retry], '/p/a.js')).toEqual({ names: [name], after: before });
  });

  it('takes another name where it is used, and requires whole modules', () => {
    const { names, after } = run(
      "const retry = require('retry');\nretry();\n",
      [retry, { from: 'close-with-grace', name: 'default' }],
      '/p/a.cjs',
    );
    expect(names).toEqual(['retry2', 'closeWithGrace']);
    expect(after).toBe(
      "const retry = require('retry');\nconst { retry: retry2 } = require('./policies.js');\nconst closeWithGrace = require('close-with-grace');\nretry();\n",
    );
  });
});

describe('relativeSpecifier', () => {
  it.each([
    ['/p/src/a.ts', '/p/src/b.ts', 'none', './b'],
    ['/p/src/a.ts', '/p/src/lib/b.tsx', 'output', './lib/b.js'],
    ['/p/src/x/a.ts', '/p/src/b.ts', 'source', '../b.ts'],
    ['/p/src/a.mts', '/p/src/b.mts', 'output', './b.mjs'],
    ['/p/src/a.mts', '/p/src/b.mts', 'none', './b.mjs'],
    ['/p/src/a.js', '/p/src/b.js', 'output', './b.js'],
    ['/p/src/a.js', '/p/src/b.service.js', 'none', './b.service'],
  ] as const)('from %s to %s with %s', (from, to, extensions, specifier) => {
    expect(relativeSpecifier(from, to, extensions)).toBe(specifier);
  });
});
