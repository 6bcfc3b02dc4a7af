import { callAt, isConcept, type ResolvedCall } from '../calls.js';
import { isWithoutParameter } from '../control/absence.js';
import { isBehindMiss } from '../control/conditions.js';
import { enclosingTransaction, passedTransactions, transactionOf, type Transaction } from '../control/transactions.js';
import { isPartOfWork } from '../control/waiting.js';
import { functionName, reachFrom, type Effect, type Step } from '../effects/effects.js';
import { reachGiven } from '../effects/guards.js';
import { isCall, isFunction, type CallNode, type Node } from '../project/ast.js';
import { moduleOf, nodesOf, type Module } from '../project/module.js';
import type { Project } from '../project/project.js';
import { isOnOuterClient, lacksSession, passesSession } from './outer-client.js';

/** Work inside a transaction that doesn't belong there. */
export interface TransactionWork {
  trouble: 'external-call' | 'publish' | 'sleep' | 'outer-client' | 'no-session';
  transaction: Transaction;
  /** The call in the module; for a function that is passed by name, the name. */
  node: Node;
  effect: Effect;
}

/**
 * The calls of a module's transactions that leave the database, or go past the transaction, directly or through functions
 * of the project: of those that lead to the same library call, the first. What isn't waited for, runs in the handler of
 * an error or fills a cache counts as none.
 */
export function transactionWork(project: Project, module: Module): TransactionWork[] {
  const calls = callsInside(project, module);
  // What needs no transaction may well run beside one that is there for the whole request.
  const sessions = librariesPassingSessions(project, calls.filter(({ transaction }) => transaction.for !== 'route'));
  const found: TransactionWork[] = [];
  for (const { node, transaction } of calls) {
    const inside: Inside = { transaction, passing: sessions.get(transaction) };
    const direct = callAt(project, node);
    const trouble = direct && troubleOf(project, direct, inside);
    if (direct && trouble) found.push({ trouble, transaction, node, effect: { steps: [], call: direct } });
    else if (isCall(node) && !direct?.call.concept) {
      const work = behind(project, inside, (key, matches, accepts) =>
        reachGiven(project, node, key, accepted(matches, accepts), isFollowed(project, accepts)),
      );
      if (work) found.push({ ...work, node });
    }
  }
  for (const { argument, fn, transaction } of passedTransactions(project, module)) {
    // What a function of this module does in the transaction was found where it stands.
    if (transactionOf(project, fn.node)) continue;
    const first: Step = { fn: fn.node, name: functionName(fn.node), module: fn.module, site: transaction.start as CallNode };
    const work = behind(project, { transaction }, (key, matches, accepts) =>
      reachFrom(project, fn.node, key, accepted(matches, accepts), isFollowed(project, accepts)),
    );
    if (work) found.push({ ...work, node: argument, effect: { steps: [first, ...work.effect.steps], call: work.effect.call } });
  }
  return firstOfEach(found);
}

interface CallInside {
  node: Node;
  transaction: Transaction;
}

/** The calls that a transaction waits for. */
function callsInside(project: Project, module: Module): CallInside[] {
  const found: CallInside[] = [];
  for (const node of nodesOf(module, 'CallExpression', 'NewExpression', 'TaggedTemplateExpression', 'AwaitExpression')) {
    const transaction = enclosingTransaction(project, node);
    if (!transaction || transaction.start === node || isBehindMiss(node)) continue;
    if (isPartOfWork(project, node, transaction.start)) found.push({ node, transaction });
  }
  return found;
}

/** The libraries of which a query in a transaction is passed its session: elsewhere it may be implicit. */
function librariesPassingSessions(project: Project, calls: CallInside[]): Map<Transaction, Set<string>> {
  const libraries = new Map<Transaction, Set<string>>();
  for (const { node, transaction } of calls) {
    const call = callAt(project, node);
    if (!call || !isConcept(call, 'query') || passesSession(project, call) !== 'present') continue;
    const known = libraries.get(transaction);
    if (known) known.add(call.library);
    else libraries.set(transaction, new Set([call.library]));
  }
  return libraries;
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

/** Where a call is: the transaction, and the libraries that are passed its session there. */
interface Inside {
  transaction: Transaction;
  passing?: Set<string> | undefined;
}

function troubleOf(project: Project, call: ResolvedCall, { transaction, passing }: Inside): TransactionWork['trouble'] | null {
  const { concept } = call.call;
  if (concept === 'external-call' || concept === 'publish' || concept === 'sleep') return concept;
  if (isOnOuterClient(project, call, transaction)) return 'outer-client';
  return isWithoutSession(project, call, passing) ? 'no-session' : null;
}

function isWithoutSession(project: Project, call: ResolvedCall, passing: Set<string> | undefined): boolean {
  return passing?.has(call.library) === true && isConcept(call, 'query') && lacksSession(project, call);
}

/** Looks for the nearest match behind a call; `accepts` leaves out what runs at some nodes. */
type Search = (key: string, matches: (call: ResolvedCall) => boolean, accepts?: (node: Node) => boolean) => Effect | null;

/** What runs only without the transaction's client is for callers that have none. */
function isInEveryCase(node: Node): boolean {
  return !isWithoutParameter(node);
}

/** Text of tests that ask for a transaction. */
const ASKS_FOR_TRANSACTION = /transaction|\b(?:tx|trx|session)\b/i;

/** `if (transaction) transaction.afterCommit(send); else await send();`: what is done at once where there is none. */
function isInTransactionsToo(node: Node): boolean {
  for (let parent = node.parent; parent && !isFunction(parent); parent = parent.parent) {
    if (parent.type !== 'IfStatement' && parent.type !== 'ConditionalExpression') continue;
    const { start, end } = parent.test;
    if (ASKS_FOR_TRANSACTION.test(moduleOf(parent).text.slice(start, end)) && isWithoutParameter(node)) return false;
  }
  return true;
}

/** The nearest work that matters behind a call: what leaves the database first. */
function behind(project: Project, { transaction, passing }: Inside, search: Search): Omit<TransactionWork, 'node'> | null {
  const leaving = search('leaves-database', (call) => isConcept(call, 'external-call', 'publish', 'sleep') && isUsual(project, call.node), isInTransactionsToo);
  if (leaving) return { trouble: leaving.call.call.concept as TransactionWork['trouble'], transaction, effect: leaving };
  if (transaction.outer) {
    const { module, base } = transaction.outer;
    const outer = search(`outer-client:${module.path}:${base.start}`, (call) => isOnOuterClient(project, call, transaction), isInEveryCase);
    if (outer) return { trouble: 'outer-client', transaction, effect: outer };
  }
  if (!passing) return null;
  // A query of a document store outside of the transaction takes no connection from anyone.
  const effect = search(`no-session:${[...passing].join()}`, (call) => call.call.medium === 'sql' && isWithoutSession(project, call, passing), isInEveryCase);
  return effect && { trouble: 'no-session', transaction, effect };
}

function isFollowed(project: Project, accepts: (node: Node) => boolean = () => true): (step: Step) => boolean {
  return (step) => isUsual(project, step.site) && accepts(step.site);
}

function accepted(matches: (call: ResolvedCall) => boolean, accepts: (node: Node) => boolean = () => true): (call: ResolvedCall) => boolean {
  return (call) => matches(call) && accepts(call.node);
}

function isUsual(project: Project, node: Node): boolean {
  return isPartOfWork(project, node) && !isBehindMiss(node);
}
