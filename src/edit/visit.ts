import { createRequire } from 'node:module';
import type { Node, VisitorObject } from 'oxc-parser';

const require = createRequire(import.meta.url);

let keys: Record<string, readonly string[]> | undefined;

/** Calls a function for each child of a node, in the order of its keys. */
export function eachChild(node: Node, call: (child: Node) => void): void {
  keys ??= (require('oxc-parser') as typeof import('oxc-parser')).visitorKeys as Record<string, readonly string[]>;
  const fields = node as unknown as Record<string, Node | null | readonly (Node | null)[]>;
  for (const key of keys[node.type] ?? []) {
    const value = fields[key];
    if (Array.isArray(value)) {
      for (const child of value as readonly (Node | null)[]) if (child) call(child);
    } else if (value) call(value as Node);
  }
}

/**
 * Calls the function of a node's type for a node and everything in it, outer nodes first. The parser's own visitor keeps
 * every object of functions that it was given for as long as the process runs, and with them whole syntax trees.
 */
export function visit(node: Node, visitor: VisitorObject): void {
  (visitor[node.type as keyof VisitorObject] as ((node: Node) => void) | undefined)?.(node);
  eachChild(node, (child) => visit(child, visitor));
}
