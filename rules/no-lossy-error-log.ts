import { createRule } from '../src/create-rule.js';
import type { Edit } from '../src/edit/edit.js';
import { renameKey, rewriteLog } from '../src/edit/log.js';
import { isBrowserFile } from '../src/analysis/control/browser.js';
import { isCommand } from '../src/analysis/control/command.js';
import { handlersOf, type Handler } from '../src/analysis/control/handlers.js';
import type { ErrorScope } from '../src/analysis/errors/carried.js';
import type { Line } from '../src/analysis/errors/effects.js';
import type { LogCall } from '../src/analysis/errors/log-call.js';
import { firstLoss, type Loss } from '../src/analysis/errors/loss.js';
import { countedFailures } from '../src/analysis/errors/settled.js';
import { errorNameAt, isErrorOrText, type ErrorName } from '../src/analysis/errors/text.js';
import { treatmentOf } from '../src/analysis/errors/treatment.js';
import { forEachChild, type Node } from '../src/analysis/project/ast.js';
import { moduleOf, type Module } from '../src/analysis/project/module.js';

interface Options {
  /** Report a line that has only the message, too, where the same error is passed to the caller's callback. */
  passedOn: boolean;
}

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
            "Report a line that has only the message, too, where the same error is passed to the caller's callback.",
        },
      },
      additionalProperties: false,
    },
    defaultOptions: { passedOn: false },
    codemod: 'log-error-object',
  },
  check(file, { options, report }) {
    // What a command prints is for the person who runs it.
    if (isBrowserFile(file.project, file.module) || isCommand(file.project, file.module)) return;
    for (const { node, log } of countedFailures(file.project, file.module)) {
      const data = { logger: log.callee, error: 'the rejected promises', remedy: 'Log the `reason` of each.' };
      report({ messageId: 'errorNotLogged', at: node, data });
    }
    const seen = new Set<Node>();
    for (const handler of handlersOf(file.project, file.module)) {
      if (seen.has(handler.node) || moduleOf(handler.node) !== file.module) continue;
      seen.add(handler.node);
      const { scope, paths } = treatmentOf(file.project, handler);
      const found = paths && firstLoss(file.project, handler, scope, paths, options.passedOn);
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
  const code = template
    .replace('$message', "'…'")
    .replace('$error', name)
    .replace(`{ ${name}: ${name} }`, `{ ${name} }`);
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
  if ('property' in verdict) {
    const object = verdict.property.parent;
    if (object?.type !== 'ObjectExpression') return null;
    return verdict.kind === 'wrongKey' && ownKey !== undefined
      ? renameKey(module, object, verdict.property, ownKey)
      : unwrapped(log, object, bound.name);
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

/** An object that has the error and nothing else becomes the error, where that keeps its stack: `{ err }` becomes `err`. */
function unwrapped({ node, shape }: LogCall, object: Node & { properties: unknown[] }, name: ErrorName): Edit[] | null {
  const position = node.type === 'CallExpression' ? node.arguments.indexOf(object as never) : -1;
  const isKept = shape?.errorAt.some((place) => place === 'any' || place === position) ?? false;
  return isKept && object.properties.length === 1 ? [{ start: object.start, end: object.end, text: name.name }] : null;
}

/** A name for an error that nothing binds: `catch {` becomes `catch (error) {`. */
function bindingFor(module: Module, handler: Handler, line: Line): { name: ErrorName; edits: Edit[] } | null {
  const { node } = handler;
  if (handler.parameter) return null;
  const isTaken = module.identifiers.some(
    ({ name, start }) => name === 'error' && start >= node.start && start < node.end,
  );
  if (isTaken || line.node.start < node.start) return null;
  const name = { name: 'error', object: null };
  if (node.type === 'CatchClause') {
    const at = node.start + 'catch'.length;
    return { name, edits: [{ start: at, end: at, text: ' (error)' }] };
  }
  const open =
    node.type === 'ArrowFunctionExpression' && node.params.length === 0 ? module.text.indexOf('()', node.start) : -1;
  const isAtStart = /^(?:async\s*)?$/.test(module.text.slice(node.start, open));
  return open === -1 || !isAtStart || handler.kind !== 'rejection'
    ? null
    : { name, edits: [{ start: open + 1, end: open + 1, text: 'error' }] };
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
