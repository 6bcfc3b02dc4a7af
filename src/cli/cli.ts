import { cac, type CAC } from 'cac';
import type { Codemod } from '../codemod/codemod.js';
import { rawFlag } from '../codemod/options.js';
import { reasonOf, UserError } from '../codemod/user-error.js';
import { CONFIG_NAMES } from '../configs.js';
import type { ResilienceRule } from '../create-rule.js';
import { loadCodemod, runCodemodCommand, type CodemodFlags } from './codemod.js';
import { ExitCode } from './exit-code.js';
import { runExplainCommand, type ExplainFlags } from './explain.js';
import { runMergeCommand, type MergeFlags } from './merge.js';
import { runLintCommand, type LintFlags } from './lint.js';
import { unknownName } from './suggest.js';
import type { Terminal } from './terminal.js';

/** What the command offers. */
export interface Catalogue {
  version: string;
  rules: Record<string, ResilienceRule>;
  codemods: Record<string, () => Promise<Codemod>>;
}

/** The flags that every codemod has, so that none has one of its own by these names. */
export const CODEMOD_FLAGS: readonly [flag: string, description: string][] = [
  ['--list', 'List the codemods'],
  ['--dry-run', 'Print the changes as a diff and write nothing'],
  ['--patch <file>', 'Write the changes into a patch file for `git apply` and nothing else'],
  ['--check', 'Write nothing; exit with 1 where there is something to change'],
  ['--json', 'Print the report as JSON'],
  ['--interactive', 'Ask about each change before anything is written'],
  ['--shard <i/n>', 'Take one of n parts of the packages, for several machines'],
  ['--no-format', "Leave changed files as the codemod writes them, without the project's formatter"],
  ['--config <file>', 'Take `settings.resilience` from this ESLint configuration'],
  ['--allow-dirty', 'Write into files that have uncommitted changes'],
  ['--install', 'Install added dependencies; without it the command is printed'],
  ['--undo', 'Take the last run back'],
  ['--resume', 'Finish a run that was interrupted'],
];

/**
 * Runs the `resilience` command. Returns its exit code: 0 fine, 1 findings or changes needed, 2 failures and wrong
 * usage.
 */
export async function runCli(args: readonly string[], catalogue: Catalogue, terminal: Terminal): Promise<ExitCode> {
  try {
    const codemod = await namedCodemod(args, catalogue);
    const cli = createCli(catalogue, codemod, terminal);
    cli.parse(['node', 'resilience', ...args], { run: false });
    const { help, version } = cli.options as { help?: boolean; version?: boolean };
    if (help || version) return ExitCode.fine;
    if (!cli.matchedCommand) {
      const [unknown] = cli.args;
      if (unknown !== undefined)
        throw unknownName(
          'command',
          unknown,
          cli.commands.map(({ name }) => name),
        );
      cli.outputHelp();
      return ExitCode.failure;
    }
    return (await cli.runMatchedCommand()) as ExitCode;
  } catch (error) {
    terminal.endProgress();
    const isExpected = error instanceof UserError || (error instanceof Error && error.name === 'CACError');
    terminal.note(
      terminal.noteColours.red(
        isExpected ? reasonOf(error) : error instanceof Error ? (error.stack ?? error.message) : String(error),
      ),
    );
    return ExitCode.failure;
  } finally {
    terminal.close();
  }
}

/** The codemod that the arguments name: its flags have to be known before they can be read. */
async function namedCodemod(args: readonly string[], catalogue: Catalogue): Promise<Codemod | null> {
  const cli = declareCodemod(cac('resilience'));
  const {
    args: [name],
    options,
  } = cli.parse(['node', 'resilience', ...args], { run: false });
  if (cli.matchedCommandName !== 'codemod' || name === undefined) return null;
  return (options as CodemodFlags).list ? null : loadCodemod(name, catalogue);
}

function declareCodemod(cli: CAC, codemod?: Codemod | null): CAC {
  const command = cli.command('codemod [name] [...paths]', 'Fix the findings of a rule in bulk');
  for (const [flag, description] of CODEMOD_FLAGS) command.option(flag, description);
  for (const option of codemod?.options ?? []) {
    command.option(rawFlag(option), option.description, { default: option.default });
  }
  return cli;
}

function createCli(catalogue: Catalogue, codemod: Codemod | null, terminal: Terminal): CAC {
  const cli = declareCodemod(cac('resilience'), codemod);
  cli.commands[0]!.example((name) => `${name} codemod wrap-external-calls src --dry-run`).action(
    (_: string | undefined, paths: string[], flags: CodemodFlags & Record<string, unknown>) =>
      runCodemodCommand(codemod, paths, flags, catalogue, terminal),
  );
  cli
    .command('lint [...paths]', 'Print the findings, grouped by family, without an ESLint configuration')
    .option('--preset <name>', `Rules to run: ${CONFIG_NAMES.join(', ')}`, { default: CONFIG_NAMES[0] })
    .option('--rule <name>', 'Run this rule alone; may be given more than once')
    .option('--json', 'Print the report as JSON')
    .option('--config <file>', 'Take `settings.resilience` from this ESLint configuration')
    .action((paths: string[], flags: LintFlags) => runLintCommand(paths, flags, catalogue, terminal));
  cli
    .command('explain <file:line>', 'Say what each call on a line was resolved to, and why a rule speaks or is silent')
    .option('--json', 'Print the report as JSON')
    .option('--config <file>', 'Take `settings.resilience` from this ESLint configuration')
    .example((name) => `${name} explain src/orders/ship.ts:42`)
    .action((place: string, flags: ExplainFlags) => runExplainCommand(place, flags, catalogue, terminal));
  cli
    .command('merge <...reports>', 'Join the JSON reports of all shards of a codemod into one')
    .option('--check', 'Exit with 1 where a shard has something to change')
    .example((name) => `${name} merge shard-*.json > report.json`)
    .action((paths: string[], flags: MergeFlags) => runMergeCommand(paths, flags, terminal));
  cli.version(catalogue.version);
  cli.help();
  return cli;
}
