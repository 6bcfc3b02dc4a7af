import { accessOf, type ResolvedCall } from '../calls.js';
import { forEachChild, isCall, isInside, keyName, memberName, unwrap, type Node } from '../project/ast.js';
import { moduleOf } from '../project/module.js';
import type { Project } from '../project/project.js';
import { evaluate } from '../values/evaluate.js';
import { lookUpOption, lookUpPlace } from '../values/options.js';
import { textOf } from '../values/text.js';
import { alternatives } from '../values/value.js';

/** Methods of lists and streams that give something else each time. */
const TAKING = new Set(['shift', 'pop', 'splice', 'next', 'read']);

/** Methods that do the same thing once or twice, as RFC 9110 (9.2.2) has them. */
const IDEMPOTENT = new Set(['GET', 'HEAD', 'OPTIONS', 'TRACE', 'PUT', 'DELETE', 'DEL']);

/** A path whose last part says what is done: `/bot…/sendMessage?chat_id=1`, `/save/…`. */
const CHANGES = /^[^?#]*\/(?:send|create|add|insert|submit|post|publish|trigger|charge|pay|refund|cancel|save|subscribe)(?:[A-Z_/?#-]|$)/;

/**
 * Whether evaluating a call twice does what evaluating it once does: it reads, its method says so, or it carries the same
 * key both times; and its arguments take nothing away from anything.
 */
export function isRepeatable(project: Project, call: ResolvedCall): boolean {
  if (some(call.node, (node) => TAKING.has(calledMethod(node) ?? ''))) return false;
  if (changesByPath(project, call)) return hasIdempotencyKey(project, call);
  if (accessOf(project, call) === 'read') return true;
  const method = methodOf(project, call);
  return (method !== null && IDEMPOTENT.has(method)) || hasIdempotencyKey(project, call);
}

/** Whether a call that should only read is one that changes something, by its address. */
function changesByPath(project: Project, call: ResolvedCall): boolean {
  if (methodOf(project, call) !== 'GET' || !isCall(call.node)) return false;
  return (call.call.url ?? []).some((place) => {
    const found = lookUpPlace(project, call, place);
    const text = found.state === 'absent' || !found.node ? null : textOf(project, found.node);
    return text !== null && CHANGES.test(text);
  });
}

/** The HTTP method of a call, in capitals; null where it isn't known or the call is no HTTP. */
export function methodOf(project: Project, call: ResolvedCall): string | null {
  const { method, medium } = call.call;
  if (medium !== 'http') return null;
  if (!method) return call.target.name.toUpperCase();
  if (!isCall(call.node)) return null;
  const found = lookUpPlace(project, call, method.at);
  if (found.state === 'absent') return method.default.toUpperCase();
  return found.state === 'present' && found.value.kind === 'literal' ? String(found.value.value).toUpperCase() : null;
}

/** `headers: { 'Idempotency-Key': id }`, `idempotencyKey: id`: the server does the work once for each key. */
function hasIdempotencyKey(project: Project, call: ResolvedCall): boolean {
  if (!isCall(call.node)) return false;
  if (lookUpPlace(project, call, 'idempotencyKey').state === 'present') return true;
  const headers = lookUpPlace(project, call, 'headers');
  return headers.state === 'present' && hasKey(project, call, headers.node, new Set());
}

function hasKey(project: Project, call: ResolvedCall, node: Node, seen: Set<Node>): boolean {
  for (const value of alternatives(evaluate(project, node))) {
    if (value.kind !== 'object' || seen.has(value.node)) continue;
    seen.add(value.node);
    for (const property of value.node.properties) {
      if (property.type === 'SpreadElement') {
        if (hasKey(project, call, property.argument, seen)) return true;
      } else if (/^(?:x-)?idempotency-key$/i.test(keyName(property.key, property.computed) ?? '')) {
        const value = property.value as Node;
        // `'idempotency-key': randomUUID()` within the call is another key each time.
        const isMadeAnew = moduleOf(value) === call.module && isInside(value, call.node) && some(value, isCall);
        return !isMadeAnew && lookUpOption(project, value, []).state !== 'absent';
      }
    }
  }
  return false;
}

function calledMethod(node: Node): string | null {
  return node.type === 'CallExpression' && node.callee.type === 'MemberExpression' ? memberName(node.callee) : null;
}

function some(node: Node, test: (node: Node) => boolean): boolean {
  if (test(node)) return true;
  let found = false;
  forEachChild(node, (child) => {
    found ||= some(child, test);
  });
  return found;
}

/** Whether what a call sends can be sent a second time, as far as is known: a stream can't. */
export function hasRepeatableBody(project: Project, call: ResolvedCall): boolean {
  return (call.call.body ?? []).every((place) => {
    const found = isCall(call.node) ? lookUpPlace(project, call, place) : null;
    return !found || found.state === 'absent' || (found.node !== undefined && isData(project, unwrap(found.node)));
  });
}

/** Text or data that is written where it is passed, or a constant. */
function isData(project: Project, node: Node): boolean {
  if (['Literal', 'TemplateLiteral', 'ObjectExpression', 'ArrayExpression', 'BinaryExpression'].includes(node.type)) return true;
  if (node.type === 'CallExpression') {
    const { callee } = node;
    return callee.type === 'MemberExpression' && callee.object.type === 'Identifier' && callee.object.name === 'JSON';
  }
  if (node.type === 'NewExpression') return node.callee.type === 'Identifier' && node.callee.name === 'URLSearchParams';
  const values = alternatives(evaluate(project, node));
  return values.every(({ kind }) => kind === 'literal' || kind === 'template' || kind === 'object' || kind === 'array');
}
