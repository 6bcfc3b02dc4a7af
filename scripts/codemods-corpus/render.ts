import type { Applied } from './apply.js';

export interface RepositoryResult {
  repo: string;
  codemods: (Applied & { typeErrors?: [before: number, after: number] })[];
}

/** The outcome as Markdown: a table over codemods and repositories, then what was declined and why. */
export function renderTables(results: readonly RepositoryResult[]): string {
  const rows = results.flatMap(({ repo, codemods }) =>
    codemods
      .filter(({ findings }) => findings > 0)
      .map((row) => {
        const declined = Object.values(row.declined).reduce((sum, count) => sum + count, 0);
        const types = row.typeErrors ? `${row.typeErrors[0]} → ${row.typeErrors[1]}` : '';
        return [row.codemod, repo, row.findings, row.changed, row.created, declined, row.failed.length, row.syntaxErrors.length, row.again.length, row.left, types];
      }),
  );
  const head = ['codemod', 'repository', 'findings', 'changed', 'created', 'declined', 'failed', 'syntax errors', 'changed again', 'left', 'type errors'];
  const sorted = rows.sort((a, b) => (`${a[0]} ${a[1]}` < `${b[0]} ${b[1]}` ? -1 : 1));
  return [table([head, head.map(() => '---'), ...sorted]), reasons(results), problems(results)].join('\n\n');
}

function reasons(results: readonly RepositoryResult[]): string {
  const counts = new Map<string, number>();
  for (const { codemod, declined } of results.flatMap((result) => result.codemods)) {
    for (const [reason, count] of Object.entries(declined)) counts.set(`${codemod}: ${reason}`, (counts.get(`${codemod}: ${reason}`) ?? 0) + count);
  }
  const sorted = [...counts].sort((a, b) => b[1] - a[1]);
  return ['Declined:', ...sorted.map(([reason, count]) => `- ${count} × ${reason}`)].join('\n');
}

function problems(results: readonly RepositoryResult[]): string {
  return results
    .flatMap(({ repo, codemods }) =>
      codemods.flatMap(({ codemod, failed, syntaxErrors, again }) => [
        ...failed.map(({ path, reason }) => `${codemod} failed in ${repo} ${path}: ${reason}`),
        ...syntaxErrors.map((error) => `${codemod} broke ${repo} ${error}`),
        ...again.map((path) => `${codemod} would change ${repo} ${path} again`),
      ]),
    )
    .join('\n');
}

function table(rows: (string | number)[][]): string {
  return rows.map((row) => `| ${row.join(' | ')} |`).join('\n');
}
