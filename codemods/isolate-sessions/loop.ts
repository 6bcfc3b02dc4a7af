import type { LoopIsolationEvidence } from '../../rules/require-loop-isolation.js';
import { forEachChild, isFunction, type Node } from '../../src/analysis/project/ast.js';
import { moduleOf } from '../../src/analysis/project/module.js';
import { indentAt } from '../../src/edit/trivia.js';
import type { Edit } from '../../src/edit/edit.js';
import type { Style } from '../../src/edit/style.js';

export interface Declined {
  reason: string;
}

/** The name that a run keeps its failures under, and how it ends with them. */
export interface Failures {
  name: string;
  error: string;
  isTyped: boolean;
}

/** `const failures = [];` before a loop. */
export function collected({ name, isTyped }: Failures, style: Style): string {
  return `const ${name}${isTyped ? ': unknown[]' : ''} = []${style.semicolons ? ';' : ''}`;
}

/** `if (failures.length > 0) throw …` behind a loop: the run fails as before, but with all that can be done done. */
export function thrown({ name }: Failures, style: Style): string {
  return `if (${name}.length > 0) throw new AggregateError(${name}, \`\${${name}.length} elements failed\`)${style.semicolons ? ';' : ''}`;
}

/** Puts a handler of its own round what a loop does for one element. */
export function isolated({ loop, body }: LoopIsolationEvidence, failures: Failures, style: Style): Edit[] | Declined {
  const { text } = moduleOf(loop);
  if (body.type !== 'BlockStatement' || body.body.length === 0) return { reason: 'Its loop has no block.' };
  if (hasLongText(body)) return { reason: 'A text of several lines in its loop would be indented, too.' };
  const indent = indentAt(text, loop.start);
  const inner = indent + style.indent;
  const end = style.semicolons ? ';' : '';
  const inside = text.slice(body.start + 1, body.end - 1);
  // A comment behind the brace is one on the loop.
  const first = /^[ \t]*(?:\/\/[^\n]*|\/\*[^\n]*\*\/[ \t]*)?(?=\r?\n)/.exec(inside)?.[0];
  if (first === undefined) return { reason: 'Its loop is not written on lines of its own.' };
  const handled = [
    `${inner}try {${deeper(inside.slice(first.trimEnd().length).trimEnd(), style)}`,
    `${inner}} catch (${failures.error}) {`,
    `${inner}${style.indent}${failures.name}.push(${failures.error})${end}`,
    `${inner}}`,
  ];
  return [
    { start: loop.start, end: loop.start, text: `${collected(failures, style)}${style.lineEnd}${indent}` },
    { start: body.start + 1, end: body.end - 1, text: `${first.trimEnd()}${style.lineEnd}${handled.join(style.lineEnd)}${style.lineEnd}${indent}` },
    { start: loop.end, end: loop.end, text: `${style.lineEnd}${indent}${thrown(failures, style)}` },
  ];
}

/** Lines behind the first one, indented once more. */
export function deeper(text: string, { indent }: Style): string {
  return text.split('\n').map((line, index) => (index === 0 || line.trim() === '' ? line : indent + line)).join('\n');
}

/** Whether a text inside goes over several lines: what its lines begin with is part of it. */
export function hasLongText(node: Node): boolean {
  let found = node.type === 'TemplateLiteral' && node.quasis.some((quasi) => quasi.value.raw.includes('\n'));
  forEachChild(node, (child) => (found ||= hasLongText(child)));
  return found;
}

/** Whether a turn of a loop ends the loop or the function. */
export function leaves(node: Node): boolean {
  if (isFunction(node)) return false;
  if (node.type === 'ReturnStatement' || node.type === 'BreakStatement' || node.type === 'YieldExpression') return true;
  if (node.type === 'ContinueStatement' && node.label) return true;
  let found = false;
  forEachChild(node, (child) => (found ||= leaves(child)));
  return found;
}
