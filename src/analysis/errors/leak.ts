import type { Concept } from '../../models/model.js';
import { isHot } from '../control/hot.js';
import type { Handler } from '../control/handlers.js';
import { callersOf } from '../effects/callers.js';
import type { Effect } from '../effects/effects.js';
import {
  calleeOf,
  enclosingFunction,
  forEachChild,
  isCall,
  isInside,
  memberName,
  unwrap,
  type CallNode,
  type FunctionNode,
  type Node,
} from '../project/ast.js';
import { bindingOf, moduleOf, nodesOf, type Module } from '../project/module.js';
import type { Project } from '../project/project.js';
import { argumentAt, targetsOf, type Target } from '../values/call.js';
import { evaluate } from '../values/evaluate.js';
import { lookUpPlace } from '../values/options.js';
import { alternatives } from '../values/value.js';
import { carriedBy, errorScope, isAtLeast, most, parameterScope, type Carried, type ErrorScope } from './carried.js';
import { guardedEffect } from './guarded.js';
import { answersOwnCallers } from './own-callers.js';
import { branchesOf } from './tests.js';
import { pathsOf, treatmentOf } from './treatment.js';

/** What of an error an answer shows. */
export type Shown = 'text' | 'stack' | 'error';

/** An answer that shows the client what failed inside. */
export interface Leak {
  handler: Handler;
  /** The call that answers, or that makes the answer or the error that a framework answers with. */
  node: CallNode;
  shown: Shown;
  /** What fails; null where whatever fails in the application comes here. */
  effect: Effect | null;
}

const ANSWER: Concept = 'respond';

/**
 * The first answer of a handler that shows something of an error whose text nobody wrote for clients: one of a query or of
 * another service, or any that comes to the application's error handler.
 */
export function leakOf(project: Project, handler: Handler): Leak | null {
  const { scope, paths } = treatmentOf(project, handler);
  if (!paths) return null;
  const isCentral = handler.kind === 'listener';
  for (const path of paths) {
    if (path.expected) continue;
    for (const node of path.answers) {
      const shown = shownBy(scope, node);
      if (!shown) continue;
      const effect = isCentral ? null : guardedEffect(project, handler);
      if (isCentral || effect) return { handler, node, shown, effect };
    }
  }
  return null;
}

/** The same in a function to which handlers of the package pass the errors that they catch: `sendError(err, response)`. */
export function leaksOfHelpers(project: Project, module: Module, handlers: readonly Handler[]): Leak[] {
  const seen = new Set<FunctionNode>();
  return nodesOf(module, 'CallExpression', 'NewExpression').flatMap((node) => {
    const isHandled = handlers.some(({ kind, guarded, node: own }) => (guarded ?? kind === 'listener') && isInside(node, own));
    if (isHandled || !answerTarget(project, node)) return [];
    const fn = enclosingFunction(node);
    if (!fn?.body || seen.has(fn)) return [];
    seen.add(fn);
    const index = fn.params.findIndex((parameter) => /^(?:e|err|error|exception|cause)$/.test(nameOf(parameter)));
    if (index === -1) return [];
    const handler: Handler = {
      kind: 'helper',
      at: fn,
      node: fn,
      body: fn.body,
      parameter: fn.params[index] as Node,
      guarded: null,
    };
    const scope = errorScope(project, handler.body, handler.parameter);
    const answers = (pathsOf(scope) ?? []).filter((path) => !path.expected).flatMap((path) => path.answers);
    for (const answer of answers) {
      const shown = shownBy(scope, answer);
      const effect = shown && effectOfCallers(project, fn, index);
      if (shown && effect) return [{ handler, node: answer, shown, effect }];
    }
    return [];
  });
}

/** Something outside the process whose failure a caller of the function passes to it. */
function effectOfCallers(project: Project, fn: FunctionNode, index: number): Effect | null {
  for (const { call, position } of callersOf(project, fn)) {
    const argument = position === null && call.type !== 'TaggedTemplateExpression' ? call.arguments[index] : undefined;
    const name = argument && unwrap(argument);
    if (name?.type !== 'Identifier') continue;
    const [declaration] = bindingOf(moduleOf(call), name)?.declarations ?? [];
    const clause = declaration?.parent;
    if (clause?.type !== 'CatchClause' || clause.parent?.type !== 'TryStatement') continue;
    const { body, param } = clause;
    const guarded = clause.parent.block as Node;
    const effect = guardedEffect(project, { kind: 'catch', at: clause, node: clause, body, parameter: param, guarded });
    if (effect) return effect;
  }
  return null;
}

function nameOf(parameter: Node): string {
  return parameter.type === 'Identifier' ? parameter.name : '';
}

function answerTarget(project: Project, node: CallNode): Target | null {
  return targetsOf(project, node).find((target) => target.call.concept === ANSWER) ?? null;
}

/** What an answer shows of the error; null for nothing, or where a test of the environment or of the error decides. */
function shownBy(scope: ErrorScope, node: CallNode): Shown | null {
  const { project } = scope;
  const target = answerTarget(project, node);
  if (!target || isDecided(scope, node) || answersOwnCallers(node)) return null;
  // What is made may never be sent.
  if (!target.receiver && !isHot(project, node)) return null;
  const call = { node, call: target.call, receiver: target.receiver };
  const bodies = (target.call.body ?? []).map((place) => {
    const found = /^Argument\[\d+\]$/.test(place) ? null : lookUpPlace(project, call, place);
    return found ? ('node' in found ? found.node : undefined) : argumentAt(node, place);
  });
  const shown = most(...bodies.map((body) => (body ? shownIn(scope, body, 0) : 'none')));
  if (shown === 'stack' || shown === 'error') return shown;
  return shown === 'text' || shown === 'copy' ? 'text' : null;
}

const DEPTH = 6;

/** What of the error an expression shows whatever is tested. */
function shownIn(scope: ErrorScope, written: Node, depth: number): Carried {
  const node = unwrap(written);
  if (depth > DEPTH) return 'none';
  const inside = (child: Node): Carried => shownIn(scope, child, depth + 1);
  switch (node.type) {
    case 'ConditionalExpression': {
      if (isSelective(scope, node.test)) return 'none';
      const branches = branchesOf(scope, node.test);
      return most(
        branches.then === 'open' ? inside(node.consequent) : 'none',
        branches.else === 'open' ? inside(node.alternate) : 'none',
      );
    }
    case 'LogicalExpression':
      if (node.operator === '&&') return isSelective(scope, node.left) ? 'none' : inside(node.right);
      // What stands in where there is no text says nothing of the other cases.
      return inside(node.left) === 'none' ? inside(node.right) : inside(node.left);
    case 'ObjectExpression':
      return most(
        ...node.properties.map((property) =>
          inside((property.type === 'SpreadElement' ? property.argument : property.value) as Node),
        ),
      );
    case 'ArrayExpression':
      return most(...node.elements.map((element) => (element ? inside(element as Node) : 'none')));
    case 'TemplateLiteral':
      return most(...node.expressions.map((part) => printed(inside(part))));
    case 'BinaryExpression':
      return node.operator === '+' ? printed(most(inside(node.left), inside(node.right))) : 'none';
    case 'Identifier':
      return ofName(scope, node, depth);
    case 'CallExpression':
      return ofCall(scope, node, depth);
    case 'MemberExpression':
      return carriedBy(scope, node);
    default:
      return 'none';
  }
}

function printed(carried: Carried): Carried {
  return carried === 'error' || carried === 'copy' ? 'text' : carried;
}

/** The error itself, or a variable that takes something of it once. */
function ofName(scope: ErrorScope, node: Extract<Node, { type: 'Identifier' }>, depth: number): Carried {
  const binding = bindingOf(scope.module, node);
  if (!binding) return 'none';
  const known = scope.names.get(binding);
  if (known) return known;
  const [declaration] = binding.declarations;
  const declarator = declaration?.parent;
  if (binding.writes.length > 0 || scope.module.memberWrites.has(binding)) return 'none';
  if (declarator?.type !== 'VariableDeclarator' || !declarator.init || !isInside(declarator, scope.region)) return 'none';
  return declarator.id.type === 'Identifier' ? shownIn(scope, declarator.init, depth + 1) : carriedBy(scope, node);
}

/** `String(err)`, `JSON.stringify({ … })`, `err.toString()`, and what a function of the project makes of it. */
function ofCall(scope: ErrorScope, node: Extract<CallNode, { type: 'CallExpression' }>, depth: number): Carried {
  const callee = unwrap(calleeOf(node));
  const name = callee.type === 'MemberExpression' ? memberName(callee) : null;
  const args = node.arguments as Node[];
  if (callee.type === 'MemberExpression' && name === 'toString') return carriedBy(scope, node);
  const isJson = callee.type === 'MemberExpression' && callee.object.type === 'Identifier' && callee.object.name === 'JSON';
  if (isJson && name === 'stringify') return args[0] ? shownIn(scope, args[0], depth + 1) : 'none';
  if (callee.type === 'Identifier' && callee.name === 'String' && !bindingOf(scope.module, callee)) {
    return args[0] ? printed(shownIn(scope, args[0], depth + 1)) : 'none';
  }
  const given = args.map((argument) => carriedBy(scope, argument));
  if (given.every((carried) => carried === 'none')) return 'none';
  const shown = alternatives(evaluate(scope.project, callee)).map((value): Carried => {
    const inner = value.kind === 'function' ? parameterScope(scope.project, value.node, given) : null;
    const paths = (inner && pathsOf(inner)) ?? [];
    return most(
      ...paths.map((path) => (path.expected || !path.answer || path.end !== 'return' ? 'none' : shownIn(inner!, path.answer, depth + 1))),
    );
  });
  return most(...shown);
}

/** Whether a test chooses by anything else than whether there is an error or a text: by the environment, a status, a code. */
function isSelective(scope: ErrorScope, test: Node): boolean {
  const node = unwrap(test);
  switch (node.type) {
    case 'LogicalExpression':
      return isSelective(scope, node.left) || isSelective(scope, node.right);
    case 'UnaryExpression':
      return node.operator === '!' && isSelective(scope, node.argument);
    case 'BinaryExpression':
      return /^[<>]/.test(node.operator) || carriedBy(scope, node.left) === 'none' && !isTypeof(node.left);
    case 'Identifier':
    case 'MemberExpression':
      return !isAtLeast(carriedBy(scope, node), 'text') || carriedBy(scope, node) === 'detail';
    default:
      return carriedBy(scope, node) === 'none';
  }
}

function isTypeof(node: Node): boolean {
  return node.type === 'UnaryExpression' && node.operator === 'typeof';
}

const ENVIRONMENT = /env|prod|dev(?![ei]ce)|debug|expose|verbose|local|public|operational|admin/i;

/** Whether a branch round a node is taken by a test of the environment, or of what the error may show. */
function isDecided(scope: ErrorScope, node: Node): boolean {
  for (let child = node, parent = node.parent; parent && child !== scope.region; child = parent, parent = parent.parent) {
    if (parent.type === 'IfStatement' && child !== (parent.test as Node) && namesIn(parent.test).some((name) => ENVIRONMENT.test(name)))
      return true;
  }
  return false;
}

function namesIn(node: Node): string[] {
  const names: string[] = [];
  function visit(current: Node): void {
    if (current.type === 'Identifier') names.push(current.name);
    if (!isCall(current) || current.type !== 'NewExpression') forEachChild(current, visit);
  }
  visit(node);
  return names;
}
