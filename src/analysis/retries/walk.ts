import { forEachChild, isFunction, type Node } from '../project/ast.js';

/** Whether a node, or one below it in the same function, fulfils a condition. */
export function some(node: Node, test: (node: Node) => boolean): boolean {
  if (test(node)) return true;
  let found = false;
  forEachChild(node, (child) => {
    found ||= !isFunction(child) && some(child, test);
  });
  return found;
}
