import { forEachChild, isFunction, type Node } from '../analysis/project/ast.js';
import { bindingOf, moduleOf } from '../analysis/project/module.js';

/**
 * A member or variable in an expression whose type a condition outside narrows: TypeScript forgets that in a callback.
 * What a condition of the moved code itself asks (`scope`) stays with it. Where the type doesn't matter (in a text, in `JSON.stringify`), nothing is lost.
 */
export function narrowedOutside(expression: Node, scope = expression): string | null {
  const module = moduleOf(expression);
  const conditions: string[] = [];
  const outermost = outermostFunction(expression) ?? module.program;
  visit(outermost, (node) => {
    if (node === scope) return false;
    const test = node.type === 'LogicalExpression' ? node.left : 'test' in node ? node.test : node.type === 'SwitchStatement' ? node.discriminant : null;
    if (test && typeof test === 'object') conditions.push(module.text.slice((test as Node).start, (test as Node).end));
    return true;
  });
  let found: string | null = null;
  visit(expression, (node) => {
    if (found !== null || node.type === 'TemplateLiteral' || isStringify(node)) return false;
    const text = module.text.slice(node.start, node.end);
    if (node.type === 'MemberExpression' && !isCallee(node) && conditions.some((condition) => condition.includes(text))) found = text;
    if (node.type === 'Identifier' && mayBeNarrowed(node)) found = text;
    return true;
  });
  return found;
}

function outermostFunction(node: Node): Node | null {
  let outermost: Node | null = null;
  for (let current = node.parent; current; current = current.parent) if (isFunction(current)) outermost = current;
  return outermost;
}

function isStringify(node: Node): boolean {
  if (node.type !== 'CallExpression' || node.callee.type !== 'MemberExpression') return false;
  return node.callee.object.type === 'Identifier' && node.callee.object.name === 'JSON';
}

function isCallee(node: Node): boolean {
  return node.parent?.type === 'CallExpression' && node.parent.callee === (node as unknown);
}

/** `let url: string | undefined = first;` that is assigned again later: in a callback it has the type that is written. */
function mayBeNarrowed(node: Extract<Node, { type: 'Identifier' }>): boolean {
  const binding = bindingOf(moduleOf(node), node);
  if (!binding || binding.writes.length === 0) return false;
  const [declaration] = binding.declarations as (Node & { typeAnnotation?: { typeAnnotation: Node } | null })[];
  const annotation = declaration?.typeAnnotation?.typeAnnotation;
  if (annotation) return !/^TS(?:String|Number|Boolean)Keyword$/.test(annotation.type);
  return declaration?.parent?.type === 'VariableDeclarator' && !declaration.parent.init;
}

function visit(node: Node, enter: (node: Node) => boolean): void {
  if (enter(node)) forEachChild(node, (child) => visit(child, enter));
}
