import { isClass, keyName, type ClassNode, type Node, type NodeOf } from '../project/ast.js';
import { memo, type Memo } from '../project/memo.js';
import { moduleOf, nodesInside, nodesOf, type Module } from '../project/module.js';
import type { Project } from '../project/project.js';
import { filesNaming } from '../project/tree.js';
import { classMember, ownMember } from './class.js';
import { evaluate } from './evaluate.js';
import { typeValue } from './types.js';
import { alternatives, type Func, type Instance, type Shape, type Unknown, type Value } from './value.js';

/** An interface that more files name is no evidence of which class is meant. */
const MAX_FILES = 200;

/**
 * A method of an interface, where one class of the package implements it: `repository.find()` is that of the only
 * repository there is. A class whose method does nothing (`NoopLimiter`) is a stand-in and doesn't count. Null where there
 * is none, or where several differ. Asked only of what gives a promise: what is done at once is nothing to wait for.
 */
export function implementedMember(project: Project, { node }: Shape, name: string, member: Unknown): Value | null {
  if (node.type !== 'TSInterfaceDeclaration' || !member.returns || !isPromise(member.returns)) return null;
  return onlyOf(project, implementersOf(project, node), name, classMember);
}

/** The same of a method that an abstract class leaves to its subclasses. */
export function overridingMember(project: Project, node: ClassNode, name: string): Value | null {
  if (!node.abstract || !node.body.body.some((member) => 'key' in member && /^TSAbstract/.test(member.type) && keyName(member.key, member.computed) === name)) return null;
  // Their own methods: what they inherit is what is asked for.
  return onlyOf(project, subclassesOf(project, node), name, ownMember);
}

type Lookup = (project: Project, instance: Instance, name: string) => Value | null;

/** Of more classes than these, several do something. */
const MAX_CLASSES = 4;

function onlyOf(project: Project, classes: readonly ClassNode[], name: string, lookUp: Lookup): Value | null {
  if (classes.length > MAX_CLASSES) return null;
  const methods = classes.flatMap((node) => methodOf(project, node, name, lookUp)).filter((method) => !isStandIn(project, method));
  return methods.length === 1 ? methods[0]! : null;
}

function methodOf(project: Project, node: ClassNode, name: string, lookUp: Lookup): Func[] {
  const member = lookUp(project, { kind: 'instance', node, module: moduleOf(node), site: null }, name);
  return (member ? alternatives(member) : []).filter((value): value is Func => value.kind === 'function');
}

function isPromise(type: Node): boolean {
  return type.type === 'TSTypeReference' && type.typeName.type === 'Identifier' && type.typeName.name === 'Promise';
}

/**
 * Whether a method does nothing: it waits for nothing, and calls only plain functions of the project and what makes a
 * settled promise or a line of the console.
 */
function isStandIn(project: Project, { node }: Func): boolean {
  return nodesInside(node, 'AwaitExpression', 'CallExpression').every((inner) => {
    if (inner.type === 'AwaitExpression') return false;
    const { callee } = inner;
    if (callee.type === 'MemberExpression') return callee.object.type === 'Identifier' && /^(?:Promise|console)$/.test(callee.object.name);
    const value = callee.type === 'Identifier' ? evaluate(project, callee) : null;
    return value?.kind === 'function' && !value.node.async;
  });
}

/** The classes of the package that name the interface in `implements`. Memoised. */
function implementersOf(project: Project, declaration: NodeOf<'TSInterfaceDeclaration'>): readonly ClassNode[] {
  return classesNaming(project, declaration, declaration.id.name, 'implements', (node) =>
    (node.implements ?? []).some((base) => alternatives(typeValue(project, base)).some((value) => value.kind === 'shape' && value.node === declaration)),
  );
}

function subclassesOf(project: Project, base: ClassNode): readonly ClassNode[] {
  if (!base.id) return [];
  return classesNaming(project, base, base.id.name, 'extends', ({ superClass }) =>
    superClass !== null && alternatives(evaluate(project, superClass)).some((value) => value.kind === 'class' && value.node === base),
  );
}

function classesNaming(project: Project, declaration: Node, name: string, clause: string, isMeant: (node: ClassNode) => boolean): readonly ClassNode[] {
  return memo(
    project.derived<Node, Memo<readonly ClassNode[]>>('implementers'),
    declaration,
    () => modulesWith(project, moduleOf(declaration), name, clause).flatMap((module) =>
      nodesOf(module, 'ClassDeclaration', 'ClassExpression').filter((node): node is ClassNode => isClass(node) && isMeant(node)),
    ),
    () => [],
  );
}

/** The module of a name, and those of its package that have the name in such a clause of a class. */
function modulesWith(project: Project, own: Module, name: string, clause: string): Module[] {
  const written = new RegExp(`\\b${clause}\\b[^{]*\\b${name.replace(/\$/g, '\\$')}\\b`);
  const paths = filesNaming(project, own.path, name).filter((path) => path !== own.path);
  if (paths.length > MAX_FILES) return [own];
  return [own, ...paths.flatMap((path) => {
    const parsed = written.test(project.text(path)) ? project.load(path) : null;
    return parsed && 'module' in parsed ? [parsed.module] : [];
  })];
}
