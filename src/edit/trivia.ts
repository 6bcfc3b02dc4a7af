import type { Comment } from 'oxc-parser';
import type { SourceText } from './source.js';

const byStart = new WeakMap<readonly Comment[], Map<number, Comment>>();

/** The comment that starts at an offset. */
export function commentAt(source: SourceText, offset: number): Comment | undefined {
  let index = byStart.get(source.comments);
  if (!index) {
    index = new Map(source.comments.map((comment) => [comment.start, comment]));
    byStart.set(source.comments, index);
  }
  return index.get(offset);
}

/** The first offset from `offset` on that is neither white space nor inside a comment. */
export function skipTrivia(source: SourceText, offset: number): number {
  let at = offset;
  for (;;) {
    const comment = commentAt(source, at);
    if (comment) at = comment.end;
    else if (at < source.text.length && /\s/.test(source.text[at]!)) at++;
    else return at;
  }
}

/** The end of the last comment that stands on the line of `offset` behind it; `offset` itself where there is none. */
export function skipLineComments(source: SourceText, offset: number): number {
  let end = offset;
  for (let at = offset; ;) {
    while (source.text[at] === ' ' || source.text[at] === '\t') at++;
    const comment = commentAt(source, at);
    if (!comment) return end;
    at = end = comment.end;
    if (/[\r\n]/.test(source.text.slice(comment.start, comment.end))) return end;
  }
}

/** Start of the line that an offset lies in. */
export function lineStart(text: string, offset: number): number {
  return text.lastIndexOf('\n', offset - 1) + 1;
}

/** White space at the start of the line that an offset lies in. */
export function indentAt(text: string, offset: number): string {
  return /^[ \t]*/.exec(text.slice(lineStart(text, offset), offset))![0];
}

/** Whether only white space stands before an offset on its line. */
export function startsLine(text: string, offset: number): boolean {
  return /^[ \t]*$/.test(text.slice(lineStart(text, offset), offset));
}
