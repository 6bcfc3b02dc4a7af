import type { Call, Callback, Construction, LibraryModel, TypeRef } from '../../models/model.js';
import {
  calleeOf,
  enclosingFunction,
  isInside,
  keyName,
  memberName,
  parentOf,
  plainArguments,
  unwrap,
  type CallNode,
  type FunctionNode,
  type Node,
} from '../project/ast.js';
import { nodesInside } from '../project/module.js';
import { memo, type Memo } from '../project/memo.js';
import type { Project } from '../project/project.js';
import { valueOfBuiltinCall } from './builtins.js';
import { evaluate } from './evaluate.js';
import { genericValue } from './generics.js';
import { mergedValue } from './merged.js';
import { sharedValue } from './shared.js';
import { typeValue } from './types.js';
import { alternatives, mapValue, union, unknown, type Func, type Receiver, type Unknown, type Value } from './value.js';

/** A row of a model that a call may be. */
export interface Target {
  model: LibraryModel;
  /** Type or export that has the row. */
  owner: string;
  /** What is called: the member, or the export itself. */
  name: string;
  call: Call;
  construction: Construction | null;
  /** On what it is called; null for exports. */
  receiver: Receiver | null;
}

/** The model rows that a call may be; several where its callee is one of several values. */
export function targetsOf(project: Project, node: CallNode): Target[] {
  const callee = evaluate(project, calleeOf(node));
  if (callee.kind === 'set') return callee.values.flatMap((value) => targetOf(project, value, node) ?? []);
  const target = targetOf(project, callee, node);
  return target ? [target] : NO_TARGETS;
}

const NO_TARGETS: Target[] = [];

function targetOf(project: Project, value: Value, node: CallNode): Target | null {
  const target = rowOf(project, value, node);
  if (!target?.call.events || !target.call.eventAt) return target;
  return { ...target, call: forEvent(project, target.call, node) };
}

/** The row of an event registration, with what is special to the event that is named, or to one of several. */
function forEvent(project: Project, call: Call, node: CallNode): Call {
  const place = call.eventAt && argumentAt(node, call.eventAt);
  const events = place ? alternatives(evaluate(project, place)) : [];
  const named = events.flatMap((event) => (event.kind === 'literal' ? String(event.value) : []));
  const key = Object.keys(call.events ?? {}).find((names) => names.split('|').some((name) => named.includes(name)));
  return key === undefined ? call : { ...call, ...call.events![key] };
}

function rowOf(project: Project, value: Value, node: CallNode): Target | null {
  if (value.kind === 'method') {
    const { model, owner, name, call, receiver } = value;
    return { model, owner, name, call, receiver, construction: null };
  }
  if (value.kind === 'receiver') {
    const type = project.models.type(value.model, value.type);
    if (node.type === 'NewExpression' && type?.type.constructs) {
      const call: Call = { returns: type.type.constructs };
      return { model: type.model, owner: type.name, name: type.name, call, receiver: value, construction: null };
    }
    if (!type?.type.call) return null;
    return { model: type.model, owner: type.name, name: '', call: type.type.call, receiver: value, construction: null };
  }
  if (value.kind !== 'library' || !value.model || !value.entry) return null;
  const { model } = value;
  // `import * as express from 'express'` of a CommonJS package is what `require` gives.
  const entry = value.path.length === 0 && value.entry.namespace === true ? (model.exports['default'] ?? value.entry) : value.entry;
  const name = value.path[value.path.length - 1] ?? '';
  if (node.type === 'NewExpression') {
    if (!entry.class) return null;
    const construction = entry.construction ?? project.models.type(model, entry.class)?.type.construction ?? null;
    const call: Call = {
      returns: entry.class,
      ...(construction?.options !== undefined && { options: construction.options }),
      ...(construction?.concept && { concept: construction.concept }),
      ...(construction?.body && { body: construction.body }),
      ...(construction?.callbacks && { callbacks: construction.callbacks }),
      ...(construction?.repeats && { repeats: true }),
      ...(construction?.runs && { runs: construction.runs }),
    };
    return { model, owner: name, name, call, receiver: null, construction };
  }
  if (entry.function) {
    return { model, owner: name, name, call: entry.function, receiver: null, construction: entry.construction ?? null };
  }
  if (entry.instance) return targetOf(project, receiverByDefault(project, model, entry.instance), node);
  return null;
}

/** A library's ready-made instance: `axios`, `console`, `mongoose`. */
export function receiverByDefault(project: Project, model: LibraryModel, ref: TypeRef): Receiver {
  const type = project.models.type(model, ref);
  return { kind: 'receiver', model: type?.model ?? model, type: type?.name ?? ref, by: 'default', from: null, properties: [] };
}

/** The value of a modelled type that a call gives. `self` keeps the receiver's type and links to the call. */
export function receiverOf(project: Project, target: Target, ref: TypeRef, by: Receiver['by'], node: CallNode): Value {
  const { model, name, call, construction, receiver } = target;
  const from = { node, name, call, construction, receiver };
  if (ref === 'self') {
    if (!receiver) return unknown(`${name} has no receiver`);
    return { ...receiver, by: 'member', from };
  }
  if (ref.endsWith('[]')) return { kind: 'list', element: receiverOf(project, target, ref.slice(0, -2), by, node) };
  if (ref === 'this') return instanceOfOwner(project, target, by, node);
  const rows = rowsOf(project, target, node);
  if (ref === 'row') return rows ?? unknown(`what the rows of ${describeTarget(target)} are isn't known`);
  const type = project.models.type(model, ref);
  if (!type) return unknown(`no model describes the type ${ref}`);
  return { kind: 'receiver', model: type.model, type: type.name, by, from, properties: [], ...(rows && { rows }) };
}

/** What the rows are that a call gives, or that its result is for. */
function rowsOf(project: Project, { call, receiver }: Target, node: CallNode): Value | null {
  if (!call.rowsOf) return receiver?.rows ?? null;
  const rows = classAt(project, node, call.rowsOf);
  return rows.kind === 'instance' ? rows : null;
}

/** An instance of the class that a static member is called on. */
function instanceOfOwner(project: Project, target: Target, by: Receiver['by'], node: CallNode): Value {
  const callee = unwrap(calleeOf(node));
  const owner = callee.type === 'MemberExpression' ? evaluate(project, callee.object) : null;
  if (owner?.kind === 'class') return { kind: 'instance', node: owner.node, module: owner.module, site: null };
  const { receiver } = target;
  const model = receiver?.model ?? target.model;
  const ref = receiver ? project.models.type(model, receiver.type)?.type.constructs : model.exports[target.owner]?.class;
  if (!ref) return unknown(`what ${describeTarget(target)} makes isn't modelled`);
  return receiverOf(project, { ...target, model }, ref, by, node);
}

/** What a value gives when it is awaited: of a lazy builder what its execution returns. */
export function awaitedValue(project: Project, value: Value): Value {
  return mapValue(value, (item) => {
    const type = item.kind === 'receiver' ? project.models.type(item.model, item.type) : null;
    if (item.kind !== 'receiver' || !type?.type.awaited) return item;
    const { returns } = type.type.awaited;
    if (returns === 'row' && item.rows) return item.rows;
    if (!returns || !item.from) return unknown(`what ${type.name} gives isn't modelled`);
    const { node, name, call, construction, receiver } = item.from;
    const target = { model: type.model, owner: type.name, name, call: call ?? {}, construction, receiver };
    return receiverOf(project, target, returns, 'member', node);
  });
}

/** The callback of a modelled call that stands at an argument's position, or at a path inside the object there. */
export function callbackAt(
  call: Call,
  position: number,
  fn: FunctionNode | null,
  path: readonly string[] = [],
): Callback | null {
  for (const callback of call.callbacks ?? []) {
    if (callback.arity !== undefined && fn && fn.params.length !== callback.arity) continue;
    const match = /^Argument\[(\d+|last|rest)\](?:\.(.+))?$/.exec(callback.at);
    if (!match) continue;
    const names = match[2]?.split('.') ?? [];
    if (names.length !== path.length || !names.every((name, index) => name === '*' || name === path[index])) continue;
    if (match[1] === 'rest' || match[1] === 'last' || Number(match[1]) === position) return callback;
  }
  return null;
}

/** Where a function is written into a call. */
export interface Holder {
  call: CallNode;
  position: number;
  /** The keys that lead to it inside the argument. */
  path: string[];
  /** It is inside an object or a list, and not the argument itself. */
  isNested: boolean;
}

/** The call that a function is written into: as an argument, or inside an object or list that is one. */
export function argumentHolding(fn: FunctionNode): Holder | null {
  const path: string[] = [];
  let node: Node = fn;
  for (let parent = parentOf(fn); parent; node = parent, parent = parentOf(parent)) {
    if (parent.type === 'Property') {
      const name = keyName(parent.key, parent.computed);
      if (name === null || isInside(node, parent.key)) return null;
      path.unshift(name);
    } else if (parent.type === 'CallExpression' || parent.type === 'NewExpression') {
      const position = parent.arguments.findIndex((argument) => isInside(fn, argument));
      return position === -1 ? null : { call: parent, position, path, isNested: unwrap(node) !== fn };
    } else if (parent.type !== 'ObjectExpression' && parent.type !== 'ArrayExpression') {
      return null;
    }
  }
  return null;
}

/** The argument that a place's `Argument[n]` names, without the path behind it. */
export function argumentAt(node: CallNode, place: string): Node | null {
  const match = /^Argument\[(\d+|last)\]/.exec(place);
  if (!match || node.type === 'TaggedTemplateExpression') return null;
  const index = match[1] === 'last' ? node.arguments.length - 1 : Number(match[1]);
  const before = node.arguments.slice(0, index + 1);
  if (before.some((argument) => argument.type === 'SpreadElement')) return null;
  return (node.arguments[index] as Node | undefined) ?? null;
}

/** What a call gives. */
export function valueOfCall(project: Project, node: CallNode): Value {
  const calleeNode = calleeOf(node);
  const bound = boundFunction(project, unwrap(calleeNode));
  if (bound) return bound;
  const builtin = valueOfBuiltinCall(project, node);
  if (builtin) return builtin;
  const callee = evaluate(project, calleeNode);
  return mapValue(callee, (value) => {
    const target = targetOf(project, value, node);
    if (target) {
      if (target.call.instanceOf) return classAt(project, node, target.call.instanceOf);
      const joined = target.call.joins && joinedValue(project, node, target.call.joins);
      if (joined) return joined;
      const merged = target.call.merges && mergedValue(project, node, target.call.merges);
      if (merged) return merged;
      const shared = target.call.shares === 'get' ? sharedValue(project, node, target) : null;
      if (shared) return shared;
      if (target.call.settings) return { ...unknown(`${describeTarget(target)} reads settings`), settings: true };
      if (!target.call.returns) return unknown(`what ${describeTarget(target)} returns isn't modelled`);
      return receiverOf(project, target, target.call.returns, target.construction ? 'construction' : 'member', node);
    }
    switch (value.kind) {
      case 'class':
        return node.type === 'NewExpression'
          ? { kind: 'instance', node: value.node, module: value.module, site: node }
          : unknown('a class is called without new');
      case 'function':
        return node.type === 'NewExpression'
          ? unknown('an instance of a constructor function')
          : valueOfOwnCall(project, value, node);
      case 'unknown':
        return givenByType(project, value, node) ?? (value.parameter ? unknown(value.reason) : value);
      case 'library':
        return unknown(`no model says what ${[value.package, ...value.path].join('.')} returns`);
      default:
        return unknown(`a ${value.kind} is called`);
    }
  });
}

/** What a function gives that is known by its type alone: `getClient: () => Client`. Null where its type doesn't say. */
function givenByType(project: Project, { returns }: Unknown, node: CallNode): Value | null {
  const given = returns && node.type === 'CallExpression' ? typeValue(project, returns) : null;
  return given && given.kind !== 'unknown' ? given : null;
}

/** A framework's look-up by class gives an instance of it. */
export function classAt(project: Project, node: CallNode, place: string): Value {
  const argument = argumentAt(node, place);
  const value = argument ? evaluate(project, argument) : unknown('no class is passed');
  return value.kind === 'class'
    ? { kind: 'instance', node: value.node, module: value.module, site: null }
    : unknown('the class that is looked up is not followed');
}

/** What acts as all of the values at a place: `wrap(retry, breaker)` is each of them. Null where none is known. */
function joinedValue(project: Project, node: CallNode, place: string): Value | null {
  const given = argumentAt(node, place);
  const parts = place === 'Argument[rest]' ? plainArguments(node) : given?.type === 'ArrayExpression' ? given.elements : [];
  const values = parts.flatMap((part) => (part && part.type !== 'SpreadElement' ? alternatives(evaluate(project, part)) : []));
  const known = values.filter((value) => value.kind === 'receiver');
  return known.length > 0 ? union(known) : null;
}

/** `fn.bind(self)` is the function. */
function boundFunction(project: Project, callee: Node): Value | null {
  if (callee.type !== 'MemberExpression' || memberName(callee) !== 'bind') return null;
  const object = evaluate(project, callee.object);
  return object.kind === 'function' || object.kind === 'method' ? object : null;
}

/** What a function of the project returns: one of its return values, or its written return type. */
export function returnValue(project: Project, fn: Func): Value {
  return memo(
    project.derived<FunctionNode, Memo<Value>>('returns'),
    fn.node,
    () => computeReturn(project, fn.node),
    () => unknown('it returns what it returns'),
  );
}

function computeReturn(project: Project, fn: FunctionNode): Value {
  if (fn.generator) return unknown('a generator yields its values');
  const annotation = fn.returnType?.typeAnnotation as Node | undefined;
  const returned = returnedExpressions(fn).map((node) => evaluate(project, node));
  const value = returned.length > 0 ? union(returned) : unknown('it returns nothing');
  if (value.kind === 'unknown' && !value.parameter && annotation) {
    const type = typeValue(project, annotation);
    if (type.kind !== 'unknown') return type;
  }
  return value;
}

/** The expressions that a function returns itself, not those of functions inside it. */
export function returnedExpressions(fn: FunctionNode): Node[] {
  if (!fn.body) return [];
  if (fn.type === 'ArrowFunctionExpression' && fn.body.type !== 'BlockStatement') return [fn.body];
  const found: Node[] = [];
  for (const statement of nodesInside(fn, 'ReturnStatement')) {
    if (statement.argument && enclosingFunction(statement) === fn) found.push(statement.argument);
  }
  return found;
}

/** What a call of a project's function gives: what it returns, or by its written type what it is passed. */
function valueOfOwnCall(project: Project, fn: Func, call: CallNode): Value {
  const value = substitute(project, returnValue(project, fn), fn.node, call);
  return (value.kind === 'unknown' ? genericValue(project, fn.node, call) : null) ?? value;
}

/** A function that returns its own parameter gives what the caller passed. */
function substitute(project: Project, value: Value, fn: FunctionNode, call: CallNode): Value {
  return mapValue(value, (item) => {
    if (item.kind !== 'unknown' || item.parameter?.fn !== fn || item.parameter.path.length > 0) return item;
    const argument = argumentAt(call, `Argument[${item.parameter.index}]`);
    return argument ? evaluate(project, argument) : unknown(item.reason);
  });
}

/** `Pool.query`, `AbortSignal.timeout`, `fetch`: the call as a reader of the code would name it. */
export function describeTarget({ model, owner, name, receiver }: Pick<Target, 'owner' | 'name' | 'receiver' | 'model'>): string {
  if (name === '' || (!receiver && name === 'default')) return model.package;
  return !receiver && owner === name ? name : `${owner}.${name}`;
}
