import { chainOf, type ResolvedCall } from '../../src/analysis/calls.js';
import { keyName, memberName, propertyOf, unwrap, type CallNode, type Node, type NodeOf } from '../../src/analysis/project/ast.js';
import type { Project } from '../../src/analysis/project/project.js';
import { factsOf } from '../../src/analysis/queries/clauses.js';
import { columnsOf } from '../../src/analysis/queries/columns.js';
import { argumentAt } from '../../src/analysis/values/call.js';
import type { ImportRequest } from '../../src/edit/imports.js';
import type { Declined } from './loop.js';
import { sqlRead } from './sql.js';

/** A read by one key that its library can do for many. */
export interface KeyedRead {
  call: ResolvedCall;
  /** The expression of its key. */
  key: Node;
  /** The column of the key, under which the rows have it. */
  column: string;
  /** What it gives: one row, or all with the key. */
  rows: 'one' | 'many';
  /** Where the result has its rows: `rows`; they are the result where it is absent. */
  resultKey?: string;
  /** The name of the table, where the statement has it. */
  table?: string;
  /** Whether there is one row with a key, at most. */
  isUnique: boolean;
  /** What it gives for a key without a row. */
  missing: string;
  /** Keys are compared as texts, as databases and drivers have their own types for them. */
  asText: boolean;
  /** What the read of many keys needs. */
  imports: ImportRequest[];
  /** The read of many keys as source text, without its `await`. */
  many(list: string, imported: readonly string[]): string;
}

/**
 * The library's form for many keys, as its model has it: `findMany({ where: { id: { in: ids } } })`,
 * `find({ _id: { $in: ids } }).toArray()`, `findBy(E, { id: In(ids) })`, `findAll({ where: { id: ids } })`.
 */
const FORM = /^(\w+)\((?:E, )?(\{ where: )?\{ (\w+): (\{ \$?\w+: ids \}|\w+\(ids\)|ids) \}(?: \})?\)(\.\w+\(\))?$/;

/** A read by a key in the words of its library. `isKey` tells the expression that is the key; `assumed` is unique where no table is described. */
export function keyedRead(project: Project, call: ResolvedCall, isKey: (node: Node) => boolean, assumed: string): KeyedRead | Declined {
  if (call.call.access === 'sql') return sqlRead(project, call, isKey, assumed);
  const form = FORM.exec(call.call.batch ?? '');
  const start = startOf(call);
  const rows = call.call.rows;
  if (!form || !start || (rows !== 'one' && rows !== 'many')) return { reason: `\`${call.label}\` has no form for many keys that is known to be exact.` };
  const { link, callee } = start;
  const [, method, wrapped, sample, condition, tail = ''] = form;
  // The form that throws does so for one element, after the ones before it are done.
  if (/throw|orfail/i.test(memberName(callee) ?? '')) return { reason: 'It throws for an element that has no row.' };
  const facts = factsOf(project, call);
  const limit = (['limit', 'offset', 'cursor', 'group', 'aggregate'] as const).find((clause) => facts.has(clause) !== 'absent');
  if (limit) return { reason: 'It counts, groups or limits the rows of one element.' };
  const found = filterOf(link, start.call, wrapped !== undefined);
  if ('reason' in found) return found;
  const key = 'key' in found ? { node: found.key, column: keyColumnOf(project, call, sample!, assumed), property: null } : keyProperty(found.filter, isKey);
  if ('reason' in key) return key;
  if (key.column === null || !isKey(key.node)) return { reason: 'Its key is no member of the element.' };
  const { column } = key;
  const odd = oddKey(column);
  const described = columnsOf(project, call)?.get(column);
  if (odd ?? (described?.type === 'Date' || described?.type === 'boolean')) return { reason: odd ?? `\`${column}\` is no key that rows could be found by in the program.` };
  const isUnique = start.call?.clauses?.unique !== undefined || (described ? described.unique : column === sample || column === assumed);
  if (rows === 'one' && !isUnique) return { reason: `It gives the first row with its \`${column}\`, which may not be the only one.` };
  if (rows === 'one' && facts.has('order') !== 'absent') return { reason: 'It gives the first row of several.' };
  const isGiven = givesColumn(call, link, column);
  if (isGiven !== true) return isGiven;

  const { module } = call;
  const text = (from: number, to: number) => module.text.slice(from, to);
  const [, operator] = /^(\w+)\(ids\)$/.exec(condition!) ?? [];
  return {
    call,
    key: key.node,
    column,
    rows,
    isUnique,
    missing: rows === 'many' ? '[]' : (call.call.missing ?? 'null'),
    asText: !call.call.strictKeys,
    imports: operator ? [{ from: call.library, name: operator }] : [],
    many(list, [imported]) {
      const keys = operator ? `${imported!}(${list})` : condition!.replace(/\bids\b/, list);
      const head = text(call.node.start, callee.property.start) + method!;
      const end = text(link.end, call.node.end) + tail;
      if ('key' in found) {
        const given = `{ ${column}: ${keys} }`;
        return `${head}(${wrapped ? withWhere(found, given) : given + text(found.key.end, link.end - 1)})${end}`;
      }
      const property = key.property!;
      const entry = `${text(property.key.start, property.key.end)}: ${keys}`;
      return head + text(callee.property.end, property.start) + entry + text(property.end, link.end) + end;
    },
  };

  /** `findByPk(id, { include })` -> `{ where: { id: … }, include }`. */
  function withWhere({ options }: { options: NodeOf<'ObjectExpression'> | null }, given: string): string {
    if (!options || options.properties.length === 0) return `{ where: ${given} }`;
    const [first] = options.properties;
    const before = text(options.start + 1, first!.start);
    return `{${before}where: ${given},${before === '' ? ' ' : before}${text(first!.start, options.end)}`;
  }
}

/** Why rows could not be found by a column's values in the program as the database finds them. */
export function oddKey(column: string): string | null {
  if (/(?:^|_)(?:date|time|day|at|on)$|(?:Date|Time|Day|At|On)$/.test(column)) return `\`${column}\` is a date, which is no key in the program.`;
  if (/mail|name|title|login|domain|host|url|text|label/i.test(column)) return `\`${column}\` is a text that the database may compare without regard to case.`;
  return null;
}

interface Start {
  /** The link of the chain that has the filter: `find(…)` in `User.find(…).lean()`. */
  link: NodeOf<'CallExpression'>;
  callee: NodeOf<'MemberExpression'>;
  call: ResolvedCall['call'] | null;
}

function startOf(call: ResolvedCall): Start | null {
  const links = chainOf(call).filter(({ call: row }) => row?.clauses?.filter ?? row?.clauses?.unique);
  const [only, ...others] = links;
  const isOne = (node: CallNode): node is NodeOf<'CallExpression'> => node.type === 'CallExpression' && node.start === call.node.start;
  if (!only || others.length > 0 || !isOne(only.node) || call.node.type !== 'CallExpression' || only.node.callee.type !== 'MemberExpression') return null;
  return { link: only.node, callee: only.node.callee, call: only.call };
}

type Found = { filter: NodeOf<'ObjectExpression'> } | { key: Node; options: NodeOf<'ObjectExpression'> | null };

/** Where the filter of a read is, or its key where that is an argument of its own. */
function filterOf(link: NodeOf<'CallExpression'>, row: ResolvedCall['call'] | null, wrapped: boolean): Found | Declined {
  const [place] = row?.clauses?.unique ?? row?.clauses?.filter ?? [];
  if (place === undefined || link.arguments.some((argument) => argument.type === 'SpreadElement')) return { reason: 'Its options are made elsewhere.' };
  const options = objectAt(link, row?.options);
  if (place.startsWith('Argument[')) {
    const given = argumentAt(link, place);
    const filter = given && unwrap(given);
    if (filter?.type === 'ObjectExpression' && !row?.clauses?.unique) return { filter };
    if (!filter || !row?.clauses?.unique || place !== 'Argument[0]') return { reason: 'Its filter is made elsewhere.' };
    if (wrapped && link.arguments.length > 1 && (!options || options.properties.some((property) => property.type === 'SpreadElement'))) return { reason: 'Its options are made elsewhere.' };
    if (wrapped && options && propertyOf(options, 'where')) return { reason: 'It has other conditions besides its key.' };
    return { key: given, options };
  }
  if (!options) return { reason: 'Its options are made elsewhere.' };
  const filter = propertyOf(options, place)?.value;
  const object = filter && unwrap(filter);
  return object?.type === 'ObjectExpression' ? { filter: object } : { reason: 'Its filter is made elsewhere.' };
}

function objectAt(link: NodeOf<'CallExpression'>, index: number | 'last' | undefined): NodeOf<'ObjectExpression'> | null {
  const given = index === undefined ? null : argumentAt(link, `Argument[${index}]`);
  const object = given && unwrap(given);
  return object?.type === 'ObjectExpression' ? object : null;
}

type Property = Extract<NodeOf<'ObjectExpression'>['properties'][number], { type: 'Property' }>;

/** The one property of a filter that is the key; the others are the same for all elements. */
function keyProperty(filter: NodeOf<'ObjectExpression'>, isKey: (node: Node) => boolean): { node: Node; column: string | null; property: Property } | Declined {
  if (filter.properties.some((property) => property.type === 'SpreadElement' || property.computed)) return { reason: 'Its filter is put together from parts.' };
  const properties = filter.properties.flatMap((property) => (property.type === 'Property' ? [property] : []));
  if (properties.some(({ key }) => /^\$?(?:or|and|nor|not)$/i.test(keyName(key, false) ?? ''))) return { reason: 'It has other conditions besides its key.' };
  const [property, ...others] = properties.filter(({ value }) => isKey(value));
  if (!property) return { reason: 'Its key is no member of the element.' };
  if (others.length > 0) return { reason: 'Its key is made of several members of the element.' };
  return { node: property.value, column: keyName(property.key, false), property };
}

/** The primary key: the one that the table's description marks, else the one that every table is assumed to have. */
function keyColumnOf(project: Project, call: ResolvedCall, sample: string, assumed: string): string | null {
  const columns = columnsOf(project, call);
  const unique = columns ? [...columns].filter(([, { unique: isUnique, notNull }]) => isUnique && notNull).map(([name]) => name) : [];
  const usual = sample === 'id' ? assumed : sample;
  return unique.length === 0 || unique.includes(usual) ? usual : null;
}

/** Whether the rows have a column: nothing is selected, or the column is. */
function givesColumn(call: ResolvedCall, link: NodeOf<'CallExpression'>, column: string): true | Declined {
  const lacks: Declined = { reason: `It does not select \`${column}\`, by which its rows are told apart.` };
  for (const argument of link.arguments) {
    const object = unwrap(argument);
    if (object.type !== 'ObjectExpression') continue;
    if (object.properties.some((property) => property.type === 'SpreadElement') || propertyOf(object, 'omit')) return lacks;
    const odd = object.properties.find((property) => property.type === 'Property' && /reject|throw|lock|raw$/i.test(keyName(property.key, property.computed) ?? ''));
    if (odd?.type === 'Property') return { reason: `\`${keyName(odd.key, odd.computed)!}\` makes more of it than a read by its key.` };
    for (const name of ['select', 'attributes', 'projection', 'fields']) {
      const selected = propertyOf(object, name)?.value;
      if (selected && !selects(unwrap(selected), column)) return lacks;
    }
  }
  // `findOne(filter, projection)`, `.select('-log')`.
  const second = link.arguments[1] && unwrap(link.arguments[1]);
  if (call.call.medium === 'document' && second?.type === 'ObjectExpression' && second.properties.length > 0 && !propertyOf(second, 'session') && !selects(second, column)) return lacks;
  for (const { node, name } of chainOf(call)) {
    if (!/^(?:select|projection|project)$/.test(name)) continue;
    const given = argumentAt(node, 'Argument[0]');
    if (!given || !selects(unwrap(given), column)) return lacks;
  }
  return true;
}

function selects(selected: Node, column: string): boolean {
  if (selected.type === 'Literal' && typeof selected.value === 'string') {
    const names = selected.value.split(/\s+/);
    return names.every((name) => name.startsWith('-')) ? !names.includes(`-${column}`) : names.includes(column) || column === '_id';
  }
  if (selected.type === 'ArrayExpression') return selected.elements.some((element) => element?.type === 'Literal' && element.value === column);
  const own = selected.type === 'ObjectExpression' ? propertyOf(selected, column)?.value : null;
  const value = own && unwrap(own);
  if (selected.type === 'ObjectExpression' && column === '_id' && !own) return true;
  return value?.type === 'Literal' && (value.value === true || value.value === 1);
}
