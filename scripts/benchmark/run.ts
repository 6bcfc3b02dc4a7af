import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { LibraryModel } from '../../src/models/model.js';
import { probesOf, RULES_OF_FAMILY, type Case, type CaseFamily, type Probe } from './cases.js';
import type { Hit, Looked } from './look.js';
import { createLooker, type Looker } from './looker.js';
import { createTree, findClone, hasCommit, inOrder } from './trees.js';
import type { Why } from './why.js';

/** Findings of the family at the lines of a case. A part that was not looked at, for want of a clone, is missing. */
export interface Found {
  before?: Hit[];
  after?: Hit[];
  negative?: Hit[];
}

/** What was found for a case. */
export interface Outcome extends Found {
  item: Case;
  /** The same with the project's configuration, for cases that ask for one, where one is kept. */
  configured?: Found;
  /** Why a case was missed. */
  why?: Why;
  /** Findings of the family elsewhere in the file of a case that was missed. */
  elsewhere?: Hit[];
}

export interface Run {
  outcomes: Outcome[];
  /** Repositories and commits that are not in the clones, and files that a commit doesn't have. */
  missing: string[];
  /** Files that could not be analysed. */
  problems: string[];
}

/** Visits every commit that the cases are about, in a tree that holds it. */
function visitCommits(
  clones: string,
  cases: readonly Case[],
  visit: (root: string, probes: Probe[], repo: string) => void,
): string[] {
  const missing: string[] = [];
  const scratch = mkdtempSync(join(tmpdir(), 'resilience-benchmark-'));
  try {
    for (const repo of new Set(cases.map((item) => item.repo))) {
      const gitDir = findClone(clones, repo);
      if (!gitDir) {
        missing.push(repo);
        continue;
      }
      const probes = cases.filter((item) => item.repo === repo).flatMap(probesOf);
      const wanted = [...new Set(probes.map(({ commit }) => commit))];
      const commits = wanted.filter((commit) => hasCommit(gitDir, commit));
      missing.push(...wanted.filter((commit) => !commits.includes(commit)).map((commit) => `${repo}@${commit.slice(0, 10)}`));
      const tree = createTree(gitDir, join(scratch, repo.replace('/', '+')));
      for (const [index, commit] of inOrder(gitDir, commits).entries()) {
        process.stderr.write(`\r${repo}: commit ${index + 1} of ${commits.length}   `);
        tree.checkout(commit);
        visit(tree.root, probes.filter((probe) => probe.commit === commit), repo);
      }
      process.stderr.write('\n');
      rmSync(tree.root, { recursive: true, force: true });
    }
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
  return missing;
}

/** Runs the rules on cases. With `explain`, the analysis says why cases were missed. */
export async function runCases(clones: string, cases: readonly Case[], explain: boolean): Promise<Run> {
  const outcomes = new Map<string, Outcome>(cases.map((item) => [item.id, { item }]));
  const problems: string[] = [];
  const looker = await createLooker();
  try {
    const missing = visitCommits(clones, cases, (root, probes, repo) => {
      const outcomeOf = ({ id }: Probe) => outcomes.get(id)!;
      const look = (own: Probe[], models?: LibraryModel[]) => {
        const wanted = own.flatMap((probe) => RULES_OF_FAMILY[outcomeOf(probe).item.family]);
        const looked = lookAt(looker, root, own, wanted, explain && !models, models);
        for (const { path, problem } of looked) if (problem) problems.push(`${repo} ${path}: ${problem.kind}: ${problem.reason}`);
        return (probe: Probe) => looked.find(({ path }) => path === probe.path)!;
      };
      const plain = look(probes);
      for (const probe of probes) record(outcomeOf(probe), probe, plain(probe));
      const models = modelsOf(repo);
      const asking = models ? probes.filter((probe) => outcomeOf(probe).item.needs_config) : [];
      if (!models || asking.length === 0) return;
      const configured = look(asking, models);
      for (const probe of asking) note((outcomeOf(probe).configured ??= {}), outcomeOf(probe).item.family, probe, configured(probe));
    });
    return { outcomes: [...outcomes.values()], missing, problems };
  } finally {
    looker.remove();
  }
}

function lookAt(looker: Looker, root: string, probes: Probe[], rules: string[], explain: boolean, models: LibraryModel[] | undefined): Looked[] {
  const files = [...new Set(probes.map(({ path }) => path))];
  const asked = explain ? probes.flatMap(({ when, path, lines }) => (when === 'before' && lines ? [{ path, lines }] : [])) : [];
  return looker.look({ root, config: 'all', files, rules, explain: asked, models });
}

function record(outcome: Outcome, probe: Probe, looked: Looked): void {
  const { item } = outcome;
  note(outcome, item.family, probe, looked);
  if (probe.when !== 'before' || outcome.before?.length !== 0) return;
  outcome.why = looked.why?.find((why) => why.lines.join() === probe.lines?.join());
  outcome.elsewhere = looked.hits.filter(({ rule }) => RULES_OF_FAMILY[item.family].includes(rule));
}

function note(into: Found, family: CaseFamily, { when, lines }: Probe, { hits, problem }: Looked): void {
  if (problem?.kind === 'missing' && when !== 'after') return;
  const wanted = RULES_OF_FAMILY[family];
  into[when] = hits.filter(({ rule, start, end }) => wanted.includes(rule) && lines !== null && start <= lines[1] && end >= lines[0]);
}

/** The configuration that the developers of a repository could have written; null where none is kept. */
export function modelsOf(repo: string): LibraryModel[] | null {
  const path = join(import.meta.dirname, 'settings', `${repo.replace('/', '+')}.json`);
  return existsSync(path) ? (JSON.parse(readFileSync(path, 'utf8')) as { models: LibraryModel[] }).models : null;
}
