import { isClass, isFunction, keyName, memberName, type ClassNode, type IdentifierNode, type Node, type NodeOf } from '../project/ast.js';
import { thisOwner } from '../project/scope.js';
import { moduleOf } from '../project/module.js';
import { memo, recall, type Memo } from '../project/memo.js';
import type { Project } from '../project/project.js';
import { valueOfName } from './bindings.js';
import { awaitedValue, valueOfCall } from './call.js';
import { commonJsExports, isModuleExports, requiredFromFolder, requiredSpecifier } from './commonjs.js';
import { valueOfModule } from './imports.js';
import { elementOf, memberOf } from './member.js';
import { boundSelf } from './self.js';
import { typeValue } from './types.js';
import { alternatives, union, unknown, type Value } from './value.js';

/**
 * What an expression is and where it was made. Promises count as what they resolve to. Never throws; what can't be
 * followed is `unknown` with the reason.
 */
export function evaluate(project: Project, node: Node): Value {
  // Two of five questions; what a name stands for is remembered with its binding.
  if (node.type === 'Identifier') return valueOfName(project, node);
  const table = project.derived<Node, Memo<Value>>('values');
  return recall(table, node) ?? memo(
    table,
    node,
    () => compute(project, node),
    () => unknown('it is defined by itself'),
  );
}

function compute(project: Project, node: Exclude<Node, IdentifierNode>): Value {
  switch (node.type) {
    case 'MemberExpression': {
      if (isModuleExports(node)) return commonJsExports(project, moduleOf(node));
      const object = evaluate(project, node.object);
      const name = memberName(node);
      if (name !== null) return memberOf(project, object, name, node);
      if (node.property.type === 'Identifier' || node.property.type === 'MemberExpression') {
        const key = evaluate(project, node.property);
        if (key.kind === 'literal' && typeof key.value === 'string') return memberOf(project, object, key.value, node);
      }
      return computedMember(project, object);
    }
    case 'CallExpression': {
      const specifier = requiredSpecifier(node);
      if (specifier !== null) return valueOfModule(project, moduleOf(node).path, specifier, 'require');
      return requiredFromFolder(project, node) ?? valueOfCall(project, node);
    }
    case 'NewExpression':
    case 'TaggedTemplateExpression':
      return valueOfCall(project, node);
    case 'ImportExpression': {
      const source = node.source;
      return source.type === 'Literal' && typeof source.value === 'string'
        ? valueOfModule(project, moduleOf(node).path, source.value, '*')
        : unknown('a module is imported by a computed name');
    }
    case 'AwaitExpression':
      return awaitedValue(project, evaluate(project, node.argument));
    case 'TSAsExpression':
    case 'TSTypeAssertion':
    case 'TSSatisfiesExpression': {
      const value = evaluate(project, node.expression);
      // `{} as Client` stands for what a proxy or a later assignment makes of it.
      const isBlank = value.kind === 'unknown' || (value.kind === 'object' && value.node.properties.length === 0);
      if (!isBlank || node.type === 'TSSatisfiesExpression') return value;
      const type = typeValue(project, node.typeAnnotation);
      return type.kind === 'unknown' ? value : type;
    }
    case 'TSNonNullExpression':
    case 'TSInstantiationExpression':
    case 'ParenthesizedExpression':
    case 'ChainExpression':
      return evaluate(project, node.expression);
    case 'AssignmentExpression':
      return evaluate(project, node.right);
    case 'SequenceExpression':
      return evaluate(project, node.expressions[node.expressions.length - 1]!);
    case 'ConditionalExpression':
      return union([evaluate(project, node.consequent), evaluate(project, node.alternate)]);
    case 'LogicalExpression':
      return logical(project, node);
    case 'Literal':
      return { kind: 'literal', value: node.value as string | number | boolean | null, node };
    case 'TemplateLiteral':
      return node.expressions.length === 0
        ? { kind: 'literal', value: keyName(node, true) ?? '', node }
        : { kind: 'template', node };
    case 'UnaryExpression':
      return unary(project, node);
    case 'BinaryExpression':
      return binary(project, node);
    case 'ObjectExpression':
      return { kind: 'object', node, module: moduleOf(node) };
    case 'ArrayExpression':
      return { kind: 'array', node };
    case 'ThisExpression':
      return valueOfThis(project, node);
    case 'Super':
      return valueOfSuper(project, node);
    case 'TSEnumDeclaration':
      return { kind: 'enum', node };
    case 'TSDeclareFunction':
      return { kind: 'function', node, module: moduleOf(node) };
    default:
      if (isFunction(node)) {
        return { kind: 'function', node, module: moduleOf(node), self: valueOfMethodThis(node) };
      }
      if (isClass(node)) return { kind: 'class', node, module: moduleOf(node) };
      return unknown(`a ${node.type} isn't followed`);
  }
}

/** `a ?? b`: either. A left side that is plainly nothing leaves the right one. */
function logical(project: Project, node: NodeOf<'LogicalExpression'>): Value {
  const left = evaluate(project, node.left);
  const right = evaluate(project, node.right);
  if (node.operator === '&&') return union([right]);
  const present = alternatives(left).filter((value) => value.kind !== 'literal' || Boolean(value.value));
  // `globalThis.client ?? new Client()`: the cached value was made by the same expression.
  const known = present.filter((value) => value.kind !== 'unknown');
  if (known.length === 0 && right.kind === 'receiver') return right;
  return union([...present, right]);
}

function unary(project: Project, node: NodeOf<'UnaryExpression'>): Value {
  const argument = evaluate(project, node.argument);
  if (node.operator === 'void') return { kind: 'literal', value: undefined, node };
  if (argument.kind === 'literal') {
    if (node.operator === '-' && typeof argument.value === 'number') return { kind: 'literal', value: -argument.value, node };
    if (node.operator === '!') return { kind: 'literal', value: !argument.value, node };
  }
  return unknown(`the result of ${node.operator} isn't followed`);
}

/** Arithmetic on known numbers (`30 * 1000`) and concatenation of known strings. */
function binary(project: Project, node: NodeOf<'BinaryExpression'>): Value {
  const left = evaluate(project, node.left);
  const right = evaluate(project, node.right);
  if (left.kind !== 'literal' || right.kind !== 'literal') return unknown('an operand is not a constant');
  const [a, b] = [left.value, right.value];
  if (typeof a === 'number' && typeof b === 'number') {
    const results: Record<string, number> = { '+': a + b, '-': a - b, '*': a * b, '/': a / b, '**': a ** b, '%': a % b };
    const value = results[node.operator];
    if (value !== undefined) return { kind: 'literal', value, node };
  }
  if (node.operator === '+' && (typeof a === 'string' || typeof b === 'string')) {
    return { kind: 'literal', value: `${String(a)}${String(b)}`, node };
  }
  return unknown(`the result of ${node.operator} isn't followed`);
}

/** `object[key]`: any element of a list, any member of an object whose values are all known. */
function computedMember(project: Project, object: Value): Value {
  if (object.kind === 'object') {
    const values = object.node.properties.map((property) =>
      property.type === 'Property' ? evaluate(project, property.value as Node) : unknown('a spread of unknown keys'),
    );
    return union(values);
  }
  if (object.kind === 'receiver') return memberOf(project, object, '*', null);
  return elementOf(project, object);
}

function valueOfThis(project: Project, node: Node): Value {
  const owner = thisOwner(node);
  if (!owner) return unknown('`this` at the top level');
  if (isClass(owner)) {
    return isStatic(node, owner)
      ? { kind: 'class', node: owner, module: moduleOf(owner) }
      : { kind: 'instance', node: owner, module: moduleOf(owner), site: null };
  }
  if (owner.type === 'ObjectExpression') return evaluate(project, owner);
  const self = isFunction(owner) ? (owner.params[0] as Node | undefined) : undefined;
  if (self?.type === 'Identifier' && self.name === 'this' && self.typeAnnotation) {
    return typeValue(project, self.typeAnnotation.typeAnnotation);
  }
  return (isFunction(owner) && boundSelf(project, owner)) || unknown('`this` of a function depends on its caller');
}

function valueOfSuper(project: Project, node: Node): Value {
  const owner = thisOwner(node);
  if (!owner || !isClass(owner) || !owner.superClass) return unknown('`super` without a known class');
  const base = evaluate(project, owner.superClass);
  if (isStatic(node, owner)) return base;
  return base.kind === 'class' ? { kind: 'instance', node: base.node, module: base.module, site: null } : base;
}

/** Whether a node stands in a static member of a class. */
function isStatic(node: Node, owner: ClassNode): boolean {
  for (let current: Node | null | undefined = node; current && current !== owner; current = current.parent) {
    if (current.type === 'StaticBlock') return true;
    if (current.type === 'MethodDefinition' || current.type === 'PropertyDefinition') return current.static;
  }
  return false;
}

function valueOfMethodThis(node: Node): Value | undefined {
  if (node.type === 'ArrowFunctionExpression') return undefined;
  const holder = node.parent;
  if (holder?.type !== 'MethodDefinition' || holder.static) return undefined;
  const owner = holder.parent?.parent;
  return isClass(owner) ? { kind: 'instance', node: owner, module: moduleOf(owner), site: null } : undefined;
}
