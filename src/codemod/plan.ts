import { join, relative, sep } from 'node:path';
import type { Project } from 'ts-morph';
import { analyseFile } from '../analysis/file.js';
import { applyEdits } from '../edit/apply.js';
import type { Edit } from '../edit/edit.js';
import { commonStyle, DEFAULT_STYLE, type Style } from '../edit/style.js';
import type { ResilienceSettings } from '../settings.js';
import type { Codemod, Declined, Plan, PlanFile } from './codemod.js';
import { addDependencies } from './dependencies.js';
import type { Problem } from './files.js';
import type { OwningPackage } from './packages.js';
import { syntaxErrors } from './syntax.js';
import { readText, withMarkOf, withoutMark } from './text.js';
import { reasonOf } from './user-error.js';

/** A file as it is and as it shall be. */
export interface Change {
  path: string;
  /** Null for a new file. */
  before: string | null;
  after: string;
}

/** What a codemod would do to one package. Either all of its changes are made or none. */
export interface PackagePlan {
  owner: OwningPackage;
  files: PlanFile[];
  changes: Change[];
  /** The edits that the changes are made of, by path. */
  edits: Map<string, Edit[]>;
  /** Package name -> version range, as added to the package.json. */
  dependencies: Record<string, string>;
  declined: Declined[];
  /** Why nothing of this package is changed: the files at fault. */
  failed: Problem[];
}

/**
 * Plans one package and checks the outcome: every new text parses, no edits overlap, no file that exists is replaced.
 */
export async function planPackage(
  codemod: Codemod,
  owner: OwningPackage,
  files: PlanFile[],
  options: Record<string, unknown>,
  settings: ResilienceSettings,
): Promise<PackagePlan> {
  const result: PackagePlan = { owner, files, changes: [], edits: new Map(), dependencies: {}, declined: [], failed: [] };
  const texts = new Map(files.map(({ path, text }) => [path, text]));
  const known = new Map(files.map((file) => [file.path, file]));

  async function open(path: string): Promise<PlanFile | null> {
    const given = known.get(path);
    if (given) return given;
    const text = await readText(path).then(withoutMark, () => null);
    const analysis = text === null ? null : analyseFile(path, text, settings);
    if (text === null || !analysis) return null;
    const file: PlanFile = { path, text, analysis, findings: [] };
    known.set(path, file);
    texts.set(path, text);
    return file;
  }

  try {
    const input = {
      packageDir: owner.dir,
      packageJson: owner.json,
      files,
      options,
      style: packageStyle(owner, files),
      open,
    };
    const plan = await codemod.plan({ ...input, project: projectOpener(files) });
    result.declined = plan.declined;
    result.edits = new Map(plan.edits);
    result.changes = [
      ...(await editFiles(plan, texts, result.failed)),
      ...(await createFiles(plan, owner.dir, result.failed)),
    ];
    if (result.changes.length > 0) {
      const { added, text } = addDependencies(owner, plan.dependencies);
      result.dependencies = added;
      if (text !== null && text !== owner.text)
        result.changes.push({ path: join(owner.dir, 'package.json'), before: owner.text, after: text });
    }
    result.changes.sort((a, b) => (a.path < b.path ? -1 : 1));
  } catch (error) {
    result.failed.push({ path: owner.dir, reason: reasonOf(error) });
  }
  if (result.failed.length > 0) Object.assign(result, { changes: [], dependencies: {} });
  return result;
}

async function editFiles(plan: Plan, texts: ReadonlyMap<string, string>, failed: Problem[]): Promise<Change[]> {
  const changes: Change[] = [];
  for (const [path, edits] of plan.edits) {
    try {
      const text = texts.get(path);
      if (text === undefined) throw new Error('The codemod plans edits in a file that it has not opened.');
      const before = await readText(path);
      if (withoutMark(before) !== text) throw new Error('The file was changed while the codemod was planning.');
      const edited = applyEdits(text, edits);
      if (edited === text) continue;
      checkSyntax(path, edited, syntaxErrors(path, text).length);
      changes.push({ path, before, after: withMarkOf(before, edited) });
    } catch (error) {
      failed.push({ path, reason: reasonOf(error) });
    }
  }
  return changes;
}

async function createFiles(plan: Plan, packageDir: string, failed: Problem[]): Promise<Change[]> {
  const changes: Change[] = [];
  for (const [path, text] of plan.create) {
    try {
      if (relative(packageDir, path).startsWith(`..${sep}`)) throw new Error('The new file lies outside its package.');
      const present = await readText(path).catch((error: unknown) => {
        if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
        throw error;
      });
      if (present === text) continue;
      if (present !== null) throw new Error('The file exists already with another content.');
      if (/\.[cm]?[jt]sx?$/.test(path)) checkSyntax(path, text, 0);
      changes.push({ path, before: null, after: text });
    } catch (error) {
      failed.push({ path, reason: reasonOf(error) });
    }
  }
  return changes;
}

/** @throws where a text has more syntax errors than `allowed`: what is broken already stays editable. */
export function checkSyntax(path: string, text: string, allowed: number): void {
  const errors = syntaxErrors(path, text);
  if (errors.length > allowed) throw new Error(`The new text has a syntax error. ${errors[0]}`);
}

function packageStyle({ json }: OwningPackage, files: readonly PlanFile[]): Style {
  const isModule = json['type'] === 'module';
  const fallback: Style = {
    ...DEFAULT_STYLE,
    modules: isModule ? 'esm' : 'cjs',
    importExtensions: isModule ? 'output' : 'none',
  };
  return commonStyle(
    files.map(({ analysis }) => analysis.module),
    fallback,
  );
}

/** Loads ts-morph on the first call. Its files hold the same text, and nothing is ever saved through it. */
function projectOpener(files: readonly PlanFile[]): () => Promise<Project> {
  let project: Promise<Project> | undefined;
  return () => (project ??= openProject(files));
}

async function openProject(files: readonly PlanFile[]): Promise<Project> {
  const { Project: TsMorphProject } = await import('ts-morph');
  const project = new TsMorphProject({
    skipAddingFilesFromTsConfig: true,
    skipFileDependencyResolution: true,
    skipLoadingLibFiles: true,
    compilerOptions: { allowJs: true, noResolve: true },
  });
  for (const { path, text } of files) project.createSourceFile(path, text, { overwrite: true });
  return project;
}
