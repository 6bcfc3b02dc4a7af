/**
 * Prints changes of a codemod in public repositories, chosen at random, with their surroundings, to be read. Usage:
 * npm run codemods:sample -- --clones DIR --codemod NAME [--out DIR] [--seed N] [--count 30] [--context 12] [--created]
 */
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { parsePatch, type StructuredPatch } from 'diff';
import { findClone } from '../benchmark/trees.js';
import { allStored, patchOf } from './results.js';

const { values } = parseArgs({
  options: {
    clones: { type: 'string' },
    codemod: { type: 'string' },
    out: { type: 'string', default: '.tmp/codemods-corpus' },
    seed: { type: 'string', default: '1' },
    count: { type: 'string', default: '30' },
    context: { type: 'string', default: '12' },
    created: { type: 'boolean', default: false },
  },
});
const { clones, codemod } = values;
if (!clones || !codemod) {
  console.error('Name the folder of the clones and a codemod: --clones DIR --codemod NAME');
  process.exit(2);
}
const out = resolve(values.out);
const hunks = allStored(out).flatMap(({ repo, commit }) => {
  const patch = patchOf(out, repo, codemod);
  const files = existsSync(patch) ? parsePatch(readFileSync(patch, 'utf8')) : [];
  return files.filter((file) => isCreated(file) === values.created && file.newFileName?.endsWith('.json') === false).flatMap((file) => file.hunks.filter(isCode).map((hunk) => ({ repo, commit, path: file.newFileName!.replace(/^b\//, ''), hunk })));
});
const rank = (text: string) => createHash('sha256').update(`${values.seed} ${text}`).digest('hex');
const chosen = hunks
  .map((each) => ({ ...each, order: rank(`${each.repo} ${each.path} ${each.hunk.oldStart}`) }))
  .sort((a, b) => (a.order < b.order ? -1 : 1))
  .slice(0, Number(values.count));
console.log(`${chosen.length} of ${hunks.length} changes of ${codemod}, seed ${values.seed}`);
for (const [index, { repo, commit, path, hunk }] of chosen.entries()) {
  const first = hunk.oldStart + hunk.lines.findIndex((line) => !line.startsWith(' '));
  console.log(`\n=== ${index + 1} ${repo} ${path}:${first} ${commit}`);
  const gitDir = findClone(clones, repo)!;
  const old = values.created ? [] : execFileSync('git', ['--git-dir', gitDir, 'show', `${commit}:${path}`], { encoding: 'utf8', maxBuffer: 1 << 28 }).split('\n');
  const context = (from: number, to: number) => old.slice(Math.max(0, from), Math.max(0, to)).map((line) => `      ${line}`);
  const end = hunk.oldStart - 1 + hunk.oldLines;
  console.log([...context(hunk.oldStart - 1 - Number(values.context), hunk.oldStart - 1), ...hunk.lines.map((line) => `${line[0]}     ${line.slice(1)}`), ...context(end, end + Number(values.context))].join('\n'));
}

/** Whether a change is more than an import. */
function isCode({ lines }: StructuredPatch['hunks'][number]): boolean {
  return lines.some((line) => /^[-+]/.test(line) && !/^[-+]\s*(?:import\b.*|(?:const|var) .*\brequire\(.*|)$/.test(line));
}

function isCreated({ oldFileName }: StructuredPatch): boolean {
  return oldFileName === '/dev/null';
}
