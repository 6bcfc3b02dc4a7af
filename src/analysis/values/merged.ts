import { plainArguments, type CallNode } from '../project/ast.js';
import { moduleOf } from '../project/module.js';
import type { Project } from '../project/project.js';
import { evaluate } from './evaluate.js';
import { memberOf } from './member.js';
import { alternatives, union, unknown, type Merged, type Value } from './value.js';

/** Kinds of values whose identity stays when properties are added to them: `Object.assign(handler, { retry })`. */
const EXTENDED: ReadonlySet<Value['kind']> = new Set<Value['kind']>(['function', 'class', 'instance', 'receiver', 'method', 'library', 'namespace']);

/** What a call makes of the objects that it is passed. */
export function mergedValue(project: Project, node: CallNode, winner: 'first' | 'last'): Value {
  if (node.type === 'TaggedTemplateExpression' || node.arguments.some(({ type }) => type === 'SpreadElement')) {
    return unknown('objects that are spread into a call are not followed');
  }
  const parts = plainArguments(node);
  const target = parts[0] && evaluate(project, parts[0]);
  if (!target || alternatives(target).some(({ kind }) => EXTENDED.has(kind))) return target ?? unknown('nothing is merged');
  return { kind: 'merged', node, parts: winner === 'last' ? parts.reverse() : parts, module: moduleOf(node) };
}

/** A property of the first part that is known to have it; a part that isn't known may override it. */
export function mergedMember(project: Project, { parts }: Merged, name: string): Value {
  const found = parts.map((part) => memberOf(project, evaluate(project, part), name, null)).filter(({ kind }) => kind !== 'unknown');
  return found.length > 0 ? union(found) : unknown(`no part of what is merged has ${name}`);
}
