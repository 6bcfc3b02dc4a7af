import type { Clause, LibraryModel } from '../../models/model.js';
import type { ResolvedCall } from '../calls.js';
import { unwrap, type CallNode, type Node } from '../project/ast.js';
import type { Project } from '../project/project.js';
import { isBuilderType } from '../values/builder.js';
import { argumentAt } from '../values/call.js';
import { lookUpOption } from '../values/options.js';
import { statementOf } from '../values/text.js';
import type { Link, Value } from '../values/value.js';
import { writtenOptions } from '../values/written.js';
import { linksOf } from './builders.js';
import { readSql, type SqlFacts } from './sql.js';

/** Whether a read has a clause. Only `absent` is evidence that it has none. */
export type Presence = 'absent' | 'present' | 'unknown';

/** What a query says of itself, in its options, in the links of its builder and in its SQL. */
export interface QueryFacts {
  has(clause: Clause): Presence;
  /** The expressions that a clause is given on some path: of a builder the first argument of its link. */
  given(clause: Clause): Node[];
  /** The facts of its statement, where the text is in view. */
  sql: SqlFacts | null;
  /** Whether its library tells of filters and limits at all. */
  described: boolean;
}

/** The facts of a query. Memoised. */
export function factsOf(project: Project, call: ResolvedCall): QueryFacts {
  const table = project.derived<Node, QueryFacts>('query-facts');
  let facts = table.get(call.node);
  if (!facts) table.set(call.node, (facts = compute(project, call)));
  return facts;
}

function compute(project: Project, call: ResolvedCall): QueryFacts {
  const { links, complete } = linksOf(project, call);
  const isSql = call.call.access === 'sql' || call.call.text !== undefined;
  const text = isSql ? statementOf(project, call) : null;
  const sql = text === null ? null : readSql(text);
  return {
    sql,
    described: isSql ? sql !== null : links.some(({ call: row }) => row?.clauses?.filter || row?.clauses?.limit || row?.clause) || (call.receiver !== null && isBuilderType(call.receiver.model, call.receiver.type)),
    has(clause) {
      const found = links.map((link) => linkPresence(project, link, clause));
      if (sql) found.push(sqlPresence(sql, clause));
      if (isSql && !sql) return 'unknown';
      if (found.includes('present')) return 'present';
      return found.includes('unknown') || !complete ? 'unknown' : 'absent';
    },
    given: (clause) => links.flatMap((link) => givenIn(project, link, clause)),
  };
}

function linkPresence(project: Project, { node, call }: Link, clause: Clause): Presence {
  if (call?.clause === 'any') return 'unknown';
  if (call?.clause === clause) return 'present';
  const found = (call?.clauses?.[clause] ?? []).map((place): Presence => {
    const { root, path, isHidden } = rootOf(node, call?.options, place);
    if (isHidden) return 'unknown';
    const option = lookUpOption(project, root, path);
    return option.state === 'present' && isEmpty(option.node, option.value) ? 'absent' : option.state;
  });
  return found.find((state) => state === 'present') ?? found.find((state) => state === 'unknown') ?? 'absent';
}

/** `{}` narrows nothing, unless something is written into it later. */
function isEmpty(node: Node, value: Value): boolean {
  if (value.kind !== 'object' || value.node.properties.length > 0) return false;
  return unwrap(node).type === 'ObjectExpression';
}

function givenIn(project: Project, { node, call }: Link, clause: Clause): Node[] {
  if (call?.clause === clause) {
    const first = argumentAt(node, 'Argument[0]');
    return first ? [first] : [];
  }
  return (call?.clauses?.[clause] ?? []).flatMap((place) => {
    const { root, path } = rootOf(node, call?.options, place);
    return writtenOptions(project, root, path);
  });
}

/** The expression that a place starts from, and the path inside it. Hidden: behind a spread of unknown arguments. */
function rootOf(node: CallNode, options: number | 'last' | undefined, place: string): { root: Node | null; path: string[]; isHidden: boolean } {
  const match = /^Argument\[(?:\d+|last)\](?:\.(.*))?$/.exec(place);
  const root = match ? argumentAt(node, place) : options === undefined ? null : argumentAt(node, `Argument[${options}]`);
  const path = match ? (match[1] ?? '') : place;
  const isHidden = !root && node.type !== 'TaggedTemplateExpression' && node.arguments.some((argument) => argument.type === 'SpreadElement');
  return { root, path: path === '' ? [] : path.split('.'), isHidden };
}

function sqlPresence(sql: SqlFacts, clause: Clause): Presence {
  const isThere =
    clause === 'filter' ? sql.filter
    : clause === 'limit' ? sql.limit
    : clause === 'group' ? sql.group
    : clause === 'aggregate' ? sql.aggregate
    : clause === 'offset' ? sql.offset !== 'none'
    : false;
  if (isThere) return 'present';
  return sql.open ? 'unknown' : 'absent';
}

/** The word by which a query is limited: an option's name, a builder's member, SQL's `LIMIT`. Null where there is none. */
export function limitOf(project: Project, call: ResolvedCall): string | null {
  if (factsOf(project, call).sql) return 'LIMIT';
  const place = call.call.clauses?.limit?.[0] ?? '';
  if (place !== '') return place.startsWith('Argument[') && !place.includes('.') ? null : place.slice(place.lastIndexOf('.') + 1);
  return call.receiver && limitMember(project, call.receiver.model, call.receiver.type);
}

function limitMember(project: Project, model: LibraryModel, type: string): string | null {
  const found = project.models.type(model, type);
  if (!found) return null;
  const names = Object.entries(found.type.members ?? {}).find(([, call]) => call.clause === 'limit' && call.returns === 'self')?.[0];
  if (names) return `${names.split('|')[0]}()`;
  return found.type.extends ? limitMember(project, found.model, found.type.extends) : null;
}
