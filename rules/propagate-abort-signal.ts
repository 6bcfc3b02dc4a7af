import { createRule } from '../src/create-rule.js';
import { isBrowserCall, isBrowserFile, isForBrowsers } from '../src/analysis/control/browser.js';
import { describeCall } from '../src/analysis/effects/chain.js';
import { isCall } from '../src/analysis/project/ast.js';
import { missedSignals, type MissedSignal } from '../src/analysis/signals/missed.js';
import { optionsIndex } from '../src/analysis/timeouts/options-index.js';
import { setCallOptions } from '../src/edit/options.js';
import type { Edit } from '../src/edit/edit.js';
import type { FileAnalysis } from '../src/analysis/file.js';

interface Options {
  /** Report calls that could be cancelled with the request that is answered, too. */
  requests: boolean;
  /** Report reads of handlers that are given a response and no signal, too. */
  responses: boolean;
}

type MessageId = 'signalNotPassed' | 'requestNotPassed' | 'responseNotWatched' | 'passSignal';

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
      responseNotWatched:
        'When the client goes away, {{call}} runs on for an answer that nobody reads: it holds its connection, and the other side goes on working. End it when `{{response}}` is closed.',
      passSignal: 'Pass `{{signal}}`.',
    },
    schema: {
      type: 'object',
      properties: {
        requests: { type: 'boolean', description: 'Report calls that could be cancelled with the request that is answered, too.' },
        responses: {
          type: 'boolean',
          description: 'Report reads of handlers that are given a response and no signal, too: something has to make the signal.',
        },
      },
      additionalProperties: false,
    },
    defaultOptions: { requests: false, responses: false },
    codemod: 'abort-on-disconnect',
  },
  check(file, { options, report }) {
    if (isBrowserFile(file.project, file.module)) return;
    const missed = missedSignals(file.project, file.module, file.calls('external-call', 'query'), options.responses).filter(
      ({ call, source }) => (source !== 'visitor' || options.requests) && !isBrowserCall(file.project, call),
    );
    if (missed.length === 0 || isForBrowsers(file.project, file.module)) return;
    for (const found of missed) {
      const { call, signal, place, source } = found;
      if (source === 'response') {
        report({ at: call.node, messageId: 'responseNotWatched', data: { call: describeCall(call), response: signal }, evidence: found satisfies AbortSignalEvidence });
        continue;
      }
      const edits = signalEdits(file, found, signal);
      report({
        at: call.node,
        messageId: source === 'caller' ? 'signalNotPassed' : 'requestNotPassed',
        data: { call: describeCall(call), signal, place: place?.replace(/^Argument\[\d+\]\.?/, '') || 'signal' },
        suggestions: edits ? [{ messageId: 'passSignal', data: { signal }, edits }] : undefined,
        evidence: found satisfies AbortSignalEvidence,
      });
    }
  },
});

/** The edits that pass a signal, given as code; null where it can't be told how. */
export function signalEdits(file: FileAnalysis, { call, place }: MissedSignal, signal: string): Edit[] | null {
  const { node } = call;
  if (place === null || !isCall(node) || node.type === 'TaggedTemplateExpression' || place.startsWith('Argument')) return null;
  const index = optionsIndex(file.project, call, node.arguments);
  return index === null ? null : setCallOptions(file.module, node, index, [{ path: place.split('.'), value: signal }]);
}
