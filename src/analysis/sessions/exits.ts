import type { Exit } from '../control/paths.js';
import { calleeOf, isCall, unwrap, type Node } from '../project/ast.js';
import type { Module } from '../project/module.js';

/** How a function is left, as the end of a sentence that begins with "when". */
export function describeExit(module: Module, { kind, node }: Exit): string {
  const line = module.lineOf(kind === 'end' ? node.end - 1 : node.start);
  switch (kind) {
    case 'throw':
      return node.type === 'ThrowStatement' ? `line ${line} throws` : `${awaitedText(module, node)} on line ${line} fails`;
    case 'return':
      return `line ${line} returns`;
    case 'end':
      return `line ${line} is reached`;
    case 'again':
      return `the loop comes back to line ${line}`;
  }
}

/** Longest text of a call that is quoted. */
const MAX_TEXT = 40;

function awaitedText(module: Module, node: Node): string {
  const awaited = node.type === 'AwaitExpression' ? unwrap(node.argument) : node;
  const named = isCall(awaited) ? calleeOf(awaited) : awaited;
  const text = module.text.slice(named.start, named.end);
  return text.length > MAX_TEXT || /[`\n]/.test(text) ? 'what is awaited' : `\`${text}\``;
}
