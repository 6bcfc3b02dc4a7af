import { cpSync } from 'node:fs';
import { basename } from 'node:path';
import { expect, it } from 'vitest';
import { rulesOf } from '../../src/configs.js';
import { LINTERS, lintFolder } from '../support/linters.js';
import { ROOT } from '../support/repository.js';
import { tempProject } from '../support/temp-project.js';

/** What positions depend on and fixtures rarely hold. */
const ODD = {
  'odd/wide.ts': `const größe = '😀é'; export const a = () => fetch('https://a.example/é'); /* 😀 */ export const b = () => fetch('https://b.example');\n`,
  'odd/crlf.js': `export const a = () =>\r\n  fetch('https://a.example', {\r\n    method: 'POST',\r\n  });\r\n`,
  'odd/bom.ts': `\ufeffexport const a = () => fetch('https://a.example');\n`,
  'odd/common.cjs': `#!/usr/bin/env node\n'use strict';\nconst axios = require('axios');\nmodule.exports = () => axios.get('https://a.example');\n`,
  'odd/view.tsx': `export const view = async () => <p>{await (await fetch('https://a.example')).text()}</p>;\n`,
};

it('ESLint 9, ESLint 10, its workers and Oxlint report the same, at the same places, in the same words', async () => {
  const { dir } = tempProject(ODD);
  for (const folder of ['fixtures/services', 'fixtures/rules']) {
    cpSync(ROOT + folder, `${dir}/${basename(folder)}`, {
      recursive: true,
      filter: (path) => basename(path) !== 'node_modules',
    });
  }
  const [eslint9, eslint10, oxlint] = await Promise.all(LINTERS.map((linter) => lintFolder(linter, dir, 'all')));

  expect(eslint9).toEqual(eslint10);
  expect(oxlint).toEqual(eslint10);
  expect(await lintFolder('eslint', dir, 'all', undefined, ['--concurrency', '2'])).toEqual(eslint10);
  expect(eslint10!.map(({ rule }) => rule)).toEqual(expect.arrayContaining(Object.keys(rulesOf('strict'))));
  for (const name of Object.keys(ODD)) expect(eslint10!.map(({ path }) => path)).toContain(name);
}, 120_000);

it('all leave the same files alone', async () => {
  const defect = `export const load = () => fetch('https://a.example');\n`;
  const { dir } = tempProject({
    ...Object.fromEntries(
      [
        ...['src/load.ts', 'src/load.test.ts', 'test/load.js', 'src/__mocks__/load.ts', 'db/migrations/1-load.js'],
        ...['prisma/seed.ts', 'scripts/load.mjs', 'src/generated/load.ts', 'src/load.gen.ts', 'vite.config.ts'],
        ...['src/config/http.config.ts', 'dist/load.js'],
      ].map((path) => [path, defect]),
    ),
  });
  for (const linter of LINTERS) {
    const reports = await lintFolder(linter, dir, 'recommended');
    expect(new Set(reports.map(({ path }) => path)), linter).toEqual(new Set(['src/config/http.config.ts', 'src/load.ts']));
  }
}, 60_000);
