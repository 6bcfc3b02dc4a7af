import type { Edit } from './edit.js';
import type { SourceText } from './source.js';
import type { Style } from './style.js';
import { indentAt, lineStart, skipLineComments, skipTrivia, startsLine } from './trivia.js';

interface Span {
  start: number;
  end: number;
}

/** Items between delimiters: an object literal, an array, arguments, import specifiers. */
export interface List {
  /** Offset of the opening delimiter. */
  open: number;
  /** Offset of the closing delimiter. */
  close: number;
  items: readonly Span[];
}

/**
 * Adds items behind the last one, on lines of their own where the last one has one, with commas as the list has them.
 * Everything that goes into one list must be added in one call. With a style, several items that make a line too long
 * give each item a line of its own.
 */
export function appendItems(source: SourceText, list: List, added: readonly string[], style?: Style): Edit[] {
  const { text } = source;
  const last = list.items.at(-1);
  if (added.length === 0) return [];
  if (!last) {
    const padding = text[list.open] === '{' ? ' ' : '';
    const joined = added.join(', ');
    const isBlank = text.slice(list.open + 1, list.close).trim() === '';
    if (!isBlank) return [{ start: list.close, end: list.close, text: `${joined}${padding}` }];
    return [{ start: list.open + 1, end: list.close, text: `${padding}${joined}${padding}` }];
  }
  const end = endOfItem(source, last, list.close);
  const comma = commaAfter(source, end, list.close);
  const ownLine = startsLine(text, last.start) && text.slice(end, list.close).includes('\n');
  if (!ownLine && style && added.length > 1 && isTooLong(text, list, added)) {
    const broken = onLines(source, list, added, style);
    if (broken) return broken;
  }
  if (!ownLine) return [{ start: end, end, text: added.map((item) => `, ${item}`).join('') }];

  const lineEnd = text.slice(end, list.close).includes('\r\n') ? '\r\n' : '\n';
  const lines = added.map((item) => `${lineEnd}${indentAt(text, last.start)}${item}`).join(',');
  if (comma !== null) {
    const at = skipLineComments(source, comma + 1);
    return [{ start: at, end: at, text: `${lines},` }];
  }
  const at = skipLineComments(source, end);
  if (at === end) return [{ start: end, end, text: `,${lines}` }];
  return [
    { start: end, end, text: ',' },
    { start: at, end: at, text: lines },
  ];
}

/** Adds an item before the one at `index`, which must exist. */
export function insertItemBefore(source: SourceText, list: List, index: number, item: string): Edit[] {
  const { start } = list.items[index]!;
  const lineEnd = source.text.includes('\r\n') ? '\r\n' : '\n';
  const separator = startsLine(source.text, start) ? `${lineEnd}${indentAt(source.text, start)}` : ' ';
  return [{ start, end: start, text: `${item},${separator}` }];
}

/** Removes the item at `index` with its comma. */
export function removeItem(list: List, index: number): Edit {
  const { start, end } = list.items[index]!;
  const before = list.items[index - 1];
  const after = list.items[index + 1];
  if (before) return { start: before.end, end, text: '' };
  return { start: after ? start : list.open + 1, end: after ? after.start : list.close, text: '' };
}

/** Offset of the comma behind the last item, whose end is `end`; null where there is none. */
export function commaAfter(source: SourceText, end: number, close: number): number | null {
  const at = skipTrivia(source, end);
  return at < close && source.text[at] === ',' ? at : null;
}

/** The end of an item with the parentheses round it, which the AST leaves out. */
function endOfItem(source: SourceText, item: Span, close: number): number {
  let end = item.end;
  for (;;) {
    const at = skipTrivia(source, end);
    if (at >= close || source.text[at] !== ')') return end;
    end = at + 1;
  }
}

/** Whether a list that stands on one line makes it too long with some more items. */
function isTooLong(text: string, { open, close }: List, added: readonly string[]): boolean {
  return !text.slice(open, close).includes('\n') && isLineTooLong(text, close, added.join(', ').length + 2);
}

/** A line that gets longer is broken. */
const MAX_LINE = 100;

/** Whether the line of an offset gets too long with so many characters more. */
export function isLineTooLong(text: string, offset: number, added: number): boolean {
  const [rest = ''] = text.slice(offset).split(/\r?\n/, 1);
  return offset - lineStart(text, offset) + rest.length + added > MAX_LINE;
}

/** Puts the items of a list on lines of their own, and some more behind them. Null where comments stand between them. */
function onLines({ text }: SourceText, { open, close, items }: List, added: readonly string[], style: Style): Edit[] | null {
  const outer = `${style.lineEnd}${indentAt(text, open)}`;
  const inner = `${outer}${style.indent}`;
  const gaps = items.map(({ start }, index) => ({ start: items[index - 1]?.end ?? open + 1, end: start }));
  const last = { start: items.at(-1)!.end, end: close };
  if ([...gaps, last].some(({ start, end }) => !/^[\s,]*$/.test(text.slice(start, end)))) return null;
  const end = style.trailingCommas === 'none' ? '' : ',';
  return [
    ...gaps.map((gap, index) => ({ ...gap, text: index === 0 ? inner : `,${inner}` })),
    { ...last, text: `${added.map((item) => `,${inner}${item}`).join('')}${end}${outer}` },
  ];
}
