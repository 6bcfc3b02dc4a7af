import { chainOf, type ResolvedCall } from '../calls.js';
import { calleeOf, isCall, memberName, unwrap, type Node } from '../project/ast.js';
import type { Project } from '../project/project.js';
import { isBuilderType } from '../values/builder.js';
import { argumentAt } from '../values/call.js';
import { evaluate } from '../values/evaluate.js';
import type { Value } from '../values/value.js';
import { factsOf } from './clauses.js';

/**
 * What a query's table may be called, as the code names it: the property of a client, the table of the statement, the
 * name or class that is passed, the repository's variable. The most telling name first; empty where nothing names it.
 */
export function tableNames(project: Project, call: ResolvedCall): string[] {
  const { sql } = factsOf(project, call);
  const properties = call.receiver?.properties ?? [];
  const names = [...(sql?.tables ?? []), ...properties.slice(-1), ...linksUpToBuilder(call).flatMap((node) => namesIn(project, node))];
  return [...new Set(names)];
}

/** The calls that lead to a query up to the one that begins its builder, that one first: later links name columns. */
function linksUpToBuilder(call: ResolvedCall): Node[] {
  const nodes: Node[] = [];
  for (const { node, receiver } of chainOf(call)) {
    if (receiver && isBuilderType(receiver.model, receiver.type)) break;
    if (receiver || nodes.length === 0) nodes.unshift(node);
  }
  return nodes;
}

function namesIn(project: Project, node: Node): string[] {
  if (!isCall(node)) return [];
  const first = argumentAt(node, 'Argument[0]');
  const names: string[] = [];
  if (first && (first.type === 'Identifier' || first.type === 'Literal')) {
    const value = evaluate(project, first);
    if (value.kind === 'literal' && typeof value.value === 'string' && /^[\w.]+$/.test(value.value)) names.push(value.value);
    else if (first.type === 'Identifier' && value.kind !== 'literal' && !isParameter(value)) names.push(first.name);
  }
  const callee = unwrap(calleeOf(node));
  const object = callee.type === 'MemberExpression' ? unwrap(callee.object) : null;
  if (object?.type === 'Identifier') names.push(object.name);
  if (object?.type === 'MemberExpression') names.push(memberName(object) ?? '');
  return names.filter((name) => name !== '' && name !== 'this');
}

function isParameter(value: Value): boolean {
  return value.kind === 'unknown' && value.parameter !== undefined;
}

/** `countryRepository`, `Country` and `countries` are one name. */
export function isNamed(names: readonly string[], wanted: readonly string[]): boolean {
  const known = new Set(wanted.map(plain));
  return names.some((name) => known.has(plain(name)));
}

function plain(name: string): string {
  const bare = name
    .toLowerCase()
    .replace(/[^a-z0-9]/g, '')
    .replace(/(?:repository|repo|model|entity|collection|table|dao)$/, '');
  return bare.replace(/ies$/, 'y').replace(/s$/, '');
}
