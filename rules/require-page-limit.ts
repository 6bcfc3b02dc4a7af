import { createRule } from '../src/create-rule.js';
import { isBrowserFile, isForBrowsers } from '../src/analysis/control/browser.js';
import { unboundedPages } from '../src/analysis/servers/page-size.js';

type MessageId = 'unboundedPageSize';

export default createRule<object, MessageId>({
  name: 'require-page-limit',
  meta: {
    description: 'require an upper bound on the number of rows that a client asks for',
    family: 'servers',
    preset: null,
    type: 'problem',
    messages: {
      unboundedPageSize:
        'One request with `{{name}}=1000000` reads the whole table into memory, as often as a client likes: nothing bounds how many rows it may ask for beside `{{beside}}`. Give it a maximum: `{{bound}}`.',
    },
    schema: { type: 'object', properties: {}, additionalProperties: false },
    defaultOptions: {},
  },
  check({ project, module }, { report }) {
    const found = unboundedPages(project, module);
    if (found.length === 0 || isBrowserFile(project, module) || isForBrowsers(project, module)) return;
    for (const { node, name, beside, form } of found) {
      report({ messageId: 'unboundedPageSize', at: node, data: { name, beside, bound: form === 'chain' ? '.max(100)' : '@Max(100)' } });
    }
  },
});
