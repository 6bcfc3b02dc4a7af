import type { LibraryModel } from '../../models/model.js';
import { chainOf, type ResolvedCall } from '../calls.js';
import { callersOf } from '../effects/callers.js';
import { calleeOf, enclosingFunction, isCall, isInside, memberName, parentOf, unwrap, type CallNode, type IdentifierNode, type Node } from '../project/ast.js';
import { bindingOf, moduleOf, nodesOf, referencesOf } from '../project/module.js';
import type { Project } from '../project/project.js';
import { isBuilderType } from '../values/builder.js';
import { returnedExpressions, targetsOf } from '../values/call.js';
import { evaluate } from '../values/evaluate.js';
import { alternatives, type Link } from '../values/value.js';

/**
 * The links of the builder that a call runs: of its chain, and of other statements on the variables that hold it. Not
 * complete where it comes from elsewhere or is handed to functions that may add to it.
 */
export function linksOf(project: Project, call: ResolvedCall): { links: Link[]; complete: boolean } {
  const links = chainOf(call);
  let complete = isMadeHere(project, call) && !links.some((link) => hasParts(project, link));
  for (const identifier of heldBy(project, call.node)) {
    const module = moduleOf(identifier);
    const binding = bindingOf(module, identifier);
    for (const use of binding ? referencesOf(module, binding) : []) {
      const added = linksOn(project, use);
      if (added) links.push(...added.filter((link) => !links.some(({ node }) => node === link.node)));
      else complete = false;
    }
  }
  return { links, complete };
}

/** The names of builders in a chain: of `query` in `await query.where(…)`, and of what that variable was made from. */
function heldBy(project: Project, node: Node, depth = 0): IdentifierNode[] {
  let root = unwrap(node.type === 'AwaitExpression' ? node.argument : node);
  while (root.type === 'CallExpression' || root.type === 'MemberExpression') {
    root = unwrap(root.type === 'CallExpression' ? root.callee : root.object);
  }
  if (root.type !== 'Identifier' || depth > 3 || !isBuilderValue(project, root)) return [];
  const declarator = bindingOf(moduleOf(root), root)?.declarations[0]?.parent;
  if (declarator?.type !== 'VariableDeclarator' || declarator.id.type !== 'Identifier' || !declarator.init) return [];
  return [root, ...heldBy(project, declarator.init, depth + 1)];
}

/** The links of the chain that starts at a use of a builder; null where the use hands the builder on. */
function linksOn(project: Project, use: IdentifierNode): Link[] | null {
  const links: Link[] = [];
  let current: Node = use;
  for (;;) {
    const member: Node | null = parentOf(current);
    if (member?.type !== 'MemberExpression' || unwrap(member.object) !== current) break;
    const call: Node | null = parentOf(member);
    if (call?.type !== 'CallExpression' || unwrap(call.callee) !== member) break;
    for (const { name, call: row, construction, receiver } of targetsOf(project, call)) {
      links.push({ node: call, name, call: row, construction, receiver });
    }
    current = call;
  }
  if (current !== use) return links;
  const parent = parentOf(use);
  return isCall(parent) && parent.type !== 'TaggedTemplateExpression' && parent.callee !== (use as unknown) ? null : links;
}

function isBuilderValue(project: Project, node: Node): boolean {
  return alternatives(evaluate(project, node)).some((value) => value.kind === 'receiver' && isBuilderType(value.model, value.type));
}

/**
 * Whether the builder that a call runs was begun in view and is run there: not passed in, held by an object, made by
 * another function, or given to callers that go on with it.
 */
function isMadeHere(project: Project, call: ResolvedCall): boolean {
  let { receiver } = call;
  while (receiver && isBuilderType(receiver.model, receiver.type)) {
    const fn = receiver.from && enclosingFunction(receiver.from.node);
    if (!receiver.from || (fn && !(moduleOf(fn) === call.module && isInside(call.node, fn)))) return false;
    receiver = receiver.from.receiver;
  }
  return !isHeldByObject(project, call.node) && !isFactory(project, call);
}

/** `this.query.getMany()`: other methods may have added to it. */
function isHeldByObject(project: Project, node: Node): boolean {
  let current = unwrap(node.type === 'AwaitExpression' ? node.argument : node);
  while (current.type === 'CallExpression') {
    const callee = unwrap(current.callee);
    if (callee.type !== 'MemberExpression') return false;
    current = unwrap(callee.object);
  }
  return current.type === 'MemberExpression' && isBuilderValue(project, current);
}

/** Whether the builder is what a function returns, and what some caller adds to. Without callers in view it may be. */
function isFactory(project: Project, { node, call }: ResolvedCall): boolean {
  const fn = enclosingFunction(node);
  if (!isCall(node) || fn?.async || !isBuilderValue(project, node) || call === targetsOf(project, node)[0]?.call) return false;
  if (!fn || !returnedExpressions(fn).flatMap(branchesOf).includes(node)) return false;
  const callers = callersOf(project, fn);
  return callers.length === 0 || !callers.every(({ call: caller }) => isRun(caller));
}

/** The expressions that another one may come to: `mine` and `all` of `isOwner ? mine : all`. */
function branchesOf(expression: Node): Node[] {
  const node = unwrap(expression);
  if (node.type === 'ConditionalExpression') return [node.consequent, node.alternate].flatMap(branchesOf);
  return node.type === 'LogicalExpression' ? [node.left, node.right].flatMap(branchesOf) : [node];
}

/** Whether what a call gives is run as it is: awaited, chained with `then`, one of a list, or returned by an async function. */
function isRun(call: CallNode): boolean {
  const user = parentOf(call);
  switch (user?.type) {
    case 'AwaitExpression':
    case 'ArrayExpression':
      return true;
    case 'MemberExpression':
      return ['then', 'catch', 'finally'].includes(memberName(user) ?? '');
    case 'ReturnStatement':
    case 'ArrowFunctionExpression':
      return enclosingFunction(call)?.async ?? false;
    default:
      return false;
  }
}

/**
 * Whether a link without a clause of its own takes parts that are made by the same library: a subquery to read from, a
 * computed column. They may narrow or count.
 */
function hasParts(project: Project, { node, call, receiver }: Link): boolean {
  if (!call || call.clause !== undefined || call.concept !== undefined || !receiver || node.type === 'TaggedTemplateExpression') return false;
  return node.arguments.some((argument) => {
    const nested = nodesOf(moduleOf(node), 'CallExpression', 'TaggedTemplateExpression').filter((inner) => isInside(inner, argument as Node));
    return isBuilderValue(project, argument) || nested.some((inner) => isOfLibrary(project, inner, receiver.model));
  });
}

function isOfLibrary(project: Project, call: CallNode, model: LibraryModel): boolean {
  return alternatives(evaluate(project, calleeOf(call))).some(
    (value) => (value.kind === 'library' && value.package.split('/')[0] === model.package.split('/')[0]) || ('model' in value && value.model === model),
  );
}
