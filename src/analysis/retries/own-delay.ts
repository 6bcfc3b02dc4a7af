import { isFunction, keyName, unwrap, type FunctionNode, type Node, type NodeOf } from '../project/ast.js';
import { nodesOf, scopeOf, type Module } from '../project/module.js';
import { lookUp } from '../project/scope.js';
import type { Project } from '../project/project.js';

/** Options of a retry whose own delay never looks at the answer, though answers that say when to come back are retried. */
export interface DeafDelay {
  options: NodeOf<'ObjectExpression'>;
  delay: FunctionNode;
  /** The option's name. */
  name: string;
}

/** "Too many requests": such an answer says when to try again. */
const LIMITED = /(?<!\d)429(?!\d)|TOO_MANY_REQUESTS/i;

/**
 * The options of a module for retries whose delay is a function of the number of tries alone, beside a filter that names
 * the status 429. Told by the two options' names, as such objects are often declared far from the call that takes them.
 */
export function deafDelays(project: Project, module: Module): DeafDelay[] {
  if (!LIMITED.test(module.text)) return [];
  const facts = project.models.all.flatMap(({ exports }) =>
    Object.values(exports).flatMap(({ function: call }) => (call?.retry?.ownDelay && call.retry.filter ? [call.retry] : [])),
  );
  return nodesOf(module, 'ObjectExpression').flatMap((options) =>
    facts.flatMap(({ ownDelay, filter = [] }) => {
      const delay = propertyOf(options, ownDelay!.at);
      const chosen = filter.map((name) => propertyOf(options, name)).find((node) => node !== null);
      if (!delay || !chosen || !isFunction(delay) || delay.params.length > ownDelay!.errorAt) return [];
      return LIMITED.test(textOf(module, chosen)) ? [{ options, delay, name: ownDelay!.at }] : [];
    }),
  );
}

function propertyOf(object: NodeOf<'ObjectExpression'>, name: string): Node | null {
  for (const property of object.properties) {
    if (property.type === 'Property' && keyName(property.key, property.computed) === name) return unwrap(property.value);
  }
  return null;
}

/** The text of a function, with what the module's own constants that it names hold. */
function textOf(module: Module, node: Node): string {
  const text = module.text.slice(node.start, node.end);
  const names = new Set(text.match(/\b[A-Z][A-Z_\d]{3,}\b/g) ?? []);
  const values = [...names].flatMap((name) => {
    const declaration = lookUp(scopeOf(module, module.program), name)?.declarations[0]?.parent;
    return declaration?.type === 'VariableDeclarator' && declaration.init ? [module.text.slice(declaration.init.start, declaration.init.end)] : [];
  });
  return [text, ...values].join('\n');
}
