import { callAt, callsOf, type ResolvedCall } from '../calls.js';
import { functionName } from '../effects/effects.js';
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
} from '../project/ast.js';
import { memo, type Memo } from '../project/memo.js';
import { bindingOf, moduleOf, nodesOf, referencesOf, type Module } from '../project/module.js';
import type { Project } from '../project/project.js';
import { openingOf } from '../sessions/openings.js';
import { argumentAt, argumentHolding, callbackAt, describeTarget, targetsOf } from '../values/call.js';
import { invocationsOf } from '../values/callbacks.js';
import { evaluate } from '../values/evaluate.js';
import { decoratorsOf } from '../values/inject.js';
import { statementOf } from '../values/text.js';
import { alternatives, type Func, type Receiver } from '../values/value.js';
import { hookRole } from './entry.js';
import { callbackFrame, isDeferred } from './frames.js';
import { IDLE, OPEN, pathsOf, type Paths } from './paths.js';

/** A transaction that code of a module runs in. */
export interface Transaction {
  /** What begins it: a call, or the decorator of a method. */
  start: Node;
  /** What begins it, as a reader would name it: `PrismaClient.$transaction`, `withTransaction`, `BEGIN`. */
  name: string;
  /** The client that it was begun on, beside the one that it gives to its code; null where there is no other. */
  outer: OuterClient | null;
  /**
   * It isn't begun for the code alone: `route`, by a middleware for all that a request does; `write`, by the write that
   * calls a hook.
   */
  for?: 'route' | 'write';
}

export interface OuterClient {
  /** The expression at which the call that begins it, or takes its connection, starts: `prisma`, `this.pool`. */
  base: Node;
  receiver: Receiver;
  module: Module;
}

/**
 * The innermost transaction that a node runs in: the callback of a library's call or of a project function that runs
 * its callback in a transaction, between two statements of a connection, in a decorated method. Null where there is none
 * in the function and the functions round it. What callers do isn't asked.
 */
export function enclosingTransaction(project: Project, node: Node): Transaction | null {
  const fn = enclosingFunction(node);
  if (!fn) return null;
  return spanRound(project, fn, node)?.transaction ?? transactionOf(project, fn);
}

/** The transaction that a function runs in as a whole. Memoised. */
export function transactionOf(project: Project, fn: FunctionNode): Transaction | null {
  return memo(
    project.derived<FunctionNode, Memo<Transaction | null>>('transaction-of'),
    fn,
    () => computeTransactionOf(project, fn),
    () => null,
  );
}

function computeTransactionOf(project: Project, fn: FunctionNode): Transaction | null {
  const decorated = decoratedTransaction(project, fn) ?? hookTransaction(project, fn);
  if (decorated) return decorated;
  const holder = argumentHolding(fn);
  if (holder) {
    const own = callbackTransaction(project, holder.call, holder.position, holder.path);
    if (own) return own;
  }
  const frame = callbackFrame(project, fn);
  if (frame?.role === 'handler') return middlewareTransaction(project, frame.node, fn);
  if (frame) return isDeferred(frame.role) ? null : enclosingTransaction(project, frame.node);
  return enclosingFunction(fn) ? transactionOfName(project, fn) : null;
}

/** `router.post('/orders', withTransaction(), async (ctx) => …)`: a function before the handler runs what follows in a transaction. */
function middlewareTransaction(project: Project, call: CallNode, handler: FunctionNode): Transaction | null {
  const before = call.type === 'TaggedTemplateExpression' ? [] : call.arguments.filter((argument) => argument.end <= handler.start);
  for (const argument of before) {
    if (argument.type === 'SpreadElement') continue;
    const value = evaluate(project, argument);
    const next = value.kind === 'function' && value.node !== handler ? value.node.params.at(-1) : undefined;
    if (value.kind !== 'function' || next?.type !== 'Identifier' || value.node.params.length < 2) continue;
    const binding = bindingOf(moduleOf(next), next);
    const isHeld = (binding ? referencesOf(moduleOf(next), binding) : []).some((use) => {
      const run = parentOf(use);
      return run?.type === 'CallExpression' && unwrap(run.callee) === use && enclosingTransaction(project, run) !== null;
    });
    if (isHeld) return { start: argument, name: nameOf(argument, value.node), outer: null, for: 'route' };
  }
  return null;
}

function nameOf(argument: Node, middleware: FunctionNode): string {
  const callee = isCall(argument) ? calleeOf(argument) : argument;
  return isFunction(callee) ? functionName(middleware) : textOf(callee);
}

/** `const work = async (tx) => …` inside another function: where it is called, or passed on. */
function transactionOfName(project: Project, fn: FunctionNode): Transaction | null {
  const name = fn.type === 'FunctionDeclaration' ? fn.id : fn.parent?.type === 'VariableDeclarator' ? fn.parent.id : null;
  if (name?.type !== 'Identifier') return null;
  const module = moduleOf(fn);
  const binding = bindingOf(module, name);
  for (const reference of binding ? referencesOf(module, binding) : []) {
    const call = parentOf(reference);
    if (call?.type !== 'CallExpression') continue;
    const found =
      unwrap(call.callee) === reference
        ? enclosingTransaction(project, call)
        : callbackTransaction(project, call, call.arguments.indexOf(reference as never), []);
    if (found) return found;
  }
  return null;
}

/** The transaction in which a call runs the callback at an argument's position, or at a path inside the object there. */
export function callbackTransaction(project: Project, call: CallNode, position: number, path: readonly string[]): Transaction | null {
  for (const target of targetsOf(project, call)) {
    const callback = callbackAt(target.call, position, null, path);
    if (callback?.role !== 'transaction') continue;
    return { start: call, name: describeTarget(target), outer: callback.params && !callback.ambient ? outerClient(calleeOf(call), target.receiver) : null };
  }
  for (const value of alternatives(evaluate(project, calleeOf(call)))) {
    const inner = value.kind === 'function' ? parameterTransaction(project, value.node, position, path) : null;
    if (inner) {
      const wrapper = (value as Func).node;
      return { start: call, name: functionName(wrapper), outer: inner.outer && passedClient(project, wrapper, call, inner.outer) };
    }
  }
  return null;
}

/** The transaction in which a function runs the callback that it is given. Memoised. */
function parameterTransaction(project: Project, fn: FunctionNode, position: number, path: readonly string[]): Transaction | null {
  if (!fn.params[position]) return null;
  return memo(
    project.derived<FunctionNode, Memo<Transaction | null>>(`parameter-transaction:${position}.${path.join('.')}`),
    fn,
    () => {
      for (const invocation of invocationsOf(fn, position, path)) {
        const inner =
          invocation.position === null
            ? enclosingTransaction(project, invocation.call)
            : callbackTransaction(project, invocation.call, invocation.position, []);
        if (inner) return inner;
      }
      return null;
    },
    () => null,
  );
}

/** The client as the caller of a wrapper knows it, where it is a parameter of the wrapper: `inTransaction(pool, work)`. */
function passedClient(project: Project, wrapper: FunctionNode, call: CallNode, outer: OuterClient): OuterClient {
  const index = wrapper.params.findIndex((parameter) => parameter.type === 'Identifier' && isNameOf(outer.base, parameter));
  const passed = index === -1 ? null : argumentAt(call, `Argument[${index}]`);
  const client = passed && alternatives(evaluate(project, passed)).find((value) => value.kind === 'receiver');
  return client ? { base: baseOf(passed), receiver: client, module: moduleOf(call) } : outer;
}

function isNameOf(node: Node, parameter: Node): boolean {
  if (node.type !== 'Identifier' || parameter.type !== 'Identifier') return false;
  const binding = bindingOf(moduleOf(node), node);
  return binding !== null && binding === bindingOf(moduleOf(parameter), parameter);
}

/** A function that is passed by name to run in a transaction: `prisma.$transaction(transfer)`. */
export interface PassedFunction {
  argument: Node;
  fn: Func;
  transaction: Transaction;
}

/** The functions of the project that a module's calls are passed by name and run in a transaction. */
export function passedTransactions(project: Project, module: Module): PassedFunction[] {
  return nodesOf(module, 'CallExpression').flatMap((call) =>
    call.arguments.flatMap((argument, position) => {
      const passed = unwrap(argument);
      if (passed.type !== 'Identifier' && passed.type !== 'MemberExpression' && passed.type !== 'CallExpression') return [];
      const transaction = callbackTransaction(project, call, position, []);
      const fn = transaction && evaluate(project, passed);
      return fn?.kind === 'function' ? [{ argument: passed, fn, transaction: transaction! }] : [];
    }),
  );
}

/** Words of propagation that leave the transaction of the caller. */
const OUTSIDE = /NOT_?SUPPORTED|\bNEVER\b/i;

function decoratedTransaction(project: Project, fn: FunctionNode): Transaction | null {
  const method = fn.parent;
  if (method?.type !== 'MethodDefinition') return null;
  for (const { library, expression } of decoratorsOf(project, method)) {
    if (library.entry?.decorator?.role !== 'transaction') continue;
    const text = moduleOf(fn).text.slice(expression.start, expression.end);
    if (OUTSIDE.test(text)) return null;
    const isHook = library.entry.decorator.concept !== 'transaction';
    return { start: expression, name: `@${library.path[library.path.length - 1]}`, outer: null, ...(isHook && { for: 'write' as const }) };
  }
  return null;
}

/** `class Audit implements EntitySubscriberInterface { afterInsert() {} }`. */
function hookTransaction(project: Project, fn: FunctionNode): Transaction | null {
  const method = fn.parent;
  if (method?.type !== 'MethodDefinition' || hookRole(project, method) !== 'transaction') return null;
  return { start: method.key, name: functionName(fn), outer: null, for: 'write' };
}

/** A transaction that a function begins and ends itself, with the paths on which it is open. */
interface Span {
  transaction: Transaction;
  paths: Paths;
}

function spanRound(project: Project, fn: FunctionNode, node: Node): Span | null {
  if (isInCleanup(node)) return null;
  return spansOf(project, fn).find(({ transaction, paths }) => node !== transaction.start && (paths.at(node) & OPEN) !== 0) ?? null;
}

/** Errors and the end are when a transaction is ended. */
function isInCleanup(node: Node): boolean {
  for (let child = node, parent = node.parent; parent && !isFunction(child); child = parent, parent = parent.parent) {
    if (parent.type === 'TryStatement' && child !== (parent.block as Node)) return true;
  }
  return false;
}

function spansOf(project: Project, fn: FunctionNode): Span[] {
  return memo(
    project.derived<FunctionNode, Memo<Span[]>>('transaction-spans'),
    fn,
    () => beginningsOf(project, moduleOf(fn)).filter((call) => enclosingFunction(call.node) === fn).flatMap((call) => spanOf(project, fn, call) ?? []),
    () => [],
  );
}

/** The calls of a module that begin a transaction which other calls end. */
function beginningsOf(project: Project, module: Module): ResolvedCall[] {
  return memo(
    project.derived<Module, Memo<ResolvedCall[]>>('transaction-beginnings'),
    module,
    () => callsOf(project, module).filter((call) => call.call.acquires?.kind === 'transaction' || beginsTransaction(project, call)),
    () => [],
  );
}

/** A block of a procedural language begins with the same word. */
const BEGIN = /^\s*(?:begin(?:\s+(?:work|transaction|deferred|immediate|exclusive|isolation|read)\b[^;]*)?|start\s+transaction\b[^;]*)\s*;?\s*$/i;

/** Whether a call runs the statement `BEGIN` or `START TRANSACTION`. */
export function beginsTransaction(project: Project, call: ResolvedCall): boolean {
  return call.call.access === 'sql' && BEGIN.test(statementOf(project, call) ?? '');
}

/** Whether a call runs a statement that commits or rolls back. */
export function endsTransaction(project: Project, call: ResolvedCall): boolean {
  return call.call.access === 'sql' && isEndStatement(statementOf(project, call) ?? '');
}

/** `COMMIT`, `ROLLBACK`, but not to a savepoint. */
export function isEndStatement(text: string): boolean {
  return /^\s*(?:commit|end|abort|rollback(?!\s+to\b))\b/i.test(text);
}

function spanOf(project: Project, fn: FunctionNode, call: ResolvedCall): Span | null {
  const { acquires } = call.call;
  const callee = call.node.type === 'CallExpression' ? unwrap(call.node.callee) : null;
  let isEnd: (node: Node) => boolean;
  let name = call.label;
  let outer: OuterClient | null;
  if (acquires && !acquires.receiver) {
    const opening = openingOf(project, call);
    if (!opening?.binding || opening.fn !== fn) return null;
    const { binding } = opening;
    isEnd = (node) => endsOn(node, acquires.release, (object) => object.type === 'Identifier' && bindingOf(moduleOf(object), object) === binding);
    outer = callee && outerClient(callee, call.receiver);
  } else {
    if (callee?.type !== 'MemberExpression') return null;
    const connection = textOf(callee.object);
    const isConnection = (object: Node) => textOf(object) === connection;
    if (acquires) isEnd = (node) => endsOn(node, acquires.release, isConnection);
    else {
      name = 'BEGIN';
      isEnd = (node) => endsByText(project, node, isConnection);
    }
    const link = call.receiver?.from;
    outer = link?.receiver ? outerClient(calleeOf(link.node), link.receiver) : null;
  }
  const isEnded = callsOf(project, moduleOf(fn)).some(({ node }) => enclosingFunction(node) === fn && isEnd(node));
  if (!isEnded) return null;
  const at = parentOf(call.node)?.type === 'AwaitExpression' ? parentOf(call.node) : call.node;
  const paths = pathsOf(fn, {
    effectOf: (node) => (node === at ? 'open' : isEnd(node) ? 'close' : null),
    whileOpen: () => null,
    fails: () => true,
  }, IDLE);
  return { transaction: { start: call.node, name, outer }, paths };
}

/** `trx.commit()`. */
function endsOn(node: Node, members: readonly string[], isConnection: (object: Node) => boolean): boolean {
  if (node.type !== 'CallExpression' || node.callee.type !== 'MemberExpression') return false;
  return members.includes(memberName(node.callee) ?? '') && isConnection(unwrap(node.callee.object));
}

/** `client.query('COMMIT')`. */
function endsByText(project: Project, node: Node, isConnection: (object: Node) => boolean): boolean {
  if (node.type !== 'CallExpression' || node.callee.type !== 'MemberExpression' || !isConnection(node.callee.object)) return false;
  const call = callAt(project, node);
  return call !== null && endsTransaction(project, call);
}

function outerClient(callee: Node, receiver: Receiver | null): OuterClient | null {
  return receiver && { base: baseOf(callee), receiver, module: moduleOf(callee) };
}

/** Where a chain of members and calls starts: `this.items` of `this.items.find().limit(1)`. */
export function baseOf(node: Node): Node {
  const current = unwrap(node);
  switch (current.type) {
    case 'MemberExpression':
      return unwrap(current.object).type === 'ThisExpression' ? current : baseOf(current.object);
    case 'CallExpression':
    case 'NewExpression':
    case 'TaggedTemplateExpression':
      return baseOf(calleeOf(current));
    case 'AwaitExpression':
      return baseOf(current.argument);
    default:
      return current;
  }
}

function textOf(node: Node): string {
  return moduleOf(node).text.slice(node.start, node.end);
}
