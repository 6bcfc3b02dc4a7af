import type { ResolvedCall } from '../calls.js';
import { isFunction, memberName, unwrap, type CallNode, type FunctionNode, type Node } from '../project/ast.js';
import { bindingOf, nodesOf, type Module } from '../project/module.js';
import type { Project } from '../project/project.js';
import { argumentAt } from '../values/call.js';
import { evaluate } from '../values/evaluate.js';
import { lookUpInCall } from '../values/options.js';
import { alternatives } from '../values/value.js';
import { lifecycleOf } from './resources.js';
import { callsOfKind, STOPS } from './words.js';

/** Code that registers what runs when the process is told to stop. */
export interface Registration {
  node: CallNode;
  module: Module;
  /** The functions that run then. */
  functions: FunctionNode[];
  /** They are all in view and always registered; false where a library does things of its own. */
  isInView: boolean;
  /** Names of the signals; null where the library, or something unknown, chooses them. */
  signals: string[] | null;
  /** The library itself ends the process after a time. */
  isBounded: boolean;
}

/** Text of every file that can register such code. */
const REGISTERS = /\bSIG[A-Z]|signal|shut_?down|grace|termin|lightship|stoppable|exit-?hook|(?:on|pre)Close|ApolloServer/i;

/** Whether the text of a module says that it may register what runs when the process is told to stop: cheaper than to ask. */
export function mayRegister({ text }: Module): boolean {
  return REGISTERS.test(text);
}

/** The registrations of a module. Memoised. */
export function registrationsOf(project: Project, module: Module): readonly Registration[] {
  const table = project.derived<Module, Registration[]>('registrations');
  let registrations = table.get(module);
  if (!registrations) {
    const known = callsOfKind(project, module, 'stop').flatMap((call) => registrationAt(project, call) ?? []);
    registrations = [...known, ...foreignRegistrations(project, module)];
    table.set(module, registrations);
  }
  return registrations;
}

function registrationAt(project: Project, call: ResolvedCall): Registration | null {
  const node = call.node as CallNode;
  const base: Registration = { node, module: call.module, functions: [], isInView: false, signals: null, isBounded: false };
  if (call.call.concept === 'event') return mayNameSignal(project, call) ? base : null;
  if (call.call.concept !== 'shutdown' || isCloseHook(project, call)) return null;
  const functions = call.call.callbacks ? functionsAt(project, call) : null;
  return {
    ...base,
    functions: functions ?? [],
    isInView: functions !== null && !isConditional(node),
    signals: signalsOf(project, call),
    isBounded: call.call.limitMs !== undefined,
  };
}

function isConditional(node: Node): boolean {
  for (let parent = node.parent; parent && !isFunction(parent); parent = parent.parent) {
    if (parent.type === 'IfStatement' || parent.type === 'ConditionalExpression' || parent.type === 'LogicalExpression') return true;
  }
  return false;
}

/** A listener of the process for an event whose name isn't known. */
function mayNameSignal(project: Project, { call, node }: ResolvedCall): boolean {
  if (!Object.values(call.events ?? {}).some(({ concept }) => concept === 'shutdown')) return false;
  const place = call.eventAt && argumentAt(node as CallNode, call.eventAt);
  return !place || alternatives(evaluate(project, place)).some((value) => value.kind !== 'literal');
}

/** A hook that runs when a server is closed, whoever closes it. */
export function isCloseHook(project: Project, { call, receiver }: ResolvedCall): boolean {
  return call.concept === 'shutdown' && call.callbacks !== undefined && receiver !== null && lifecycleOf(project, receiver) !== undefined;
}

/** The functions that a call is given to run at shutdown; null where one of them isn't known. */
export function functionsAt(project: Project, { call, node }: ResolvedCall): FunctionNode[] | null {
  if (node.type === 'TaggedTemplateExpression') return null;
  const places = call.callbacks!.filter(({ role }) => role === 'shutdown').map(({ at }) => at);
  const passed = places.flatMap((at) => {
    const found = at.includes('].') ? lookUpInCall(project, node, call.options, at) : null;
    return found ? (found.state === 'present' ? [found.node] : found.state === 'unknown' ? [null] : []) : [argumentAt(node as CallNode, at)];
  });
  const functions = passed.map((argument) => (argument ? functionsOf(project, argument) : null));
  return functions.length === 0 || functions.includes(null) ? null : (functions.flat() as FunctionNode[]);
}

export function functionsOf(project: Project, argument: Node): FunctionNode[] | null {
  const expression = unwrap(argument);
  if (isFunction(expression)) return [expression];
  const values = alternatives(evaluate(project, expression));
  const functions = values.flatMap((value) => (value.kind === 'function' ? value.node : []));
  return functions.length === values.length ? functions : null;
}

function signalsOf(project: Project, { call, node }: ResolvedCall): string[] | null {
  const place = call.eventAt && argumentAt(node as CallNode, call.eventAt);
  if (!place) return null;
  const values = alternatives(evaluate(project, place));
  return values.every((value) => value.kind === 'literal') ? values.map((value) => String(value.value)) : null;
}

/** Calls of what can't be followed whose name says what they do: `gracefulShutdown(server)`, `app.register(graceful)`. */
function foreignRegistrations(project: Project, module: Module): Registration[] {
  if (!STOPS.test(module.text)) return [];
  return nodesOf(module, 'CallExpression', 'NewExpression').flatMap((node): Registration[] => {
    const isNamed = isForeign(project, module, node.callee) || node.arguments.some((part) => part.type === 'Identifier' && isForeign(project, module, part));
    return isNamed ? [{ node, module, functions: [], isInView: false, signals: null, isBounded: false }] : [];
  });
}

function isForeign(project: Project, module: Module, part: Node): boolean {
  const expression = unwrap(part);
  const name = expression.type === 'Identifier' ? expression.name : expression.type === 'MemberExpression' ? (memberName(expression) ?? '') : '';
  const source = expression.type === 'Identifier' ? (bindingOf(module, expression)?.import?.source ?? '') : '';
  if (!STOPS.test(`${name} ${source}`)) return false;
  const value = evaluate(project, expression);
  return value.kind === 'library' ? value.entry === null : value.kind === 'unknown';
}
