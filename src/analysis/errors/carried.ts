import {
  calleeOf,
  forEachChild,
  isInside,
  keyName,
  memberName,
  unwrap,
  type CallNode,
  type FunctionNode,
  type IdentifierNode,
  type Node,
} from '../project/ast.js';
import { lookUp, type Binding } from '../project/scope.js';
import { bindingOf, moduleOf, scopeOf, type Module } from '../project/module.js';
import { once } from '../project/memo.js';
import type { Project } from '../project/project.js';
import { returnedExpressions } from '../values/call.js';
import { evaluate } from '../values/evaluate.js';
import { alternatives } from '../values/value.js';

/**
 * How much of a caught error an expression carries, from nothing to the error itself. `property`: a code, a name or a
 * status; `text`: its message, or what `String()` and `JSON.stringify()` make of it; `copy`: a new error that is made with
 * its text; `detail`: something that may hold more, such as a response, a cause or what an unknown function makes of it;
 * `stack`: its stack as text.
 */
const ORDER = ['none', 'property', 'text', 'copy', 'detail', 'stack', 'error'] as const;
export type Carried = (typeof ORDER)[number];

/** The names under which an error is known in a piece of code. */
export interface ErrorScope {
  project: Project;
  module: Module;
  /** The code in which the error is known. */
  region: Node;
  names: ReadonlyMap<Binding, Carried>;
}

export function isAtLeast(carried: Carried, least: Carried): boolean {
  return ORDER.indexOf(carried) >= ORDER.indexOf(least);
}

export function most(...all: Carried[]): Carried {
  return all.reduce((a, b) => (ORDER.indexOf(b) > ORDER.indexOf(a) ? b : a), 'none');
}

/** The scope in which a parameter or a clause's binding is the error: `error`, or destructured `{ message, stack }`. */
export function errorScope(project: Project, region: Node, pattern: Node | null): ErrorScope {
  const module = moduleOf(region);
  const names = new Map<Binding, Carried>();
  if (pattern) bindPattern(module, pattern, 'error', names);
  return { project, module, region, names };
}

function bindPattern(module: Module, pattern: Node, carried: Carried, names: Map<Binding, Carried>): void {
  switch (pattern.type) {
    case 'Identifier': {
      const binding = lookUp(scopeOf(module, pattern), pattern.name);
      if (binding) names.set(binding, carried);
      break;
    }
    case 'AssignmentPattern':
      bindPattern(module, pattern.left, carried, names);
      break;
    case 'ObjectPattern':
      for (const property of pattern.properties) {
        if (property.type === 'RestElement') bindPattern(module, property.argument, 'detail', names);
        else bindPattern(module, property.value, propertyOf(carried, keyName(property.key, property.computed)), names);
      }
      break;
    case 'TSParameterProperty':
      bindPattern(module, pattern.parameter, carried, names);
      break;
  }
}

const PROPERTIES = new Set([
  'code',
  'name',
  'status',
  'statusCode',
  'errno',
  'syscall',
  'type',
  'severity',
  'level',
  'length',
  'isOperational',
]);

/** What a property of something carries. */
function propertyOf(carried: Carried, name: string | null): Carried {
  if (carried !== 'error') return carried === 'text' && name === 'length' ? 'property' : carried;
  if (name === 'message') return 'text';
  if (name === 'stack') return 'stack';
  return name !== null && PROPERTIES.has(name) ? 'property' : 'detail';
}

/** How much of the error an expression carries. Objects and lists carry what they hold. */
export function carriedBy(scope: ErrorScope, node: Node): Carried {
  switch (node.type) {
    case 'Identifier':
      return ofName(scope, node);
    case 'MemberExpression':
      return ofMember(scope, node.object, memberName(node));
    case 'CallExpression':
    case 'NewExpression':
    case 'TaggedTemplateExpression':
      return ofCall(scope, node);
    case 'TemplateLiteral':
      return most(...node.expressions.map((part) => printed(carriedBy(scope, part))));
    case 'BinaryExpression':
      if (node.operator !== '+') return 'none';
      return most(printed(carriedBy(scope, node.left)), printed(carriedBy(scope, node.right)));
    case 'ConditionalExpression':
      return most(carriedBy(scope, node.consequent), carriedBy(scope, node.alternate));
    case 'LogicalExpression':
      return node.operator === '&&'
        ? carriedBy(scope, node.right)
        : most(carriedBy(scope, node.left), carriedBy(scope, node.right));
    case 'AssignmentExpression':
      return carriedBy(scope, node.right);
    case 'SequenceExpression':
      return carriedBy(scope, node.expressions[node.expressions.length - 1]!);
    case 'AwaitExpression':
    case 'SpreadElement':
      // The own properties that can be listed are neither the message nor the stack, but may be all else.
      return node.type === 'AwaitExpression'
        ? carriedBy(scope, node.argument)
        : spread(carriedBy(scope, node.argument));
    case 'ObjectExpression':
      return most(
        ...node.properties.map((property) =>
          carriedBy(scope, (property.type === 'SpreadElement' ? property : property.value) as Node),
        ),
      );
    case 'ArrayExpression':
      return most(...node.elements.map((element) => (element ? carriedBy(scope, element as Node) : 'none')));
    default: {
      const inner = unwrap(node);
      return inner === node ? 'none' : carriedBy(scope, inner);
    }
  }
}

function printed(carried: Carried): Carried {
  return carried === 'error' || carried === 'copy' ? 'text' : carried;
}

function spread(carried: Carried): Carried {
  return carried === 'error' ? 'detail' : carried;
}

function ofName(scope: ErrorScope, node: IdentifierNode): Carried {
  const binding = bindingOf(scope.module, node);
  if (!binding) return 'none';
  return (
    scope.names.get(binding) ??
    once(
      scope.project.derived('carried'),
      binding,
      '',
      () => ofVariable(scope, binding),
      () => 'none',
    )
  );
}

/** A variable that takes something of the error inside the region. */
function ofVariable(scope: ErrorScope, binding: Binding): Carried {
  if (binding.kind !== 'variable') return 'none';
  const places = [...binding.declarations, ...binding.writes].filter((node) => isInside(node, scope.region));
  const members = scope.module.memberWrites.get(binding)?.filter((write) => isInside(write.node, scope.region)) ?? [];
  return most(
    ...places.map((place) => ofPattern(scope, place)),
    ...members.map((write) => carriedBy(scope, write.value)),
  );
}

/** What the part of a pattern takes, found by walking up to what is destructured. */
function ofPattern(scope: ErrorScope, node: Node): Carried {
  const { parent } = node;
  switch (parent?.type) {
    case 'VariableDeclarator':
      return parent.init ? carriedBy(scope, parent.init) : 'none';
    case 'AssignmentExpression':
      return carriedBy(scope, parent.right);
    case 'Property':
      return parent.parent ? propertyOf(ofPattern(scope, parent.parent), keyName(parent.key, parent.computed)) : 'none';
    case 'AssignmentPattern':
      return most(ofPattern(scope, parent), carriedBy(scope, parent.right));
    case 'ArrayPattern':
      return ofPattern(scope, parent);
    case 'RestElement':
      return spread(ofPattern(scope, parent));
    default:
      return 'none';
  }
}

function ofMember(scope: ErrorScope, object: Node, name: string | null): Carried {
  const literal = unwrap(object);
  if (literal.type === 'ObjectExpression') return carriedBy(scope, literal);
  return propertyOf(carriedBy(scope, object), name);
}

function ofCall(scope: ErrorScope, node: CallNode): Carried {
  const callee = unwrap(calleeOf(node));
  const given = argumentsOf(node).map((argument) => carriedBy(scope, argument));
  if (callee.type === 'MemberExpression') {
    const object = carriedBy(scope, callee.object);
    const name = memberName(callee);
    if (object === 'error') return name === 'toString' ? 'text' : 'detail';
    if (object !== 'none') return most(object, ...given);
    if (isGlobal(scope, callee.object, 'JSON') && name === 'stringify') return stringified(given);
  }
  if (given.every((carried) => carried === 'none')) return 'none';
  if (isGlobal(scope, callee, 'String')) return printed(most(...given));
  if (isGlobal(scope, callee, 'Boolean')) return 'none';
  if (node.type !== 'NewExpression') {
    const own = ofOwnFunctions(scope, callee, given);
    if (own) return own;
  }
  const passed = most(...given);
  if (isAtLeast(passed, 'detail')) return 'detail';
  // A message that is passed through stays a message. A new error has a stack, though not this one.
  return passed === 'text' && node.type === 'NewExpression' ? 'copy' : passed;
}

/** `JSON.stringify(error)` prints `{}`; with a second argument it may list more. */
function stringified([value = 'none', replacer]: Carried[]): Carried {
  return replacer === undefined ? printed(value) : isAtLeast(value, 'detail') ? 'detail' : value;
}

export function isGlobal(scope: ErrorScope, node: Node, name: string): boolean {
  return node.type === 'Identifier' && node.name === name && bindingOf(scope.module, node) === null;
}

function argumentsOf(node: CallNode): Node[] {
  return node.type === 'TaggedTemplateExpression' ? node.quasi.expressions : node.arguments;
}

/** What the project's own function makes of its arguments: `getErrorMessage(error)`; null where that isn't known. */
function ofOwnFunctions(scope: ErrorScope, callee: Node, given: Carried[]): Carried | null {
  const values = alternatives(evaluate(scope.project, callee));
  const results = values.map((value) =>
    value.kind === 'function' ? ofOwnFunction(scope.project, value.node, given) : null,
  );
  return results.some((result) => result === null) ? null : most(...(results as Carried[]));
}

function ofOwnFunction(project: Project, fn: FunctionNode, given: Carried[]): Carried | null {
  const scope = parameterScope(project, fn, given);
  const returned = returnedExpressions(fn);
  if (!scope || returned.length === 0) return null;
  return once(
    project.derived('returned error'),
    fn,
    given.join(),
    () => most(...returned.map((node) => carriedBy(scope, node))),
    () => 'none',
  );
}

/** The scope inside a function whose arguments carry something; null where a parameter isn't a plain name. */
export function parameterScope(project: Project, fn: FunctionNode, given: readonly Carried[]): ErrorScope | null {
  if (!fn.body) return null;
  const module = moduleOf(fn);
  const names = new Map<Binding, Carried>();
  for (const [index, carried] of given.entries()) {
    if (carried === 'none') continue;
    const parameter = fn.params[index] as Node | undefined;
    if (!parameter || parameter.type === 'RestElement') return null;
    bindPattern(module, parameter, carried, names);
  }
  return { project, module, region: fn.body as Node, names };
}

/** Whether any of the error's names is used inside a node, in whatever way. */
export function mentions(scope: ErrorScope, node: Node): boolean {
  if (node.type === 'Identifier') return ofName(scope, node) !== 'none';
  if (node.type === 'MemberExpression' && !node.computed) return mentions(scope, node.object);
  let found = false;
  forEachChild(node, (child) => {
    const isKey = node.type === 'Property' && !node.computed && !node.shorthand && child === (node.key as Node);
    found ||= !isKey && mentions(scope, child);
  });
  return found;
}
