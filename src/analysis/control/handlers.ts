import {
  calleeOf,
  isFunction,
  isInside,
  memberName,
  unwrap,
  type CallNode,
  type FunctionNode,
  type Node,
  type NodeOf,
} from '../project/ast.js';
import { nodesOf, referencesOf, scopeOf, type Module } from '../project/module.js';
import { lookUp } from '../project/scope.js';
import type { Project } from '../project/project.js';
import { argumentHolding, callbackAt, targetsOf } from '../values/call.js';
import { evaluate } from '../values/evaluate.js';

/** A piece of code that runs because something failed. */
export interface Handler {
  /**
   * `rejection`: of a promise; `listener`: of an event, or a function that a framework calls with an error; `callback`: a
   * node callback, which runs on success too; `helper`: a function that is passed an `Error`.
   */
  kind: 'catch' | 'rejection' | 'listener' | 'callback' | 'helper';
  /** Where it stands in the module: the clause, the function, or the argument that names the function. */
  at: Node;
  /** The clause or function itself; a function may be declared in another module. */
  node: NodeOf<'CatchClause'> | FunctionNode;
  /** What is run: a block, or the expression of an arrow function. */
  body: Node;
  /** The pattern that binds the error; null where nothing does. */
  parameter: Node | null;
  /** The code whose failure it handles: a `try` block, a promise's expression, the call with the callback. */
  guarded: Node | null;
}

/** The error handlers of a module in source order. Memoised. */
export function handlersOf(project: Project, module: Module): readonly Handler[] {
  const table = project.derived<Module, Handler[]>('handlers');
  let handlers = table.get(module);
  if (!handlers) table.set(module, (handlers = collect(project, module)));
  return handlers;
}

function collect(project: Project, module: Module): Handler[] {
  const handlers: Handler[] = nodesOf(module, 'CatchClause').map((clause) => ({
    kind: 'catch',
    at: clause,
    node: clause,
    body: clause.body,
    parameter: clause.param,
    guarded: clause.parent?.type === 'TryStatement' ? (clause.parent.block as Node) : null,
  }));
  const taken = new Set<FunctionNode>();
  for (const call of nodesOf(module, 'CallExpression', 'NewExpression')) {
    for (const [position, argument] of call.arguments.entries()) {
      const role = roleOf(project, call, position, unwrap(argument));
      if (!role?.fn.body) continue;
      taken.add(role.fn);
      handlers.push(fromFunction(role.kind, unwrap(argument), role.fn, role.index, role.guarded));
    }
  }
  for (const fn of nodesOf(module, 'FunctionDeclaration', 'FunctionExpression', 'ArrowFunctionExpression')) {
    if (taken.has(fn) || !fn.body) continue;
    const option = errorOption(project, fn);
    if (option) {
      handlers.push(fromFunction('rejection', fn, fn, 0, option));
      continue;
    }
    const kind = kindByParameters(module, fn);
    if (kind && !isAskedByRetry(project, fn))
      handlers.push(
        fromFunction(kind.kind, fn, fn, kind.index, fn.parent?.type === 'CallExpression' ? fn.parent : null),
      );
  }
  return handlers.sort((a, b) => a.at.start - b.at.start || a.at.end - b.at.end);
}

function fromFunction(kind: Handler['kind'], at: Node, fn: FunctionNode, index: number, guarded: Node | null): Handler {
  const parameter = (fn.params[index] as Node | undefined) ?? null;
  return { kind, at, node: fn, body: fn.body as Node, parameter: parameter && withoutDefault(parameter), guarded };
}

function withoutDefault(parameter: Node): Node {
  return parameter.type === 'AssignmentPattern' ? parameter.left : parameter;
}

interface Role {
  kind: Handler['kind'];
  fn: FunctionNode;
  /** Index of the parameter that is the error. */
  index: number;
  guarded: Node | null;
}

const LISTEN = new Set(['on', 'once', 'addListener', 'prependListener', 'prependOnceListener']);
/** Events of Node, and the one of job queues, that come with an Error. */
const FAILURE =
  /^(?:error|clientError|tlsClientError|uncaughtException|uncaughtExceptionMonitor|unhandledRejection|failed)$/;
const ERROR_NAME = /^(?:e|er|ex|err|error|exc|exception|reason|cause)$|(?:Err|Error|Exception)$/;

/** Which handler the function at an argument's position is, inline or passed by name; null for none. */
function roleOf(project: Project, call: CallNode, position: number, argument: Node): Role | null {
  const named = argument.type === 'Identifier' || argument.type === 'MemberExpression';
  if (!isFunction(argument) && !named) return null;
  const callee = unwrap(calleeOf(call));
  const name = callee.type === 'MemberExpression' ? (memberName(callee) ?? '') : '';
  const isRejection = (name === 'catch' && position === 0) || (name === 'then' && position === 1);
  const event =
    LISTEN.has(name) && position === 1 ? literalText((call as NodeOf<'CallExpression'>).arguments[0]) : null;
  if (named && !isRejection && event === null && !ERROR_NAME.test(lastName(argument))) return null;
  const fn = isFunction(argument) ? argument : functionOf(project, argument);
  if (!fn) return null;
  if (isRejection) {
    return { kind: 'rejection', fn, index: 0, guarded: callee.type === 'MemberExpression' ? callee.object : null };
  }
  const modelled = modelledIndex(project, call, position, fn);
  if (modelled !== null) return { kind: modelled.kind, fn, index: modelled.index, guarded: call };
  if (event === null || !FAILURE.test(event)) return null;
  const index = fn.params.findIndex((parameter) => ERROR_NAME.test(nameOf(parameter)));
  if (index === -1 && fn.params.length > 1) return null;
  return { kind: 'listener', fn, index: Math.max(index, 0), guarded: null };
}

function lastName(node: Node): string {
  if (node.type === 'MemberExpression') return memberName(node) ?? '';
  return node.type === 'Identifier' ? node.name : '';
}

function literalText(node: Node | undefined): string | null {
  return node?.type === 'Literal' && typeof node.value === 'string' ? node.value : null;
}

function functionOf(project: Project, node: Node): FunctionNode | null {
  const value = evaluate(project, node);
  return value.kind === 'function' ? value.node : null;
}

/** The parameter for which a library's model says that it is the error. */
function modelledIndex(project: Project, call: CallNode, position: number, fn: FunctionNode) {
  for (const target of targetsOf(project, call)) {
    const callback = callbackAt(target.call, position, fn);
    const index = callback?.params?.indexOf('error') ?? -1;
    if (callback && index !== -1)
      return { kind: callback.role === 'callback' ? ('callback' as const) : ('listener' as const), index };
  }
  return null;
}

/** The call with an option that a library runs with the error: `subscribe({ error: (error) => … })`. */
function errorOption(project: Project, fn: FunctionNode): CallNode | null {
  if (!isPropertyNamed(fn, /^(?:on)?error$/i)) return null;
  const holder = argumentHolding(fn);
  const targets = holder?.isNested ? targetsOf(project, holder.call) : [];
  const isGiven = targets.some(({ call }) => callbackAt(call, holder!.position, fn, holder!.path)?.params?.[0] === 'error');
  return isGiven ? holder!.call : null;
}

/** `retry: (error) => isTransient(error)`: asked whether to try again. The last error is the caller's all the same. */
function isAskedByRetry(project: Project, fn: FunctionNode): boolean {
  const holder = argumentHolding(fn);
  return holder !== null && holder.isNested && targetsOf(project, holder.call).some(({ call }) => call.concept === 'retry');
}

/** What a function that no call takes, or one that no model knows, shows by its own parameters. */
function kindByParameters(module: Module, fn: FunctionNode): { kind: Handler['kind']; index: number } | null {
  const typed = fn.params.findIndex((parameter) => isErrorType(withoutDefault(parameter)));
  const first = fn.params[0] as Node | undefined;
  if (first?.type === 'Identifier' && ERROR_NAME.test(first.name)) {
    // Express tells a handler of errors by its four parameters.
    if (fn.params.length === 4 && /^_?next$/.test(nameOf(fn.params[3] as Node))) return { kind: 'listener', index: 0 };
    if (first.name !== 'e' && isTested(module, fn, first.name)) return { kind: 'callback', index: 0 };
    if (isPropertyNamed(fn, /^onError$/)) return { kind: 'listener', index: 0 };
  }
  return typed === -1 ? null : { kind: 'helper', index: typed };
}

function nameOf(parameter: Node): string {
  const target = withoutDefault(parameter);
  return target.type === 'Identifier' ? target.name : '';
}

/** `(error: Error)`. */
function isErrorType(parameter: Node): boolean {
  if (parameter.type !== 'Identifier') return false;
  const type = parameter.typeAnnotation?.typeAnnotation as Node | undefined;
  return type?.type === 'TSTypeReference' && type.typeName.type === 'Identifier' && type.typeName.name === 'Error';
}

/** Whether the function asks if there is an error at all: `if (err)`. */
function isTested(module: Module, fn: FunctionNode, name: string): boolean {
  const binding = lookUp(scopeOf(module, fn), name);
  return (
    binding !== null &&
    referencesOf(module, binding).some((identifier) => {
      let test: Node = identifier;
      while (test.parent && ['UnaryExpression', 'LogicalExpression', 'BinaryExpression'].includes(test.parent.type))
        test = test.parent;
      return test.parent?.type === 'IfStatement' && test.parent.test === (test as unknown);
    })
  );
}

/** `{ onError: (error) => … }`, `{ onError(error) { … } }`. */
function isPropertyNamed(fn: FunctionNode, name: RegExp): boolean {
  const { parent } = fn;
  return (
    parent?.type === 'Property' &&
    parent.key.type === 'Identifier' &&
    name.test(parent.key.name) &&
    isInside(fn, parent.value)
  );
}
