import type { ResolvedCall } from '../../src/analysis/calls.js';
import { enclosingFunction, forEachChild, isFunction, isInside, memberName, parentOf, unwrap, type Node, type NodeOf } from '../../src/analysis/project/ast.js';
import { bindingOf, moduleOf, referencesOf } from '../../src/analysis/project/module.js';
import { indentAt } from '../../src/edit/trivia.js';
import { hasTemplateLines, type Declined, type Loop } from './loop.js';

/** A read of one element's row, and what stands for its result. */
export interface Site {
  loop: Loop;
  /** The read, or the call of the project's function that reads. */
  node: NodeOf<'CallExpression'>;
  /** The query. */
  call: ResolvedCall;
  /** What a value replaces: `await query(…)`, or the promise where `Promise.all` waits for it. */
  replaced: Node;
  /** `const row = await …`; null where the result is used as it comes. */
  kept: NodeOf<'VariableDeclarator'> | null;
}

export function siteOf(loop: Loop, node: Node, call: ResolvedCall): Site | Declined {
  if (node.type !== 'CallExpression') return { reason: 'It is no plain call.' };
  const replaced = valueOf(loop, node);
  if (!replaced) return { reason: 'Its promise is handed on before anything waits for it.' };
  const holder = parentOf(replaced);
  const kept = holder?.type === 'VariableDeclarator' ? holder : null;
  if (loop.callback && loop.callback.type !== 'ArrowFunctionExpression' && usesThis(node)) return { reason: 'It uses a `this` of the loop\'s own function.' };
  const changed = kept?.id.type === 'Identifier' && changes(loop, kept.id);
  if (changed) return { reason: 'The loop changes the row, which elements with the same key would share.' };
  return { loop, node, call, replaced, kept };
}

/** What a value can stand for: `await read(…)`, an element of an awaited `Promise.all([…])`, or what the loop's callback gives. */
function valueOf(loop: Loop, node: Node): Node | null {
  const parent = parentOf(node);
  if (parent?.type === 'AwaitExpression') return parent;
  if (parent?.type === 'ArrayExpression') {
    const all = parentOf(parent);
    const isAll = all?.type === 'CallExpression' && /^Promise\s*\.\s*all$/.test(moduleOf(all).text.slice(all.callee.start, all.callee.end));
    return isAll && parentOf(all)?.type === 'AwaitExpression' && isInside(all, loop.body) ? node : null;
  }
  let value: Node = node;
  for (let holder = parentOf(value); holder; value = holder, holder = parentOf(value)) {
    if (value === loop.body || isFunction(holder)) return loop.callback && holder === loop.callback ? node : null;
    if (holder.type === 'ReturnStatement') {
      return enclosingFunction(holder) === loop.callback ? node : null;
    }
    const isChoice = (holder.type === 'ConditionalExpression' && holder.test !== value) || (holder.type === 'LogicalExpression' && holder.right === value);
    if (!isChoice) return null;
  }
  return null;
}

function usesThis(node: Node): boolean {
  let found = node.type === 'ThisExpression';
  forEachChild(node, (child) => (found ||= !isFunction(child) && usesThis(child)));
  return found;
}

const MUTATING = /^\s*\.\s*(?:sort|reverse|push|unshift|splice|pop|shift|fill|copyWithin|save|update|set|destroy|remove|increment|decrement)\s*\(/;

/** Whether a kept row, or one of the rows, is assigned to. */
function changes({ module }: Loop, id: NodeOf<'Identifier'>): boolean {
  const binding = bindingOf(module, id);
  if (!binding || binding.writes.length > 0) return true;
  return referencesOf(module, binding).some((use) => {
    if (MUTATING.test(module.text.slice(use.end))) return true;
    let member: Node = use;
    for (let parent = parentOf(member); parent?.type === 'MemberExpression' && unwrap(parent.object) === unwrap(member); parent = parentOf(member)) member = parent;
    const user = parentOf(member);
    if (member === use) return false;
    return (user?.type === 'AssignmentExpression' && unwrap(user.left) === member) || user?.type === 'UpdateExpression' || (user?.type === 'UnaryExpression' && user.operator === 'delete');
  });
}

/** The name that keeps what a read gives, also as one of several: `const [order, user] = await Promise.all([…, read])`. */
export function keptName({ kept, replaced }: Site): string | null {
  if (kept) return kept.id.type === 'Identifier' ? kept.id.name : null;
  const list = parentOf(replaced);
  if (list?.type === 'AssignmentExpression' && list.left.type === 'MemberExpression') return memberName(list.left);
  const all = list?.type === 'ArrayExpression' ? parentOf(list) : null;
  const awaited = all && parentOf(all);
  const holder = awaited && parentOf(awaited);
  if (list?.type !== 'ArrayExpression' || holder?.type !== 'VariableDeclarator' || holder.id.type !== 'ArrayPattern') return null;
  const element = holder.id.elements[list.elements.indexOf(replaced as never)];
  return element?.type === 'Identifier' ? element.name : null;
}

/** What stands in the loop for a read: in parentheses where an operator is next to it. */
export function inPlace({ replaced, loop: { module } }: Site, value: string): string {
  const parent = parentOf(replaced);
  const before = module.text.slice(0, replaced.start).trimEnd().at(-1);
  const after = module.text.slice(replaced.end).trimStart().at(0);
  const isParenthesised = before === '(' && after === ')';
  const isAlone =
    parent?.type === 'VariableDeclarator' || parent?.type === 'AssignmentExpression' || parent?.type === 'ReturnStatement' || parent?.type === 'ExpressionStatement' || parent?.type === 'ArrayExpression' ||
    (parent?.type === 'Property' && !parent.computed) || (parent?.type === 'ArrowFunctionExpression' && parent.body === replaced) ||
    (parent?.type === 'CallExpression' && parent.arguments.includes(replaced as never));
  const isTypeOnly = replaced.parent?.type.startsWith('TS') === true;
  return isParenthesised || (isAlone && !isTypeOnly) || !/ \?\? /.test(value) ? value : `(${value})`;
}

/**
 * Source text that moves from the loop's body to before the loop, with its lines indented for that place. What lines of a
 * template literal begin with is part of its text and stays.
 */
export function moved({ loop: { module, before }, node }: Site, batched: string): string {
  const inner = indentAt(module.text, node.start);
  const line = /^[ \t]*/.exec(module.text.slice(module.text.lastIndexOf('\n', node.start - 1) + 1))![0];
  const from = inner === '' ? line : inner;
  const outer = indentAt(module.text, before.start);
  if (!from.startsWith(outer) || hasTemplateLines(node)) return batched;
  return batched.split('\n').map((text, index) => (index > 0 && text.startsWith(from) ? outer + text.slice(from.length) : text)).join('\n');
}
