import { callsOf, type ResolvedCall } from '../calls.js';
import { isHot } from '../control/hot.js';
import { modulesMentioning } from '../lifecycle/application.js';
import { enclosingFunction, isCall, isClass, isFunction, isInside, memberName, unwrap, type Node } from '../project/ast.js';
import { isInComment, nodesOf, type Module } from '../project/module.js';
import type { Project } from '../project/project.js';
import { functionName } from '../effects/effects.js';
import { evaluate } from '../values/evaluate.js';
import { lookUpInCall, lookUpInValue } from '../values/options.js';
import { alternatives, type Receiver } from '../values/value.js';
import { kindOf } from './health.js';
import { isForClients, routesOf } from './routes.js';

/** An answer that sends a client away for a while and doesn't say for how long. */
export interface Refusal {
  node: Node;
  status: 429 | 503;
  /** The code that answers, for messages. */
  label: string;
  /** It is said on what a framework answers with, as the type of a parameter says: nothing but a request leads there. */
  isAnswer?: boolean;
}

/** Text by which code says when to come back: the header, or those of a limiter. */
const SAYS_WHEN = /retry-?after|x-?rate-?limit|ratelimit-(?:limit|remaining|reset|policy)/gi;

/** Names of functions that answer for operators: to be refused there is the answer. */
const OPERATIONAL = /health|ready|readiness|live|alive|status|probe|ping/i;

/** Text of answers that no later try changes: the feature is not there. */
const FOR_GOOD = /not[ _-]?(?:configured|enabled|set ?up|supported|implemented)|unconfigured|disabled|missing/i;

/** The answers of a module that refuse a request and don't say when to come back, in source order. */
export function refusalsIn(project: Project, module: Module): Refusal[] {
  if (!/\b(?:429|503)\b|TOO_?MANY|SERVICE_?UNAVAILABLE|TooMany|ServiceUnavailable/.test(module.text)) return [];
  const answers = [
    ...callsOf(project, module).flatMap((call) => statusOf(project, call)),
    ...constructed(project, module),
    ...assigned(project, module),
  ];
  return answers.filter(({ node, isAnswer }) => !isForGood(module, node) && !saysWhen(project, module, node) && !isForOperators(project, module, node) && (isAnswer || isHot(project, node)));
}

function statusOf(project: Project, { node, call, target, label, receiver }: ResolvedCall): Refusal[] {
  const place = call.statusAt ?? target.construction?.statusAt;
  if (place === undefined || !isCall(node)) return [];
  const found = lookUpInCall(project, node, call.options, place);
  const status = found.state === 'present' ? refusal(project, found.node) : null;
  return status ? [{ node, status, label, isAnswer: receiver?.by === 'type' && receiver.model.area === 'server' }] : [];
}

/** `new Response(body, { status: 429 })`, of the language or of a framework. */
function constructed(project: Project, module: Module): Refusal[] {
  return nodesOf(module, 'NewExpression').flatMap((node): Refusal[] => {
    const [, init] = node.arguments;
    const isResponse = /^(?:Next)?Response$/.test(node.callee.type === 'Identifier' ? node.callee.name : '');
    if (!isResponse || !init || init.type === 'SpreadElement') return [];
    const found = lookUpInValue(project, evaluate(project, init), ['status'], init);
    const status = found.state === 'present' ? refusal(project, found.node) : null;
    return status ? [{ node, status, label: 'new Response' }] : [];
  });
}

/** `ctx.status = 429`, `res.statusCode = 503`. */
function assigned(project: Project, module: Module): Refusal[] {
  return nodesOf(module, 'AssignmentExpression').flatMap((node): Refusal[] => {
    const { left, operator, right } = node;
    const name = left.type === 'MemberExpression' && operator === '=' ? memberName(left) : null;
    if (left.type !== 'MemberExpression' || (name !== 'status' && name !== 'statusCode')) return [];
    const status = refusal(project, right);
    const isAnswer = status !== null && alternatives(evaluate(project, left.object)).some((value) => value.kind === 'receiver' && setsStatus(project, value, name));
    return status && isAnswer ? [{ node, status, label: module.text.slice(left.start, left.end) }] : [];
  });
}

function setsStatus({ models }: Project, { model, type }: Receiver, name: string): boolean {
  for (let found = models.type(model, type); found; found = found.type.extends ? models.type(found.model, found.type.extends) : null) {
    if (found.type.statusBy === name) return true;
  }
  return false;
}

/** Names of constants for such a status, where the package that has them isn't in view. */
const NAMED: Record<string, 429 | 503> = { TOO_MANY_REQUESTS: 429, SERVICE_UNAVAILABLE: 503, TooManyRequests: 429, ServiceUnavailable: 503 };

function refusal(project: Project, node: Node): 429 | 503 | null {
  const expression = unwrap(node);
  const named = expression.type === 'MemberExpression' ? NAMED[memberName(expression) ?? ''] : undefined;
  if (named !== undefined) return named;
  const values = alternatives(evaluate(project, node));
  const [value] = values;
  const status = values.length === 1 && value?.kind === 'literal' ? value.value : null;
  return status === 429 || status === 503 ? status : null;
}

/** Whether the function that answers, or one round it, says when to come back; a header may be set before or after. */
function saysWhen(project: Project, module: Module, node: Node): boolean {
  // What is thrown is answered elsewhere.
  if (node.parent?.type === 'ThrowStatement' && modulesMentioning(project, module, /retry-?after/i).modules.some((each) => says(each, each.program))) return true;
  return says(module, outermost(node) ?? module.program);
}

function says(module: Module, { start, end }: { start: number; end: number }): boolean {
  return [...module.text.slice(start, end).matchAll(SAYS_WHEN)].some(({ index }) => !isInComment(module, start + index));
}

function isForGood(module: Module, node: Node): boolean {
  let statement = node;
  while (statement.parent && !/(?:Statement|Declaration)$/.test(statement.type)) statement = statement.parent;
  return FOR_GOOD.test(module.text.slice(statement.start, statement.end));
}

function isForOperators(project: Project, module: Module, node: Node): boolean {
  for (let fn = enclosingFunction(node); fn; fn = enclosingFunction(fn)) if (OPERATIONAL.test(functionName(fn))) return true;
  return OPERATIONAL.test(module.path.slice(module.path.lastIndexOf('/') + 1)) || routesOf(project, module).some((route) => (kindOf(route) !== null || !isForClients(route.path)) && (isInside(node, route.node) || route.handlers?.some((fn) => isInside(node, fn))));
}

/** The outermost function, or class, that a node stands in. */
function outermost(node: Node): Node | null {
  let found: Node | null = null;
  for (let parent = node.parent; parent; parent = parent.parent) if (isFunction(parent) || isClass(parent)) found = parent;
  return found;
}
