import type { RepositoryResult } from './results.js';
import { declinedOf, table } from './render.js';
import type { Review } from './reviews.js';

type Row = RepositoryResult['codemods'][string];

const MOST_REASONS = 6;

/** The page of the documentation, from all that is stored and all that was read. */
export function renderPage(results: readonly RepositoryResult[], reviews: readonly Review[], names: readonly string[]): string {
  return `# Codemods on real code

Each codemod with its default flags, on the back ends of ${results.length} public repositories, each in a copy at the commit that is named at the
end. Written by \`npm run codemods:corpus\`, whose flags are in [its script](../../scripts/codemods-corpus/main.ts).

${summary(results, names)}

A file that parsed before and doesn't afterwards would be a syntax error; "changed again" counts files that a second run would change;
"left" findings that stay though nothing was declined.

## Types and tests

Of whole packages whose dependencies install from the npm registry alone (${folders(results)}), without the packages beside them that have to be
built first: the compiler's errors, and the project's own tests that pass, before and after each codemod that changes something there.
Of larger packages the errors are those of TypeScript's native compiler.

${checks(results)}

## What was read

Changes chosen at random by a seed, read as their reviewer would. "Refused" ones are kept in
[the list](../../test/corpus/codemod-reviews.jsonl) with the reason, and what could be mended was.

${read(reviews, names)}

## By repository

${byRepository(results)}

## Why findings are declined

${names.map((name) => reasons(name, rowsOf(results, name))).filter(Boolean).join('\n\n')}

## Commits

${table([['repository', 'commit'], ['---', '---'], ...results.map(({ repo, commit }) => [repo, commit.slice(0, 12)])])}
`;
}

/** `npm` of boxyhq/jackson, … */
function folders(results: readonly RepositoryResult[]): string {
  return results
    .flatMap(({ repo, codemods }) => {
      const [checked] = Object.values(codemods).flatMap(({ types }) => types ?? []);
      return checked ? [`\`${checked.folder}\` of ${repo}`] : [];
    })
    .join(', ');
}

function rowsOf(results: readonly RepositoryResult[], name: string): Row[] {
  return results.flatMap(({ codemods }) => codemods[name] ?? []);
}

const sum = (rows: readonly Row[], of: (row: Row) => number) => rows.reduce((total, row) => total + of(row), 0);

function summary(results: readonly RepositoryResult[], names: readonly string[]): string {
  const head = ['codemod', 'repositories', 'findings', 'files changed', 'created', 'declined', 'syntax errors', 'changed again', 'left'];
  const rows = names.map((name) => {
    const all = rowsOf(results, name);
    return [
      `[${name}](${name}.md)`,
      `${all.filter(({ findings }) => findings > 0).length} of ${all.length}`,
      sum(all, ({ findings }) => findings),
      sum(all, ({ changed }) => changed),
      sum(all, ({ created }) => created),
      sum(all, declinedOf),
      sum(all, ({ syntaxErrors }) => syntaxErrors.length),
      sum(all, ({ again }) => again.length),
      sum(all, ({ left }) => left),
    ];
  });
  return table([head, head.map(() => '---'), ...rows]);
}

function checks(results: readonly RepositoryResult[]): string {
  const rows = results.flatMap(({ repo, codemods }) =>
    Object.values(codemods)
      .filter(({ types, tests, changed, created }) => (types ?? tests) && changed + created > 0)
      .map(({ codemod, changed, types, tests }) => [
        repo,
        codemod,
        changed,
        types ? `${types.before.length} → ${types.after.length}` : '',
        tests ? `${tests.before.passed} → ${tests.after.passed}` : '',
      ]),
  );
  return table([['repository', 'codemod', 'files changed', 'type errors', 'tests that pass'], ['---', '---', '---', '---', '---'], ...rows]);
}

function read(reviews: readonly Review[], names: readonly string[]): string {
  const rows = names.map((name) => {
    const own = reviews.filter(({ codemod }) => codemod === name);
    return [name, own.length, own.filter(({ verdict }) => verdict === 'merge').length, own.filter(({ verdict }) => verdict === 'refuse').length];
  });
  return table([['codemod', 'read', 'would merge', 'refused'], ['---', '---', '---', '---'], ...rows]);
}

function byRepository(results: readonly RepositoryResult[]): string {
  const rows = results.flatMap(({ repo, codemods }) =>
    Object.values(codemods)
      .filter(({ findings }) => findings > 0)
      .sort((a, b) => (a.codemod < b.codemod ? -1 : 1))
      .map((row) => [repo, row.codemod, row.findings, row.changed, row.created, declinedOf(row)]),
  );
  return table([['repository', 'codemod', 'findings', 'files changed', 'created', 'declined'], ['---', '---', '---', '---', '---', '---'], ...rows]);
}

function reasons(name: string, rows: readonly Row[]): string {
  const counts = new Map<string, number>();
  for (const [reason, count] of rows.flatMap(({ declined }) => Object.entries(declined))) counts.set(reason, (counts.get(reason) ?? 0) + count);
  if (counts.size === 0) return '';
  const sorted = [...counts].sort((a, b) => b[1] - a[1]);
  const rest = sorted.slice(MOST_REASONS).reduce((total, [, count]) => total + count, 0);
  return [`### ${name}`, '', ...sorted.slice(0, MOST_REASONS).map(([reason, count]) => `- ${count} × ${reason}`), ...(rest > 0 ? [`- ${rest} × other reasons`] : [])].join('\n');
}
