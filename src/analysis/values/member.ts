import type { Export } from '../../models/model.js';
import { isFunction, keyName, type Node, type NodeOf } from '../project/ast.js';
import type { Binding } from '../project/scope.js';
import { moduleOf, type Module } from '../project/module.js';
import { once } from '../project/memo.js';
import type { Project } from '../project/project.js';
import { awaitedValue, receiverByDefault, returnValue } from './call.js';
import { classMember, staticMember } from './class.js';
import { evaluate } from './evaluate.js';
import { implementedMember } from './implementers.js';
import { namespaceMember } from './commonjs.js';
import { mergedMember } from './merged.js';
import { typeValue } from './types.js';
import { mapValue, union, unknown, type ArrayValue, type Library, type ObjectValue, type Receiver, type Shape, type Unknown, type Value } from './value.js';

/** The member of a value. `*` asks for any member of a type that has one shape for all. */
export function memberOf(project: Project, object: Value, name: string, node: Node | null): Value {
  return mapValue(object, (value) => {
    if ('binding' in value && value.binding) {
      const written = writtenMember(project, value.module, value.binding, name);
      // What takes a value away says nothing about what it is.
      if (written && !(written.kind === 'literal' && (written.value === null || written.value === undefined))) return written;
    }
    switch (value.kind) {
      case 'unknown': {
        const { returns, ...whole } = value;
        return ofParameter(returns ? whole : value, value.parameter, name);
      }
      case 'receiver':
        return receiverMember(project, value, name, node);
      case 'library':
        return libraryMember(project, value, name, node);
      case 'object':
        return once(project.derived('member'), value.node, name, () => objectMember(project, value, name), madeOfItself);
      case 'merged':
        return once(project.derived('member'), value.node, name, () => mergedMember(project, value, name), madeOfItself);
      case 'instance':
        return classMember(project, value, name);
      case 'class':
        return staticMember(project, value, name);
      case 'namespace':
        return namespaceMember(project, value.module, value.commonjs, name);
      case 'shape': {
        const member = shapeMember(project, value, name);
        return (member.kind === 'unknown' && implementedMember(project, value, name, member)) || ofParameter(member, value.parameter, name);
      }
      case 'enum':
        return enumMember(value.node, name);
      default:
        return unknown(`${name} of a ${value.kind} isn't followed`);
    }
    void node;
  });
}

/** A part of a parameter that isn't known further is still that part: what a caller passes decides. */
function ofParameter(value: Value, parameter: Unknown['parameter'], name: string): Value {
  if (!parameter || (value.kind !== 'unknown' && value.kind !== 'shape')) return value;
  return { ...value, parameter: { ...parameter, path: [...parameter.path, name] } };
}

function receiverMember(project: Project, value: Receiver, name: string, node: Node | null): Value {
  const member = augmentedMember(project, value, name, node) ?? project.models.member(value.model, value.type, name);
  if (!member) return unknown(`the model of ${value.model.package} has no ${value.type}.${name}`);
  if (member.kind === 'call') {
    return { kind: 'method', model: member.owner, owner: value.type, name, call: member.call, receiver: value };
  }
  const type = project.models.type(member.owner, member.type.replace(/\[\]$/, ''));
  if (!type) return unknown(`no model describes the type ${member.type}`);
  const found: Receiver = { ...value, model: type.model, type: type.name, properties: [...value.properties, name] };
  return member.type.endsWith('[]') ? { kind: 'list', element: found } : found;
}

/** What another package adds to the type (`request.log`), where the file's package depends on it. */
function augmentedMember(project: Project, { model, type }: Pick<Receiver, 'model' | 'type'>, name: string, node: Node | null) {
  for (const { member, by } of project.models.augmented(model, type, name)) {
    if (node && dependsOn(project, moduleOf(node).path, by)) return member;
  }
  return null;
}

/** Whether a file's package, or a package of the workspace that it depends on, depends on a package. */
function dependsOn(project: Project, file: string, name: string): boolean {
  if (project.resolver.versionOf(file, name) !== null) return true;
  const own = project.resolver.packageOf(file);
  if (!own) return false;
  const table = project.onDisk<string, boolean>(`depends on ${name}`);
  let answer = table.get(own.dir);
  if (answer === undefined) {
    answer = Object.keys({ ...(own.json['dependencies'] as object | undefined) }).some((dependency) => {
      const resolution = project.resolver.resolve(file, dependency);
      return resolution.kind === 'file' && project.resolver.versionOf(resolution.path, name) !== null;
    });
    table.set(own.dir, answer);
  }
  return answer;
}

/** `globalThis.fetch` is `fetch`. */
const GLOBAL_OBJECTS = new Set(['globalThis', 'global']);

function libraryMember(project: Project, value: Library, name: string, node: Node | null): Value {
  const { model, entry } = value;
  if (value.package === 'global' && value.path.length === 1 && GLOBAL_OBJECTS.has(value.path[0]!)) {
    const global = project.models.global(name);
    return { kind: 'library', package: 'global', path: [name], model: global?.model ?? null, entry: global?.entry ?? null };
  }
  if (!model || !entry) return { ...value, path: [...value.path, name], entry: null };
  if (entry.statics?.[name]) {
    const owner = value.path[value.path.length - 1] ?? model.package;
    const added = entry.class ? augmentedMember(project, { model, type: entry.class }, name, node) : null;
    const call = added?.kind === 'call' ? added.call : entry.statics[name];
    return { kind: 'method', model: added?.owner ?? model, owner, name, call, receiver: null };
  }
  if (entry.instance) {
    const member = receiverMember(project, receiverByDefault(project, model, entry.instance), name, null);
    if (member.kind !== 'unknown') return member;
  }
  const nested = nestedExport(value, entry, name);
  return { ...value, path: [...value.path, name], entry: nested };
}

/** An export reached through a namespace, a default import or `require()`. */
function nestedExport(value: Library, entry: Export, name: string): Export | null {
  if (entry.namespace && entry.namespace !== true) return entry.namespace[name] ?? null;
  const isPackage = entry.namespace === true || value.path.length === 0 || (value.path.length === 1 && value.path[0] === 'default');
  return isPackage ? (value.model?.exports[name] ?? null) : null;
}

function objectMember(project: Project, value: ObjectValue, name: string): Value {
  const found: Value[] = [];
  // The last property of a name wins; a spread behind it may override it.
  for (const property of [...value.node.properties].reverse()) {
    if (property.type === 'SpreadElement') {
      const spread = memberOf(project, evaluate(project, property.argument), name, null);
      if (spread.kind !== 'unknown') found.push(spread);
      continue;
    }
    if (keyName(property.key, property.computed) !== name) continue;
    const given = property.value as Node;
    const member = laterValue(project, given) ?? evaluate(project, given);
    if (property.kind === 'get' && member.kind === 'function') found.push(returnValue(project, member));
    else if (member.kind === 'function' && isFunction(given)) found.push({ ...member, self: value });
    else found.push(member);
    break;
  }
  return found.length > 0 ? union(found) : unknown(`the object has no ${name}`);
}

/** `{ pool: undefined as Pool | undefined }`: what is put there later has the written type. */
function laterValue(project: Project, given: Node): Value | null {
  if (given.type !== 'TSAsExpression') return null;
  const { expression } = given;
  const isNothing = (expression.type === 'Identifier' && expression.name === 'undefined') || (expression.type === 'Literal' && expression.value === null);
  const type = isNothing ? typeValue(project, given.typeAnnotation) : null;
  return type && type.kind !== 'unknown' ? type : null;
}

function shapeMember(project: Project, value: Shape, name: string): Value {
  const members = value.node.type === 'TSTypeLiteral' ? value.node.members : value.node.body.body;
  for (const member of members) {
    if (member.type !== 'TSPropertySignature' && member.type !== 'TSMethodSignature') continue;
    if (keyName(member.key, member.computed) !== name) continue;
    if (member.type === 'TSMethodSignature') return methodByType(project, member, name);
    return member.typeAnnotation ? typeValue(project, member.typeAnnotation.typeAnnotation) : unknown(`${name} has no type`);
  }
  if (value.node.type === 'TSInterfaceDeclaration') {
    for (const base of value.node.extends) {
      const inherited = memberOf(project, typeValue(project, base), name, null);
      if (inherited.kind !== 'unknown') return inherited;
    }
  }
  for (const part of value.also ?? []) {
    const member = shapeMember(project, part, name);
    if (member.kind !== 'unknown') return member;
  }
  return unknown(`the type has no property ${name} with a followed type`);
}

function methodByType(project: Project, { kind, returnType }: NodeOf<'TSMethodSignature'>, name: string): Value {
  if (!returnType) return unknown(`${name} has no type`);
  if (kind === 'get') return typeValue(project, returnType.typeAnnotation);
  return { ...unknown(`${name} is a method that is known by its type alone`), returns: returnType.typeAnnotation };
}

function enumMember(node: Extract<Node, { type: 'TSEnumDeclaration' }>, name: string): Value {
  const member = node.body.members.find((item) => keyName(item.id as Node, item.computed ?? false) === name);
  if (!member) return unknown(`the enum has no ${name}`);
  if (member.initializer?.type === 'Literal') {
    return { kind: 'literal', value: member.initializer.value as string | number, node: member };
  }
  return unknown(`the enum member ${name} is computed`);
}

/** One element of a list, or the one at an index of an array literal. */
export function elementOf(project: Project, list: Value, index?: number): Value {
  return mapValue(list, (value) => {
    if (value.kind === 'list') return value.element;
    if (value.kind === 'receiver') return iteratedElement(project, value);
    if (value.kind !== 'array') return value.kind === 'unknown' ? unknown(value.reason) : unknown(`an element of a ${value.kind}`);
    const element = once(project.derived('element'), value.node, String(index), () => elementOfArray(project, value, index), madeOfItself);
    return value.awaited ? awaitedValue(project, element) : element;
  });
}

function madeOfItself(): Value {
  return unknown('it is made of itself');
}

function elementOfArray(project: Project, value: ArrayValue, index: number | undefined): Value {
  const { elements } = value.node;
  if (index !== undefined) {
    const element = elements[index];
    if (!element || elements.slice(0, index + 1).some((item) => item?.type === 'SpreadElement')) {
      return unknown('an element behind a spread');
    }
    return evaluate(project, element);
  }
  return union(
    elements.map((element) => {
      if (!element) return unknown('a hole');
      return element.type === 'SpreadElement'
        ? elementOf(project, evaluate(project, element.argument))
        : evaluate(project, element);
    }),
  );
}

/** An element of a cursor or stream. */
function iteratedElement(project: Project, value: Receiver): Value {
  const ref = project.models.type(value.model, value.type)?.type.iterated?.returns;
  const type = ref ? project.models.type(value.model, ref) : null;
  return type
    ? { kind: 'receiver', model: type.model, type: type.name, by: 'member', from: value.from, properties: [] }
    : unknown(`an element of ${value.type} isn't modelled`);
}

/** What is assigned to `root.name` somewhere in the module; null where nothing is. */
export function writtenMember(project: Project, module: Module, root: Binding | Node | 'exports', name: string): Value | null {
  const values = (module.memberWrites.get(root) ?? [])
    .filter((write) => write.path.length === 1 && write.path[0] === name)
    .map((write) => evaluate(project, write.value));
  return values.length > 0 ? union(values) : null;
}
