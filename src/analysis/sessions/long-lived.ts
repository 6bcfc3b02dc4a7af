import { callAt, isConcept, type ResolvedCall } from '../calls.js';
import { framesOf, type LoopNode } from '../control/frames.js';
import { iterationRound, type Iteration } from '../control/iteration.js';
import { enclosingTransaction, type Transaction } from '../control/transactions.js';
import { reach, type Effect } from '../effects/effects.js';
import { isCall, type Node } from '../project/ast.js';
import { nodesOf, type Module } from '../project/module.js';
import type { Project } from '../project/project.js';
import { factsOf } from '../queries/clauses.js';
import { listSource, type ListSource } from '../queries/list-source.js';
import { isUncounted } from './unit-of-work.js';

/** A transaction that spans a loop whose turns query. */
export interface LongTransaction {
  transaction: Transaction;
  loop: Iteration['node'];
  /** The list; null where the loop reads page by page. */
  over: Node | null;
  source: ListSource | 'pages';
  /** A query of one turn. */
  effect: Effect;
}

/** The transactions of a module that stay open for as many queries as the data says, each with its first such loop. */
export function longTransactions(project: Project, module: Module, accepts: (source: LongTransaction['source']) => boolean): LongTransaction[] {
  const found = new Map<Node, LongTransaction>();
  for (const node of nodesOf(module, 'CallExpression', 'NewExpression', 'TaggedTemplateExpression', 'AwaitExpression')) {
    const transaction = enclosingTransaction(project, node);
    if (!transaction || found.has(transaction.start)) continue;
    const spanned = spannedLoop(project, node, transaction, accepts);
    const effect = spanned && queryBehind(project, node);
    if (effect) found.set(transaction.start, { transaction, effect, ...spanned });
  }
  return [...found.values()];
}

/** The innermost accepted loop round a node that lies in the transaction as a whole. */
function spannedLoop(
  project: Project,
  node: Node,
  transaction: Transaction,
  accepts: (source: LongTransaction['source']) => boolean,
): Omit<LongTransaction, 'transaction' | 'effect'> | null {
  for (let iteration = iterationRound(project, node); iteration; iteration = iterationRound(project, iteration.node)) {
    if (enclosingTransaction(project, iteration.node) !== transaction) return null;
    const source = iteration.over ? listSource(project, iteration.over) : 'unknown';
    if (iteration.over && accepts(source)) return { loop: iteration.node, over: iteration.over, source };
  }
  const paging = accepts('pages') ? pagingLoop(project, node, transaction) : null;
  return paging && { loop: paging, over: null, source: 'pages' };
}

/** A loop that reads another page on each turn: the read has a limit, and nothing counts the turns. */
function pagingLoop(project: Project, node: Node, transaction: Transaction): LoopNode | null {
  const call = callAt(project, node);
  if (!call || !isConcept(call, 'query') || factsOf(project, call).has('limit') !== 'present') return null;
  for (const frame of framesOf(project, node)) {
    if (frame.kind !== 'loop') continue;
    if (enclosingTransaction(project, frame.node) !== transaction) return null;
    if (isUncounted(frame.node)) return frame.node;
  }
  return null;
}

function queryBehind(project: Project, node: Node): Effect | null {
  const direct = callAt(project, node);
  if (direct?.call.concept) return isQuery(direct) ? { steps: [], call: direct } : null;
  return isCall(node) ? reach(project, node, 'waited-query', isQuery) : null;
}

function isQuery(call: ResolvedCall): boolean {
  return isConcept(call, 'query') && !call.call.sync && call.call.rows !== 'stream' && call.call.medium !== 'key-value';
}
