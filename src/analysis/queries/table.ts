import { chainOf, type ResolvedCall } from '../calls.js';
import { calleeOf, isCall, memberName, unwrap, type Node } from '../project/ast.js';
import type { Project } from '../project/project.js';
import { argumentAt } from '../values/call.js';
import { evaluate } from '../values/evaluate.js';
import { factsOf } from './clauses.js';

/**
 * What a query's table may be called, as the code names it: the property of a client, the table of the statement, the
 * name or class that is passed, the repository's variable. The most telling name first; empty where nothing names it.
 */
export function tableNames(project: Project, call: ResolvedCall): string[] {
  const { sql } = factsOf(project, call);
  const properties = call.receiver?.properties ?? [];
  const names = [...(sql?.tables ?? []), ...properties.slice(-1), ...chainOf(call).flatMap((link) => namesIn(project, link.node))];
  return [...new Set(names)];
}

function namesIn(project: Project, node: Node): string[] {
  if (!isCall(node)) return [];
  const first = argumentAt(node, 'Argument[0]');
  const names: string[] = [];
  if (first && (first.type === 'Identifier' || first.type === 'Literal')) {
    const value = evaluate(project, first);
    if (value.kind === 'literal' && typeof value.value === 'string' && /^[\w.]+$/.test(value.value)) names.push(value.value);
    else if (first.type === 'Identifier' && value.kind !== 'literal' && value.kind !== 'unknown') names.push(first.name);
  }
  const callee = unwrap(calleeOf(node));
  const object = callee.type === 'MemberExpression' ? unwrap(callee.object) : null;
  if (object?.type === 'Identifier') names.push(object.name);
  if (object?.type === 'MemberExpression') names.push(memberName(object) ?? '');
  return names.filter((name) => name !== '' && name !== 'this');
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
