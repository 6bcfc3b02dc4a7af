import type { CallExpression } from 'oxc-parser';
import type { ResolvedCall } from '../../src/analysis/calls.js';
import { enclosingFunction, isFunction, isInside, isLoop, parentOf, unwrap, type IdentifierNode, type Node, type NodeOf } from '../../src/analysis/project/ast.js';
import { bindingOf, moduleOf, referencesOf, type Module } from '../../src/analysis/project/module.js';
import type { Project } from '../../src/analysis/project/project.js';
import type { Binding } from '../../src/analysis/project/scope.js';
import { evaluate } from '../../src/analysis/values/evaluate.js';

export interface Declined {
  reason: string;
}

/** A loop that reads a list page by page, with a number that grows. */
export interface PagingLoop {
  module: Module;
  call: ResolvedCall;
  node: CallExpression;
  loop: NodeOf<'ForStatement' | 'WhileStatement' | 'DoWhileStatement'>;
  /** The statement that reads a page. */
  reading: Node;
  /** The page's rows, as source text: `rows`, `result.rows`. */
  rows: string;
  /** `let offset = 0`. */
  counter: NodeOf<'VariableDeclarator'>;
  /** `offset += rows.length`: an expression statement, or the update of a `for`. */
  step: Node;
  /** Declarations between the counter and the query: `const offset = page * size`. */
  between: Node[];
  /** The counter has other uses, and stays. */
  isKept: boolean;
}

/** How an expression for the rows to skip is made of a counter: `offset`, `page * size`, `(page - 1) * size`. */
interface Offset {
  counter: Binding;
  size: string | null;
  /** The counter's value at the first page. */
  first: 0 | 1;
  between: Node[];
}

/** The paging loop that a call is the read of. `resultKey` is where the library keeps the rows; null where it gives them as they are. */
export function pagingLoop(project: Project, call: ResolvedCall, offset: Node, limit: Node | null, resultKey: string | null): PagingLoop | Declined {
  const { module, node } = call;
  const fromOutside = { reason: 'What to skip comes from outside: whoever sends a page number has to send the last key in its place.' };
  const made = offsetOf(module, offset);
  if (!made) return fromOutside;
  const { counter, size, first, between } = made;
  const awaited = node.type === 'AwaitExpression' ? node : parentOf(node);
  const query = awaited?.type === 'AwaitExpression' ? unwrap(awaited.argument) : node;
  if (query.type !== 'CallExpression') return { reason: 'It is no plain call.' };
  const loop = loopRound(node);
  const declarator = counter.declarations[0]?.parent;
  if (!loop || counter.kind !== 'variable' || declarator?.type !== 'VariableDeclarator') return fromOutside;
  const begin = declarator.init && evaluate(project, declarator.init);
  if (counter.writes.length === 0 || counter.writes.some((write) => !isInside(write, loop))) return fromOutside;
  if (begin?.kind !== 'literal' || begin.value !== first) return { reason: 'The first page may not be the first one of the list.' };
  if (isInside(declarator, loop) && !(loop.type === 'ForStatement' && loop.init && isInside(declarator, loop.init))) return fromOutside;
  const [write, ...others] = counter.writes;
  const step = write && stepOf(write, loop);
  if (!step || others.length > 0) return { reason: 'What to skip does not grow in one step for each page.' };
  const page = pageOf(awaited, resultKey);
  if (!page) return { reason: 'Its rows are not kept in a variable of their own.' };
  const amount = amountOf(step.expression);
  const isWhole =
    amount === null || amount === `${page.rows}.length` ? amount !== null || (size !== null && limit !== null && size === textOf(module, limit))
    : limit !== null && (amount === textOf(module, limit) || sameNumber(project, step.expression, limit)) && size === null;
  if (!isWhole) return { reason: 'Its steps are not known to be as long as its pages.' };
  if (step.node !== (loop.type === 'ForStatement' ? loop.update : null) && step.node.start < page.statement.start) return { reason: 'What to skip grows before the page is read.' };
  if (new RegExp(`\\b${page.rows.replace('.', '\\.')}\\s*\\.\\s*(?:reverse|sort|splice|shift|pop|push|unshift)\\(`).test(textOf(module, loop))) return { reason: 'The loop changes the order of its rows.' };
  const uses = referencesOf(module, counter).filter((use) => !isInside(use, offset) && !isInside(use, step.node) && !between.some((statement) => isInside(use, statement)));
  return { module, call, node: query, loop, reading: page.statement, rows: page.rows, counter: declarator, step: step.node, between, isKept: uses.length > 0 };
}

function textOf(module: Module, { start, end }: Node): string {
  return module.text.slice(start, end);
}

function offsetOf(module: Module, node: Node): Offset | null {
  const expression = unwrap(node);
  if (expression.type === 'Identifier') {
    const binding = bindingOf(module, expression);
    const declarator = binding?.declarations[0]?.parent;
    if (!binding) return null;
    const isFixed = binding.writes.length === 0 && declarator?.type === 'VariableDeclarator' && declarator.init;
    if (!isFixed) return { counter: binding, size: null, first: 0, between: [] };
    const inner = unwrap(declarator.init!).type === 'Identifier' ? null : offsetOf(module, declarator.init!);
    const declaration = parentOf(declarator);
    const isAlone = declaration?.type === 'VariableDeclaration' && declaration.declarations.length === 1 && referencesOf(module, binding).length === 1;
    return inner && isAlone ? { ...inner, between: [...inner.between, declaration] } : null;
  }
  if (expression.type !== 'BinaryExpression' || expression.operator !== '*') return null;
  const sides = [expression.left, expression.right] as Node[];
  for (const [index, side] of sides.entries()) {
    const part = unwrap(side);
    const size = textOf(module, sides[1 - index]!);
    const isBefore = part.type === 'BinaryExpression' && part.operator === '-' && part.right.type === 'Literal' && part.right.value === 1;
    const name = isBefore ? unwrap(part.left) : part;
    const binding = name.type === 'Identifier' ? bindingOf(module, name) : null;
    if (binding && binding.writes.length > 0) return { counter: binding, size, first: isBefore ? 1 : 0, between: [] };
  }
  return null;
}

/** The loop that a query is the read of: it turns with a condition, not over a list. */
function loopRound(node: Node): PagingLoop['loop'] | null {
  for (let parent = node.parent; parent && !isFunction(parent); parent = parent.parent) {
    if (isLoop(parent)) return parent.type === 'ForOfStatement' || parent.type === 'ForInStatement' ? null : parent;
  }
  return null;
}

/** `offset += …;`, `page++;` as a statement of the loop or as its update. */
function stepOf(write: IdentifierNode, loop: PagingLoop['loop']): { node: Node; expression: NodeOf<'AssignmentExpression' | 'UpdateExpression'> } | null {
  const expression = parentOf(write);
  if (expression?.type !== 'AssignmentExpression' && expression?.type !== 'UpdateExpression') return null;
  if (expression.type === 'AssignmentExpression' && expression.operator !== '+=') return null;
  if (expression.type === 'UpdateExpression' && expression.operator !== '++') return null;
  if (loop.type === 'ForStatement' && loop.update === expression) return { node: expression, expression };
  const statement = parentOf(expression);
  return statement?.type === 'ExpressionStatement' && enclosingFunction(statement) === enclosingFunction(loop) ? { node: statement, expression } : null;
}

/** What a step adds; null for one. */
function amountOf(expression: NodeOf<'AssignmentExpression' | 'UpdateExpression'>): string | null {
  if (expression.type === 'UpdateExpression') return null;
  const { right } = expression;
  return right.type === 'Literal' && right.value === 1 ? null : textOf(moduleOf(right), right);
}

function sameNumber(project: Project, expression: NodeOf<'AssignmentExpression' | 'UpdateExpression'>, limit: Node): boolean {
  if (expression.type === 'UpdateExpression') return false;
  const [one, two] = [evaluate(project, expression.right), evaluate(project, limit)];
  return one.kind === 'literal' && two.kind === 'literal' && typeof one.value === 'number' && one.value === two.value;
}

/** `const rows = await …`, `const { rows } = await …`, `rows = await …`. */
function pageOf(awaited: Node | null, resultKey: string | null): { statement: Node; rows: string } | null {
  if (awaited?.type !== 'AwaitExpression') return null;
  let holder = parentOf(awaited);
  while (holder?.type === 'TSAsExpression') holder = parentOf(holder);
  if (holder?.type === 'AssignmentExpression' && holder.operator === '=' && holder.left.type === 'Identifier') {
    const statement = parentOf(holder);
    return statement?.type === 'ExpressionStatement' ? { statement, rows: withKey(holder.left.name, resultKey) } : null;
  }
  const declaration = holder && parentOf(holder);
  if (holder?.type !== 'VariableDeclarator' || declaration?.type !== 'VariableDeclaration' || declaration.declarations.length > 1) return null;
  if (holder.id.type === 'Identifier') return { statement: declaration, rows: withKey(holder.id.name, resultKey) };
  const [property] = holder.id.type === 'ObjectPattern' ? holder.id.properties : [];
  if (resultKey === null || property?.type !== 'Property' || property.key.type !== 'Identifier' || property.key.name !== resultKey || property.value.type !== 'Identifier') return null;
  return { statement: declaration, rows: property.value.name };
}

function withKey(name: string, key: string | null): string {
  return key === null ? name : `${name}.${key}`;
}
