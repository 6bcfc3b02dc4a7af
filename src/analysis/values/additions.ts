import { isCall, memberName, unwrap, type IdentifierNode, type Node, type NodeOf } from '../project/ast.js';
import { bindingOf, moduleOf, referencesOf, type Module } from '../project/module.js';
import type { Binding } from '../project/scope.js';

const ADDING = new Set(['push', 'unshift', 'splice']);

/** The uses of the variable that a literal initialises. */
export function usesOf(literal: Node): IdentifierNode[] {
  let holder = literal.parent;
  while (holder && unwrap(holder) !== holder) holder = holder.parent;
  if (holder?.type !== 'VariableDeclarator' || holder.id.type !== 'Identifier') return [];
  const module = moduleOf(literal);
  const binding = bindingOf(module, holder.id);
  return binding ? referencesOf(module, binding) : [];
}

/** The uses that add to the list a literal initialises: `list.push(…)`, `list[i] = …`. */
export function additionsTo(literal: Node): IdentifierNode[] {
  return usesOf(literal).filter((use) => {
    const member = use.parent;
    if (member?.type !== 'MemberExpression' || member.object !== (use as unknown)) return false;
    if (member.computed) return isAssigned(member);
    return ADDING.has(memberName(member) ?? '') && isCall(member.parent);
  });
}

/** The calls that a variable is the first argument of: `Object.assign(options, defaults)` adds to it. */
export function mergesInto(module: Module, binding: Binding): NodeOf<'CallExpression'>[] {
  return referencesOf(module, binding).flatMap((use) => (use.parent?.type === 'CallExpression' && use.parent.arguments[0] === (use as unknown) ? [use.parent] : []));
}

export function isAssigned(member: Node): boolean {
  return member.parent?.type === 'AssignmentExpression' && member.parent.left === (member as unknown);
}
