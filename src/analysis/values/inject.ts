import type { Node } from '../project/ast.js';
import type { Project } from '../project/project.js';
import { evaluate } from './evaluate.js';
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
  for (const { library } of decoratorsOf(project, node)) {
    const ref = library.entry?.decorator?.injects ?? library.entry?.decorator?.parameter;
    if (!ref || !library.model) continue;
    const type = project.models.type(library.model, ref);
    if (!type) return unknown(`no model describes the type ${ref}`);
    const receiver: Receiver = { kind: 'receiver', model: type.model, type: type.name, by: 'type', from: null, properties: [] };
    return receiver;
  }
  return null;
}
