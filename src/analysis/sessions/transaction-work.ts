import { callAt, isConcept, type ResolvedCall } from '../calls.js';
import { isBehindMiss } from '../control/conditions.js';
import { baseOf, enclosingTransaction, passedTransactions, transactionOf, type Transaction } from '../control/transactions.js';
import { isPartOfWork } from '../control/waiting.js';
import { functionName, reach, reachFrom, type Effect, type Step } from '../effects/effects.js';
import { isCall, type CallNode, type Node } from '../project/ast.js';
import { nodesOf, type Module } from '../project/module.js';
import type { Project } from '../project/project.js';
import { isOnOuterClient, isShared, passesSession, takesSession } from './outer-client.js';

/** Work inside a transaction that doesn't belong there. */
export interface TransactionWork {
  trouble: 'external-call' | 'publish' | 'sleep' | 'outer-client';
  transaction: Transaction;
  /** The call in the module; for a function that is passed by name, the name. */
  node: Node;
  effect: Effect;
}

/**
 * The calls of a module's transactions that leave the database, or go past the client of the transaction, directly or
 * through functions of the project: of those that lead to the same library call, the first. What isn't waited for, runs in the handler of an
 * error or fills a cache counts as none.
 */
export function transactionWork(project: Project, module: Module): TransactionWork[] {
  const found: TransactionWork[] = [];
  for (const node of nodesOf(module, 'CallExpression', 'NewExpression', 'TaggedTemplateExpression', 'AwaitExpression')) {
    const transaction = transactionAt(project, node);
    if (!transaction) continue;
    const direct = callAt(project, node);
    const trouble = direct && troubleOf(project, direct, transaction);
    if (direct && trouble) found.push({ trouble, transaction, node, effect: { steps: [], call: direct } });
    else if (isCall(node) && !direct?.call.concept) {
      const work = behind(project, transaction, (key, matches) => reach(project, node, key, matches, isFollowed(project)));
      if (work) found.push({ ...work, node });
    }
  }
  for (const { argument, fn, transaction } of passedTransactions(project, module)) {
    // What a function of this module does in the transaction was found where it stands.
    if (transactionOf(project, fn.node)) continue;
    const first: Step = { fn: fn.node, name: functionName(fn.node), module: fn.module, site: transaction.start as CallNode };
    const work = behind(project, transaction, (key, matches) => reachFrom(project, fn.node, key, matches, isFollowed(project)));
    if (work) found.push({ ...work, node: argument, effect: { steps: [first, ...work.effect.steps], call: work.effect.call } });
  }
  return firstOfEach(found);
}

/** Several ways in a transaction that lead to one library call are one problem. */
function firstOfEach(found: TransactionWork[]): TransactionWork[] {
  const seen = new Map<Transaction, Set<Node>>();
  return found.filter(({ transaction, effect }) => {
    const nodes = seen.get(transaction) ?? new Set();
    seen.set(transaction, nodes);
    return !nodes.has(effect.call.node) && nodes.add(effect.call.node);
  });
}

/** The transaction that waits for a node. */
function transactionAt(project: Project, node: Node): Transaction | null {
  const transaction = enclosingTransaction(project, node);
  if (!transaction || transaction.start === node || isBehindMiss(node)) return null;
  return isPartOfWork(project, node, transaction.start) ? transaction : null;
}

function troubleOf(project: Project, call: ResolvedCall, transaction: Transaction): TransactionWork['trouble'] | null {
  const { concept } = call.call;
  if (concept === 'external-call' || concept === 'publish' || concept === 'sleep') return concept;
  return isOnOuterClient(project, call, transaction) ? 'outer-client' : null;
}

type Search = (key: string, matches: (call: ResolvedCall) => boolean) => Effect | null;

/** The nearest work that matters behind a call: what leaves the database first. */
function behind(project: Project, transaction: Transaction, search: Search): Omit<TransactionWork, 'node'> | null {
  const leaving = search('leaves-database', (call) => isConcept(call, 'external-call', 'publish', 'sleep') && isUsual(project, call.node));
  if (leaving) return { trouble: leaving.call.call.concept as TransactionWork['trouble'], transaction, effect: leaving };
  if (!transaction.outer) return null;
  const { module, base } = transaction.outer;
  const outer = search(`outer-client:${module.path}:${base.start}`, (call) => isOnOuterClient(project, call, transaction));
  return outer && { trouble: 'outer-client', transaction, effect: outer };
}

function isFollowed(project: Project): (step: Step) => boolean {
  return (step) => isUsual(project, step.site);
}

function isUsual(project: Project, node: Node): boolean {
  return isPartOfWork(project, node) && !isBehindMiss(node);
}

/**
 * The queries of a module's transactions that are passed no session, where others in the same transaction are: they run
 * outside of it.
 */
export function sessionlessQueries(project: Project, module: Module): { transaction: Transaction; call: ResolvedCall }[] {
  const queries = new Map<Transaction, { call: ResolvedCall; session: 'present' | 'absent' | 'unknown' }[]>();
  for (const node of nodesOf(module, 'CallExpression', 'AwaitExpression')) {
    const call = callAt(project, node);
    if (!call || !isConcept(call, 'query') || !takesSession(call)) continue;
    const transaction = transactionAt(project, node);
    if (!transaction) continue;
    const list = queries.get(transaction) ?? [];
    queries.set(transaction, list);
    list.push({ call, session: passesSession(project, call) });
  }
  return [...queries].flatMap(([transaction, list]) => {
    const given = new Set(list.filter(({ session }) => session === 'present').map(({ call }) => call.library));
    return list
      .filter(({ call, session }) => session === 'absent' && given.has(call.library) && isShared(project, baseOf(call.node)))
      .map(({ call }) => ({ transaction, call }));
  });
}
