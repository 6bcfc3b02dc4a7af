import type { Node } from 'oxc-parser';
import { applyEdits } from './apply.js';
import type { Edit } from './edit.js';
import { commaAfter } from './list.js';
import { quote } from './print.js';
import type { Source } from './source.js';
import type { Style } from './style.js';
import { skipTrivia, startsLine } from './trivia.js';
import { visit } from './visit.js';

/**
 * Brings a generated module into a project's style. The source is written with single quotes, semicolons, two spaces,
 * `\n` and commas behind the last item of every list that spans lines. Template literals must not span lines.
 */
export function restyle(source: Source, style: Style): string {
  const { text, program } = source;
  const edits: Edit[] = [];
  const remove = (start: number, end: number) => edits.push({ start, end, text: '' });

  /** Drops a semicolon where the line ends behind it and the next one can't be read as going on. */
  function statement(node: Node): void {
    if (style.semicolons || text[node.end - 1] !== ';') return;
    if (!/^[ \t]*(?:\n|$|\/[/*])/.test(text.slice(node.end))) return;
    const next = text[skipTrivia(source, node.end)];
    if (next === undefined || !'([`/+-*'.includes(next)) remove(node.end - 1, node.end);
  }
  function dropComma(items: readonly (Node | null)[]): void {
    const last = items.at(-1);
    if (!last) return;
    const comma = commaAfter(source, last.end, text.length);
    if (comma !== null && startsLine(text, skipTrivia(source, comma + 1))) remove(comma, comma + 1);
  }
  const literal = (items: readonly (Node | null)[]) => void (style.trailingCommas === 'none' && dropComma(items));
  const inCall = (items: readonly Node[]) => void (style.trailingCommas !== 'all' && dropComma(items));

  visit(program, {
    Literal(node) {
      if (typeof node.value !== 'string' || node.value.includes('"')) return;
      edits.push({ start: node.start, end: node.end, text: quote(node.value, style) });
    },
    VariableDeclaration: statement,
    ExpressionStatement: statement,
    ReturnStatement: statement,
    ThrowStatement: statement,
    BreakStatement: statement,
    ContinueStatement: statement,
    ExportNamedDeclaration: statement,
    ExportDefaultDeclaration: statement,
    ExportAllDeclaration: statement,
    TSTypeAliasDeclaration: statement,
    TSPropertySignature: statement,
    TSMethodSignature: statement,
    PropertyDefinition: statement,
    ImportDeclaration(node) {
      statement(node);
      literal(node.specifiers);
    },
    ObjectExpression: (node) => literal(node.properties),
    ArrayExpression: (node) => literal(node.elements),
    ObjectPattern: (node) => literal(node.properties),
    CallExpression: (node) => inCall(node.arguments),
    NewExpression: (node) => inCall(node.arguments),
    FunctionDeclaration: (node) => inCall(node.params),
    FunctionExpression: (node) => inCall(node.params),
    ArrowFunctionExpression: (node) => inCall(node.params),
  });

  const restyled = applyEdits(text, edits);
  return restyled
    .split('\n')
    .map((line) => line.replace(/^(?: {2})+/, (spaces) => style.indent.repeat(spaces.length / 2)))
    .join(style.lineEnd);
}
