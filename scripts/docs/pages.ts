import { rules } from '../../rules/index.js';
import { MODELS } from '../../src/models/index.js';
import { modelTable } from './model-table.js';
import { rulePage } from './rule-page.js';
import { withRuleTable } from './rule-table.js';

/** Every page with a generated part, by path, as it should be. `read` gives a page as it is, null where there is none. */
export function generatedPages(read: (path: string) => string | null): Map<string, string> {
  const pages = new Map<string, string>();
  for (const [name, rule] of Object.entries(rules)) {
    const path = `docs/rules/${name}.md`;
    pages.set(path, rulePage(rule, read(path)));
  }
  pages.set('README.md', withRuleTable(read('README.md') ?? '# eslint-plugin-resilience\n\n## Rules\n', rules));
  pages.set('docs/models/README.md', modelTable(MODELS));
  return pages;
}
