import { calleeOf, forEachChild, memberName, unwrap, type Node } from '../project/ast.js';
import { lookUp } from '../project/scope.js';
import { bindingOf, referencesOf, scopeOf } from '../project/module.js';
import { carriedBy, isGlobal, type ErrorScope } from './carried.js';

/** Whether an expression is the error by name, or nothing but its text, so that the error itself can stand for it. */
export function isErrorOrText(scope: ErrorScope, node: Node): boolean {
  const expression = unwrap(node);
  switch (expression.type) {
    case 'Identifier':
      return carriedBy(scope, expression) === 'error';
    case 'MemberExpression':
      return memberName(expression) === 'message' && isName(scope, expression.object);
    case 'CallExpression': {
      const [argument, more] = expression.arguments as Node[];
      const callee = unwrap(calleeOf(expression));
      if (isGlobal(scope, callee, 'String')) return argument !== undefined && isErrorOrText(scope, argument);
      if (callee.type !== 'MemberExpression') return false;
      if (memberName(callee) === 'toString') return isErrorOrText(scope, callee.object);
      return (
        isGlobal(scope, callee.object, 'JSON') &&
        memberName(callee) === 'stringify' &&
        more === undefined &&
        isName(scope, argument)
      );
    }
    case 'TemplateLiteral':
      return (
        expression.expressions.length === 1 &&
        expression.quasis.every((quasi) => quasi.value.raw === '') &&
        isErrorOrText(scope, expression.expressions[0]!)
      );
    case 'ConditionalExpression':
      return isEither(scope, expression.consequent, expression.alternate);
    case 'LogicalExpression':
      return expression.operator !== '&&' && isEither(scope, expression.left, expression.right);
    default:
      return false;
  }
}

/** `err instanceof Error ? err.message : 'unknown'`: the error has all that is said here, or there is none. */
function isEither(scope: ErrorScope, ...parts: Node[]): boolean {
  return (
    parts.every((part) => isErrorOrText(scope, part) || part.type === 'Literal') &&
    parts.some((part) => part.type !== 'Literal')
  );
}

function isName(scope: ErrorScope, node: Node | undefined): boolean {
  const name = node && unwrap(node);
  return name?.type === 'Identifier' && carriedBy(scope, name) === 'error';
}

/** A name of the error, and the code by which its members are read: `err`, `(err as Error)`. */
export interface ErrorName {
  name: string;
  /** Null where its type may not have members. */
  object: string | null;
}

/** The name under which an expression uses the error, else the one that the scope gives it, as far as a node can see it. */
export function errorNameAt(scope: ErrorScope, node: Node): ErrorName | null {
  const used = usedName(scope, node);
  if (used) return used;
  for (const [binding, carried] of scope.names) {
    if (carried !== 'error' || lookUp(scopeOf(scope.module, node), binding.name) !== binding) continue;
    return { name: binding.name, object: hasMembers(scope, binding.name, node) ? binding.name : null };
  }
  return null;
}

function usedName(scope: ErrorScope, node: Node): ErrorName | null {
  if (node.type === 'Identifier') {
    if (bindingOf(scope.module, node) === null || carriedBy(scope, node) !== 'error') return null;
    return { name: node.name, object: hasMembers(scope, node.name, node) ? node.name : null };
  }
  if (node.type === 'MemberExpression') {
    const object = usedName(scope, unwrap(node.object));
    if (!object) return node.computed ? usedName(scope, node.property) : null;
    const { start, end } = node.object;
    const text = scope.module.text.slice(start, end);
    return { ...object, object: unwrap(node.object) === node.object ? text : `(${text})` };
  }
  let found: ErrorName | null = null;
  forEachChild(node, (child) => {
    found ??= usedName(scope, child);
  });
  return found;
}

/** Whether the language lets code read members of the name: not of a `catch` binding in TypeScript that nothing narrows. */
function hasMembers(scope: ErrorScope, name: string, node: Node): boolean {
  const { module } = scope;
  if (!/\.[cm]?tsx?$/.test(module.path)) return true;
  const binding = lookUp(scopeOf(module, node), name);
  if (!binding) return false;
  const [declaration] = binding.declarations;
  const type = declaration?.type === 'Identifier' ? declaration.typeAnnotation?.typeAnnotation.type : undefined;
  if (binding.kind !== 'catch' || type === 'TSAnyKeyword') return true;
  return referencesOf(module, binding).some(
    (identifier) => identifier.parent?.type === 'MemberExpression' && identifier.parent.object === identifier,
  );
}
