import {
  calleeOf,
  forEachChild,
  isCall,
  isFunction,
  memberName,
  unwrap,
  type CallNode,
  type Node,
} from '../project/ast.js';
import { bindingOf, moduleOf } from '../project/module.js';

/** What throws because what it is given is bad, or because a module isn't installed. */
const PARSERS = new Set([
  'JSON.parse',
  'JSON.stringify',
  'URL',
  'RegExp',
  'BigInt',
  'decodeURI',
  'decodeURIComponent',
  'atob',
  'Buffer.from',
  'require',
  'require.resolve',
]);

/**
 * Whether code reads or writes a text, by functions of the language, and waits for nothing: `JSON.parse(text)`,
 * `new URL(input)`, `require(name)`. That it fails says that the input is bad, and its stack says nothing more.
 */
export function isParsing(node: Node): boolean {
  let parses = false;
  let waits = false;
  function visit(current: Node): void {
    if (isFunction(current)) return;
    waits ||= current.type === 'AwaitExpression';
    parses ||= current.type === 'ImportExpression' || (isCall(current) && PARSERS.has(globalName(current)));
    forEachChild(current, visit);
  }
  visit(node);
  return parses && !waits;
}

function globalName(call: CallNode): string {
  const callee = unwrap(calleeOf(call));
  const root = callee.type === 'MemberExpression' ? unwrap(callee.object) : callee;
  if (root.type !== 'Identifier' || bindingOf(moduleOf(call), root) !== null) return '';
  return callee.type === 'MemberExpression' ? `${root.name}.${memberName(callee) ?? ''}` : root.name;
}
