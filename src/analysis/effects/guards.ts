import type { ResolvedCall } from '../calls.js';
import { isFunction, unwrap, type FunctionNode, type Node } from '../project/ast.js';
import { bindingOf, moduleOf } from '../project/module.js';
import type { Project } from '../project/project.js';
import { argumentAt } from '../values/call.js';
import { lookUpOption } from '../values/options.js';
import { reach, type Effect, type Site, type Step } from './effects.js';

/** What a function takes as a parameter, or inside one. */
interface Given {
  fn: FunctionNode;
  index: number;
  path: string[];
}

/**
 * `reach`, without what the called function does only where its caller leaves a parameter out, when this call passes it:
 * `if (!rows) rows = await loadRows()`.
 */
export function reachGiven(
  project: Project,
  node: Site,
  key: string,
  matches: (call: ResolvedCall) => boolean,
  follows: (step: Step) => boolean,
): Effect | null {
  const effect = reach(project, node, key, matches, follows);
  const guard = effect && replacedBy(effect.steps[1]?.site ?? effect.call.node);
  if (!effect || !guard || guard.fn !== effect.steps[0]?.fn || !isPassed(project, effect.steps[0].site, guard)) return effect;
  return reach(
    project,
    node,
    `${key} whatever is passed`,
    (call) => matches(call) && !replacedBy(call.node),
    (step) => follows(step) && !replacedBy(step.site),
  );
}

function isPassed(project: Project, site: Site, { index, path }: Given): boolean {
  if (site.type === 'AwaitExpression') return false;
  const found = lookUpOption(project, argumentAt(site, `Argument[${index}]`), path);
  return found.state === 'present' || (found.state === 'unknown' && found.node !== undefined);
}

/** The parameter that makes a node unnecessary where it is passed; null where none does. */
function replacedBy(node: Node): Given | null {
  for (let child = node, parent = node.parent; parent && !isFunction(child); child = parent, parent = parent.parent) {
    const tested =
      parent.type === 'IfStatement' && (parent.consequent as Node) === child ? missing(parent.test)
      : parent.type === 'LogicalExpression' && parent.right === (child as unknown) && parent.operator !== '&&' ? parent.left
      : parent.type === 'ConditionalExpression' && (parent.alternate as Node) === child ? parent.test
      : parent.type === 'ConditionalExpression' && (parent.consequent as Node) === child ? missing(parent.test)
      : parent.type === 'AssignmentExpression' && (parent.operator === '??=' || parent.operator === '||=') ? (parent.left as Node)
      : null;
    const parameter = tested && parameterOf(unwrap(tested));
    if (parameter) return parameter;
  }
  return null;
}

/** `x` in `!x`, `x === undefined`, `x == null`. */
export function missing(test: Node): Node | null {
  const node = unwrap(test);
  if (node.type === 'UnaryExpression' && node.operator === '!') return node.argument;
  if (node.type !== 'BinaryExpression' || !/^={2,3}$/.test(node.operator)) return null;
  const { right } = node;
  const isNothing = (right.type === 'Identifier' && right.name === 'undefined') || (right.type === 'Literal' && right.value === null);
  return isNothing ? (node.left) : null;
}

function parameterOf(node: Node): Given | null {
  if (node.type === 'MemberExpression') {
    const object = parameterOf(unwrap(node.object));
    return object && !node.computed && node.property.type === 'Identifier' ? { ...object, path: [...object.path, node.property.name] } : null;
  }
  if (node.type !== 'Identifier') return null;
  const binding = bindingOf(moduleOf(node), node);
  return binding?.kind === 'parameter' ? placeOf(binding.declarations[0]!) : null;
}

/** Where a name is declared among the parameters of its function. */
function placeOf(declaration: Node): Given | null {
  const path: string[] = [];
  let child = declaration;
  for (let parent = child.parent; parent; child = parent, parent = parent.parent) {
    if (isFunction(parent)) return { fn: parent, index: parent.params.indexOf(child as never), path };
    if (parent.type === 'Property') {
      if (parent.key.type !== 'Identifier' || parent.computed) return null;
      path.unshift(parent.key.name);
    } else if (parent.type !== 'ObjectPattern' && parent.type !== 'AssignmentPattern') return null;
  }
  return null;
}
