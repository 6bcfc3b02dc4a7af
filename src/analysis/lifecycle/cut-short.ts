import { callAt, type ResolvedCall } from '../calls.js';
import { calleesOf } from '../effects/effects.js';
import { enclosingFunction, isCall, isInside, unwrap, type FunctionNode, type Node } from '../project/ast.js';
import { moduleOf, nodesOf, type Module } from '../project/module.js';
import type { Project } from '../project/project.js';
import { mayRegister, registrationsOf } from './handlers.js';
import { lifecycleOf } from './resources.js';
import { callsOfKind } from './words.js';

/** What ends over time: requests and jobs in progress. */
const DRAINS: ReadonlySet<string> = new Set(['server', 'worker']);

/**
 * The calls of a module's signal handlers that begin to drain a server or worker, where the process is ended right behind
 * them: `server.close(); process.exit(0);`. In source order.
 */
export function cutShort(project: Project, module: Module): ResolvedCall[] {
  if (!mayRegister(module)) return [];
  const handlers = registrationsOf(project, module)
    .filter(({ signals }) => signals === null || signals.includes('SIGTERM'))
    .flatMap(({ functions }) => functions);
  if (handlers.length === 0) return [];
  return callsOfKind(project, module, 'end').filter(({ node, call, receiver }) => {
    if (call.concept !== 'close' || !receiver || !DRAINS.has(lifecycleOf(project, receiver)?.stage ?? '')) return false;
    const fn = enclosingFunction(node);
    return fn !== null && node.parent?.type === 'ExpressionStatement' && endsBehind(project, node.parent, fn) && runsIn(project, module, handlers, fn);
  });
}

/** Whether a later statement of the same block ends the process, with no waiting on the way. */
function endsBehind(project: Project, statement: Node, fn: FunctionNode): boolean {
  const block = statement.parent;
  if (block?.type !== 'BlockStatement') return false;
  const behind = (block.body as Node[]).slice((block.body as Node[]).indexOf(statement) + 1);
  const exit = behind.find((next) => next.type === 'ExpressionStatement' && isExit(project, unwrap(next.expression)));
  if (!exit) return false;
  return !nodesOf(moduleOf(fn), 'AwaitExpression', 'ForOfStatement').some((node) => isInside(node, block) && node.start > statement.end && node.end < exit.start && enclosingFunction(node) === fn);
}

function isExit(project: Project, node: Node): boolean {
  return isCall(node) && callAt(project, node)?.call.concept === 'exit';
}

/** Whether handlers are a function, or call it in their own module. */
function runsIn(project: Project, module: Module, handlers: readonly FunctionNode[], fn: FunctionNode): boolean {
  const visited = new Set<FunctionNode>(handlers);
  for (const current of visited) {
    if (current === fn) return true;
    for (const call of nodesOf(module, 'CallExpression')) {
      if (!isInside(call, current)) continue;
      for (const { fn: callee } of calleesOf(project, call)) if (moduleOf(callee) === module) visited.add(callee);
    }
  }
  return false;
}
