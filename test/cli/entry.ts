import Module from 'node:module';
import { runCli } from '../../src/cli/cli.js';
import { createTerminal } from '../../src/cli/terminal.js';
import { codemod, rule } from '../codemod/sample.js';

/** The command with the sample rule and codemod, as a process of its own. `--show-modules` prints what it loaded. */
const catalogue = {
  version: '0.0.0',
  rules: { [rule.definition.name]: rule },
  codemods: { [codemod.name]: async () => codemod },
};
const args = process.argv.slice(2).filter((arg) => arg !== '--show-modules');
process.exitCode = await runCli(args, catalogue, createTerminal(process.stdout, process.stderr));
if (process.argv.includes('--show-modules')) {
  const { _cache } = Module as unknown as { _cache: Record<string, unknown> };
  process.stderr.write(`modules: ${Object.keys(_cache).join(' ')}\n`);
}
