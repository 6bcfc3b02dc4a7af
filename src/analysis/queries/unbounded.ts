import { accessOf, type ResolvedCall } from '../calls.js';
import { keyName, memberName, parentOf, unwrap, type Node, type NodeOf } from '../project/ast.js';
import { bindingOf, moduleOf, referencesOf } from '../project/module.js';
import type { Project } from '../project/project.js';
import type { Clause } from '../../models/model.js';
import { factsOf, type QueryFacts } from './clauses.js';
import { readSql } from './sql.js';

/** What makes a read as large as its table, as one key's rows, or larger than what is made of it. */
export type Unbounded = 'whole-table' | 'whole-keyspace' | 'counted' | { key: string };

const BOUNDING: Clause[] = ['limit', 'unique', 'cursor', 'group', 'aggregate'];

/** How a read is unbounded; null where it is not, or where that can't be known. */
export function unboundedRead(project: Project, call: ResolvedCall): Unbounded | null {
  if (call.call.concept !== 'query' || accessOf(project, call) !== 'read') return null;
  if (call.call.whole) return call.call.medium === 'key-value' ? 'whole-keyspace' : 'whole-table';
  const facts = factsOf(project, call);
  if (!givesRows(call, facts) || BOUNDING.some((clause) => facts.has(clause) !== 'absent')) return null;
  if (facts.has('filter') === 'absent') return 'whole-table';
  const keys = comparedKeys(facts);
  if (!keys) return null;
  if (isOnlyCounted(call.node)) return 'counted';
  const key = foreignKey(keys);
  return key === null ? null : { key };
}

function givesRows(call: ResolvedCall, { sql, described }: QueryFacts): boolean {
  if (sql) return sql.verb === 'select' && sql.tables.length > 0 && (call.call.rows === undefined || call.call.rows === 'many');
  return described && call.call.rows === 'many';
}

/** Whether the rows of a read are used for nothing but their number. A test for any row at all is no count. */
function isOnlyCounted(node: Node): boolean {
  const awaited = parentOf(node)?.type === 'AwaitExpression' ? parentOf(node)! : node;
  const holder = parentOf(awaited);
  if (holder?.type === 'MemberExpression') return isCount(holder);
  if (holder?.type !== 'VariableDeclarator' || holder.id.type !== 'Identifier') return false;
  const module = moduleOf(node);
  const binding = bindingOf(module, holder.id);
  const uses = binding ? referencesOf(module, binding) : [];
  return uses.length > 0 && uses.every((use) => isCount(use.parent ?? null));
}

/** `rows.length`, where the number itself is used: not `rows.length > 0`, `if (rows.length)`, `!rows.length`. */
function isCount(member: Node | null): boolean {
  if (member?.type !== 'MemberExpression' || memberName(member) !== 'length') return false;
  const user = parentOf(member);
  switch (user?.type) {
    case 'ReturnStatement':
    case 'ArrowFunctionExpression':
    case 'VariableDeclarator':
    case 'Property':
    case 'TemplateLiteral':
    case 'AssignmentExpression':
      return true;
    case 'BinaryExpression':
      return ![user.left as Node, user.right].some((side) => side.type === 'Literal' && (side.value === 0 || side.value === 1));
    default:
      return false;
  }
}

/** Methods of builders that compare a column with one value. */
const COMPARING = /^(?:where|andWhere|eq|equals)$/;
const FOREIGN = /(?:[a-z0-9]Id|_id)$/;

/** The columns that a query's filter compares with one value each; null where it does more, or isn't in view. */
function comparedKeys(facts: QueryFacts): string[] | null {
  if (facts.sql) return facts.sql.inList || facts.sql.keys.length === 0 ? null : facts.sql.keys;
  const filters = facts.given('filter').map(keysOf);
  return filters.length === 0 || filters.includes(null) ? null : filters.flatMap((keys) => keys ?? []);
}

/** The only foreign key among the columns of a filter that has no more selective one. */
function foreignKey(keys: string[]): string | null {
  const foreign = keys.filter((key) => FOREIGN.test(key));
  const isUnique = keys.some((key) => /^(?:id|_id|uuid|key|slug|email|token|hash|code|username|name)$/i.test(key));
  return foreign.length === 1 && !isUnique ? foreign[0]! : null;
}

/** The columns that a filter compares by equality; null where it does something else, or can't be read. */
function keysOf(filter: Node): string[] | null {
  const node = unwrap(filter);
  if (node.type === 'Literal' && typeof node.value === 'string') return keysOfText(node.value, node);
  if (node.type !== 'ObjectExpression') return null;
  const keys: string[] = [];
  for (const property of node.properties) {
    const name = property.type === 'Property' ? keyName(property.key, property.computed) : null;
    if (property.type !== 'Property' || name === null) return null;
    const given = unwrap(property.value);
    if (given.type === 'Literal' && given.value === null) continue;
    const nested = keyOfValue(name, property);
    if (nested === null) return null;
    keys.push(nested);
  }
  return keys;
}

/** `userId: id` is a key, and so is `user: { id }`; an operator or a call may be a list. */
function keyOfValue(name: string, property: NodeOf<'Property'>): string | null {
  const value = unwrap(property.value);
  if (value.type === 'CallExpression' || value.type === 'ArrayExpression') return null;
  if (value.type !== 'ObjectExpression') return name;
  const inner = keysOf(value);
  return inner?.length === 1 && inner[0] === 'id' ? `${name}_id` : null;
}

/** `where('user_id', id)`, `where('o.userId = :id', …)`. */
function keysOfText(text: string, node: Node): string[] | null {
  if (!/^[\w.]+$/.test(text)) {
    const sql = readSql(`select 1 from t where ${text}`);
    return sql.inList ? null : sql.keys;
  }
  const call = parentOf(node);
  if (call?.type !== 'CallExpression' || call.callee.type !== 'MemberExpression') return null;
  // `gte('date', …)` is no key.
  const isEquality =
    call.arguments.length === 2 && call.arguments[1]?.type !== 'ArrayExpression' && COMPARING.test(memberName(call.callee) ?? '');
  return isEquality ? [text.slice(text.lastIndexOf('.') + 1)] : null;
}
