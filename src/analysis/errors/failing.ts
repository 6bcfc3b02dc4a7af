import type { Handler } from '../control/handlers.js';
import {
  calleeOf,
  forEachChild,
  isCall,
  isFunction,
  unwrap,
  type CallNode,
  type Node,
} from '../project/ast.js';
import { bindingOf, moduleOf } from '../project/module.js';
import type { BindingKind } from '../project/scope.js';
import { isParsing } from './parsing.js';

/**
 * The call behind a handler that fails, as far as that can be told without knowing what it does: the first one of
 * imported code, of the module or of the object itself; an awaited one comes first. Null where the code only
 * reads its input by functions of the language.
 */
export function failingCall({ guarded }: Handler): CallNode | null {
  if (!guarded || isParsing(guarded)) return null;
  let awaited: CallNode | null = null;
  let first: CallNode | null = null;
  function visit(node: Node): void {
    if (isFunction(node) || (node.type === 'TryStatement' && node.handler)) return;
    if (node.type === 'AwaitExpression') {
      const call = unwrap(node.argument);
      if (isCall(call) && isOfCode(call)) awaited ??= call;
    }
    if (isCall(node) && isOfCode(node)) first ??= node;
    forEachChild(node, visit);
  }
  visit(guarded);
  return awaited ?? first;
}

const CODE: readonly BindingKind[] = ['import', 'function', 'class'];

/** Whether a call leads into other code: by an imported name, one of the module's own or a member of `this`. */
function isOfCode(call: CallNode): boolean {
  let root = unwrap(calleeOf(call));
  while (root.type === 'MemberExpression' || isCall(root)) {
    root = unwrap(root.type === 'MemberExpression' ? root.object : calleeOf(root));
  }
  if (root.type === 'ThisExpression' || root.type === 'Super') return true;
  const binding = root.type === 'Identifier' ? bindingOf(moduleOf(call), root) : null;
  return binding !== null && (CODE.includes(binding.kind) || binding.scope.parent === null);
}
