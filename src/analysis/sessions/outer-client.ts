import { isConcept, type ResolvedCall } from '../calls.js';
import type { Transaction } from '../control/transactions.js';
import { baseOf } from '../control/transactions.js';
import { enclosingClass, isClass, isInside, memberName, unwrap, type IdentifierNode, type Node } from '../project/ast.js';
import { bindingOf, moduleOf } from '../project/module.js';
import type { Project } from '../project/project.js';
import { chainOf } from '../calls.js';
import { constructorOf } from '../values/class.js';
import { evaluate } from '../values/evaluate.js';
import { decoratorsOf } from '../values/inject.js';
import { lookUpPlace } from '../values/options.js';
import type { Receiver } from '../values/value.js';

/**
 * Whether a call is a query on the client that a transaction was begun on, past the client of the transaction. The client
 * must be one that is shared by construction: a variable of a module, a field that a framework injects, or the very
 * expression that the transaction was begun on. A parameter may hold the transaction's own client.
 */
export function isOnOuterClient(project: Project, call: ResolvedCall, { outer }: Transaction): boolean {
  if (!outer || !isConcept(call, 'query') || call.call.sync || !call.receiver || takesSession(call)) return false;
  const root = rootOf(call.receiver);
  const begun = rootOf(outer.receiver);
  if (!root || !begun || root.model !== begun.model) return false;
  const base = baseOf(call.node);
  if (isSameBase(base, outer.base)) return true;
  if (evaluate(project, base).kind === 'set' || !isShared(project, base)) return false;
  if (root.from && begun.from) return root.from.node === begun.from.node;
  if (root.by === 'default' || begun.by === 'default') return root.by === begun.by;
  // Two injected values of one library: what a framework injects is one client, unless it is named.
  return !root.from && !begun.from && isInjected(project, base);
}

/** The client that a chain of calls starts from; null where it goes through a transaction or a connection of its own. */
function rootOf(receiver: Receiver): Receiver | null {
  let current = receiver;
  for (;;) {
    if (current.by === 'callback') return null;
    const { from } = current;
    if (from?.call?.concept === 'transaction' || from?.call?.concept === 'acquire' || from?.call?.acquires) return null;
    if (!from?.receiver) return current;
    current = from.receiver;
  }
}

/** Whether a call, or a link of its chain, is passed a transaction or session; `absent` also where there is no place for one. */
export function passesSession(project: Project, call: ResolvedCall): 'present' | 'absent' | 'unknown' {
  const states = chainOf(call).flatMap(({ node, call: link, receiver }) =>
    link?.session ? [lookUpPlace(project, { node, call: link, receiver }, link.session).state] : [],
  );
  return states.find((state) => state === 'present') ?? states.find((state) => state === 'unknown') ?? 'absent';
}

/** Whether a call that could be passed a session surely isn't, on a receiver that is the same wherever it is used. */
export function lacksSession(project: Project, call: ResolvedCall): boolean {
  return takesSession(call) && passesSession(project, call) === 'absent' && isShared(project, baseOf(call.node));
}

function takesSession(call: ResolvedCall): boolean {
  return chainOf(call).some((link) => link.call?.session !== undefined);
}

function isSameBase(a: Node, b: Node): boolean {
  if (a.type === 'MemberExpression' && b.type === 'MemberExpression') {
    return memberName(a) === memberName(b) && enclosingClass(a) !== null && enclosingClass(a) === enclosingClass(b);
  }
  if (a.type !== 'Identifier' || b.type !== 'Identifier') return false;
  const binding = bindingOf(moduleOf(a), a);
  return binding !== null && binding === bindingOf(moduleOf(b), b);
}

/** Whether an expression stands for the same value wherever it is used: a variable of a module, or a field that is set once. */
function isShared(project: Project, base: Node): boolean {
  if (base.type === 'MemberExpression') {
    const owner = enclosingClass(base);
    const name = memberName(base);
    if (!owner || name === null) return false;
    const constructor = constructorOf(owner);
    const writes = (moduleOf(owner).memberWrites.get(owner) ?? []).filter((write) => write.path[0] === name);
    return writes.every((write) => constructor !== null && isInside(write.node, constructor));
  }
  if (base.type !== 'Identifier') return false;
  const binding = bindingOf(moduleOf(base), base);
  if (!binding) return true;
  if (binding.import) return evaluate(project, base).kind !== 'function';
  if (binding.kind !== 'variable' || binding.writes.length > 0) return false;
  const declarator = (binding.declarations[0] as IdentifierNode).parent;
  if (binding.scope.parent === null) return true;
  if (declarator?.type !== 'VariableDeclarator' || !declarator.init) return false;
  const init = unwrap(declarator.init);
  return ['MemberExpression', 'CallExpression', 'AwaitExpression', 'NewExpression'].includes(init.type) && isShared(project, baseOf(init));
}

/** Whether a field is injected by a framework, as its only client of the kind. */
function isInjected(project: Project, base: Node): boolean {
  const owner = base.type === 'MemberExpression' ? enclosingClass(base) : null;
  if (!owner || !isClass(owner)) return false;
  const isProvider = decoratorsOf(project, owner).some(({ library }) => library.entry?.decorator?.marks !== undefined);
  return isProvider && !isNamedInjection(project, owner, memberName(base as Extract<Node, { type: 'MemberExpression' }>));
}

/** `@InjectRepository(User, 'reports')` asks for a client of another connection. */
function isNamedInjection(project: Project, owner: Extract<Node, { type: 'ClassDeclaration' | 'ClassExpression' }>, name: string | null): boolean {
  const holders: Node[] = [...owner.body.body, ...(constructorOf(owner)?.params ?? [])] as Node[];
  return holders.some((holder) => {
    const inner = holder.type === 'TSParameterProperty' ? (holder.parameter as Node) : holder.type === 'PropertyDefinition' ? (holder.key as Node) : null;
    if (inner?.type !== 'Identifier' || inner.name !== name) return false;
    return decoratorsOf(project, holder).some(({ expression }) => expression.type === 'CallExpression' && expression.arguments.length > 1);
  });
}
