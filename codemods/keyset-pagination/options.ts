import type { ResolvedCall } from '../../src/analysis/calls.js';
import { keyName, propertyOf, unwrap, type Node, type NodeOf } from '../../src/analysis/project/ast.js';
import type { Module } from '../../src/analysis/project/module.js';
import type { Project } from '../../src/analysis/project/project.js';
import { factsOf } from '../../src/analysis/queries/clauses.js';
import { argumentAt } from '../../src/analysis/values/call.js';
import { className } from '../../src/analysis/values/class.js';
import { alternatives } from '../../src/analysis/values/value.js';
import type { Edit } from '../../src/edit/edit.js';
import { appendItems } from '../../src/edit/list.js';
import { indentAt, startsLine } from '../../src/edit/trivia.js';
import { unlessKey, type Form } from './form.js';
import type { KeyColumn, Ordered } from './key.js';
import type { Declined } from './loop.js';

/** `findMany({ where: { id: { gt: lastId } } …`: the comparison is a key of an object. */
const BY_KEY = /where: \{ id: \{ (gt): lastId \} \}/;
/** `find({ where: { id: MoreThan(lastId) } …`: the comparison is a function of the library. */
const BY_FUNCTION = /where: \{ id: (\w+)\(lastId\) \}/;

/** `findMany({ where, orderBy: { id: 'asc' }, skip, take })`: options in one object. */
export function optionsForm(project: Project, call: ResolvedCall, extra: Ordered | null): Form | Declined {
  const { module, node, library } = call;
  const keyset = call.target.model.keyset ?? '';
  const index = call.call.options ?? 0;
  const options = node.type === 'CallExpression' ? argumentAt(node, `Argument[${index}]`) : null;
  const object = options && unwrap(options);
  const offset = object && propertyHolding(object, factsOf(project, call).given('offset')[0]);
  if (object?.type !== 'ObjectExpression' || !offset || object.properties.some(({ type }) => type === 'SpreadElement')) return { reason: 'Its options are made elsewhere.' };
  if (propertyOf(object, 'distinct') ?? propertyOf(object, 'relations') ?? propertyOf(object, 'cursor')) return { reason: 'It reads more than rows of one table.' };
  const properties = object;
  const order = orderOf(object);
  if (!order) return { reason: 'Its order is more than columns.' };
  const ordering = extra ? addedOrder(module, object, extra, call.call.clauses?.order?.[0] ?? 'orderBy', offset) : [];
  if (extra) order.push(extra);
  const select = propertyOf(object, 'select');
  const fields = select && unwrap(select.value);
  if (fields && !order.every(({ name }) => isSelected(fields, name))) return { reason: 'Its rows do not have the columns of its order.' };
  const where = propertyOf(object, 'where');
  const filter = where && unwrap(where.value);
  const isOpen = filter?.type === 'ObjectExpression' && order.every(({ name }) => !propertyOf(filter, name)) && !propertyOf(filter, 'OR') && filter.properties.every((property) => property.type !== 'SpreadElement' || isApart(module, property, order));
  if (where && !isOpen) return { reason: 'Its filter is made elsewhere, or asks for a column of its order.' };
  const byFunction = BY_FUNCTION.exec(keyset)?.[1];
  if (!byFunction && !BY_KEY.test(keyset)) return { reason: `It is not known how \`${library}\` goes on behind a key.` };
  if (byFunction && order.length > 1) return { reason: `The options of \`${library}\` compare with one column at a time.` };
  const rows = call.receiver?.rows ? alternatives(call.receiver.rows).flatMap((value) => (value.kind === 'instance' ? [className(value.node)] : [])) : [];
  return {
    order,
    offset: unwrap(offset.value),
    limit: factsOf(project, call).given('limit')[0] ?? null,
    resultKey: null,
    ...(byFunction && rows[0] && { typeOf: ({ type, name }) => (type === 'string | number' ? `${rows[0]!}['${name}']` : type) }),
    imports: ([first]) => (byFunction ? [{ from: library, name: first!.descending ? byFunction.replace('More', 'Less') : byFunction }] : []),
    edits: (key, names, imported) => [...conditionEdits(key, names, imported, true), ...ordering],
    besides: (key, names, imported) => [
      ...ordering,
      ...conditionEdits(key, names, imported, false),
      { start: offset.start, end: offset.end, text: `${keyName(offset.key, offset.computed)!}: ${unlessKey(names[0]!, module.text.slice(offset.value.start, offset.value.end))}` },
    ],
  };

  function conditionEdits(key: readonly KeyColumn[], names: readonly string[], [operator]: readonly string[], isReplaced: boolean): Edit[] {
    const step = key[0]!.descending ? 'lt' : 'gt';
    const after = (at: number) => (byFunction ? `${operator!}(${names[at]!})` : `{ ${step}: ${names[at]!} }`);
    const [one, two] = key.map(({ name }) => name);
    const condition =
      two === undefined ? `${one!}: ${after(0)}`
      : `${one!}: { ${step}e: ${names[0]!} }, OR: [{ ${one!}: ${after(0)} }, { ${two}: ${after(1)} }]`;
    const added = `...(${names.map((name) => `${name} !== undefined`).join(' && ')} && { ${condition} })`;
    const list = filter?.type === 'ObjectExpression' ? { open: filter.start, close: filter.end - 1, items: filter.properties } : null;
    if (list) return [...(isReplaced ? [withoutProperty(properties, offset!)] : []), ...appendItems(module, list, [added])];
    return isReplaced ? [{ start: offset!.start, end: offset!.end, text: `where: { ${added} }` }] : [{ start: offset!.start, end: offset!.start, text: `where: { ${added} }, ` }];
  }
}

export type Property = Extract<NodeOf<'ObjectExpression'>['properties'][number], { type: 'Property' }>;

export function propertyHolding(object: Node, value: Node | undefined): Property | null {
  if (object.type !== 'ObjectExpression' || !value) return null;
  const property = object.properties.find((candidate) => candidate.type === 'Property' && candidate.value.start <= value.start && value.end <= candidate.value.end);
  return property?.type === 'Property' ? property : null;
}

/** Whether what is spread into a filter is written there, and has neither a column of the order nor alternatives of its own. */
function isApart({ text }: Module, { argument }: NodeOf<'SpreadElement'>, order: readonly Ordered[]): boolean {
  const expression = unwrap(argument);
  const objects = expression.type === 'LogicalExpression' ? [unwrap(expression.right)] : expression.type === 'ConditionalExpression' ? [unwrap(expression.consequent), unwrap(expression.alternate)] : [expression];
  return objects.every((object) => object.type === 'ObjectExpression' && !new RegExp(`\\b(?:OR|${order.map(({ name }) => name).join('|')})\\b\\s*[:,}]|\\.\\.\\.`).test(text.slice(object.start, object.end)));
}

/** `orderBy: { id: 'asc' }`, `orderBy: [{ total: 'desc' }, { id: 'desc' }]`, `order: { id: 'ASC' }`. */
function orderOf(object: NodeOf<'ObjectExpression'>): Ordered[] | null {
  const property = propertyOf(object, 'orderBy') ?? propertyOf(object, 'order');
  if (!property) return [];
  const value = unwrap(property.value);
  const objects = value.type === 'ArrayExpression' ? value.elements : [value];
  const ordered: Ordered[] = [];
  for (const part of objects) {
    if (part?.type !== 'ObjectExpression') return null;
    for (const column of part.properties) {
      const name = column.type === 'Property' ? keyName(column.key, column.computed) : null;
      const direction = column.type === 'Property' ? unwrap(column.value) : null;
      const text = direction?.type === 'Literal' ? String(direction.value).toLowerCase() : '';
      if (name === null || !/^(?:asc|desc|1|-1)$/.test(text)) return null;
      ordered.push({ name, descending: text === 'desc' || text === '-1' });
    }
  }
  return ordered;
}

export function isSelected(fields: Node, name: string): boolean {
  if (fields.type === 'ArrayExpression') return fields.elements.some((element) => element?.type === 'Literal' && element.value === name);
  const own = fields.type === 'ObjectExpression' ? propertyOf(fields, name) : null;
  const value = own && unwrap(own.value);
  return value?.type === 'Literal' && value.value === true;
}

/** What makes a column the last one of an order: `orderBy: [{ total: 'desc' }, { id: 'desc' }]`, `order: { total: 'DESC', id: 'DESC' }`. */
export function addedOrder(module: Module, object: NodeOf<'ObjectExpression'>, { name, descending }: Ordered, option: string, before: Property): Edit[] {
  const isObject = option === 'order';
  const property = propertyOf(object, option);
  const value = property && unwrap(property.value);
  const literal = value ? [...module.text.slice(value.start, value.end).matchAll(/(['"`])(?:asc|desc)\1/gi)].at(-1)?.[0] : undefined;
  const entry = `${name}: ${literal ?? (isObject ? "'ASC'" : descending ? "'desc'" : "'asc'")}`;
  if (!value) {
    const next = startsLine(module.text, before.start) ? `,${/\r?\n/.exec(module.text)![0]}${indentAt(module.text, before.start)}` : ', ';
    return [{ start: before.start, end: before.start, text: `${option}: { ${entry} }${next}` }];
  }
  if (value.type === 'ArrayExpression') return appendItems(module, { open: value.start, close: value.end - 1, items: value.elements as Node[] }, [`{ ${entry} }`]);
  if (value.type !== 'ObjectExpression') return [];
  if (isObject) return appendItems(module, { open: value.start, close: value.end - 1, items: value.properties }, [entry]);
  const own = value.properties.map(({ start, end }) => `{ ${module.text.slice(start, end)} }`);
  return [{ start: value.start, end: value.end, text: `[${[...own, `{ ${entry} }`].join(', ')}]` }];
}

/** A property with its comma. */
function withoutProperty(object: NodeOf<'ObjectExpression'>, property: Property): Edit {
  const index = object.properties.indexOf(property);
  const before = object.properties[index - 1];
  const after = object.properties[index + 1];
  if (after) return { start: property.start, end: after.start, text: '' };
  if (before) return { start: before.end, end: property.end, text: '' };
  return { start: object.start + 1, end: object.end - 1, text: '' };
}
