import type { CallExpression, VariableDeclarator } from 'oxc-parser';
import type { QueryInLoopEvidence } from '../../rules/no-query-in-loop.js';
import type { ResolvedCall } from '../../src/analysis/calls.js';
import { iterationRound, type Iteration } from '../../src/analysis/control/iteration.js';
import { forEachChild, isFunction, isInside, memberName, parentOf, unwrap, type Node } from '../../src/analysis/project/ast.js';
import { bindingOf, moduleOf, type Module } from '../../src/analysis/project/module.js';
import type { Project } from '../../src/analysis/project/project.js';
import { callsPerElement } from '../../src/analysis/queries/per-element.js';
import { indentAt } from '../../src/edit/trivia.js';

/** A read of one element's row that one read before the loop can replace. */
export interface Site {
  module: Module;
  call: ResolvedCall;
  node: CallExpression;
  /** `await query(…)`, whose value the loop's body keeps. */
  awaited: Node;
  /** `const row = await …` at the top of the loop's body. */
  declarator: VariableDeclarator;
  /** The loop's variable. */
  element: string;
  /** The list, as source text. */
  over: string;
  /** The statement before which the read goes. */
  before: Node;
}

interface Declined {
  reason: string;
}

/** The one read of a loop, where its key is all that depends on the element. */
export function siteOf(project: Project, module: Module, { iteration, calls }: QueryInLoopEvidence): Site | Declined {
  const [first, ...others] = calls;
  const read = first?.read;
  if (!first || !read) return { reason: 'What it reads is not known.' };
  if (others.length > 0) return { reason: `The loop makes ${calls.length} reads, which may depend on each other.` };
  const [step] = read.steps;
  if (step) return { reason: `The query is in \`${step.name}\`, which has other callers: give it a form for many keys.` };
  const shape = shapeOf(iteration);
  if ('reason' in shape) return shape;
  const node = read.call.node;
  if (node.type !== 'CallExpression') return { reason: 'It is no plain call.' };
  const awaited = parentOf(node);
  const declarator = awaited && parentOf(awaited);
  const declaration = declarator && parentOf(declarator);
  if (awaited?.type !== 'AwaitExpression' || declarator?.type !== 'VariableDeclarator' || declaration?.type !== 'VariableDeclaration' || declaration.kind !== 'const') {
    return { reason: 'Its result is not kept in a constant of its own.' };
  }
  if (parentOf(declaration) !== shape.body) return { reason: 'It runs under a condition or in a block inside the loop.' };
  if (callsPerElement(project, module).some((call) => call.iteration.node === iteration.node && (call.write || call.external))) {
    return { reason: 'The loop also writes or calls other services, so a later element may need what an earlier one changed.' };
  }
  if (iterationRound(project, shape.before)) return { reason: 'The loop is in another one.' };
  if (!isPure(shape.over)) return { reason: 'Its list is made where it is looped over, and would be made twice.' };
  const text = ({ start, end }: Node) => module.text.slice(start, end);
  return { module, call: read.call, node, awaited, declarator, element: shape.element, over: text(shape.over), before: shape.before };
}

/** The parts of `for (const element of list) { … }` and of `await Promise.all(list.map(async (element) => { … }))`. */
function shapeOf({ node, over }: Iteration): { element: string; over: Node; body: Node; before: Node } | Declined {
  if (node.type === 'ForOfStatement') {
    const [declarator] = node.left.type === 'VariableDeclaration' ? node.left.declarations : [];
    if (node.await || declarator?.id.type !== 'Identifier') return { reason: 'The loop takes its elements apart.' };
    if (node.body.type !== 'BlockStatement') return { reason: 'The loop has no block.' };
    return { element: declarator.id.name, over: node.right, body: node.body, before: node };
  }
  if (node.type === 'CallExpression' && node.callee.type === 'MemberExpression' && memberName(node.callee) === 'map' && over) {
    const callback = node.arguments[0] as Node | undefined;
    const before = statementOf(node);
    if (callback && isFunction(callback) && callback.params.length === 1 && callback.body?.type === 'BlockStatement' && before) {
      const [parameter] = callback.params;
      if (parameter?.type === 'Identifier') return { element: parameter.name, over: node.callee.object, body: callback.body, before };
    }
  }
  return { reason: 'The loop is no `for … of` over a list and no `list.map(…)` with a block.' };
}

/** The statement of a block that a node is in, within its own function. */
function statementOf(node: Node): Node | null {
  for (let current = node, parent = parentOf(current); parent; current = parent, parent = parentOf(current)) {
    if (isFunction(parent)) return null;
    if (parent.type === 'BlockStatement' || parent.type === 'Program') return current;
  }
  return null;
}

function isPure(node: Node): boolean {
  const expression = unwrap(node);
  if (expression.type === 'Identifier' || expression.type === 'ThisExpression') return true;
  return expression.type === 'MemberExpression' && !expression.computed && !expression.optional && isPure(expression.object);
}

/** Whether an expression is the element or a member of it: `order`, `order.userId`. */
export function isKeyOf(node: Node, element: string): boolean {
  const expression = unwrap(node);
  if (expression.type === 'Identifier') return expression.name === element;
  return expression.type === 'MemberExpression' && !expression.computed && !expression.optional && isKeyOf(expression.object, element);
}

/** The keys of all elements, of anything that can be looped over. */
export function keysOf({ over, element }: Site, key: string): string {
  return key === element ? `[...${over}]` : `Array.from(${over}, (${element}) => ${key})`;
}

/** Whether something in a call besides its key is declared in the loop, so that it has no value before it. */
export function dependsOnLoop({ node, before, module }: Site, key: Node): boolean {
  let depends = false;
  const visit = (child: Node) => {
    // A shorthand property has its key twice, as name and as value.
    if (child.start === key.start && child.end === key.end) return;
    if (child.type === 'Identifier') {
      const declaration = bindingOf(module, child)?.declarations[0];
      if (declaration && moduleOf(declaration) === module && isInside(declaration, before)) depends = true;
    }
    // Names of members and properties are no variables.
    if (child.type === 'MemberExpression' && !child.computed) visit(child.object);
    else if (child.type === 'Property' && !child.computed) visit(child.value);
    else forEachChild(child, visit);
  };
  visit(node);
  return depends;
}

/** Whether a condition in the loop asks for the key: its type may be narrower there than in the list. */
export function isNarrowed({ module, before, node }: Site, key: Node): boolean {
  if (!/\.[cm]?tsx?$/.test(module.path)) return false;
  return new RegExp(`\\bif \\([^)]*${module.text.slice(key.start, key.end).replace(/[.$]/g, '\\$&')}\\b`).test(module.text.slice(before.start, node.start));
}

/**
 * Source text that moves from the loop's body to before the loop, with its lines indented for that place. What lines of a
 * template literal begin with is part of its text and stays.
 */
export function moved({ module, declarator, before, node }: Site, batched: string): string {
  const inner = indentAt(module.text, parentOf(declarator)!.start);
  const outer = indentAt(module.text, before.start);
  if (!inner.startsWith(outer) || hasLongTemplate(node)) return batched;
  return batched.split('\n').map((line, index) => (index > 0 && line.startsWith(inner) ? outer + line.slice(inner.length) : line)).join('\n');
}

function hasLongTemplate(node: Node): boolean {
  let found = node.type === 'TemplateLiteral' && node.quasis.some((quasi) => quasi.value.raw.includes('\n'));
  forEachChild(node, (child) => (found ||= hasLongTemplate(child)));
  return found;
}
