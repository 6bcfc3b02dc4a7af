import type { Handler } from '../control/handlers.js';
import { isInside, parentOf, unwrap, type Node } from '../project/ast.js';
import { bindingOf, moduleOf } from '../project/module.js';
import type { Project } from '../project/project.js';
import { mentions, type ErrorScope } from './carried.js';
import type { Line } from './effects.js';
import { guardedEffect } from './guarded.js';
import { tellsFailure } from './log-call.js';
import { isParsing } from './parsing.js';
import { hasReason } from './reason.js';
import type { Path } from './treatment.js';

/**
 * How a log line loses an error: it has only its text, drops it at that position, has it under a key that isn't the
 * logger's own, under one that is printed as `{}`, or has nothing of it.
 */
export type Loss = 'messageOnly' | 'errorDropped' | 'wrongErrorKey' | 'errorSerialisedEmpty' | 'errorNotLogged';

/** Words by which a line of no level tells of a failure. */
const FAILURE = /['"`][^'"`]*\b(?:errors?|fail(?:ed|ure|s)?|unable|cannot|incorrect|invalid)\b/i;

/** A log line that loses the error, and how. */
export interface LossyLine {
  line: Line;
  loss: Loss;
}

/**
 * The first line of a handler that loses the error on a way where nothing else keeps it; null where there is none.
 * `passedOn`: a line that has only the message counts, too, where the same error is passed to the caller's callback.
 */
export function firstLoss(
  project: Project,
  handler: Handler,
  scope: ErrorScope,
  paths: readonly Path[],
  passedOn: boolean,
): LossyLine | null {
  const lines = new Map<Node, Line>(paths.flatMap((path) => path.lines.map((line) => [line.node, line])));
  for (const line of [...lines.values()].sort((a, b) => a.node.start - b.node.start)) {
    const loss = lossOf(line);
    if (!loss) continue;
    const through = paths.filter((path) => path.lines.some(({ node }) => node === line.node));
    // What is tried again is warned of, and kept when it fails for good.
    const related = line.log?.level === 'warn' || line.log?.level === null ? paths : through;
    if (through.every((path) => path.expected) || related.some((path) => isKept(path, line, loss, passedOn))) continue;
    if ((loss === 'errorNotLogged' || loss === 'messageOnly') && handler.guarded && isParsing(handler.guarded))
      continue;
    // A warning whose comment says what is expected here needs no stack.
    if (loss === 'messageOnly' && line.log?.level === 'warn' && hasReason(handler)) continue;
    if (loss === 'errorNotLogged' && isOfNoError(scope, line.node)) continue;
    if (loss === 'errorNotLogged' && line.log && !isAboutError(project, handler, scope, line)) continue;
    return { line, loss };
  }
  return null;
}

/** Whether a line is for what is no `Error`, and has no stack to lose: `if (err instanceof Error) { … } else { log('failed'); }`. */
function isOfNoError(scope: ErrorScope, node: Node): boolean {
  for (let child = node, parent = parentOf(node); parent; child = parent, parent = parentOf(parent)) {
    if (parent.type !== 'IfStatement' || parent.alternate !== child) continue;
    const test = unwrap(parent.test);
    const isError = test.type === 'BinaryExpression' && test.operator === 'instanceof' && test.right.type === 'Identifier' && test.right.name === 'Error';
    if (isError && mentions(scope, test.left)) return true;
  }
  return false;
}

function lossOf({ log, verdict }: Line): Loss | null {
  if (!log) return 'errorNotLogged';
  if (log.level !== null && !tellsFailure(log.level)) return null;
  switch (verdict.kind) {
    case 'text':
      return 'messageOnly';
    case 'dropped':
      return 'errorDropped';
    case 'wrongKey':
      return 'wrongErrorKey';
    case 'empty':
      return 'errorSerialisedEmpty';
    case 'nothing':
      // `console.log` has no level: its words say whether it tells of a failure.
      return log.level === null && !FAILURE.test(moduleOf(log.node).text.slice(log.node.start, log.node.end)) ? null : 'errorNotLogged';
    default:
      return null;
  }
}

/** Whether something else on the way keeps what the line loses. */
function isKept(path: Path, line: Line, loss: Loss, passedOn: boolean): boolean {
  if (path.tracked) return true;
  const others = path.lines.filter(({ node }) => node !== line.node);
  switch (loss) {
    // The error was given to this logger to be kept: what other code gets doesn't mend that, another line of it does, or
    // one that tells of an error wherever it goes.
    case 'errorDropped':
    case 'wrongErrorKey':
    case 'errorSerialisedEmpty':
      return others.some(({ log, verdict }) => verdict.kind === 'kept' && (log?.library === line.log?.library || log?.level === 'error'));
    case 'messageOnly':
      return path.handedOn || (path.passedOn && !passedOn) || others.some(({ verdict }) => isWhole(verdict.kind));
    case 'errorNotLogged':
      return path.handedOn || path.passedOn || path.partly || others.some(({ verdict }) => verdict.kind !== 'nothing');
  }
}

function isWhole(kind: Line['verdict']['kind']): boolean {
  return kind === 'kept' || kind === 'unknown';
}

/** Whether a line that has nothing of the error is written because of it. */
function isAboutError(project: Project, handler: Handler, scope: ErrorScope, line: Line): boolean {
  if (handler.kind === 'helper') return false;
  // A warning, or a line of no level, is often the right end of a failure that was expected, unless it is one of another service.
  if ((line.log?.level === 'warn' || line.log?.level === null) && (hasReason(handler) || !guardedEffect(project, handler))) return false;
  const tests = testsRound(line.node, scope.region);
  return handler.kind === 'callback' ? tests.length > 0 : !tests.some((test) => asksForOther(scope, test));
}

/** The tests of the branches that a node is in. */
function testsRound(node: Node, region: Node): Node[] {
  const tests: Node[] = [];
  for (let child = node, parent = child.parent; parent && child !== region; child = parent, parent = parent.parent) {
    if (parent.type === 'IfStatement' && child !== (parent.test as Node)) tests.push(parent.test);
  }
  return tests;
}

/** A test of what the handler itself has found out since. */
function asksForOther(scope: ErrorScope, test: Node): boolean {
  if (mentions(scope, test)) return false;
  return scope.module.identifiers.some((identifier) => {
    if (identifier.start < test.start || identifier.end > test.end) return false;
    const declaration = bindingOf(scope.module, identifier)?.declarations[0];
    return declaration !== undefined && isInside(declaration, scope.region);
  });
}
