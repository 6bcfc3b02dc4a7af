import { callAt } from '../calls.js';
import { handlersOf, type Handler } from '../control/handlers.js';
import type { FileAnalysis } from '../file.js';
import { calleeOf, isCall, unwrap, type Node } from '../project/ast.js';
import { nodesOf, type Module } from '../project/module.js';
import { explainCall, type CallExplanation } from './call.js';
import { explainHandler, type HandlerExplanation } from './handler.js';

/** What the analysis knows of a line. */
export interface LineExplanation {
  calls: CallExplanation[];
  /** The handlers of errors that begin on the line, else the one that it is in. */
  handlers: HandlerExplanation[];
}

/** What the analysis knows of the calls and handlers on a line, from 1. */
export function explainLine({ project, module }: FileAnalysis, line: number): LineExplanation {
  const nodes = callsOn(module, line).filter((node) => isCall(node) || callAt(project, node));
  const calls = new Map(nodes.map((node) => [node, explainCall(project, node)]));
  for (const [node, { calls: last }] of calls) {
    for (const link of linksBefore(node)) {
      const before = calls.get(link);
      const saysNothing = before?.calls === 'library' ? before.row?.concept === null : before?.calls === 'unknown' && last === 'unknown';
      if (saysNothing) calls.delete(link);
    }
  }
  return {
    calls: [...calls.values()],
    handlers: handlersOn(handlersOf(project, module), module, line).map((handler) => explainHandler(project, handler)),
  };
}

/** The calls on a line in source order; where there are none, the innermost one that the line is inside. */
function callsOn(module: Module, line: number): Node[] {
  const nodes = nodesOf(module, 'CallExpression', 'NewExpression', 'TaggedTemplateExpression', 'AwaitExpression');
  const starting = nodes.filter((node) => module.lineOf(node.start) <= line && module.lineOf(headEnd(node)) >= line);
  return starting.length > 0 ? starting : nodes.filter((node) => covers(module, node, line)).slice(-1);
}

/** Where what a call calls ends, and its arguments begin. */
function headEnd(node: Node): number {
  return isCall(node) ? calleeOf(node).end : node.start;
}

function covers(module: Module, node: Node, line: number): boolean {
  return module.lineOf(node.start) <= line && module.lineOf(node.end) >= line;
}

/** The calls of a chain in front of its last one: `db.select()` and `db.select().from(users)`. */
function linksBefore(node: Node): Node[] {
  const callee = isCall(node) ? unwrap(calleeOf(node)) : null;
  const object = callee?.type === 'MemberExpression' ? unwrap(callee.object) : null;
  return object && isCall(object) ? [object, ...linksBefore(object)] : [];
}

function handlersOn(handlers: readonly Handler[], module: Module, line: number): Handler[] {
  const starting = handlers.filter(({ at }) => module.lineOf(at.start) === line);
  return starting.length > 0 ? starting : handlers.filter(({ node }) => covers(module, node, line)).slice(-1);
}
