import { memberName, parentOf, type Node } from '../../src/analysis/project/ast.js';
import { bindingOf, moduleOf, referencesOf } from '../../src/analysis/project/module.js';
import type { ResolvedCall } from '../../src/analysis/calls.js';
import type { Project } from '../../src/analysis/project/project.js';
import { factsOf } from '../../src/analysis/queries/clauses.js';
import { columnsOf } from '../../src/analysis/queries/columns.js';
import { statementNode } from '../../src/analysis/values/text.js';
import { oddKey, type KeyedRead } from './keyed.js';
import type { Declined } from './loop.js';

/** `WHERE id = $1` becomes `WHERE id = ANY($1)`. */
export function sqlRead(project: Project, call: ResolvedCall, isKey: (node: Node) => boolean, assumed: string): KeyedRead | Declined {
  const { module, node } = call;
  if (!/ANY\(\$1\)/.test(call.call.batch ?? '')) return { reason: `It is not known how ${call.library} passes a list to a statement.` };
  const statement = statementNode(call);
  const facts = factsOf(project, call).sql;
  if (node.type !== 'CallExpression') return { reason: 'It is no plain call.' };
  const values = node.arguments[1] as Node | undefined;
  if (!statement || !facts || facts.open || !isPlainText(statement)) return { reason: 'Its statement is put together from parts.' };
  if (values?.type !== 'ArrayExpression' || values.elements.length !== 1 || !values.elements[0]) return { reason: 'It takes more than the key, or its values are not written there.' };
  const key = values.elements[0] as Node;
  if (!isKey(key)) return { reason: 'Its key is no member of the element.' };
  if (facts.limit || facts.group || facts.aggregate || facts.offset !== 'none') return { reason: 'Its statement counts, groups or limits the rows of one element.' };
  const text = module.text.slice(statement.start, statement.end);
  const column = keyColumn(text);
  if (column === null) return { reason: 'Its statement has no plain `column = $1`, or does not give that column.' };
  const odd = oddKey(column);
  if (odd !== null) return { reason: odd };
  return {
    call,
    key,
    column,
    rows: 'many',
    isUnique: columnsOf(project, call)?.get(column)?.unique ?? column === assumed,
    resultKey: 'rows',
    table: facts.tables[0] ?? 'row',
    missing: '[]',
    asText: true,
    imports: [],
    many: (list) => module.text.slice(node.start, statement.start) + text.replace(/=\s*\$1(?!\d)/, '= ANY($1)') + module.text.slice(statement.end, key.start) + list + module.text.slice(key.end, node.end),
  };
}

function isPlainText(node: Node): boolean {
  return node.type === 'Literal' || (node.type === 'TemplateLiteral' && node.expressions.length === 0);
}

/** The column that a statement compares with its only parameter, where each row has it under its own name. */
function keyColumn(text: string): string | null {
  const sql = text.replace(/\s+/g, ' ');
  const [, select] = /^.\s*select (?!distinct)(.*?) from /i.exec(sql) ?? [];
  const [, column] = /\bwhere\b.*?\b(?:[a-z_]\w*\.)?([a-z_]\w*) ?= ?\$1(?!\d)/i.exec(sql) ?? [];
  if (!select || !column || /\$[2-9]|\bor\b|\bunion\b/i.test(sql) || (sql.match(/\$1/g)?.length ?? 0) !== 1) return null;
  if (select.includes('(')) return null;
  const names = select.split(',').map((item) => item.trim().replace(/^[a-z_]\w*\./i, ''));
  return names.includes('*') || names.includes(column) ? column : null;
}

/** Whether of what keeps a result only its `rows` are used. */
export function isRowsOnly(kept: Node | null): boolean {
  if (kept?.type === 'ObjectPattern') {
    const [property, ...others] = kept.properties;
    return others.length === 0 && property?.type === 'Property' && property.key.type === 'Identifier' && property.key.name === 'rows';
  }
  if (kept?.type !== 'Identifier') return false;
  const module = moduleOf(kept);
  const binding = bindingOf(module, kept);
  return (
    binding !== null &&
    referencesOf(module, binding).every((reference) => {
      const member = parentOf(reference);
      return member?.type === 'MemberExpression' && member.object.start === reference.start && memberName(member) === 'rows';
    })
  );
}
