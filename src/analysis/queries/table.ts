import { chainOf, type ResolvedCall } from '../calls.js';
import { tableProperty } from '../effects/chain.js';
import { calleeOf, memberName, unwrap, type Node } from '../project/ast.js';
import type { Project } from '../project/project.js';
import { isBuilderType } from '../values/builder.js';
import { argumentAt } from '../values/call.js';
import { evaluate } from '../values/evaluate.js';
import { alternatives, type Link, type Value } from '../values/value.js';
import { factsOf } from './clauses.js';

/** What stays small in almost every database. */
export const SMALL_TABLES: readonly string[] = [
  ...['country', 'currency', 'language', 'locale', 'timezone', 'region', 'role', 'permission', 'plan', 'tier', 'category'],
  ...['property', 'option', 'feature', 'featureFlag', '*setting', '*config', '*configuration', '*type', '*status', '*migration'],
  ...['*provider', 'platform', '*template', 'integration', 'plugin', 'strategy', '*report', 'tag', 'label', 'industry', 'apiToken', 'apiKey', 'webhook', 'webhookSubscription'],
];

/**
 * What a query's table may be called, as the code names it: the property of a client, the table of the statement, the
 * name or class that is passed, the repository's variable. The most telling name first; empty where nothing names it.
 */
export function tableNames(project: Project, call: ResolvedCall): string[] {
  const { sql } = factsOf(project, call);
  const property = tableProperty(call);
  const links = [...chainOf(call).filter(({ name }) => NAMING.test(name)), ...linksUpToBuilder(call)];
  return [...new Set([...(sql?.tables ?? []), ...(property === null ? [] : [property]), ...links.flatMap((link) => namesIn(project, link))])];
}

/** The links that lead to a query up to the one that begins its builder, that one first: later links name columns. */
function linksUpToBuilder(call: ResolvedCall): Link[] {
  const links: Link[] = [];
  for (const link of chainOf(call)) {
    if (link.receiver && isBuilderType(link.receiver.model, link.receiver.type)) break;
    if (link.receiver || links.length === 0) links.unshift(link);
  }
  return links;
}

/** Links whose argument is the table, whatever the library. */
const NAMING = /^(?:from|table|into|collection|model|getRepository)$/i;
/** Names of what every query runs on. */
const CLIENT = /^(?:_?db|database|client|pool|conn|connection|manager|entityManager|em|trx|tx|dataSource|queryRunner)$/i;

function namesIn(project: Project, { node, name: called }: Link): string[] {
  if (/^(?:select|column|distinct)/i.test(called)) return [];
  const first = argumentAt(node, 'Argument[0]');
  const value = first ? evaluate(project, first) : null;
  const names: string[] = [];
  if (value?.kind === 'literal' && typeof value.value === 'string' && /^[\w.]+$/.test(value.value)) names.push(value.value);
  else if (first?.type === 'Identifier' && value && value.kind !== 'literal' && value.kind !== 'object' && !isParameter(value)) names.push(first.name);
  const callee = unwrap(calleeOf(node));
  const object = callee.type === 'MemberExpression' ? unwrap(callee.object) : null;
  const name = object?.type === 'Identifier' ? object.name : object?.type === 'MemberExpression' ? memberName(object) : null;
  if (object && name !== null && !CLIENT.test(name) && !isClient(project, object)) names.push(name);
  return names;
}

/** A library as a whole, or a client or pool of one. */
function isClient(project: Project, node: Node): boolean {
  return alternatives(evaluate(project, node)).some(
    (value) => value.kind === 'library' || (value.kind === 'receiver' && project.models.type(value.model, value.type)?.type.lifecycle !== undefined),
  );
}

function isParameter(value: Value): boolean {
  return value.kind === 'unknown' && value.parameter !== undefined;
}

/** `countryRepository`, `Country` and `countries` are one name; `*settings` stands for every name that ends so. */
export function isNamed(names: readonly string[], wanted: readonly string[]): boolean {
  const plainNames = names.map(plain);
  return wanted.some((entry) =>
    entry.startsWith('*') ? plainNames.some((name) => name.endsWith(plain(entry))) : plainNames.includes(plain(entry)),
  );
}

function plain(name: string): string {
  const bare = name
    .toLowerCase()
    .replace(/[^a-z0-9]/g, '')
    .replace(/(?:repository|repo|model|entity|collection|table|dao)$/, '');
  return bare.replace(/ies$/, 'y').replace(/s$/, '');
}
