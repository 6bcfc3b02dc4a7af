import type { Handler } from '../control/handlers.js';
import {
  calleeOf,
  forEachChild,
  isCall,
  isFunction,
  isInside,
  unwrap,
  type CallNode,
  type Node,
} from '../project/ast.js';
import { bindingOf, moduleOf, nodesOf } from '../project/module.js';
import type { Project } from '../project/project.js';
import type { Binding, BindingKind } from '../project/scope.js';
import { evaluate } from '../values/evaluate.js';
import { alternatives } from '../values/value.js';
import { isParsing } from './parsing.js';

/**
 * The call behind a handler that fails, as far as that can be told without knowing what it does: one that is awaited, or
 * one of a package, directly or in a function that is called. What the project's own code throws at once is most often a
 * check of its input, whose text the handler knows. Null for that, and where functions of the language read a text.
 */
export function failingCall(project: Project, { guarded }: Handler): CallNode | null {
  if (!guarded || isParsing(guarded)) return null;
  let awaited: CallNode | null = null;
  let direct: CallNode | null = null;
  function visit(node: Node): void {
    if (isFunction(node) || (node.type === 'TryStatement' && node.handler)) return;
    if (node.type === 'AwaitExpression') {
      const call = unwrap(node.argument);
      if (isCall(call) && isOfCode(call)) awaited ??= call;
    }
    if (isCall(node)) direct ??= isOfPackage(project, node) || callsPackage(project, node) ? node : null;
    forEachChild(node, visit);
  }
  visit(guarded);
  return awaited ?? direct;
}

const CODE: readonly BindingKind[] = ['import', 'function', 'class'];

/** Whether a call leads into other code: by an imported name, one of the module's own or a member of `this`. */
function isOfCode(call: CallNode): boolean {
  const root = rootOf(call);
  if (root.type === 'ThisExpression' || root.type === 'Super') return true;
  const binding = nameBinding(root);
  return binding !== null && (CODE.includes(binding.kind) || binding.scope.parent === null);
}

/** Whether a call is of a name that is imported from elsewhere than the project's own code or the language. */
function isOfPackage(project: Project, call: CallNode): boolean {
  const root = rootOf(call);
  const source = nameBinding(root)?.import?.source;
  if (source === undefined || /^[./~#]|^@\/|^(?:node:)?url$/.test(source)) return false;
  return alternatives(evaluate(project, root)).every(({ kind }) => kind !== 'function' && kind !== 'class');
}

/** Whether a call is of a function of the project that calls a package. */
function callsPackage(project: Project, call: CallNode): boolean {
  return alternatives(evaluate(project, calleeOf(call))).some(
    (value) =>
      value.kind === 'function' &&
      nodesOf(moduleOf(value.node), 'CallExpression', 'NewExpression').some(
        (inner) => isInside(inner, value.node) && isOfPackage(project, inner),
      ),
  );
}

function rootOf(call: CallNode): Node {
  let root = unwrap(calleeOf(call));
  while (root.type === 'MemberExpression' || isCall(root)) {
    root = unwrap(root.type === 'MemberExpression' ? root.object : calleeOf(root));
  }
  return root;
}

function nameBinding(root: Node): Binding | null {
  return root.type === 'Identifier' ? bindingOf(moduleOf(root), root) : null;
}
