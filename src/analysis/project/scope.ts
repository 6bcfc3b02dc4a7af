import type { IdentifierNode, Node } from './ast.js';
import type { Module } from './module.js';

export type BindingKind = 'import' | 'variable' | 'function' | 'class' | 'parameter' | 'catch' | 'enum' | 'namespace' | 'type';

/** One declared name. */
export interface Binding {
  name: string;
  kind: BindingKind;
  /** The declaring identifiers, in source order. More than one for `var` and overloads. */
  declarations: Node[];
  /** Identifiers that are assigned after the declaration. */
  writes: IdentifierNode[];
  /** For imports: what is imported from where. `*` is the namespace. */
  import?: { source: string; name: string };
  scope: Scope;
}

export interface Scope {
  node: Node;
  parent: Scope | null;
  /** The module's own scope; it knows the module. */
  root: ModuleScope;
  values: ReadonlyMap<string, Binding>;
  types: ReadonlyMap<string, Binding>;
}

export interface ModuleScope extends Scope {
  /** Set when the whole module is bound. */
  module: Module | null;
}

const SCOPE = 'scope';

/** The innermost scope round a node, which for a node that opens one is its own. Set while a module is bound. */
export function scopeAt(node: Node): Scope | undefined {
  return (node as { [SCOPE]?: Scope })[SCOPE];
}

export function setScope(node: Node, scope: Scope): void {
  (node as { [SCOPE]?: Scope })[SCOPE] = scope;
}

/** The class, object literal or non-arrow function whose `this` a node sees. */
export function thisOwner(node: Node): Node | null {
  for (let current = node.parent; current; current = current.parent) {
    if (current.type === 'PropertyDefinition' || current.type === 'StaticBlock') return current.parent?.parent ?? null;
    if (current.type !== 'FunctionExpression' && current.type !== 'FunctionDeclaration') continue;
    const holder: Node | null | undefined = current.parent;
    if (holder?.type === 'MethodDefinition') return holder.parent?.parent ?? null;
    if (holder?.type === 'Property' && holder.parent?.type === 'ObjectExpression') return holder.parent;
    return current;
  }
  return null;
}

/** The binding of a name as seen from a scope. */
export function lookUp(scope: Scope | null, name: string): Binding | null {
  for (let current = scope; current; current = current.parent) {
    const binding = current.values.get(name);
    if (binding) return binding;
  }
  return null;
}

/** The type of a name as seen from a scope; a class or enum is a type too. */
export function lookUpType(scope: Scope | null, name: string): Binding | null {
  for (let current = scope; current; current = current.parent) {
    const binding = current.types.get(name) ?? current.values.get(name);
    if (binding) return binding;
  }
  return null;
}
