import { calleeOf, isCall, memberName, type CallNode, type Node } from '../project/ast.js';
import type { Project } from '../project/project.js';
import { framesOf } from './frames.js';

/** Names of functions that keep what they are given for another time. */
const LATER = /commit|after|later|defer|schedule|enqueue|wait_?until|hook|background|^on[A-Z]/i;

/**
 * Whether the function that a node is written in does its work as a matter of course and waits for it: not in the handler
 * of an error, not started and left alone, not handed to something that runs it later.
 */
export function isPartOfWork(project: Project, node: Node, until: Node | null = null): boolean {
  if (isDropped(node)) return false;
  for (const frame of framesOf(project, node)) {
    if (frame.kind === 'catch') return false;
    if (frame.kind !== 'callback') continue;
    // The handler of a route is its own beginning, whatever becomes of the call that registers it.
    if (frame.node === until || frame.role === 'handler') return true;
    if (isDropped(frame.node) || (frame.role === 'unknown' && LATER.test(nameOf(frame.node)))) return false;
  }
  return true;
}

/** Whether nothing waits for what a call starts: `send();`, `void send()`, `send().catch(log)`. */
export function isDropped(node: Node): boolean {
  let current = node;
  for (let parent = current.parent; parent; parent = current.parent) {
    switch (parent.type) {
      case 'ExpressionStatement':
        return true;
      case 'UnaryExpression':
      case 'ChainExpression':
      case 'TSNonNullExpression':
        current = parent;
        break;
      case 'MemberExpression':
        if (parent.object !== (current as unknown) || !/^(?:then|catch|finally)$/.test(memberName(parent) ?? '') || !isCall(parent.parent)) return false;
        current = parent.parent;
        break;
      default:
        return false;
    }
  }
  return false;
}

function nameOf(call: CallNode): string {
  const callee = calleeOf(call);
  if (callee.type === 'MemberExpression') return memberName(callee) ?? '';
  return callee.type === 'Identifier' ? callee.name : '';
}
