import { reachFrom } from '../effects/effects.js';
import {
  calleeOf,
  isCall,
  isFunction,
  isInside,
  memberName,
  parentOf,
  type CallNode,
  type Node,
} from '../project/ast.js';
import { bindingOf, moduleOf, nodesOf, referencesOf } from '../project/module.js';
import type { Project } from '../project/project.js';
import { argumentAt, targetsOf } from '../values/call.js';
import { evaluate } from '../values/evaluate.js';
import { alternatives, type Func } from '../values/value.js';

/**
 * What bounds a call in time from outside: a race against a timer, a modelled time limit or a function of the project
 * that is given the promise or a callback that makes it. Null where nothing does.
 */
export function enclosingBound(project: Project, call: Node): Node | null {
  for (const use of usesOf(call)) {
    for (let child: Node = use, parent = use.parent; parent; child = parent, parent = parent.parent) {
      if (isCall(parent) && !isInside(child, calleeOf(parent)) && bounds(project, parent, child)) return parent;
      if (isFunction(parent) && !isArgument(parent)) break;
    }
  }
  return null;
}

/** The call itself, and the uses of a variable that holds its promise. */
function usesOf(call: Node): Node[] {
  let declarator = parentOf(call);
  while (declarator?.type === 'ConditionalExpression' || declarator?.type === 'LogicalExpression') declarator = parentOf(declarator);
  if (declarator?.type !== 'VariableDeclarator' || declarator.id.type !== 'Identifier') return [call];
  const module = moduleOf(call);
  const binding = bindingOf(module, declarator.id);
  return [call, ...(binding ? referencesOf(module, binding) : [])];
}

function isArgument(node: Node): boolean {
  const parent = parentOf(node);
  return isCall(parent) && !isInside(node, calleeOf(parent));
}

function bounds(project: Project, call: CallNode, child: Node): boolean {
  const callee = calleeOf(call);
  if (callee.type === 'MemberExpression' && memberName(callee) === 'race') return true;
  for (const target of targetsOf(project, call)) {
    const timed = target.call.callbacks?.find((callback) => callback.role === 'timed');
    if (timed) return argumentAt(call, timed.at) === child || timed.at === 'Argument[rest]';
    if (target.call.concept === 'timeout') return true;
  }
  // What takes the promise or a callback into a function of the project may race it there.
  return alternatives(evaluate(project, callee)).some((value) => value.kind === 'function' && races(project, value));
}

/** Whether a function of the project races what it is given: against a timer, or in a modelled time limit. */
function races(project: Project, fn: Func): boolean {
  for (const node of nodesOf(fn.module, 'CallExpression')) {
    if (!isInside(node, fn.node) || node.callee.type !== 'MemberExpression') continue;
    if (memberName(node.callee) === 'race') return true;
  }
  return reachFrom(project, fn.node, 'timeout', (call) => call.call.concept === 'timeout') !== null;
}
