import type { Access, Call, Concept } from '../models/model.js';
import { isCall, memberName, parentOf, unwrap, type CallNode, type Node, type NodeOf } from './project/ast.js';
import { nodesOf, moduleOf, type Module } from './project/module.js';
import type { Project } from './project/project.js';
import { className } from './values/class.js';
import { describeTarget, targetsOf, type Target } from './values/call.js';
import { evaluate } from './values/evaluate.js';
import { lookUpPlace } from './values/options.js';
import { alternatives, type Link, type Receiver } from './values/value.js';
import { statementOf } from './values/text.js';

/** A call of a library in a file: what it is, on what, and where. */
export interface ResolvedCall {
  /** The call; for a lazy builder the outermost call of its chain, or the `await` of a variable that holds it. */
  node: Node;
  module: Module;
  /** Name of the package. */
  library: string;
  /** The call as a reader would name it: `Repository.findOne`, `fetch`. */
  label: string;
  target: Target;
  /** The row that says what it is; for a lazy builder the row of its execution. */
  call: Call;
  receiver: Receiver | null;
}

/** The library calls of a module in source order, each with its first matching row. Memoised. */
export function callsOf(project: Project, module: Module): readonly ResolvedCall[] {
  const table = project.derived<Module, ResolvedCall[]>('calls');
  let calls = table.get(module);
  if (!calls) {
    calls = [];
    for (const node of nodesOf(module, 'CallExpression', 'NewExpression', 'TaggedTemplateExpression', 'AwaitExpression')) {
      const call = callAt(project, node);
      if (call) calls.push(call);
    }
    table.set(module, calls);
  }
  return calls;
}

/** The library call that a node is; null where it is none, or a link inside a builder's chain. Memoised. */
export function callAt(project: Project, node: Node): ResolvedCall | null {
  const table = project.derived<Node, ResolvedCall | null>('call');
  let call = table.get(node);
  if (call === undefined) {
    call = isCall(node) ? direct(project, node) : node.type === 'AwaitExpression' ? awaitedVariable(project, node) : null;
    table.set(node, call);
  }
  return call;
}

function direct(project: Project, node: CallNode): ResolvedCall | null {
  const targets = targetsOf(project, node);
  // A row that says what the call does tells more than one that only says what it returns.
  const target = targets.find((item) => item.call.concept) ?? targets[0];
  if (!target) return null;
  if (!target.call.concept && isExecuted(project, node)) {
    const lazy = lazyExecution(project, node, target);
    if (lazy) return lazy;
  }
  return resolved(node, target, target.call, target.receiver);
}

function resolved(node: Node, target: Target, call: Call, receiver: Receiver | null): ResolvedCall {
  return { node, module: moduleOf(node), library: target.model.package, label: describeTarget(target), target, call, receiver };
}

/** The execution of a builder that a chain's outermost call makes. */
function lazyExecution(project: Project, node: CallNode, target: Target): ResolvedCall | null {
  for (const value of alternatives(evaluate(project, node))) {
    if (value.kind !== 'receiver') continue;
    const awaited = project.models.type(value.model, value.type)?.type.awaited;
    if (awaited) return resolved(node, target, awaited, value);
  }
  return null;
}

/** `const query = db.select(); …; await query`. */
function awaitedVariable(project: Project, node: Extract<Node, { type: 'AwaitExpression' }>): ResolvedCall | null {
  const argument = unwrap(node.argument);
  if (argument.type === 'MemberExpression') return awaitedProperty(project, node, argument);
  if (argument.type !== 'Identifier') return null;
  for (const value of alternatives(evaluate(project, argument))) {
    if (value.kind !== 'receiver' || !value.from) continue;
    // A promise that was made by an executed call runs once, where that call stands.
    if (isExecuted(project, value.from.node)) continue;
    const awaited = project.models.type(value.model, value.type)?.type.awaited;
    if (!awaited) continue;
    const { name, call, construction, receiver } = value.from;
    const target: Target = { model: value.model, owner: receiver?.type ?? value.type, name, call: call ?? awaited, construction, receiver };
    return resolved(node, target, awaited, value);
  }
  return null;
}

/** `await user.posts`, where the property is a relation that is loaded then. */
function awaitedProperty(project: Project, node: Node, property: NodeOf<'MemberExpression'>): ResolvedCall | null {
  for (const value of alternatives(evaluate(project, property))) {
    if (value.kind !== 'receiver' || value.from) continue;
    const awaited = project.models.type(value.model, value.type)?.type.awaited;
    if (!awaited) continue;
    const name = value.properties[value.properties.length - 1] ?? '';
    const owner = evaluate(project, property.object);
    const target: Target = { model: value.model, owner: owner.kind === 'instance' ? className(owner.node) : value.type, name, call: awaited, construction: null, receiver: null };
    return resolved(node, target, awaited, value);
  }
  return null;
}

const THENABLE = new Set(['then', 'catch', 'finally']);

/** Whether a lazy value is run where it stands: awaited, returned, yielded, chained with `then`, or given to `Promise.all`. */
function isExecuted(project: Project, node: Node): boolean {
  const parent = parentOf(node);
  if (!parent) return false;
  switch (parent.type) {
    case 'AwaitExpression':
    case 'ReturnStatement':
    case 'YieldExpression':
      return true;
    case 'ArrowFunctionExpression':
      return (parent.body as Node) === node || parent.body.start === node.start;
    case 'MemberExpression':
      return THENABLE.has(memberName(parent) ?? '');
    case 'ArrayExpression':
      return !isPart(project, parent);
    case 'ForOfStatement':
      return parent.await;
    case 'ConditionalExpression':
    case 'LogicalExpression':
      return isExecuted(project, parent);
    default:
      return false;
  }
}

/** Whether a list is an argument of another query's link, which takes its elements as parts: `select([raw('count(*)')])`. */
function isPart(project: Project, list: Node): boolean {
  const call = parentOf(list);
  return isCall(call) && targetsOf(project, call).some((target) => target.call.concept === undefined && target.call.returns !== undefined);
}

/** The chain of calls that led to a call's receiver, first one first, the call itself last. */
export function chainOf(call: ResolvedCall): Link[] {
  const links: Link[] = [];
  for (let link = call.receiver?.from ?? null; link; link = link.receiver?.from ?? null) links.unshift(link);
  if (isCall(call.node) && links[links.length - 1]?.node !== call.node) {
    const { name, construction } = call.target;
    links.push({ node: call.node, name, call: call.target.call, construction, receiver: call.receiver });
  }
  return links;
}

/** Whether a call reads or writes; `either` when the statement or the method can't be known. */
export function accessOf(project: Project, call: ResolvedCall): Exclude<Access, 'sql'> {
  const { access, method } = call.call;
  if (access === 'sql') {
    const statement = statementOf(project, call);
    if (statement === null) return 'either';
    return isReadStatement(statement) ? 'read' : 'write';
  }
  if (access === 'read' || access === 'write') return access;
  if (!method) return 'either';
  const found = lookUpPlace(project, { node: call.node, call: call.call, receiver: call.receiver }, method.at);
  if (found.state === 'unknown') return 'either';
  const name =
    found.state === 'absent' ? method.default : found.value.kind === 'literal' ? String(found.value.value) : null;
  if (name === null) return 'either';
  return /^(get|head|options)$/i.test(name) ? 'read' : 'write';
}

/** Whether the text of an SQL statement only reads. */
function isReadStatement(text: string): boolean {
  const statement = text.replace(/^\s*(?:--[^\n]*\n|\/\*[\s\S]*?\*\/|\s|\()*/, '').toLowerCase();
  if (/^with\b/.test(statement)) return !/\b(insert|update|delete|merge)\b/.test(statement);
  return /^(select|show|explain|values|table|describe)\b/.test(statement) && !/\bfor\s+(no\s+key\s+)?update\b/.test(statement);
}

/** Whether a call has one of the concepts. */
export function isConcept(call: ResolvedCall, ...concepts: Concept[]): boolean {
  return call.call.concept !== undefined && concepts.includes(call.call.concept);
}
