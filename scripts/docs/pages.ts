import { rules } from '../../rules/index.js';
import { MODELS } from '../../src/models/index.js';
import { keyOf, readVerified, type VerifiedModels } from '../models/verified.js';
import { modelPage } from './model-page.js';
import { modelTable, slugOf } from './model-table.js';
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
  const verified = ofPresent(readVerified());
  pages.set('docs/models/README.md', modelTable(MODELS, verified));
  for (const slug of new Set(MODELS.map(slugOf))) {
    pages.set(`docs/models/${slug}.md`, modelPage(MODELS.filter((model) => slugOf(model) === slug), verified));
  }
  return pages;
}

/** Declarations of another version than the one that a model names now say nothing of it. */
function ofPresent(verified: VerifiedModels): VerifiedModels {
  const versions = new Map(MODELS.map((model) => [keyOf(model), model.checked]));
  return Object.fromEntries(
    Object.entries(verified).map(([key, { types, ...rest }]) => [key, types?.version === versions.get(key) ? { types: types!, ...rest } : rest]),
  );
}
