import { keyName, memberName, plainArguments, unwrap, type Node } from '../project/ast.js';
import { bindingOf, moduleOf } from '../project/module.js';
import type { Project } from '../project/project.js';
import { evaluate } from './evaluate.js';
import { alternatives } from './value.js';

/**
 * Every expression that an option may be given on some path: in object literals and their spreads, in either branch of a
 * condition, by a later assignment (`options.skip = n`). Where `lookUpOption` says whether an option is there, this says
 * what it is when it is there. Empty where nothing is in view.
 */
export function writtenOptions(project: Project, expression: Node | null, path: readonly string[]): Node[] {
  const found = new Set<Node>();
  if (expression) collect(project, expression, path, found, new Set());
  return [...found];
}

function collect(project: Project, expression: Node, path: readonly string[], found: Set<Node>, visited: Set<Node>): void {
  const node = unwrap(expression);
  if (path.length === 0) {
    found.add(node);
    return;
  }
  if (visited.has(node)) return;
  visited.add(node);
  const go = (next: Node, rest = path): void => collect(project, next, rest, found, visited);
  switch (node.type) {
    case 'ObjectExpression':
      for (const property of node.properties) {
        if (property.type === 'SpreadElement') go(property.argument);
        else if (keyName(property.key, property.computed) === path[0]) go(property.value, path.slice(1));
      }
      return;
    case 'ArrayExpression':
      if (path[0] !== '*') return;
      for (const element of node.elements) {
        if (element?.type === 'SpreadElement') go(element.argument);
        else if (element) go(element, path.slice(1));
      }
      return;
    case 'ConditionalExpression':
      go(node.consequent);
      go(node.alternate);
      return;
    case 'LogicalExpression':
      if (node.operator !== '&&') go(node.left);
      go(node.right);
      return;
    case 'CallExpression':
      if (isAssign(node)) for (const argument of plainArguments(node)) go(argument);
      else goToObjects(project, node, go);
      return;
    case 'Identifier': {
      const module = moduleOf(node);
      const binding = bindingOf(module, node);
      for (const write of (binding && module.memberWrites.get(binding)) ?? []) {
        if (write.path.every((part, index) => part === path[index])) go(write.value, path.slice(write.path.length));
      }
      const declarator = binding?.declarations[0]?.parent;
      if (declarator?.type === 'VariableDeclarator' && declarator.id.type === 'Identifier' && declarator.init) go(declarator.init);
      else goToObjects(project, node, go);
      return;
    }
    default:
      goToObjects(project, node, go);
  }
}

function isAssign(node: Extract<Node, { type: 'CallExpression' }>): boolean {
  const { callee } = node;
  return (
    callee.type === 'MemberExpression' &&
    callee.object.type === 'Identifier' &&
    callee.object.name === 'Object' &&
    memberName(callee) === 'assign'
  );
}

function goToObjects(project: Project, node: Node, go: (next: Node) => void): void {
  for (const value of alternatives(evaluate(project, node))) if (value.kind === 'object' || value.kind === 'array') go(value.node);
}
