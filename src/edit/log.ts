import type { Argument, CallExpression, Expression, Node, ObjectExpression, ObjectProperty } from 'oxc-parser';
import type { Edit } from './edit.js';
import { appendItems, insertItemBefore, type List } from './list.js';
import { setOptions } from './options.js';
import { printProperty, quote } from './print.js';
import type { Source } from './source.js';
import { DEFAULT_STYLE, styleOf } from './style.js';
import { skipTrivia } from './trivia.js';

/** How a log call is to keep the stack. */
export interface LogRewrite {
  call: CallExpression;
  /** Code of the logger's own form, with `$message` and `$error`: `({ err: $error }, $message)`. */
  template: string;
  /** Code that is the error. */
  error: string;
  /** Code by which its members are read; null where its type may have none. */
  object: string | null;
  /** Where the logger keeps the stack of an error that is passed alone. */
  alone: boolean;
  /** Where the logger keeps it in any position and under any key. */
  anywhere: boolean;
  /** Whether an expression is the error or only its text, so that the error can stand for it. */
  isError(node: Node): boolean;
}

/**
 * Rewrites a log call so that it passes the error in the logger's own form. The text stays, without the error's text at its
 * end; everything else that is logged stays where it is. Null where that can't be done exactly.
 */
export function rewriteLog(source: Source, rewrite: LogRewrite): Edit[] | null {
  const { call } = rewrite;
  const args = call.arguments;
  if (args.some((argument) => argument.type === 'SpreadElement' || isInParentheses(source, call, argument)))
    return null;
  const form = parseTemplate(rewrite);
  if (!form || args.length === 0) return null;
  if (args.length === 1 && rewrite.isError(args[0]!)) return alone(rewrite, form, args[0] as Expression);
  return form.first ? lead(source, rewrite, form) : follow(source, rewrite, form);
}

interface Form {
  /** The error's argument comes before the text. */
  first: boolean;
  /** The error's argument as code. */
  code: string;
  /** Key under which it stands, where its argument is an object. */
  key: string | null;
  /** The argument is the error's stack, not the error. */
  isStack: boolean;
}

function parseTemplate({ template, error, object }: LogRewrite): Form | null {
  if (template.includes('$error.') && object === null) return null;
  const inner = /^\((.*)\)$/.exec(template)?.[1] ?? '';
  const at = inner.indexOf('$error');
  const message = inner.indexOf('$message');
  if (at === -1 || message === -1) return null;
  const part = (at < message ? inner.slice(0, message) : inner.slice(message + '$message'.length)).replace(
    /^,\s*|,\s*$/g,
    '',
  );
  const key = /^\{ (\w+): \$error \}$/.exec(part)?.[1] ?? null;
  const code = key
    ? `{ ${printProperty(key, error, DEFAULT_STYLE)} }`
    : part.replace('$error.', `${object}.`).replace('$error', error);
  return { first: at < message, code, key, isStack: part.includes('$error.') };
}

/** `log.error(err.message)`. */
function alone(rewrite: LogRewrite, form: Form, argument: Expression): Edit[] | null {
  const { start, end } = argument;
  if (rewrite.alone) return [{ start, end, text: rewrite.error }];
  const isText = argument.type === 'MemberExpression' && !form.first;
  return isText && form.isStack ? [{ start: end, end, text: `, ${form.code}` }] : null;
}

/** The error goes behind the text: `('text', err)`, `('text', err.stack)`. */
function follow(source: Source, rewrite: LogRewrite, form: Form): Edit[] | null {
  const { call, isError, anywhere } = rewrite;
  const args = call.arguments as Expression[];
  const index = args.findIndex((argument) => isError(argument));
  if (index > 0 && (anywhere || index === 1)) return [{ ...rangeOf(args[index]!), text: form.code }];
  if (anywhere) {
    const replaced = replaceProperty(args, rewrite);
    if (replaced) return replaced;
  }
  const [text] = args;
  if (!anywhere && args.length > 1 && !form.isStack) return null;
  if (!anywhere && args.length > 2) return null;
  const tail = form.isStack ? null : withoutTail(source, text!, isError, /\s+$/);
  const edits = tail === null ? [] : [{ ...rangeOf(text!), text: tail }];
  const list = argumentsOf(source, call);
  const isBetween = form.isStack && args.length > 1;
  return [
    ...edits,
    ...(isBetween ? insertItemBefore(source, list, 1, form.code) : appendItems(source, list, [form.code])),
  ];
}

/** What led to the error's text at the end of a line, with a label of its own: `. Error: `. */
const LABEL = /(?:[.:;,–—(-]\s*(?:error|err|reason|exception|message))?[\s:;,.–—(-]+$/i;

/** The error goes before the text: `({ err }, 'text')`, `(err, 'text')`. */
function lead(source: Source, rewrite: LogRewrite, form: Form): Edit[] | null {
  const { call, isError } = rewrite;
  const args = call.arguments as Expression[];
  const [first, second] = args;
  if (first?.type === 'ObjectExpression') return form.key ? intoObject(source, rewrite, form, first) : null;
  if (!isText(first!)) return null;
  const hasPlaceholders = /%[sdifjoO]/.test(source.text.slice(first!.start, first!.end));
  const list = argumentsOf(source, call);
  if (second && !hasPlaceholders) {
    if (args.length > 2) return null;
    // What stood behind the text was dropped, or was the error's text.
    if (isError(second)) return [...insertItemBefore(source, list, 0, form.code), removal(first!, second)];
    if (second.type !== 'ObjectExpression' || !form.key) return null;
    return [...insertItemBefore(source, list, 0, source.text.slice(second.start, second.end)), removal(first!, second)];
  }
  const edits = insertItemBefore(source, list, 0, form.code);
  const tail = hasPlaceholders ? null : withoutTail(source, first!, isError, LABEL);
  return tail === null ? edits : [...edits, { ...rangeOf(first!), text: tail }];
}

function removal(before: Node, argument: Node): Edit {
  return { start: before.end, end: argument.end, text: '' };
}

/** `log.error({ id }, 'text')`: the error goes into the object. */
function intoObject(source: Source, rewrite: LogRewrite, form: Form, object: ObjectExpression): Edit[] | null {
  const key = form.key!;
  const existing = object.properties.find((property) => property.type === 'Property' && keyOf(property) === key);
  if (existing && !(existing.type === 'Property' && rewrite.isError(existing.value))) return null;
  const set = existing
    ? [{ ...rangeOf(existing), text: printProperty(key, rewrite.error, styleOf(source)) }]
    : setOptions(source, object, [{ path: [key], value: rewrite.error }]);
  const text = rewrite.call.arguments[1] as Expression | undefined;
  const tail =
    text && rewrite.call.arguments.length === 2 ? withoutTail(source, text, rewrite.isError, LABEL) : null;
  return set && (tail === null ? set : [...set, { ...rangeOf(text!), text: tail }]);
}

/** `{ error: err.message }`, where any key keeps an error. */
function replaceProperty(args: readonly Expression[], rewrite: LogRewrite): Edit[] | null {
  for (const argument of args) {
    if (argument.type !== 'ObjectExpression') continue;
    for (const property of argument.properties) {
      if (property.type !== 'Property' || property.method || property.computed || !rewrite.isError(property.value))
        continue;
      const key = keyOf(property);
      if (key === rewrite.error) return [{ ...rangeOf(property), text: key }];
      if (!property.shorthand) return [{ ...rangeOf(property.value), text: rewrite.error }];
    }
  }
  return null;
}

function keyOf(property: ObjectProperty): string | null {
  if (property.key.type === 'Literal') return String(property.key.value);
  return property.key.type === 'Identifier' && !property.computed ? property.key.name : null;
}

/** Gives the error another key: `{ error }` becomes `{ err: error }`. Null where the key is there already. */
export function renameKey(
  source: Source,
  object: ObjectExpression,
  property: ObjectProperty,
  key: string,
): Edit[] | null {
  const isTaken = object.properties.some((other) => other.type === 'Property' && keyOf(other) === key);
  if (isTaken || property.method || property.computed || property.kind !== 'init') return null;
  const value = source.text.slice(property.value.start, property.value.end);
  return [{ ...rangeOf(property), text: printProperty(key, value, styleOf(source)) }];
}

/** A text that ends in the error's text, without that; null where it doesn't end so or nothing would be left. */
function withoutTail(source: Source, node: Node, isError: (node: Node) => boolean, trimmed: RegExp): string | null {
  if (node.type === 'TemplateLiteral') {
    const last = node.expressions.at(-1);
    const end = node.quasis.at(-1)!.value.raw;
    if (!last || !isError(last) || !/^[\s.]*$/.test(end)) return null;
    return trimText(
      source,
      node.start,
      source.text.lastIndexOf('${', last.start),
      node.expressions.length === 1,
      trimmed,
    );
  }
  if (node.type !== 'BinaryExpression' || node.operator !== '+' || !isError(node.right)) return null;
  let leaf: Node = node.left;
  while (leaf.type === 'BinaryExpression' && leaf.operator === '+') leaf = leaf.right;
  const before = source.text.slice(node.left.start, leaf.start);
  if (leaf.type === 'Literal' && typeof leaf.value === 'string') {
    const text = leaf.value.replace(trimmed, '');
    if (text !== '') return before + quote(text, { ...styleOf(source), quotes: quotesOf(source, leaf) });
    return null;
  }
  if (leaf.type === 'TemplateLiteral') {
    const rest = trimText(source, leaf.start, leaf.end - 1, leaf.expressions.length === 0, trimmed);
    return rest === null ? null : before + rest;
  }
  return null;
}

/** A template literal from its start up to an offset in one of its texts. */
function trimText(source: Source, start: number, end: number, isPlain: boolean, trimmed: RegExp): string | null {
  const text = source.text.slice(start + 1, end).replace(trimmed, '');
  if (text === '') return null;
  return isPlain && !/[\\\n\r]/.test(text) ? quote(text, styleOf(source)) : `\`${text}\``;
}

function quotesOf(source: Source, literal: Node): 'single' | 'double' {
  return source.text[literal.start] === '"' ? 'double' : 'single';
}

function isText(node: Node): boolean {
  return (
    node.type === 'TemplateLiteral' ||
    (node.type === 'Literal' && typeof node.value === 'string') ||
    (node.type === 'BinaryExpression' && node.operator === '+' && (isText(node.left) || isText(node.right)))
  );
}

function argumentsOf(source: Source, call: CallExpression): List {
  let open = call.typeArguments?.end ?? call.callee.end;
  while (source.text[open] !== '(') open = skipTrivia(source, open + 1);
  return { open, close: call.end - 1, items: call.arguments };
}

/** An argument in parentheses of its own, which the AST leaves out. */
function isInParentheses(source: Source, call: CallExpression, argument: Argument): boolean {
  const after = skipTrivia(source, argument.end);
  return source.text[after] === ')' && after !== call.end - 1;
}

function rangeOf({ start, end }: Node): { start: number; end: number } {
  return { start, end };
}
