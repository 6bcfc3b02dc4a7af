import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';
import { REPOSITORY, type LinterName } from '../support/linters.js';
import { tempProject } from '../support/temp-project.js';

const run = promisify(execFile);
const OLD = `export const load = () => fetch('https://old.example');\n`;

it.each<LinterName>(['eslint-9', 'eslint'])('an old code base is adopted by bulk suppressions: %s', async (linter) => {
  const project = tempProject({
    'src/old.js': OLD,
    'eslint.config.mjs': `import resilience from ${JSON.stringify(REPOSITORY.plugin)};\nexport default resilience.configs.recommended;\n`,
  });
  const lint = async (...flags: string[]) => {
    try {
      return (await run(process.execPath, [REPOSITORY.bin(linter), ...flags, 'src'], { cwd: project.dir })).stdout;
    } catch (error) {
      return (error as { stdout: string }).stdout;
    }
  };

  expect(await lint()).toContain('resilience/require-timeout');
  expect(await lint('--suppress-all')).toBe('');
  expect(await lint()).toBe('');
  project.write('src/new.js', OLD.replace('old', 'new'));
  const withNewFile = await lint();
  expect(withNewFile).toContain('new.js');
  expect(withNewFile).not.toContain('old.js');
  project.write('src/new.js', '');
  project.write('src/old.js', '');
  expect(await lint('--prune-suppressions')).toBe('');
  project.write('src/old.js', OLD);
  expect(await lint()).toContain('resilience/require-timeout');
}, 60_000);
