import type { Node } from 'oxc-parser';
import type { Edit } from './edit.js';
import type { Source } from './source.js';
import { lineStart } from './trivia.js';
import { visit } from './visit.js';

/**
 * The edits that make JavaScript of a generated TypeScript module: annotations, type parameters and arguments, `as`, `!`,
 * and whole statements that only declare types, with the comment above them. For modules of this project's own making.
 */
export function stripTypes(source: Source): Edit[] {
  const { text, program, comments } = source;
  const edits: Edit[] = [];
  const remove = (start: number, end: number) => edits.push({ start, end, text: '' });
  const removeNode = (node: Node) => void remove(node.start, node.end);

  /** Removes the statement's lines, the comment above them and one blank line. */
  function removeStatement(statement: Node): void {
    const comment = comments.findLast(({ end }) => end <= statement.start);
    const isAbove = comment && text.slice(comment.end, statement.start).trim() === '' && !text.slice(comment.end, statement.start).includes('\n\n');
    const start = lineStart(text, isAbove ? comment.start : statement.start);
    const end = text.indexOf('\n', statement.end) + 1;
    remove(start, text[end] === '\n' && text[start - 2] === '\n' ? end + 1 : end);
  }

  visit(program, {
    ImportDeclaration(node) {
      if (node.importKind === 'type') removeStatement(node);
    },
    ExportNamedDeclaration(node) {
      if (node.declaration?.type === 'TSTypeAliasDeclaration' || node.declaration?.type === 'TSInterfaceDeclaration') removeStatement(node);
    },
    TSTypeAliasDeclaration: removeStatement,
    TSInterfaceDeclaration: removeStatement,
    TSTypeAnnotation(node) {
      // The question mark of an optional parameter stands before the colon.
      const isOptional = text[node.start - 1] === '?';
      remove(isOptional ? node.start - 1 : node.start, node.end);
    },
    TSTypeParameterDeclaration: removeNode,
    TSTypeParameterInstantiation: removeNode,
    TSAsExpression: (node) => remove(node.expression.end, node.end),
    TSSatisfiesExpression: (node) => remove(node.expression.end, node.end),
    TSNonNullExpression: (node) => remove(node.expression.end, node.end),
  });
  // What lies inside a range that goes is gone with it.
  const isSame = (a: Edit, b: Edit) => a.start === b.start && a.end === b.end;
  return edits.filter((edit, index) =>
    !edits.some((other, at) => at !== index && other.start <= edit.start && edit.end <= other.end && (at < index || !isSame(edit, other))),
  );
}
