import { createRule } from '../src/create-rule.js';
import { isBrowserFile } from '../src/analysis/control/browser.js';
import { handlersOf } from '../src/analysis/control/handlers.js';
import { describeEffect } from '../src/analysis/effects/chain.js';
import { leakOf, leaksOfHelpers, type Leak, type Shown } from '../src/analysis/errors/leak.js';
import { calleeText } from '../src/analysis/errors/log-call.js';
import type { Node } from '../src/analysis/project/ast.js';
import { moduleOf } from '../src/analysis/project/module.js';

type MessageId = 'messageLeaked' | 'stackLeaked' | 'errorLeaked';

const MESSAGES: Record<Shown, MessageId> = { text: 'messageLeaked', stack: 'stackLeaked', error: 'errorLeaked' };

/** What a codemod starts from. */
export type ErrorLeakEvidence = Leak;

const REMEDY = 'Answer with a code and a text of your own, whether to try again, and an error id; log the error under that id.';

export default createRule<object, MessageId>({
  name: 'no-internal-error-leak',
  meta: {
    description: 'disallow answers that show clients what failed inside',
    family: 'errors',
    preset: 'strict',
    type: 'problem',
    messages: {
      messageLeaked: `Clients read what failed inside: when {{chain}} fails, \`{{call}}\` answers with the text of its error, which names tables, hosts and files. ${REMEDY}`,
      stackLeaked: `Clients read how the code is built: when {{chain}} fails, \`{{call}}\` answers with the stack of its error. ${REMEDY}`,
      errorLeaked: `Clients read what failed inside: when {{chain}} fails, \`{{call}}\` answers with its error, whose fields hold statements, addresses and headers. ${REMEDY}`,
    },
    schema: { type: 'object', properties: {}, additionalProperties: false },
    defaultOptions: {},
  },
  check(file, { report }) {
    if (isBrowserFile(file.project, file.module)) return;
    const handlers = handlersOf(file.project, file.module);
    const seen = new Set<Node>();
    const leaks = handlers.map((handler) => leakOf(file.project, handler));
    for (const leak of [...leaks, ...leaksOfHelpers(file.project, file.module, handlers)]) {
      if (!leak || seen.has(leak.node) || moduleOf(leak.node) !== file.module) continue;
      seen.add(leak.node);
      report({
        messageId: MESSAGES[leak.shown],
        at: leak.node,
        data: {
          chain: leak.effect ? describeEffect(leak.effect) : 'anything',
          call: calleeText(leak.node),
        },
        evidence: leak satisfies ErrorLeakEvidence,
      });
    }
  },
});
