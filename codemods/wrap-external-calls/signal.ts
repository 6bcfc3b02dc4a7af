import type { CallExpression } from 'oxc-parser';
import type { ResolvedCall } from '../../src/analysis/calls.js';
import { forEachChild, unwrap, type Node } from '../../src/analysis/project/ast.js';
import { bindingOf, moduleOf, typeBindingOf } from '../../src/analysis/project/module.js';
import type { Project } from '../../src/analysis/project/project.js';
import { optionsIndex } from '../../src/analysis/timeouts/options-index.js';
import { argumentAt } from '../../src/analysis/values/call.js';
import { evaluate } from '../../src/analysis/values/evaluate.js';
import { lookUpPlace } from '../../src/analysis/values/options.js';
import { alternatives } from '../../src/analysis/values/value.js';
import type { Edit } from '../../src/edit/edit.js';
import { setCallOptions } from '../../src/edit/options.js';
import { printProperty } from '../../src/edit/print.js';
import type { Style } from '../../src/edit/style.js';
import type { Declined } from './place.js';

/** How the policy's signal gets into a call. */
export interface SignalPlan {
  /** Name of the callback's parameter; null where the call takes no signal. */
  parameter: string | null;
  edits: Edit[];
  /** The signal that the call has so far, as source text: it becomes the caller's. */
  caller: string | null;
}

/** Puts the policy's signal into a call's options, in place of the one that is there. */
export function planSignal(project: Project, call: ResolvedCall, expression: Node, style: Style): SignalPlan | Declined {
  const node = call.node as CallExpression;
  const key = call.call.signal;
  if (key === undefined) return { parameter: null, edits: [], caller: null };
  const index = optionsIndex(project, call, node.arguments);
  if (index === null) return { reason: 'It cannot be told which argument holds its options.' };
  const options = node.arguments[index] as Node | undefined;
  const own = options ? ownProperty(unwrap(options), key) : null;
  const parameter = freeParameter(expression, own);
  if (own) {
    const { start, end } = own.property;
    return { parameter, caller: own.value, edits: [{ start, end, text: printProperty(key, parameter, style) }] };
  }
  const found = lookUpPlace(project, call, key);
  const inherited = found.state === 'absent' ? null : inheritedSignal(call, options, key);
  if (found.state !== 'absent' && inherited === null) return { reason: 'Its options come from elsewhere and may hold a signal already.' };
  const edits = setCallOptions(moduleOf(node), node, index, [{ path: [key], value: parameter }]);
  return edits ? { parameter, caller: inherited, edits } : { reason: 'Its options cannot take a signal safely.' };
}

function ownProperty(options: Node, key: string): { property: Node; value: string } | null {
  if (options.type !== 'ObjectExpression') return null;
  const index = (options).properties.findLastIndex(
    (property) => property.type === 'Property' && property.key.type === 'Identifier' && property.key.name === key,
  );
  const property = options.properties[index];
  const isOverridden = options.properties.slice(index + 1).some((later) => later.type === 'SpreadElement');
  if (property?.type !== 'Property' || isOverridden || property.method) return null;
  return { property, value: moduleOf(options).text.slice(property.value.start, property.value.end) };
}

/** The signal in options that a caller passes: `init?.signal`. Null where their type doesn't say that there may be one. */
function inheritedSignal(call: ResolvedCall, options: Node | undefined, key: string): string | null {
  if (!options) return null;
  const given = unwrap(options);
  const spreads = given.type === 'ObjectExpression' ? given.properties.flatMap((property) => (property.type === 'SpreadElement' ? [property.argument as Node] : [])) : [given];
  const [name] = spreads;
  if (spreads.length !== 1 || name?.type !== 'Identifier') return null;
  const module = moduleOf(name);
  const parameter = bindingOf(module, name);
  if (parameter?.kind !== 'parameter') return null;
  const declaration = parameter.declarations[0] as Extract<Node, { type: 'Identifier' }>;
  const hasDefault = declaration.parent?.type === 'AssignmentPattern';
  const annotation = declaration.typeAnnotation?.typeAnnotation as Node | undefined;
  if (!annotation) return /\.[cm]?tsx?$/.test(module.path) ? null : `${name.name}${hasDefault ? '' : '?'}.${key}`;
  if (annotation.type !== 'TSTypeReference' || annotation.typeName.type !== 'Identifier') return null;
  // Only the platform's own options are sure to hold a signal of the platform: clients have narrower types of their own.
  const isGlobal = !typeBindingOf(module, annotation.typeName) && !bindingOf(module, annotation.typeName);
  return isGlobal && call.library === 'global' ? `${name.name}${declaration.optional ? '?' : ''}.${key}` : null;
}

/** A name for the parameter that hides nothing that the expression uses. */
function freeParameter(expression: Node, replaced: { property: Node } | null): string {
  const used = new Set<string>();
  const collect = (node: Node) => {
    if (node === replaced?.property) return;
    if (node.type === 'Identifier') used.add(node.name);
    forEachChild(node, collect);
  };
  collect(expression);
  for (const name of ['signal', 'limit', 'abortSignal']) if (!used.has(name)) return name;
  let count = 2;
  while (used.has(`signal${count}`)) count++;
  return `signal${count}`;
}

/** The limit that the call's own signal sets, in ms: `AbortSignal.timeout(30_000)`; null where there is none or it isn't known. */
export function signalLimit(project: Project, call: ResolvedCall): number | null {
  const found = call.call.signal === undefined ? null : lookUpPlace(project, call, call.call.signal);
  if (found?.state !== 'present') return null;
  for (const value of alternatives(found.value)) {
    const link = value.kind === 'receiver' ? value.from : null;
    const given = link?.call?.limitMs ? argumentAt(link.node, link.call.limitMs) : null;
    const limit = given && evaluate(project, given);
    if (limit?.kind === 'literal' && typeof limit.value === 'number') return limit.value;
  }
  return null;
}
