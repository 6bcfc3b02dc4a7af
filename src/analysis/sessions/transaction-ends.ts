import { callsOf, isConcept, type ResolvedCall } from '../calls.js';
import { beginsTransaction } from '../control/transactions.js';
import type { Module } from '../project/module.js';
import type { Project } from '../project/project.js';
import type { Receiver } from '../values/value.js';
import { openingOf, openingsOf, transactionBegunBy, type Opening } from './openings.js';
import { releaseFault, type ReleaseFault } from './release.js';

/** A transaction that stays open on a path, or whose statements may run on different connections. */
export type TransactionFault =
  | { kind: 'open'; opening: Opening; fault: Exclude<ReleaseFault, { kind: 'twice' }> }
  /** `pool`: the type of what the statement was sent to. */
  | { kind: 'pool'; call: ResolvedCall; pool: string };

/** The transactions that code of a module begins on a connection and doesn't end on every path, in source order. */
export function transactionFaults(project: Project, module: Module): TransactionFault[] {
  return callsOf(project, module).flatMap((call): TransactionFault[] => {
    const isStatement = isConcept(call, 'query') && beginsTransaction(project, call);
    const pool = isStatement ? poolOf(project, call) : null;
    if (pool) return [{ kind: 'pool', call, pool }];
    const opening = isStatement ? transactionBegunBy(call) : beginning(project, call);
    const fault = opening && releaseFault(project, opening);
    return fault && fault.kind !== 'twice' && !isLeftOpenItself(project, module, opening) ? [{ kind: 'open', opening, fault }] : [];
  });
}

/** Whether the connection isn't given back on every path either: who mends that mends both. */
function isLeftOpenItself(project: Project, module: Module, { call, binding }: Opening): boolean {
  return openingsOf(project, module).some((other) => other.binding === binding && other.call !== call && releaseFault(project, other) !== null);
}

/** `queryRunner.startTransaction()`: what gives the transaction itself is another question, that of giving it back. */
function beginning(project: Project, call: ResolvedCall): Opening | null {
  const { acquires } = call.call;
  return acquires?.kind === 'transaction' && acquires.receiver ? openingOf(project, call) : null;
}

/** The pool that runs a statement on whichever connection is free; null for a connection, and where it isn't known. */
function poolOf(project: Project, { receiver }: ResolvedCall): string | null {
  for (let current: Receiver | null = receiver; current; current = current.from?.receiver ?? null) {
    const { call } = current.from ?? {};
    if (current.by === 'callback' || call?.acquires || call?.concept === 'transaction' || call?.concept === 'acquire') return null;
    const found = project.models.type(current.model, current.type);
    if (found?.type.lifecycle?.stage === 'pool') return found.name;
  }
  return null;
}
