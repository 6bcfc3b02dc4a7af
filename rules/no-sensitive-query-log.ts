import { printedValues } from '../src/analysis/databases/printed.js';
import { moduleOf } from '../src/analysis/project/module.js';
import { createRule } from '../src/create-rule.js';

type MessageId = 'valuesPrinted';

export default createRule<object, MessageId>({
  name: 'no-sensitive-query-log',
  meta: {
    description: 'disallow logs of statements with the values that users gave',
    family: 'sessions',
    preset: null,
    type: 'problem',
    messages: {
      valuesPrinted:
        'Whoever reads the logs reads what users entrusted to the service: with `{{option}}` the `{{client}}` ({{library}}) prints every statement with its values, addresses, tokens and hashes of passwords among them. Print them in development only, or log slow statements without their values.',
    },
    schema: { type: 'object', properties: {}, additionalProperties: false },
    defaultOptions: {},
  },
  check(file, { report }) {
    for (const found of printedValues(file.project, file.module)) {
      const { client, option, node } = found;
      // An option from another file is said where the client is made.
      const at = moduleOf(node) === file.module ? node : client.node;
      report({ at, messageId: 'valuesPrinted', data: { option, client: client.label, library: client.model.package }, evidence: found });
    }
  },
});
