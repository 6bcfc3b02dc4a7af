import type { Acquisition, Callback } from '../../models/model.js';
import { callsOf, type ResolvedCall } from '../calls.js';
import { isHot } from '../control/hot.js';
import {
  enclosingFunction,
  isCall,
  isFunction,
  isInside,
  memberName,
  parentOf,
  unwrap,
  type FunctionNode,
  type IdentifierNode,
  type Node,
} from '../project/ast.js';
import type { Binding } from '../project/scope.js';
import { bindingOf, moduleOf, type Module } from '../project/module.js';
import type { Project } from '../project/project.js';
import { callbackAt } from '../values/call.js';
import { evaluate } from '../values/evaluate.js';
import { wrappedCalls } from './wrapped.js';

/** A call that opens a resource in a function that answers for it. */
export interface Opening {
  call: ResolvedCall;
  /** The function of the project that makes the call and gives its result to this one. */
  wrapper?: string;
  acquisition: Acquisition;
  /** It is a client or pool that a process needs once. */
  perRequest?: boolean;
  /** It is a transaction that statements begin and end: `BEGIN`, `COMMIT`. */
  statements?: boolean;
  /** The function whose variable holds it; null where it is dropped at a module's top level. */
  fn: FunctionNode | null;
  /** The variable that holds it; null where the result of the call is dropped. */
  binding: Binding | null;
  /** The node after which it is open; null where it is passed to `fn`. */
  at: Node | null;
  /** For a node callback: the parameter that gives it back, and the one that holds an error. */
  done: Binding | null;
  error: Binding | null;
}

/**
 * The resources that a module's functions open and answer for: held by a variable of their own, passed to a callback of
 * their own, or dropped. What is returned, stored, given to a callback that gives it back by itself, or kept in a
 * variable of an outer function or of the module has another owner.
 */
export function openingsOf(project: Project, module: Module): Opening[] {
  const direct = callsOf(project, module).flatMap((call) => openingOf(project, call) ?? []);
  const wrapped = wrappedCalls(project, module).flatMap(({ call, taken, wrapper }) => {
    // With a callback the library gives the resource to that, and its wrapper returns something else.
    const opening = styleOf(project, taken) ? null : openingOf(project, call);
    return opening ? [{ ...opening, wrapper }] : [];
  });
  return [...direct, ...wrapped];
}

/** What a call opens, where its function answers for it. */
export function openingOf(project: Project, call: ResolvedCall): Opening | null {
  const own = call.call.acquires ?? call.target.construction?.acquires;
  const acquisition = own ?? clientPerRequest(project, call);
  if (!acquisition || acquisition.auto || !isCall(call.node)) return null;
  const style = styleOf(project, call);
  if (style === 'scoped') return null;
  if (style) return acquisition.receiver ? null : fromCallback(call, acquisition, style.fn, style.params);
  const opening = { call, acquisition, ...(!own && { perRequest: true }), done: null, error: null };
  const fn = enclosingFunction(call.node);
  const at = awaited(call.node);
  if (acquisition.receiver) {
    const { callee } = call.node as Extract<Node, { type: 'CallExpression' }>;
    const object = callee?.type === 'MemberExpression' ? unwrap(callee.object) : null;
    return object?.type === 'Identifier' ? held({ ...opening, at, fn }, object) : null;
  }
  return fromResult(project, { ...opening, at, fn });
}

/** Areas whose clients keep connections open between two calls. */
const CONNECTED = new Set(['sql', 'orm', 'document', 'cache', 'queue']);

/** A client or pool that is made anew for each request or message: what keeps its connections for a whole process. */
function clientPerRequest(project: Project, { node, target, call }: ResolvedCall): Acquisition | null {
  if (target.receiver || !call.returns || !CONNECTED.has(target.model.area) || !enclosingFunction(node)) return null;
  const made = project.models.type(target.model, call.returns);
  const lifecycle = made?.type.lifecycle;
  if (!made || (lifecycle?.stage !== 'client' && lifecycle?.stage !== 'pool') || lifecycle.keepsBy) return null;
  const members = Object.entries(made.type.members ?? {});
  // Where it is another call that connects, that one is what has to be undone.
  if (members.some(([, row]) => row.acquires?.receiver)) return null;
  const closing = members.flatMap(([names, row]) => (row.concept === 'close' ? names.split('|') : []));
  const [, named] = /^\$\.([$\w]+)\([^)]*\)$/.exec(lifecycle.close) ?? [];
  if (!named || !isHot(project, node)) return null;
  return { kind: 'connection', release: [...new Set([named, ...closing])] };
}

/** The transaction that a statement begins on a connection of the function's own: `client.query('BEGIN')`. */
export function transactionBegunBy(call: ResolvedCall): Opening | null {
  if (call.node.type !== 'CallExpression' || call.node.callee.type !== 'MemberExpression') return null;
  const object = unwrap(call.node.callee.object);
  const acquisition: Acquisition = { kind: 'transaction', release: [], receiver: true };
  const opening = { call, acquisition, statements: true, done: null, error: null, at: awaited(call.node), fn: enclosingFunction(call.node) };
  return object.type === 'Identifier' ? held(opening, object) : null;
}

/** How the call is given a callback: a function that gets the resource, one that it is scoped to, or none. */
function styleOf(project: Project, { node, call }: ResolvedCall): { fn: FunctionNode; params: Callback['params'] } | 'scoped' | null {
  if (node.type !== 'CallExpression') return null;
  for (const [position, argument] of node.arguments.entries()) {
    const callback = callbackAt(call, position, null);
    if (!callback) continue;
    const { kind } = evaluate(project, argument);
    // What can't be followed may be a function.
    if (kind === 'unknown') return 'scoped';
    if (kind !== 'function') continue;
    if (callback.role === 'transaction' || callback.role === 'acquired' || !isFunction(argument)) return 'scoped';
    return { fn: argument, params: callback.params };
  }
  return null;
}

/** `pool.connect((err, client, done) => …)`. */
function fromCallback(call: ResolvedCall, acquisition: Acquisition, fn: FunctionNode, params: Callback['params']): Opening | null {
  const parameter = (index: number | undefined) => {
    const node = index === undefined ? undefined : (fn.params[index] as Node | undefined);
    return node?.type === 'Identifier' ? bindingOf(moduleOf(node), node) : null;
  };
  const index = params?.findIndex((type) => type !== null && type !== 'error') ?? -1;
  if (index === -1) return null;
  return {
    call,
    acquisition,
    fn,
    binding: parameter(index),
    at: null,
    done: parameter(acquisition.releaseCallback),
    error: parameter(params!.indexOf('error')),
  };
}

/** Follows the result of a call to the variable that takes it. */
function fromResult(project: Project, opening: Omit<Opening, 'binding'>): Opening | null {
  const node = opening.at!;
  const parent = parentOf(node);
  switch (parent?.type) {
    case 'VariableDeclarator': {
      const declaration = parent.parent;
      const isScoped = declaration?.type === 'VariableDeclaration' && /using/.test(declaration.kind);
      return isScoped || parent.id.type !== 'Identifier' ? null : held(opening, parent.id);
    }
    case 'AssignmentExpression':
      return parent.operator === '=' && parent.left.type === 'Identifier' ? held(opening, parent.left) : null;
    case 'ExpressionStatement':
      return { ...opening, binding: null };
    case 'MemberExpression':
      return isInside(node, parent.object) ? fromMember(project, opening, parent) : null;
    default:
      return null;
  }
}

/** `pool.connect().then((client) => …)`, `(await pool.connect()).query(…)`. */
function fromMember(
  project: Project,
  opening: Omit<Opening, 'binding'>,
  member: Extract<Node, { type: 'MemberExpression' }>,
): Opening | null {
  const call = parentOf(member);
  if (call?.type !== 'CallExpression' || !isInside(member, call.callee)) return null;
  const name = memberName(member) ?? '';
  if (name === 'catch' || name === 'finally') return fromResult(project, { ...opening, at: awaited(call) });
  if (name !== 'then') return opening.acquisition.release.includes(name) ? null : { ...opening, binding: null };
  const callback = call.arguments[0] as Node | undefined;
  if (!isFunction(callback)) return null;
  const parameter = callback.params[0] as Node | undefined;
  if (!parameter) return { ...opening, binding: null };
  if (parameter.type !== 'Identifier') return null;
  return { ...opening, fn: callback, at: null, binding: bindingOf(moduleOf(parameter), parameter) };
}

/** The opening, where the variable is the function's own. */
function held(opening: Omit<Opening, 'binding'>, variable: IdentifierNode): Opening | null {
  const binding = bindingOf(moduleOf(variable), variable);
  if (!binding || binding.kind !== 'variable' || !opening.fn) return null;
  const owner = enclosingFunction(binding.declarations[0]!);
  return owner === opening.fn ? { ...opening, binding } : null;
}

/** The `await` of a call, or the call itself. */
function awaited(node: Node): Node {
  const parent = parentOf(node);
  return parent?.type === 'AwaitExpression' ? parent : node;
}
