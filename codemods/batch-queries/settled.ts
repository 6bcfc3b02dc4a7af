import { forEachChild, isFunction, isInside, unwrap, type Node } from '../../src/analysis/project/ast.js';
import type { Edit } from '../../src/edit/edit.js';
import { indentAt, lineStart, startsLine } from '../../src/edit/trivia.js';
import type { Module } from '../../src/analysis/project/module.js';
import { hasTemplateLines, type Loop } from './loop.js';

/**
 * The edits that take `await Promise.all(…)` and `async` away from `list.map(…)` where nothing in it waits any more: what it gives
 * are values. Empty where something may still be a promise.
 */
export function withoutWaiting({ all, callback, list, module }: Loop, replaced: readonly Node[]): Edit[] {
  const map = callback?.parent;
  if (!all || !callback?.body || map?.type !== 'CallExpression' || callback.returnType || callback.type !== 'ArrowFunctionExpression' || all.parent?.type === 'ExpressionStatement') return [];
  const isReplaced = (node: Node) => replaced.some((other) => isInside(node, other));
  if (waits(callback.body, isReplaced)) return [];
  const given = callback.body.type === 'BlockStatement' ? returned(callback.body) : [callback.body];
  if (!given.every((node) => isValue(unwrap(node), isReplaced))) return [];
  const between = module.text.slice(map.end, all.end);
  if (module.comments.some(({ start, end }) => (start >= all.start && end <= list.start) || (start >= map.end && end <= all.end)) || !/^\s*,?\s*\)\s*$/.test(between)) return [];
  const edits: Edit[] = [
    { start: all.start, end: list.start, text: '' },
    { start: map.end, end: all.end, text: '' },
  ];
  const head = /^async\s+/.exec(module.text.slice(callback.start, callback.end));
  if (callback.async && head) edits.push({ start: callback.start, end: callback.start + head[0].length, text: '' });
  return [...edits, ...outdents(module, map, all, replaced)];
}

/** The lines of `list.map(…)`, which stood further in while `Promise.all(` was round it. */
function outdents(module: Module, map: Node, all: Node, replaced: readonly Node[]): Edit[] {
  const { text } = module;
  const extra = indentAt(text, map.start).length - indentAt(text, all.start).length;
  const line = /^[ \t]*/.exec(text.slice(lineStart(text, all.start)))![0].length;
  const by = startsLine(text, map.start) ? indentAt(text, map.start).length - line : extra;
  if (by <= 0 || hasTemplateLines(map)) return [];
  const edits: Edit[] = [];
  for (let at = text.indexOf('\n', map.start); at !== -1 && at < map.end; at = text.indexOf('\n', at + 1)) {
    const start = at + 1;
    const isInReplaced = replaced.some((node) => node.start < start && start < node.end);
    if (!isInReplaced && start < map.end && /^[ \t]*$/.test(text.slice(start, start + by)) && !/[\r\n]/.test(text.slice(start, start + by))) edits.push({ start, end: start + by, text: '' });
  }
  return edits;
}

function waits(node: Node, isReplaced: (node: Node) => boolean): boolean {
  if (isReplaced(node) || isFunction(node)) return false;
  if (node.type === 'AwaitExpression' || (node.type === 'ForOfStatement' && node.await)) return true;
  let found = false;
  forEachChild(node, (child) => (found ||= waits(child, isReplaced)));
  return found;
}

function returned(node: Node): Node[] {
  if (node.type === 'ReturnStatement') return node.argument ? [node.argument] : [];
  const found: Node[] = [];
  forEachChild(node, (child) => {
    if (!isFunction(child)) found.push(...returned(child));
  });
  return found;
}

/** Whether an expression can't be a promise. */
function isValue(node: Node, isReplaced: (node: Node) => boolean): boolean {
  if (isReplaced(node)) return true;
  switch (node.type) {
    case 'ObjectExpression':
    case 'ArrayExpression':
    case 'Literal':
    case 'TemplateLiteral':
    case 'UnaryExpression':
    case 'BinaryExpression':
    case 'MemberExpression':
      return true;
    case 'ConditionalExpression':
      return isValue(unwrap(node.consequent), isReplaced) && isValue(unwrap(node.alternate), isReplaced);
    case 'LogicalExpression':
      return isValue(unwrap(node.left), isReplaced) && isValue(unwrap(node.right), isReplaced);
    case 'Identifier':
      return !/promise|pending/i.test(node.name);
    default:
      return false;
  }
}
