import type { Iteration } from '../../src/analysis/control/iteration.js';
import { iterationRound } from '../../src/analysis/control/iteration.js';
import { enclosingFunction, forEachChild, isFunction, keyName, memberName, parentOf, unwrap, type FunctionNode, type Node, type NodeOf } from '../../src/analysis/project/ast.js';
import { moduleOf, type Module } from '../../src/analysis/project/module.js';
import type { Project } from '../../src/analysis/project/project.js';
import type { Edit } from '../../src/edit/edit.js';
import { freeOf, plural } from './names.js';

export interface Declined {
  reason: string;
}

/** A loop over a list, before which a read can stand. */
export interface Loop {
  module: Module;
  /** What a turn gets: `order`, `{ userId }`, `[index, order]`; or the counter by which it takes an element from the list. */
  element: Node | { counter: string; name: string };
  list: Node;
  /** What runs once per element. */
  body: Node;
  /** The function of the body: the one round the loop, or the callback. */
  fn: FunctionNode | null;
  /** The statement before which the read goes. */
  before: Node;
  /** `await Promise.all(list.map(callback))` round the loop; null for other loops. */
  all: NodeOf<'AwaitExpression'> | null;
  /** The callback of `list.map`. */
  callback: FunctionNode | null;
}

/** The parts of `for (const element of list) …` and of `await Promise.all(list.map((element) => …))`. */
export function loopOf(project: Project, { node, over }: Iteration): Loop | Declined {
  const found = node.type === 'ForOfStatement' ? forOf(node) : node.type === 'ForStatement' && over ? counted(node, over) : node.type === 'CallExpression' && over ? mapped(node) : null;
  if (!found) return { reason: 'The loop is no `for … of` over a list and no `Promise.all(list.map(…))`.' };
  if ('reason' in found) return found;
  if (iterationRound(project, found.before)) return { reason: 'The loop is in another one.' };
  if (isChanged(found)) return { reason: 'The loop adds to its own list.' };
  return found;
}

function forOf(node: NodeOf<'ForOfStatement'>): Loop | Declined {
  const [declarator] = node.left.type === 'VariableDeclaration' ? node.left.declarations : [];
  if (node.await || !declarator) return { reason: 'Its elements come one at a time, or go into a variable from outside the loop.' };
  const holder = node.parent;
  if (holder?.type !== 'BlockStatement' && holder?.type !== 'Program') return { reason: 'The loop stands in no block of its own.' };
  return { module: moduleOf(node), element: declarator.id, list: node.right, body: node.body, fn: enclosingFunction(node), before: node, all: null, callback: null };
}

/** `for (let i = 0; i < orders.length; i++)`, where each turn takes its element by `orders[i]`. */
function counted(node: NodeOf<'ForStatement'>, list: Node): Loop | Declined | null {
  const declarator = node.init?.type === 'VariableDeclaration' && node.init.declarations.length === 1 ? node.init.declarations[0] : undefined;
  const isStepped = node.update?.type === 'UpdateExpression' && node.update.operator === '++' && node.update.argument.type === 'Identifier';
  if (declarator?.id.type !== 'Identifier' || declarator.init?.type !== 'Literal' || !isStepped || !isPure(list)) return null;
  const holder = node.parent;
  if (holder?.type !== 'BlockStatement' && holder?.type !== 'Program') return { reason: 'The loop stands in no block of its own.' };
  const whole = moduleOf(node).text.slice(list.start, list.end);
  const element = { counter: declarator.id.name, name: singular(/(\w+)$/.exec(whole)?.[1] ?? 'items') };
  return { module: moduleOf(node), element, list, body: node.body, fn: enclosingFunction(node), before: node, all: null, callback: null };
}

/** `orders` -> `order`; `item` where a name has no other form. */
function singular(name: string): string {
  const one = /ies$/.test(name) ? `${name.slice(0, -3)}y` : /[^s]s$/.test(name) ? name.slice(0, -1) : 'item';
  return one === name ? 'item' : one;
}

function mapped(node: NodeOf<'CallExpression'>): Loop | Declined | null {
  const callback = node.arguments[0] as Node | undefined;
  if (node.callee.type !== 'MemberExpression' || memberName(node.callee) !== 'map' || node.optional || node.callee.optional) return null;
  if (!callback || !isFunction(callback) || !callback.body) return null;
  const [parameter] = callback.params as Node[];
  const call = parentOf(node);
  const isAll = call?.type === 'CallExpression' && call.arguments[0] === (node as unknown) && /^Promise\s*\.\s*all$/.test(textOf(call.callee));
  const all = isAll ? parentOf(call) : null;
  if (!parameter || !isAll) return null;
  const holder = statementRound(call);
  if (!holder) return { reason: 'The loop runs under a condition of its statement.' };
  const fn = enclosingFunction(node);
  if (fn && !fn.async) return { reason: `What makes the promises does not wait for anything: its function is not \`async\`.` };
  if (!isWaitedFor(call)) return { reason: 'Nothing waits for its promises where they are made.' };
  const element = parameter.type === 'AssignmentPattern' ? null : parameter;
  if (!element) return null;
  return { module: moduleOf(node), element, list: node.callee.object, body: callback.body, fn: callback, before: holder, all: all?.type === 'AwaitExpression' ? all : null, callback };
}

/** Whether promises are awaited or returned where they are made, so that a read before them fails to the same place. */
function isWaitedFor(call: Node): boolean {
  for (let node: Node | null = parentOf(call); node; node = parentOf(node)) {
    if (node.type === 'AwaitExpression') return true;
    if (node.type === 'ReturnStatement') return !isInTry(node);
    const isAll = node.type === 'CallExpression' && /^Promise\s*\.\s*all$/.test(textOf(node.callee));
    if (!isAll && node.type !== 'ArrayExpression' && node.type !== 'SpreadElement') return false;
  }
  return false;
}

function isInTry(node: Node): boolean {
  for (let current = node; current.parent && !isFunction(current); current = current.parent) if (current.parent.type === 'TryStatement') return true;
  return false;
}

function textOf(node: Node): string {
  return moduleOf(node).text.slice(node.start, node.end);
}

/** What hands on the value of an expression whatever it is. */
const PLAIN = new Set([
  ...['AwaitExpression', 'CallExpression', 'NewExpression', 'MemberExpression', 'ArrayExpression', 'ObjectExpression', 'Property', 'SpreadElement'],
  ...['VariableDeclarator', 'VariableDeclaration', 'ExpressionStatement', 'ReturnStatement', 'AssignmentExpression'],
  ...['TSAsExpression', 'TSSatisfiesExpression', 'TSNonNullExpression', 'ParenthesizedExpression', 'TemplateLiteral', 'BinaryExpression'],
]);

/** The statement of a block in which an expression runs whenever the statement does. */
function statementRound(node: Node): Node | null {
  for (let current = node; current.parent; current = current.parent) {
    const { parent } = current;
    if (parent.type === 'BlockStatement' || parent.type === 'Program') return current;
    if (!PLAIN.has(parent.type) || ('optional' in parent && parent.optional)) return null;
    // `for (const row of await Promise.all(…))` and the like.
    if (parent.type === 'VariableDeclaration' && parent.parent?.type !== 'BlockStatement' && parent.parent?.type !== 'Program') return null;
  }
  return null;
}

/** Whether the body of a loop adds to its list or takes from it. */
function isChanged({ list, body, module }: Loop): boolean {
  const name = module.text.slice(list.start, list.end).replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  return new RegExp(`(?<![\\w.])${name}\\s*\\.\\s*(?:push|unshift|splice|pop|shift|add|set|delete|clear|sort|reverse)\\(`).test(module.text.slice(body.start, body.end));
}

/** The names that a pattern declares. */
export function namesOf(pattern: Node): string[] {
  switch (pattern.type) {
    case 'Identifier':
      return [pattern.name];
    case 'ObjectPattern':
      return pattern.properties.flatMap((property) => namesOf(property.type === 'RestElement' ? property.argument : property.value));
    case 'ArrayPattern':
      return pattern.elements.flatMap((element) => (element ? namesOf(element) : []));
    case 'AssignmentPattern':
      return namesOf(pattern.left);
    case 'RestElement':
      return namesOf(pattern.argument);
    default:
      return [];
  }
}

/** As much of a pattern as declares one name, without types; null where it is the rest of others. */
export function patternFor(pattern: Node, name: string): string | null {
  const { text } = moduleOf(pattern);
  switch (pattern.type) {
    case 'Identifier':
      return pattern.name;
    case 'ObjectPattern': {
      const property = pattern.properties.find((candidate) => candidate.type === 'Property' && namesOf(candidate.value).includes(name));
      if (property?.type !== 'Property' || property.computed) return null;
      const inner = property.value.type === 'AssignmentPattern' ? text.slice(property.value.start, property.value.end) : patternFor(property.value, name);
      return inner === null ? null : property.shorthand ? `{ ${inner} }` : `{ ${keyName(property.key, false)}: ${inner} }`;
    }
    case 'ArrayPattern': {
      const at = pattern.elements.findIndex((element) => element !== null && namesOf(element).includes(name));
      const element = pattern.elements[at];
      const inner = element && patternFor(element, name);
      return inner ? `[${', '.repeat(at)}${inner}]` : null;
    }
    default:
      return null;
  }
}

/** How a list is named in what stands before its loop, and the edits and lines that make it have a name. */
export interface ListName {
  name: string;
  lines: string[];
  edits: Edit[];
}

/** A list that has a name already, or that is made where it is looped over and gets one: it must not be made twice. */
export function nameOfList({ list, module, before, element }: Loop, name: (wanted: string) => string): ListName | Declined {
  const text = module.text.slice(list.start, list.end);
  if (isPure(list)) return { name: text, lines: [], edits: [] };
  if (hasTemplateLines(list)) return { reason: 'Its list is made where it is looped over, and would be made twice.' };
  if (before.type !== 'ForOfStatement' && !isHarmless(list)) return { reason: 'Its list is made where it is looped over, by something that may do more.' };
  const one = 'type' in element && element.type === 'Identifier' ? element.name : 'item';
  const given = freeOf(name, [plural(one), `${one}List`]);
  // What can be looped over only once becomes a list.
  const once = unwrap(list);
  const isOnce = once.type === 'CallExpression' && once.callee.type === 'MemberExpression' && /^(?:entries|values|keys|matchAll)$/.test(memberName(once.callee) ?? '') && !/^(?:Object|Array)\b/.test(text);
  return { name: given, lines: [`const ${given} = ${isOnce ? `[...${text}]` : text};`], edits: [{ start: list.start, end: list.end, text: given }] };
}

function isPure(node: Node): boolean {
  const expression = unwrap(node);
  if (expression.type === 'Identifier' || expression.type === 'ThisExpression') return true;
  return expression.type === 'MemberExpression' && !expression.computed && !expression.optional && isPure(expression.object);
}

/** Calls that make a list of another one and do nothing else. */
const HARMLESS = /^(?:filter|map|flatMap|flat|slice|concat|split|trim|entries|keys|values|from|toSorted|toReversed|sort|Set|Map)$/;

function isHarmless(node: Node): boolean {
  if (node.type === 'AwaitExpression' || node.type === 'AssignmentExpression' || node.type === 'UpdateExpression') return false;
  if (node.type === 'CallExpression' || node.type === 'NewExpression') {
    const name = node.callee.type === 'MemberExpression' ? memberName(node.callee) : node.callee.type === 'Identifier' ? node.callee.name : null;
    if (name === null || !HARMLESS.test(name)) return false;
  }
  let harmless = true;
  forEachChild(node, (child) => (harmless &&= isHarmless(child)));
  return harmless;
}

export function hasTemplateLines(node: Node): boolean {
  let found = node.type === 'TemplateLiteral' && node.quasis.some((quasi) => quasi.value.raw.includes('\n'));
  forEachChild(node, (child) => (found ||= hasTemplateLines(child)));
  return found;
}
