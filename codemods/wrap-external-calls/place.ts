import type { CallExpression, Expression } from 'oxc-parser';
import type { ResolvedCall } from '../../src/analysis/calls.js';
import { framesOf } from '../../src/analysis/control/frames.js';
import { callersOf } from '../../src/analysis/effects/callers.js';
import { functionName } from '../../src/analysis/effects/effects.js';
import { enclosingFunction, memberName, parentOf, type Node } from '../../src/analysis/project/ast.js';
import { moduleOf } from '../../src/analysis/project/module.js';
import type { Project } from '../../src/analysis/project/project.js';
import { isFile, isSized, isStreamed } from '../../src/analysis/timeouts/streamed.js';

/** Why a call stays as it is: a sentence. */
export interface Declined {
  reason: string;
}

/** The expression that makes a call and gives its promise: `got(url).json()` for the call `got(url)`. */
export function wrappedExpression(project: Project, call: ResolvedCall): Expression | Declined {
  const { node } = call;
  if (node.type !== 'CallExpression') return { reason: 'It is no plain call.' };
  const expression = chainFrom(node);
  const fn = enclosingFunction(node);
  if (fn?.generator) return { reason: 'It runs in a generator.' };
  const method = fn?.parent;
  if (method?.type === 'MethodDefinition' && method.kind === 'constructor') return { reason: 'It runs in a constructor, which cannot wait for it.' };
  if (!isUsedInPlace(expression)) return { reason: 'Its promise is not awaited or returned where the call is made.' };
  if (hasOptionalLink(expression)) return { reason: 'It is only made if its client is there.' };
  const loop = retriesRound(project, node) ?? retriesRoundCallers(project, node);
  if (loop) return { reason: `It is made again and again already, in ${loop}. Two retries multiply each other.` };
  if (isStreamed(project, call)) return { reason: 'Its answer is read as a stream, which a time limit would cut off.' };
  if (isSized(call)) return { reason: 'How long it takes depends on the size of what it moves, not on the service.' };
  if (isFile(call)) return { reason: 'Its answer is read as a file: how long that may take depends on its size, not on the service.' };
  return expression;
}

const THENABLE = new Set(['then', 'catch', 'finally']);

/** A call with the methods called on what it gives, up to those of a promise. */
function chainFrom(node: CallExpression): Expression {
  let expression: CallExpression = node;
  for (;;) {
    const member = parentOf(expression);
    const call = member && parentOf(member);
    if (member?.type !== 'MemberExpression' || call?.type !== 'CallExpression' || call.callee.start !== expression.start) return expression;
    if (THENABLE.has(memberName(member) ?? '')) return expression;
    expression = call;
  }
}

/** Whether a promise is awaited, returned or given to `Promise.all` where it is made, also behind its own methods. */
function isUsedInPlace(node: Node): boolean {
  const parent = parentOf(node);
  switch (parent?.type) {
    case 'AwaitExpression':
    case 'ReturnStatement':
      return true;
    case 'ArrowFunctionExpression':
      return parent.body.start === node.start;
    case 'MemberExpression':
      return THENABLE.has(memberName(parent) ?? '') && parent.object.start === node.start && isUsedInPlace(parentOf(parent)!);
    case 'ConditionalExpression':
      return parent.test.start !== node.start && isUsedInPlace(parent);
    case 'LogicalExpression':
      return parent.right.start === node.start && isUsedInPlace(parent);
    case 'ArrayExpression':
      return isCombined(parent);
    default:
      return false;
  }
}

/** `Promise.all([…])`. */
function isCombined(list: Node): boolean {
  const call = parentOf(list);
  if (call?.type !== 'CallExpression' || call.callee.type !== 'MemberExpression') return false;
  const { object } = call.callee;
  return object.type === 'Identifier' && object.name === 'Promise' && isUsedInPlace(call);
}

function hasOptionalLink(node: Node): boolean {
  if (node.type === 'CallExpression') return node.optional || hasOptionalLink(node.callee);
  return node.type === 'MemberExpression' && (node.optional || hasOptionalLink(node.object));
}

/** The retry that a call is in: a helper's callback, or a loop that goes on when the call has failed. Its name for a message. */
function retriesRound(project: Project, node: Node): string | null {
  let isCaught = false;
  for (const frame of framesOf(project, node)) {
    if (frame.kind === 'try' && frame.node.handler) isCaught = true;
    if (frame.kind === 'callback' && frame.role === 'retried') return `the retry in line ${lineOf(frame.node)}`;
    const isCounted = frame.kind === 'loop' && frame.node.type !== 'ForOfStatement' && frame.node.type !== 'ForInStatement';
    if (isCounted && isCaught) return `the loop in line ${lineOf(frame.node)}`;
  }
  return null;
}

function retriesRoundCallers(project: Project, node: Node): string | null {
  let fn = enclosingFunction(node);
  while (fn && !/^[\w$#]+$/.test(functionName(fn))) fn = enclosingFunction(fn);
  for (const { call } of fn ? callersOf(project, fn) : []) {
    const found = retriesRound(project, call);
    if (found) return `${found} of ${moduleOf(call).path.split(/[\\/]/).pop()}`;
  }
  return null;
}

function lineOf(node: Node): number {
  return moduleOf(node).lineOf(node.start);
}
