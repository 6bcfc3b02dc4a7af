import type { Node } from 'oxc-parser';
import type { Edit } from './edit.js';
import { indentText } from './print.js';
import type { Source } from './source.js';
import { styleOf, type Style } from './style.js';
import { indentAt, lineStart, skipLineComments } from './trivia.js';

/** Comments that only work at the top of a file, whatever follows them. */
const FILE_COMMENT = new RegExp(
  [
    '^!',
    '@ts-(?:no)?check\\b',
    '@(?:license|preserve|flow)\\b',
    '@(?:jest|vitest)-',
    '@jsx',
    'copyright',
    '^\\s*eslint(?:-env\\b|-disable(?!-)|\\s)',
    'biome-ignore-all',
  ].join('|'),
  'i',
);

/** Inserts lines behind a statement and the comments on its line. */
export function statementInsertion(
  source: Source,
  statement: Node,
  lines: string,
  style: Style = styleOf(source),
): Edit {
  const at = skipLineComments(source, statement.end);
  const indent = indentAt(source.text, statement.start);
  const lineEndsHere = /^[ \t]*(?:\r?\n|$)/.test(source.text.slice(at));
  const text = `${style.lineEnd}${indent}${indentText(lines, indent, style)}${lineEndsHere ? '' : style.lineEnd}`;
  return { start: at, end: at, text };
}

/** Inserts lines before a statement and the comments that stand directly above it. */
export function insertBefore(source: Source, statement: Node, lines: string, style: Style = styleOf(source)): Edit {
  let at = startWithDecorators(statement);
  for (const comment of source.comments.toReversed()) {
    if (comment.end > at) continue;
    const between = source.text.slice(comment.end, at);
    const ownLine = /^[ \t]*$/.test(source.text.slice(lineStart(source.text, comment.start), comment.start));
    if (!ownLine || between.trim() !== '' || between.split('\n').length > 2) break;
    at = comment.start;
  }
  const indent = indentAt(source.text, at);
  return { start: at, end: at, text: `${indentText(lines, indent, style)}${style.lineEnd}${indent}` };
}

/** Where a statement begins: decorators may stand before the `export` of their class. */
function startWithDecorators(statement: Node): number {
  const isExport = statement.type === 'ExportNamedDeclaration' || statement.type === 'ExportDefaultDeclaration';
  const declared = isExport ? statement.declaration : statement;
  const [first] = declared?.type === 'ClassDeclaration' ? declared.decorators : [];
  return Math.min(statement.start, first?.start ?? statement.start);
}

/** Inserts lines at the end of the file, behind a blank line. */
export function insertAtEnd(source: Source, lines: string, style: Style = styleOf(source)): Edit {
  const at = source.text.trimEnd().length;
  const gap = at === 0 ? '' : style.lineEnd.repeat(2);
  return { start: at, end: at, text: `${gap}${indentText(lines, '', style)}` };
}

/** Inserts lines behind the shebang, the header comment and the directives, with blank lines round them. */
export function topOfFile(source: Source, lines: string, style: Style = styleOf(source)): Edit {
  const { at, gap } = headOf(source);
  const rest = source.text.slice(at);
  const before = style.lineEnd.repeat(gap);
  const content = indentText(lines, '', style);
  if (gap === 0) {
    const after = rest.trim() === '' ? 1 : /^\r?\n/.test(rest) ? 1 : 2;
    return { start: 0, end: 0, text: `${content}${style.lineEnd.repeat(after)}` };
  }
  const blankLines = /^[ \t]*((?:\r?\n[ \t]*)*)/.exec(rest)![1]!.split('\n').length - 1;
  const isLast = rest.trim() === '';
  const after = isLast ? 0 : Math.max(0, 2 - blankLines);
  return { start: at, end: at, text: `${before}${content}${style.lineEnd.repeat(after)}` };
}

/** Where the head of a file ends, and how many line breaks part it from what follows; 0 where there is no head. */
function headOf(source: Source): { at: number; gap: 0 | 1 | 2 } {
  const { body, hashbang } = source.program;
  const directive = body.findLast(
    (statement) => statement.type === 'ExpressionStatement' && statement.directive != null,
  );
  if (directive) return { at: skipLineComments(source, directive.end), gap: 2 };

  const firstStatement = body[0]?.start ?? source.text.length;
  const header = source.comments.findLast(
    (comment) =>
      comment.end <= firstStatement &&
      (FILE_COMMENT.test(comment.value) || /^[ \t]*\r?\n[ \t]*(?:\r?\n|$)/.test(source.text.slice(comment.end))),
  );
  if (header) return { at: header.end, gap: 2 };
  return hashbang ? { at: hashbang.end, gap: 1 } : { at: 0, gap: 0 };
}
