import {
  enclosingFunction,
  isFunction,
  isInside,
  memberName,
  parentOf,
  unwrap,
  type IdentifierNode,
  type MemberNode,
  type Node,
  type NodeOf,
} from '../project/ast.js';
import { bindingOf, nodesOf, referencesOf, type Module } from '../project/module.js';
import type { Project } from '../project/project.js';
import { logCallOf, type LogCall } from './log-call.js';

/** Failures that are counted and logged as a number, while nothing looks at their reasons. */
export interface CountedFailures {
  /** `results.filter((result) => result.status === 'rejected')`. */
  node: Node;
  /** The log call that tells the number. */
  log: LogCall;
}

/** Where a module settles promises, counts those that were rejected, logs the count and drops the reasons. */
export function countedFailures(project: Project, module: Module): CountedFailures[] {
  return nodesOf(module, 'CallExpression').flatMap((call) => {
    // Each failure may be logged where it happens.
    if (!isAllSettled(module, call) || nodesOf(module, 'CatchClause').some((clause) => isInside(clause, call)))
      return [];
    const declarator = parentOf(call)?.type === 'AwaitExpression' ? parentOf(parentOf(call)!) : null;
    if (declarator?.type !== 'VariableDeclarator' || declarator.id.type !== 'Identifier') return [];
    const binding = bindingOf(module, declarator.id);
    const filters = binding && filtersOf(module, referencesOf(module, binding));
    const rejected = filters?.find((filter) => asksFor(filter, 'rejected'));
    const log = rejected && loggedCount(project, module, rejected);
    return log ? [{ node: rejected, log }] : [];
  });
}

function isAllSettled(module: Module, { callee }: NodeOf<'CallExpression'>): boolean {
  return (
    callee.type === 'MemberExpression' &&
    memberName(callee) === 'allSettled' &&
    callee.object.type === 'Identifier' &&
    callee.object.name === 'Promise' &&
    bindingOf(module, callee.object) === null
  );
}

/** The filters through which the results are seen; null where they are seen otherwise too, so that a reason may be read. */
function filtersOf(module: Module, references: readonly IdentifierNode[]): NodeOf<'CallExpression'>[] | null {
  const filters: NodeOf<'CallExpression'>[] = [];
  for (const reference of references) {
    const member = parentOf(reference);
    if (member?.type !== 'MemberExpression' || member.object !== reference) return null;
    if (memberName(member) === 'length') continue;
    const call = parentOf(member);
    const [test] = call?.type === 'CallExpression' && call.callee === member ? call.arguments : [];
    if (memberName(member) !== 'filter' || call?.type !== 'CallExpression' || !isFunction(test)) return null;
    const isFulfilled = asksFor(call, 'fulfilled');
    if (!isFulfilled && !countsOf(module, call)) return null;
    filters.push(call);
  }
  return filters;
}

/** Whether a filter's function is `(result) => result.status === status` and nothing more. */
function asksFor({ arguments: [test] }: NodeOf<'CallExpression'>, status: string): boolean {
  const body = isFunction(test) ? unwrap(test.body as Node) : null;
  if (body?.type !== 'BinaryExpression' || !/^={2,3}$/.test(body.operator)) return false;
  const [left, right] = [unwrap(body.left), unwrap(body.right)];
  return (
    left.type === 'MemberExpression' &&
    memberName(left) === 'status' &&
    right.type === 'Literal' &&
    right.value === status
  );
}

/** `….length` of a filter, or of the variable that holds what it gives; null where that is used in any other way. */
function countsOf(module: Module, filter: Node): MemberNode[] | null {
  const user = parentOf(filter);
  if (user?.type === 'MemberExpression') return memberName(user) === 'length' ? [user] : null;
  const binding = user?.type === 'VariableDeclarator' && user.id.type === 'Identifier' ? bindingOf(module, user.id) : null;
  const counts = (binding ? referencesOf(module, binding) : []).map((use) => parentOf(use));
  const isCount = (node: Node | null): node is MemberNode => node?.type === 'MemberExpression' && memberName(node) === 'length';
  return counts.length > 0 && counts.every(isCount) ? counts : null;
}

/** The log call that has the count, directly or through a variable. */
function loggedCount(project: Project, module: Module, filter: Node): LogCall | null {
  const uses = (countsOf(module, filter) ?? []).flatMap((count): Node[] => {
    const declarator = parentOf(count);
    const binding =
      declarator?.type === 'VariableDeclarator' && declarator.id.type === 'Identifier'
        ? bindingOf(module, declarator.id)
        : null;
    return binding ? [...referencesOf(module, binding)] : [count];
  });
  const fn = enclosingFunction(filter);
  for (const call of nodesOf(module, 'CallExpression')) {
    if (fn && !isInside(call, fn)) continue;
    if (!call.arguments.some((argument) => uses.some((use) => isInside(use, argument)))) continue;
    const log = logCallOf(project, call);
    if (log) return log;
  }
  return null;
}
