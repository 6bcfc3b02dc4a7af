import { accessOf, callsOf, isConcept, type ResolvedCall } from '../calls.js';
import { enclosingTransaction } from '../control/transactions.js';
import { callersOf } from '../effects/callers.js';
import { enclosingFunction, forEachChild, isFunction, isInside, keyName, memberName, unwrap, type FunctionNode, type Node, type NodeOf } from '../project/ast.js';
import { moduleOf, nodesOf, type Module } from '../project/module.js';
import type { Project } from '../project/project.js';
import { filesMentioning } from '../project/tree.js';
import { evaluate } from '../values/evaluate.js';
import { statementOf } from '../values/text.js';
import { failuresIn, type Failure } from './failure.js';

/** A row that is marked as being worked on, and keeps that mark when the work fails. */
export interface StuckStatus {
  call: ResolvedCall;
  /** The mark: `processing`. */
  status: string;
  /** What can fail behind it. */
  failure: Failure;
}

/** Marks that say that somebody is at work. */
const WORKING = /^(?:processing|running|in[_-]?progress|working|syncing|importing|exporting|generating|executing|sending|uploading|converting|indexing)$/i;
const KEY = /^(?:\w+_)?(?:status|state)$|(?:Status|State)$/;

/** The writes of a module that mark a row as being worked on, where the work behind may fail and nothing takes the mark away. */
export function stuckStatuses(project: Project, module: Module): StuckStatus[] {
  return callsOf(project, module).flatMap((call) => {
    if (!isConcept(call, 'query') || accessOf(project, call) !== 'write') return [];
    const status = workingStatus(project, call);
    const fn = status === null || enclosingTransaction(project, call.node) ? null : enclosingFunction(call.node);
    if (status === null || !fn || isUndone(project, module, fn)) return [];
    const failure = failuresIn(project, fn).find(({ node }) => node.start > call.node.end && !isInside(node, call.node));
    return failure ? [{ call, status, failure }] : [];
  });
}

/** The working status that a write sets: by an object's property or in an SQL text. */
function workingStatus(project: Project, call: ResolvedCall): string | null {
  const text = statementOf(project, call);
  const written = text === null ? null : /\bset\b[^;]*?\b\w*(?:status|state)\s*=\s*'([\w-]+)'/i.exec(text)?.[1];
  if (written !== undefined && written !== null) return WORKING.test(written) ? written : null;
  let found: string | null = null;
  const visit = (node: Node): void => {
    if (found !== null || isFunction(node)) return;
    if (node.type === 'Property' && KEY.test(keyName(node.key, node.computed) ?? '') && !isCondition(node, call)) {
      const value = literal(project, node.value);
      if (value !== null && WORKING.test(value)) found = value;
    }
    forEachChild(node, visit);
  };
  if (call.node.type === 'CallExpression') call.node.arguments.forEach((argument) => visit(argument));
  return found;
}

/** Whether a property belongs to what is looked for, not to what is written. */
function isCondition(property: Node, call: ResolvedCall): boolean {
  for (let current = property.parent; current && current !== call.node; current = current.parent) {
    if (current.type === 'Property' && /^(?:where|filter|query|find|or|and|not|in)$/i.test(keyName(current.key, current.computed) ?? '')) return true;
  }
  const [first] = call.node.type === 'CallExpression' ? call.node.arguments : [];
  const isFilterFirst = call.node.type === 'CallExpression' && call.node.arguments.length > 1 && first !== undefined && /update/i.test(call.target.name);
  return isFilterFirst && isInside(property, first);
}

function literal(project: Project, node: Node): string | null {
  const expression = unwrap(node);
  const value = evaluate(project, expression);
  if (value.kind === 'literal') return typeof value.value === 'string' ? value.value : null;
  return expression.type === 'MemberExpression' ? memberName(expression) : null;
}

/** Words that say that somebody takes such marks away: on failure, or after a time. */
const UNDOES = /fail|error|reset|revert|rollback|retry|abort|cancel/i;
const SWEEPS = /stuck|stale|orphan|sweep|reap|zombie|abandon|timed?[_-]?out/i;

/**
 * Whether something takes the mark away when the work fails: a handler in the function, in one of its callers or in the
 * module that touches a status, or a sweeper anywhere in the package.
 */
function isUndone(project: Project, module: Module, fn: FunctionNode): boolean {
  if (hasHandlerWithStatus(module, module.program)) return true;
  const callers = callersOf(project, fn);
  if (callers.some(({ call }) => hasHandlerWithStatus(moduleOf(call), moduleOf(call).program))) return true;
  return filesMentioning(project, module.path, SWEEPER).length > 0;
}

const SWEEPER = new RegExp(`(?:${SWEEPS.source})\\w*(?:job|run|row|record|task|import|export|sync|process)|(?:job|run|row|record|task|import|export|sync|process)\\w*(?:${SWEEPS.source})`, 'i');

/** Whether a handler of errors below a node has to do with a status. */
function hasHandlerWithStatus(module: Module, root: Node): boolean {
  const speaks = (node: Node) => {
    const text = module.text.slice(node.start, node.end);
    return /status|state/i.test(text) || UNDOES.test(text.replace(/console\.\w+|logger?\.\w+\([^)]*\)|catch\s*\([^)]*\)/g, ''));
  };
  const blocks = [
    ...nodesOf(module, 'CatchClause').map((clause) => clause.body as Node),
    ...nodesOf(module, 'TryStatement').flatMap((statement) => (statement.finalizer ? [statement.finalizer as Node] : [])),
  ];
  if (blocks.some((block) => isInside(block, root) && speaks(block))) return true;
  const handlers = nodesOf(module, 'CallExpression').filter((call) => isInside(call, root)).flatMap((call) => handlerOf(call) ?? []);
  // A handler that is passed by name may do anything.
  return handlers.some((handler) => !isFunction(handler) || acts(module, handler)) || /onFailed|onFailure/.test(module.text.slice(root.start, root.end));
}

/** Whether a function that runs on a failure does more than to log it. */
function acts(module: Module, { body }: FunctionNode): boolean {
  const text = body ? module.text.slice(body.start, body.end).replace(/(?:console|log(?:ger)?)\.\w+\([^()]*(?:\([^()]*\)[^()]*)*\)/gi, '') : '';
  return /status|state/i.test(text) || new RegExp(String.raw`\w*(?:${UNDOES.source})\w*\s*\(`, 'i').test(text);
}

/** What `promise.catch(…)` and `worker.on('failed', …)` run when something fails. */
function handlerOf(call: NodeOf<'CallExpression'>): Node | null {
  const name = call.callee.type === 'MemberExpression' ? memberName(call.callee) : null;
  const [first, second] = call.arguments as (Node | undefined)[];
  if (name === 'catch') return first ?? null;
  const isFailure = first?.type === 'Literal' && (first.value === 'failed' || first.value === 'error');
  return (name === 'on' || name === 'once') && isFailure ? (second ?? null) : null;
}
