import { createRule } from '../src/create-rule.js';
import { isBrowserCall, isBrowserFile, isForBrowsers } from '../src/analysis/control/browser.js';
import { describeCall } from '../src/analysis/effects/chain.js';
import { isCall } from '../src/analysis/project/ast.js';
import { missedSignals, type MissedSignal } from '../src/analysis/signals/missed.js';
import { setCallOptions } from '../src/edit/options.js';
import type { Edit } from '../src/edit/edit.js';
import type { FileAnalysis } from '../src/analysis/file.js';

interface Options {
  /** Report calls that could be cancelled with the request that is answered, too. */
  requests: boolean;
}

type MessageId = 'signalNotPassed' | 'requestNotPassed' | 'passSignal';

/** What a codemod starts from. */
export type AbortSignalEvidence = MissedSignal;

export default createRule<Options, MessageId>({
  name: 'propagate-abort-signal',
  meta: {
    description: 'require a signal that a function is given to reach the calls that it can cancel',
    family: 'timeouts',
    preset: null,
    type: 'suggestion',
    hasSuggestions: true,
    messages: {
      signalNotPassed:
        'When the caller gives up by `{{signal}}`, {{call}} runs on: its socket, and whatever the other side does for it, are paid for an answer that nobody reads. Pass `{{place}}: {{signal}}`.',
      requestNotPassed:
        'When the client goes away, {{call}} runs on: its socket, and whatever the other side does for it, are paid for an answer that nobody reads. Pass `{{place}}: {{signal}}`.',
      passSignal: 'Pass `{{signal}}`.',
    },
    schema: {
      type: 'object',
      properties: {
        requests: { type: 'boolean', description: 'Report calls that could be cancelled with the request that is answered, too.' },
      },
      additionalProperties: false,
    },
    defaultOptions: { requests: false },
    codemod: 'abort-on-disconnect',
  },
  check(file, { options, report }) {
    if (isBrowserFile(file.project, file.module)) return;
    const missed = missedSignals(file.project, file.module, file.calls('external-call', 'query')).filter(
      ({ call, source }) => (source === 'caller' || options.requests) && !isBrowserCall(file.project, call),
    );
    if (missed.length === 0 || isForBrowsers(file.project, file.module)) return;
    for (const found of missed) {
      const { call, signal, place, source } = found;
      const edits = signalEdits(file, found);
      report({
        at: call.node,
        messageId: source === 'caller' ? 'signalNotPassed' : 'requestNotPassed',
        data: { call: describeCall(call), signal, place: place.replace(/^Argument\[\d+\]\.?/, '') || 'signal' },
        suggestions: edits ? [{ messageId: 'passSignal', data: { signal }, edits }] : undefined,
        evidence: found satisfies AbortSignalEvidence,
      });
    }
  },
});

function signalEdits(file: FileAnalysis, { call, signal, place }: MissedSignal): Edit[] | null {
  const { node } = call;
  const { options } = call.call;
  if (!isCall(node) || node.type === 'TaggedTemplateExpression' || place.startsWith('Argument') || options === undefined) return null;
  const index = options === 'last' ? Math.max(1, node.arguments.length - 1) : options;
  return setCallOptions(file.module, node, index, [{ path: place.split('.'), value: signal }]);
}
