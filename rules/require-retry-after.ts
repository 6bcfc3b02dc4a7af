import { createRule } from '../src/create-rule.js';
import { refusalsIn } from '../src/analysis/servers/refusals.js';

type MessageId = 'missingRetryAfter';

export default createRule<object, MessageId>({
  name: 'require-retry-after',
  meta: {
    description: 'require that an answer with 429 or 503 says when to come back',
    family: 'servers',
    preset: 'strict',
    type: 'suggestion',
    messages: {
      missingRetryAfter:
        'Clients that are sent away come back at once, all together, and make the overload last: this {{status}} answer of `{{label}}` has no `Retry-After`. Set the header to the seconds until another try makes sense.',
    },
    schema: { type: 'object', properties: {}, additionalProperties: false },
    defaultOptions: {},
  },
  check({ project, module }, { report }) {
    for (const { node, status, label } of refusalsIn(project, module)) {
      report({ messageId: 'missingRetryAfter', at: node, data: { status: String(status), label } });
    }
  },
});
