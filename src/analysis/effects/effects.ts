import { callAt, type ResolvedCall } from '../calls.js';
import { callbackFrame, isDeferred, roleOf } from '../control/frames.js';
import {
  calleeOf,
  enclosingFunction,
  isCall,
  isFunction,
  memberName,
  parentOf,
  unwrap,
  type CallNode,
  type FunctionNode,
  type Node,
  type NodeOf,
} from '../project/ast.js';
import { moduleOf, nodesOf, type Module } from '../project/module.js';
import type { Project } from '../project/project.js';
import { begin, settle, touches } from '../project/tracked.js';
import { isBuilderType } from '../values/builder.js';
import { returnValue } from '../values/call.js';
import { className, constructorOf, getterOf } from '../values/class.js';
import { evaluate } from '../values/evaluate.js';
import { alternatives, type Func } from '../values/value.js';

/** One step of a chain of calls: the function that is entered, and the call that enters it. */
export interface Step {
  fn: FunctionNode;
  /** The function's name as a reader knows it. */
  name: string;
  module: Module;
  site: Site;
}

/** What can enter a function: a call, or the `await` of a property with a getter. */
export type Site = CallNode | NodeOf<'AwaitExpression'>;

/** A library call that a function reaches, with the shortest chain to it. */
export interface Effect {
  steps: Step[];
  call: ResolvedCall;
}

/** What a function does itself: its library calls and the project's functions that it calls, in source order. */
export interface Summary {
  calls: ResolvedCall[];
  callees: Step[];
}

/** What a function does itself, with the callbacks that run inside it. Memoised. */
export function summaryOf(project: Project, fn: FunctionNode): Summary {
  const table = project.derived<FunctionNode, Summary>('summaries');
  let summary = table.get(fn);
  if (summary) return summary;
  summary = { calls: [], callees: [] };
  const since = begin(table, fn, summary);
  collect(project, fn, summary);
  settle(table, fn, summary, since);
  return summary;
}

function collect(project: Project, fn: FunctionNode, summary: Summary): void {
  const own = functionIndex(moduleOf(fn)).get(fn);
  if (!own) return;
  for (const node of own.nodes) {
    const call = callAt(project, node);
    if (call) summary.calls.push(call);
    if (isSite(node)) summary.callees.push(...calleesOf(project, node));
  }
  for (const inner of own.inner) {
    const frame = callbackFrame(project, inner);
    if (frame && !isDeferred(frame.role)) collect(project, inner, summary);
  }
}

interface Own {
  nodes: Node[];
  inner: FunctionNode[];
}

const indexes = new WeakMap<Module, Map<FunctionNode | null, Own>>();

/** Calls and inner functions by the function they stand in; null is the module's top level. */
function functionIndex(module: Module): Map<FunctionNode | null, Own> {
  let index = indexes.get(module);
  if (index) return index;
  index = new Map();
  const ownOf = (fn: FunctionNode | null): Own => {
    let own = index.get(fn);
    if (!own) index.set(fn, (own = { nodes: [], inner: [] }));
    return own;
  };
  for (const node of nodesOf(module, 'CallExpression', 'NewExpression', 'TaggedTemplateExpression', 'AwaitExpression')) {
    ownOf(enclosingFunction(node)).nodes.push(node);
  }
  for (const node of nodesOf(module, 'FunctionExpression', 'ArrowFunctionExpression')) {
    if (isFunction(node)) ownOf(enclosingFunction(node)).inner.push(node);
  }
  indexes.set(module, index);
  return index;
}

export function isSite(node: Node): node is Site {
  return isCall(node) || node.type === 'AwaitExpression';
}

/**
 * The project's functions that a call enters: its callee, a constructor, and functions passed by name that it runs; of
 * the `await` of a property its getter.
 */
export function calleesOf(project: Project, node: Site): Step[] {
  const table = project.derived<Node, Step[]>('callees');
  const known = table.get(node);
  if (known) return known;
  if (node.type === 'AwaitExpression') return gettersOf(project, node);
  const steps: Step[] = [];
  for (const value of alternatives(evaluate(project, calleeOf(node)))) {
    if (value.kind === 'function' && !isPartOfQuery(project, value, node)) steps.push(step(value, node));
    if (value.kind === 'class' && node.type === 'NewExpression') {
      const fn = constructorOf(value.node);
      if (fn) steps.push({ fn, name: `new ${className(value.node)}`, module: value.module, site: node });
    }
  }
  if (node.type !== 'TaggedTemplateExpression') {
    for (const [position, argument] of node.arguments.entries()) {
      const passed = unwrap(argument);
      if (passed.type !== 'Identifier' && passed.type !== 'MemberExpression' && !isBind(passed)) continue;
      const { role } = roleOf(project, node, position, null);
      if (role === 'unknown' || isDeferred(role)) continue;
      for (const value of alternatives(evaluate(project, passed))) if (value.kind === 'function') steps.push(step(value, node));
    }
  }
  table.set(node, steps);
  return steps;
}

/**
 * Whether a call only makes a part of a query: what it gives is a builder that runs when it is awaited, and it is an
 * argument of another call (`exists(ordersOf(user))`) that isn't one for promises.
 */
function isPartOfQuery(project: Project, fn: Func, node: CallNode): boolean {
  const user = parentOf(node);
  if (!isCall(user) || user.type === 'TaggedTemplateExpression' || user.callee === (node as unknown) || fn.node.async) return false;
  if (/^Promise\b/.test(moduleOf(user).text.slice(user.callee.start, user.callee.end))) return false;
  return alternatives(returnValue(project, fn)).some(
    (value) => value.kind === 'receiver' && isBuilderType(value.model, value.type) && project.models.type(value.model, value.type)?.type.awaited !== undefined,
  );
}

/** `await post.author`, where `author` is a getter of the project's class. */
function gettersOf(project: Project, node: NodeOf<'AwaitExpression'>): Step[] {
  const property = unwrap(node.argument);
  const name = property.type === 'MemberExpression' ? memberName(property) : null;
  if (property.type !== 'MemberExpression' || name === null) return [];
  return alternatives(evaluate(project, property.object)).flatMap((value) => {
    const getter = value.kind === 'instance' ? getterOf(project, value, name) : null;
    return getter ? [step(getter, node)] : [];
  });
}

function isBind(node: Node): boolean {
  return (
    node.type === 'CallExpression' && node.callee.type === 'MemberExpression' && memberName(node.callee) === 'bind'
  );
}

function step(fn: Func, site: Site): Step {
  return { fn: fn.node, name: functionName(fn.node), module: fn.module, site };
}

/** The name by which a function is known: its own, its variable's, its method's or its property's. */
export function functionName(fn: FunctionNode): string {
  if (fn.type !== 'ArrowFunctionExpression' && fn.id) return fn.id.name;
  const parent = fn.parent;
  switch (parent?.type) {
    case 'VariableDeclarator':
      return parent.id.type === 'Identifier' ? parent.id.name : 'an anonymous function';
    case 'MethodDefinition':
    case 'PropertyDefinition':
    case 'Property':
      return parent.key.type === 'Identifier' || parent.key.type === 'PrivateIdentifier'
        ? parent.key.name
        : 'an anonymous function';
    case 'AssignmentExpression':
      return parent.left.type === 'MemberExpression'
        ? (memberName(parent.left) ?? 'an anonymous function')
        : parent.left.type === 'Identifier'
          ? parent.left.name
          : 'an anonymous function';
    default:
      return 'an anonymous function';
  }
}

/**
 * The nearest library call that a call of the project's functions reaches and that matches: breadth first, so the chain
 * is the shortest, and the first in source order among equals. `key` names the question, under which answers are kept;
 * `follows` leaves steps out.
 */
export function reach(
  project: Project,
  node: Site,
  key: string,
  matches: (call: ResolvedCall) => boolean,
  follows: (step: Step) => boolean = () => true,
): Effect | null {
  for (const first of calleesOf(project, node)) {
    const effect = reachFrom(project, first.fn, key, matches, follows);
    if (effect) return { steps: [first, ...effect.steps], call: effect.call };
  }
  return null;
}

/** The nearest matching library call that a function reaches; null when none is found. Memoised by key. */
export function reachFrom(
  project: Project,
  fn: FunctionNode,
  key: string,
  matches: (call: ResolvedCall) => boolean,
  follows: (step: Step) => boolean = () => true,
): Effect | null {
  const table = project.derived<FunctionNode, Effect | null>(`reach:${key}`);
  const known = table.get(fn);
  if (known !== undefined) return known;
  const since = touches();
  const visited = new Set<FunctionNode>([fn]);
  let level: { fn: FunctionNode; steps: Step[] }[] = [{ fn, steps: [] }];
  while (level.length > 0) {
    const next: typeof level = [];
    for (const { fn: current, steps } of level) {
      const summary = summaryOf(project, current);
      const call = summary.calls.find(matches);
      if (call) {
        const effect = { steps, call };
        settle(table, fn, effect, since);
        return effect;
      }
      for (const callee of summary.callees) {
        if (visited.has(callee.fn) || !follows(callee)) continue;
        visited.add(callee.fn);
        next.push({ fn: callee.fn, steps: [...steps, callee] });
      }
    }
    level = next;
  }
  // Nothing that was visited reaches a match: each of them is answered.
  for (const negative of visited) settle(table, negative, null, since);
  return null;
}
