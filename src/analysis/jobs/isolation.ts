import { accessOf, callAt, isConcept, type ResolvedCall } from '../calls.js';
import { iterationOf } from '../control/iteration.js';
import { enclosingTransaction } from '../control/transactions.js';
import { isCarried } from '../control/turns.js';
import { reach } from '../effects/effects.js';
import { enclosingFunction, isCall, isFunction, isInside, isLoop, memberName, unwrap, calleeOf, forEachChild, type Node, type NodeOf } from '../project/ast.js';
import { bindingOf, moduleOf, nodesOf, type Module } from '../project/module.js';
import type { Project } from '../project/project.js';
import { callsIn, uncaughtFailure, type Failure } from './failure.js';
import { runsInJob } from './in-job.js';

/** A loop of a job in which the failure of one element leaves the others undone. */
export interface FragileLoop {
  loop: NodeOf<'ForOfStatement'>;
  /** What it does for an element. */
  body: Node;
  /** The name of an element; null where it is taken apart. */
  item: string | null;
  /** The list. */
  over: Node;
  failure: Failure;
  /** The transaction or session that is opened for an element, if any. */
  session: Node | null;
}

/** A loop without an end that ends with the first failure. */
export interface FragileWorker {
  loop: NodeOf<'WhileStatement' | 'ForStatement' | 'DoWhileStatement'>;
  body: Node;
  failure: Failure;
}

/** The loops of a module's jobs that write or send something for each element, with no handler of errors for one. */
export function fragileLoops(project: Project, module: Module): FragileLoop[] {
  return nodesOf(module, 'ForOfStatement').flatMap((loop) => {
    const body = loop.body as Node;
    if (loop.await || !awaits(body) || leaves(body) || collects(body)) return [];
    if (!iterationOf(project, { kind: 'loop', node: loop, over: loop.right })) return [];
    const failure = uncaughtFailure(project, body);
    if (!failure?.isKnown || !acts(project, body) || isInsideOfLoopWithHandler(loop)) return [];
    if (isCarried(failure.node, loop) || enclosingTransaction(project, loop) || !runsInJob(project, loop)) return [];
    const declared = loop.left.type === 'VariableDeclaration' ? (loop.left.declarations[0]?.id as Node | undefined) : (loop.left as Node);
    const item = declared?.type === 'Identifier' ? declared.name : null;
    return [{ loop, body, item, over: loop.right, failure, session: sessionIn(project, body) }];
  });
}

/** Whether a node has an `await` of its own. */
function awaits(body: Node): boolean {
  return nodesOf(moduleOf(body), 'AwaitExpression').some((node) => isInside(node, body) && enclosingFunction(node) === enclosingFunction(body));
}

/** Whether a turn can end the loop: it looks for one element, or stops at a limit. */
function leaves(body: Node): boolean {
  return some(body, (node) => node.type === 'ReturnStatement' || node.type === 'BreakStatement' || node.type === 'ThrowStatement');
}

/** Whether a turn adds to something from outside of the loop: what comes after needs all of it. */
function collects(body: Node): boolean {
  const module = moduleOf(body);
  const isOuter = (node: Node): boolean => {
    const base = unwrap(node);
    if (base.type === 'MemberExpression') return isOuter(base.object);
    const binding = base.type === 'Identifier' ? bindingOf(module, base) : null;
    return binding !== null && !binding.import && !isInside(binding.declarations[0]!, body) && binding.kind === 'variable';
  };
  return some(body, (node) => {
    if (node.type === 'AssignmentExpression') return isOuter(node.left) && hasAwait(node.right);
    if (node.type !== 'CallExpression' || node.callee.type !== 'MemberExpression') return false;
    if (!['push', 'set', 'add', 'unshift'].includes(memberName(node.callee) ?? '')) return false;
    return isOuter(node.callee.object) && enclosingFunctionKeeps(module, node.callee.object);
  });
}

/** Whether what is collected is a variable of the function, and not a client that happens to have such a method. */
function enclosingFunctionKeeps(module: Module, object: Node): boolean {
  const base = unwrap(object);
  const binding = base.type === 'Identifier' ? bindingOf(module, base) : null;
  const declarator = binding?.declarations[0]?.parent;
  const init = declarator?.type === 'VariableDeclarator' && declarator.init ? unwrap(declarator.init) : null;
  return init?.type === 'ArrayExpression' || init?.type === 'ObjectExpression' || init?.type === 'NewExpression';
}

function hasAwait(node: Node): boolean {
  return some(node, (inner) => inner.type === 'AwaitExpression');
}

/**
 * Whether a turn changes something outside the process. What goes to a store of keys fails for one element when it fails for
 * all: the store is gone.
 */
function acts(project: Project, body: Node): boolean {
  const isAct = (call: ResolvedCall) =>
    isConcept(call, 'publish') || (isConcept(call, 'query', 'external-call') && call.call.medium !== 'key-value' && accessOf(project, call) === 'write');
  return callsIn(project, body).some((node) => {
    const call = callAt(project, node);
    if (call?.call.concept) return isAct(call);
    return isCall(node) && reach(project, node, 'acts', isAct) !== null;
  });
}

function sessionIn(project: Project, body: Node): Node | null {
  return callsIn(project, body).find((node) => {
    const call = callAt(project, node);
    return call !== null && isConcept(call, 'transaction', 'acquire');
  }) ?? null;
}

/** Whether the failure of a whole loop is caught within a loop further out: then only this element's part is lost. */
function isInsideOfLoopWithHandler(loop: Node): boolean {
  let isTried = false;
  for (let child = loop, parent = loop.parent; parent && !isFunction(parent); child = parent, parent = parent.parent) {
    isTried ||= parent.type === 'TryStatement' && child === (parent.block as Node) && parent.handler !== null;
    if (isTried && isLoop(parent)) return true;
  }
  return false;
}

/** Names of conditions by which a worker is told to stop. */
const STOPS = /abort|stop|shut|clos|cancel|signal|running|active|alive|destroy|terminat|enabled|done|exit/i;

/** Names of functions that wait. */
const SLEEP = /^(?:sleep|delay|wait|timeout|setTimeout|waitFor|pause|snooze)/i;

/** The loops of a module that work for ever, sleeping between two turns, and that the first failure ends. */
export function fragileWorkers(project: Project, module: Module): FragileWorker[] {
  return nodesOf(module, 'WhileStatement', 'ForStatement', 'DoWhileStatement').flatMap((loop) => {
    const body = loop.body as Node;
    if (!isEndless(loop) || !sleeps(body) || endsByItself(module, body)) return [];
    const failure = uncaughtFailure(project, body);
    if (!failure?.isKnown || isInsideOfLoopWithHandler(loop)) return [];
    return [{ loop, body, failure }];
  });
}

function isEndless(loop: NodeOf<'WhileStatement' | 'ForStatement' | 'DoWhileStatement'>): boolean {
  if (loop.type === 'ForStatement') return loop.test === null;
  const test = unwrap(loop.test);
  if (test.type === 'Literal') return test.value === true;
  const asked = test.type === 'UnaryExpression' && test.operator === '!' ? unwrap(test.argument) : test;
  const name = asked.type === 'MemberExpression' ? memberName(asked) : asked.type === 'Identifier' ? asked.name : null;
  return name !== null && STOPS.test(name) && name !== 'done';
}

function sleeps(body: Node): boolean {
  return some(body, (node) => {
    if (node.type !== 'AwaitExpression') return false;
    const awaited = unwrap(node.argument);
    if (awaited.type === 'NewExpression') return moduleOf(node).text.slice(awaited.start, awaited.end).includes('setTimeout');
    if (awaited.type !== 'CallExpression') return false;
    const callee = unwrap(calleeOf(awaited));
    const name = callee.type === 'MemberExpression' ? memberName(callee) : callee.type === 'Identifier' ? callee.name : null;
    return name !== null && SLEEP.test(name);
  });
}

/** Whether a turn can end the loop for another reason than that it is told to stop: it waits for something. */
function endsByItself(module: Module, body: Node): boolean {
  return some(body, (node) => {
    if (node.type !== 'ReturnStatement' && node.type !== 'BreakStatement' && node.type !== 'ThrowStatement') return false;
    for (let parent: Node | null | undefined = node.parent; parent && parent !== body; parent = parent.parent) {
      if (parent.type === 'IfStatement') return !STOPS.test(module.text.slice(parent.test.start, parent.test.end));
    }
    return true;
  });
}

/** Whether a node, or one below it in the same function, fulfils a condition. */
function some(node: Node, test: (node: Node) => boolean): boolean {
  if (test(node)) return true;
  let found = false;
  forEachChild(node, (child) => {
    found ||= !isFunction(child) && some(child, test);
  });
  return found;
}
