import { callAt, isConcept, type ResolvedCall } from '../calls.js';
import { isBrowserCall } from '../control/browser.js';
import { endsLoop, isBehindMiss, isForOneElement, isInHandler } from '../control/conditions.js';
import { fanOutRound, isLimiting, namedFanOut, type FanOut } from '../control/fan-out.js';
import { framesOf } from '../control/frames.js';
import { isSeldom } from '../control/seldom.js';
import { enclosingTransaction } from '../control/transactions.js';
import type { Effect } from '../effects/effects.js';
import { reachGiven } from '../effects/guards.js';
import { calleeOf, enclosingFunction, isCall, isFunction, memberName, unwrap, type IdentifierNode, type Node } from '../project/ast.js';
import { bindingOf, moduleOf, nodesInside, nodesOf, type Module } from '../project/module.js';
import type { Project } from '../project/project.js';
import { listSource } from '../queries/list-source.js';
import { callsPerElement } from '../queries/per-element.js';
import { passesSession } from '../sessions/outer-client.js';

/** Calls of other services or of a database that are started for every element of a list at the same time. */
export interface UnboundedWork {
  fanOut: FanOut;
  /** What is started per element, in source order: the call, or the name of the function that is passed, and the nearest call behind it. */
  work: { node: Node; effect: Effect }[];
}

/**
 * The fan-outs of a module that are as wide as a list that grows, with nothing to limit them; in source order. Memoised.
 * What reads or writes a database per element isn't among them: `callsPerElement` has it.
 */
export function unboundedWork(project: Project, module: Module): readonly UnboundedWork[] {
  const table = project.derived<Module, UnboundedWork[]>('unbounded-work');
  let work = table.get(module);
  if (!work) table.set(module, (work = collect(project, module)));
  return work;
}

function collect(project: Project, module: Module): UnboundedWork[] {
  const found = new Map<Node, UnboundedWork>();
  const queries = new Set(callsPerElement(project, module).filter(({ read, write }) => (read ?? write)?.call.call.concept === 'query').map(({ node }) => node));
  for (const node of nodesOf(module, 'CallExpression', 'NewExpression', 'TaggedTemplateExpression', 'AwaitExpression')) {
    const named = isCall(node) ? namedFanOut(project, node) : null;
    const fanOut = named ?? fanOutRound(project, node);
    const started = named?.passed ?? node;
    if (!fanOut || queries.has(started) || isInHandler(node) || isForOneElement(node)) continue;
    const effect = effectOf(project, node);
    if (!effect || endsLoop(node, fanOut.iteration.node) || isCut(project, fanOut)) continue;
    const known = found.get(fanOut.at) ?? { fanOut, work: [] };
    found.set(fanOut.at, known);
    known.work.push({ node: started, effect });
  }
  return [...found.values()];
}

/** Whether the list was read with a limit, is written down by a person, or is refused where it is long. */
function isCut(project: Project, { iteration: { over } }: FanOut): boolean {
  return over !== null && (listSource(project, over) === 'limit' || isHandwritten(over) || isRefused(over) || isSetUp(over));
}

/** Those who answer for one workspace, and what they have set up: `owners`, `workspace.integrations`. */
function isSetUp(over: Node): boolean {
  const list = unwrap(over);
  const name = list.type === 'Identifier' ? list.name : list.type === 'MemberExpression' ? memberName(list) : null;
  return name !== null && /(?:^o|O)wners$|(?:^a|A)dmins$|(?:^a|A)dminUsers$|(?:^i|I)ntegrations$|(?:^s|S)ettings$/.test(name);
}

/** Whether the function gives up before where the list is too long: `if (files.length > MAX) throw …`. */
function isRefused(over: Node): boolean {
  const { text } = moduleOf(over);
  const length = `${text.slice(over.start, over.end)}.length`;
  for (let child = over, parent = over.parent; parent && !isFunction(child); child = parent, parent = parent.parent) {
    if (parent.type !== 'BlockStatement') continue;
    for (const statement of parent.body) {
      if (statement.type !== 'IfStatement' || statement.end > child.start || !leaves(statement.consequent)) continue;
      const test = unwrap(statement.test);
      if (test.type === 'BinaryExpression' && /^>=?$/.test(test.operator) && text.slice(test.left.start, test.left.end) === length) return true;
    }
  }
  return false;
}

/** Whether a statement ends its function. */
function leaves(statement: Node): boolean {
  const last = statement.type === 'BlockStatement' ? (statement.body[statement.body.length - 1] as Node | undefined) : statement;
  return last?.type === 'ThrowStatement' || last?.type === 'ReturnStatement';
}

/** What holds what somebody typed in: the sections of a form, the cards of a message. */
const HANDWRITTEN = /^(?:options|opts|payload|config|configuration|settings|props)$/;

/** Whether a list is a property of such an object, filtered or not: `payload.items.filter(…)`. */
function isHandwritten(over: Node): boolean {
  let current = unwrap(over);
  for (let isProperty = false; ; isProperty = true) {
    if (current.type === 'Identifier') return (isProperty && HANDWRITTEN.test(current.name)) || isMadeFromHandwritten(current);
    if (current.type === 'CallExpression') current = unwrap(current.callee);
    if (current.type !== 'MemberExpression') return false;
    current = unwrap(current.object);
  }
}

/** `const images = payload.items.filter(…)`. */
function isMadeFromHandwritten(name: IdentifierNode): boolean {
  const binding = bindingOf(moduleOf(name), name);
  const declarator = binding?.declarations[0]?.parent;
  if (binding?.writes.length !== 0 || declarator?.type !== 'VariableDeclarator' || declarator.id.type !== 'Identifier' || !declarator.init) return false;
  return declarator.init.type !== 'Identifier' && declarator.init.type !== 'AwaitExpression' && isHandwritten(declarator.init);
}

function effectOf(project: Project, node: Node): Effect | null {
  const matches = (call: ResolvedCall) => isCostly(project, call);
  const direct = callAt(project, node);
  if (direct?.call.concept) return matches(direct) ? { steps: [], call: direct } : null;
  return isCall(node) ? reachGiven(project, node, 'fan-out', matches, (step) => isUsual(project, step.site) && !isBehindMiss(step.site)) : null;
}

export function isDatabase(call: ResolvedCall): boolean {
  return isConcept(call, 'query', 'transaction');
}

/** Whether each such call holds a socket, a process or a connection of a pool until it is answered. */
function isCostly(project: Project, call: ResolvedCall): boolean {
  const { concept, medium, sync, batches, rows } = call.call;
  // Stores of keys take many commands at once on one connection.
  if (sync || batches || rows === 'stream' || medium === 'key-value' || medium === 'file') return false;
  if (!isUsual(project, call.node) || isBehindMiss(call.node)) return false;
  if (concept === 'external-call') return !isBrowserCall(project, call);
  // Job stores in the own database take a write each, which is `callsPerElement`'s affair.
  if (concept === 'publish') return medium !== 'socket' && medium !== 'sql' && medium !== 'document';
  // One connection of a transaction takes one query after the other.
  return isDatabase(call) && !isInTransaction(project, call);
}

function isInTransaction(project: Project, call: ResolvedCall): boolean {
  if (call.receiver?.by === 'callback' || passesSession(project, call) !== 'absent') return true;
  return isConcept(call, 'query') && enclosingTransaction(project, call.node) !== null;
}

/** Whether a node runs as a matter of course, and at once: not in the handler of an error, not when a limiter lets it. */
function isUsual(project: Project, node: Node): boolean {
  return !isInHandler(node) && !isSeldom(node) && !framesOf(project, node).some(isLimiting) && !waitsForRoom(node);
}

/** Names of what gives turns: `await limiter.removeTokens(1)`, `await semaphore.acquire()`. */
const GIVES_TURNS = /limiter|semaphore|mutex|throttl|rateLimit|waitForSlot|acquireSlot/i;

/** Whether a function waits for its turn before the node. */
function waitsForRoom(node: Node): boolean {
  const fn = enclosingFunction(node);
  if (!fn) return false;
  const { text } = moduleOf(node);
  return nodesInside(fn, 'AwaitExpression').some((wait) => {
    if (wait.start >= node.start || !isCall(wait.argument)) return false;
    const callee = calleeOf(wait.argument);
    return GIVES_TURNS.test(text.slice(callee.start, callee.end));
  });
}
