import { createRule } from '../src/create-rule.js';
import { isBrowserFile } from '../src/analysis/control/browser.js';
import { isInHandler } from '../src/analysis/control/conditions.js';
import { handlersOf, type Handler } from '../src/analysis/control/handlers.js';
import { describeEffect } from '../src/analysis/effects/chain.js';
import { functionName, type Effect } from '../src/analysis/effects/effects.js';
import { failingCall } from '../src/analysis/errors/failing.js';
import { guardedEffect } from '../src/analysis/errors/guarded.js';
import { calleeText } from '../src/analysis/errors/log-call.js';
import { hasReason } from '../src/analysis/errors/reason.js';
import { treatmentOf, type Path } from '../src/analysis/errors/treatment.js';
import { enclosingFunction, unwrap, type Node } from '../src/analysis/project/ast.js';
import { moduleOf } from '../src/analysis/project/module.js';

interface Options {
  /** Report handlers that turn the error into another value or into an error without its cause, too. */
  replaced: boolean;
}

type MessageId = 'errorSwallowed' | 'errorReplaced' | 'causeDropped';

/** What a codemod starts from. */
export interface SwallowedErrorEvidence {
  handler: Handler;
  /** Null where what fails isn't known to leave the process. */
  effect: Effect | null;
}

export default createRule<Options, MessageId>({
  name: 'no-swallowed-error',
  meta: {
    description: 'disallow handlers that drop the error of an external call, query or transaction',
    family: 'errors',
    preset: 'recommended',
    presetOptions: { strict: { replaced: true } },
    type: 'problem',
    messages: {
      errorSwallowed:
        'An outage goes unnoticed here: when {{chain}} fails, the error is dropped without a trace. Log it, rethrow it, or say in a comment why it does not matter.',
      errorReplaced:
        'An outage looks like something else here: when {{chain}} fails, the error becomes {{answer}} and nothing tells why. Log it, or {{remedy}}.',
      causeDropped:
        'When this fails in production, nobody can tell where and why: another error takes the place of what {{chain}} threw, with {{kept}}. Pass it as `cause`, or log it.',
    },
    schema: {
      type: 'object',
      properties: {
        replaced: {
          type: 'boolean',
          description:
            'Report handlers that turn the error into another value or into an error without its cause, too.',
        },
      },
      additionalProperties: false,
    },
    defaultOptions: { replaced: false },
  },
  check(file, { options, report }) {
    if (isBrowserFile(file.project, file.module)) return;
    const reported = new Set<Node>();
    for (const handler of handlersOf(file.project, file.module)) {
      if ((handler.kind !== 'catch' && handler.kind !== 'rejection') || reported.has(handler.node)) continue;
      const { paths } = treatmentOf(file.project, handler);
      const dropped = paths && droppedOn(handler, paths, options);
      if (!dropped || hasReason(handler) || isBestEffort(handler)) continue;
      const effect = guardedEffect(file.project, handler);
      const isOther = paths.every((path) => path.expected || isOtherError(path));
      const isPartly = isOther && paths.some((path) => path.partly && !path.expected);
      const call = effect || !options.replaced || !isOther || isPartly ? null : failingCall(file.project, handler);
      if ((!effect && !call) || (effect && isMiss(handler, dropped.path, effect))) continue;
      reported.add(handler.node);
      const chain = effect ? describeEffect(effect) : `\`${calleeText(call!)}\``;
      const kept = isPartly ? 'no more than its text' : 'nothing of it';
      report({
        messageId: isPartly || !effect ? 'causeDropped' : dropped.messageId,
        at: handler.at,
        data: { chain, kept, ...answerText(dropped.path) },
        evidence: { handler, effect } satisfies SwallowedErrorEvidence,
      });
    }
  },
});

/** The way on which a handler drops the error; null where one keeps it. */
function droppedOn(
  handler: Handler,
  paths: readonly Path[],
  options: Options,
): { messageId: MessageId; path: Path } | null {
  const open = paths.filter((path) => !path.expected);
  if (open.length === 0 || !open.every(isDropped)) return null;
  // A handler that throws another error on one of its ways has looked at what happened.
  const swallowed = open.some((path) => path.end === 'throw')
    ? undefined
    : open.find((path) => isSwallowed(handler, path));
  if (swallowed) return { messageId: 'errorSwallowed', path: swallowed };
  const isReplaced = options.replaced && !isPredicate(handler) && open.every((path) => path.assigned || path.answer);
  return isReplaced ? { messageId: 'errorReplaced', path: open[0]! } : null;
}

/** Nothing on the way keeps the error. A new error may have its message, but neither its stack nor its cause. */
function isDropped(path: Path): boolean {
  const isKept = path.handedOn || path.passedOn || path.tracked || path.lines.length > 0 || path.acted === 'unknown';
  return !isKept && (!path.partly || path.end === 'throw');
}

/** A new error is thrown. */
function isOtherError({ end, answer }: Path): boolean {
  return end === 'throw' && answer !== null && /^(?:New|Call)Expression$/.test(unwrap(answer).type);
}

/** Nothing happens, and nothing is given back that tells of a failure. */
function isSwallowed(handler: Handler, { acted, assigned, end, answer }: Path): boolean {
  if (acted !== 'no' || assigned || end === 'throw') return false;
  return answer === null || (handler.kind === 'rejection' && isNothing(answer) && !isPredicate(handler));
}

function isNothing(node: Node): boolean {
  const answer = unwrap(node);
  if (answer.type === 'Literal') return answer.value === null;
  return (
    (answer.type === 'Identifier' && answer.name === 'undefined') ||
    (answer.type === 'UnaryExpression' && answer.operator === 'void')
  );
}

/** What is tried while something else fails already may fail too. */
function isBestEffort(handler: Handler): boolean {
  if (isInHandler(handler.at.parent ?? handler.at)) return true;
  for (let child = handler.at, parent = child.parent; parent; child = parent, parent = parent.parent) {
    if (parent.type === 'TryStatement' && parent.finalizer === (child as unknown)) return true;
  }
  return false;
}

/** `cache.get(key).catch(() => null)`: a store of keys that does not answer has not got the key. */
function isMiss({ kind }: Handler, { answer }: Path, { call: { call } }: Effect): boolean {
  return kind === 'rejection' && answer !== null && isNothing(answer) && call.medium === 'key-value' && call.access === 'read';
}

/** `isReachable()`, `hasAccess()`: that it answers no when it can't tell is its meaning. */
function isPredicate(handler: Handler): boolean {
  const fn = enclosingFunction(handler.at);
  return (
    fn !== null &&
    /^(?:is|has|can|does|check|ping|probe|supports|verify|exists)(?![a-z])|Exists$|[hH]ealth/.test(functionName(fn))
  );
}

function answerText({ answer, end }: Path): { answer: string; remedy: string } {
  if (end === 'throw') return { answer: 'another error without its cause', remedy: 'pass it as `cause`' };
  if (!answer) return { answer: 'a value like any other', remedy: 'rethrow it' };
  const { start, end: last } = answer;
  const text = moduleOf(answer).text.slice(start, last).replace(/\s+/g, ' ');
  return {
    answer: text.length <= 40 && !text.includes('`') ? `\`${text}\`` : 'an answer like any other',
    remedy: 'rethrow it',
  };
}
