import type { Node } from 'oxc-parser';
import type { Edit } from './edit.js';
import type { Source } from './source.js';
import { styleOf } from './style.js';
import { indentAt, lineStart, skipLineComments, startsLine } from './trivia.js';
import { visit } from './visit.js';

export interface TryFinally {
  /** The last statements of a block. */
  statements: readonly Node[];
  /** Statement of `finally`, without a semicolon. */
  cleanup: string;
  /** Statements inside that `cleanup` replaces: they are taken out. */
  replaced: readonly Node[];
  /** Statement that runs before an error is thrown on. */
  onError?: string | null;
}

/** Puts statements into `try`. Null where one of them shares a line with other code. */
export function tryFinally(source: Source, { statements, cleanup, replaced, onError }: TryFinally): Edit[] | null {
  const [first] = statements;
  const last = statements[statements.length - 1];
  if (!first || !last || ![...statements, ...replaced].every((node) => ownsItsLines(source, node))) return null;
  const { text } = source;
  const style = styleOf(source);
  const start = withComments(source, first.start);
  const indent = indentAt(text, start);
  const removed = replaced.map((node) => ({ start: lineStart(text, node.start), end: nextLine(text, skipLineComments(source, node.end)) }));
  const end = nextLine(text, skipLineComments(source, last.end));
  const inside = (code: string) => `${style.indent}${code}${style.semicolons ? ';' : ''}`;
  const handler = onError ? ['} catch (error) {', inside(onError), inside('throw error')] : [];
  const tail = [...handler, '} finally {', inside(cleanup), '}'].map((line) => indent + line + style.lineEnd);
  const kept = [lineStart(text, start), ...lineStarts(source, start, end)].filter(
    (line) => !removed.some((range) => line >= range.start && line < range.end),
  );
  return [
    { start: lineStart(text, start), end: lineStart(text, start), text: `${indent}try {${style.lineEnd}` },
    ...kept.map((line) => ({ start: line, end: line, text: style.indent })),
    ...removed.map((range) => ({ ...range, text: '' })),
    { start: end, end, text: tail.join('') },
  ];
}

/** Where the comments start that stand on lines of their own directly above an offset. */
function withComments(source: Source, offset: number): number {
  let start = offset;
  for (const comment of source.comments.toReversed()) {
    if (comment.end > start) continue;
    if (source.text.slice(comment.end, start).trim() !== '' || !startsLine(source.text, comment.start)) break;
    start = comment.start;
  }
  return start;
}

function ownsItsLines(source: Source, node: Node): boolean {
  return startsLine(source.text, node.start) && /^[ \t]*\r?\n/.test(source.text.slice(skipLineComments(source, node.end)));
}

/** Starts of the lines between two offsets that have text and don't begin inside a string or a template. */
function lineStarts(source: Source, from: number, to: number): number[] {
  const { text } = source;
  const literals: Node[] = [];
  visit(source.program, {
    TemplateElement: (node) => void literals.push(node),
    Literal: (node) => void literals.push(node),
  });
  const starts: number[] = [];
  for (let at = nextLine(text, from); at < to; at = nextLine(text, at)) {
    const isInText = literals.some((node) => node.start < at && node.end >= at);
    if (!isInText && !/^[ \t]*(?:\r?\n|$)/.test(text.slice(at))) starts.push(at);
  }
  return starts;
}

function nextLine(text: string, offset: number): number {
  const end = text.indexOf('\n', offset);
  return end === -1 ? text.length : end + 1;
}
