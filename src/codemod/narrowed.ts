import { forEachChild, isFunction, type Node } from '../analysis/project/ast.js';
import { bindingOf, moduleOf } from '../analysis/project/module.js';

/**
 * A member or variable in an expression whose type a condition outside narrows: TypeScript forgets that in a callback.
 * What a condition of the moved code itself asks (`scope`) stays with it. Where the type doesn't matter (in a text, in `JSON.stringify`), nothing is lost.
 */
export function narrowedOutside(expression: Node, scope = expression): string | null {
  return narrowings(expression, scope)[0]?.text ?? null;
}

/** A member or variable whose type is narrowed outside, and the conditions that may do it. */
export interface Narrowing {
  node: Node;
  text: string;
  conditions: Node[];
}

/** All of them, in source order. */
export function narrowings(expression: Node, scope = expression): Narrowing[] {
  const module = moduleOf(expression);
  const textOf = ({ start, end }: Node) => module.text.slice(start, end);
  const conditions: Node[] = [];
  const outermost = outermostFunction(expression) ?? module.program;
  visit(outermost, (node) => {
    if (node === scope) return false;
    const test = node.type === 'LogicalExpression' ? node.left : 'test' in node ? node.test : node.type === 'SwitchStatement' ? node.discriminant : null;
    if (test && typeof test === 'object') conditions.push(test);
    return true;
  });
  const found: Narrowing[] = [];
  visit(expression, (node) => {
    if (node.type === 'TemplateLiteral' || isStringify(node)) return false;
    const text = textOf(node);
    const own = node.type === 'MemberExpression' && !isCallee(node) ? conditions.filter((condition) => mayNarrow(plain(textOf(condition)), node, plain(text))) : [];
    const isNarrowed = own.length > 0 || (node.type === 'Identifier' && !isLabel(node) && mayBeNarrowed(node, conditions.map(textOf)));
    if (isNarrowed) found.push({ node, text, conditions: own });
    return !isNarrowed;
  });
  return found;
}

/** `user?.email` narrows what `user.email` reads. */
function plain(text: string): string {
  return text.replaceAll('?.[', '[').replaceAll('?.', '.');
}

/** A condition asks for the member itself; or it compares a part of it, by which a union is told apart. */
function mayNarrow(condition: string, node: Node, text: string): boolean {
  for (let at = condition.indexOf(text); at !== -1; at = condition.indexOf(text, at + 1)) {
    const next = condition[at + text.length] ?? '';
    if (/[\w$]/.test(next)) continue;
    if (!/[.[]/.test(next)) return true;
    if (/[=!]=|\bin\b/.test(condition) && isOwn(node)) return true;
  }
  return false;
}

/** Of a variable of the file, not of the platform: `process.env` is what it is. */
function isOwn(node: Node): boolean {
  let root = node;
  while (root.type === 'MemberExpression') root = root.object;
  return root.type !== 'Identifier' || bindingOf(moduleOf(root), root) !== null;
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

/** A name of a member or a key, which is no variable. */
function isLabel(node: Node): boolean {
  const { parent } = node;
  if (parent?.type === 'MemberExpression') return !parent.computed && parent.property === node;
  return parent?.type === 'Property' && !parent.computed && !parent.shorthand && parent.key === node;
}

function isCallee(node: Node): boolean {
  return node.parent?.type === 'CallExpression' && node.parent.callee === (node as unknown);
}

/** `let url: string | undefined = first;` that is assigned again later: in a callback it has the type that is written. */
function mayBeNarrowed(node: Extract<Node, { type: 'Identifier' }>, conditions: readonly string[]): boolean {
  const binding = bindingOf(moduleOf(node), node);
  if (!binding || binding.writes.length === 0) return false;
  const [declaration] = binding.declarations as (Node & { typeAnnotation?: { typeAnnotation: Node } | null })[];
  const annotation = declaration?.typeAnnotation?.typeAnnotation;
  if (annotation) return !/^TS(?:String|Number|Boolean)Keyword$/.test(annotation.type);
  if (declaration?.parent?.type !== 'VariableDeclarator') return false;
  // What it begins with may be one of several types, by which a condition asks.
  return !declaration.parent.init || conditions.some((condition) => new RegExp(`(?<![\\w$.])${node.name.replaceAll('$', '\\$')}(?![\\w$])`).test(condition));
}

function visit(node: Node, enter: (node: Node) => boolean): void {
  if (enter(node)) forEachChild(node, (child) => visit(child, enter));
}
