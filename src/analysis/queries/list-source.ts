import { callAt, chainOf, isConcept } from '../calls.js';
import { calleesOf } from '../effects/effects.js';
import {
  calleeOf,
  isCall,
  isFunction,
  isInside,
  memberName,
  plainArguments,
  unwrap,
  type CallNode,
  type FunctionNode,
  type IdentifierNode,
  type Node,
  type NodeOf,
} from '../project/ast.js';
import { bindingOf, moduleOf } from '../project/module.js';
import type { Project } from '../project/project.js';
import { returnedExpressions } from '../values/call.js';
import { additionsTo } from '../values/additions.js';
import { framesOf } from '../control/frames.js';
import { baseOf } from '../control/transactions.js';
import { evaluate } from '../values/evaluate.js';
import { factsOf } from './clauses.js';

/**
 * What decides how long a list is: `table`, whatever rows there are when the code runs; `input`, what the function is
 * given, or the rows that belong to it; `limit`, a limit in the query; `unknown`.
 */
export type ListSource = 'table' | 'input' | 'limit' | 'unknown';

/** What decides how long the list is that an expression stands for. */
export function listSource(project: Project, list: Node): ListSource {
  return sourceOf({ project, trusted: null, running: new Set() }, list);
}

interface Search {
  project: Project;
  /** The function whose parameters were judged where it is called. */
  trusted: FunctionNode | null;
  running: Set<Node>;
}

function sourceOf(search: Search, list: Node): ListSource {
  if (search.running.has(list)) return 'unknown';
  return compute({ ...search, running: new Set([...search.running, list]) }, unwrap(list));
}

/** Methods and functions whose result is as long as a list that they get. */
const KEEPING = new Set(['map', 'filter', 'sort', 'toSorted', 'reverse', 'toReversed', 'values', 'keys', 'entries', 'flat', 'flatMap', 'concat']);
const COPYING = new Set(['from', 'values', 'keys', 'entries', 'all', 'allSettled', 'of']);

function compute(search: Search, node: Node): ListSource {
  switch (node.type) {
    case 'AwaitExpression':
      return sourceOf(search, node.argument);
    case 'MemberExpression':
      return unwrap(node.object).type === 'ThisExpression' ? 'unknown' : sourceOf(search, node.object);
    case 'ArrayExpression': {
      const [first] = node.elements;
      if (first) return first.type === 'SpreadElement' ? sourceOf(search, first.argument) : 'unknown';
      return ofAdditions(search, node);
    }
    case 'LogicalExpression':
      return sourceOf(search, node.left);
    case 'Identifier':
      return ofName(search, node);
    case 'CallExpression':
    case 'NewExpression':
    case 'TaggedTemplateExpression':
      return ofCall(search, node);
    default:
      return 'unknown';
  }
}

/** `const open = []; for (const order of orders) open.push(order)`: as long as the list that fills it. */
function ofAdditions(search: Search, literal: Node): ListSource {
  for (const addition of additionsTo(literal)) {
    for (const frame of framesOf(search.project, addition)) {
      const over = frame.kind === 'loop' || frame.kind === 'callback' ? frame.over : null;
      if (over) return sourceOf(search, over);
    }
  }
  return 'unknown';
}

function ofName(search: Search, node: IdentifierNode): ListSource {
  const binding = bindingOf(moduleOf(node), node);
  if (binding?.kind === 'parameter') return binding.scope.node === search.trusted ? 'unknown' : 'input';
  if (binding?.kind !== 'variable') return 'unknown';
  const init = declaratorOf(binding.declarations[0]!)?.init;
  if (init && binding.writes.length === 0) return sourceOf(search, init);
  const [write] = binding.writes;
  const assignment = write?.parent;
  const isOnly = binding.writes.length === 1 && assignment?.type === 'AssignmentExpression' && assignment.operator === '=';
  return isOnly ? sourceOf(search, assignment.right) : 'unknown';
}

/** The declarator of a name, or of the pattern that it is part of. */
function declaratorOf(declaration: Node): NodeOf<'VariableDeclarator'> | null {
  let current: Node | null | undefined = declaration;
  while (current && current.type !== 'VariableDeclarator' && !isFunction(current)) current = current.parent;
  return current?.type === 'VariableDeclarator' ? current : null;
}

function ofCall(search: Search, node: CallNode): ListSource {
  const call = callAt(search.project, node);
  if (call && isConcept(call, 'query')) {
    if (factsOf(search.project, call).has('limit') !== 'absent') return 'limit';
    // `team.getUsers()` gives the rows of one team.
    const given = [baseOf(node), ...chainOf(call).flatMap((link) => argumentsOf(link.node))];
    return given.some((argument) => dependsOnInput(search, argument)) ? 'input' : 'table';
  }
  const callee = unwrap(calleeOf(node));
  const [first] = plainArguments(node);
  if (callee.type === 'Identifier' && (callee.name === 'Set' || callee.name === 'Map') && first) return sourceOf(search, first);
  if (callee.type === 'MemberExpression') {
    const name = memberName(callee) ?? '';
    if (COPYING.has(name) && first && callee.object.type === 'Identifier' && /^[A-Z]/.test(callee.object.name)) return sourceOf(search, first);
    if (KEEPING.has(name)) return sourceOf(search, callee.object);
  }
  return ofOwnFunction(search, node);
}

function argumentsOf(node: Node): Node[] {
  if (!isCall(node)) return [];
  return node.type === 'TaggedTemplateExpression' ? node.quasi.expressions : (node.arguments);
}

/** A function of the project: what it returns, where the call gives it nothing that narrows the rows. */
function ofOwnFunction(search: Search, node: CallNode): ListSource {
  if (argumentsOf(node).some((argument) => dependsOnInput(search, argument))) return 'input';
  const sources = calleesOf(search.project, node)
    .filter((step) => step.site === node)
    .flatMap((step) => returnedExpressions(step.fn).map((expression) => sourceOf({ ...search, trusted: step.fn }, expression)));
  return sources.find((source) => source !== 'unknown') ?? 'unknown';
}

/**
 * Whether an expression is made from what a function is given: its parameters, and what was read with them. Clients
 * aren't input, nor are parameters of callbacks inside the expression.
 */
function dependsOnInput(search: Search, expression: Node): boolean {
  if (search.running.has(expression)) return false;
  const inner = { ...search, running: new Set([...search.running, expression]) };
  return moduleOf(expression).identifiers.some((identifier) => isInside(identifier, expression) && isInput(inner, identifier, expression));
}

function isInput(search: Search, identifier: IdentifierNode, within: Node): boolean {
  const binding = bindingOf(moduleOf(identifier), identifier);
  if (!binding || isInside(binding.declarations[0]!, within)) return false;
  if (binding.kind === 'parameter') return binding.scope.node !== search.trusted && !isClient(search.project, identifier);
  if (binding.kind !== 'variable' || binding.scope.parent === null) return false;
  const declarator = declaratorOf(binding.declarations[0]!);
  if (declarator?.init) return dependsOnInput(search, declarator.init);
  const loop = declarator?.parent?.parent;
  if (loop?.type === 'ForOfStatement') return dependsOnInput(search, loop.right);
  return binding.writes.some((write) => write.parent?.type === 'AssignmentExpression' && dependsOnInput(search, write.parent.right));
}

/** A parameter is what lives as long as the process, is passed on as a client, or has its methods called; of a row or a request, properties are read. */
function isClient(project: Project, identifier: IdentifierNode): boolean {
  const value = evaluate(project, identifier);
  if (value.kind !== 'receiver') return value.kind === 'library' || value.kind === 'method';
  if (project.models.type(value.model, value.type)?.type.lifecycle) return true;
  const { parent } = identifier;
  const isRead = parent?.type === 'MemberExpression' && parent.object === identifier && !isCall(parent.parent);
  return !isRead || value.from?.call?.concept === 'transaction';
}
