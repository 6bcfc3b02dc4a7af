import { argumentAt } from './call.js';
import { constructorOf } from './class.js';
import type { ResolvedCall } from '../calls.js';
import { isFunction, isInside, keyName, plainArguments, type CallNode, type Node } from '../project/ast.js';
import { once } from '../project/memo.js';
import type { Project } from '../project/project.js';
import { evaluate } from './evaluate.js';
import { additionsTo, mergesInto } from './additions.js';
import { alternatives, union, type ArrayValue, type Link, type Merged, type ObjectValue, type Receiver, type Unknown, type Value } from './value.js';

/**
 * What is known of an option: it is not there, it is there with a value, or it can't be known and why. Only `absent`
 * is evidence that something is missing.
 */
export type Lookup =
  | { state: 'absent' }
  | { state: 'present'; value: Value; node: Node }
  /**
   * `node`: where it is written, when only its value can't be known. `settings`: nothing that is in view has it, and what
   * is merged in here is read from the settings that the service is run with.
   */
  | { state: 'unknown'; reason: string; parameters?: Parameter[]; node?: Node; settings?: Node };

/** A function's parameter, or a path inside it, that decides an option: only where all of them are left out it is absent. */
export type Parameter = NonNullable<Unknown['parameter']>;

export const ABSENT: Lookup = { state: 'absent' };

/** Looks an option up by its path in an expression that stands for an options object. */
export function lookUpOption(project: Project, expression: Node | null, path: readonly string[]): Lookup {
  if (!expression) return ABSENT;
  return lookUpInValue(project, evaluate(project, expression), path, expression);
}

/** Looks an option up in a value. `node` is where a whole value (empty path) is said to stand. */
export function lookUpInValue(project: Project, value: Value, path: readonly string[], node: Node): Lookup {
  return merge(alternatives(value).map((item) => lookUpInOne(project, item, path, node)));
}

function lookUpInOne(project: Project, value: Value, path: readonly string[], node: Node): Lookup {
  if (path.length === 0) {
    if (value.kind === 'unknown') return unknownValue(value, [], node);
    if (value.kind === 'literal' && value.value === undefined) return ABSENT;
    return { state: 'present', value, node };
  }
  switch (value.kind) {
    case 'unknown':
      return unknownValue(value, path);
    case 'literal':
    case 'template':
    case 'function':
      return ABSENT;
    case 'array':
      return path[0] === '*' ? lookUpInElements(project, value, path.slice(1)) : ABSENT;
    case 'object':
      return once(project.derived('option'), value.node, path.join('.'), () => lookUpInObject(project, value, path), () => ABSENT);
    case 'merged':
      return once(project.derived('option'), value.node, path.join('.'), () => lookUpInMerged(project, value, path), () => ABSENT);
    case 'shape':
      return unknownValue({ kind: 'unknown', reason: 'what is passed is known by its type only', parameter: value.parameter }, path);
    // An option that holds a client or an agent: its own construction says the rest.
    case 'receiver':
      return lookUpClientOption(project, value, path.join('.'));
    case 'instance':
      if (value.site && plainArguments(value.site).length === 0 && !constructorOf(value.node)) return ABSENT;
      return { state: 'unknown', reason: 'options kept in an instance of a class are not followed' };
    default:
      return { state: 'unknown', reason: `options given as a ${value.kind} aren't followed` };
  }
}

/** An option of any element: of a stage of a pipeline. */
function lookUpInElements(project: Project, array: ArrayValue, path: readonly string[]): Lookup {
  if (additionsTo(array.node).length > 0) return { state: 'unknown', reason: 'elements are added to the list later' };
  const found = array.node.elements.map((element): Lookup => {
    if (!element) return ABSENT;
    return element.type === 'SpreadElement'
      ? lookUpOption(project, element.argument, ['*', ...path])
      : lookUpOption(project, element, path);
  });
  return found.find(({ state }) => state === 'present') ?? found.find(({ state }) => state === 'unknown') ?? ABSENT;
}

function unknownValue(value: Unknown, path: readonly string[], node?: Node): Lookup {
  const { reason, parameter } = value;
  const parameters = parameter && [{ ...parameter, path: [...parameter.path, ...path] }];
  return { state: 'unknown', reason, ...(parameters && { parameters }), ...(node && { node }) };
}

function lookUpInObject(project: Project, object: ObjectValue, path: readonly string[]): Lookup {
  const later = lookUpLater(project, object, path);
  if (!Array.isArray(later)) return later;
  const found = later;
  const [name, ...rest] = path as [string, ...string[]];
  for (const property of [...object.node.properties].reverse()) {
    if (property.type === 'SpreadElement') {
      const spread = lookUpInPart(project, property.argument, path);
      if (spread.state === 'present') return decided(found, spread);
      if (spread.state === 'unknown') found.push(spread);
      continue;
    }
    const key = keyName(property.key, property.computed);
    if (key === null) found.push({ state: 'unknown', reason: 'an option has a computed name' });
    else if (key === name || name === '*') {
      const own = lookUpOption(project, property.value, rest);
      if (own.state !== 'absent' || name !== '*') return decided(found, own);
    }
  }
  return decided(found, ABSENT);
}

/** What is set on an object after it was made: the answer, or what may be set. */
function lookUpLater(project: Project, object: ObjectValue | Merged, path: readonly string[]): Lookup | Lookup[] {
  const found: Lookup[] = [];
  const add = (written: Lookup, node: Node): Lookup | null => {
    if (written.state === 'absent') return null;
    const parameters = conditionParameters(project, node, object.node);
    if (parameters === null) return written;
    found.push({ state: 'unknown', reason: 'it is set under a condition', ...(parameters.length > 0 && { parameters }) });
    return null;
  };
  for (const write of object.binding ? (object.module.memberWrites.get(object.binding) ?? []) : []) {
    if (write.path.length > path.length || write.path.some((part, index) => part !== path[index])) continue;
    const written = add(lookUpOption(project, write.value, path.slice(write.path.length)), write.node);
    if (written) return written;
  }
  for (const call of object.binding ? mergesInto(object.module, object.binding) : []) {
    const value = evaluate(project, call);
    if (value.kind !== 'merged') continue;
    for (const part of value.parts) {
      if (part === call.arguments[0]) continue;
      const merged = lookUpInPart(project, part, path);
      // What can't be known need not have the option: the object may still have its own.
      const written = merged.state === 'unknown' ? void found.push(merged) : add(merged, call);
      if (written) return written;
    }
  }
  return found;
}

/** An option of what a call makes of several objects. */
function lookUpInMerged(project: Project, merged: Merged, path: readonly string[]): Lookup {
  const later = lookUpLater(project, merged, path);
  if (!Array.isArray(later)) return later;
  for (const part of merged.parts) {
    const found = lookUpInPart(project, part, path);
    if (found.state === 'present') return decided(later, found);
    if (found.state === 'unknown') later.push(found);
  }
  return decided(later, ABSENT);
}

/** An option of an object that is spread or merged into another one. */
function lookUpInPart(project: Project, part: Node, path: readonly string[]): Lookup {
  const found = lookUpOption(project, part, path);
  if (found.state !== 'unknown' || found.parameters || found.settings) return found;
  const isRead = alternatives(evaluate(project, part)).some((value) => value.kind === 'unknown' && value.settings);
  return isRead ? { ...found, settings: part } : found;
}

/** What holds where some look-ups that come first can't be known, and the last one is an answer. */
function decided(unknowns: Lookup[], last: Lookup): Lookup {
  const first = unknowns[0];
  if (first?.state !== 'unknown') return last;
  if (last.state === 'present') return { state: 'unknown', reason: first.reason };
  const all = last.state === 'unknown' ? [...unknowns, last] : unknowns;
  const parameters = all.map((item) => (item.state === 'unknown' ? item.parameters : undefined));
  const settings = all.map((item) => (item.state === 'unknown' ? item.settings : undefined));
  if (settings[0] && !settings.includes(undefined)) return { state: 'unknown', reason: first.reason, settings: settings[0] };
  return parameters.every((item) => item !== undefined)
    ? { state: 'unknown', reason: first.reason, parameters: parameters.flat() }
    : { state: 'unknown', reason: first.reason };
}

/**
 * The parameters whose presence lets an assignment run that comes after an object was made; null where it always runs,
 * empty where something else decides. `if (!options.signal) options.signal = …` sets a default, so nothing decides.
 */
function conditionParameters(project: Project, write: Node, object: Node): Parameter[] | null {
  let parameters: Parameter[] | null = null;
  for (let child = write, parent = write.parent; parent && !isInside(object, parent); child = parent, parent = parent.parent) {
    if (isFunction(parent)) return null;
    if (parent.type === 'IfStatement' && child !== (parent.test as Node)) {
      const asked = child === parent.consequent ? askedParameters(project, parent.test) : [];
      if (asked.length === 0) return [];
      parameters = [...(parameters ?? []), ...asked];
    } else if (parent.type === 'LogicalExpression' || parent.type === 'ConditionalExpression' || parent.type === 'SwitchCase') {
      return [];
    }
  }
  return parameters;
}

/** The parameters that a test asks to be there: `timeout`, `timeout > 0`, `options.timeout !== undefined`. */
function askedParameters(project: Project, test: Node): Parameter[] {
  if (test.type === 'LogicalExpression' && test.operator === '&&') {
    return [...askedParameters(project, test.left), ...askedParameters(project, test.right)];
  }
  if (test.type === 'BinaryExpression') {
    return ['>', '>=', '!==', '!='].includes(test.operator) ? askedParameters(project, test.left) : [];
  }
  const value = evaluate(project, test);
  return value.kind === 'unknown' && value.parameter ? [value.parameter] : [];
}

/** One answer for several possible values: they must agree. */
function merge(found: Lookup[]): Lookup {
  const first = found[0] ?? ABSENT;
  if (found.length > 1 && found.every((item) => item.state === 'present')) {
    return { ...(first as Extract<Lookup, { state: 'present' }>), value: union(found.map((item) => (item).value)) };
  }
  if (found.every((item) => item.state === first.state)) return first;
  const unknowns = found.filter((item) => item.state === 'unknown');
  // What no parameter decides may hold it, whatever a caller passes.
  return unknowns.find(({ parameters }) => !parameters) ?? unknowns[0] ?? { state: 'unknown', reason: 'it is there on some paths only' };
}

/** The options object of a call, by the row's index; null where nothing is passed there. `last` passes over callbacks. */
function optionsNode(project: Project, node: CallNode, index: number | 'last' | undefined): Node | null {
  if (index === undefined || node.type === 'TaggedTemplateExpression') return null;
  if (index !== 'last') return argumentAt(node, `Argument[${index}]`);
  for (let position = node.arguments.length - 1; position >= 0; position--) {
    const argument = argumentAt(node, `Argument[${position}]`);
    if (!argument || evaluate(project, argument).kind !== 'function') return argument;
  }
  return null;
}

/** Looks up a place of a call (`Argument[1].where`, or a path inside its options object). */
export function lookUpPlace(project: Project, call: Pick<ResolvedCall, 'node' | 'call' | 'receiver'>, place: string): Lookup {
  if (place.startsWith('Receiver.')) {
    const { receiver } = call;
    if (!receiver?.from) return { state: 'unknown', reason: 'where the receiver was made is not in view' };
    return lookUpInLink(project, receiver.from, place.slice('Receiver.'.length));
  }
  const found = lookUpInCall(project, call.node, call.call.options, place);
  const { carrier } = call.call;
  return found.state === 'absent' && carrier && !place.startsWith('Argument[') ? lookUpCarried(project, call.node, carrier, place) : found;
}

/** Names that say that a value may carry options, where nothing else tells what it is. */
const CARRIER = /^_?(?:req|request|input)$/i;

/** An option of the object at a place of a call, where that was made with options: of a request, and of the one that it copies. */
function lookUpCarried(project: Project, node: Node, carrier: string, place: string): Lookup {
  const argument = node.type === 'CallExpression' || node.type === 'NewExpression' ? argumentAt(node, carrier) : null;
  if (!argument) return ABSENT;
  return merge(alternatives(evaluate(project, argument)).map((value): Lookup => {
    if (value.kind === 'unknown' && argument.type === 'Identifier' && CARRIER.test(argument.name)) return unknownValue(value, []);
    if (value.kind !== 'receiver' || isLocation(project, value)) return ABSENT;
    for (let current: Receiver | null = value; current; current = current.from?.receiver ?? null) {
      if (current.by !== 'construction' && current.by !== 'member') return { state: 'unknown', reason: `where the ${current.type} was made is not in view` };
    }
    const own = lookUpClientOption(project, value, place);
    return own.state === 'absent' && value.from ? lookUpCarried(project, value.from.node, carrier, place) : own;
  }));
}

/** A value of a type that nothing can be set on when it is made: a URL. */
function isLocation(project: Project, { model, type }: Receiver): boolean {
  return project.models.type(model, type)?.type.construction === undefined && model.exports[type]?.construction === undefined;
}

function lookUpInLink(project: Project, link: Link, place: string): Lookup {
  return lookUpInCall(project, link.node, link.call?.options ?? link.construction?.options, place);
}

/** Looks up a place in the arguments of a call whose options object is at an index. */
export function lookUpInCall(project: Project, node: Node, options: number | 'last' | undefined, place: string): Lookup {
  if (node.type !== 'CallExpression' && node.type !== 'NewExpression') return ABSENT;
  const match = /^Argument\[(?:\d+|last)\](?:\.(.*))?$/.exec(place);
  const isBehindSpread = node.arguments.some((argument) => argument.type === 'SpreadElement');
  const root = match ? argumentAt(node, place) : optionsNode(project, node, options);
  if (!root) return isBehindSpread ? { state: 'unknown', reason: 'arguments are spread' } : ABSENT;
  const path = match ? (match[1] ?? '') : place;
  return lookUpOption(project, root, path === '' ? [] : path.split('.'));
}

/**
 * Looks up a construction option of a client, through the calls that led to the value: a model's delegate asks its
 * client, a pooled client its pool. Known by type or callback only: unknown, never absent.
 */
export function lookUpClientOption(project: Project, receiver: Receiver | null, place: string): Lookup {
  let current = receiver;
  while (current) {
    if (current.by === 'default') return ABSENT;
    const link: Link | null = current.from;
    if (!link) return { state: 'unknown', reason: `where the ${current.type} was made is not in view` };
    const options = link.call?.options ?? link.construction?.options;
    if (options !== undefined) {
      const found = lookUpInCall(project, link.node, options, place);
      if (found.state !== 'absent') return found;
    }
    if (!link.receiver) return ABSENT;
    current = link.receiver;
  }
  return ABSENT;
}
