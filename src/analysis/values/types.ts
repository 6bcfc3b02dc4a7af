import type { IdentifierNode, Node, NodeOf } from '../project/ast.js';
import { moduleOf, typeBindingOf } from '../project/module.js';
import { memo, type Memo } from '../project/memo.js';
import type { Project } from '../project/project.js';
import { returnValue } from './call.js';
import { evaluate } from './evaluate.js';
import { valueOfModule } from './imports.js';
import { memberOf } from './member.js';
import { mapValue, union, unknown, type Library, type Value } from './value.js';

/** Generic types that stand for their first argument. */
const TRANSPARENT = new Set(['Promise', 'PromiseLike', 'Awaited', 'Readonly', 'Partial', 'Required', 'Omit', 'Pick', 'NonNullable', 'Ref', 'Lazy']);
const LISTS = new Set(['Array', 'ReadonlyArray', 'Set', 'ReadonlySet', 'Iterable', 'AsyncIterable', 'Generator', 'AsyncGenerator']);

/** What a value of a written type is. A type says what a value is, never with which options it was made. */
export function typeValue(project: Project, node: Node): Value {
  return memo(
    project.derived<Node, Memo<Value>>('types'),
    node,
    () => compute(project, node),
    () => unknown('the type is defined by itself'),
  );
}

function compute(project: Project, node: Node): Value {
  switch (node.type) {
    case 'TSTypeAnnotation':
    case 'TSParenthesizedType':
    case 'TSOptionalType':
    case 'TSNamedTupleMember':
      return typeValue(project, (node.type === 'TSNamedTupleMember' ? node.elementType : node.typeAnnotation));
    case 'TSTypeReference':
      return reference(project, node);
    case 'TSInterfaceHeritage':
    case 'TSClassImplements':
      return node.expression.type === 'Identifier'
        ? named(project, node.expression)
        : unknown('a base type is not followed');
    case 'TSUnionType': {
      const members = node.types.filter((type) => type.type !== 'TSNullKeyword' && type.type !== 'TSUndefinedKeyword');
      return union(members.map((type) => typeValue(project, type)));
    }
    case 'TSIntersectionType': {
      const known = node.types.map((type) => typeValue(project, type)).filter((value) => value.kind !== 'unknown');
      const other = known.find((value) => value.kind !== 'shape');
      if (other) return other;
      const [first, ...also] = known.filter((value) => value.kind === 'shape');
      return first ? { ...first, ...(also.length > 0 && { also }) } : unknown('no part of the intersection is followed');
    }
    case 'TSArrayType':
      return { kind: 'list', element: typeValue(project, node.elementType) };
    case 'TSIndexedAccessType': {
      const { indexType } = node;
      const key = indexType.type === 'TSLiteralType' && indexType.literal.type === 'Literal' ? indexType.literal.value : null;
      return typeof key === 'string'
        ? memberOf(project, typeValue(project, node.objectType), key, null)
        : unknown('an indexed type is not followed');
    }
    case 'TSTypeOperator':
      return typeValue(project, node.typeAnnotation);
    case 'TSTypeLiteral':
      return { kind: 'shape', node, module: moduleOf(node) };
    case 'TSFunctionType':
      return { ...unknown('it is a function that is known by its type alone'), returns: node.returnType.typeAnnotation };
    case 'TSTypeQuery':
      return query(project, node);
    case 'TSImportType': {
      const name = node.qualifier?.type === 'Identifier' ? node.qualifier.name : null;
      return name === null
        ? unknown('an import type is not followed')
        : instanceOf(project, valueOfModule(project, moduleOf(node).path, node.source.value, name));
    }
    default:
      return unknown(`a ${node.type} says nothing about the value`);
  }
}

function reference(project: Project, node: NodeOf<'TSTypeReference'>): Value {
  const argument = node.typeArguments?.params[0];
  const { typeName } = node;
  if (typeName.type === 'Identifier') {
    const binding = typeBindingOf(moduleOf(node), typeName);
    if (!binding) {
      if (argument && TRANSPARENT.has(typeName.name)) return typeValue(project, argument);
      if (argument && LISTS.has(typeName.name)) return { kind: 'list', element: typeValue(project, argument) };
      if (argument && typeName.name === 'ReturnType') return returned(project, typeValue(project, argument));
      if (argument && typeName.name === 'InstanceType') return instanceOf(project, typeValue(project, argument));
      const global = project.models.global(typeName.name);
      return global
        ? instanceOf(project, { kind: 'library', package: 'global', path: [typeName.name], ...global })
        : unknown(`the type ${typeName.name} is not declared in the file`);
    }
    return ofRows(project, named(project, typeName), argument);
  }
  if (typeName.type === 'TSQualifiedName') {
    const names: string[] = [];
    let root: Node = typeName;
    while (root.type === 'TSQualifiedName') {
      names.unshift(root.right.name);
      root = root.left;
    }
    if (root.type !== 'Identifier') return unknown('a qualified type is not followed');
    let value = evaluate(project, root);
    for (const name of names) value = memberOf(project, value, name, null);
    return instanceOf(project, value);
  }
  return unknown('the type is not followed');
}

/** `Repository<User>`: what its rows are. */
function ofRows(project: Project, value: Value, argument: Node | undefined): Value {
  return argument && value.kind === 'receiver' ? { ...value, rows: typeValue(project, argument) } : value;
}

/** A type name: interface, alias, class, enum or import. */
function named(project: Project, identifier: IdentifierNode): Value {
  const module = moduleOf(identifier);
  const binding = typeBindingOf(module, identifier);
  const declaration = binding?.declarations[0];
  if (!binding || !declaration) return unknown(`the type ${identifier.name} is not declared in the file`);
  if (declaration.type === 'TSTypeAliasDeclaration') return typeValue(project, declaration.typeAnnotation);
  if (declaration.type === 'TSInterfaceDeclaration') return shapeOrBase(project, declaration);
  if (declaration.type === 'TSTypeParameter') return unknown(`${identifier.name} is a type parameter`);
  if (binding.import) {
    const { source, name } = binding.import;
    return instanceOf(project, typeExport(project, module.path, source, name));
  }
  return instanceOf(project, evaluate(project, declaration.type === 'Identifier' ? declaration : (declaration)));
}

/** An interface that only extends a modelled type is that type; else it is known by its shape. */
function shapeOrBase(project: Project, node: NodeOf<'TSInterfaceDeclaration'>): Value {
  const bases = node.extends.map((base) => typeValue(project, base as Node)).filter((value) => value.kind === 'receiver');
  return bases[0] ?? { kind: 'shape', node, module: moduleOf(node) };
}

/** A type that is imported: declared as an interface or alias in another file, or an export that is a value too. */
function typeExport(project: Project, fromFile: string, source: string, name: string): Value {
  const resolution = project.resolver.resolve(fromFile, source);
  if (resolution.kind === 'file') {
    const found = typeInModule(project, resolution.path, name, new Set());
    if (found) return found;
  }
  return valueOfModule(project, fromFile, source, name);
}

/** A type alias or interface that a module exports, followed through re-exports; null when it exports none of the name. */
function typeInModule(project: Project, path: string, name: string, visited: Set<string>): Value | null {
  if (visited.has(path)) return null;
  visited.add(path);
  const parsed = project.load(path);
  if ('reason' in parsed) return null;
  const { module } = parsed;
  const root = module.root;
  const direct = module.exports.named.get(name);
  const local = direct && 'local' in direct ? direct.local : name;
  const declaration = root.types.get(local)?.declarations[0];
  if (declaration?.type === 'TSTypeAliasDeclaration') return typeValue(project, declaration.typeAnnotation);
  if (declaration?.type === 'TSInterfaceDeclaration') return shapeOrBase(project, declaration);
  const imported = direct && 'local' in direct ? root.values.get(direct.local)?.import : undefined;
  const onward = direct && 'source' in direct ? direct : imported;
  const sources = onward ? [onward] : module.exports.stars.map((source) => ({ source, name }));
  for (const next of sources) {
    const resolution = project.resolver.resolve(path, next.source);
    if (resolution.kind === 'package') {
      const value = valueOfModule(project, path, next.source, next.name);
      if (value.kind !== 'library' || value.entry) return value;
    }
    if (resolution.kind !== 'file') continue;
    const found = typeInModule(project, resolution.path, next.name, visited);
    if (found) return found;
  }
  return null;
}

/** The value of a type that a class or an export names. */
function instanceOf(project: Project, value: Value): Value {
  return mapValue(value, (item) => {
    if (item.kind === 'class') return { kind: 'instance', node: item.node, module: item.module, site: null };
    if (item.kind === 'library') return libraryInstance(project, item);
    return item;
  });
}

function libraryInstance(project: Project, library: Library): Value {
  const ref = library.entry?.type ?? library.entry?.class ?? library.entry?.instance;
  const type = library.model && ref ? project.models.type(library.model, ref) : null;
  return type
    ? { kind: 'receiver', model: type.model, type: type.name, by: 'type', from: null, properties: [] }
    : unknown(`no model describes the type ${[library.package, ...library.path].join('.')}`);
}

function query(project: Project, node: NodeOf<'TSTypeQuery'>): Value {
  const names: string[] = [];
  let root: Node = node.exprName;
  while (root.type === 'TSQualifiedName') {
    names.unshift(root.right.name);
    root = root.left;
  }
  if (root.type !== 'Identifier') return unknown('a typeof is not followed');
  let value = evaluate(project, root);
  for (const name of names) value = memberOf(project, value, name, null);
  return value;
}

function returned(project: Project, value: Value): Value {
  return mapValue(value, (item) => {
    if (item.kind === 'function') return returnValue(project, item);
    if (item.kind === 'method' && item.call.returns) {
      const ref = item.call.returns === 'self' && item.receiver ? item.receiver.type : item.call.returns;
      const type = project.models.type(item.model, ref);
      if (type) return { kind: 'receiver', model: type.model, type: type.name, by: 'type', from: null, properties: [] };
    }
    if (item.kind === 'library' && item.entry?.function?.returns && item.model) {
      return libraryInstance(project, { ...item, entry: { type: item.entry.function.returns } });
    }
    return unknown('what it returns is not followed');
  });
}
