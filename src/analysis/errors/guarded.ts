import type { Concept } from '../../models/model.js';
import { callAt, isConcept, type ResolvedCall } from '../calls.js';
import { callbackFrame, isDeferred } from '../control/frames.js';
import { handlersOf, type Handler } from '../control/handlers.js';
import { reach, type Effect, type Step } from '../effects/effects.js';
import { enclosingFunction, isCall, isFunction, isInside, parentOf, type Node, type NodeOf } from '../project/ast.js';
import { moduleOf, nodesOf } from '../project/module.js';
import type { Project } from '../project/project.js';
import { statementOf } from '../values/text.js';
import { treatmentOf } from './treatment.js';

/** What fails when something outside the process does. */
const OUTSIDE: readonly Concept[] = ['external-call', 'query', 'transaction', 'publish'];

/** Statements that give something up: that they fail says that it is gone already. */
const CLEANUP = /^\s*(?:rollback|commit|release|discard|unlisten|reset|set|select\s+pg_advisory_unlock)\b/i;

/**
 * The first external call, query, transaction or message that the code behind a handler makes, directly or through the
 * project's functions, and whose failure comes to the handler. Null when none is known.
 */
export function guardedEffect(project: Project, handler: Handler): Effect | null {
  const { guarded } = handler;
  if (!guarded) return null;
  const matches = (call: ResolvedCall) =>
    isOutside(project, call) && !isLeftAlone(call) && comesOut(project, call.node, functionRound(project, call.node));
  const isAwaited = (step: Step) => !(step.fn.async && isStatement(step.site));
  const follows = (step: Step) => isAwaited(step) && comesOut(project, step.site, functionRound(project, step.site));
  for (const node of nodesOf(
    moduleOf(guarded),
    'CallExpression',
    'NewExpression',
    'TaggedTemplateExpression',
    'AwaitExpression',
  )) {
    if (!isInside(node, guarded) || !comesOut(project, node, guarded)) continue;
    const isGivenOn = handler.kind === 'catch' && isReturnedPromise(handler, node);
    const call = callAt(project, node);
    if (call && isOutside(project, call) && !isLeftAlone(call) && !(isGivenOn && !call.call.sync)) {
      return { steps: [], call };
    }
    if (isGivenOn) continue;
    const effect = isCall(node) ? reach(project, node, 'fails', matches, follows) : null;
    const [first] = effect?.steps ?? [];
    if (effect && first && isAwaited(first)) return effect;
  }
  return null;
}

/**
 * `try { return load(id); } catch { … }`: the promise is given on as it is, and its failure comes to whoever waits for it.
 * What an async function returns is one even where it only passes it on.
 */
function isReturnedPromise({ at }: Handler, node: Node): boolean {
  if (node.type === 'AwaitExpression') return false;
  let expression: Node = node;
  while (expression.parent?.type === 'ConditionalExpression' || expression.parent?.type === 'TSAsExpression') {
    expression = expression.parent;
  }
  const parent = parentOf(expression);
  return parent?.type === 'ReturnStatement' && enclosingFunction(parent) === enclosingFunction(at);
}

/** The function that a node is part of when it runs, through callbacks that run there and then. */
function functionRound(project: Project, node: Node): Node | null {
  let current: Node | null | undefined = node.parent;
  for (; current; current = current.parent) {
    if (!isFunction(current)) continue;
    const frame = callbackFrame(project, current);
    if (!frame || isDeferred(frame.role)) return current;
  }
  return null;
}

function isOutside(project: Project, call: ResolvedCall): boolean {
  if (!isConcept(call, ...OUTSIDE)) return false;
  // A program or a file of this machine: no outage of anything else.
  if (call.call.medium === 'process' || call.call.medium === 'file') return false;
  return call.call.concept !== 'query' || !CLEANUP.test(statementOf(project, call) ?? '');
}

/** A promise that nobody waits for: `send(event);`, `void send(event);`. Its failure comes to no handler. */
function isLeftAlone({ node, call }: ResolvedCall): boolean {
  return !call.sync && node.type !== 'AwaitExpression' && isStatement(node);
}

function isStatement(node: Node): boolean {
  const parent = parentOf(node);
  return parent?.type === 'ExpressionStatement' || (parent?.type === 'UnaryExpression' && parent.operator === 'void');
}

/** Whether what a node throws leaves the code round it: no handler and no function that runs later lies between. */
function comesOut(project: Project, node: Node, outer: Node | null): boolean {
  for (let child = node, parent = node.parent; parent && child !== outer; child = parent, parent = parent.parent) {
    if (
      parent.type === 'TryStatement' &&
      parent.handler &&
      child === (parent.block as Node) &&
      !rethrows(project, parent.handler)
    ) {
      return false;
    }
    if (isFunction(child)) {
      const frame = callbackFrame(project, child);
      if (!frame || isDeferred(frame.role)) return false;
    }
  }
  return true;
}

/** Whether a clause throws on some way. */
function rethrows(project: Project, clause: NodeOf<'CatchClause'>): boolean {
  const handler = handlersOf(project, moduleOf(clause)).find(({ node }) => node === clause);
  return handler !== undefined && (treatmentOf(project, handler).paths ?? []).some((path) => path.end === 'throw');
}
