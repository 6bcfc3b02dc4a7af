import { callAt, type ResolvedCall } from '../calls.js';
import { isInHandler } from '../control/conditions.js';
import { fanOutRound, namedFanOut } from '../control/fan-out.js';
import { enclosingTransaction, type Transaction } from '../control/transactions.js';
import { reach, type Effect } from '../effects/effects.js';
import { enclosingFunction, isCall, isInside, memberName, plainArguments, unwrap, type CallNode, type FunctionNode, type Node } from '../project/ast.js';
import { nodesOf, moduleOf, type Module } from '../project/module.js';
import type { Project } from '../project/project.js';
import { evaluate } from '../values/evaluate.js';
import { alternatives, type Receiver } from '../values/value.js';
import { passesSession } from './outer-client.js';

/** Work on the one connection of a transaction that several parts of `Promise.all` do at the same time. */
export interface ParallelWork {
  transaction: Transaction;
  /** What waits for all of them. */
  at: CallNode;
  /** The first query of a part. */
  effect: Effect;
  /**
   * `goes-on`: when one part fails, the transaction is rolled back while the others still have queries to send.
   * `unsupported`: the library doesn't take two queries at once there.
   */
  reason: 'goes-on' | 'unsupported';
}

/** The joins of a module's transactions whose parts query on the transaction's connection, each once, in source order. */
export function parallelWork(project: Project, module: Module): ParallelWork[] {
  const found = new Map<Node, ParallelWork>();
  for (const part of [...partsOfLists(project, module), ...writtenParts(project, module)]) {
    if (found.has(part.at)) continue;
    const reason = part.effect.call.target.model.serialTransactions ? 'unsupported' : goesOn(project, part) ? 'goes-on' : null;
    if (reason) found.set(part.at, { transaction: part.transaction, at: part.at, effect: part.effect, reason });
  }
  return [...found.values()].sort((a, b) => a.at.start - b.at.start);
}

/** A call that runs beside others like it. */
interface Part {
  transaction: Transaction;
  at: CallNode;
  effect: Effect;
  /** The call. */
  node: Node;
  /** The code that runs beside other code of its kind. */
  scope: Node;
}

/** `Promise.all(items.map(async (item) => { await tx.…; await tx.…; }))`. */
function partsOfLists(project: Project, module: Module): Part[] {
  return callNodes(module).flatMap((node): Part[] => {
    const transaction = enclosingTransaction(project, node);
    if (!transaction || isInHandler(node)) return [];
    const named = isCall(node) ? namedFanOut(project, node) : null;
    const fanOut = named ?? fanOutRound(project, node);
    const at = fanOut?.at;
    if (!at || !isCall(at) || !isJoin(at) || enclosingTransaction(project, at) !== transaction) return [];
    const passed = named && functionOf(project, named.passed);
    const scope = named ? passed : (outermostFunction(node, fanOut.iteration.node) ?? node);
    const effect = passed ? queryIn(project, passed) : queryBehind(project, node);
    return effect && scope ? [{ transaction, at, effect, node, scope }] : [];
  });
}

/** `Promise.all([debit(tx), credit(tx)])`. */
function writtenParts(project: Project, module: Module): Part[] {
  return nodesOf(module, 'CallExpression').flatMap((at): Part[] => {
    const [list] = isJoin(at) ? plainArguments(at) : [];
    const transaction = list?.type === 'ArrayExpression' ? enclosingTransaction(project, at) : null;
    if (list?.type !== 'ArrayExpression' || !transaction || isInHandler(at)) return [];
    const parts = list.elements.flatMap((element): Part[] => {
      const node = element && unwrap(element);
      const effect = node && isCall(node) ? queryBehind(project, node) : null;
      return node && effect ? [{ transaction, at, effect, node, scope: node }] : [];
    });
    return parts.length > 1 ? parts : [];
  });
}

function callNodes(module: Module): readonly Node[] {
  return nodesOf(module, 'CallExpression', 'NewExpression', 'TaggedTemplateExpression', 'AwaitExpression');
}

/** `Promise.all(…)`: what waits for all, and no longer once one has failed. */
function isJoin(call: CallNode): boolean {
  const callee = call.type === 'CallExpression' ? unwrap(call.callee) : null;
  if (callee?.type !== 'MemberExpression') return false;
  const object = unwrap(callee.object);
  return object.type === 'Identifier' && object.name === 'Promise' && memberName(callee) === 'all';
}

/** The function that runs for one element; null in a loop, which starts the call itself. */
function outermostFunction(node: Node, until: Node): FunctionNode | null {
  let found: FunctionNode | null = null;
  for (let fn = enclosingFunction(node); fn && isInside(fn, until); fn = enclosingFunction(fn)) found = fn;
  return found;
}

function functionOf(project: Project, passed: Node): FunctionNode | null {
  const value = evaluate(project, passed);
  return value.kind === 'function' ? value.node : null;
}

/** The query on the transaction's connection that a call is or leads to; through functions only where they are given the connection. */
function queryBehind(project: Project, node: Node): Effect | null {
  const direct = callAt(project, node);
  if (direct?.call.concept) return runsOnTransaction(project, direct) ? { steps: [], call: direct } : null;
  if (!isCall(node) || !isGivenConnection(project, node)) return null;
  return reach(project, node, 'parallel-query', (call) => mayRunOnTransaction(project, call));
}

/** A function that is passed by name: its first query, where its own parameter is the connection. */
function queryIn(project: Project, fn: FunctionNode): Effect | null {
  for (const node of callNodes(moduleOf(fn))) {
    if (!isInside(node, fn)) continue;
    const call = callAt(project, node);
    if (call && runsOnTransaction(project, call)) return { steps: [], call };
  }
  return null;
}

function isRoundTrip({ call }: ResolvedCall): boolean {
  return call.concept === 'query' && !call.sync && call.rows !== 'stream' && call.medium !== 'key-value';
}

function runsOnTransaction(project: Project, call: ResolvedCall): boolean {
  return isRoundTrip(call) && (passesSession(project, call) === 'present' || isOfTransaction(call.receiver));
}

/** The same inside of a function that is given the connection: what it is made of may be known by its type only. */
function mayRunOnTransaction(project: Project, call: ResolvedCall): boolean {
  return runsOnTransaction(project, call) || (isRoundTrip(call) && rootOf(call.receiver)?.by === 'type');
}

/** Whether a receiver is what a transaction, or the call that took its connection, gave. */
function isOfTransaction(receiver: Receiver | null): boolean {
  for (let current = receiver; current; current = current.from?.receiver ?? null) {
    if (current.by === 'callback') return true;
    const call = current.from?.call;
    if (call?.concept === 'transaction' || call?.concept === 'acquire' || call?.acquires) return true;
  }
  return false;
}

function rootOf(receiver: Receiver | null): Receiver | null {
  let root = receiver;
  while (root?.from?.receiver) root = root.from.receiver;
  return root;
}

/** Whether a call of the project's own code is handed the transaction's client, alone or in an object. */
function isGivenConnection(project: Project, node: CallNode): boolean {
  if (node.type === 'TaggedTemplateExpression') return false;
  return plainArguments(node).some((argument) => {
    const passed = argument.type === 'ObjectExpression' ? argument.properties.flatMap((property) => (property.type === 'Property' ? (property.value as Node) : [])) : [argument];
    return passed.some((value) => alternatives(evaluate(project, value)).some((item) => item.kind === 'receiver' && isOfTransaction(item)));
  });
}

/** Whether a part has another query to send once its first one is answered. */
function goesOn(project: Project, { effect, scope, node }: Part): boolean {
  const last = effect.steps[effect.steps.length - 1];
  const [where, first, matches] = last
    ? ([last.fn, effect.call.node, (call: ResolvedCall) => mayRunOnTransaction(project, call)] as const)
    : ([scope, node, (call: ResolvedCall) => runsOnTransaction(project, call)] as const);
  return callNodes(moduleOf(where)).some((next) => {
    if (!isInside(next, where) || next.start < first.end || isInHandler(next) || isInside(first, next)) return false;
    if (isAlternative(first, next) || !isWaitedFor(first, next)) return false;
    const call = callAt(project, next);
    if (call?.call.concept) return matches(call);
    return isCall(next) && isGivenConnection(project, next) && reach(project, next, 'parallel-query', (inner) => mayRunOnTransaction(project, inner)) !== null;
  });
}

/** Whether two nodes stand on different branches of one condition. */
function isAlternative(a: Node, b: Node): boolean {
  for (let child = a, parent = a.parent; parent; child = parent, parent = parent.parent) {
    if (!isInside(b, parent)) continue;
    if (parent.type === 'IfStatement' || parent.type === 'ConditionalExpression') return child !== (parent.test as Node);
    return parent.type === 'SwitchStatement' || parent.type === 'ArrayExpression';
  }
  return false;
}

/** Whether a node's result is awaited before another node. */
function isWaitedFor(node: Node, next: Node): boolean {
  for (let current: Node | null | undefined = node; current && !isInside(next, current); current = current.parent) {
    if (current.type === 'AwaitExpression') return true;
  }
  return false;
}
