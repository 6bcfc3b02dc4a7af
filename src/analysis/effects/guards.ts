import type { ResolvedCall } from '../calls.js';
import { isFunction, unwrap, type CallNode, type FunctionNode, type Node } from '../project/ast.js';
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
 * `reach`, without what the called function does only where its caller leaves a parameter out, when this call passes it
 * (`if (!rows) rows = await loadRows()`), and without what it does only where one is passed, when this call leaves it out
 * (`if (url) await download(url)`).
 */
export function reachGiven(
  project: Project,
  node: Site,
  key: string,
  matches: (call: ResolvedCall) => boolean,
  follows: (step: Step) => boolean,
): Effect | null {
  const effect = reach(project, node, key, matches, follows);
  const [first, second] = effect?.steps ?? [];
  if (!effect || !first || first.site.type === 'AwaitExpression') return effect;
  const guarded = second?.site ?? effect.call.node;
  const replaced = replacedBy(guarded);
  if (replaced?.fn === first.fn && isPassed(project, first.site, replaced)) {
    const runs = (inner: Node) => !replacedBy(inner);
    return reach(project, node, `${key} whatever is passed`, (call) => matches(call) && runs(call.node), (step) => follows(step) && runs(step.site));
  }
  const needed = leftOutOn(project, effect);
  if (!needed) return effect;
  const runs = (inner: Node) => !isSame(neededBy(inner), needed);
  const without = `${key} without ${moduleOf(needed.fn).path}:${needed.fn.start}:${needed.index}.${needed.path.join('.')}`;
  return reachGiven(project, node, without, (call) => matches(call) && runs(call.node), (step) => follows(step) && runs(step.site));
}

/** The parameter without which the next step of a chain isn't taken, where the step before leaves it out. */
function leftOutOn(project: Project, { steps, call }: Effect): Given | null {
  for (const [index, { fn, site }] of steps.entries()) {
    const needed = neededBy(steps[index + 1]?.site ?? call.node);
    if (needed?.fn === fn && site.type !== 'AwaitExpression' && isLeftOut(project, site, needed)) return needed;
  }
  return null;
}

function isSame(a: Given | null, b: Given): boolean {
  return a?.fn === b.fn && a.index === b.index && a.path.join('.') === b.path.join('.');
}

function isLeftOut(project: Project, site: CallNode, { index, path }: Given): boolean {
  if (site.type === 'TaggedTemplateExpression' || site.arguments.some(({ type }) => type === 'SpreadElement')) return false;
  return lookUpOption(project, argumentAt(site, `Argument[${index}]`), path).state === 'absent';
}

/** The parameter without which a node doesn't run; null where none is known. */
function neededBy(node: Node): Given | null {
  for (let child = node, parent = node.parent; parent && !isFunction(child); child = parent, parent = parent.parent) {
    const tested =
      (parent.type === 'IfStatement' || parent.type === 'ConditionalExpression') && (parent.consequent as Node) === child ? askedFor(parent.test)
      : (parent.type === 'IfStatement' || parent.type === 'ConditionalExpression') && parent.alternate === (child as unknown) ? ofExpression(missing(parent.test))
      : parent.type === 'LogicalExpression' && parent.operator === '&&' && parent.right === (child as unknown) ? askedFor(parent.left)
      : null;
    if (tested) return tested;
  }
  return null;
}

/** `url`, `options.url !== undefined`, `'url' in options`, and with `&&` anything else. */
function askedFor(test: Node): Given | null {
  const node = unwrap(test);
  if (node.type === 'LogicalExpression') return node.operator === '&&' ? (askedFor(node.left) ?? askedFor(node.right)) : null;
  if (node.type !== 'BinaryExpression') return parameterOf(node);
  if (node.operator === 'in') {
    const object = node.left.type === 'Literal' && typeof node.left.value === 'string' ? parameterOf(unwrap(node.right)) : null;
    return object && { ...object, path: [...object.path, (node.left as { value: string }).value] };
  }
  const isNothing = (side: Node) => (side.type === 'Identifier' && side.name === 'undefined') || (side.type === 'Literal' && side.value === null);
  return /^!={1,2}$/.test(node.operator) && isNothing(node.right) ? parameterOf(unwrap(node.left)) : null;
}

function ofExpression(node: Node | null): Given | null {
  return node && parameterOf(unwrap(node));
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
    } else if (parent.type === 'RestElement' && parent.parent?.type === 'ObjectPattern') {
      // What is left of an object is found where the object is.
    } else if (parent.type !== 'ObjectPattern' && parent.type !== 'AssignmentPattern') return null;
  }
  return null;
}
