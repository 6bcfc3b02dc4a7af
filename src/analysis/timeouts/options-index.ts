import { isBuiltin } from 'node:module';
import { accessOf, type ResolvedCall } from '../calls.js';
import { isFunction, keyName, unwrap, type Node } from '../project/ast.js';
import type { Project } from '../project/project.js';
import { evaluate } from '../values/evaluate.js';
import { alternatives } from '../values/value.js';
import { factsOf } from './effective.js';

/** The index of the argument that holds a call's options, or where they go; null where it may be another. */
export function optionsIndex(project: Project, call: ResolvedCall, given: readonly Node[]): number | null {
  const { options, url } = call.call;
  if (options !== 'last') return options ?? null;
  if (given.some(({ type }) => type === 'SpreadElement')) return null;
  const last = given.findLastIndex((argument) => !isFunction(unwrap(argument)));
  if (last === -1) return null;
  if (url === undefined && !isBuiltin(call.library)) return behindBody(project, call, given, last);
  if (last > 0) return last;
  const [only] = given as [Node];
  const kinds = new Set(alternatives(evaluate(project, only)).map(({ kind }) => kind));
  if (kinds.size !== 1) return null;
  if (kinds.has('object')) return 0;
  const isUrl = kinds.has('literal') || kinds.has('template') || only.type === 'BinaryExpression' || only.type === 'TemplateLiteral';
  return isUrl && given.length === 1 ? 1 : null;
}

/** Of a service's own method they stand behind what is sent: `create(body, options)`. The last argument may be either. */
function behindBody(project: Project, call: ResolvedCall, given: readonly Node[], last: number): number | null {
  const names = factsOf(call).flatMap(([, fact]) => (fact.call ? [fact.call] : []));
  const options = unwrap(given[last]!);
  if (options.type === 'ObjectExpression' && options.properties.some((property) => property.type === 'Property' && names.includes(keyName(property.key, property.computed) ?? ''))) return last;
  const isName = alternatives(evaluate(project, given[last]!)).every(({ kind }) => kind === 'literal' || kind === 'template');
  // The only argument of a call that writes is what it writes, or says where.
  return last === 0 && (isName || accessOf(project, call) === 'write') ? 1 : null;
}
