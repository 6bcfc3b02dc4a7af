import { join } from 'node:path';
import { expect, it } from 'vitest';
import codemod from '../../codemods/add-timeouts/index.js';
import rule from '../../rules/require-timeout.js';
import { cli } from '../cli/run.js';
import { testFixtures } from './fixtures.js';
import { createProject } from './project.js';

testFixtures(codemod, rule, join(import.meta.dirname, '../../fixtures/codemods/add-timeouts'));

const catalogue = { version: '0', rules: { [rule.definition.name]: rule }, codemods: { [codemod.name]: async () => codemod } };

it('takes only limits that make sense', async () => {
  const project = createProject({ 'a.js': 'fetch("https://a.internal");\n' });
  const run = async (...flags: string[]) => (await cli(project, ['codemod', 'add-timeouts', ...flags], { catalogue })).notes;
  expect(await run('--timeout-ms', '0')).toContain('--timeout-ms takes a whole number of 1 or more.');
  expect(await run('--timeout-ms', '1.5')).toContain('--timeout-ms takes a whole number of 1 or more.');
  expect(await run('--max-ms', '100')).toContain('--max-ms takes a whole number that is not below --timeout-ms.');
});

it('joins no signals where the package supports a Node that cannot', async () => {
  const project = createProject({
    'package.json': '{ "name": "a", "type": "module", "engines": { "node": ">=18" } }',
    'a.js': 'const c = new AbortController();\nexport const a = fetch("https://a.internal", { signal: c.signal });\n',
  });
  const { notes } = await cli(project, ['codemod', 'add-timeouts'], { catalogue });
  expect(notes).toContain('`AbortSignal.any()` needs Node.js 20.3.0, and the package supports 18.0.0.');
});
