import type { Concept } from '../../models/model.js';
import { callAt, isConcept, type ResolvedCall } from '../calls.js';
import { callbackFrame, isDeferred } from '../control/frames.js';
import { describeCall, describeStep } from '../effects/chain.js';
import { calleesOf, type Step } from '../effects/effects.js';
import { calleeOf, isCall, isFunction, isInside, memberName, parentOf, unwrap, type CallNode, type FunctionNode, type Node } from '../project/ast.js';
import { bindingOf, moduleOf, nodesOf } from '../project/module.js';
import type { Project } from '../project/project.js';
import { evaluate } from '../values/evaluate.js';

/** Something that fails when a thing outside the process does, and whose failure nothing catches. */
export interface Failure {
  /** The functions of the project on the way, outermost first. */
  steps: Step[];
  /** The call that fails. */
  node: CallNode | Extract<Node, { type: 'AwaitExpression' }>;
  /** It is known what the call is; else it is something that is awaited and leads out of view. */
  isKnown: boolean;
  label: string;
}

const FAILING: readonly Concept[] = ['external-call', 'query', 'transaction', 'publish', 'acquire', 'connect'];

/** A program that is only started says by an event that it failed. */
function fails(call: ResolvedCall): boolean {
  return isConcept(call, ...FAILING) && !call.call.sync && (call.call.medium !== 'process' || isWaitedFor(call.node));
}

/** Functions that are looked into. */
const MAX_FUNCTIONS = 60;

/**
 * The nearest failure that leaves a region, a function or the body of a loop, as a rejection, or that nobody waits for
 * inside of it: in what it awaits, returns or starts, past no handler of errors. Null when none is seen. Memoised.
 */
export function uncaughtFailure(project: Project, region: Node): Failure | null {
  const table = project.derived<Node, Failure | null>('uncaught');
  let failure = table.get(region);
  if (failure === undefined) table.set(region, (failure = search(project, region)));
  return failure;
}

function search(project: Project, start: Node): Failure | null {
  const visited = new Set<Node>([start]);
  let level: { fn: Node; steps: Step[] }[] = [{ fn: start, steps: [] }];
  let doubt: Failure | null = null;
  while (level.length > 0) {
    const next: typeof level = [];
    for (const { fn, steps } of level) {
      for (const node of callsIn(project, fn)) {
        if (isCaught(project, node, fn)) continue;
        const call = callAt(project, node);
        if (call?.call.concept) {
          if (fails(call)) return { steps, node: node as CallNode, isKnown: true, label: describeCall(call) };
          continue;
        }
        if (!isCall(node)) continue;
        const callees = [...calleesOf(project, node), ...assignedCallees(project, node)].filter((step) => step.fn.async || isWaitedFor(node));
        for (const step of callees) {
          if (visited.has(step.fn) || visited.size > MAX_FUNCTIONS) continue;
          visited.add(step.fn);
          next.push({ fn: step.fn, steps: [...steps, step] });
        }
        if (!doubt && callees.length === 0) doubt = unresolved(project, node, steps);
      }
    }
    level = next;
  }
  return doubt;
}

/** What a file adds to an object that it is given, and calls itself: `module.exports = (User) => { User.approve = async () => …; }`. */
function assignedCallees(project: Project, node: CallNode): Step[] {
  const callee = unwrap(calleeOf(node));
  if (callee.type !== 'MemberExpression' || callee.object.type !== 'Identifier') return [];
  const module = moduleOf(node);
  const binding = bindingOf(module, callee.object);
  const name = memberName(callee);
  if (binding?.kind !== 'parameter' || name === null) return [];
  return (module.memberWrites.get(binding) ?? []).flatMap(({ path, value }) => {
    const written = path.length === 1 && path[0] === name ? evaluate(project, value) : null;
    return written?.kind === 'function' ? [{ fn: written.node, name, module: written.module, site: node }] : [];
  });
}

/** The known failures that leave a function, one for each of the calls that it makes itself, in source order. */
export function failuresIn(project: Project, fn: FunctionNode): Failure[] {
  return callsIn(project, fn).flatMap((node) => {
    if (isCaught(project, node, fn)) return [];
    const call = callAt(project, node);
    if (call?.call.concept) {
      return fails(call) ? [{ steps: [], node: node as CallNode, isKnown: true, label: describeCall(call) }] : [];
    }
    if (!isCall(node)) return [];
    for (const step of calleesOf(project, node)) {
      const inner = isWaitedFor(node) ? uncaughtFailure(project, step.fn) : null;
      if (inner?.isKnown) return [{ ...inner, steps: [step, ...inner.steps], node }];
    }
    return [];
  });
}

/** An awaited call of something that isn't in view. */
function unresolved(project: Project, node: CallNode, steps: Step[]): Failure | null {
  if (node.type !== 'CallExpression' || parentOf(node)?.type !== 'AwaitExpression') return null;
  const callee = unwrap(calleeOf(node));
  if (callee.type !== 'Identifier' && callee.type !== 'MemberExpression') return null;
  const name = callee.type === 'MemberExpression' ? memberName(callee) : callee.name;
  // What a function is given to call is its caller's.
  if (callee.type === 'Identifier' && bindingOf(moduleOf(callee), callee)?.kind === 'parameter') return null;
  if (name === null || HARMLESS.test(name) || evaluate(project, callee).kind !== 'unknown') return null;
  const { text } = moduleOf(node);
  const label = text.slice(callee.start, callee.end);
  return label.length > 60 || label.includes('\n') ? null : { steps, node, isKnown: false, label: `\`${label}\`` };
}

/** What never rejects, or only waits. */
const HARMLESS = /^(?:allSettled|all|race|any|resolve|sleep|delay|wait|setTimeout|nextTick|then|catch|finally|safe[A-Z]\w*|try[A-Z]\w*|\w+OrNull|\w+Safely)$/;

/** The calls that a region makes itself, with the callbacks that run inside of it. */
export function callsIn(project: Project, fn: Node): Node[] {
  return nodesOf(moduleOf(fn), 'CallExpression', 'NewExpression', 'TaggedTemplateExpression', 'AwaitExpression').filter(
    (node) => isInside(node, fn) && runsInside(project, node, fn),
  );
}

function runsInside(project: Project, node: Node, fn: Node): boolean {
  for (let current = node.parent; current && current !== fn; current = current.parent) {
    if (!isFunction(current)) continue;
    const frame = callbackFrame(project, current);
    if (!frame || isDeferred(frame.role) || (frame.role === 'unknown' && !isWaitedFor(frame.node))) return false;
  }
  return true;
}

/** Whether something between a node and the region's edge catches what it throws or rejects with. */
export function isCaught(project: Project, node: Node, fn: Node): boolean {
  for (let child = node, parent = node.parent; parent && child !== fn; child = parent, parent = parent.parent) {
    if (parent.type === 'TryStatement' && child === (parent.block as Node) && parent.handler && !throws(parent.handler.body)) return true;
    // What fails while a failure is dealt with, or after it, is out of the ordinary.
    if (parent.type === 'TryStatement' && (child === parent.handler || (parent.handler && child === parent.finalizer))) return true;
    if (isChained(parent, child, /^catch$/) || isAllSettled(parent, child)) return true;
    if (isCall(parent) && child !== calleeOf(parent) && isHandling(project, parent)) return true;
    if (parent.type === 'MemberExpression' && parent.object === (child as unknown) && memberName(parent) === 'then') {
      const call = parentOf(parent);
      if (isCall(call) && call.type === 'CallExpression' && call.arguments.length > 1) return true;
    }
  }
  return false;
}

/** Whether a handler throws on its way, not in a function inside of it. */
function throws(body: Node): boolean {
  return nodesOf(moduleOf(body), 'ThrowStatement').some((statement) => isInside(statement, body));
}

function isChained(parent: Node, child: Node, name: RegExp): boolean {
  return parent.type === 'MemberExpression' && parent.object === (child as unknown) && name.test(memberName(parent) ?? '') && isCall(parentOf(parent));
}

function isAllSettled(parent: Node, child: Node): boolean {
  if (!isCall(parent) || child === calleeOf(parent)) return false;
  const callee = unwrap(calleeOf(parent));
  return callee.type === 'MemberExpression' && memberName(callee) === 'allSettled';
}

/** Whether a call hands its argument to a function that may handle its errors: one of a library that isn't modelled, or one with a `catch`. */
function isHandling(project: Project, call: CallNode): boolean {
  const callee = unwrap(calleeOf(call));
  const name = callee.type === 'MemberExpression' ? memberName(callee) : callee.type === 'Identifier' ? callee.name : null;
  if (name !== null && /^(?:all|race|any|map|forEach|push|flatMap|filter|reduce|for|from)$/.test(name)) return false;
  return calleesOf(project, call).some(({ fn }) =>
    nodesOf(moduleOf(fn), 'CatchClause').some((clause) => isInside(clause, fn) && !throws(clause.body)),
  );
}

/** Whether what a call gives is awaited, returned, or left to run on its own. */
function isWaitedFor(node: Node): boolean {
  let current = node;
  for (let parent = parentOf(node); parent; parent = parentOf(current)) {
    if (parent.type === 'AwaitExpression' || parent.type === 'ReturnStatement' || parent.type === 'YieldExpression') return true;
    if (parent.type === 'ArrowFunctionExpression') return parent.body === (current as unknown);
    if (parent.type === 'ArrayExpression' || parent.type === 'ConditionalExpression' || parent.type === 'LogicalExpression') current = parent;
    else if (isCall(parent) && !isInside(current, calleeOf(parent))) current = parent;
    else return false;
  }
  return false;
}

/** The way to a failure, for a message. */
export function describeFailure({ steps, label }: Failure): string {
  const shown = steps.length > 4 ? [...steps.slice(0, 3).map(describeStep), '…', describeStep(steps[steps.length - 1]!)] : steps.map(describeStep);
  return [...shown, label].join(' → ');
}

