/**
 * Applies each codemod with its default flags to the back ends of public repositories, each in a copy at HEAD, stores what became
 * of it, and prints it. Usage: npm run codemods:corpus -- --clones DIR [--repo OWNER/NAME]... [--codemod NAME]... [--out DIR]
 * [--install OWNER/NAME:FOLDER=COMMAND]... [--types OWNER/NAME:FOLDER=TSCONFIG]... [--tests OWNER/NAME:FOLDER=COMMAND]... [--page]
 *
 * `--install` runs a command in a folder of the copy first; `--types` compares the compiler's errors before and after, `--tests` the
 * project's own tests. `--page` writes docs/codemods/on-real-code.md from all that is stored, and applies nothing.
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { codemods } from '../../codemods/index.js';
import { createTree, findClone } from '../benchmark/trees.js';
import { BACK_ENDS } from '../corpus/repositories.js';
import { apply } from './apply.js';
import { install, parseAsked, runTests, typeErrors, type Asked } from './checks.js';
import { renderPage } from './page.js';
import { renderTables } from './render.js';
import { allStored, patchOf, store, stored, type Checks, type RepositoryResult } from './results.js';
import { readReviews } from './reviews.js';

const ROOT = join(import.meta.dirname, '../..');
const many = { type: 'string', multiple: true, default: [] as string[] } as const;
const { values } = parseArgs({
  options: { clones: { type: 'string' }, repo: many, codemod: many, out: { type: 'string', default: '.tmp/codemods-corpus' }, install: many, types: many, tests: many, page: { type: 'boolean', default: false } },
});
const out = resolve(values.out);

if (values.page) {
  const reviews = readReviews(readFileSync(join(ROOT, 'test/corpus/codemod-reviews.jsonl'), 'utf8'));
  writeFileSync(join(ROOT, 'docs/codemods/on-real-code.md'), renderPage(allStored(out), reviews, Object.keys(codemods).sort()));
} else if (values.clones) {
  const results: RepositoryResult[] = [];
  for (const repo of values.repo.length > 0 ? values.repo : Object.keys(BACK_ENDS)) {
    const gitDir = findClone(values.clones, repo);
    if (gitDir) results.push(await inCopy(repo, gitDir, values.codemod.length > 0 ? values.codemod : Object.keys(codemods).sort()));
    else console.error(`${repo}: no clone`);
  }
  console.log(renderTables(results));
  if (results.some(({ codemods: applied }) => Object.values(applied).some(isBad))) process.exitCode = 1;
} else {
  console.error('Name the folder of the clones: npm run codemods:corpus -- --clones DIR');
  process.exitCode = 2;
}

function isBad({ syntaxErrors, again, failed, types, tests }: RepositoryResult['codemods'][string]): boolean {
  return syntaxErrors.length > 0 || again.length > 0 || failed.length > 0 || (types && types.before.join() !== types.after.join()) === true || (tests && tests.before.passed !== tests.after.passed) === true;
}

async function inCopy(repo: string, gitDir: string, names: readonly string[]): Promise<RepositoryResult> {
  const scratch = mkdtempSync(join(tmpdir(), 'resilience-codemods-'));
  const root = join(scratch, 'tree');
  const commit = execFileSync('git', ['--git-dir', gitDir, 'rev-parse', 'HEAD'], { encoding: 'utf8' }).trim();
  const result: RepositoryResult = stored(out, repo, commit) ?? { repo, commit, codemods: {} };
  const asked = askedOf(repo);
  try {
    createTree(gitDir, root).checkout(commit);
    for (const { folder, command } of asked.install) install(root, folder, command);
    const before = check(root, asked);
    for (const name of names) {
      const outcome = await apply(root, BACK_ENDS[repo]!, name, patchOf(out, repo, name));
      process.stderr.write(`${repo} ${name}: ${outcome.findings} findings, ${outcome.changed} changed, ${(outcome.ms / 1000).toFixed(1)} s\n`);
      const after = outcome.changed + outcome.created > 0 ? check(root, asked) : before;
      result.codemods[name] = { ...result.codemods[name], ...outcome, ...compared(before, after, asked) };
      store(out, result);
      restore(gitDir, root, join(scratch, 'tree.index'));
    }
    return result;
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

function askedOf(repo: string): Asked {
  const own = (texts: readonly string[]) => texts.map((text) => parseAsked(text)).filter((asked) => asked.repo === repo);
  return {
    install: own(values.install).map(({ folder, value }) => ({ folder, command: value })),
    types: own(values.types).map(({ folder, value }) => ({ folder, project: value })),
    tests: own(values.tests).map(({ folder, value }) => ({ folder, command: value })),
  };
}

function check(root: string, { types, tests }: Asked) {
  return {
    types: types.flatMap(({ folder, project }) => typeErrors(root, folder, project)),
    tests: tests.map(({ folder, command }) => runTests(root, folder, command)).reduce((sum, one) => ({ passed: sum.passed + one.passed, failed: sum.failed + one.failed }), { passed: 0, failed: 0 }),
  };
}

function compared(before: ReturnType<typeof check>, after: ReturnType<typeof check>, { types, tests }: Asked): Checks {
  return {
    ...(types.length > 0 && { types: { folder: types.map(({ folder }) => folder).join(', '), before: before.types, after: after.types } }),
    ...(tests.length > 0 && { tests: { command: tests.map(({ command }) => command).join('; '), before: before.tests, after: after.tests } }),
  };
}

/** Makes the copy what the commit has; what was installed stays. */
function restore(gitDir: string, root: string, index: string): void {
  const env = { ...process.env, GIT_DIR: gitDir, GIT_WORK_TREE: root, GIT_INDEX_FILE: index };
  const git = (args: string[]) => execFileSync('git', args, { cwd: root, env, encoding: 'utf8', maxBuffer: 1 << 28 });
  const changed = git(['diff-files', '-z', '--name-only', '--diff-filter=M']).split('\0').filter(Boolean);
  execFileSync('git', ['checkout-index', '--force', '-z', '--stdin'], { cwd: root, env, input: changed.join('\0') });
  for (const path of git(['ls-files', '-z', '--others', '--exclude=node_modules', '*lib/resilience*']).split('\0').filter(Boolean)) rmSync(join(root, path));
  rmSync(join(root, '.resilience'), { recursive: true, force: true });
}
