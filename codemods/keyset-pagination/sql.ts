import type { Node } from '../../src/analysis/project/ast.js';
import type { Project } from '../../src/analysis/project/project.js';
import type { ResolvedCall } from '../../src/analysis/calls.js';
import { statementNode } from '../../src/analysis/values/text.js';
import { unwrap } from '../../src/analysis/project/ast.js';
import { appendItems } from '../../src/edit/list.js';
import type { Edit } from '../../src/edit/edit.js';
import { unlessKey, type Form } from './form.js';
import type { KeyColumn, Ordered } from './key.js';
import type { Declined } from './loop.js';

const ITEM = String.raw`(?:"?[a-z_]\w*"?\.)?"?[a-z_]\w*"?(?:\s+(?:asc|desc))?`;
const ORDER = new RegExp(String.raw`\border\s+by\s+(${ITEM}(?:\s*,\s*${ITEM})*)(?=\s*(?:limit|offset)\b)`, 'gi');
const OFFSET = /\s*\boffset\s+\$(\d+)(?:\s+rows?)?(?!\d)/gi;
/** Whatever makes rows that aren't those of one table, or a list in a list. */
const MORE = /\b(?:join|group|having|distinct|union|intersect|except|with|over|fetch|for\s+update)\b/i;

/** `SELECT … FROM t WHERE … ORDER BY id LIMIT $1 OFFSET $2` with its values written beside it. */
export function sqlForm(_project: Project, call: ResolvedCall, extra: Ordered | null): Form | Declined {
  const statement = statementNode(call);
  const { node, module } = call;
  if (!statement || node.type !== 'CallExpression') return { reason: 'Its statement is put together from parts.' };
  const isPlain = statement.type === 'Literal' || (statement.type === 'TemplateLiteral' && statement.expressions.length === 0);
  const values = node.arguments[1] && unwrap(node.arguments[1]);
  if (!isPlain || statement.start !== (node.arguments[0] as Node).start) return { reason: 'Its statement is put together from parts.' };
  if (values?.type !== 'ArrayExpression' || values.elements.some((element) => !element || element.type === 'SpreadElement')) return { reason: 'Its values are not written there.' };
  const text = module.text.slice(statement.start, statement.end);
  const [offset, otherOffset] = [...text.matchAll(OFFSET)];
  const [order, otherOrder] = [...text.matchAll(ORDER)];
  if (!offset || otherOffset) return { reason: 'What it skips is no value of its own.' };
  if (!order) return /\border\s+by\b/i.test(text) ? { reason: 'Its order is more than columns.' } : { reason: 'It has no order: the database may give the same row on two pages.' };
  const select = /^.\s*select\s+(.*?)\s+from\s+(?:"?\w+"?\.)?"?\w+"?(?:\s+(?:as\s+)?(?!where\b|order\b)\w+)?\s+(?:where|order)\b/is.exec(text)?.[1];
  if (otherOrder || MORE.test(text) || /\(\s*select\b/i.test(text) || select === undefined || select.includes('(')) return { reason: 'It reads more than rows of one table.' };
  const number = Number(offset[1]);
  const skipped = values.elements[number - 1] as Node | undefined;
  if (!skipped || text.split(new RegExp(`\\$${number}(?!\\d)`)).length !== 2) return { reason: 'What it skips is no value of its own.' };
  const [value, found, ordered, first] = [skipped, offset, order, statement.start];
  const list = { open: values.start, close: values.end - 1, items: values.elements as Node[] };
  const limit = /\blimit\s+(?:\$(\d+)|(\d+))/i.exec(text);
  const items = order[1]!.split(',').map((item) => item.trim());
  const added = extra && `${/^.*\./.exec(items.at(-1)!)?.[0] ?? ''}${extra.name}${extra.descending ? (/\bdesc$/.test(items.at(-1)!) ? ' desc' : ' DESC') : ''}`;
  if (added !== null) items.push(added);
  const columns = items.map((item) => item.split(/\s+/)[0]!);
  const plain = (column: string) => column.replace(/^.*\./, '').replace(/"/g, '');
  const selected = select.split(',').map((item) => plain(item.trim()));
  if (!columns.every((column) => selected.includes('*') || selected.includes(plain(column)))) return { reason: 'Its rows do not have the columns of its order.' };
  return {
    order: items.map((item, index): Ordered => ({ name: plain(columns[index]!), descending: /\sdesc$/i.test(item) })),
    offset: skipped,
    limit: limit?.[1] ? ((values.elements[Number(limit[1]) - 1] as Node | undefined) ?? null) : null,
    resultKey: 'rows',
    edits: (key, names) => editsOf(key, names, true),
    besides: (key, names) => editsOf(key, names, false),
  };

  function editsOf(key: readonly KeyColumn[], names: readonly string[], isReplaced: boolean): Edit[] {
    const operator = key[0]!.descending ? '<' : '>';
    const parameters = key.map((_, index) => (isReplaced && index === 0 ? `$${number}` : `$${list.items.length + index + (isReplaced ? 0 : 1)}`));
    const left = columns.slice(0, key.length);
    // The comparison first: it tells the database the parameter's type.
    const compared = key.length === 1 ? `${left[0]} ${operator} ${parameters[0]}` : `(${left.join(', ')}) ${operator} (${parameters.join(', ')})`;
    const condition = `(${compared} OR ${parameters[0]} IS NULL)`;
    const at = (index: number) => first + index;
    const where = /\bwhere\s+/i.exec(text);
    const before = text.slice(0, ordered.index).trimEnd().length;
    const end = at(ordered.index + ordered[0].length);
    const edits: Edit[] = added === null ? [] : [{ start: end, end, text: `, ${added}` }];
    if (isReplaced) edits.push({ start: at(found.index), end: at(found.index + found[0].length), text: '' });
    if (!where) edits.push({ start: at(before), end: at(before), text: `${text.slice(before, ordered.index)}WHERE ${condition}` });
    else {
      const hasOr = /\bor\b/i.test(text.slice(where.index, ordered.index));
      const from = where.index + where[0].length;
      if (hasOr) edits.push({ start: at(from), end: at(from), text: '(' });
      edits.push({ start: at(before), end: at(before), text: `${hasOr ? ')' : ''} AND ${condition}` });
    }
    const own = module.text.slice(value.start, value.end);
    edits.push({ start: value.start, end: value.end, text: isReplaced ? names[0]! : unlessKey(names[0]!, own) });
    return [...edits, ...appendItems(module, list, isReplaced ? names.slice(1) : names)];
  }
}

