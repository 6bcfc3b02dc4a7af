import { createRule } from '../src/create-rule.js';
import { loosePipes } from '../src/analysis/streams/pipes.js';

export default createRule<object, 'pipeWithoutErrorHandler'>({
  name: 'require-stream-cleanup',
  meta: {
    description: 'require that streams that are piped handle their errors and are closed with their receiver',
    family: 'sessions',
    preset: 'strict',
    type: 'problem',
    messages: {
      pipeWithoutErrorHandler:
        'When `{{source}}` fails, nobody handles its `error` event, and the process ends; when the receiver goes away first, it stays open. Use `pipeline()` of `node:stream/promises`, which handles both.',
    },
    schema: { type: 'object', properties: {}, additionalProperties: false },
    defaultOptions: {},
  },
  check(file, { report }) {
    for (const pipe of loosePipes(file.project, file.module)) {
      const { source } = pipe;
      const callee = source.type === 'TaggedTemplateExpression' ? source.tag : source.callee;
      const text = file.module.text.slice(callee.start, callee.end);
      const name = /[\n`]/.test(text) ? text.slice(text.lastIndexOf('.') + 1) : text;
      report({ at: pipe.call.node, messageId: 'pipeWithoutErrorHandler', data: { source: name }, evidence: pipe });
    }
  },
});
