import { createRule } from '../src/create-rule.js';
import { describeFailure } from '../src/analysis/jobs/failure.js';
import { stuckStatuses } from '../src/analysis/jobs/status.js';

type MessageId = 'stuckStatus';

export default createRule<object, MessageId>({
  name: 'no-stuck-status',
  meta: {
    description: 'disallow rows that stay marked as being worked on when the work fails',
    family: 'failures',
    preset: null,
    type: 'problem',
    messages: {
      stuckStatus:
        'When {{chain}} (line {{line}}) fails, the row stays `{{status}}` for ever: nobody takes it up again, and whoever waits for it waits for nothing. Set a final status in a `catch`, or have one set after a time.',
    },
    schema: { type: 'object', properties: {}, additionalProperties: false },
    defaultOptions: {},
  },
  check(file, { report }) {
    for (const found of stuckStatuses(file.project, file.module)) {
      const { call, status, failure } = found;
      const line = String(file.module.lineOf(failure.node.start));
      report({ at: call.node, messageId: 'stuckStatus', data: { status, line, chain: describeFailure(failure) }, evidence: found });
    }
  },
});
