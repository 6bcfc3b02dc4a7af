import type { LogShape } from '../../models/model.js';
import {
  calleeOf,
  isClass,
  isFunction,
  isInside,
  keyName,
  memberName,
  unwrap,
  type CallNode,
  type FunctionNode,
  type Node,
} from '../project/ast.js';
import { functionName } from '../effects/effects.js';
import { moduleOf, nodesOf } from '../project/module.js';
import { memo, type Memo } from '../project/memo.js';
import type { Project } from '../project/project.js';
import { evaluate } from '../values/evaluate.js';
import { alternatives, type Value } from '../values/value.js';
import { carriedBy, parameterScope } from './carried.js';
import { calleeText, logCallOf, namedLevel, tellsFailure, type LogCall } from './log-call.js';

/**
 * The log call that a call of the project's own code is: a method that hands its parameters to a modelled logger, or one
 * of a class or interface that has the shape of a logger. Null for every other call.
 */
export function ownLogCall(project: Project, node: CallNode): LogCall | null {
  const callee = unwrap(calleeOf(node));
  const values = alternatives(evaluate(project, callee)).filter((value) => value.kind === 'function');
  for (const value of values) {
    const name = functionName(value.node);
    if (namedLevel(name) === null && !/^log(?:$|[A-Z])|^(?:write|report)?(?:Error|Warning)$/.test(name)) continue;
    const wrapped = wrappedLog(project, value.node);
    if (wrapped) return { ...wrapped, node, callee: calleeText(node) };
  }
  return callee.type === 'MemberExpression' ? shapedLogCall(project, node, callee.object, memberName(callee)) : null;
}

type WrappedLog = Omit<LogCall, 'node' | 'callee'>;

/** The log call to which a function hands its parameters, with their places. Memoised. */
function wrappedLog(project: Project, fn: FunctionNode): WrappedLog | null {
  const table = project.derived<FunctionNode, Memo<WrappedLog | null>>('wrapped logs');
  return memo(
    table,
    fn,
    () => computeWrapped(project, fn),
    () => null,
  );
}

function computeWrapped(project: Project, fn: FunctionNode): WrappedLog | null {
  if (!fn.body) return null;
  const module = moduleOf(fn);
  const names = new Set(fn.params.map((parameter) => bindingName(parameter as Node)));
  const logs: LogCall[] = [];
  let goesElsewhere = false;
  for (const call of nodesOf(module, 'CallExpression')) {
    if (!isInside(call, fn.body) || !usesParameter(project, fn, call)) continue;
    const log = logCallOf(project, call);
    if (log) logs.push(log);
    else goesElsewhere = true;
  }
  const inner = logs.find((log) => tellsFailure(log.level)) ?? logs[0];
  if (!inner || names.size === 0) return null;
  const level = namedLevel(functionName(fn)) ?? inner.level;
  const places = logs.length === 1 && !goesElsewhere ? placesOf(fn, inner) : null;
  if (!places || !inner.shape) return { level, library: null, shape: null, fix: fixOf(fn), receiver: null };
  const moved = movedShape(inner.shape, places);
  const shape = hasRest(fn) ? moved : narrowShape(moved, fn.params.length);
  return { level, library: inner.library, shape, fix: shape.fix ?? null, receiver: inner.receiver };
}

function hasRest(fn: FunctionNode): boolean {
  return fn.params.some((parameter) => parameter.type === 'RestElement');
}

/** What lies behind the last parameter is lost. */
function narrowShape({ fix, ...shape }: LogShape, count: number): LogShape {
  const positions = Array.from({ length: count }, (_, index) => index);
  return {
    ...shape,
    errorAt: shape.errorAt.flatMap((place) => (place === 'any' ? positions : place)),
    ...(fix && count > 1 && { fix }),
  };
}

function bindingName(parameter: Node): string {
  const target = parameter.type === 'AssignmentPattern' ? (parameter.left as Node) : parameter;
  if (target.type === 'RestElement') return target.argument.type === 'Identifier' ? target.argument.name : '';
  return target.type === 'Identifier' ? target.name : '';
}

/** Whether one of the function's parameters goes into a call. */
function usesParameter(project: Project, fn: FunctionNode, call: CallNode): boolean {
  if (call.type === 'TaggedTemplateExpression') return false;
  const plain = fn.params.map((parameter) => (parameter.type === 'RestElement' ? 'none' : 'error'));
  const scope = parameterScope(project, fn, plain);
  const rest = fn.params.length > 0 ? bindingName(fn.params[fn.params.length - 1] as Node) : '';
  return call.arguments.some(
    (argument) =>
      (scope !== null && carriedBy(scope, argument) !== 'none') ||
      (argument.type === 'SpreadElement' && argument.argument.type === 'Identifier' && argument.argument.name === rest),
  );
}

/**
 * For each position of the inner call the position outside that fills it: `error(message, meta)` that calls
 * `pino.error(meta, message)` gives `[1, 0]`. Null where an argument is anything else than a parameter.
 */
function placesOf(fn: FunctionNode, inner: LogCall): number[] | null {
  if (inner.node.type === 'TaggedTemplateExpression') return null;
  const names = fn.params.map((parameter) => bindingName(parameter as Node));
  const places: number[] = [];
  for (const [position, argument] of inner.node.arguments.entries()) {
    const isSpread = argument.type === 'SpreadElement';
    const given = unwrap(isSpread ? argument.argument : argument);
    const place = given.type === 'Identifier' ? names.indexOf(given.name) : -1;
    if (place === -1 || isSpread !== (fn.params[place]?.type === 'RestElement')) return null;
    // What is collected and spread again keeps its place.
    if (isSpread && position !== place) return null;
    places.push(place);
  }
  return places;
}

function movedShape(shape: LogShape, places: number[]): LogShape {
  if (places.every((place, position) => place === position)) return shape;
  const move = <T extends number | string>(place: T): T =>
    typeof place === 'number' ? ((places[place] ?? -1) as T) : place;
  const { fix: _, droppedAt, needs, ...rest } = shape;
  return {
    ...rest,
    errorAt: shape.errorAt.map(move),
    ...(shape.objectAt !== undefined && { objectAt: move(shape.objectAt) }),
    ...(shape.stackAt !== undefined && { stackAt: move(shape.stackAt) }),
    ...(needs && { needs: { ...needs, at: needs.at.map(move) } }),
    ...(droppedAt?.includes('rest') && {
      droppedAt: places.filter(
        (_, position) => position > 0 && !shape.errorAt.includes(position) && shape.objectAt !== position,
      ),
    }),
  };
}

/** A call of a method that the type of its object shows to be a logger's. Nothing is known of what it prints. */
function shapedLogCall(project: Project, node: CallNode, object: Node, method: string | null): LogCall | null {
  const level = method === null ? null : namedLevel(method);
  if (level === null) return null;
  const values = alternatives(evaluate(project, object));
  const logger = values.map((value) => loggerMembers(project, value)).find((members) => members?.has(method!));
  if (!logger) return null;
  const fix = fixOf(logger.get(method!)!);
  return { node, level, callee: calleeText(node), library: null, shape: null, fix, receiver: null };
}

/** The members of a class or interface whose name says that it logs and that has methods for two levels or more. */
function loggerMembers(project: Project, value: Value): Map<string, Node> | null {
  const node = value.kind === 'shape' || value.kind === 'instance' || value.kind === 'class' ? value.node : null;
  if (!node) return null;
  const table = project.derived<Node, Map<string, Node> | null>('logger members');
  let members = table.get(node);
  if (members === undefined) {
    members = membersOf(node);
    const levels = [...members.keys()].filter((name) => namedLevel(name) !== null);
    if (levels.length < 2 || !/log/i.test(nameOf(node))) members = null;
    table.set(node, members);
  }
  return members;
}

function nameOf(node: Node): string {
  if ((isClass(node) || node.type === 'TSInterfaceDeclaration') && node.id) return node.id.name;
  const alias = node.parent;
  return alias?.type === 'TSTypeAliasDeclaration' ? alias.id.name : '';
}

function membersOf(node: Node): Map<string, Node> {
  const list = isClass(node)
    ? node.body.body
    : node.type === 'TSInterfaceDeclaration'
      ? node.body.body
      : node.type === 'TSTypeLiteral'
        ? node.members
        : [];
  const members = new Map<string, Node>();
  for (const member of list) {
    const name = 'key' in member ? keyName(member.key, 'computed' in member && member.computed) : null;
    if (name !== null) members.set(name, member);
  }
  return members;
}

/** How `error(message: string, error?: Error)` takes an error; null for other signatures. */
function fixOf(member: Node): string | null {
  const [first, second] = parametersOf(member).map((parameter) =>
    parameter.type === 'AssignmentPattern' ? (parameter.left as Node) : parameter,
  );
  const isError = second?.type === 'Identifier' && /^(?:e|err|error|exception)$/.test(second.name);
  const takesAny = ['TSUnknownKeyword', 'TSAnyKeyword', 'TSTypeReference'] as const;
  return isError && isTyped(first, 'TSStringKeyword') && takesAny.some((type) => isTyped(second, type))
    ? '($message, $error)'
    : null;
}

function parametersOf(member: Node): Node[] {
  if (member.type === 'TSMethodSignature') return member.params;
  if (member.type === 'TSPropertySignature') {
    const type = member.typeAnnotation?.typeAnnotation as Node | undefined;
    return type?.type === 'TSFunctionType' ? type.params : [];
  }
  const fn = 'value' in member ? (member.value as Node) : member;
  return isFunction(fn) ? fn.params : [];
}

function isTyped(parameter: Node | undefined, type: Node['type']): boolean {
  return (
    parameter?.type === 'Identifier' && (parameter.typeAnnotation?.typeAnnotation as Node | undefined)?.type === type
  );
}
