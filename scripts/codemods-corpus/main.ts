/**
 * Applies each codemod with its default flags to the back ends of public repositories, each in a copy at HEAD, and prints what
 * became of it. Usage: npm run codemods:corpus -- --clones DIR [--repo OWNER/NAME]... [--codemod NAME]... [--out DIR]
 * [--types OWNER/NAME:FOLDER=COMMAND]...
 *
 * `--types` installs the dependencies of a folder by a command and compares the compiler's errors before and after.
 */
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { codemods } from '../../codemods/index.js';
import { createTree, findClone } from '../benchmark/trees.js';
import { BACK_ENDS } from '../corpus/repositories.js';
import { apply, type Applied } from './apply.js';
import { renderTables, type RepositoryResult } from './render.js';

const { values } = parseArgs({
  options: {
    clones: { type: 'string' },
    repo: { type: 'string', multiple: true },
    codemod: { type: 'string', multiple: true },
    out: { type: 'string', default: '.tmp/codemods-corpus' },
    types: { type: 'string', multiple: true },
  },
});
const { clones } = values;
if (!clones) {
  console.error('Name the folder of the clones: npm run codemods:corpus -- --clones DIR');
  process.exit(2);
}
const names = values.codemod ?? Object.keys(codemods).sort();
const types = new Map((values.types ?? []).map((text) => /^([^:]+):([^=]+)=(.*)$/.exec(text)!).map(([, repo, folder, command]) => [repo!, { folder: folder!, command: command! }]));
const results: RepositoryResult[] = [];
for (const repo of values.repo ?? Object.keys(BACK_ENDS)) {
  const gitDir = findClone(clones, repo);
  if (gitDir) results.push({ repo, codemods: await inCopy(repo, gitDir) });
  else console.error(`${repo}: no clone`);
}
console.log(renderTables(results));
const isBad = ({ syntaxErrors, again, failed, typeErrors }: Applied & { typeErrors?: [number, number] }) =>
  syntaxErrors.length > 0 || again.length > 0 || failed.length > 0 || (typeErrors && typeErrors[0] !== typeErrors[1]);
if (results.some((result) => result.codemods.some(isBad))) process.exitCode = 1;

async function inCopy(repo: string, gitDir: string): Promise<RepositoryResult['codemods']> {
  const scratch = mkdtempSync(join(tmpdir(), 'resilience-codemods-'));
  const root = join(scratch, 'tree');
  const commit = execFileSync('git', ['--git-dir', gitDir, 'rev-parse', 'HEAD'], { encoding: 'utf8' }).trim();
  const applied: RepositoryResult['codemods'] = [];
  try {
    const checked = types.get(repo);
    createTree(gitDir, root).checkout(commit);
    if (checked) spawnSync('sh', ['-c', checked.command], { cwd: join(root, checked.folder), stdio: ['ignore', 'ignore', 'inherit'] });
    const before = checked ? typeErrors(join(root, checked.folder)) : null;
    const stored = join(scratch, 'tree.index');
    for (const name of names) {
      const patch = join(resolve(values.out), repo.replace('/', '+'), `${name}.patch`);
      const outcome = await apply(root, BACK_ENDS[repo]!, name, patch);
      process.stderr.write(`${repo} ${name}: ${outcome.findings} findings, ${outcome.changed} changed, ${(outcome.ms / 1000).toFixed(1)} s\n`);
      applied.push({ ...outcome, ...(checked && before !== null && { typeErrors: [before, typeErrors(join(root, checked.folder))] as [number, number] }) });
      restore(gitDir, root, stored);
    }
    return applied;
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
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

function typeErrors(folder: string): number {
  const { stdout } = spawnSync('npx', ['tsc', '--noEmit', '--pretty', 'false'], { cwd: folder, encoding: 'utf8', maxBuffer: 1 << 28 });
  return stdout.split('\n').filter((line) => /error TS\d+/.test(line)).length;
}
