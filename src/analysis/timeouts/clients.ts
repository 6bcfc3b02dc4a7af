import type { Call, Timeout } from '../../models/model.js';
import { callsOf, type ResolvedCall } from '../calls.js';
import { enclosingFunction, isFunction, isInside, memberName, parentOf, unwrap, type CallNode, type FunctionNode, type Node } from '../project/ast.js';
import { bindingOf, moduleOf, referencesOf, type Module } from '../project/module.js';
import type { Project } from '../project/project.js';
import { returnedExpressions, targetsOf } from '../values/call.js';
import { evaluate } from '../values/evaluate.js';
import { lookUpClientOption } from '../values/options.js';
import { alternatives, type Receiver } from '../values/value.js';
import { effectiveTimeout, ENDS, setterValues } from './effective.js';
import { makingsOf } from './makings.js';

/** A client that other code uses and that was made without any time limit for its calls. */
export interface UnboundedClient {
  receiver: Receiver;
  /** The limits that could be set where it is made, by id. */
  facts: [string, Timeout][];
}

/** The unbounded client that a call makes for others; null where it is bounded, unknown, or stays in its function or file. */
export function unboundedClient(project: Project, node: CallNode): UnboundedClient | null {
  // Only a library's call makes one; what other calls give costs more to ask.
  if (targetsOf(project, node).length === 0) return null;
  const table = project.derived<Node, UnboundedClient | null>('clients');
  let client = table.get(node);
  if (client === undefined) table.set(node, (client = compute(project, node)));
  return client;
}

function compute(project: Project, node: CallNode): UnboundedClient | null {
  const client = madeUnbounded(project, node, ({ concept }) => concept === 'external-call');
  return client && (isShared(moduleOf(node), node) || isHandedOn(project, node)) ? client : null;
}

/** The client of a store of keys that a call makes without any time limit for its commands; null for one that is told to wait. */
export function unboundedStore(project: Project, node: CallNode): UnboundedClient | null {
  const [target] = targetsOf(project, node);
  if (!target?.construction || target.receiver) return null;
  const client = madeUnbounded(project, node, ({ concept, medium }) => concept === 'query' && medium === 'key-value');
  const { waitsBy } = target.construction;
  return client && (waitsBy === undefined || isAddressAlone(node) || lookUpClientOption(project, client.receiver, waitsBy).state === 'absent') ? client : null;
}

/** Names of what holds an address and no options. */
const ADDRESS = /(?:ur[il]|dsn|connection_?string)$/i;

/** `new Redis(config.redisUrl || '')`: all that it is given is an address, by its name. */
function isAddressAlone(node: CallNode): boolean {
  if (node.type === 'TaggedTemplateExpression' || node.arguments.length !== 1) return false;
  let given = unwrap(node.arguments[0]!);
  while (given.type === 'LogicalExpression') given = unwrap(given.left);
  const name = given.type === 'Identifier' ? given.name : given.type === 'MemberExpression' ? memberName(given) : null;
  return name !== null && ADDRESS.test(name);
}

/** The client that a call makes without any of the limits that could be set there, where one of its calls is of a kind. */
function madeUnbounded(project: Project, node: CallNode, isAskedFor: (call: Call) => boolean): UnboundedClient | null {
  for (const receiver of alternatives(evaluate(project, node))) {
    if (receiver.kind !== 'receiver' || receiver.from?.node !== node || receiver.by !== 'construction' && receiver.by !== 'member') continue;
    const type = project.models.type(receiver.model, receiver.type)?.type;
    const ids = type?.construction?.timeouts ?? receiver.from.construction?.timeouts ?? [];
    const facts = ids.flatMap((id): [string, Timeout][] => {
      const fact = receiver.model.timeouts?.[id];
      return fact?.client && ENDS.has(fact.covers) && !fact.signal ? [[id, fact]] : [];
    });
    const isOfKind = Object.values(type?.members ?? {}).some(isAskedFor);
    if (facts.length === 0 || !isOfKind || facts.some(([, fact]) => fact.default !== null)) continue;
    const isUnset = isAddressAlone(node) || facts.every(([, fact]) => lookUpClientOption(project, receiver, fact.client!).state === 'absent');
    const isSetLater = facts.some(([, fact]) => fact.setter && setterValues(project, moduleOf(node), fact.setter).length > 0);
    if (isUnset && !isSetLater) return { receiver, facts };
  }
  return null;
}

/** Whether a call was made on a client that is reported where it is made. */
export function isOnUnboundedClient(project: Project, { receiver, module }: ResolvedCall): boolean {
  let current = receiver;
  for (; current?.from; current = current.from.receiver) {
    if (unboundedClient(project, current.from.node)) return true;
  }
  const made = current?.by === 'type' ? makingsOf(project, module, current) : null;
  return made?.some(({ from }) => from !== null && unboundedClient(project, from.node) !== null) ?? false;
}

/** Whether a value leaves its file: it, or a function that returns it, is exported. */
function isShared(module: Module, node: Node): boolean {
  const parent = parentOf(node);
  if (parent?.type === 'ExportDefaultDeclaration') return true;
  if (parent?.type === 'AssignmentExpression') return isExportTarget(parent.left);
  const fn = enclosingFunction(node);
  if (fn) return isReturned(fn, node) && isFunction(fn) && isSharedName(module, fn);
  return isSharedName(module, node);
}

/** Whether a function of the project is given the client and calls it without a limit of its own: `await send(client, body)`. */
function isHandedOn(project: Project, node: Node): boolean {
  const declarator = parentOf(node);
  if (declarator?.type !== 'VariableDeclarator' || declarator.id.type !== 'Identifier') return false;
  const module = moduleOf(node);
  const client = bindingOf(module, declarator.id);
  if (!client || client.writes.length > 0) return false;
  return referencesOf(module, client).some((reference) => {
    const call = parentOf(reference);
    const index = call?.type === 'CallExpression' ? call.arguments.indexOf(reference as never) : -1;
    if (call?.type !== 'CallExpression' || index === -1) return false;
    return alternatives(evaluate(project, call.callee)).some((value) => value.kind === 'function' && leavesUnbounded(project, value.node, index));
  });
}

/** What is known of a call on a client that is a parameter, where the call sets no limit of its own. */
const ENDLESS: ReadonlySet<string> = new Set(['unknown', 'unbounded']);

/** Whether a function makes an external call on a parameter whose limit, if any, is the client's. */
function leavesUnbounded(project: Project, fn: FunctionNode, index: number): boolean {
  const parameter = fn.params[index];
  const given = parameter?.type === 'Identifier' ? bindingOf(moduleOf(fn), parameter) : null;
  if (!given) return false;
  return callsOf(project, moduleOf(fn)).some((call) => {
    if (call.call.concept !== 'external-call' || !isInside(call.node, fn) || call.node.type !== 'CallExpression') return false;
    const callee = unwrap(call.node.callee);
    const base = callee.type === 'MemberExpression' ? unwrap(callee.object) : callee;
    return base.type === 'Identifier' && bindingOf(moduleOf(fn), base) === given && ENDLESS.has(effectiveTimeout(project, call).state);
  });
}

function isReturned(fn: NonNullable<ReturnType<typeof enclosingFunction>>, node: Node): boolean {
  const declarator = parentOf(node);
  const name = declarator?.type === 'VariableDeclarator' && declarator.id.type === 'Identifier' ? declarator.id.name : null;
  return returnedExpressions(fn).some(
    (returned) => returned === node || (name !== null && returned.type === 'Identifier' && returned.name === name),
  );
}

/** Whether the name that a declaration gives to a node is exported. */
function isSharedName(module: Module, node: Node): boolean {
  const declarator = parentOf(node);
  const name =
    declarator?.type === 'VariableDeclarator' && declarator.id.type === 'Identifier'
      ? declarator.id.name
      : node.type === 'FunctionDeclaration'
        ? node.id?.name
        : undefined;
  if (name === undefined) return false;
  for (const exported of module.exports.named.values()) {
    if ('local' in exported && exported.local === name) return true;
    if ('node' in exported && exported.node.type === 'Identifier' && exported.node.name === name) return true;
  }
  const written = module.memberWrites.get('exports') ?? [];
  if (written.some(({ value }) => value.type === 'Identifier' && value.name === name)) return true;
  return module.exports.whole.some((whole) => mentions(whole, name));
}

function mentions(whole: Node, name: string): boolean {
  if (whole.type === 'Identifier') return whole.name === name;
  return (
    whole.type === 'ObjectExpression' &&
    whole.properties.some(
      (property) => property.type === 'Property' && property.value.type === 'Identifier' && property.value.name === name,
    )
  );
}

function isExportTarget(left: Node): boolean {
  if (left.type !== 'MemberExpression') return false;
  const root = left.object;
  return root.type === 'Identifier' && (root.name === 'module' || root.name === 'exports');
}
