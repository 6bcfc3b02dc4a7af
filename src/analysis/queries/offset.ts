import type { ResolvedCall } from '../calls.js';
import { callersOf } from '../effects/callers.js';
import { functionName } from '../effects/effects.js';
import { calleeOf, enclosingFunction, isCall, plainArguments, unwrap, type CallNode, type FunctionNode, type Node, type NodeOf } from '../project/ast.js';
import { bindingOf, identifiersIn, moduleOf } from '../project/module.js';
import type { Project } from '../project/project.js';
import { evaluate } from '../values/evaluate.js';
import { statementNode } from '../values/text.js';
import { alternatives } from '../values/value.js';
import { factsOf } from './clauses.js';
import { isNamed, SMALL_TABLES, tableNames } from './table.js';

/** Tables of which nobody turns many pages. */
const SHALLOW_TABLES = [...SMALL_TABLES, '*tag', '*domain', '*group', '*team', '*membership', '*transport', '*variable', '*dashboard', '*widget', '*invite', '*invitation', 'import'];

/**
 * The expression by which a call skips rows, where it can grow: in the options of a read, in a link of a builder, in the
 * text of a statement. Null for constants, and where the call can page by a cursor.
 */
export function growingOffset(project: Project, call: ResolvedCall): Node | null {
  const { call: row } = call.target;
  const found =
    row.clause === 'offset' || row.clauses?.offset ? growingClause(project, call)
    : call.call.concept === 'query' && factsOf(project, call).sql?.offset === 'variable' && !hasOffsetBesideKey(call) ? (statementNode(call) ?? call.node)
    : null;
  if (!found || isNamed(tableNames(project, call), SHALLOW_TABLES)) return null;
  const text = writtenIn(found);
  const skipped = text.type === 'TemplateLiteral' ? skippedIn(text) : text;
  return skipped && isFixedByCallers(project, skipped) ? null : found;
}

/** What a variable that is never assigned again was given: `const query = \`…\`; run(query)`. */
function writtenIn(node: Node): Node {
  const binding = node.type === 'Identifier' ? bindingOf(moduleOf(node), node) : null;
  const declarator = binding?.writes.length === 0 ? binding.declarations[0]?.parent : null;
  return declarator?.type === 'VariableDeclarator' && declarator.init && declarator.id.type === 'Identifier' ? unwrap(declarator.init) : node;
}

/** The number of rows to skip, where a template has it right behind the word: `… OFFSET ${(page - 1) * size}`. */
function skippedIn(statement: NodeOf<'TemplateLiteral'>): Node | null {
  const index = statement.quasis.findIndex(({ value }) => /\boffset\s*$/i.test(value.raw));
  return (statement.expressions[index] as Node | undefined) ?? null;
}

/** Whether an offset is made of parameters for which every caller in view passes a constant: it's always the same page. */
function isFixedByCallers(project: Project, node: Node): boolean {
  const fn = enclosingFunction(node);
  const varying = identifiersIn(node).filter((identifier) => identifier.name !== 'undefined' && !isConstant(project, identifier));
  const names = varying.map((identifier) => bindingOf(moduleOf(node), identifier));
  if (!fn || names.length === 0 || names.some((binding) => binding?.kind !== 'parameter' || binding.scope.node !== fn || binding.writes.length > 0)) return false;
  const indexes = names.map((binding) => fn.params.findIndex((parameter) => (parameter.type === 'AssignmentPattern' ? parameter.left : parameter) === (binding!.declarations[0] as unknown)));
  if (indexes.includes(-1)) return false;
  const callers = callersOf(project, fn);
  return callers.length > 0 && callers.every(({ call, position }) => position === null && indexes.every((index) => isConstantArgument(project, call, fn, index)));
}

function isConstantArgument(project: Project, call: CallNode, fn: FunctionNode, index: number): boolean {
  const given = plainArguments(call)[index];
  const parameter = fn.params[index] as Node;
  // What is left out is always the same, too: the default, or nothing (`skip: page ? page * 10 : undefined`).
  if (!given) return call.type !== 'TaggedTemplateExpression' && !call.arguments.some(({ type }) => type === 'SpreadElement') && (parameter.type !== 'AssignmentPattern' || isConstant(project, parameter.right));
  return isConstant(project, given);
}

function growingClause(project: Project, call: ResolvedCall): Node | null {
  const facts = factsOf(project, call);
  if (facts.given('cursor').length > 0 || facts.given('filter').some(hasCursor)) return null;
  return facts.given('offset').find((node) => !isConstant(project, node) && !isAdapter(call, node) && !isBesideKey(node)) ?? null;
}

/** `afterId === undefined ? (page - 1) * size : 0`: who sends a key skips nothing, and who sends a number may go on doing so. */
function isBesideKey(node: Node): boolean {
  const choice = unwrap(node);
  if (choice.type !== 'ConditionalExpression') return false;
  const test = unwrap(choice.test);
  const isKnown = test.type === 'BinaryExpression' && /^!?==?=?$/.test(test.operator) && test.left.type === 'Identifier' && isNothing(test.right);
  return isKnown && [choice.consequent, choice.alternate].some((branch) => branch.type === 'Literal' && branch.value === 0);
}

function isNothing(node: Node): boolean {
  return (node.type === 'Identifier' && node.name === 'undefined') || (node.type === 'Literal' && node.value === null);
}

function hasOffsetBesideKey({ node }: ResolvedCall): boolean {
  const values = node.type === 'CallExpression' ? node.arguments[1] : undefined;
  return values?.type === 'ArrayExpression' && values.elements.some((element) => element !== null && isBesideKey(element));
}

/** `where: cursor ? after(cursor) : undefined`, `if (cursor) where.id = { lt: cursor }`: whoever has one needs no offset. */
function hasCursor(filter: Node): boolean {
  const module = moduleOf(filter);
  const names = identifiersIn(filter.parent?.type === 'VariableDeclarator' ? filter.parent : filter);
  return names.some((identifier) => {
    const binding = identifier.name === 'cursor' ? null : bindingOf(module, identifier);
    const written = (binding && module.memberWrites.get(binding)) ?? [];
    return identifier.name === 'cursor' || written.some(({ value }) => identifiersIn(value).some(({ name }) => name === 'cursor'));
  });
}

/**
 * What only hands on what it is given: a method of the same name (`skip(count) { this.query.skip(count); return this; }`),
 * and one that adds a given option to a builder which its object keeps (`if (skip) this.query.offset(skip);`).
 */
function isAdapter({ target, node: call }: ResolvedCall, node: Node): boolean {
  const fn = enclosingFunction(node);
  if (!fn || node.type !== 'Identifier') return false;
  const binding = bindingOf(moduleOf(node), node);
  if (functionName(fn) === target.name && binding?.scope.node === fn) return true;
  if (call.parent?.type !== 'ExpressionStatement' || !isCall(call) || !isOwnField(calleeOf(call))) return false;
  const declarator = binding?.declarations[0]?.parent?.parent?.parent;
  const source = declarator?.type === 'VariableDeclarator' && declarator.init?.type === 'Identifier' ? declarator.init : node;
  return bindingOf(moduleOf(node), source)?.kind === 'parameter';
}

/** `this.query.offset` */
function isOwnField(callee: Node): boolean {
  if (callee.type !== 'MemberExpression') return false;
  const object = unwrap(callee.object);
  return object.type === 'MemberExpression' && unwrap(object.object).type === 'ThisExpression';
}

function isConstant(project: Project, node: Node): boolean {
  return alternatives(evaluate(project, node)).every((value) => value.kind === 'literal');
}
