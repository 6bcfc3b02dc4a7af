import type { Acquisition, Concept } from '../../models/model.js';
import { callAt } from '../calls.js';
import { callbackFrame, isDeferred } from '../control/frames.js';
import { endsTransaction, isEndStatement } from '../control/transactions.js';
import { calleesOf } from '../effects/effects.js';
import {
  calleeOf,
  isCall,
  isFunction,
  isInside,
  keyName,
  memberName,
  type CallNode,
  type FunctionNode,
  type IdentifierNode,
  type Node,
} from '../project/ast.js';
import type { Binding } from '../project/scope.js';
import { memo, type Memo } from '../project/memo.js';
import { bindingOf, moduleOf, referencesOf } from '../project/module.js';
import type { Project } from '../project/project.js';
import { targetsOf, type Target } from '../values/call.js';
import { statementOf, textOf } from '../values/text.js';

/**
 * What a use of a resource means for who gives it back: it is given back (`close`), somebody else may do it from there on
 * (`leave`): it is returned, stored, or passed to code that isn't followed. Plain uses have no entry.
 */
export type Effects = Map<Node, Effect>;
export type Effect = 'close' | 'leave';

/**
 * How a resource is given back. `called`: it is a function that does so when it is called. `statements`: it is a
 * transaction, which statements end, and giving the connection up does.
 */
export type Release = Pick<Acquisition, 'release' | 'releaseBy'> & { called?: boolean; statements?: boolean };

/**
 * The uses of a variable that holds a resource, as seen from the function that declares it. Uses in functions inside
 * count where those functions are passed, called or stored.
 */
export function effectsOn(project: Project, binding: Binding, owner: FunctionNode | null, release: Release): Effects {
  return effectsAt(project, binding, [], owner, release);
}

function effectsAt(project: Project, binding: Binding, path: string[], owner: FunctionNode | null, release: Release): Effects {
  const context: Context = { owner, release, effects: new Map(), seen: new Set([binding]) };
  for (const reference of referencesTo(binding)) collect(project, reference, path, context);
  return context.effects;
}

/** Records what one occurrence means. `path` is where the resource is inside the value of the expression. */
function collect(project: Project, occurrence: Node, path: string[], context: Context): void {
  const { at, effect } = use(project, occurrence, path, context);
  record(project, at, effect, context, new Set());
}

/** Records an effect where the owner comes to it: in functions inside, where those are passed, called or stored. */
function record(project: Project, at: Node, effect: Effect | null, context: Context, passed: Set<FunctionNode>): void {
  const closure = outermostClosure(at, context.owner);
  if (!closure) {
    if (effect) context.effects.set(at, effect);
    return;
  }
  if (passed.has(closure)) return;
  passed.add(closure);
  for (const { node, isStored } of placesOf(closure)) {
    const isKept = isStored || runsLater(project, node);
    record(project, node, isStored || (isKept && !effect) ? 'leave' : effect, context, passed);
  }
}

interface Context {
  owner: FunctionNode | null;
  release: Release;
  effects: Effects;
  seen: Set<Binding>;
}

/** The node at which something happens to a resource, and what. */
interface Use {
  at: Node;
  effect: Effect | null;
}

/** What an occurrence does to the resource. */
function use(project: Project, occurrence: Node, path: string[], context: Context): Use {
  const { release } = context;
  const parent = occurrence.parent!;
  const leave = { at: occurrence, effect: 'leave' as const };
  const plain = { at: occurrence, effect: null };
  switch (parent.type) {
    case 'TSAsExpression':
    case 'TSSatisfiesExpression':
    case 'TSNonNullExpression':
    case 'TSTypeAssertion':
    case 'ChainExpression':
    case 'ParenthesizedExpression':
      return use(project, parent, path, context);
    case 'MemberExpression':
      return parent.object === (occurrence as unknown) ? useOfMember(project, parent, path, context) : plain;
    case 'CallExpression':
    case 'NewExpression':
      if (isInside(occurrence, calleeOf(parent))) return { at: parent, effect: release.called ? 'close' : null };
      return useAsArgument(project, parent, occurrence, path, release);
    case 'TaggedTemplateExpression':
      return plain;
    case 'Property':
      if (parent.parent?.type === 'ObjectPattern') return plain;
      return use(project, parent.parent as Node, [keyName(parent.key, parent.computed) ?? '', ...path], context);
    case 'SpreadElement':
      return use(project, parent.parent as Node, path, context);
    case 'ArrayExpression':
      return use(project, parent, [String(parent.elements.indexOf(occurrence as never)), ...path], context);
    case 'ConditionalExpression':
      return parent.test === (occurrence as unknown) ? plain : use(project, parent, path, context);
    case 'LogicalExpression':
      return parent.operator === '&&' && parent.left === (occurrence as unknown) ? plain : use(project, parent, path, context);
    case 'IfStatement':
    case 'WhileStatement':
    case 'DoWhileStatement':
    case 'ForStatement':
    case 'SwitchStatement':
    case 'SwitchCase':
    case 'ExpressionStatement':
    case 'UnaryExpression':
    case 'BinaryExpression':
    case 'TemplateLiteral':
    case 'UpdateExpression':
      return plain;
    case 'ForOfStatement':
      // A loop over a cursor closes it, however it ends.
      return leave;
    case 'AssignmentExpression':
      return parent.left === (occurrence as unknown) ? plain : leave;
    case 'VariableDeclarator':
      return useAsInitial(project, parent.id, occurrence, path, context);
    default:
      return leave;
  }
}

/** `client.release()`, `client.query()`, `runner.manager`. */
function useOfMember(
  project: Project,
  member: Extract<Node, { type: 'MemberExpression' }>,
  path: string[],
  context: Context,
): Use {
  const name = memberName(member);
  if (path.length > 0) {
    if (name === path[0]) return use(project, member, path.slice(1), context);
    return { at: member, effect: name === null ? 'leave' : null };
  }
  let callee: Node = member;
  while (callee.parent?.type === 'ChainExpression' || callee.parent?.type === 'TSNonNullExpression') callee = callee.parent;
  const call = callee.parent;
  const isCalled = isCall(call) && calleeOf(call) === callee;
  if (name !== null && context.release.release.includes(name)) {
    return isCalled ? { at: call, effect: 'close' } : { at: member, effect: 'leave' };
  }
  if (isCalled && isDisposal(member)) return { at: call, effect: 'close' };
  if (isCalled && context.release.statements && endsByStatement(project, call, name)) return { at: call, effect: 'close' };
  return { at: member, effect: isCalled && listens(project, call) ? 'leave' : null };
}

/** `session[Symbol.asyncDispose]`. */
function isDisposal({ computed, property }: Extract<Node, { type: 'MemberExpression' }>): boolean {
  return computed && property.type === 'MemberExpression' && /^(?:asyncD|d)ispose$/.test(memberName(property) ?? '');
}

/** `client.query('ROLLBACK')`, `client.release(error)`, which closes the connection. */
function endsByStatement(project: Project, node: CallNode, name: string | null): boolean {
  if (node.type !== 'TaggedTemplateExpression' && name === 'release') return node.arguments.length > 0;
  const call = callAt(project, node);
  if (call) return call.call.concept === 'close' || endsTransaction(project, call);
  // A parameter without a type may be the connection all the same.
  const [first] = node.type === 'TaggedTemplateExpression' ? [node.quasi] : node.arguments;
  return first !== undefined && isEndStatement(textOf(project, first) ?? '');
}

/** A client that listens for anything but its end is meant to stay open: `client.on('notification')`, `LISTEN jobs`. */
function listens(project: Project, node: CallNode): boolean {
  const call = callAt(project, node);
  if (call?.call.concept === 'query' && call.call.access === 'sql') return /^\s*listen\b/i.test(statementOf(project, call) ?? '');
  if (call?.call.concept !== 'event' || node.type === 'TaggedTemplateExpression') return false;
  const [event] = node.arguments;
  return !(event?.type === 'Literal' && /^(?:error|end|close)$/.test(String(event.value)));
}

function useAsArgument(
  project: Project,
  call: CallNode,
  argument: Node,
  path: string[],
  release: Release,
): Use {
  const callee = calleeOf(call);
  if (callee.type === 'MemberExpression' && path.length === 0 && release.releaseBy?.includes(memberName(callee) ?? '')) {
    return { at: call, effect: 'close' };
  }
  const targets = targetsOf(project, call);
  if (targets.length > 0) return { at: argument, effect: targets.some(keepsNothing) ? null : 'leave' };
  const position = call.type === 'TaggedTemplateExpression' ? -1 : call.arguments.indexOf(argument as never);
  const steps = calleesOf(project, call).filter((step) => isInside(call, step.site));
  if (steps.length === 0 || position === -1) return { at: argument, effect: 'leave' };
  const fates = steps.map((step) => fateOf(project, step.fn, position, path, release));
  const effect = fates.find((fate) => fate === 'close') ?? fates.find((fate) => fate === 'leave') ?? null;
  return { at: call, effect };
}

/** Library calls that work with a resource and don't keep it. */
const PASSING: ReadonlySet<Concept> = new Set(['query', 'transaction', 'transaction-end', 'external-call', 'publish', 'log', 'track']);

/** Whether a library call, or a link of a builder's chain, only works with what it is passed. */
function keepsNothing({ call, receiver }: Target): boolean {
  if (call.concept) return PASSING.has(call.concept);
  return call.session !== undefined || (receiver !== null && call.returns !== undefined);
}

/** `const { release } = client`, `const options = { transaction }`. */
function useAsInitial(
  project: Project,
  pattern: Node,
  occurrence: Node,
  path: string[],
  context: Context,
): Use {
  const leave = { at: occurrence, effect: 'leave' as const };
  const plain = { at: occurrence, effect: null };
  if (pattern.type === 'ObjectPattern') {
    const names = pattern.properties.map((property) => (property.type === 'Property' ? keyName(property.key as Node, property.computed) : null));
    const taken = path.length > 0 ? [path[0]!] : context.release.release;
    return names.some((name) => name === null || taken.includes(name)) ? leave : plain;
  }
  if (pattern.type !== 'Identifier' || path.length === 0) return leave;
  const binding = bindingOf(moduleOf(pattern), pattern);
  if (!binding || context.seen.has(binding) || binding.writes.length > 0) return leave;
  context.seen.add(binding);
  for (const reference of referencesTo(binding)) collect(project, reference, path, context);
  return plain;
}

/** What a function of the project does to a resource that it gets as an argument. Memoised. */
function fateOf(project: Project, fn: FunctionNode, index: number, path: string[], release: Release): Effect | null {
  return memo(
    project.derived<FunctionNode, Memo<Effect | null>>(`fate ${index}.${path.join('.')}:${release.release.join()}:${release.statements ?? false}`),
    fn,
    () => computeFate(project, fn, index, path, release),
    () => null,
  );
}

function computeFate(project: Project, fn: FunctionNode, index: number, path: string[], release: Release): Effect | null {
  const parameter = fn.params[index] as Node | undefined;
  if (!parameter) return usesArguments(fn) ? 'leave' : null;
  const [binding, rest] = boundBy(parameter, path) ?? [null, path];
  if (!binding) return 'leave';
  const found = [...effectsAt(project, binding, rest, fn, release).values()];
  return found.find((effect) => effect === 'close') ?? found[0] ?? null;
}

function usesArguments(fn: FunctionNode): boolean {
  const last = fn.params[fn.params.length - 1] as Node | undefined;
  if (last?.type === 'RestElement') return true;
  return moduleOf(fn).identifiers.some((identifier) => identifier.name === 'arguments' && isInside(identifier, fn));
}

/** The variable that takes the value at a path of a parameter, and the path that is left. */
function boundBy(parameter: Node, path: string[]): [Binding | null, string[]] | null {
  const pattern = parameter.type === 'AssignmentPattern' ? (parameter.left as Node) : parameter;
  if (pattern.type === 'Identifier') return [bindingOf(moduleOf(pattern), pattern), path];
  if (pattern.type !== 'ObjectPattern' || path.length === 0) return null;
  for (const property of pattern.properties) {
    if (property.type === 'RestElement') return null;
    if (keyName(property.key, property.computed) === path[0]) return boundBy(property.value, path.slice(1));
  }
  return null;
}

function referencesTo(binding: Binding): IdentifierNode[] {
  // A parameter's own name is listed as well.
  return referencesOf(moduleOf(binding.declarations[0]!), binding).filter((node) => !binding.declarations.includes(node));
}

/** The function directly inside `owner` that a node is in; null where the node runs in `owner` itself. */
function outermostClosure(node: Node, owner: FunctionNode | null): FunctionNode | null {
  let closure: FunctionNode | null = null;
  for (let current = node.parent; current && current !== owner; current = current.parent) if (isFunction(current)) closure = current;
  return closure;
}

/** Where a function inside another one comes into play: where it is written, or at each use of its name. */
function placesOf(closure: FunctionNode): { node: Node; isStored: boolean }[] {
  const name = nameOf(closure);
  if (!name) return [{ node: closure, isStored: !isCall(closure.parent) }];
  const binding = bindingOf(moduleOf(closure), name);
  return (binding ? referencesTo(binding) : []).map((node) => ({ node, isStored: !isCall(node.parent) }));
}

function nameOf(closure: FunctionNode): IdentifierNode | null {
  if (closure.type === 'FunctionDeclaration') return closure.id;
  const { parent } = closure;
  return parent?.type === 'VariableDeclarator' && parent.id.type === 'Identifier' ? (parent.id) : null;
}

/** Whether a callback runs at another time than the call that it is passed to. */
export function runsLater(project: Project, node: Node): boolean {
  const frame = isFunction(node) ? callbackFrame(project, node) : null;
  return frame !== null && isDeferred(frame.role);
}
