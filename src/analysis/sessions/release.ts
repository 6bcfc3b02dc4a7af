import { CLOSED, IDLE, OPEN, pathsOf, type Exit, type Paths, type Resource } from '../control/paths.js';
import { callAt } from '../calls.js';
import { baseOf } from '../control/transactions.js';
import { callersOf } from '../effects/callers.js';
import { calleeOf, isCall, isFunction, isInside, memberName, parentOf, unwrap, type FunctionNode, type IdentifierNode, type Node } from '../project/ast.js';
import type { Binding } from '../project/scope.js';
import { bindingOf, moduleOf, referencesOf } from '../project/module.js';
import type { Project } from '../project/project.js';
import { argumentAt } from '../values/call.js';
import { statementOf } from '../values/text.js';
import { effectsOn, runsLater, type Effects } from './ownership.js';
import type { Opening } from './openings.js';

/** What is wrong with how a function gives back what it opened. */
export type ReleaseFault =
  | { kind: 'never' }
  /** `exit` is the first way out in source order on which it stays open; `releases` are the places that give it back. */
  | { kind: 'skipped'; exit: Exit; releases: Node[] }
  /** It is given back at `second` though it may have been before. */
  | { kind: 'twice'; second: Node };

/** How an opening is left open or given back twice; null where every path gives it back or hands it on. */
export function releaseFault(project: Project, opening: Opening): ReleaseFault | null {
  const { binding, fn, acquisition } = opening;
  if (!binding && !opening.done) return { kind: 'never' };
  if (!fn) return null;
  const effects: Effects = new Map([
    ...(binding ? effectsOn(project, binding, fn, { ...acquisition, statements: opening.statements ?? false }) : []),
    ...(opening.done ? effectsOn(project, opening.done, fn, { release: [], called: true }) : []),
    ...closingsOf(project, opening).map((node): [Node, 'leave'] => [node, 'leave']),
  ]);
  if (isClosedByCaller(project, opening) || isClosedByEvents(project, opening, effects)) return null;
  const paths = pathsOf(fn, resource(project, opening, effects), opening.at ? IDLE : OPEN);
  const open = paths.exits.filter((exit) => exit.states & OPEN && (exit.node !== opening.at || exit.kind === 'again')).sort((a, b) => positionOf(a) - positionOf(b));
  const releases = [...effects].filter(([, effect]) => effect === 'close').map(([node]) => node);
  if (open[0]) {
    if (effects.size === 0) return { kind: 'never' };
    // Where it is only ever handed on, whoever takes it over may know about the other paths too.
    if (releases.length > 0) return { kind: 'skipped', exit: open[0], releases };
  }
  const second = acquisition.kind === 'pooled-client' ? releases.find((node) => isSecond(paths, node, fn)) : undefined;
  return second ? { kind: 'twice', second } : null;
}

/** The calls that close the pool, or data source, that it was taken from: what is open then is closed with it. */
function closingsOf(project: Project, { call, acquisition }: Opening): Node[] {
  const base = isCall(call.node) && !acquisition.receiver ? baseOf(calleeOf(call.node)) : null;
  return base?.type === 'Identifier' ? closingsOn(project, base) : [];
}

function closingsOn(project: Project, variable: IdentifierNode): Node[] {
  const module = moduleOf(variable);
  const binding = bindingOf(module, variable);
  return (binding ? referencesOf(module, binding) : []).flatMap(({ parent }) => {
    const call = parent?.type === 'MemberExpression' ? parent.parent : null;
    return isCall(call) && callAt(project, call)?.call.concept === 'close' ? [call] : [];
  });
}

/** Whether listeners and timers have a connection that was made before it was opened: they may close it, `conn.on('close', finish)`. */
function isClosedByEvents(project: Project, { acquisition }: Opening, effects: Effects): boolean {
  return acquisition.receiver === true && [...effects.keys()].some((node) => runsLater(project, node));
}

/** Whether the pool is a parameter, and a caller closes what it passes. */
function isClosedByCaller(project: Project, { call, fn }: Opening): boolean {
  const base = isCall(call.node) ? baseOf(calleeOf(call.node)) : null;
  if (base?.type !== 'Identifier' || !fn) return false;
  const index = fn.params.findIndex((parameter) => parameter.type === 'Identifier' && parameter.name === base.name);
  if (index === -1) return false;
  return callersOf(project, fn).some((caller) => {
    const passed = caller.position === null ? argumentAt(caller.call, `Argument[${index}]`) : null;
    return passed?.type === 'Identifier' && closingsOn(project, passed).length > 0;
  });
}

function positionOf(exit: Exit): number {
  return exit.kind === 'end' ? exit.node.end : exit.node.start;
}

function resource(project: Project, opening: Opening, effects: Effects): Resource {
  const acquired = opening.at ? enclosingTests(opening.at) : new Map<string, boolean>();
  return {
    effectOf: (node) => (node === opening.at ? 'open' : (effects.get(node) ?? null)),
    whileOpen: (test) => turnsOut(test, opening, acquired) ?? likelyTurn(test, opening, effects, acquired),
    fails: (node) => node.type !== 'AwaitExpression' || !(effects.has(unwrap(node.argument)) || isHarmless(project, node.argument, opening)),
  };
}

/** How the tests turn out that a node stands under, by their source text: the resource is only ever opened then. */
function enclosingTests(node: Node): Map<string, boolean> {
  const tests = new Map<string, boolean>();
  for (let child = node, parent = node.parent; parent && !isFunction(child); child = parent, parent = parent.parent) {
    if (parent.type === 'IfStatement' && child !== parent.test) tests.set(textOf(parent.test), parent.consequent === (child as unknown));
  }
  return tests;
}

function textOf(node: Node): string {
  return moduleOf(node).text.slice(node.start, node.end);
}

/** What a test says while the resource is open: it is there, there was no error, and what it was opened under holds. */
function turnsOut(test: Node, opening: Opening, acquired: Map<string, boolean>): boolean | null {
  const known = acquired.get(textOf(test));
  if (known !== undefined) return known;
  if (test.type === 'Identifier') {
    const binding = bindingOf(moduleOf(test), test);
    if (binding === null) return null;
    return binding === opening.binding ? true : binding === opening.error ? false : null;
  }
  if (test.type !== 'BinaryExpression') return null;
  const sides = [test.left as Node, test.right].map(unwrap);
  const isNothing = sides.some((side) => (side.type === 'Literal' && side.value === null) || (side.type === 'Identifier' && side.name === 'undefined'));
  if (!isNothing || !sides.some((side) => isNamed(side, opening.binding))) return null;
  return /^!==?$/.test(test.operator) ? true : /^===?$/.test(test.operator) ? false : null;
}

function isNamed(node: Node, binding: Binding | null): boolean {
  return node.type === 'Identifier' && binding !== null && bindingOf(moduleOf(node), node) === binding;
}

/**
 * A test of the resource's own state, of a flag that the function keeps or opened it by, or in `finally`, decides in favour of the branch
 * that gives the resource back: whoever wrote it knew when.
 */
function likelyTurn(test: Node, opening: Opening, effects: Effects, acquired: Map<string, boolean>): boolean | null {
  const statement = parentOf(test);
  if (statement?.type !== 'IfStatement' && statement?.type !== 'ConditionalExpression' && statement?.type !== 'LogicalExpression') return null;
  const isLogical = statement.type === 'LogicalExpression';
  const whenTrue: Node = isLogical ? statement.right : (statement.consequent);
  const whenFalse = isLogical ? null : (statement.alternate as Node | null);
  const gives = (branch: Node | null) => branch !== null && [...effects.keys()].some((node) => isInside(node, branch));
  const [first, second] = [gives(whenTrue), gives(whenFalse)];
  if (first === second || !(isInFinally(statement) || mentions(test, opening) || isOperandOf(test, acquired))) return null;
  return first;
}

/** Whether a test is a part of one that it was opened under: `if (!trx || isOwn) trx = …; … if (isOwn) await trx.commit()`. */
function isOperandOf(test: Node, acquired: Map<string, boolean>): boolean {
  return [...acquired.keys()].some((text) => text.split(/\|\||&&/).some((operand) => operand.trim() === textOf(test)));
}

function isInFinally(node: Node): boolean {
  for (let child = node, parent = node.parent; parent && !isFunction(child); child = parent, parent = parent.parent) {
    if (parent.type === 'TryStatement' && parent.finalizer === (child as unknown)) return true;
  }
  return false;
}

/** Whether a test asks the resource, or a variable that changes. */
function mentions(test: Node, opening: Opening): boolean {
  const module = moduleOf(test);
  return module.identifiers.some((identifier) => {
    if (!isInside(identifier, test)) return false;
    const binding = bindingOf(module, identifier);
    return binding !== null && (binding === opening.binding || (binding.kind === 'variable' && binding.writes.length > 0));
  });
}

/** What is awaited can't fail, or is the resource's own start: `runner.connect()`, `BEGIN`. */
function isHarmless(project: Project, awaited: Node, opening: Opening): boolean {
  const node = unwrap(awaited);
  if (node.type !== 'CallExpression' || node.callee.type !== 'MemberExpression') return false;
  const name = memberName(node.callee);
  if (name === 'catch' || name === 'allSettled') return true;
  if (!isNamed(unwrap(node.callee.object), opening.binding)) return false;
  const call = callAt(project, node);
  if (call?.call.concept === 'query') return /^\s*(?:begin|start|set)\b/i.test(statementOf(project, call) ?? '');
  return ['acquire', 'connect', 'transaction'].includes(call?.call.concept ?? '');
}

/** Whether a release runs where another one may have run, and nothing asks about that. */
function isSecond(paths: Paths, node: Node, fn: FunctionNode): boolean {
  if (node.type !== 'CallExpression' || !(paths.at(node) & CLOSED) || node.parent?.type === 'ChainExpression') return false;
  for (let child: Node = node; child.parent && child.parent !== fn; child = child.parent) {
    const { parent } = child;
    if (parent.type === 'IfStatement' || parent.type === 'ConditionalExpression' || parent.type === 'LogicalExpression') return false;
    if (parent.type === 'TryStatement' && child !== (parent.block as Node)) return true;
    if (isFunction(parent)) return false;
  }
  return true;
}
