import { accessOf, type ResolvedCall } from '../calls.js';
import { keyName, unwrap, type Node, type NodeOf } from '../project/ast.js';
import type { Project } from '../project/project.js';
import { decoratorsOf } from '../values/inject.js';
import { lookUpOption } from '../values/options.js';
import { typeValue } from '../values/types.js';
import { alternatives, type Instance, type Value } from '../values/value.js';
import { factsOf } from './clauses.js';
import { describedTable, type Tables } from './tables.js';

/** A relation to many rows that a read takes along without a limit: its path from the read rows, and where it is written. */
export interface UnboundedRelation {
  path: string;
  node: Node;
}

/** The relations of a read that are known to be to many rows and have no limit, in source order. */
export function unboundedRelations(project: Project, call: ResolvedCall): UnboundedRelation[] {
  if (call.call.concept !== 'query' || accessOf(project, call) !== 'read' || !call.call.clauses?.relations) return [];
  const given = factsOf(project, call).given('relations').map(unwrap);
  const described = describedTable(project, call);
  if (described) return given.flatMap((node) => inTable(project, call, described.tables, described.name, node, ''));
  const rows = call.receiver?.rows;
  return rows ? given.flatMap((node) => inClass(project, rows, node, '')) : [];
}

/** `include: { posts: true }`, `select: { posts: { select: … } }`. */
function inTable(project: Project, call: ResolvedCall, tables: Tables, table: string, node: Node, prefix: string): UnboundedRelation[] {
  if (node.type !== 'ObjectExpression') return [];
  return propertiesOf(node).flatMap(([name, value]) => {
    const field = tables.get(table)?.get(name);
    if (!field || isOff(value)) return [];
    const path = `${prefix}${name}`;
    const isUnbounded = field.isMany && isWithoutLimit(project, call, value);
    const nested = value.type === 'ObjectExpression' ? propertiesOf(value).filter(([key]) => isRelationsKey(call, key)) : [];
    return [
      ...(isUnbounded ? [{ path, node: value }] : []),
      ...nested.flatMap(([, inner]) => inTable(project, call, tables, field.table, inner, `${path}.`)),
    ];
  });
}

function isRelationsKey({ call }: ResolvedCall, key: string): boolean {
  return call.clauses?.relations?.includes(key) ?? false;
}

function isWithoutLimit(project: Project, { target }: ResolvedCall, value: Node): boolean {
  if (value.type === 'Literal') return value.value === true;
  const option = target.model.relationLimit;
  return value.type === 'ObjectExpression' && option !== undefined && lookUpOption(project, value, [option]).state === 'absent';
}

function isOff(value: Node): boolean {
  return value.type === 'Literal' && value.value !== true;
}

/** `relations: { posts: true }`, `relations: ['posts.comments']`, where the class of the rows is in view. */
function inClass(project: Project, rows: Value, node: Node, prefix: string): UnboundedRelation[] {
  if (node.type === 'ArrayExpression') {
    return node.elements.flatMap((element) =>
      element?.type === 'Literal' && typeof element.value === 'string' ? alongPath(project, rows, element.value, element) : [],
    );
  }
  if (node.type !== 'ObjectExpression') return [];
  return propertiesOf(node).flatMap(([name, value]) => {
    const relation = isOff(value) ? null : relationOf(project, rows, name);
    if (!relation) return [];
    const path = `${prefix}${name}`;
    return [...(relation.isMany ? [{ path, node: value }] : []), ...inClass(project, relation.rows, value, `${path}.`)];
  });
}

function alongPath(project: Project, rows: Value, path: string, node: Node): UnboundedRelation[] {
  let current = rows;
  for (const name of path.split('.')) {
    const relation = relationOf(project, current, name);
    if (!relation) return [];
    if (relation.isMany) return [{ path, node }];
    current = relation.rows;
  }
  return [];
}

/** A decorated property of a class that holds rows of another one. */
function relationOf(project: Project, rows: Value, name: string): { isMany: boolean; rows: Value } | null {
  const owner = alternatives(rows).find((value): value is Instance => value.kind === 'instance');
  for (const member of owner?.node.body.body ?? []) {
    if (member.type !== 'PropertyDefinition' || keyName(member.key, member.computed) !== name) continue;
    const [relation] = decoratorsOf(project, member).flatMap(({ library }) => library.entry?.decorator?.relation ?? []);
    if (!relation) return null;
    const type = member.typeAnnotation ? typeValue(project, member.typeAnnotation.typeAnnotation) : null;
    const element = type?.kind === 'list' ? type.element : type;
    return { isMany: relation === 'many', rows: element ?? { kind: 'unknown', reason: 'the relation has no type' } };
  }
  return null;
}

function propertiesOf(node: NodeOf<'ObjectExpression'>): [string, Node][] {
  return node.properties.flatMap((property): [string, Node][] => {
    const name = property.type === 'Property' ? keyName(property.key, property.computed) : null;
    return property.type === 'Property' && name !== null ? [[name, unwrap(property.value)]] : [];
  });
}
