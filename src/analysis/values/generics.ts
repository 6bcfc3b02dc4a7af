import type { CallNode, FunctionNode, Node } from '../project/ast.js';
import { moduleOf, typeBindingOf } from '../project/module.js';
import type { Project } from '../project/project.js';
import { argumentAt, returnValue } from './call.js';
import { evaluate } from './evaluate.js';
import type { Value } from './value.js';

/**
 * What a call of a generic function gives by its written type: `remember<T>(name: string, make: () => T): T` gives what
 * `make` returns, `tap<T>(value: T): T` what it is passed. Null where the type says nothing of the kind.
 */
export function genericValue(project: Project, fn: FunctionNode, call: CallNode): Value | null {
  const own = parameterName(fn.returnType?.typeAnnotation);
  if (own === null) return null;
  for (const [index, parameter] of fn.params.entries()) {
    const pattern = parameter.type === 'AssignmentPattern' ? parameter.left : parameter;
    const type = (pattern as { typeAnnotation?: { typeAnnotation: Node } | null }).typeAnnotation?.typeAnnotation;
    const argument = type ? argumentAt(call, `Argument[${index}]`) : null;
    if (!type || !argument) continue;
    if (parameterName(type) === own) return evaluate(project, argument);
    if (type.type !== 'TSFunctionType' || parameterName(type.returnType?.typeAnnotation) !== own) continue;
    const made = evaluate(project, argument);
    return made.kind === 'function' ? returnValue(project, made) : null;
  }
  return null;
}

/** The name of the type parameter that a type is, also as `Promise<T>`; null for every other type. */
function parameterName(type: Node | undefined): string | null {
  if (type?.type === 'TSUnionType') {
    const names = type.types.map((member) => parameterName(member)).filter((name) => name !== null);
    return names[0] ?? null;
  }
  if (type?.type !== 'TSTypeReference' || type.typeName.type !== 'Identifier') return null;
  const [argument] = type.typeArguments?.params ?? [];
  if (argument) return /^(?:Promise|PromiseLike|Awaited|NonNullable)$/.test(type.typeName.name) ? parameterName(argument) : null;
  const declaration = typeBindingOf(moduleOf(type), type.typeName)?.declarations[0];
  return declaration?.type === 'TSTypeParameter' ? type.typeName.name : null;
}
