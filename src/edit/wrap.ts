import type { Expression, Node } from 'oxc-parser';
import type { Edit } from './edit.js';
import { eachChild } from './visit.js';

export interface WrapOptions {
  /** Hand the expression over as a function: `callee(() => expression)`. */
  deferred?: boolean;
  /** Parameters of that function as source text, for example `{ signal }`. */
  parameters?: string;
  /** Further arguments as source text. */
  rest?: readonly string[];
}

/**
 * Wraps an expression in a call: `expression` -> `callee(expression)`. A deferred expression that awaits gets an async
 * function. Null where running it later or again would change the meaning: it yields, or assigns to a variable.
 */
export function wrapInCall(node: Expression, callee: string, options: WrapOptions = {}): Edit[] | null {
  const { deferred, parameters = '', rest = [] } = options;
  const suffix = `${rest.map((argument) => `, ${argument}`).join('')})`;
  if (!deferred) return surround(node, `${callee}(`, suffix);
  const inside = expressionsOf(node);
  if (['YieldExpression', 'AssignmentExpression', 'UpdateExpression'].some((type) => inside.has(type))) return null;
  const start = `${callee}(${inside.has('AwaitExpression') ? 'async ' : ''}(${parameters}) => `;
  return node.type === 'ObjectExpression' ? surround(node, `${start}(`, `)${suffix}`) : surround(node, start, suffix);
}

function surround(node: Node, prefix: string, suffix: string): Edit[] {
  const isSequence = node.type === 'SequenceExpression';
  return [
    { start: node.start, end: node.start, text: isSequence ? `${prefix}(` : prefix },
    { start: node.end, end: node.end, text: isSequence ? `)${suffix}` : suffix },
  ];
}

/** The types of the nodes in an expression that run as part of it, so not those inside functions. */
function expressionsOf(node: Node, types = new Set<string>()): Set<string> {
  types.add(node.type);
  if (/Function/.test(node.type)) return types;
  eachChild(node, (child) => void expressionsOf(child, types));
  return types;
}
