import type { Clause, LibraryModel } from '../../models/model.js';
import { chainOf, type ResolvedCall } from '../calls.js';
import { enclosingFunction, isCall, isInside, parentOf, unwrap, type CallNode, type IdentifierNode, type Node } from '../project/ast.js';
import { bindingOf, moduleOf, referencesOf } from '../project/module.js';
import type { Project } from '../project/project.js';
import { callersOf } from '../effects/callers.js';
import { argumentAt, returnedExpressions, targetsOf } from '../values/call.js';
import { isBuilderType } from '../values/builder.js';
import { evaluate } from '../values/evaluate.js';
import { lookUpOption } from '../values/options.js';
import { statementOf } from '../values/text.js';
import { alternatives, type Link } from '../values/value.js';
import { writtenOptions } from '../values/written.js';
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
    described: isSql ? sql !== null : links.some(({ call: row }) => row?.clauses?.filter || row?.clauses?.limit || row?.clause) || isBuilder(call),
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
function isEmpty(node: Node, value: ReturnType<typeof evaluate>): boolean {
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

/**
 * The links of the builder that a call runs: of its chain, and of other statements on the variables that hold it. Not
 * complete where it comes from elsewhere or is handed to functions that may add to it.
 */
function linksOf(project: Project, call: ResolvedCall): { links: Link[]; complete: boolean } {
  const links = chainOf(call);
  let complete = isMadeHere(project, call);
  for (const identifier of heldBy(project, call.node)) {
    const module = moduleOf(identifier);
    const binding = bindingOf(module, identifier);
    for (const use of binding ? referencesOf(module, binding) : []) {
      const added = linksOn(project, use);
      if (added) links.push(...added.filter((link) => !links.some(({ node }) => node === link.node)));
      else complete = false;
    }
  }
  return { links, complete };
}

/** The names of builders in a chain: of `query` in `await query.where(…)`, and of what that variable was made from. */
function heldBy(project: Project, node: Node, depth = 0): IdentifierNode[] {
  let root = unwrap(node.type === 'AwaitExpression' ? node.argument : node);
  while (root.type === 'CallExpression' || root.type === 'MemberExpression') {
    root = unwrap(root.type === 'CallExpression' ? root.callee : root.object);
  }
  if (root.type !== 'Identifier' || depth > 3 || !isBuilderValue(project, root)) return [];
  const declarator = bindingOf(moduleOf(root), root)?.declarations[0]?.parent;
  if (declarator?.type !== 'VariableDeclarator' || declarator.id.type !== 'Identifier' || !declarator.init) return [];
  return [root, ...heldBy(project, declarator.init, depth + 1)];
}

/** The links of the chain that starts at a use of a builder; null where the use hands the builder on. */
function linksOn(project: Project, use: IdentifierNode): Link[] | null {
  const links: Link[] = [];
  let current: Node = use;
  for (;;) {
    const member: Node | null = parentOf(current);
    if (member?.type !== 'MemberExpression' || unwrap(member.object) !== current) break;
    const call: Node | null = parentOf(member);
    if (call?.type !== 'CallExpression' || unwrap(call.callee) !== member) break;
    for (const { name, call: row, construction, receiver } of targetsOf(project, call)) {
      links.push({ node: call, name, call: row, construction, receiver });
    }
    current = call;
  }
  if (current !== use) return links;
  const parent = parentOf(use);
  return isCall(parent) && parent.type !== 'TaggedTemplateExpression' && parent.callee !== (use as unknown) ? null : links;
}

function isBuilderValue(project: Project, node: Node): boolean {
  return alternatives(evaluate(project, node)).some((value) => value.kind === 'receiver' && isBuilderType(value.model, value.type));
}

/**
 * Whether the builder that a call runs was begun in view and is run there: not passed in, held by an object, made by
 * another function, or given to callers that go on with it.
 */
function isMadeHere(project: Project, call: ResolvedCall): boolean {
  let { receiver } = call;
  while (receiver && isBuilderType(receiver.model, receiver.type)) {
    const fn = receiver.from && enclosingFunction(receiver.from.node);
    if (!receiver.from || (fn && !(moduleOf(fn) === call.module && isInside(call.node, fn)))) return false;
    receiver = receiver.from.receiver;
  }
  return !isHeldByObject(project, call.node) && !isFactory(project, call);
}

/** `this.query.getMany()`: other methods may have added to it. */
function isHeldByObject(project: Project, node: Node): boolean {
  let current = unwrap(node.type === 'AwaitExpression' ? node.argument : node);
  while (current.type === 'CallExpression') {
    const callee = unwrap(current.callee);
    if (callee.type !== 'MemberExpression') return false;
    current = unwrap(callee.object);
  }
  return current.type === 'MemberExpression' && isBuilderValue(project, current);
}

/** Whether the builder is what a function returns, and what some caller adds to. Without callers in view it may be. */
function isFactory(project: Project, { node, call }: ResolvedCall): boolean {
  const fn = enclosingFunction(node);
  if (!isCall(node) || fn?.async || !isBuilderValue(project, node) || call === targetsOf(project, node)[0]?.call) return false;
  if (!fn || !returnedExpressions(fn).some((returned) => unwrap(returned) === node)) return false;
  const callers = callersOf(project, fn);
  return callers.length === 0 || callers.some(({ call: caller }) => parentOf(caller)?.type === 'MemberExpression');
}

function isBuilder({ receiver }: ResolvedCall): boolean {
  return receiver !== null && isBuilderType(receiver.model, receiver.type);
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
