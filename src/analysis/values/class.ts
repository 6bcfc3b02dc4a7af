import { isFunction, keyName, type ClassNode, type FunctionNode, type Node, type NodeOf } from '../project/ast.js';
import { moduleOf, nodesOf } from '../project/module.js';
import type { Project } from '../project/project.js';
import { receiverOf, returnValue, type Target } from './call.js';
import { evaluate } from './evaluate.js';
import { overridingMember } from './implementers.js';
import { injectedValue, lazyRelation } from './inject.js';
import { memberOf, writtenMember } from './member.js';
import { valueOfPattern } from './bindings.js';
import { typeValue } from './types.js';
import { alternatives, union, unknown, type ClassValue, type Func, type Instance, type Library, type Value } from './value.js';

/** A member of an instance of a project's class: method, field, constructor parameter, assignment, inherited member. */
export function classMember(project: Project, instance: Instance, name: string): Value {
  const own = ownMember(project, instance, name);
  if (own) return own;
  const base = superInstance(project, instance);
  const inherited = base ? memberOf(project, base, name, null) : unknown(`${className(instance.node)} has no member ${name}`);
  return (inherited.kind === 'unknown' && overridingMember(project, instance.node, name)) || inherited;
}

/** The getter that a property of an instance is read by, its own or an inherited one; null for all other members. */
export function getterOf(project: Project, instance: Instance, name: string): Func | null {
  for (const member of instance.node.body.body) {
    if (!('key' in member) || member.static || keyName(member.key, member.computed) !== name) continue;
    if (member.type !== 'MethodDefinition' || member.kind !== 'get') return null;
    const fn = evaluate(project, member.value);
    return fn.kind === 'function' ? fn : null;
  }
  const base = superInstance(project, instance);
  return base?.kind === 'instance' ? getterOf(project, base, name) : null;
}

export function staticMember(project: Project, value: ClassValue, name: string): Value {
  for (const member of value.node.body.body) {
    if (!('static' in member) || !member.static || !('key' in member)) continue;
    if (keyName(member.key, member.computed) !== name) continue;
    const own = memberValue(project, member);
    // `this.client = …` in a static method: a field is mostly set later.
    const written = member.type === 'PropertyDefinition' ? writtenMember(project, value.module, value.node, name) : null;
    const known = [own, written].filter((item) => item !== null && item.kind !== 'unknown' && !isNothing(item)) as Value[];
    if (known.length > 0) return union(known);
    const annotation = member.type === 'PropertyDefinition' ? member.typeAnnotation : null;
    const annotated = annotation ? typeValue(project, annotation.typeAnnotation) : null;
    return annotated && annotated.kind !== 'unknown' ? annotated : (written ?? own ?? unknown(`the static member ${name} has no value`));
  }
  if (value.node.superClass) return memberOf(project, evaluate(project, value.node.superClass), name, null);
  return unknown(`${className(value.node)} has no static member ${name}`);
}

/** The same without what it inherits; null where its class says nothing of it. */
export function ownMember(project: Project, instance: Instance, name: string): Value | null {
  const values: Value[] = [];
  let annotated: Value | null = null;
  for (const member of instance.node.body.body) {
    if (!('key' in member) || !('static' in member) || member.static) continue;
    if (keyName(member.key, member.computed) !== name) continue;
    const injected = injectedValue(project, member) ?? lazyRelation(project, member);
    if (injected) return injected;
    const value = memberValue(project, member, instance);
    if (value) values.push(value);
    if (member.type === 'PropertyDefinition' && member.typeAnnotation) {
      annotated = typeValue(project, member.typeAnnotation.typeAnnotation);
    }
  }
  const parameter = constructorProperty(instance.node, name);
  if (parameter) values.push(valueOfPattern(project, parameter) ?? unknown(`${name} is a constructor parameter`));
  const written = writtenMember(project, instance.module, instance.node, name);
  if (written) values.push(written);
  const known = values.filter((value) => value.kind !== 'unknown' && !isNothing(value));
  if (known.length > 0) return union(known);
  return annotated && annotated.kind !== 'unknown' ? annotated : (values[0] ?? annotated);
}

/** `private client = null` says that it is set later. */
function isNothing(value: Value): boolean {
  return value.kind === 'literal' && (value.value === null || value.value === undefined);
}

function memberValue(project: Project, member: Node, instance?: Instance): Value | null {
  if (member.type === 'MethodDefinition') {
    const fn = evaluate(project, member.value);
    if (fn.kind !== 'function') return null;
    if (member.kind === 'get') return returnValue(project, fn);
    return instance ? { ...fn, self: instance } : fn;
  }
  if (member.type === 'PropertyDefinition' && member.value) return evaluate(project, member.value);
  return null;
}

function constructorProperty(node: ClassNode, name: string): Node | null {
  for (const parameter of constructorOf(node)?.params ?? []) {
    if (parameter.type !== 'TSParameterProperty') continue;
    const inner = parameter.parameter as Node;
    const target = inner.type === 'AssignmentPattern' ? (inner.left as Node) : inner;
    if (target.type === 'Identifier' && target.name === name) return target === inner ? parameter : inner;
  }
  return null;
}

export function constructorOf(node: ClassNode): FunctionNode | null {
  const member = node.body.body.find((item) => item.type === 'MethodDefinition' && item.kind === 'constructor');
  return member?.type === 'MethodDefinition' && isFunction(member.value) ? (member.value) : null;
}

/** What an instance inherits from: an instance of the project's base class, or a value of a library's class. */
function superInstance(project: Project, instance: Instance): Value | null {
  if (!instance.node.superClass) return null;
  const bases = alternatives(evaluate(project, instance.node.superClass));
  return union(
    bases.map((base): Value => {
      if (base.kind === 'class') {
        if (base.node === instance.node) return unknown('a class extends itself');
        return { kind: 'instance', node: base.node, module: base.module, site: instance.site };
      }
      if (base.kind === 'library') return librarySuper(project, base, instance);
      return base.kind === 'unknown' ? base : unknown('the base class is not followed');
    }),
  );
}

function librarySuper(project: Project, base: Library, instance: Instance): Value {
  if (!base.model || !base.entry?.class) return unknown(`no model describes the class ${[base.package, ...base.path].join('.')}`);
  const construction = base.entry.construction ?? project.models.type(base.model, base.entry.class)?.type.construction ?? null;
  const site = superCall(instance.node) ?? (constructorOf(instance.node) ? null : instance.site);
  const name = base.path[base.path.length - 1] ?? base.package;
  if (!site) {
    const type = project.models.type(base.model, base.entry.class);
    if (!type) return unknown(`no model describes the type ${base.entry.class}`);
    return { kind: 'receiver', model: type.model, type: type.name, by: 'type', from: null, properties: [] };
  }
  const target: Target = {
    model: base.model,
    owner: name,
    name,
    call: { returns: base.entry.class, ...(construction?.options !== undefined && { options: construction.options }) },
    construction,
    receiver: null,
  };
  return receiverOf(project, target, base.entry.class, 'construction', site);
}

/** The `super(…)` call of a class's constructor. */
function superCall(node: ClassNode): NodeOf<'CallExpression'> | null {
  const constructor = constructorOf(node);
  if (!constructor) return null;
  return (
    nodesOf(moduleOf(node), 'CallExpression').find(
      (call) => call.callee.type === 'Super' && call.start > constructor.start && call.end < constructor.end,
    ) ?? null
  );
}

export function className(node: ClassNode): string {
  return node.id?.name ?? 'the class';
}
