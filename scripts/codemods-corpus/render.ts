import type { RepositoryResult } from './results.js';

type Row = RepositoryResult['codemods'][string];

/** The outcome as Markdown: a table over codemods and repositories, then what was declined and why, and what went wrong. */
export function renderTables(results: readonly RepositoryResult[]): string {
  const rows = results.flatMap(({ repo, codemods }) =>
    Object.values(codemods)
      .filter(({ findings }) => findings > 0)
      .map((row) => [row.codemod, repo, row.findings, row.changed, row.created, declinedOf(row), row.failed.length, row.syntaxErrors.length, row.again.length, row.left, ...checksOf(row)]),
  );
  const head = ['codemod', 'repository', 'findings', 'changed', 'created', 'declined', 'failed', 'syntax errors', 'changed again', 'left', 'type errors', 'tests'];
  const sorted = rows.sort((a, b) => (`${a[0]} ${a[1]}` < `${b[0]} ${b[1]}` ? -1 : 1));
  return [table([head, head.map(() => '---'), ...sorted]), reasonsOf(results.flatMap(({ codemods }) => Object.values(codemods))), problems(results)].join('\n\n');
}

export function declinedOf({ declined }: Pick<Row, 'declined'>): number {
  return Object.values(declined).reduce((sum, count) => sum + count, 0);
}

/** The compiler's errors and the tests that pass, before and after. */
export function checksOf({ types, tests }: Row): string[] {
  return [types ? `${types.before.length} → ${types.after.length}` : '', tests ? `${tests.before.passed} → ${tests.after.passed}` : ''];
}

export function reasonsOf(rows: readonly Row[]): string {
  const counts = new Map<string, number>();
  for (const { codemod, declined } of rows) {
    for (const [reason, count] of Object.entries(declined)) counts.set(`${codemod}: ${reason}`, (counts.get(`${codemod}: ${reason}`) ?? 0) + count);
  }
  const sorted = [...counts].sort((a, b) => b[1] - a[1]);
  return ['Declined:', ...sorted.map(([reason, count]) => `- ${count} × ${reason}`)].join('\n');
}

function problems(results: readonly RepositoryResult[]): string {
  return results
    .flatMap(({ repo, codemods }) =>
      Object.values(codemods).flatMap(({ codemod, failed, syntaxErrors, again, types }) => [
        ...failed.map(({ path, reason }) => `${codemod} failed in ${repo} ${path}: ${reason}`),
        ...syntaxErrors.map((error) => `${codemod} broke ${repo} ${error}`),
        ...again.map((path) => `${codemod} would change ${repo} ${path} again`),
        ...(types ? added(types.before, types.after).map((error) => `${codemod} made a type error in ${repo} ${error}`) : []),
      ]),
    )
    .join('\n');
}

/** What a list has more than another one. */
function added(before: readonly string[], after: readonly string[]): string[] {
  const rest = [...before];
  return after.filter((error) => {
    const index = rest.indexOf(error);
    if (index !== -1) rest.splice(index, 1);
    return index === -1;
  });
}

export function table(rows: (string | number)[][]): string {
  return rows.map((row) => `| ${row.join(' | ')} |`).join('\n');
}
