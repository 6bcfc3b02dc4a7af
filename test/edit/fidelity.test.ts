import { describe, expect, it } from 'vitest';
import { addImports } from '../../src/edit/imports.js';
import { setCallOptions } from '../../src/edit/options.js';
import { wrapInCall } from '../../src/edit/wrap.js';
import { callOf, edited, parse } from './parse.js';

/** Imports `guard`, adds an option to the call of `fetch` and wraps the call, as codemods do. */
function edit(text: string, path: string): string {
  const source = parse(text, path);
  const call = callOf(source, 'fetch');
  const { names, edits } = addImports(source, [{ from: 'guards', name: 'guard' }]);
  return edited(source, [
    ...edits,
    ...setCallOptions(source, call, 1, [{ path: ['signal'], value: 'AbortSignal.timeout(1000)' }])!,
    ...wrapInCall(call, names[0]!, { deferred: true })!,
  ]);
}

const CALL = 'fetch(url)';
const DONE = 'guard(() => fetch(url, { signal: AbortSignal.timeout(1000) }))';
const IMPORT = "import { guard } from 'guards';";

/** Each text holds the call once; `head` is where the import is expected. */
const CASES: Record<string, { text: string; head: [before: string, after: string]; path?: string }> = {
  'CRLF line ends': {
    text: `import a from 'a';\r\n\r\nexport const x = () => {\r\n  return ${CALL};\r\n};\r\n`,
    head: ["import a from 'a';\r\n", `import a from 'a';\r\n${IMPORT}\r\n`],
  },
  'mixed line ends': {
    text: `import a from 'a';\r\nexport const x = 1;\n\r\n\nexport const y = ${CALL};\r\n`,
    head: ["import a from 'a';\r\n", `import a from 'a';\r\n${IMPORT}\r\n`],
  },
  'a shebang': {
    text: `#!/usr/bin/env node\nimport a from 'a';\nawait ${CALL};\n`,
    head: ["import a from 'a';\n", `import a from 'a';\n${IMPORT}\n`],
    path: '/p/a.mjs',
  },
  'a shebang with a directive': {
    text: `#!/usr/bin/env node\n'use strict';\nmodule.exports = () => ${CALL};\n`,
    head: ["'use strict';\n", "'use strict';\n\nconst { guard } = require('guards');\n\n"],
    path: '/p/a.js',
  },
  directives: {
    text: `'use client';\n'use strict';\n\nexport const x = () => ${CALL};\n`,
    head: ["'use strict';\n\n", `'use strict';\n\n${IMPORT}\n\n`],
  },
  tabs: {
    text: `import a from 'a';\nif (a) {\n\t\tif (b)\t{\n\t\t\tawait ${CALL};\t\n\t\t}\n}\n`,
    head: ["import a from 'a';\n", `import a from 'a';\n${IMPORT}\n`],
    path: '/p/a.mts',
  },
  'no final newline': {
    text: `import a from 'a'\nawait ${CALL}`,
    head: ["import a from 'a'\n", "import a from 'a'\nimport { guard } from 'guards'\n"],
    path: '/p/a.mts',
  },
  'only imports and no final newline': {
    text: `export const x = ${CALL};\nimport a from 'a';`,
    head: ["import a from 'a';", `import a from 'a';\n${IMPORT}`],
  },
  'trailing white space and blank lines': {
    text: `import a from 'a';   \n\n\n\nexport const x = ${CALL};   \n\n\n`,
    head: ["import a from 'a';   \n", `import a from 'a';\n${IMPORT}   \n`],
  },
  'template literals': {
    text: `import a from 'a';\nexport const t = \`\n      \${await ${CALL}}\n\t\ttext\\n  \`;\n`,
    head: ["import a from 'a';\n", `import a from 'a';\n${IMPORT}\n`],
    path: '/p/a.mts',
  },
  comments: {
    text: `import a from 'a'; /* one\n two */\nexport const x = /* before */ ${CALL} /* behind */; // end\n// last`,
    head: ['two */\n', `two */\n${IMPORT}\n`],
  },
  decorators: {
    text: `import a from 'a';\n@a( 'x' )\nexport class A {\n  @a() private  b = ${CALL};\n  constructor( @a() readonly c: string ) {}\n}\n`,
    head: ["import a from 'a';\n", `import a from 'a';\n${IMPORT}\n`],
  },
  'satisfies and as': {
    text: `import a from 'a';\nexport const x = { a , b: ${CALL} as   unknown } satisfies  X<  Y >;\n`,
    head: ["import a from 'a';\n", `import a from 'a';\n${IMPORT}\n`],
  },
  using: {
    text: `import a from 'a';\nexport async function f() {\n  await using x  = await a(); using y = x;\n  return ${CALL};\n}\n`,
    head: ["import a from 'a';\n", `import a from 'a';\n${IMPORT}\n`],
  },
  JSX: {
    text: `import a from 'a';\nexport const x = <A b='1'   c={ ${CALL} }>\n   it's  text &amp; more\n</A>;\n`,
    head: ["import a from 'a';\n", `import a from 'a';\n${IMPORT}\n`],
    path: '/p/a.tsx',
  },
  'characters outside the basic plane and line separators': {
    text: `import a from 'a';\nexport const x = '🙂\u2028é'; export const y = ${CALL};\u000c\n`,
    head: ["import a from 'a';\n", `import a from 'a';\n${IMPORT}\n`],
  },
};

describe('bytes outside edits stay as they are', () => {
  it.each(Object.entries(CASES))('%s', (_, { text, head: [before, after], path = '/p/a.ts' }) => {
    expect(text.split(CALL)).toHaveLength(2);
    expect(text.split(before)).toHaveLength(2);
    expect(edit(text, path)).toBe(text.replace(before, () => after).replace(CALL, () => DONE));
  });
});
