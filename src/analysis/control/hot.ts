import { callersOf } from '../effects/callers.js';
import type { FunctionNode, Node } from '../project/ast.js';
import type { Project } from '../project/project.js';
import { entryRole } from './entry.js';
import { framesOf, type Role } from './frames.js';

/** Functions between a node and the handler that it is looked for. */
const MAX_DEPTH = 8;

/** Whether a node runs for a request or a message: in a handler, or in a function that one calls, in any file. */
export function isHot(project: Project, node: Node): boolean {
  const visited = new Set<FunctionNode>();
  let level = [node];
  for (let depth = 0; level.length > 0 && depth < MAX_DEPTH; depth++) {
    const next: Node[] = [];
    for (const current of level) {
      const frame = framesOf(project, current).findLast((item) => item.kind === 'function' || item.kind === 'callback' || item.kind === 'module');
      if (frame?.kind === 'callback' && isRequest(frame.role)) return true;
      const fn = functionAround(project, current);
      if (!fn || visited.has(fn)) continue;
      visited.add(fn);
      if (isRequest(entryRole(project, fn))) return true;
      for (const caller of callersOf(project, fn)) {
        if (isRequest(caller.role)) return true;
        if (caller.role === null) next.push(caller.node);
      }
    }
    level = next;
  }
  return false;
}

function isRequest(role: Role | null): boolean {
  return role === 'handler' || role === 'consumer';
}

/** The outermost function that a node runs in: the called one, or at a module's top level the argument it stands in. */
function functionAround(project: Project, node: Node): FunctionNode | null {
  let found: FunctionNode | null = null;
  for (const frame of framesOf(project, node)) {
    if (frame.kind === 'function') return frame.node;
    if (frame.kind === 'callback') found = frame.fn;
  }
  return found;
}
