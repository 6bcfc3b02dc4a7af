import { createRule } from '../src/create-rule.js';
import type { Edit } from '../src/edit/edit.js';
import { renameKey, rewriteLog } from '../src/edit/log.js';
import { isBrowserFile } from '../src/analysis/control/browser.js';
import { handlersOf, type Handler } from '../src/analysis/control/handlers.js';
import { mentions, type ErrorScope } from '../src/analysis/errors/carried.js';
import type { Line } from '../src/analysis/errors/effects.js';
import { countedFailures } from '../src/analysis/errors/settled.js';
import { tellsFailure, type LogCall } from '../src/analysis/errors/log-call.js';
import { guardedEffect } from '../src/analysis/errors/guarded.js';
import { isParsing } from '../src/analysis/errors/parsing.js';
import { hasReason } from '../src/analysis/errors/reason.js';
import { errorNameAt, isErrorOrText, type ErrorName } from '../src/analysis/errors/text.js';
import { treatmentOf, type Path } from '../src/analysis/errors/treatment.js';
import { forEachChild, isInside, type Node } from '../src/analysis/project/ast.js';
import { bindingOf, moduleOf, type Module } from '../src/analysis/project/module.js';
import type { FileAnalysis } from '../src/analysis/file.js';

interface Options {
  /** Report a line that has only the message, too, where the same error is thrown on or passed to the caller's callback. */
  passedOn: boolean;
}

type Loss = 'messageOnly' | 'errorDropped' | 'wrongErrorKey' | 'errorSerialisedEmpty' | 'errorNotLogged';
type MessageId = Loss | 'logStack';

/** What a codemod starts from. */
export interface LossyLogEvidence {
  handler: Handler;
  line: Line;
}

export default createRule<Options, MessageId>({
  name: 'no-lossy-error-log',
  meta: {
    description: 'disallow error logs that lose the stack or the error',
    family: 'errors',
    preset: 'recommended',
    presetOptions: { strict: { passedOn: true } },
    type: 'problem',
    fixable: true,
    hasSuggestions: true,
    messages: {
      messageOnly:
        'When this fails in production, the log says what but not where: `{{logger}}` gets only the text of {{error}}, without its stack. {{remedy}}',
      errorDropped:
        'When this fails in production, the log has no stack: {{library}} does not keep an error that is argument {{position}} of `{{logger}}`. {{remedy}}',
      wrongErrorKey:
        'When this fails in production, the log has `{}` in place of {{error}}: {{library}} keeps errors under another key than `{{key}}`. {{remedy}}',
      errorSerialisedEmpty:
        'When this fails in production, the log has `{}` in place of {{error}}: {{library}} prints that for an error under a key such as `{{key}}`. {{remedy}}',
      errorNotLogged:
        'When this fails in production, nobody can tell why: `{{logger}}` says that something went wrong and nothing of {{error}}. {{remedy}}',
      logStack: 'Log the stack, which begins with the message.',
    },
    schema: {
      type: 'object',
      properties: {
        passedOn: {
          type: 'boolean',
          description:
            "Report a line that has only the message, too, where the same error is thrown on or passed to the caller's callback.",
        },
      },
      additionalProperties: false,
    },
    defaultOptions: { passedOn: false },
  },
  check(file, { options, report }) {
    // What a command prints is for the person who runs it.
    if (isBrowserFile(file.project, file.module) || file.module.program.hashbang) return;
    for (const { node, log } of countedFailures(file.project, file.module)) {
      const data = { logger: log.callee, error: 'the rejected promises', remedy: 'Log the `reason` of each.' };
      report({ messageId: 'errorNotLogged', at: node, data });
    }
    const seen = new Set<Node>();
    for (const handler of handlersOf(file.project, file.module)) {
      if (seen.has(handler.node) || moduleOf(handler.node) !== file.module) continue;
      seen.add(handler.node);
      const { scope, paths } = treatmentOf(file.project, handler);
      const found = paths && firstLoss(file, handler, scope, paths, options);
      if (!found) continue;
      const { line, loss } = found;
      const name = errorNameAt(scope, line.node);
      report({
        messageId: loss,
        at: line.node,
        data: dataOf(line, name),
        evidence: { handler, line } satisfies LossyLogEvidence,
        ...remediesOf(file.module, handler, scope, line, name),
      });
    }
  },
});

/** The first line of a handler that loses the error on a way where nothing else keeps it. */
function firstLoss(file: FileAnalysis, handler: Handler, scope: ErrorScope, paths: readonly Path[], options: Options) {
  const lines = new Map<Node, Line>(paths.flatMap((path) => path.lines.map((line) => [line.node, line])));
  for (const line of [...lines.values()].sort((a, b) => a.node.start - b.node.start)) {
    const loss = lossOf(line);
    if (!loss) continue;
    const through = paths.filter((path) => path.lines.some(({ node }) => node === line.node));
    // What is tried again is warned of, and kept when it fails for good.
    const related = line.log?.level === 'warn' || line.log?.level === null ? paths : through;
    if (through.every((path) => path.expected) || related.some((path) => isKept(path, line, loss, options))) continue;
    if ((loss === 'errorNotLogged' || loss === 'messageOnly') && handler.guarded && isParsing(handler.guarded)) continue;
    if (loss === 'errorNotLogged' && line.log && !isAboutError(file, handler, scope, line)) continue;
    return { line, loss };
  }
  return null;
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
      return log.level === null ? null : 'errorNotLogged';
    default:
      return null;
  }
}

/** Whether something else on the way keeps what the line loses. */
function isKept(path: Path, line: Line, loss: Loss, options: Options): boolean {
  if (path.tracked) return true;
  const others = path.lines.filter(({ node }) => node !== line.node);
  switch (loss) {
    // The error was given to this logger to be kept: what other code gets doesn't mend that.
    case 'errorDropped':
    case 'wrongErrorKey':
    case 'errorSerialisedEmpty':
      return others.some(({ log, verdict }) => verdict.kind === 'kept' && log?.library === line.log?.library);
    case 'messageOnly':
      return path.handedOn || (path.passedOn && !options.passedOn) || others.some(({ verdict }) => isWhole(verdict.kind));
    case 'errorNotLogged':
      return path.handedOn || path.passedOn || path.partly || others.some(({ verdict }) => verdict.kind !== 'nothing');
  }
}

function isWhole(kind: Line['verdict']['kind']): boolean {
  return kind === 'kept' || kind === 'unknown';
}

/** Whether a line that has nothing of the error is written because of it. */
function isAboutError(file: FileAnalysis, handler: Handler, scope: ErrorScope, line: Line): boolean {
  if (handler.kind === 'helper') return false;
  // A warning is often the right end of a failure that was expected, unless it is one of another service.
  if (line.log?.level === 'warn' && (hasReason(handler) || !guardedEffect(file.project, handler))) return false;
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

function dataOf({ node, log, verdict }: Line, name: ErrorName | null): Record<string, string> {
  const logger = log?.callee ?? moduleOf(node).text.slice(node.start, node.end);
  return {
    logger,
    library: log?.library ?? 'the logger',
    error: name ? `\`${name.name}\`` : 'the error',
    position: verdict.kind === 'dropped' ? String(verdict.argument + 1) : '',
    key: 'key' in verdict ? verdict.key : '',
    remedy: remedyText(logger, log, name?.name ?? 'error'),
  };
}

function remedyText(logger: string, log: LogCall | null, name: string): string {
  const template = log ? log.fix : '($message, $error)';
  if (!template) return 'Log its stack too.';
  const code = template.replace('$message', "'…'").replace('$error', name).replace(`{ ${name}: ${name} }`, `{ ${name} }`);
  return `Write \`${logger}${code}\`.`;
}

/** The fix where it is exact, else a suggestion. */
function remediesOf(module: Module, handler: Handler, scope: ErrorScope, line: Line, name: ErrorName | null) {
  const fix = fixOf(module, handler, scope, line, name);
  if (fix) return { fix };
  const edits = stackEdits(scope, line);
  return edits ? { suggestions: [{ messageId: 'logStack' as const, edits }] } : {};
}

function fixOf(module: Module, handler: Handler, scope: ErrorScope, line: Line, name: ErrorName | null): Edit[] | null {
  const bound = name ? { name, edits: [] } : bindingFor(module, handler, line);
  if (!bound) return null;
  if (!line.log) return [...bound.edits, { start: line.node.end, end: line.node.end, text: `(${bound.name.name})` }];
  const { log, verdict } = line;
  const call = log.node;
  if (call.type !== 'CallExpression') return null;
  const [ownKey] = log.shape?.errorKeys ?? [];
  if (verdict.kind === 'wrongKey' && verdict.property.parent?.type === 'ObjectExpression') {
    return ownKey === undefined ? null : renameKey(module, verdict.property.parent, verdict.property, ownKey);
  }
  if (!log.fix) return null;
  const edits = rewriteLog(module, {
    call,
    template: log.fix,
    error: bound.name.name,
    object: bound.name.object,
    alone: log.shape?.errorAt.some((place) => place === 0 || place === 'any') ?? false,
    anywhere: log.shape?.errorAt.includes('any') ?? false,
    isError: (node) => isErrorOrText(scope, node),
  });
  return edits && [...bound.edits, ...edits];
}

/** A name for an error that nothing binds: `catch {` becomes `catch (error) {`. */
function bindingFor(module: Module, handler: Handler, line: Line): { name: ErrorName; edits: Edit[] } | null {
  const { node } = handler;
  if (handler.parameter) return null;
  const isTaken = module.identifiers.some(({ name, start }) => name === 'error' && start >= node.start && start < node.end);
  if (isTaken || line.node.start < node.start) return null;
  const name = { name: 'error', object: null };
  if (node.type === 'CatchClause') {
    const at = node.start + 'catch'.length;
    return { name, edits: [{ start: at, end: at, text: ' (error)' }] };
  }
  const open = node.type === 'ArrowFunctionExpression' && node.params.length === 0 ? module.text.indexOf('()', node.start) : -1;
  const isAtStart = /^(?:async\s*)?$/.test(module.text.slice(node.start, open));
  return open === -1 || !isAtStart || handler.kind !== 'rejection' ? null : { name, edits: [{ start: open + 1, end: open + 1, text: 'error' }] };
}

/** `err.message` in the line becomes `err.stack`. */
function stackEdits(scope: ErrorScope, { log, verdict }: Line): Edit[] | null {
  if (!log || verdict.kind !== 'text') return null;
  const edits: Edit[] = [];
  function visit(node: Node): void {
    if (node.type === 'MemberExpression' && isErrorOrText(scope, node)) {
      edits.push({ start: node.property.start, end: node.property.end, text: 'stack' });
    } else forEachChild(node, visit);
  }
  visit(log.node);
  return edits.length === 1 ? edits : null;
}
