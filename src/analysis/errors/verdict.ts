import type { ObjectProperty } from 'oxc-parser';
import type { LogShape } from '../../models/model.js';
import {
  calleeOf,
  forEachChild,
  isInside,
  keyName,
  memberName,
  unwrap,
  type Node,
  type NodeOf,
} from '../project/ast.js';
import { bindingOf, moduleOf } from '../project/module.js';
import type { Project } from '../project/project.js';
import { evaluate } from '../values/evaluate.js';
import { lookUpClientOption } from '../values/options.js';
import { textOf } from '../values/text.js';
import { carriedBy, isAtLeast, type Carried, type ErrorScope } from './carried.js';
import type { LogCall } from './log-call.js';

/**
 * What a log line keeps of the error. `kept`: its stack; `unknown`: that can't be told; `text`: its message alone;
 * `property`: a code or a name; `nothing`. The others were given the error and lose it: `dropped` at that position,
 * `wrongKey` under a key that isn't the logger's own, `empty` under any key.
 */
export type Verdict =
  | { kind: 'kept' | 'unknown' | 'text' | 'property' | 'nothing' }
  | { kind: 'dropped'; argument: number; node: Node }
  | { kind: 'wrongKey' | 'empty'; property: ObjectProperty; key: string };

const SEVERITY: readonly Verdict['kind'][] = [
  'nothing',
  'property',
  'text',
  'empty',
  'wrongKey',
  'dropped',
  'unknown',
  'kept',
];

/** What a log call keeps of the error of a scope. */
export function verdictOf(scope: ErrorScope, log: LogCall): Verdict {
  const { node } = log;
  if (node.type === 'TaggedTemplateExpression') return { kind: 'unknown' };
  const shape = effectiveShape(scope.project, log);
  let best: Verdict = { kind: 'nothing' };
  for (const [index, argument] of node.arguments.entries()) {
    const verdict =
      argument.type === 'SpreadElement'
        ? fromCarried(carriedBy(scope, argument.argument))
        : ofArgument(scope, log, shape, index, argument);
    if (SEVERITY.indexOf(verdict.kind) > SEVERITY.indexOf(best.kind)) best = verdict;
  }
  return best;
}

/** What stands there where the logger's own treatment plays no part. */
function fromCarried(carried: Carried): Verdict {
  if (carried === 'stack') return { kind: 'kept' };
  if (isAtLeast(carried, 'copy')) return { kind: 'unknown' };
  return { kind: carried === 'none' ? 'nothing' : (carried as 'text' | 'property') };
}

function ofArgument(scope: ErrorScope, log: LogCall, shape: LogShape | null, index: number, argument: Node): Verdict {
  const carried = carriedBy(scope, argument);
  if (carried !== 'error' && carried !== 'stack') return fromCarried(carried);
  if (!shape) return { kind: 'unknown' };
  const object = objectLiteral(scope, argument);
  if (carried === 'stack')
    return isDropped(shape, index) && !isPrinted(scope, log, index) ? lost(index, argument) : { kind: 'kept' };
  if (object && isIn(shape.objectAt, index)) return ofObject(scope, log, shape, object);
  if (object) return isDropped(shape, index) ? lost(index, argument) : { kind: 'unknown' };
  if (unwrap(argument).type === 'ArrayExpression') return { kind: 'unknown' };
  if (shape.errorAt.some((place) => isIn(place, index)))
    return isPrintedAsJson(scope, log, index) ? { kind: 'text' } : { kind: 'kept' };
  if (isDropped(shape, index)) return isPrinted(scope, log, index) ? { kind: 'text' } : lost(index, argument);
  if (shape.needs?.at.includes(index)) return hasNeeded(scope.project, log, shape.needs, lost(index, argument));
  return lost(index, argument);
}

function lost(argument: number, node: Node): Verdict {
  return { kind: 'dropped', argument, node };
}

function isIn(place: number | 'any' | undefined, index: number): boolean {
  return place === 'any' || place === index;
}

/** `rest`: every position behind those that are known. */
function isDropped(shape: LogShape, index: number): boolean {
  const known = [...shape.errorAt, shape.objectAt, shape.stackAt, ...(shape.needs?.at ?? [])];
  return (shape.droppedAt ?? []).some(
    (place) => place === index || (place === 'rest' && index > 0 && !known.includes(index)),
  );
}

/** Whether the text has a placeholder for the argument: `log.error('failed: %s', error)`. */
function isPrinted(scope: ErrorScope, log: LogCall, index: number): boolean {
  return placeholderFor(scope, log, index) !== null;
}

/** `%j` prints an error as `{}`. */
function isPrintedAsJson(scope: ErrorScope, log: LogCall, index: number): boolean {
  return placeholderFor(scope, log, index) === 'j';
}

function placeholderFor(scope: ErrorScope, log: LogCall, index: number): string | null {
  const args = log.node.type === 'TaggedTemplateExpression' ? [] : log.node.arguments;
  const format = args.findIndex((argument) => /%[sdifjoO]/.test(textOf(scope.project, argument) ?? ''));
  if (format === -1 || format >= index) return null;
  const placeholders = [...textOf(scope.project, args[format] as Node)!.matchAll(/%([sdifjoOc])/g)];
  return placeholders[index - format - 1]?.[1] ?? null;
}

/** The object literal that an argument is, or that a variable of the region holds. */
function objectLiteral(scope: ErrorScope, argument: Node): NodeOf<'ObjectExpression'> | null {
  const node = unwrap(argument);
  if (node.type === 'ObjectExpression') return node;
  if (node.type !== 'Identifier') return null;
  const binding = bindingOf(scope.module, node);
  if (!binding || scope.names.has(binding) || scope.module.memberWrites.has(binding)) return null;
  const value = evaluate(scope.project, node);
  return value.kind === 'object' && value.module === scope.module && isInside(value.node, scope.region)
    ? value.node
    : null;
}

/** The keys under which an object has the error. */
function ofObject(scope: ErrorScope, log: LogCall, shape: LogShape, object: NodeOf<'ObjectExpression'>): Verdict {
  let best: Verdict = { kind: 'nothing' };
  for (const property of object.properties) {
    const verdict = ofProperty(scope, log, shape, property);
    if (SEVERITY.indexOf(verdict.kind) > SEVERITY.indexOf(best.kind)) best = verdict;
  }
  return best;
}

function ofProperty(scope: ErrorScope, log: LogCall, shape: LogShape, property: Node): Verdict {
  if (property.type !== 'Property') {
    const argument = (property as NodeOf<'SpreadElement'>).argument;
    return fromCarried(carriedBy(scope, argument) === 'error' ? 'detail' : carriedBy(scope, argument));
  }
  const value = property.value as Node;
  const carried = carriedBy(scope, value);
  const key = keyName(property.key, property.computed);
  if (carried !== 'error') return fromCarried(carried);
  if (key === null || unwrap(value).type === 'ObjectExpression' || unwrap(value).type === 'ArrayExpression')
    return { kind: 'unknown' };
  const kept = isKeyKept(scope.project, log, shape, key);
  if (kept === 'unknown') return { kind: 'unknown' };
  if (kept) return { kind: 'kept' };
  if (!shape.emptyAt?.includes('object-key')) return { kind: 'unknown' };
  const hasKey = (shape.errorKeys?.length ?? 0) > 0 || shape.errorKeyOption !== undefined;
  return { kind: hasKey ? 'wrongKey' : 'empty', property: property as ObjectProperty, key };
}

function isKeyKept(project: Project, log: LogCall, shape: LogShape, key: string): boolean | 'unknown' {
  if (shape.errorKeys?.some((known) => known === '*' || known === key)) return true;
  if (shape.errorKeyOption) {
    const named = optionOf(project, log, shape.errorKeyOption);
    if (named.state === 'unknown') return 'unknown';
    if (named.state === 'present' && !(named.value.kind === 'literal' && named.value.value !== key)) return true;
  }
  if (shape.serializersOption) {
    const serializer = optionOf(project, log, `${shape.serializersOption}.${key}`);
    if (serializer.state !== 'absent') return serializer.state === 'present' ? true : 'unknown';
  }
  return false;
}

/** A construction option of the logger. A ready-made logger may be configured anywhere. */
function optionOf(project: Project, { receiver }: LogCall, place: string) {
  if (!receiver || receiver.by === 'default') return { state: 'unknown' as const, reason: 'the logger is ready-made' };
  return lookUpClientOption(project, receiver, place);
}

/** The shape, unless an option of the logger changes it. */
function effectiveShape(project: Project, log: LogCall): LogShape | null {
  const { shape } = log;
  const isChanged = shape?.changedBy?.some(({ option, unless, rare }) => {
    const found = optionOf(project, log, option);
    if (found.state === 'absent') return false;
    const node = 'node' in found ? found.node : undefined;
    if (!node) return !rare;
    return !unless || !callsIn(project, node).every((name) => name !== null && unless.includes(name));
  });
  return isChanged ? null : shape;
}

function hasNeeded(project: Project, log: LogCall, needs: NonNullable<LogShape['needs']>, otherwise: Verdict): Verdict {
  const found = optionOf(project, log, needs.option);
  if (found.state === 'absent') return otherwise;
  const node = 'node' in found ? found.node : undefined;
  if (!node) return { kind: 'unknown' };
  return callsByName(project, node, needs.call).some((call) => textWithin(call).includes(needs.text))
    ? { kind: 'kept' }
    : otherwise;
}

function textWithin(node: Node): string {
  return moduleOf(node).text.slice(node.start, node.end).replace(/\s+/g, ' ');
}

/** The names of what is called to make an option's value; null for one that isn't a plain name. */
function callsIn(project: Project, node: Node): (string | null)[] {
  const names: (string | null)[] = [];
  visitCalls(project, node, (_, name) => names.push(name));
  return names.length > 0 ? names : [null];
}

function callsByName(project: Project, node: Node, wanted: string): Node[] {
  const calls: Node[] = [];
  visitCalls(project, node, (call, name) => {
    if (name === wanted) calls.push(call);
  });
  return calls;
}

function visitCalls(project: Project, node: Node, visit: (call: Node, name: string | null) => void, depth = 0): void {
  if (depth > 5) return;
  const inner = unwrap(node);
  if (inner.type === 'Identifier') {
    const init = initialiserOf(inner);
    if (init) visitCalls(project, init, visit, depth + 1);
    return;
  }
  if (inner.type === 'CallExpression') {
    const callee = unwrap(calleeOf(inner));
    visit(
      inner,
      callee.type === 'MemberExpression' ? memberName(callee) : callee.type === 'Identifier' ? callee.name : null,
    );
    for (const argument of inner.arguments) visitCalls(project, argument, visit, depth + 1);
    return;
  }
  forEachChild(inner, (child) => visitCalls(project, child, visit, depth + 1));
}

function initialiserOf(identifier: NodeOf<'Identifier'>): Node | null {
  const declarator = bindingOf(moduleOf(identifier), identifier)?.declarations[0]?.parent;
  return declarator?.type === 'VariableDeclarator' ? declarator.init : null;
}
