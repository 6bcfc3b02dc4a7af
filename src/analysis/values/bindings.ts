import { calleeOf, enclosingFunction, isFunction, keyName, parentOf, type CallNode, type FunctionNode, type IdentifierNode, type Node } from '../project/ast.js';
import { type Binding, lookUp } from '../project/scope.js';
import { moduleOf, scopeOf, type Module } from '../project/module.js';
import { memo, recall, type Memo } from '../project/memo.js';
import type { Project } from '../project/project.js';
import { evaluate } from './evaluate.js';
import { givenValue } from './callbacks.js';
import { passedByHost } from './commonjs.js';
import { valueOfModule } from './imports.js';
import { injectedValue } from './inject.js';
import { elementOf, memberOf } from './member.js';
import { argumentAt, argumentHolding, callbackAt, receiverOf, targetsOf, type Holder } from './call.js';
import { typeValue } from './types.js';
import { union, unknown, type Value } from './value.js';

/** The value of an identifier used as an expression. */
export function valueOfName(project: Project, node: IdentifierNode): Value {
  const module = moduleOf(node);
  if (node.name === 'undefined') return { kind: 'literal', value: undefined, node };
  if (node.name === 'Infinity') return { kind: 'literal', value: Infinity, node };
  const binding = lookUp(scopeOf(module, node), node.name);
  if (binding) return valueOfBinding(project, module, binding);
  if (node.name === 'exports') return { kind: 'namespace', module, commonjs: true };
  const global = project.models.global(node.name);
  if (global) {
    return { kind: 'library', package: 'global', path: [node.name], model: global.model, entry: global.entry };
  }
  return { kind: 'library', package: 'global', path: [node.name], model: null, entry: null };
}

/** The value of a declared name: of its declaration, its later assignments, or its written type. */
export function valueOfBinding(project: Project, module: Module, binding: Binding): Value {
  const table = project.derived<Binding, Memo<Value>>('bindings');
  return recall(table, binding) ?? memo(
    table,
    binding,
    () => computeBinding(project, module, binding),
    () => unknown(`${binding.name} is defined by itself`),
  );
}

function computeBinding(project: Project, module: Module, binding: Binding): Value {
  const declaration = binding.declarations[0]!;
  if (binding.import) return valueOfModule(project, module.path, binding.import.source, binding.import.name);
  switch (binding.kind) {
    case 'function': {
      const body = binding.declarations.find((node) => isFunction(node)) ?? declaration;
      return withBinding(evaluate(project, body), binding);
    }
    case 'class':
    case 'enum':
      return withBinding(evaluate(project, declaration), binding);
    case 'namespace':
      return unknown(`${binding.name} is a TypeScript namespace`);
    case 'type':
      return unknown(`${binding.name} is a type`);
    default: {
      const values: Value[] = [];
      for (const node of binding.declarations) {
        const value = valueOfPattern(project, node);
        if (value) values.push(value);
      }
      for (const write of binding.writes) {
        const value = valueOfPattern(project, write);
        if (value) values.push(value);
      }
      const value = values.length > 0 ? union(values) : unknown(`${binding.name} is never assigned`);
      return withBinding(orAnnotation(project, declaration, value), binding);
    }
  }
}

function withBinding(value: Value, binding: Binding): Value {
  if ((value.kind === 'object' || value.kind === 'merged' || value.kind === 'function' || value.kind === 'class') && !value.binding) {
    return { ...value, binding };
  }
  return value;
}

/** The written type, where the value alone says nothing. */
function orAnnotation(project: Project, declaration: Node, value: Value): Value {
  if (value.kind !== 'unknown') return value;
  const annotation = (declaration as { typeAnnotation?: { typeAnnotation: Node } | null }).typeAnnotation;
  if (!annotation) return value;
  const type = typeValue(project, annotation.typeAnnotation);
  if (type.kind !== 'unknown') return type;
  return value.parameter ? { ...type, parameter: value.parameter } : type;
}

/** The value that a pattern's part takes, found by walking up to what is destructured; null when it has none yet. */
export function valueOfPattern(project: Project, node: Node): Value | null {
  const parent = node.parent;
  if (!parent) return null;
  switch (parent.type) {
    case 'VariableDeclarator':
      return valueOfDeclarator(project, parent);
    case 'AssignmentExpression':
      return parent.operator === '=' || parent.operator === '??=' || parent.operator === '||='
        ? evaluate(project, parent.right)
        : unknown(`the result of ${parent.operator} isn't followed`);
    case 'Property': {
      const pattern = parent.parent;
      if (pattern?.type !== 'ObjectPattern') return null;
      const name = keyName(parent.key, parent.computed);
      const whole = valueOfPattern(project, pattern);
      if (!whole) return null;
      return name === null ? unknown('a computed key is destructured') : memberOf(project, whole, name, node);
    }
    case 'AssignmentPattern': {
      const given = valueOfPattern(project, parent);
      const fallback = evaluate(project, parent.right);
      // A parameter stays a parameter: what a caller passes decides.
      const isOpen = given?.kind === 'unknown' || given?.kind === 'shape';
      return given && !isOpen ? union([given, fallback]) : (given ?? fallback);
    }
    case 'ArrayPattern': {
      const whole = valueOfPattern(project, parent);
      return whole && elementOf(project, whole, parent.elements.indexOf(node as never));
    }
    case 'RestElement': {
      const pattern = parent.parent;
      const isPart = pattern?.type === 'ObjectPattern' || pattern?.type === 'ArrayPattern';
      return isPart ? valueOfPattern(project, pattern) : unknown('it holds all further arguments');
    }
    case 'TSParameterProperty':
      return valueOfPattern(project, parent);
    case 'CatchClause':
      return { kind: 'error', node };
    case 'ForOfStatement':
      return elementOf(project, evaluate(project, parent.right));
    case 'UpdateExpression':
      return unknown('it is counted up or down');
    default:
      if (isFunction(parent)) return valueOfParameter(project, parent, node);
      return null;
  }
}

function valueOfDeclarator(project: Project, declarator: Extract<Node, { type: 'VariableDeclarator' }>): Value | null {
  if (declarator.init) {
    const value = evaluate(project, declarator.init);
    return orAnnotation(project, declarator.id, value);
  }
  const loop = declarator.parent?.parent;
  if (loop?.type === 'ForOfStatement') return elementOf(project, evaluate(project, loop.right));
  if (loop?.type === 'ForInStatement') return unknown('it is a key of an object');
  return null;
}

/** A parameter: by its type, its injection, its default, or what the called function is known to pass. */
function valueOfParameter(project: Project, fn: FunctionNode, node: Node): Value {
  const index = fn.params.indexOf(node as never);
  const injected = injectedValue(project, node);
  if (injected) return injected;
  const inner = node.type === 'TSParameterProperty' ? (node.parameter as Node) : node;
  const target = inner.type === 'AssignmentPattern' ? (inner.left as Node) : inner;
  const annotation = (target as { typeAnnotation?: { typeAnnotation: Node } | null }).typeAnnotation;
  if (annotation) {
    const type = typeValue(project, annotation.typeAnnotation);
    if (type.kind !== 'unknown' && type.kind !== 'shape') return type;
    const passed = passedValue(project, fn, index);
    if (passed && passed.kind !== 'unknown') return passed;
    return { ...type, parameter: { fn, index, path: [] } };
  }
  const passed =
    passedValue(project, fn, index) ??
    declaredParameter(project, fn, index) ??
    passedByHost(project, fn, index);
  if (passed) return passed;
  return {
    kind: 'unknown',
    reason: `${parameterName(target)} is an untyped parameter`,
    parameter: { fn, index, path: [] },
  };
}

/** The written type of a function: of the variable that it initialises, of what the function round it returns. */
function functionType(fn: FunctionNode): Node | null {
  const parent = parentOf(fn);
  const holder =
    parent?.type === 'VariableDeclarator' ? (parent.id as { typeAnnotation?: { typeAnnotation: Node } | null }).typeAnnotation
    : parent?.type === 'ReturnStatement' ? enclosingFunction(parent)?.returnType
    : parent?.type === 'ArrowFunctionExpression' && parent.body === (fn as unknown) ? parent.returnType
    : null;
  return (holder?.typeAnnotation) ?? null;
}

/** `const list: RequestHandler = (request, response) => …`: the type of the function says what it is passed. */
function declaredParameter(project: Project, fn: FunctionNode, index: number): Value | null {
  const annotation = functionType(fn);
  const type = annotation && typeValue(project, annotation);
  if (type?.kind !== 'receiver') return null;
  const ref = project.models.type(type.model, type.type)?.type.function?.params?.[index];
  if (ref === 'error') return { kind: 'error', node: fn };
  const parameter = ref ? project.models.type(type.model, ref) : null;
  return parameter
    ? { kind: 'receiver', model: parameter.model, type: parameter.name, by: 'callback', from: null, properties: [] }
    : null;
}

function parameterName(node: Node): string {
  return node.type === 'Identifier' ? node.name : 'a destructured parameter';
}

const ELEMENT_METHODS = new Set(['map', 'forEach', 'filter', 'flatMap', 'some', 'every', 'find', 'findIndex', 'findLast']);

/** What a call passes to a function that is written as its argument: `items.map((item) => …)`, `tx(async (client) => …)`. */
function passedValue(project: Project, fn: FunctionNode, index: number): Value | null {
  const holder = argumentHolding(fn);
  if (!holder) return null;
  const { call, position, isNested } = holder;
  const known = modelledParameter(project, holder, fn, index) ?? givenValue(project, holder, index);
  if (known) return known;
  const callee = calleeOf(call);
  if (callee.type !== 'MemberExpression' || position !== 0 || isNested) return null;
  const name = keyName(callee.property, callee.computed);
  if (name === 'then' && index === 0) return evaluate(project, callee.object);
  if (name === 'catch' && index === 0) return { kind: 'error', node: fn.params[0] as Node };
  if (name !== null && ELEMENT_METHODS.has(name)) {
    const list = evaluate(project, callee.object);
    if (index === 0) return list.kind === 'receiver' ? null : elementOf(project, list);
    return index === 2 ? list : unknown('it is an index');
  }
  if (name === 'reduce') return index === 1 ? elementOf(project, evaluate(project, callee.object)) : null;
  return null;
}

/** What a modelled call passes to its callback: a transaction's client, a request, an element. */
function modelledParameter(
  project: Project,
  { call, position, path }: Holder,
  fn: FunctionNode,
  index: number,
): Value | null {
  for (const target of targetsOf(project, call)) {
    const callback = callbackAt(target.call, position, fn, path);
    const type = callback?.params?.[index];
    if (type === 'error') return { kind: 'error', node: call };
    if (type) return receiverOf(project, target, type, 'callback', call);
    if (callback?.role === 'element' && callback.over && index === 0) return overElement(project, callback.over, call);
  }
  return null;
}

function overElement(project: Project, over: string, call: CallNode): Value | null {
  const list = argumentAt(call, over);
  return list && elementOf(project, evaluate(project, list));
}
