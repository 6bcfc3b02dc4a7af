import { accessOf, callAt, isConcept, type ResolvedCall } from '../calls.js';
import { framesOf, isDeferred } from '../control/frames.js';
import { isDropped } from '../control/waiting.js';
import { enclosingFunction, isCall, isInside, keyName, type CallNode, type FunctionNode, type Node } from '../project/ast.js';
import { moduleOf, nodesOf, type Module } from '../project/module.js';
import type { Project } from '../project/project.js';
import { evaluate } from '../values/evaluate.js';
import { memberOf } from '../values/member.js';
import { lookUpPlace } from '../values/options.js';
import { typeValue } from '../values/types.js';
import { alternatives, type Value } from '../values/value.js';

/** A call that could be cancelled by a signal that its function has, and isn't. */
export interface MissedSignal {
  call: ResolvedCall;
  /** The function that has the signal. */
  handler: FunctionNode;
  /** The signal as code; where there is none, the response whose end would abort one. */
  signal: string;
  /** The place of the signal in the call; null where it takes none, and another session can cancel it. */
  place: string | null;
  /** Whose it is: given by the caller, of the request that is answered, or to be made of the response. */
  source: 'caller' | 'visitor' | 'response';
  /** Where the call rejects, something answers: a handler round it, or the framework. */
  isAnswered: boolean;
}

/**
 * The call's missed signal; null where there is none in scope, where the call has one or may have one, and where it must
 * not be cancelled: while cleaning up, after the first write, or on its own. `withResponses`: also one that would have to
 * be made of the response of a handler.
 */
export function missedSignal(project: Project, call: ResolvedCall, withResponses = false): MissedSignal | null {
  const place = call.call.signal ?? null;
  const isCancellable = place !== null || (withResponses && call.call.cancelledBy !== undefined);
  if (!isCancellable || !isCall(call.node) || !isConcept(call, 'external-call', 'query') || isDropped(call.node)) return null;
  if (place !== null && (lookUpPlace(project, call, place).state !== 'absent' || isDeclined(call.node, place))) return null;
  let isAnswered = false;
  for (const frame of framesOf(project, call.node)) {
    if (frame.kind === 'catch' || frame.kind === 'finally') return null;
    if (frame.kind === 'try' && frame.node.handler) isAnswered = true;
    const fn = frame.kind === 'function' ? frame.node : frame.kind === 'callback' ? frame.fn : null;
    if (!fn) continue;
    const found = place === null ? null : (signalOf(project, fn) ?? controllerIn(project, fn, call.node));
    if (found) return isAfterWrite(project, call, fn) ? null : { call, handler: fn, place, isAnswered, ...found };
    const response = withResponses ? responseOf(project, fn) : null;
    // What is read for nobody may end; whether a write was done is better known.
    if (response && accessOf(project, call) !== 'read') return null;
    if (response) return isAfterWrite(project, call, fn) ? null : { call, handler: fn, place, signal: response.code, source: 'response', isAnswered: isAnswered || response.isAnswered };
    if (frame.kind === 'callback' && isDeferred(frame.role)) return null;
  }
  return null;
}

/** The response of `node:http` that a handler is given, or that is part of what it is given. */
export function responseOf(project: Project, fn: FunctionNode): { code: string; isAnswered: boolean } | null {
  const given = (fn.params as Node[]).flatMap((parameter) => (parameter.type === 'Identifier' ? [{ name: parameter.name, value: valueOf(project, parameter) }] : []));
  const isAnswered = given.some(({ value }) => alternatives(value).some((item) => item.kind === 'receiver' && item.model.types[item.type]?.answersRejections === true));
  const whole = given.find(({ value }) => isResponse(project, value));
  if (whole) return { code: whole.name, isAnswered };
  for (const { name, value } of given) {
    const isOfServer = alternatives(value).some((item) => item.kind === 'receiver' && item.model.area === 'server');
    const part = isOfServer && ['res', 'raw'].find((member) => isResponse(project, memberOf(project, value, member, null)));
    if (part) return { code: `${name}.${part}`, isAnswered };
  }
  return null;
}

function isResponse(project: Project, value: Value): boolean {
  return alternatives(value).some((item) => item.kind === 'receiver' && project.models.member(item.model, item.type, 'writeHead') !== null);
}

function valueOf(project: Project, parameter: Extract<Node, { type: 'Identifier' }>): Value {
  const annotation = parameter.typeAnnotation?.typeAnnotation as Node | undefined;
  return annotation ? typeValue(project, annotation) : evaluate(project, parameter);
}

/** `{ signal: undefined }`: that there is none is meant. */
function isDeclined(call: CallNode, place: string): boolean {
  const name = place.slice(place.lastIndexOf('.') + 1);
  return (
    call.type !== 'TaggedTemplateExpression' &&
    call.arguments.some(
      (argument) =>
        argument.type === 'ObjectExpression' &&
        argument.properties.some((property) => property.type === 'Property' && keyName(property.key, property.computed) === name),
    )
  );
}

/** The signal that a function is given: a parameter, a part of one, or that of the request that it answers. */
function signalOf(project: Project, fn: FunctionNode): Pick<MissedSignal, 'signal' | 'source'> | null {
  // Of several signals it isn't known which one is meant.
  if (signalParameters(project, fn) > 1) return null;
  for (const declared of fn.params as Node[]) {
    const parameter = declared.type === 'AssignmentPattern' ? (declared.left as Node) : declared;
    if (parameter.type === 'ObjectPattern') {
      for (const property of parameter.properties) {
        if (property.type !== 'Property' || keyName(property.key, property.computed) !== 'signal') continue;
        const target = property.value.type === 'AssignmentPattern' ? property.value.left : property.value;
        if (target.type === 'Identifier') return { signal: target.name, source: 'caller' };
      }
    }
    if (parameter.type !== 'Identifier') continue;
    const value = valueOf(project, parameter);
    if (isOfType(value, 'AbortSignal')) return { signal: parameter.name, source: 'caller' };
    const part = partOf(project, value);
    if (part) return { signal: `${parameter.name}${parameter.optional ? '?' : ''}.${part.path}`, source: part.source };
  }
  return null;
}

function signalParameters(project: Project, fn: FunctionNode): number {
  return (fn.params as Node[]).filter((parameter) => {
    const annotation = parameter.type === 'Identifier' ? (parameter.typeAnnotation?.typeAnnotation as Node | undefined) : undefined;
    return annotation !== undefined && isOfType(typeValue(project, annotation), 'AbortSignal');
  }).length;
}

/** Where a value has a signal: options with one, a request, the context of a framework that keeps the request. */
function partOf(project: Project, value: Value): { path: string; source: MissedSignal['source'] } | null {
  for (const name of ['signal', 'abortSignal']) {
    if (isOfType(memberOf(project, value, name, null), 'AbortSignal')) return { path: name, source: alternatives(value).some(({ kind }) => kind === 'receiver') ? 'visitor' : 'caller' };
  }
  const isContext = alternatives(value).some((item) => item.kind === 'receiver' && item.model.area === 'server');
  const raw = isContext ? memberOf(project, memberOf(project, value, 'req', null), 'raw', null) : null;
  return raw && isOfType(raw, 'Request') ? { path: 'req.raw.signal', source: 'visitor' } : null;
}

/** Events by which a request or a response says that its client has gone. */
const GONE = /\.(?:on|once|addListener|addEventListener)\(\s*['"](?:close|aborted|abort|disconnect)['"]/;

/** A controller that the function makes, and aborts when its client goes: `req.on('close', () => controller.abort())`. */
function controllerIn(project: Project, fn: FunctionNode, before: Node): Pick<MissedSignal, 'signal' | 'source'> | null {
  const module = moduleOf(fn);
  const made = nodesOf(module, 'NewExpression').filter((node) => {
    const isController = node.callee.type === 'Identifier' && node.callee.name === 'AbortController' && evaluate(project, node.callee).kind === 'library';
    return isController && node.end < before.start && enclosingFunction(node) === fn && node.parent?.type === 'VariableDeclarator';
  });
  const [controller] = made;
  const declared = controller?.parent?.type === 'VariableDeclarator' ? controller.parent.id : null;
  if (made.length !== 1 || declared?.type !== 'Identifier') return null;
  const { name } = declared;
  const isAborted = nodesOf(module, 'CallExpression').some((call) => {
    const text = module.text.slice(call.start, call.end);
    return isInside(call, fn) && GONE.test(text) && text.includes(`${name}.abort`);
  });
  return isAborted ? { signal: `${name}.signal`, source: 'caller' } : null;
}

/** Whether a value is of one of the platform's types. */
function isOfType(value: Value, type: string): boolean {
  return alternatives(value).some((item) => item.kind === 'receiver' && item.model.package === PLATFORM && item.type === type);
}

/** The model of what needs no import. */
const PLATFORM = 'global';

/** Whether the function has written something before the call: from there on it is better to come to an end. */
function isAfterWrite(project: Project, call: ResolvedCall, fn: FunctionNode): boolean {
  return nodesOf(call.module, 'CallExpression', 'AwaitExpression', 'TaggedTemplateExpression').some((node) => {
    if (node.start >= call.node.start || !isInside(node, fn) || isInside(call.node, node)) return false;
    const earlier = callAt(project, node);
    if (!earlier) return false;
    return isConcept(earlier, 'publish', 'transaction') || (isConcept(earlier, 'query', 'external-call') && accessOf(project, earlier) === 'write');
  });
}

/** The missed signals of a module, in source order. */
export function missedSignals(project: Project, module: Module, calls: readonly ResolvedCall[], withResponses = false): MissedSignal[] {
  return calls.flatMap((call) => (call.module === module ? (missedSignal(project, call, withResponses) ?? []) : []));
}

