import { calleeOf, isCall, keyName, memberName, unwrap, type CallNode, type FunctionNode, type Node } from '../project/ast.js';
import { memo, type Memo } from '../project/memo.js';
import { bindingOf, moduleOf, referencesOf, typeBindingOf } from '../project/module.js';
import type { Project } from '../project/project.js';
import { argumentAt, callbackAt, receiverOf, targetsOf, type Holder } from './call.js';
import { evaluate } from './evaluate.js';
import { typeValue } from './types.js';
import { alternatives, union, type Value } from './value.js';

/** A place where a function runs a callback that it was given: it calls it, or passes it on at an argument's position. */
export interface Invocation {
  call: CallNode;
  position: number | null;
}

/** Where a function runs the callback that its caller passes at an argument's position, or at a path inside the object there. */
export function invocationsOf(fn: FunctionNode, index: number, path: readonly string[]): Invocation[] {
  const parameter = fn.params[index] as Node | undefined;
  if (!parameter) return [];
  return usesOf(parameter, path).flatMap((node): Invocation[] => {
    let use = node;
    while (use.parent && use.parent.type !== 'MemberExpression' && unwrap(use.parent) === node) use = use.parent;
    const call = use.parent;
    if (!isCall(call)) return [];
    if (calleeOf(call) === use) return [{ call, position: null }];
    const position = call.type === 'TaggedTemplateExpression' ? -1 : call.arguments.indexOf(use as never);
    return position === -1 ? [] : [{ call, position }];
  });
}

/** The expressions that stand for what is at a path of a parameter. */
function usesOf(parameter: Node, path: readonly string[]): Node[] {
  const pattern = parameter.type === 'AssignmentPattern' ? (parameter.left as Node) : parameter;
  if (pattern.type === 'ObjectPattern') {
    const property = pattern.properties.find((item) => item.type === 'Property' && keyName(item.key as Node, item.computed) === path[0]);
    return property?.type === 'Property' ? usesOf(property.value, path.slice(1)) : [];
  }
  if (pattern.type !== 'Identifier') return [];
  const binding = bindingOf(moduleOf(pattern), pattern);
  const references: Node[] = binding ? referencesOf(moduleOf(pattern), binding) : [];
  return path.reduce(
    (nodes, name) =>
      nodes.flatMap(({ parent }) => (parent?.type === 'MemberExpression' && memberName(parent) === name ? [parent as Node] : [])),
    references,
  );
}

/** What a function of the project passes to the callback that is written into its call; null where that isn't known. */
export function givenValue(project: Project, { call, position, path }: Pick<Holder, 'call' | 'position' | 'path'>, index: number): Value | null {
  return memo(
    project.derived<Node, Memo<Value | null>>(`given:${position}.${path.join('.')}:${index}`),
    call,
    () => {
      const values = alternatives(evaluate(project, calleeOf(call))).flatMap((value) =>
        value.kind === 'function' ? givenBy(project, value.node, position, path, index) : [],
      );
      const known = values.filter((value) => value.kind !== 'unknown');
      return known.length > 0 ? union(known) : null;
    },
    () => null,
  );
}

function givenBy(project: Project, fn: FunctionNode, position: number, path: readonly string[], index: number): Value[] {
  const values = invocationsOf(fn, position, path).flatMap((invocation): Value[] => {
    if (invocation.position === null) {
      const argument = argumentAt(invocation.call, `Argument[${index}]`);
      return argument ? [evaluate(project, argument)] : [];
    }
    return passedOn(project, invocation.call, invocation.position, index);
  });
  if (values.some((value) => value.kind !== 'unknown')) return values;
  const declared = declaredParameter(fn.params[position], index);
  return declared && path.length === 0 ? [typeValue(project, declared)] : values;
}

function passedOn(project: Project, call: CallNode, position: number, index: number): Value[] {
  for (const target of targetsOf(project, call)) {
    const type = callbackAt(target.call, position, null)?.params?.[index];
    if (type && type !== 'error') return [receiverOf(project, target, type, 'callback', call)];
  }
  const given = givenValue(project, { call, position, path: [] }, index);
  return given ? [given] : [];
}

/** `(work: (client: PoolClient) => Promise<T>)`: the written type of a callback's parameter. */
function declaredParameter(parameter: Node | undefined, index: number): Node | null {
  const pattern = parameter?.type === 'AssignmentPattern' ? (parameter.left as Node) : parameter;
  if (pattern?.type !== 'Identifier') return null;
  let type = pattern.typeAnnotation?.typeAnnotation as Node | undefined;
  if (type?.type === 'TSTypeReference' && type.typeName.type === 'Identifier') {
    const alias = typeBindingOf(moduleOf(type), type.typeName)?.declarations[0];
    type = alias?.type === 'TSTypeAliasDeclaration' ? (alias.typeAnnotation) : type;
  }
  const given = type?.type === 'TSFunctionType' ? (type.params[index] as Node | undefined) : undefined;
  return given?.type === 'Identifier' ? ((given.typeAnnotation?.typeAnnotation as Node | undefined) ?? null) : null;
}
