import { runCli } from '../../src/cli/cli.js';
import { createTerminal } from '../../src/cli/terminal.js';
import { codemod, rule } from '../codemod/sample.js';

/** The command with the sample rule and codemod, as a process of its own. */
const catalogue = { version: '0.0.0', rules: { [rule.definition.name]: rule }, codemods: { [codemod.name]: async () => codemod } };
process.exitCode = await runCli(process.argv.slice(2), catalogue, createTerminal(process.stdout, process.stderr));
