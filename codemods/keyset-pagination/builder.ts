import { chainOf, type ResolvedCall } from '../../src/analysis/calls.js';
import { memberName, unwrap, type CallNode, type Node, type NodeOf } from '../../src/analysis/project/ast.js';
import { moduleOf } from '../../src/analysis/project/module.js';
import type { Project } from '../../src/analysis/project/project.js';
import { factsOf } from '../../src/analysis/queries/clauses.js';
import type { Edit } from '../../src/edit/edit.js';
import { quote } from '../../src/edit/print.js';
import { styleOf } from '../../src/edit/style.js';
import { unlessKey, type Form } from './form.js';
import type { KeyColumn, Ordered } from './key.js';
import type { Declined } from './loop.js';

const MORE = /join|group|having|distinct|union|with|count|^or|first|clear|modify|raw/i;

/** `db('orders').where(…).orderBy('id').limit(100).offset(offset)`: links with texts. */
export function linkForm(project: Project, call: ResolvedCall, extra: Ordered | null): Form | Declined {
  const chain = readChain(project, call);
  if ('reason' in chain) return chain;
  const { offset, links } = chain;
  const order: Ordered[] = [];
  const columns: string[] = [];
  for (const link of links.filter(({ name }) => name === 'orderBy')) {
    for (const [column, direction] of orderOf(link.node)) {
      if (column === null || direction === null) return { reason: 'Its order is more than columns.' };
      columns.push(column);
      order.push({ name: column.replace(/^.*\./, ''), descending: direction === 'desc' });
    }
  }
  const last = links.findLast(({ name }) => name === 'orderBy');
  if (extra && !last) return { reason: 'Its order is made elsewhere.' };
  if (extra) {
    columns.push(`${/^.*\./.exec(columns.at(-1)!)?.[0] ?? ''}${extra.name}`);
    order.push(extra);
  }
  const selected = links.filter(({ name }) => /^(?:select|columns?)$/.test(name)).flatMap(({ node }) => (node.type === 'CallExpression' ? node.arguments.map(textOfLiteral) : []));
  const hasAll = selected.length === 0 || selected.includes('*') || order.every(({ name }) => selected.some((column) => column?.replace(/^.*\./, '') === name));
  if (!hasAll) return { reason: 'Its rows do not have the columns of its order.' };
  const style = styleOf(call.module);
  return {
    order,
    offset: offset.argument,
    limit: factsOf(project, call).given('limit')[0] ?? null,
    resultKey: null,
    edits: (key, names) => [replaced(offset, modified(key, names), style), ...ordering()],
    besides(key, names) {
      const own = call.module.text.slice(offset.argument.start, offset.argument.end);
      const dot = /\n/.test(call.module.text.slice(offset.dot, offset.name)) ? '\n.' : '.';
      return [replaced(offset, `${modified(key, names)}${dot}${nameOf(offset)}(${unlessKey(names[0]!, own)})`, style), ...ordering()];
    },
  };

  /** One more link behind the last one of the order, on a line of its own where that has one. */
  function ordering(): Edit[] {
    if (!extra || last?.node.type !== 'CallExpression' || last.node.callee.type !== 'MemberExpression') return [];
    const { object, property } = last.node.callee;
    const dot = call.module.text.slice(object.end, property.start);
    const direction = extra.descending ? `, ${quote('desc', style)}` : '';
    return [{ start: last.node.end, end: last.node.end, text: `${dot}orderBy(${quote(columns.at(-1)!, style)}${direction})` }];
  }

  function modified(key: readonly KeyColumn[], names: readonly string[]): string {
    const operator = key[0]!.descending ? '<' : '>';
    const condition =
      key.length === 1 ?
        `where(${quote(columns[0]!, style)}, ${quote(operator, style)}, ${names[0]!})`
      : `whereRaw(${quote(`(??, ??) ${operator} (?, ?)`, style)}, [${[...columns.slice(0, 2).map((column) => quote(column, style)), ...names].join(', ')}])`;
    const isThere = names.map((name) => `${name} !== undefined`).join(' && ');
    return `modify((query) => {\n${style.indent}if (${isThere}) query.${condition}${style.semicolons ? ';' : ''}\n})`;
  }
}

function nameOf({ node }: OffsetLink): string {
  return node.callee.type === 'MemberExpression' ? (memberName(node.callee) ?? '') : '';
}

/** `db.select().from(orders).orderBy(orders.id).limit(100).offset(offset)`: links with columns and functions of the library. */
export function operatorForm(project: Project, call: ResolvedCall, extra: Ordered | null): Form | Declined {
  const chain = readChain(project, call);
  if ('reason' in chain) return chain;
  const { offset, links } = chain;
  const { module, library } = call;
  const order: Ordered[] = [];
  const columns: string[] = [];
  let ordering: Edit[] = [];
  for (const { node } of links.filter(({ name }) => name === 'orderBy')) {
    for (const argument of node.type === 'CallExpression' ? node.arguments : []) {
      const direction = argument.type === 'CallExpression' && argument.callee.type === 'Identifier' ? argument.callee.name : 'asc';
      const column = argument.type === 'CallExpression' ? argument.arguments[0] : argument;
      if (column?.type !== 'MemberExpression' || column.object.type !== 'Identifier' || !/^(?:asc|desc)$/.test(direction)) return { reason: 'Its order is more than columns.' };
      columns.push(module.text.slice(column.start, column.end));
      order.push({ name: memberName(column) ?? '', descending: direction === 'desc' });
      const added = `${column.object.name}.${extra?.name ?? ''}`;
      const text = argument.type === 'CallExpression' ? `${module.text.slice(argument.callee.start, argument.callee.end)}(${added})` : added;
      if (extra) ordering = [{ start: argument.end, end: argument.end, text: `, ${text}` }];
    }
  }
  if (extra && ordering.length === 0) return { reason: 'Its order is made elsewhere.' };
  if (extra) {
    order.push(extra);
    columns.push(`${columns.at(-1)!.replace(/\..*$/, '')}.${extra.name}`);
  }
  const selected = links.find(({ name }) => name === 'select')?.node;
  const fields = selected?.type === 'CallExpression' ? selected.arguments[0] : undefined;
  if (fields && (fields.type !== 'ObjectExpression' || !order.every(({ name }, index) => hasField(fields, name, columns[index]!, module.text)))) return { reason: 'Its rows do not have the columns of its order.' };
  const where = links.find(({ name }) => name === 'where')?.node;
  const given = where?.type === 'CallExpression' ? where.arguments[0] : undefined;
  if (where && !given) return { reason: 'Its filter is not written there.' };
  return {
    order,
    offset: offset.argument,
    limit: factsOf(project, call).given('limit')[0] ?? null,
    resultKey: null,
    typeOf: ({ name }) => `(typeof ${columns[0]!.replace(/\..*$/, '')}.$inferSelect)['${name}']`,
    imports: ([{ descending } = { descending: false }, second]) => {
      const [operator, orEqual] = descending ? ['lt', 'lte'] : ['gt', 'gte'];
      const names = [operator, ...(given || second ? ['and'] : []), ...(second ? [orEqual, 'or'] : [])];
      return names.map((name) => ({ from: library, name }));
    },
    edits: (key, names, imported) => [...conditionEdits(key, names, imported, true), ...ordering],
    besides: (key, names, imported) => [
      ...ordering,
      ...conditionEdits(key, names, imported, false),
      { start: offset.argument.start, end: offset.argument.end, text: unlessKey(names[0]!, module.text.slice(offset.argument.start, offset.argument.end)) },
    ],
  };

  function conditionEdits(key: readonly KeyColumn[], names: readonly string[], [operator, and, orEqual, or]: readonly string[], isReplaced: boolean): Edit[] {
    const after = `${operator!}(${columns[0]!}, ${names[0]!})`;
    const compared =
      key.length === 1 ? after : `${and!}(${orEqual!}(${columns[0]!}, ${names[0]!}), ${or!}(${after}, ${operator!}(${columns[1]!}, ${names[1]!})))`;
    const condition = `${names.map((name) => `${name} === undefined`).join(' || ')} ? undefined : ${compared}`;
    if (!given) return [isReplaced ? replaced(offset, `where(${condition})`, styleOf(module)) : { start: offset.dot, end: offset.dot, text: `.where(${condition})` }];
    return [
      { start: given.start, end: given.start, text: `${and!}(` },
      { start: given.end, end: given.end, text: `, ${condition})` },
      // Without the link, and without the line that it stands on alone.
      ...(isReplaced ? [{ start: offset.dot, end: offset.node.end, text: '' }] : []),
    ];
  }
}

interface ChainLink {
  name: string;
  node: CallNode;
}

interface OffsetLink {
  node: NodeOf<'CallExpression'>;
  argument: Node;
  /** Offset of the dot before its name. */
  dot: number;
  /** Of its name. */
  name: number;
}

function readChain(project: Project, call: ResolvedCall): { links: ChainLink[]; offset: OffsetLink } | Declined {
  if (call.node.type !== 'CallExpression') return { reason: 'Its query is put together in several statements.' };
  const links = chainOf(call).map(({ name, node }) => ({ name, node }));
  const more = links.find(({ name }, index) => index > 0 && MORE.test(name) && name !== 'orderBy');
  if (more) return { reason: `\`${more.name}\` makes its rows more than those of one table, or its filter more than one condition.` };
  const [given] = factsOf(project, call).given('offset');
  const link = links.find(({ node }) => node.type === 'CallExpression' && node.arguments[0] === given)?.node;
  if (!given || link?.type !== 'CallExpression' || link.callee.type !== 'MemberExpression' || link.arguments.length !== 1) return { reason: 'Its query is put together in several statements.' };
  return { links, offset: { node: link, argument: given, dot: link.callee.object.end, name: link.callee.property.start } };
}

/** A link with another name and other arguments. Lines of the new one go under it. */
function replaced({ node, name }: OffsetLink, text: string, { lineEnd }: { lineEnd: string }): Edit {
  const source = moduleOf(node).text;
  const start = source.lastIndexOf('\n', name) + 1;
  const indent = /^[ \t]*/.exec(source.slice(start))![0];
  return { start: name, end: node.end, text: text.split('\n').join(lineEnd + indent) };
}

function orderOf(node: CallNode): [column: string | null, direction: string | null][] {
  const [first, second] = node.type === 'CallExpression' ? node.arguments.map((argument) => unwrap(argument)) : [];
  if (first?.type === 'ArrayExpression') {
    return first.elements.map((element): [string | null, string | null] => {
      if (element?.type !== 'ObjectExpression') return [element ? textOfLiteral(element) : null, 'asc'];
      const value = (name: string) => element.properties.flatMap((property) => (property.type === 'Property' && property.key.type === 'Identifier' && property.key.name === name ? [property.value] : []))[0];
      const order = value('order');
      return [value('column') ? textOfLiteral(value('column')!) : null, order ? (textOfLiteral(order)?.toLowerCase() ?? null) : 'asc'];
    });
  }
  const direction = second ? (textOfLiteral(second)?.toLowerCase() ?? null) : 'asc';
  return [[first ? textOfLiteral(first) : null, direction]];
}

function textOfLiteral(node: Node): string | null {
  return node.type === 'Literal' && typeof node.value === 'string' ? node.value : null;
}

function hasField(object: NodeOf<'ObjectExpression'>, name: string, column: string, text: string): boolean {
  return object.properties.some(
    (property) => property.type === 'Property' && property.key.type === 'Identifier' && property.key.name === name && text.slice(property.value.start, property.value.end) === column,
  );
}
