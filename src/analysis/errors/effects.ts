import type { Concept } from '../../models/model.js';
import {
  calleeOf,
  forEachChild,
  isCall,
  isFunction,
  isInside,
  unwrap,
  type CallNode,
  type FunctionNode,
  type Node,
} from '../project/ast.js';
import { bindingOf } from '../project/module.js';
import { memo, type Memo } from '../project/memo.js';
import { targetsOf } from '../values/call.js';
import { evaluate } from '../values/evaluate.js';
import { alternatives } from '../values/value.js';
import { carriedBy, isAtLeast, mentions, most, parameterScope, type Carried, type ErrorScope } from './carried.js';
import { logCallOf, type LogCall } from './log-call.js';
import { pathsOf } from './treatment.js';
import { verdictOf, type Verdict } from './verdict.js';

/** A log line in an error handler. */
export interface Line {
  node: Node;
  /** Null where the logger's method is named and not called: `console.error;`. */
  log: LogCall | null;
  verdict: Verdict;
}

/** What evaluating an expression does with the error. The fields are those of a path. */
export interface Effects {
  lines: Line[];
  answers: CallNode[];
  passedOn: boolean;
  handedOn: boolean;
  partly: boolean;
  tracked: boolean;
  acted: 'no' | 'known' | 'unknown';
  assigned: boolean;
  /** The error is looked at at all. */
  mentioned: boolean;
  /** Functions written as arguments, which run as part of it. */
  functions: FunctionNode[];
}

/** Globals whose functions only make something of what they are given. */
const READERS = new Set(['String', 'JSON', 'Object', 'Array', 'Boolean', 'Number', 'Reflect']);

const CLEANUP: readonly (Concept | undefined)[] = ['release', 'close', 'transaction-end'];

/** What an expression does; nothing that is part of a test hands the error on. */
export function effectsOf(scope: ErrorScope, node: Node, isTest: boolean): Effects {
  const effects: Effects = {
    lines: [],
    answers: [],
    passedOn: false,
    handedOn: false,
    partly: false,
    tracked: false,
    acted: 'no',
    assigned: false,
    mentioned: mentions(scope, node),
    functions: [],
  };
  const named = unwrap(node);
  if (named.type === 'MemberExpression' && isLogMethod(scope, named)) {
    effects.lines.push({ node: named, log: null, verdict: { kind: 'nothing' } });
  }
  visit(scope, node, isTest, effects);
  return effects;
}

function isLogMethod(scope: ErrorScope, node: Node): boolean {
  const value = evaluate(scope.project, node);
  return value.kind === 'method' && value.call.concept === 'log' && value.call.level !== undefined;
}

function visit(scope: ErrorScope, node: Node, isTest: boolean, effects: Effects): void {
  if (isFunction(node)) {
    // A function that is kept for later and knows the error.
    if (mentions(scope, node)) effects.handedOn = true;
    return;
  }
  if (isCall(node)) {
    visitCall(scope, node, isTest, effects);
    return;
  }
  if (node.type === 'AssignmentExpression') visitAssignment(scope, node.left, node.right, effects);
  if (node.type === 'UpdateExpression') effects.assigned = true;
  if (node.type === 'YieldExpression' && node.argument) {
    effects.handedOn ||= isAtLeast(carriedBy(scope, node.argument), 'detail');
  }
  forEachChild(node, (child) => visit(scope, child, isTest, effects));
}

/** What is stored outside the region is handed on. */
function visitAssignment(scope: ErrorScope, target: Node, value: Node, effects: Effects): void {
  let root = unwrap(target);
  while (root.type === 'MemberExpression') root = unwrap(root.object);
  const binding = root.type === 'Identifier' ? bindingOf(scope.module, root) : null;
  if (binding?.kind === 'variable' && binding.declarations.every((declaration) => isInside(declaration, scope.region)))
    return;
  if (binding && scope.names.has(binding)) return;
  const carried = isFunction(value) ? 'none' : carriedBy(scope, value);
  effects.assigned = true;
  effects.handedOn ||= isAtLeast(carried, 'detail');
  effects.partly ||= carried !== 'none';
}

function visitCall(scope: ErrorScope, node: CallNode, isTest: boolean, effects: Effects): void {
  const log = logCallOf(scope.project, node);
  if (log) {
    effects.lines.push({ node, log, verdict: verdictOf(scope, log) });
    return;
  }
  const callee = unwrap(calleeOf(node));
  const args =
    node.type === 'TaggedTemplateExpression' ? (node.quasi.expressions as Node[]) : (node.arguments as Node[]);
  if (callee.type === 'MemberExpression') visit(scope, callee.object, isTest, effects);
  for (const argument of args) {
    const given = unwrap(argument);
    if (isFunction(given) && given.body) effects.functions.push(given);
    else visit(scope, argument, isTest, effects);
  }
  const carried = most(...args.map((argument) => carriedBy(scope, argument)), objectOf(scope, callee));
  const concepts = targetsOf(scope.project, node).map((target) => target.call.concept);
  if (concepts.includes('track')) {
    effects.tracked ||= isAtLeast(carried, 'detail');
    effects.partly ||= carried !== 'none';
    return;
  }
  if (concepts.includes('respond')) effects.answers.push(node);
  if (isAtLeast(carried, 'detail')) {
    if (isTest) return;
    if (isReading(scope, node, callee, args)) {
      effects.partly ||= isAnswering(scope, callee, args);
      return;
    }
    if (isCallersCallback(scope, callee)) effects.passedOn = true;
    else effects.handedOn = true;
    return;
  }
  effects.partly ||= carried !== 'none' && !isTest && node.type !== 'NewExpression' && !isOfText(scope, callee);
  const acted = actionOf(scope, node, callee, concepts);
  if (acted === 'unknown' || effects.acted === 'no') effects.acted = acted;
}

/** What a method's object has of the error, other than the error itself: `reporterFor(err).send()`. */
function objectOf(scope: ErrorScope, callee: Node): Carried {
  if (callee.type !== 'MemberExpression') return 'none';
  const carried = carriedBy(scope, callee.object);
  return unwrap(callee.object).type === 'Identifier' ? 'none' : carried;
}

/** `err.message.slice(0, 80)`, `String(err)`. */
function isOfText(scope: ErrorScope, callee: Node): boolean {
  if (callee.type === 'MemberExpression')
    return carriedBy(scope, callee.object) !== 'none' || isGlobalName(scope, callee.object);
  return isGlobalName(scope, callee);
}

/** A name of the language or of Node. Any other undeclared name may be anything. */
function isGlobalName(scope: ErrorScope, node: Node): boolean {
  const root = unwrap(node);
  return root.type === 'Identifier' && root.name in globalThis && bindingOf(scope.module, root) === null;
}

/** Calls that only look at the error or make something of it that goes on being followed. */
function isReading(scope: ErrorScope, node: CallNode, callee: Node, args: readonly Node[]): boolean {
  if (node.type === 'NewExpression' || node.type === 'TaggedTemplateExpression') return true;
  const root = callee.type === 'MemberExpression' ? unwrap(callee.object) : callee;
  if (root.type === 'Identifier' && isGlobalName(scope, root)) return READERS.has(root.name);
  if (
    callee.type === 'MemberExpression' &&
    isAtLeast(carriedBy(scope, callee.object), 'text') &&
    !args.some((item) => carriedBy(scope, item) === 'error')
  ) {
    return true;
  }
  const values = alternatives(evaluate(scope.project, callee));
  return values.every((value) => value.kind === 'function' && usageOf(scope, value.node, args) !== 'other');
}

/** Whether a function of the project answers a request with something of the error: `sendError(err, response)`. */
function isAnswering(scope: ErrorScope, callee: Node, args: readonly Node[]): boolean {
  const values = alternatives(evaluate(scope.project, callee));
  return values.some((value) => value.kind === 'function' && usageOf(scope, value.node, args) === 'answers');
}

/** What a function does with an error: it makes something of it, answers a request with that, or anything else. */
type Usage = 'reads' | 'answers' | 'other';

/** Memoised for what the arguments have of the error. */
function usageOf(scope: ErrorScope, fn: FunctionNode, args: readonly Node[]): Usage {
  const given = args.map((argument) => carriedBy(scope, argument));
  return memo(
    scope.project.derived<FunctionNode, Memo<Usage>>(`usage of ${given.join()}`),
    fn,
    () => computeUsage(scope, fn, given),
    () => 'reads',
  );
}

function computeUsage(scope: ErrorScope, fn: FunctionNode, given: readonly Carried[]): Usage {
  const inner = parameterScope(scope.project, fn, given);
  const paths = inner && pathsOf(inner);
  const isReader = paths?.every(
    (path) =>
      path.lines.length === 0 &&
      !path.tracked &&
      !path.passedOn &&
      path.acted !== 'unknown' &&
      (!path.handedOn || path.end === 'return'),
  );
  if (!isReader) return 'other';
  return paths!.some((path) => path.answers.length > 0 && path.partly) ? 'answers' : 'reads';
}

const CALLBACK = /^(?:done|cb|callback)$/i;
/** What it is given is thrown: into the framework's error handler, into who awaits the promise. */
const THROWING = /^(?:next|reject|rej|fail)$/i;

/** `callback(err)`: a parameter of a function round the region that isn't known to throw what it gets. */
function isCallersCallback(scope: ErrorScope, callee: Node): boolean {
  if (callee.type !== 'Identifier' || THROWING.test(callee.name)) return false;
  return bindingOf(scope.module, callee)?.kind === 'parameter' || CALLBACK.test(callee.name);
}

/** What a call does that isn't given the error. */
function actionOf(
  scope: ErrorScope,
  node: CallNode,
  callee: Node,
  concepts: readonly (Concept | undefined)[],
): Effects['acted'] {
  if (concepts.length > 0) return concepts.every((concept) => CLEANUP.includes(concept)) ? 'no' : 'known';
  if (node.type === 'NewExpression') return 'known';
  const root = callee.type === 'MemberExpression' ? unwrap(callee.object) : callee;
  if (isGlobalName(scope, root)) return 'known';
  return callee.type === 'MemberExpression' && carriedBy(scope, callee.object) !== 'none' ? 'no' : 'unknown';
}

/**
 * How much of the error a returned or thrown expression has. A new error has what it is made with; what a log call gives
 * back is nothing.
 */
export function answerOf(scope: ErrorScope, node: Node): Carried {
  const answered = unwrap(node);
  switch (answered.type) {
    case 'AwaitExpression':
      return answerOf(scope, answered.argument);
    case 'UnaryExpression':
      return 'none';
    case 'ConditionalExpression':
      return most(answerOf(scope, answered.consequent), answerOf(scope, answered.alternate));
    case 'LogicalExpression':
      return most(answerOf(scope, answered.left), answerOf(scope, answered.right));
    case 'NewExpression':
      return most(...answered.arguments.map((argument) => carriedBy(scope, argument as Node)));
    case 'CallExpression':
      return logCallOf(scope.project, answered) || isCallersCallback(scope, unwrap(answered.callee))
        ? 'none'
        : carriedBy(scope, answered);
    default:
      return carriedBy(scope, answered);
  }
}
