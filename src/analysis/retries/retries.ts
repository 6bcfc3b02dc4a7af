import { callsOf, type ResolvedCall } from '../calls.js';
import { isLoop, isFunction, memberName, unwrap, type FunctionNode, type Node, type NodeOf } from '../project/ast.js';
import { nodesOf, type Module } from '../project/module.js';
import type { Project } from '../project/project.js';
import { argumentAt } from '../values/call.js';
import { evaluate } from '../values/evaluate.js';
import { lookUpPlace, type Lookup } from '../values/options.js';
import { alternatives } from '../values/value.js';
import { some } from './walk.js';
import { delayOfLoop, filtersIn, loopAttempts } from './loop.js';
import { recursionsOf } from './recursion.js';

/** How often something is tried at most, the first time included; `unbounded`: there is no limit; null: not known. */
export type Attempts = number | 'unbounded' | null;
/** How long it waits between two tries; null: not known. */
export type Delay = 'none' | 'fixed' | 'growing' | null;

/** Code that runs a piece of work again when it fails. */
export interface Retry {
  /** The call of a library, the loop, or the `try` of a function that calls itself. */
  node: Node;
  /** What is underlined. */
  at: { start: number; end: number };
  /** The library's call as a reader knows it; null for code of the project's own. */
  library: string | null;
  /** What is tried: functions that are passed, or the `try` block. */
  work: Node[];
  attempts: Attempts;
  delay: Delay;
  /** Tries of many callers spread over time; null: not known. */
  jitter: boolean | null;
  /** It looks at the error before it tries again; null: not known. */
  filters: boolean | null;
}

/** The retries of a module in source order. Memoised. */
export function retriesOf(project: Project, module: Module): readonly Retry[] {
  const table = project.derived<Module, Retry[]>('retries');
  let retries = table.get(module);
  if (!retries) {
    const ofLibraries = callsOf(project, module).flatMap((call) => (call.call.retry ? (ofLibrary(project, call) ?? []) : []));
    retries = [...ofLibraries, ...loopsOf(project, module), ...recursionsOf(project, module)].sort((a, b) => a.at.start - b.at.start);
    table.set(module, retries);
  }
  return retries;
}

function ofLibrary(project: Project, call: ResolvedCall): Retry | null {
  const { retry, callbacks = [], concept } = call.call;
  if (!retry || concept !== 'retry' || call.node.type !== 'CallExpression') return null;
  const node = call.node;
  const lookUp = (place: string | undefined): Lookup => (place === undefined ? { state: 'absent' } : lookUpPlace(project, call, place));
  const work = callbacks.flatMap(({ role, at }) => {
    const passed = role === 'retried' ? argumentAt(node, at) : null;
    const fn = passed && functionOf(project, passed);
    return fn ? [fn] : [];
  });
  if (work.length === 0) return null;
  const stops = retry.stop ? stopsItself(work, retry.stop) : false;
  return {
    node,
    at: node.callee,
    library: call.label === call.library ? call.library : call.label,
    work,
    attempts: attemptsOf(retry, lookUp),
    delay: delayOf(retry, lookUp),
    jitter: jitterOf(retry, lookUp),
    filters: stops || filterOf(retry, lookUp),
  };
}

type Facts = NonNullable<ResolvedCall['call']['retry']>;
type LookUp = (place: string | undefined) => Lookup;

function functionOf(project: Project, node: Node): FunctionNode | null {
  const expression = unwrap(node);
  if (isFunction(expression)) return expression;
  const value = evaluate(project, expression);
  return value.kind === 'function' ? value.node : null;
}

function attemptsOf({ attempts, counts, forever }: Facts, lookUp: LookUp): Attempts {
  const endless = lookUp(forever);
  if (endless.state === 'unknown') return null;
  if (endless.state === 'present' && endless.value.kind === 'literal' && endless.value.value === true) return 'unbounded';
  if (!attempts) return null;
  const found = lookUp(attempts.at);
  const more = counts === 'retries' ? 1 : 0;
  if (found.state === 'absent') return attempts.default === null ? 'unbounded' : attempts.default + more;
  if (found.state === 'unknown') return null;
  const node = unwrap(found.node);
  if (node.type === 'Identifier' && node.name === 'Infinity') return 'unbounded';
  if (node.type === 'MemberExpression' && memberName(node) === 'POSITIVE_INFINITY') return 'unbounded';
  if (found.value.kind !== 'literal' || typeof found.value.value !== 'number') return null;
  return Number.isFinite(found.value.value) ? found.value.value + more : 'unbounded';
}

function delayOf({ backoff, delayMs }: Facts, lookUp: LookUp): Delay {
  const first = lookUp(delayMs);
  if (first.state === 'unknown') return null;
  if (first.state === 'present' && first.value.kind === 'literal' && first.value.value === 0) return 'none';
  if (!backoff) return null;
  const found = lookUp(backoff.at);
  if (found.state === 'unknown') return null;
  if (found.state === 'absent') return backoff.default === 'exponential' ? 'growing' : backoff.default;
  if (!backoff.means || found.value.kind !== 'literal') return null;
  if (backoff.means === 'delay') return found.value.value === 0 ? 'none' : 'fixed';
  return found.value.value === 1 ? 'fixed' : 'growing';
}

function jitterOf({ jitter }: Facts, lookUp: LookUp): boolean | null {
  if (!jitter) return null;
  const found = lookUp(jitter.at);
  if (found.state === 'absent') return jitter.default;
  return found.state === 'present' && found.value.kind === 'literal' ? Boolean(found.value.value) && found.value.value !== 'none' : null;
}

function filterOf({ filter = [], unfiltered = [] }: Facts, lookUp: LookUp): boolean | null {
  if (filter.length === 0) return null;
  let isUnknown = false;
  for (const place of filter) {
    const found = lookUp(place);
    if (found.state === 'unknown') isUnknown = true;
    if (found.state !== 'present') continue;
    const values = alternatives(found.value);
    if (values.some((value) => value.kind === 'receiver' && value.by === 'default') && nameOf(found.node, unfiltered)) return false;
    // A function that never looks at the error, as one that only logs, lets every error through.
    const fn = values[0]?.kind === 'function' ? values[0].node : null;
    if (!fn || values.length > 1) return true;
    if (decides(fn)) return true;
  }
  return isUnknown ? null : false;
}

function nameOf(node: Node, names: readonly string[]): boolean {
  const name = unwrap(node);
  return name.type === 'Identifier' && names.includes(name.name);
}

/** Whether a function decides by its first parameter: it gives something or throws. */
function decides(fn: FunctionNode): boolean {
  if (fn.params.length === 0) return false;
  if (fn.type === 'ArrowFunctionExpression' && fn.body && fn.body.type !== 'BlockStatement') {
    return !['CallExpression', 'Literal'].includes(unwrap(fn.body).type) || /\b(?:is|should|can)[A-Z]|retr/i.test(fn.body.type);
  }
  return fn.body !== null && some(fn.body, (node) => node.type === 'ThrowStatement' || (node.type === 'ReturnStatement' && node.argument !== null));
}

/** Whether the work itself ends its retries: it throws the library's class, or calls what it is given. */
function stopsItself(work: readonly FunctionNode[], { throws, parameter }: NonNullable<Facts['stop']>): boolean {
  return work.some((fn) => {
    if (parameter !== undefined && fn.params[parameter]) return true;
    return throws !== undefined && fn.body !== null && some(fn.body, (node) => node.type === 'NewExpression' && nameOf(node.callee, [throws]));
  });
}

/** `for (…) { try { return await work(); } catch (error) { … } }`: loops that go on after a failure and end with success. */
function loopsOf(project: Project, module: Module): Retry[] {
  const seen = new Set<Node>();
  return nodesOf(module, 'TryStatement').flatMap((statement) => {
    const loop = loopRound(statement);
    if (!loop || seen.has(loop) || !statement.handler || !goesOn(statement.handler.body) || !endsWithSuccess(loop, statement)) return [];
    if (!some(statement.block, (node) => node.type === 'AwaitExpression')) return [];
    seen.add(loop);
    return [
      {
        node: loop,
        at: { start: loop.start, end: Math.max((loop.body as Node).start - 1, loop.start + 2) },
        library: null,
        work: [statement.block],
        attempts: loopAttempts(project, loop),
        ...delayOfLoop(project, loop, statement.handler.body),
        filters: filtersIn(statement),
      },
    ];
  });
}

type RetryLoop = NodeOf<'ForStatement' | 'WhileStatement' | 'DoWhileStatement'>;

/** The loop that a statement is repeated by, where it goes over no list. */
function loopRound(statement: Node): RetryLoop | null {
  for (let parent = statement.parent; parent && !isFunction(parent); parent = parent.parent) {
    if (parent.type === 'TryStatement' || parent.type === 'CatchClause') return null;
    if (isLoop(parent)) return parent.type === 'ForOfStatement' || parent.type === 'ForInStatement' || goesOverList(parent) ? null : parent;
  }
  return null;
}

/** `for (let i = 0; i < nodes.length; i++) { const node = nodes[i]; … }`: each turn tries another element. */
function goesOverList(loop: RetryLoop): boolean {
  const test = loop.type === 'ForStatement' && loop.test ? unwrap(loop.test) : null;
  const length = test?.type === 'BinaryExpression' ? unwrap(test.right) : null;
  if (test?.type !== 'BinaryExpression' || test.left.type !== 'Identifier' || length?.type !== 'MemberExpression' || memberName(length) !== 'length') return false;
  const counter = test.left.name;
  return some(loop.body, (node) => node.type === 'MemberExpression' && node.computed && node.property.type === 'Identifier' && node.property.name === counter);
}

/** Whether a handler lets the loop turn again: its end is reached on some way. */
function goesOn(body: Node): boolean {
  if (body.type !== 'BlockStatement') return true;
  const last = body.body[body.body.length - 1] as Node | undefined;
  return !last || !ends(last);
}

function ends(statement: Node): boolean {
  if (statement.type === 'ReturnStatement' || statement.type === 'ThrowStatement' || statement.type === 'BreakStatement') return true;
  if (statement.type === 'BlockStatement') return statement.body.some((inner) => ends(inner));
  return statement.type === 'IfStatement' && statement.alternate !== null && ends(statement.consequent) && ends(statement.alternate);
}

/** Whether the first success ends the loop: the `try` block returns or leaves it as a matter of course, or what follows does. */
function endsWithSuccess(loop: RetryLoop, statement: NodeOf<'TryStatement'>): boolean {
  const last = (statement.block.body as Node[])[statement.block.body.length - 1];
  if (last && (ends(last) || leavesInBranch(statement.block))) return true;
  const body = loop.body as Node;
  const siblings = body.type === 'BlockStatement' ? (body.body as Node[]) : [];
  const next = siblings[siblings.indexOf(statement) + 1];
  return next !== undefined && ends(next);
}

/** `if (response.ok) return response;` */
function leavesInBranch(block: Node): boolean {
  return some(block, (node) => node.type === 'ReturnStatement' && node.argument !== null);
}

