import type { CallExpression, Expression, NewExpression, Node, ObjectExpression, ObjectProperty } from 'oxc-parser';
import type { Edit } from './edit.js';
import { appendItems, isLineTooLong, type List } from './list.js';
import { printProperty } from './print.js';
import type { Source } from './source.js';
import { styleOf, type Style } from './style.js';
import { indentAt, skipTrivia } from './trivia.js';

/** A value for an option: `path` leads through nested objects, `value` is source text. */
export interface OptionValue {
  path: readonly string[];
  value: string;
}

/**
 * Sets options in an object literal: replaces the value of a key that is there, else adds the key at the end. Null
 * where that could not take effect: the key is a method or accessor, or a spread behind it may hold the key too. All
 * options for one object go into one call.
 */
export function setOptions(source: Source, object: ObjectExpression, options: readonly OptionValue[]): Edit[] | null {
  const style = styleOf(source);
  const edits: Edit[] = [];
  const added: string[] = [];
  for (const [key, values] of byFirstKey(options)) {
    const index = object.properties.findLastIndex(
      (property) => property.type === 'Property' && keyOf(property) === key,
    );
    if (index === -1) {
      added.push(printProperty(key, printOptions(values, style), style));
      continue;
    }
    const property = object.properties[index] as ObjectProperty;
    const mayBeOverridden = object.properties.slice(index + 1).some((later) => later.type === 'SpreadElement');
    if (mayBeOverridden || property.method || property.kind !== 'init') return null;
    const replaced = setProperty(source, property, key, values, style);
    if (!replaced) return null;
    edits.push(...replaced);
  }
  const list: List = { open: object.start, close: object.end - 1, items: object.properties };
  return [...edits, ...appendItems(source, list, added, style)];
}

/**
 * Sets options in an argument of a call, which is added where it's missing. An argument that is no literal is spread
 * into one. Null where the place can't be told (a spread argument before it) or the options would not take effect.
 */
export function setCallOptions(
  source: Source,
  call: CallExpression | NewExpression,
  argument: number,
  options: readonly OptionValue[],
): Edit[] | null {
  const style = styleOf(source);
  const given = call.arguments.slice(0, argument + 1);
  if (given.some((node) => node.type === 'SpreadElement')) return null;
  const existing = given[argument] as Expression | undefined;
  if (existing) return setInExpression(source, existing, options, style);

  const fillers = new Array<string>(argument - given.length).fill('undefined');
  const added = [...fillers, printFitting(source, call.end, options, style)];
  const open = openingParenthesis(source, call);
  if (open === null) return [{ start: call.end, end: call.end, text: `(${added.join(', ')})` }];
  return appendItems(source, { open, close: call.end - 1, items: call.arguments }, added);
}

function setProperty(
  source: Source,
  property: ObjectProperty,
  key: string,
  values: readonly OptionValue[],
  style: Style,
): Edit[] | null {
  if (!property.shorthand) return setInExpression(source, property.value, values, style);
  const whole = values.find(({ path }) => path.length === 0);
  const value = whole ? whole.value : `{ ...${key}, ${printEntries(values, style)} }`;
  return [{ start: property.start, end: property.end, text: printProperty(key, value, style) }];
}

function setInExpression(
  source: Source,
  expression: Expression,
  options: readonly OptionValue[],
  style: Style,
): Edit[] | null {
  const { start, end } = expression;
  const whole = options.find(({ path }) => path.length === 0);
  if (whole) return [{ start, end, text: whole.value }];
  const inner = withoutTypes(expression);
  if (inner.type === 'ObjectExpression') return setOptions(source, inner, options);
  if (isNothing(inner)) return [{ start, end, text: printOptions(options, style) }];
  // A callback stands where options could, too.
  if (inner.type === 'SequenceExpression' || /Function/.test(inner.type)) return null;
  return [
    { start, end: start, text: '{ ...' },
    { start: end, end, text: `, ${printEntries(options, style)} }` },
  ];
}

function byFirstKey(options: readonly OptionValue[]): Map<string, OptionValue[]> {
  const groups = new Map<string, OptionValue[]>();
  for (const { path, value } of options) {
    const [key, ...rest] = path;
    if (key === undefined) throw new Error('An option needs a path of at least one key.');
    groups.set(key, [...(groups.get(key) ?? []), { path: rest, value }]);
  }
  return groups;
}

function printEntries(options: readonly OptionValue[], style: Style): string {
  return [...byFirstKey(options)]
    .map(([key, values]) => printProperty(key, printOptions(values, style), style))
    .join(', ');
}

function printOptions(options: readonly OptionValue[], style: Style): string {
  const whole = options.find(({ path }) => path.length === 0);
  return whole ? whole.value : `{ ${printEntries(options, style)} }`;
}

/** Options for the line of an offset, on lines of their own where they make it too long. */
function printFitting(source: Source, at: number, options: readonly OptionValue[], style: Style): string {
  const inline = printOptions(options, style);
  const groups = byFirstKey(options);
  if (groups.size < 2 || !isLineTooLong(source.text, at, inline.length)) return inline;
  const outer = `${style.lineEnd}${indentAt(source.text, at)}`;
  const lines = [...groups].map(([key, values]) => `${outer}${style.indent}${printProperty(key, printOptions(values, style), style)}`);
  return `{${lines.join(',')}${style.trailingCommas === 'none' ? '' : ','}${outer}}`;
}

/** The parenthesis that opens a call's arguments; null for `new X` without one. */
function openingParenthesis(source: Source, call: CallExpression | NewExpression): number | null {
  let at = skipTrivia(source, call.typeArguments?.end ?? call.callee.end);
  while (at < call.end) {
    if (source.text[at] === '(') return at;
    at = skipTrivia(source, at + 1);
  }
  return null;
}

function keyOf(property: ObjectProperty): string | null {
  const { key, computed } = property;
  if (key.type === 'Literal') return String(key.value);
  return key.type === 'Identifier' && !computed ? key.name : null;
}

function withoutTypes(node: Expression): Expression {
  switch (node.type) {
    case 'TSAsExpression':
    case 'TSSatisfiesExpression':
    case 'TSNonNullExpression':
    case 'TSTypeAssertion':
      return withoutTypes(node.expression);
    default:
      return node;
  }
}

function isNothing(node: Node): boolean {
  if (node.type === 'Literal') return node.value === null && node.raw === 'null';
  return node.type === 'Identifier' && node.name === 'undefined';
}
