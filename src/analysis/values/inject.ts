import { isCall, keyName, type Node } from '../project/ast.js';
import type { Project } from '../project/project.js';
import { classAt } from './call.js';
import { evaluate } from './evaluate.js';
import { typeValue } from './types.js';
import { alternatives, unknown, type Library, type Receiver, type Value } from './value.js';

/** The exports of packages that decorate a node, with their decorator facts. */
export function decoratorsOf(project: Project, node: Node): { library: Library; expression: Node }[] {
  const decorators = (node as { decorators?: { expression: Node }[] }).decorators ?? [];
  return decorators.flatMap(({ expression }) => {
    const callee = expression.type === 'CallExpression' ? expression.callee : expression;
    return alternatives(evaluate(project, callee))
      .filter((value): value is Library => value.kind === 'library' && value.entry?.decorator !== undefined)
      .map((library) => ({ library, expression }));
  });
}

/** What a framework injects into a decorated parameter or field; null where no decorator says so. */
export function injectedValue(project: Project, node: Node): Value | null {
  for (const { library, expression } of decoratorsOf(project, node)) {
    const { injects, parameter, rowsOf } = library.entry?.decorator ?? {};
    const ref = injects ?? parameter;
    if (!ref || !library.model) continue;
    const type = project.models.type(library.model, ref);
    if (!type) return unknown(`no model describes the type ${ref}`);
    const rows = rowsOf && isCall(expression) ? classAt(project, expression, rowsOf) : null;
    const receiver: Receiver = { kind: 'receiver', model: type.model, type: type.name, by: 'type', from: null, properties: [] };
    return rows?.kind === 'instance' ? { ...receiver, rows } : receiver;
  }
  return null;
}

/** What a property is that is a relation to other rows and is loaded when it is awaited: `@OneToMany(…) posts: Promise<Post[]>`. */
export function lazyRelation(project: Project, property: Node): Value | null {
  if (property.type !== 'PropertyDefinition') return null;
  const type = property.typeAnnotation?.typeAnnotation;
  if (type?.type !== 'TSTypeReference' || type.typeName.type !== 'Identifier' || type.typeName.name !== 'Promise') return null;
  for (const { library } of decoratorsOf(project, property)) {
    const ref = library.entry?.decorator?.lazy;
    const found = ref && library.model ? project.models.type(library.model, ref) : null;
    if (!found) continue;
    const [row] = type.typeArguments?.params ?? [];
    const name = keyName(property.key, property.computed);
    const rows = row ? typeValue(project, row) : unknown('the relation has no type');
    return { kind: 'receiver', model: found.model, type: found.name, by: 'type', from: null, properties: name === null ? [] : [name], rows };
  }
  return null;
}
