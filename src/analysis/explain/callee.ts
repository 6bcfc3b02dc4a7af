import { isCall, calleeOf, unwrap, type IdentifierNode, type Node } from '../project/ast.js';
import { bindingOf, moduleOf } from '../project/module.js';
import type { Project } from '../project/project.js';
import { evaluate } from '../values/evaluate.js';
import { codeOf, describeValue, placeOf, placeOfValue, type Place } from './words.js';

/** One part of an expression and what it was resolved to. */
export interface Resolved {
  code: string;
  /** How the name came here: `imported from './users'`, `a parameter`; null for members. */
  how: string | null;
  what: string;
  /** Where it was declared or made; null where that isn't in view. */
  at: Place | null;
}

/** How a callee was resolved, from its root (`this`, an import) to what is called, or to the first part that isn't known. */
export function resolutionOf(project: Project, callee: Node): Resolved[] {
  const resolved: Resolved[] = [];
  for (const node of partsOf(callee)) {
    const value = evaluate(project, node);
    const name = node.type === 'Identifier' ? howNamed(project, node) : null;
    const at = placeOfValue(value) ?? name?.at ?? null;
    resolved.push({ code: codeOf(node), how: name?.how ?? null, what: describeValue(value), at });
    if (value.kind === 'unknown') break;
  }
  return resolved;
}

/** `this`, `this.users` and `this.users.findOne` of `this.users.findOne`. */
function partsOf(node: Node): Node[] {
  const part = unwrap(node);
  if (part.type === 'MemberExpression') return [...partsOf(part.object), part];
  if (part.type === 'AwaitExpression') return partsOf(part.argument);
  return isCall(part) ? [...partsOf(calleeOf(part)), part] : [part];
}

function howNamed(project: Project, identifier: IdentifierNode): { how: string; at: Place | null } {
  const module = moduleOf(identifier);
  const binding = bindingOf(module, identifier);
  if (!binding) return { how: 'a global', at: null };
  if (binding.import) return imported(project, module.path, binding.import.source);
  const kind = binding.kind === 'variable' ? 'declared' : `a ${binding.kind}`;
  return { how: kind, at: placeOf(binding.declarations[0]!) };
}

function imported(project: Project, file: string, source: string): { how: string; at: Place | null } {
  const resolution = project.resolver.resolve(file, source);
  if (resolution.kind === 'file') return { how: `imported from '${source}'`, at: { path: resolution.path, line: 1 } };
  if (resolution.kind !== 'package') return { how: `imported from '${source}'`, at: null };
  const version = project.resolver.versionOf(file, resolution.name);
  return { how: `imported from the package ${resolution.name}${version ? ` (${version})` : ''}`, at: null };
}
