import { accessOf, callAt, isConcept } from '../../src/analysis/calls.js';
import { forEachChild, isFunction, isInside, isLoop, parentOf, unwrap, enclosingFunction, memberName, type CallNode, type IdentifierNode, type Node } from '../../src/analysis/project/ast.js';
import { bindingOf, moduleOf, nodesOf, referencesOf, scopeOf } from '../../src/analysis/project/module.js';
import type { Project } from '../../src/analysis/project/project.js';
import { lookUp } from '../../src/analysis/project/scope.js';
import type { LongTransaction } from '../../src/analysis/sessions/long-lived.js';
import type { Receiver } from '../../src/analysis/values/value.js';
import { statementOf } from '../../src/analysis/values/text.js';
import type { Edit } from '../../src/edit/edit.js';
import type { Style } from '../../src/edit/style.js';
import { indentAt } from '../../src/edit/trivia.js';
import { collected, deeper, hasLongText, leaves, thrown, type Declined, type Failures } from './loop.js';

/** One transaction round a loop becomes one for each element. What is read before the loop is read outside of them. */
export function perElement(project: Project, { transaction, loop }: LongTransaction, failures: Failures, style: Style): Edit[] | Declined {
  const { start, outer } = transaction;
  const module = moduleOf(start);
  const { text } = module;
  if (!outer || start.type !== 'CallExpression') return { reason: 'The transaction is begun and ended by statements.' };
  const callback = start.arguments.map((argument) => unwrap(argument)).find((argument) => isFunction(argument));
  const [parameter, ...more] = callback && isFunction(callback) ? callback.params : [];
  if (!callback || !isFunction(callback) || parameter?.type !== 'Identifier' || more.length > 0 || callback.body?.type !== 'BlockStatement') return { reason: 'The transaction runs a function of another shape.' };
  const statement = statementOfCall(start);
  const fn = enclosingFunction(start);
  if (!statement || !fn?.async) return { reason: 'The transaction gives a result, or nobody waits for it.' };
  const statements = callback.body.body as Node[];
  const index = statements.indexOf(loop);
  if (loop.type !== 'ForOfStatement' || loop.await || index === -1) return { reason: 'Its loop is no statement of the transaction.' };
  const after = statements.slice(index + 1);
  if (after.length > 0) return { reason: 'The transaction does more behind the loop.' };
  if (loop.body.type !== 'BlockStatement' || leaves(loop.body)) return { reason: 'A turn of the loop may end it.' };
  if (hasLongText(callback.body)) return { reason: 'A text of several lines in it would be indented, too.' };
  const before = statements.slice(0, index);
  const head = [...before, loop.right as Node];
  const problem = head.map((node) => notOnlyRead(project, node)).find((reason) => reason !== null) ?? declaredTwice(callback, before);
  if (problem) return { reason: problem };

  const client = text.slice(outer.base.start, outer.base.end);
  const session = bindingOf(module, parameter);
  const uses = session ? referencesOf(module, session).filter((use) => head.some((node) => isInside(use, node))) : [];
  if (!/^\s*\n/.test(text.slice(callback.body.start + 1)) || !/^\s*\n/.test(text.slice(loop.body.start + 1))) return { reason: 'It is not written on lines of its own.' };
  if (!/^[\w$.]+$/.test(client) || uses.some((use) => !hasMember(project, outer.receiver, use))) return { reason: `What it reads before the loop cannot be read by \`${client}\`.` };

  const indent = indentAt(text, statement.start);
  const inner = indent + style.indent;
  const line = style.lineEnd;
  const end = style.semicolons ? ';' : '';
  const outside = (node: { start: number; end: number }) => {
    let result = text.slice(node.start, node.end);
    for (const use of uses.filter(({ start: at, end: to }) => at >= node.start && to <= node.end).toReversed()) {
      result = result.slice(0, use.start - node.start) + client + result.slice(use.end - node.start);
    }
    return result;
  };
  const opening = text.slice(callback.body.start + 1, loop.start);
  const present = indentAt(text, loop.start);
  const flatter = (code: string) => code.split('\n').map((each) => (each.startsWith(present) ? indent + each.slice(present.length) : each)).join('\n');
  if (!present.startsWith(inner) || !opening.includes('\n')) return { reason: 'The transaction stands on one line.' };
  const reads = flatter(outside({ start: callback.body.start + 1, end: loop.start })).trim();
  const loopHead = outside({ start: loop.start, end: loop.body.start });
  // The call goes two levels deeper, and what it does for an element one, as the loop is no longer round it.
  const twice = (code: string) => deeper(deeper(code, style), style);
  const call = twice(text.slice(statement.start, callback.body.start));
  const closing = indentAt(text, callback.body.end - 1) + style.indent.repeat(2);
  const work = deeper(endingTurns(loop.body).replace(/\s+$/, ''), style);
  const lines = [
    ...(reads === '' ? [collected(failures, style)] : [reads, `${indent}${collected(failures, style)}`]),
    `${indent}${loopHead}{`,
    `${inner}try {`,
    `${inner}${style.indent}${call}{${work}`,
    `${closing}}${twice(text.slice(callback.body.end, start.end))}${end}`,
    `${inner}} catch (${failures.error}) {`,
    `${inner}${style.indent}${failures.name}.push(${failures.error})${end}`,
    `${inner}}`,
    `${indent}}`,
    `${indent}${thrown(failures, style)}`,
  ];
  return [{ start: statement.start, end: statement.end, text: lines.join(line) }];
}

/** The inside of a loop's block as that of a function: what ended a turn ends the function. */
function endingTurns(body: Node): string {
  const { text } = moduleOf(body);
  const ends: Node[] = [];
  const visit = (node: Node) => {
    if (node.type === 'ContinueStatement') ends.push(node);
    if (!isFunction(node) && !isLoop(node)) forEachChild(node, visit);
  };
  visit(body);
  let result = text.slice(body.start + 1, body.end - 1);
  for (const { start } of ends.toReversed()) {
    const at = start - body.start - 1;
    result = `${result.slice(0, at)}return${result.slice(at + 'continue'.length)}`;
  }
  return result;
}

/** `await db.transaction(…);` */
function statementOfCall(call: CallNode): Node | null {
  let holder = parentOf(call);
  const isAwaited = holder?.type === 'AwaitExpression';
  if (isAwaited) holder = parentOf(holder!);
  if (holder?.type === 'ExpressionStatement' && isAwaited) return holder;
  return null;
}

/** Why something can't be read outside of the transaction; null where it only reads. */
function notOnlyRead(project: Project, node: Node): string | null {
  const module = moduleOf(node);
  for (const inner of nodesOf(module, 'CallExpression', 'NewExpression', 'TaggedTemplateExpression', 'AwaitExpression')) {
    if (!isInside(inner, node)) continue;
    const call = callAt(project, inner);
    if (!call?.call.concept || !isConcept(call, 'query', 'external-call', 'publish', 'transaction')) continue;
    if (!isConcept(call, 'query') || accessOf(project, call) !== 'read') return 'The transaction writes before the loop.';
    if (/\bfor\s+(?:no\s+key\s+)?(?:update|share)\b/i.test(statementOf(project, call) ?? '')) return 'Its rows are locked until the end.';
  }
  const text = module.text.slice(node.start, node.end);
  return /\.forUpdate\(|\.forShare\(|setLock\(|lock:/.test(text) ? 'Its rows are locked until the end.' : null;
}

/** Names of the callback that the function round it has, too. */
function declaredTwice(callback: Node, before: readonly Node[]): string | null {
  const module = moduleOf(callback);
  const outer = callback.parent && scopeOf(module, callback.parent);
  for (const statement of before) {
    if (statement.type !== 'VariableDeclaration') return statement.type === 'ExpressionStatement' ? null : 'The transaction does more before the loop than to read.';
    for (const { id } of statement.declarations) {
      if (id.type !== 'Identifier') continue;
      if (outer && lookUp(outer, id.name)) return `\`${id.name}\` has another meaning outside of the transaction.`;
    }
  }
  return null;
}

/** Whether a client has what a session is used for: `tx.user`, `trx('users')`. */
function hasMember(project: Project, receiver: Receiver, use: IdentifierNode): boolean {
  const holder = parentOf(use);
  const found = project.models.type(receiver.model, receiver.type);
  if (holder?.type === 'CallExpression' && holder.callee === (use as unknown)) return callOf(project, found) !== null;
  if (holder?.type !== 'MemberExpression' || holder.object !== (use as unknown)) return false;
  const name = memberName(holder);
  return name !== null && project.models.member(receiver.model, receiver.type, name) !== null;
}

function callOf(project: Project, found: ReturnType<Project['models']['type']>): object | null {
  if (!found) return null;
  return found.type.call ?? (found.type.extends ? callOf(project, project.models.type(found.model, found.type.extends)) : null);
}

