import { callAt, type ResolvedCall } from '../calls.js';
import { calleesOf } from '../effects/effects.js';
import { calleeOf, isCall, isFunction, isInside, memberName, unwrap, type CallNode, type FunctionNode, type Node } from '../project/ast.js';
import { bindingOf, moduleOf, nodesOf } from '../project/module.js';
import type { Project } from '../project/project.js';
import { evaluate } from '../values/evaluate.js';
import { alternatives, type Receiver } from '../values/value.js';

/** What some functions and those that they call may do. Callbacks inside count, whenever they run. */
export interface Reached {
  /** Calls that end something. */
  closes: ResolvedCall[];
  /** Values of libraries that are handed to code that isn't in view, which may end them. */
  handedOver: Receiver[];
  /** Something else is called than a logger. */
  acts: boolean;
  /** Something is assigned: a flag that others look at. */
  sets: boolean;
  /** The process is ended. */
  exits: boolean;
  /** Something ends the wait after a time. */
  isBounded: boolean;
  /** Calls that can't be followed and may do anything. */
  unknown: CallNode[];
}

/** Methods of promises, lists and loggers, which end nothing. */
const HARMLESS = new Set(
  (
    'then catch finally map forEach filter flatMap reduce some every find push concat slice join includes has get set delete add ' +
    'keys values entries toString unref ref bind call apply log info warn error debug trace fatal verbose ' +
    'removeListener removeAllListeners off setHeader'
  ).split(' '),
);

/** What functions that run at shutdown reach. */
export function reachOf(project: Project, functions: readonly FunctionNode[]): Reached {
  const reached: Reached = { closes: [], handedOver: [], acts: false, sets: false, exits: false, isBounded: false, unknown: [] };
  const visited = new Set<FunctionNode>(functions);
  for (const fn of visited) {
    const module = moduleOf(fn);
    for (const node of nodesOf(module, 'CallExpression', 'NewExpression')) {
      if (!isInside(node, fn)) continue;
      note(project, node, fn, reached);
      for (const { fn: callee } of calleesOf(project, node)) visited.add(callee);
    }
    reached.sets ||= nodesOf(module, 'AssignmentExpression').some((node) => isInside(node, fn));
  }
  return reached;
}

function note(project: Project, node: CallNode, fn: FunctionNode, reached: Reached): void {
  const call = callAt(project, node);
  if (call) noteLibraryCall(call, node, reached);
  if (call || calleesOf(project, node).length > 0) return;
  const value = evaluate(project, calleeOf(node));
  const maker = value.kind === 'library' ? node : foreignMaker(project, node);
  if (maker) {
    reached.acts ||= value.kind !== 'library' || value.package !== 'global';
    reached.handedOver.push(...receiversIn(project, maker), ...receiversIn(project, node));
  } else if (!isHarmless(node, fn) && !(value.kind === 'class' && node.type === 'NewExpression')) {
    reached.unknown.push(node);
  }
}

function noteLibraryCall(call: ResolvedCall, node: CallNode, reached: Reached): void {
  const { concept, repeats, returns } = call.call;
  if (concept === 'log' || concept === 'track') return;
  reached.acts = true;
  if (concept === 'close') reached.closes.push(call);
  if (concept === 'exit') reached.exits = true;
  if (concept === 'timeout' || concept === 'signal' || concept === 'sleep' || (concept === 'schedule' && !repeats)) reached.isBounded = true;
  // A call of which the model only says that it is there, such as `controller.abort()`.
  if (!concept && !returns && !HARMLESS.has(call.target.name)) reached.unknown.push(node);
}

function isHarmless(node: CallNode, fn: FunctionNode): boolean {
  const callee = unwrap(calleeOf(node));
  if (callee.type === 'Super' || isFunction(callee)) return true;
  if (callee.type === 'MemberExpression') return HARMLESS.has(memberName(callee) ?? '');
  const binding = callee.type === 'Identifier' ? bindingOf(moduleOf(callee), callee) : null;
  // `resolve` of a promise that is made inside: what waits for it is inside, too.
  return binding?.kind === 'parameter' && isInside(binding.scope.node, fn) && binding.scope.node !== fn;
}

/**
 * The call of a package without a model that made what a method is called on. All it can end is itself and what it was
 * given: `const terminator = createTerminator({ server })`.
 */
function foreignMaker(project: Project, node: CallNode): CallNode | null {
  const callee = unwrap(calleeOf(node));
  const object = callee.type === 'MemberExpression' ? unwrap(callee.object) : null;
  const binding = object?.type === 'Identifier' ? bindingOf(moduleOf(object), object) : null;
  const declarator = binding?.writes.length === 0 ? binding.declarations[0]?.parent : null;
  const init = declarator?.type === 'VariableDeclarator' && declarator.init ? unwrap(declarator.init) : null;
  const made = init?.type === 'AwaitExpression' ? unwrap(init.argument) : init;
  return isCall(made) && evaluate(project, calleeOf(made)).kind === 'library' ? made : null;
}

/** The values of libraries among a call's arguments, in objects and lists too. */
export function receiversIn(project: Project, node: CallNode): Receiver[] {
  if (node.type === 'TaggedTemplateExpression') return [];
  return node.arguments.flatMap((argument) => valuesIn(project, argument as Node));
}

function valuesIn(project: Project, node: Node): Receiver[] {
  const expression = unwrap(node);
  switch (expression.type) {
    case 'SpreadElement':
      return valuesIn(project, expression.argument);
    case 'ArrayExpression':
      return expression.elements.flatMap((element) => (element ? valuesIn(project, element as Node) : []));
    case 'ObjectExpression':
      return expression.properties.flatMap((property) => valuesIn(project, (property.type === 'Property' ? property.value : property.argument) as Node));
    default:
      return isFunction(expression) || isCall(expression)
        ? []
        : alternatives(evaluate(project, expression)).flatMap((value) => (value.kind === 'receiver' ? value : []));
  }
}

export function join(parts: readonly Reached[]): Reached {
  return {
    closes: parts.flatMap(({ closes }) => closes),
    handedOver: parts.flatMap(({ handedOver }) => handedOver),
    acts: parts.some(({ acts }) => acts),
    sets: parts.some(({ sets }) => sets),
    exits: parts.some(({ exits }) => exits),
    isBounded: parts.some(({ isBounded }) => isBounded),
    unknown: parts.flatMap(({ unknown }) => unknown),
  };
}
