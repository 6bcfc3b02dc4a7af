import { isConcept, type ResolvedCall } from '../calls.js';
import { enclosingTransaction, type Transaction } from '../control/transactions.js';
import { isPartOfWork } from '../control/waiting.js';
import { callersOf } from '../effects/callers.js';
import { reachFrom, type Effect } from '../effects/effects.js';
import { calleeOf, isCall, isFunction, isInside, parentOf, unwrap, type CallNode, type FunctionNode, type Node } from '../project/ast.js';
import { bindingOf, moduleOf, nodesOf, referencesOf, type Module } from '../project/module.js';
import type { Project } from '../project/project.js';
import type { Binding } from '../project/scope.js';
import { argumentAt } from '../values/call.js';
import { evaluate } from '../values/evaluate.js';
import { lookUpOption } from '../values/options.js';
import { alternatives, type Unknown } from '../values/value.js';

/** A transaction that stays open while a function of a caller runs, which has no way to use it. */
export interface HeldTransaction {
  transaction: Transaction;
  /** The call of what the caller passed. */
  run: CallNode;
  /** A call that passes a function, and what that leads to. */
  caller: CallNode;
  effect: Effect;
}

/**
 * The transactions of a module that a function keeps open while it runs, without arguments, what its callers pass: a lock
 * for as long as their work takes. Only where a caller is in view whose function leaves the process or queries.
 */
export function heldTransactions(project: Project, module: Module): HeldTransaction[] {
  const found = new Map<Node, HeldTransaction>();
  for (const run of nodesOf(module, 'CallExpression')) {
    if (run.arguments.length > 0) continue;
    const parameter = parameterOf(project, calleeOf(run));
    if (!parameter) continue;
    const transaction = enclosingTransaction(project, run);
    // Without a client of its own, a transaction is found by what runs in it.
    if (!transaction?.outer || found.has(transaction.start) || !isInside(transaction.start, parameter.fn)) continue;
    if (!isPartOfWork(project, run, transaction.start) || handlesOf(transaction, parameter.fn).some((handle) => isHandedOn(handle))) continue;
    const passed = firstPassed(project, parameter, transaction.outer.receiver.model.package);
    if (passed) found.set(transaction.start, { transaction, run, ...passed });
  }
  return [...found.values()];
}

function parameterOf(project: Project, callee: Node): Unknown['parameter'] | null {
  for (const value of alternatives(evaluate(project, callee))) if (value.kind === 'unknown' && value.parameter) return value.parameter;
  return null;
}

/** The first function that a caller passes and that does work which takes its time, or another connection. */
function firstPassed(project: Project, { fn, index, path }: NonNullable<Unknown['parameter']>, library: string): Pick<HeldTransaction, 'caller' | 'effect'> | null {
  const callers = callersOf(project, fn).filter(({ position }) => position === null);
  for (const { key, matches } of [LEAVING, queryingOn(library)]) {
    for (const { call } of callers) {
      const argument = argumentAt(call, `Argument[${index}]`);
      const given = argument ? lookUpOption(project, argument, path) : null;
      for (const value of given?.state === 'present' ? alternatives(given.value) : []) {
        const effect = value.kind === 'function' ? reachFrom(project, value.node, key, matches, (step) => isPartOfWork(project, step.site)) : null;
        if (effect) return { caller: call, effect };
      }
    }
  }
  return null;
}

const LEAVING = { key: 'held-leaving', matches: (call: ResolvedCall) => isConcept(call, 'external-call', 'publish', 'sleep') };

function queryingOn(library: string) {
  return { key: `held-query:${library}`, matches: (call: ResolvedCall) => isConcept(call, 'query') && call.library === library && !call.call.sync };
}

/** The variables that hold the transaction or its connection. */
function handlesOf({ start }: Transaction, owner: FunctionNode): Binding[] {
  if (!isCall(start)) return [];
  const names: Node[] = [];
  const callee = calleeOf(start);
  if (callee.type === 'MemberExpression') names.push(unwrap(callee.object));
  const holder = parentOf(start)?.type === 'AwaitExpression' ? parentOf(parentOf(start)!) : parentOf(start);
  if (holder?.type === 'VariableDeclarator') names.push(holder.id);
  for (const argument of start.type === 'TaggedTemplateExpression' ? [] : start.arguments) if (isFunction(argument)) names.push(...(argument.params as Node[]));
  return names.flatMap((name) => {
    const binding = name.type === 'Identifier' ? bindingOf(moduleOf(name), name) : null;
    return binding && isInside(binding.declarations[0]!, owner) ? [binding] : [];
  });
}

/** Whether a variable is used in any other way than by its members: what it holds may be found elsewhere. */
function isHandedOn(binding: Binding): boolean {
  const declarations: readonly Node[] = binding.declarations;
  return referencesOf(moduleOf(declarations[0]!), binding).some((use) => {
    if (declarations.includes(use)) return false;
    const parent = parentOf(use);
    return parent?.type !== 'MemberExpression' || parent.object !== (use as unknown);
  });
}
