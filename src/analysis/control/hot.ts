import { callersOf } from '../effects/callers.js';
import { isCall, parentOf, unwrap, type CallNode, type FunctionNode, type Node } from '../project/ast.js';
import type { Project } from '../project/project.js';
import { entryRole } from './entry.js';
import { framesOf, isDeferred, roleOf, type Frame, type Role } from './frames.js';

/** Functions between a node and the handler that it is looked for, and functions that are looked at on the way. */
const MAX_DEPTH = 8;
const MAX_FUNCTIONS = 40;

/** Whether a node runs for a request or a message: in a handler, or in a function that one calls, in any file of its package. */
export function isHot(project: Project, node: Node): boolean {
  const visited = new Set<FunctionNode>();
  let level = [node];
  for (let depth = 0; level.length > 0 && depth < MAX_DEPTH; depth++) {
    const next: Node[] = [];
    for (const current of level) {
      const frames = framesOf(project, current);
      if (frames.some((frame) => frame.kind === 'callback' && isRequest(roleThrough(project, frame.node, frame.role)))) return true;
      const fn = calledFunction(frames);
      if (!fn || visited.has(fn)) continue;
      if (visited.size >= MAX_FUNCTIONS) return false;
      visited.add(fn);
      if (isRequest(entryRole(project, fn))) return true;
      for (const { call, position } of callersOf(project, fn)) {
        const role = position === null ? null : roleThrough(project, call, roleOf(project, call, position, null).role);
        if (isRequest(role)) return true;
        if (role === null || !isDeferred(role)) next.push(call);
      }
    }
    level = next;
  }
  return false;
}

function isRequest(role: Role | null): boolean {
  return role === 'handler' || role === 'consumer';
}

/** The role of a function that is wrapped on its way: `router.get('/', withErrors(async (request, response) => …))`. */
function roleThrough(project: Project, call: CallNode, role: Role): Role {
  if (role !== 'unknown') return role;
  const outer = parentOf(call);
  if (!isCall(outer) || outer.type === 'TaggedTemplateExpression') return role;
  const position = outer.arguments.findIndex((argument) => unwrap(argument) === call);
  return position === -1 ? role : roleThrough(project, outer, roleOf(project, outer, position, null).role);
}

/** The called function that a node runs in, or at a module's top level the outermost one that is passed to something. */
function calledFunction(frames: Frame[]): FunctionNode | null {
  let found: FunctionNode | null = null;
  for (const frame of frames) {
    if (frame.kind === 'function') return frame.node;
    if (frame.kind === 'callback') found = frame.fn;
  }
  return found;
}
