import { isInside, type FunctionNode, type Node, type NodeOf } from '../../src/analysis/project/ast.js';
import type { Module } from '../../src/analysis/project/module.js';
import type { Edit } from '../../src/edit/edit.js';
import { appendItems } from '../../src/edit/list.js';
import { indentText } from '../../src/edit/print.js';
import type { Style } from '../../src/edit/style.js';
import type { Helper } from './helper.js';
import { camelCase, plural } from './names.js';
import { grouped, type Printing } from './print.js';

const NAME = /^(get|find|load|fetch|read|query|retrieve|look[uU]p|select|list|resolve)([A-Z]\w*?)(?:By[A-Z]\w*)?$/;

/** `getUserById` -> `getUsersByIds`, `getUser` -> `getUsersByIds`; where that is taken `getUserMapByIds`. */
export function siblingName({ name, key }: Helper, isTaken: (name: string) => boolean): string {
  const [, verb = '', noun = ''] = NAME.exec(name) ?? [];
  const keys = plural(camelCase(key.name, true));
  const wanted = noun ? `${verb}${plural(noun)}By${keys}` : `${name.replace(/Of$/, '')}By${keys}`;
  return noun && isTaken(wanted) ? `${verb}${noun}MapBy${keys}` : wanted;
}

export function nounOf({ name }: Helper): string {
  return camelCase(NAME.exec(name)?.[2] ?? /^(\w+)Of$/.exec(name)?.[1] ?? name);
}

/** What stands in a loop for what the function gave for one key. */
export function givenFor({ gives, read, module }: Helper, value: string): string {
  if (!/\.[cm]?tsx?$/.test(module.path)) return value;
  if (gives === null) return read.missing === 'undefined' ? value : `${value} ?? ${read.missing}`;
  if (/\bnull\b/.test(gives)) return `${value} ?? null`;
  if (/\bundefined\b/.test(gives)) return value;
  if (/\[\]$/.test(gives)) return `${value} ?? []`;
  return `${value}!`;
}

/** The function for many keys, behind the one for one key, and what exports it; in its place where nothing uses that any more. */
export function siblingEdits(helper: Helper, name: string, style: Style, imported: readonly string[], printing: Printing, isLast: boolean): Edit[] {
  const { module, fn, key, read, reading, gives, statement, exported } = helper;
  const text = (start: number, end: number) => module.text.slice(start, end);
  const isTyped = printing.isTyped;
  const keys = printing.name(plural(key.name));
  const type = key.typeAnnotation ? text(key.typeAnnotation.typeAnnotation.start, key.typeAnnotation.typeAnnotation.end) : null;
  const listType = type === null ? '' : `: ${/^[\w.]+$/.test(type) ? type : `(${type})`}[]`;
  const isArrow = fn.type === 'ArrowFunctionExpression';
  const parameters = (fn.params as Node[]).map((parameter) => (parameter === key ? `${keys}${listType}` : text(parameter.start, parameter.end)));
  const written = `(${text(afterParenthesis(module, fn), (fn.params as Node[]).at(-1)!.end)})`.includes('\n') ? `(\n${parameters.map((each) => `${style.indent}${each},`).join('\n')}\n)` : `(${parameters.join(', ')})`;
  const mapType = gives === null || type === null ? '' : `: Promise<Map<${type}, ${gives}>>`;
  const body = fn.body as NodeOf<'BlockStatement'>;
  const at = reading ?? body.body.find((each) => isInside(read.call.node, each))!;
  const kept = reading?.declarations[0]?.id;
  const row = kept?.type === 'Identifier' ? kept.name : null;
  const inner = style.indent;
  const before = body.body.slice(0, body.body.indexOf(at)).map((each) => outdented(module, text(each.start, each.end), each));
  const { lines: reads, of } = grouped(read, outdented(module, read.many(keys, imported), at), row, printing);
  const lines = [...before, ...reads];
  if (reading && kept) {
    const giving = printing.name(`${nounOf(helper)}Of`);
    const result = gives === null ? '' : `: ${gives}`;
    const rest = indented(outdented(module, text(at.end, body.end - 1).trimEnd(), at), inner);
    lines.push(
      `const ${giving} = (${key.name}${type === null ? '' : `: ${type}`})${result} => {\n${inner}const ${text(kept.start, kept.end)} = ${of(key.name)}${style.semicolons ? ';' : ''}${rest}\n};`,
      `return new Map(${keys}.map((${key.name}) => [${key.name}, ${giving}(${key.name})]${isTyped ? ' as const' : ''}));`,
    );
  } else lines.push(`return new Map(${keys}.map((${key.name}) => [${key.name}, ${of(key.name)}]${isTyped ? ' as const' : ''}));`);
  const plain = style.semicolons ? lines : lines.map((line) => line.replace(/;$/, ''));
  const head = exported === 'declaration' ? 'export ' : '';
  const opened = isArrow ? `${head}const ${name} = async ${written}${mapType} => {` : `${head}async function ${name}${written}${mapType} {`;
  const comment = `/** What \`${helper.name}\` gives, for many at once. */`;
  const sibling = [...(isLast ? [] : [comment]), opened, ...plain.map((line) => inner + indentText(line, inner, { ...style, lineEnd: '\n' })), isArrow && style.semicolons ? '};' : '}'].join('\n');
  if (isLast) return [{ start: statement.start, end: statement.end, text: indentText(sibling, '', style) }];
  const edits: Edit[] = [{ start: statement.end, end: statement.end, text: indentText(`\n\n${sibling}`, '', style) }];
  if (exported && typeof exported === 'object') edits.push(...appendItems(module, exported, [name]));
  return edits;
}

function afterParenthesis({ text }: Module, fn: FunctionNode): number {
  const [first] = fn.params as Node[];
  return text.lastIndexOf('(', first!.start) + 1;
}

/** Lines of a function's body without the indentation that they have there. */
function outdented({ text: source }: Module, text: string, node: Node): string {
  const indent = /^[ \t]*/.exec(source.slice(source.lastIndexOf('\n', node.start - 1) + 1))![0];
  return text.split(/\r?\n/).map((line, index) => (index > 0 && line.startsWith(indent) ? line.slice(indent.length) : line)).join('\n');
}

function indented(text: string, indent: string): string {
  return text.split('\n').map((line, index) => (index > 0 && line.trim() !== '' ? indent + line : line)).join('\n');
}
