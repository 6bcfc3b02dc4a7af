import { writeFile } from 'node:fs/promises';
import { relative, resolve } from 'node:path';
import type { Codemod } from '../codemod/codemod.js';
import { installDependencies } from '../codemod/install.js';
import { journalFolder, latestJournal, resumeRun, undoRun, type StoredJournal } from '../codemod/journal.js';
import { readOptions } from '../codemod/options.js';
import { colourPatch, toPatch } from '../codemod/patch.js';
import { createReport, type CodemodReport, type Outcome } from '../codemod/report.js';
import {
  changesOf,
  checkCommitted,
  checkUnfinished,
  findWorkplace,
  formatRun,
  planRun,
  writeRun,
  type Workplace,
} from '../codemod/run.js';
import { parseShard } from '../codemod/shard.js';
import { UserError } from '../codemod/user-error.js';
import type { Catalogue } from './cli.js';
import { choose } from './choose.js';
import { ExitCode } from './exit-code.js';
import { projectSettings } from './project-settings.js';
import { unknownName } from './suggest.js';
import { counted, fromHere, type Terminal } from './terminal.js';

/** Flags that every codemod has. */
export interface CodemodFlags {
  list?: boolean;
  config?: string;
  dryRun?: boolean;
  patch?: string;
  check?: boolean;
  json?: boolean;
  interactive?: boolean;
  shard?: string;
  format?: boolean;
  allowDirty?: boolean;
  install?: boolean;
  undo?: boolean;
  resume?: boolean;
}

/** Loads a codemod. @throws {UserError} that suggests a name where there is none of this one. */
export async function loadCodemod(name: string, { codemods }: Catalogue): Promise<Codemod> {
  const load = Object.hasOwn(codemods, name) ? codemods[name] : undefined;
  if (!load) throw unknownName('codemod', name, Object.keys(codemods));
  return load();
}

/** `resilience codemod`. Returns the exit code. */
export async function runCodemodCommand(
  codemod: Codemod | null,
  paths: readonly string[],
  flags: CodemodFlags & Record<string, unknown>,
  catalogue: Catalogue,
  terminal: Terminal,
): Promise<ExitCode> {
  if (flags.list) return listCodemods(catalogue, flags, terminal);
  const workplace = await findWorkplace(terminal.cwd);
  if (flags.undo || flags.resume) return settleRun(workplace, flags.undo === true, terminal);
  if (!codemod)
    throw new UserError('Name a codemod: `resilience codemod <name> [paths]`. `resilience codemod --list` shows them.');
  const [rule, ...also] = [codemod.rule, ...Object.keys(codemod.also ?? {})].map((name) => {
    const found = catalogue.rules[name];
    if (!found) throw new Error(`The codemod ${codemod.name} starts from the rule ${name}, which doesn't exist.`);
    return found;
  });

  const isPreview = flags.dryRun === true || flags.patch !== undefined || flags.check === true;
  const options = readOptions(codemod, flags);
  const settings = await projectSettings(flags.config, terminal.cwd);
  const shard = flags.shard === undefined ? null : parseShard(flags.shard);
  if (!isPreview) await checkUnfinished(workplace);
  const run = await planRun({
    workplace,
    paths,
    codemod,
    rule: rule!,
    also,
    options,
    settings,
    shard,
    onFile: (path, done, total) => terminal.progress(relative(workplace.cwd, path), done, total),
  });
  terminal.endProgress();
  if (flags.format !== false) await formatRun(run);
  if (flags.interactive) await choose(run, terminal);
  for (const path of run.list.ignored) terminal.note(`${relative(workplace.cwd, path)} is left out: git ignores it.`);

  if (!isPreview) {
    if (!workplace.repository)
      terminal.note('There is no git repository here: `resilience codemod --undo` is the only way back.');
    else if (!flags.allowDirty) await checkCommitted(run);
    await writeRun(run);
  }
  const report = await createReport(run, !isPreview);
  const patch = isPreview ? toPatch(changesOf(run), workplace.root) : '';
  if (flags.patch !== undefined) await writeFile(resolve(terminal.cwd, flags.patch), patch);
  if (flags.json) terminal.out(`${JSON.stringify(report, null, 2)}\n`);
  else if (flags.dryRun) terminal.out(colourPatch(patch, terminal.outColours));
  printSummary(report, isPreview, terminal);

  if (!isPreview && flags.install) await installDependencies(run, (text) => terminal.note(text));
  if (report.summary.failed > 0) return ExitCode.failure;
  return flags.check && report.summary.changed > 0 ? ExitCode.found : ExitCode.fine;
}

async function listCodemods(catalogue: Catalogue, { json }: CodemodFlags, terminal: Terminal): Promise<ExitCode> {
  const all = await Promise.all(
    Object.keys(catalogue.codemods)
      .sort()
      .map((name) => loadCodemod(name, catalogue)),
  );
  if (json) {
    const listed = all.map(({ name, summary, rule, options }) => ({ name, summary, rule, options }));
    terminal.out(`${JSON.stringify(listed, null, 2)}\n`);
    return ExitCode.fine;
  }
  const width = Math.max(0, ...all.map(({ name }) => name.length));
  for (const { name, summary } of all) terminal.out(`${terminal.outColours.bold(name.padEnd(width))}  ${summary}\n`);
  return ExitCode.fine;
}

/** `--undo` and `--resume`: settles the newest run. */
async function settleRun(workplace: Workplace, isUndo: boolean, terminal: Terminal): Promise<ExitCode> {
  const journal = await latestJournal(journalFolder(workplace.root, workplace.repository));
  if (!journal) throw new UserError(`There is no run to ${isUndo ? 'take back' : 'finish'}.`);
  if (!isUndo && journal.finished) throw new UserError('The last run ended by itself: there is nothing to finish.');
  const conflicts = isUndo ? await undoRun(journal) : await resumeRun(journal);
  if (conflicts.length > 0) throw conflictError(journal, conflicts, workplace);
  const files = counted(journal.changes.length, 'file');
  terminal.note(`${journal.codemod} of ${journal.startedAt}: ${files} ${isUndo ? 'taken back' : 'written'}.`);
  return ExitCode.fine;
}

function conflictError(journal: StoredJournal, conflicts: readonly { path: string }[], { root }: Workplace): UserError {
  const names = conflicts.map(({ path }) => `  ${relative(root, path)}`).join('\n');
  return new UserError(
    `Nothing is written, because these files were changed after the run of ${journal.codemod}:\n${names}\n` +
      `Take your changes in them back first, or delete ${journal.path} to keep everything as it is.`,
  );
}

const SHOWN: Outcome[] = ['changed', 'declined', 'unparsed', 'failed'];

export function printSummary(report: CodemodReport, isPreview: boolean, terminal: Terminal): void {
  const { summary } = report;
  const { bold, dim, green, yellow, red } = terminal.noteColours;
  const colour = { changed: green, declined: yellow, unparsed: yellow, failed: red, unchanged: dim };
  const here = (path: string) => fromHere(path, report.root, terminal);
  for (const outcome of SHOWN) {
    for (const file of report.files.filter((entry) => entry.outcome === outcome)) {
      const lines = file.linesAdded === undefined ? '' : dim(` +${file.linesAdded} -${file.linesRemoved}`);
      const name = `${here(file.path)}${file.created ? ' (new)' : ''}`;
      terminal.note(`${colour[outcome](outcome.padEnd(8))} ${name}${lines}`);
      for (const { line, reason } of file.reasons ?? []) {
        terminal.note(`           ${line === undefined ? '' : `line ${line}: `}${reason}`);
      }
    }
  }
  const word = (outcome: Outcome) => (isPreview && outcome === 'changed' ? 'to change' : outcome);
  const counts = SHOWN.map((outcome) => `${summary[outcome]} ${word(outcome)}`);
  const looked = `${counted(summary.findings, 'finding')} in ${counted(summary.files, 'file')}`;
  terminal.note(bold(`${report.codemod}: ${looked}; ${counts.join(', ')}.`));
  for (const { packageJson, added, install } of report.dependencies) {
    const names = Object.entries(added).map(([name, range]) => `${name} ${range}`);
    const verb = isPreview ? 'would get' : 'has';
    terminal.note(`${here(packageJson)} ${verb} ${names.join(', ')}: run \`${install}\` there.`);
  }
}
