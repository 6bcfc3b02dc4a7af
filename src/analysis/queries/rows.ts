import { accessOf, callAt, isConcept } from '../calls.js';
import { framesOf } from '../control/frames.js';
import { callersOf } from '../effects/callers.js';
import { calleesOf } from '../effects/effects.js';
import { calleeOf, isFunction, isInside, memberName, plainArguments, unwrap, type CallNode, type IdentifierNode, type Node, type NodeOf } from '../project/ast.js';
import { memo, type Memo } from '../project/memo.js';
import { bindingOf, moduleOf } from '../project/module.js';
import type { Project } from '../project/project.js';
import { additionsTo } from '../values/additions.js';
import { returnedExpressions } from '../values/call.js';

/** Methods whose result is made of the elements of their receiver, and functions whose result is made of those of their argument. */
const KEEPING = new Set(['map', 'filter', 'sort', 'toSorted', 'reverse', 'toReversed', 'values', 'keys', 'entries', 'flat', 'flatMap', 'concat', 'slice', 'get', 'reduce', 'then']);
const COPYING = new Set(['from', 'values', 'keys', 'entries', 'all', 'allSettled', 'fromEntries', 'groupBy', 'uniq', 'uniqBy', 'compact', 'chain', 'keyBy', 'flatten']);

/** Whether a list is known to hold what a query reads, or to be made of it: it has as many elements as there are rows. Memoised. */
export function isMadeOfRows(project: Project, list: Node): boolean {
  return memo(
    project.derived<Node, Memo<boolean>>('made of rows'),
    list,
    () => compute(project, unwrap(list)),
    () => false,
  );
}

function compute(project: Project, node: Node): boolean {
  const made = (inner: Node | null | undefined) => inner != null && isMadeOfRows(project, inner);
  switch (node.type) {
    case 'AwaitExpression':
      return made(node.argument) || isNamedRead(unwrap(node.argument));
    case 'MemberExpression':
      return made(node.object);
    case 'LogicalExpression':
      return made(node.left) || made(node.right);
    case 'ConditionalExpression':
      return made(node.consequent) || made(node.alternate);
    case 'ObjectExpression':
      return isFilled(project, node);
    case 'ArrayExpression':
      return node.elements.some((element) => element?.type === 'SpreadElement' && made(element.argument)) || isFilled(project, node);
    case 'Identifier':
      return ofName(project, node);
    case 'CallExpression':
    case 'NewExpression':
    case 'TaggedTemplateExpression':
      return ofCall(project, node);
    default:
      return false;
  }
}

/** `await posts.findFeed(user)`: what can't be followed and is called like a read of many is one. */
function isNamedRead(node: Node): boolean {
  if (node.type !== 'CallExpression') return false;
  const callee = unwrap(node.callee);
  const name = callee.type === 'MemberExpression' ? memberName(callee) : callee.type === 'Identifier' ? callee.name : null;
  return name !== null && /^(?:find|list|fetch|load|search|query|select)(?![a-z])/.test(name);
}

/** `const open = []; for (const order of orders) open.push(order)`. */
function isFilled(project: Project, literal: Node): boolean {
  return additionsTo(literal).some((addition) =>
    framesOf(project, addition).some((frame) => (frame.kind === 'loop' || frame.kind === 'callback') && frame.over !== null && !isInside(literal, frame.node) && isMadeOfRows(project, frame.over)),
  );
}

function ofName(project: Project, node: IdentifierNode): boolean {
  const binding = bindingOf(moduleOf(node), node);
  if (!binding) return false;
  const declaration = binding.declarations[0]!;
  const declarator = declaratorOf(declaration);
  if (binding.kind === 'variable' && declarator) {
    const loop = declarator.parent?.parent;
    const value = declarator.init ?? (loop?.type === 'ForOfStatement' ? loop.right : null);
    const assigned = binding.writes.flatMap(({ parent }) => (parent?.type === 'AssignmentExpression' ? [parent.right] : []));
    return [...(value ? [value] : []), ...assigned].some((expression) => isMadeOfRows(project, expression));
  }
  // A parameter of a callback over rows is one of them, or of what belongs to it.
  if (binding.kind !== 'parameter') return false;
  const frame = framesOf(project, declaration).find((item) => item.kind === 'callback' && item.fn === binding.scope.node);
  if (frame?.kind === 'callback') return frame.over !== null && isMadeOfRows(project, frame.over);
  const fn = isFunction(binding.scope.node) ? binding.scope.node : null;
  const index = fn ? fn.params.indexOf(declaration as never) : -1;
  return fn !== null && index !== -1 && callersOf(project, fn).some(({ call, position }) => position === null && isPassed(project, call, index));
}

function isPassed(project: Project, call: CallNode, index: number): boolean {
  const given = plainArguments(call)[index];
  return given !== undefined && isMadeOfRows(project, given);
}

function declaratorOf(declaration: Node): NodeOf<'VariableDeclarator'> | null {
  let current: Node | null | undefined = declaration;
  while (current && current.type !== 'VariableDeclarator' && !isFunction(current)) current = current.parent;
  return current?.type === 'VariableDeclarator' ? current : null;
}

function ofCall(project: Project, node: CallNode): boolean {
  const call = callAt(project, node);
  if (call && isConcept(call, 'query')) return accessOf(project, call) !== 'write' && call.call.rows !== 'count' && call.call.rows !== 'none';
  const callee = unwrap(calleeOf(node));
  const [first] = plainArguments(node);
  const name = callee.type === 'MemberExpression' ? memberName(callee) : callee.type === 'Identifier' ? callee.name : null;
  if (name === null) return false;
  // `const [orders, total] = await Promise.all([…])`: what is walked of it is a list.
  if (first?.type === 'ArrayExpression' && /^all/.test(name) && first.elements.some((element) => element && isMadeOfRows(project, element))) return true;
  if (first && (COPYING.has(name) || name === 'Set' || name === 'Map') && isMadeOfRows(project, first)) return true;
  if (callee.type === 'MemberExpression' && KEEPING.has(name) && isMadeOfRows(project, callee.object)) return true;
  return calleesOf(project, node).some((step) => step.site === node && returnedExpressions(step.fn).some((returned) => isMadeOfRows(project, returned)));
}
