import { expect, it } from 'vitest';
import { rules } from '../../rules/index.js';
import type { LintReport } from '../../src/cli/lint.js';
import { createProject } from '../codemod/project.js';
import { cli, SAMPLE } from './run.js';

const catalogue = { ...SAMPLE, rules };

const MODEL = {
  package: 'our-http',
  exports: { get: { function: { concept: 'external-call', timeouts: ['total'], options: 1 } } },
  timeouts: { total: { covers: 'call', unit: 'ms', default: null, call: 'timeoutMs' } },
};

const FILES = {
  'package.json': '{ "name": "shop", "type": "module", "dependencies": { "our-http": "1" } }',
  'src/a.ts': "import { get } from 'our-http';\n\nexport const price = () => get('https://prices.example.com');\n",
};

async function findings(config: string, args: string[]) {
  const project = createProject({ ...FILES, 'eslint.config.js': config });
  const { code, out, notes } = await cli(project, ['lint', 'src', '--json', ...args], { catalogue });
  return { code, notes, rules: out === '' ? null : (JSON.parse(out) as LintReport).findings.map(({ rule }) => rule) };
}

it('finds the calls of models that an ESLint configuration has', async () => {
  const config = `export default [{ files: ['**/*.ts'], settings: { resilience: { models: [${JSON.stringify(MODEL)}] } } }];\n`;
  expect(await findings(config, [])).toMatchObject({ code: 0, rules: [] });
  expect(await findings(config, ['--config', 'eslint.config.js'])).toMatchObject({ code: 1, rules: ['require-timeout'] });
});

it('takes a configuration without such settings', async () => {
  expect(await findings('export default [{}];\n', ['--config', 'eslint.config.js'])).toMatchObject({ code: 0, rules: [] });
});

it.each([
  ['export default [{ settings: { resilience: { model: [] } } }];\n', 'settings.resilience.model: unknown key'],
  ['export default [;\n', 'Unexpected token'],
])('names a configuration that is wrong: %s', async (config, message) => {
  const { code, notes } = await findings(config, ['--config', 'eslint.config.js']);
  expect(code).toBe(2);
  expect(notes).toContain("eslint.config.js can't be used: ");
  expect(notes).toContain(message);
});
