import { constants } from 'node:fs';
import { access, realpath, stat } from 'node:fs/promises';
import { dirname, relative } from 'node:path';
import { NAMESPACE } from '../configs.js';
import type { ResilienceRule } from '../create-rule.js';
import type { ResilienceSettings } from '../settings.js';
import type { Codemod } from './codemod.js';
import { isSource, listFiles, type FileList, type Problem } from './files.js';
import { createFinder } from './finder.js';
import { findFormatter, formatted } from './format.js';
import { findRepository, uncommittedFiles, type Repository } from './git.js';
import { journalFolder, latestJournal, writeChanges } from './journal.js';
import { ruleOptionsOf } from './options.js';
import { createPackageFinder, type OwningPackage } from './packages.js';
import { planPackage, type Change, type PackagePlan } from './plan.js';
import { filesOfShard, type Shard } from './shard.js';
import { mergeShared } from './shared.js';
import { scan, type OnFile, type Scan, type ScannedFile } from './scan.js';
import { reasonOf, UserError } from './user-error.js';

/** Where a command works. */
export interface Workplace {
  cwd: string;
  /** The repository's root, or `cwd` where there is none. */
  root: string;
  repository: Repository | null;
}

export async function findWorkplace(folder: string): Promise<Workplace> {
  const cwd = await realpath(folder);
  const repository = await findRepository(cwd);
  return { cwd, root: repository?.root ?? cwd, repository };
}

export interface CodemodRequest {
  workplace: Workplace;
  /** Files, folders and globs; none stands for the working directory. */
  paths: readonly string[];
  codemod: Codemod;
  rule: ResilienceRule;
  /** The rules that the codemod names under `also`. */
  also?: readonly ResilienceRule[];
  /** The codemod's options by name in camel case, all of them. */
  options: Record<string, unknown>;
  settings: ResilienceSettings;
  /** The part of the files that this run has; all of them by default. */
  shard?: Shard | null;
  onFile?: OnFile;
}

/** What a codemod would do. Nothing is written yet. */
export interface CodemodRun {
  workplace: Workplace;
  codemod: Codemod;
  list: FileList;
  shard: Shard | null;
  scan: Scan;
  plans: PackagePlan[];
}

/** Looks for the rules' findings and has the codemod plan each package. */
export async function planRun(request: CodemodRequest): Promise<CodemodRun> {
  const { workplace, codemod, rule, also = [], settings, shard = null } = request;
  const list = await listFiles(workplace.cwd, request.paths, workplace.repository);
  if (shard) list.files = await filesOfShard(list.files, shard, createPackageFinder(workplace.root), workplace.root);
  const rules = Object.fromEntries([rule, ...also].map((each) => [each.definition.name, each]));
  const asked = { [rule.definition.name]: ruleOptionsOf(codemod, request.options), ...codemod.also };
  const configured = Object.fromEntries(
    Object.keys(rules).map((name): [string, ['error', object]] => [`${NAMESPACE}/${name}`, ['error', { ...asked[name] }]]),
  );
  const find = await createFinder(rules, configured);
  const scanned = await scan(list.files, find, settings, request.onFile);

  const plans: PackagePlan[] = [];
  for (const { owner, files } of await byPackage(scanned, workplace.root)) {
    plans.push(await planPackage(codemod, owner, files, request.options, settings));
  }
  mergeShared(plans);
  return { workplace, codemod, list, shard, scan: scanned, plans };
}

/** Has the project's own formatter go over what is planned. */
export async function formatRun({ plans, workplace }: CodemodRun): Promise<void> {
  for (const plan of plans) {
    const formatter = plan.changes.length > 0 ? findFormatter(plan.owner.dir, workplace.root) : null;
    if (!formatter) continue;
    // A package.json is a package manager's to write.
    plan.changes = await Promise.all(plan.changes.map(async (change) => (isSource(change.path) ? formatted(change, formatter) : change)));
  }
}

/** Groups files by the package that owns them. Files of a package.json that can't be read are failures. */
async function byPackage(scanned: Scan, root: string): Promise<{ owner: OwningPackage; files: ScannedFile[] }[]> {
  const findPackage = createPackageFinder(root);
  const groups = new Map<string, { owner: OwningPackage; files: ScannedFile[] }>();
  for (const file of scanned.found) {
    try {
      const owner = await findPackage(file.path);
      const group = groups.get(owner.dir) ?? { owner, files: [] };
      group.files.push(file);
      groups.set(owner.dir, group);
    } catch (error) {
      scanned.failed.push({ path: file.path, reason: reasonOf(error) });
    }
  }
  return [...groups.values()];
}

/** @throws {UserError} where a run was killed while it wrote: its files must be settled first. */
export async function checkUnfinished(workplace: Workplace): Promise<void> {
  const journal = await latestJournal(journalFolder(workplace.root, workplace.repository));
  if (!journal || journal.finished) return;
  throw new UserError(
    `A run of ${journal.codemod} from ${journal.startedAt} was interrupted while it wrote ` +
      `${journal.changes.length} files. ` +
      '`resilience codemod --resume` finishes it, `resilience codemod --undo` takes it back.',
  );
}

/** @throws {UserError} that names the files a run would touch that have uncommitted changes. */
export async function checkCommitted(run: CodemodRun): Promise<void> {
  const { repository, root } = run.workplace;
  if (!repository) return;
  const uncommitted = await uncommittedFiles(repository);
  const dirty = changesOf(run).filter(({ path, before }) => before !== null && uncommitted.has(path));
  if (dirty.length === 0) return;
  const names = dirty.map(({ path }) => `  ${relative(root, path)}`).join('\n');
  throw new UserError(
    `These files have changes that are not committed:\n${names}\nCommit or stash them first, or pass --allow-dirty.`,
  );
}

/** Writes what was planned. A package with a file that can't be written is left alone and becomes a failure. */
export async function writeRun(run: CodemodRun): Promise<void> {
  for (const plan of run.plans) {
    const readOnly = await filterReadOnly(plan.changes);
    if (readOnly.length > 0) Object.assign(plan, { changes: [], dependencies: {}, failed: readOnly });
  }
  const changes = changesOf(run);
  if (changes.length === 0) return;
  const { root, repository } = run.workplace;
  try {
    await writeChanges(journalFolder(root, repository), run.codemod.name, changes);
  } catch (error) {
    throw new UserError(
      `Writing stopped: ${reasonOf(error)}\nEvery file is either old or new. ` +
        '`resilience codemod --resume` goes on, `resilience codemod --undo` takes back what was written.',
    );
  }
}

export function changesOf(run: CodemodRun): Change[] {
  return run.plans.flatMap((plan) => plan.changes);
}

/** The files that can't be written. A file is replaced by renaming, which would pass over its own permissions. */
async function filterReadOnly(changes: readonly Change[]): Promise<Problem[]> {
  const problems: Problem[] = [];
  for (const { path, before } of changes) {
    try {
      if (before !== null && ((await stat(path)).mode & 0o222) === 0) throw new Error('The file is read-only.');
      await access(before === null ? await existingFolder(dirname(path)) : dirname(path), constants.W_OK);
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      problems.push({ path, reason: code ? `The folder can't be written (${code}).` : reasonOf(error) });
    }
  }
  return problems;
}

async function existingFolder(folder: string): Promise<string> {
  const exists = await access(folder).then(
    () => true,
    () => false,
  );
  return exists ? folder : existingFolder(dirname(folder));
}
