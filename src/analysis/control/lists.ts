import { calleeOf, isCall, isFunction, keyName, memberName, plainArguments, unwrap, type CallNode, type IdentifierNode, type MemberNode, type Node, type NodeOf } from '../project/ast.js';
import { memo, type Memo } from '../project/memo.js';
import { bindingOf, moduleOf } from '../project/module.js';
import type { Project } from '../project/project.js';
import { additionsTo, isAssigned, usesOf } from '../values/additions.js';
import { callbackAt, targetsOf } from '../values/call.js';
import { invocationsOf } from '../values/callbacks.js';
import { evaluate } from '../values/evaluate.js';
import { lookUpOption } from '../values/options.js';
import { alternatives, type Value } from '../values/value.js';

/**
 * How many elements a list can have: `constant` (the source says which, or the environment does), `chunk` (cut to a
 * fixed size), `chunks` (the list of such pieces), or `grows` (with the data, or not known).
 */
export type ListSize = 'constant' | 'chunk' | 'chunks' | 'grows';

/** Above this many rows, a page of a constant size is a list like any other. */
const SHORT_LIST = 5;

/** Methods that give a list of no more elements than the receiver has. */
const KEEPING = new Set(['map', 'filter', 'sort', 'toSorted', 'reverse', 'toReversed', 'values', 'keys', 'entries', 'fill', 'trim', 'split']);
/** Functions that give a list of no more elements than their first argument has. */
const COPYING = new Set(['Array.from', 'Object.values', 'Object.keys', 'Object.entries', 'Object.freeze', 'Promise.all', 'Promise.allSettled']);
const CHUNKERS = /chunk|batches|batched/i;
const CHUNK = /^(?:.*[a-z])?(?:[Cc]hunk|[Bb]atch)(?:ed)?(?:[A-Z].*)?$/;
const CHUNKS = /(?:[Cc]hunks|[Bb]atches)$/;

/** Lists of what a product offers or a person speaks: a handful, whoever fills them. */
const HANDFUL = /(?:^r|R)egions$|(?:^l|L)ocales$|(?:^l|L)anguages$|(?:^c|C)urrencies$|(?:^t|T)ime[zZ]ones$|(?:^e|E)nvironments$|(?:^w|W)eekdays$|(?:^p|P)hases$|(?:^c|C)onfigs$|^types$|^kinds$/;

/** The number that an expression always has; null where it has none or it isn't known. */
export function constantNumber(project: Project, node: Node): number | null {
  const value = evaluate(project, node);
  return value.kind === 'literal' && typeof value.value === 'number' ? value.value : null;
}

/** How many elements the list can have that an expression stands for. */
export function listSize(project: Project, expression: Node): ListSize {
  return memo(
    project.derived<Node, Memo<ListSize>>('list-sizes'),
    expression,
    () => compute(project, unwrap(expression)),
    // A list that is defined by itself has no bound.
    () => 'grows',
  );
}

function compute(project: Project, node: Node): ListSize {
  switch (node.type) {
    case 'AwaitExpression':
      return listSize(project, node.argument);
    case 'ConditionalExpression':
      return largest([listSize(project, node.consequent), listSize(project, node.alternate)]);
    case 'LogicalExpression':
      return node.operator === '&&'
        ? listSize(project, node.right)
        : largest([listSize(project, node.left), listSize(project, node.right)]);
    case 'ArrayExpression':
      return arraySize(project, node);
    case 'Identifier':
      return isConstantName(project, node, node.name) ? 'constant' : nameSize(project, node);
    case 'MemberExpression':
      if (node.computed && listSize(project, node.object) === 'chunks') return 'chunk';
      return isEnvironment(node) || isConstantName(project, node, memberName(node)) ? 'constant' : valueSize(project, evaluate(project, node));
    case 'CallExpression':
    case 'NewExpression':
      return callSize(project, node);
    default:
      return valueSize(project, evaluate(project, node));
  }
}

/** By convention: what can't be followed and is written in capitals (`ALLOWED_TYPES`), and what is called like a handful. */
function isConstantName(project: Project, node: Node, name: string | null): boolean {
  if (name !== null && HANDFUL.test(name)) return true;
  if (name === null || !/^[A-Z][A-Z0-9]+(?:_[A-Z0-9]+)*$/.test(name)) return false;
  // What one module gives others under such a name was made from the source or the environment.
  if (node.type === 'Identifier' && bindingOf(moduleOf(node), node)?.import) return true;
  const value = evaluate(project, node);
  return value.kind === 'unknown' || (value.kind === 'library' && value.entry === null);
}

function largest(sizes: ListSize[]): ListSize {
  return sizes.find((size) => size === 'grows') ?? sizes.find((size) => size !== 'constant') ?? 'constant';
}

function callSize(project: Project, node: NodeOf<'CallExpression' | 'NewExpression'>): ListSize {
  const callee = unwrap(node.callee);
  const [first] = plainArguments(node);
  for (const { call } of targetsOf(project, node)) {
    if (call.chunks) return 'chunks';
    if (call.rows === 'many' && isShortPage(project, node, call)) return 'constant';
  }
  if (callee.type === 'Identifier') {
    if (CHUNKERS.test(callee.name)) return 'chunks';
    if ((callee.name === 'Set' || callee.name === 'Map') && first) return listSize(project, first);
    if (callee.name === 'Array' && first) return constantNumber(project, first) === null ? 'grows' : 'constant';
  }
  if (callee.type === 'MemberExpression') {
    const name = memberName(callee) ?? '';
    const path = callee.object.type === 'Identifier' ? `${callee.object.name}.${name}` : name;
    if (COPYING.has(path) && first) return path === 'Array.from' ? copySize(project, first) : listSize(project, first);
    if (CHUNKERS.test(name)) return 'chunks';
    if (name === 'slice' || name === 'splice') return sliceSize(project, callee, node, name);
    if (KEEPING.has(name)) return listSize(project, callee.object);
    if (name === 'concat') return largest([callee.object, ...plainArguments(node)].map((part) => listSize(project, part)));
  }
  return valueSize(project, evaluate(project, node));
}

/** `Array.from({ length: 3 })`. */
function copySize(project: Project, source: Node): ListSize {
  if (unwrap(source).type !== 'ObjectExpression') return listSize(project, source);
  const length = lookUpOption(project, source, ['length']);
  return length.state === 'present' && constantNumber(project, length.node) !== null ? 'constant' : 'grows';
}

/** `slice(i, i + n)` and `splice(0, n)` cut a chunk; `slice(0, 5)` a short list. */
function sliceSize(project: Project, callee: MemberNode, node: NodeOf<'CallExpression' | 'NewExpression'>, name: string): ListSize {
  const [start, end] = plainArguments(node);
  const whole = listSize(project, callee.object);
  if (whole === 'constant' || whole === 'chunk') return whole;
  if (!start) return whole;
  const from = constantNumber(project, start);
  const to = end ? constantNumber(project, end) : null;
  if (name === 'splice') return end && from === 0 ? 'chunk' : whole;
  if (from !== null && to !== null && to >= 0 && to - from <= SHORT_LIST) return 'constant';
  if (from !== null && from < 0 && -from <= SHORT_LIST && !end) return 'constant';
  const limit = end && unwrap(end);
  if (limit?.type === 'BinaryExpression' && limit.operator === '+') {
    const { text } = moduleOf(node);
    const index = text.slice(start.start, start.end);
    if ([limit.left as Node, limit.right].some((part) => text.slice(part.start, part.end) === index)) return 'chunk';
  }
  return whole;
}

/** A read that asks for a constant, small number of rows. */
function isShortPage(project: Project, node: NodeOf<'CallExpression' | 'NewExpression'>, call: { options?: number | 'last'; clauses?: Partial<Record<string, string[]>> }): boolean {
  return (call.clauses?.['limit'] ?? []).some((place) => {
    const index = /^Argument\[(\d+)\]\.?(.*)$/.exec(place);
    const argument = plainArguments(node)[index ? Number(index[1]) : typeof call.options === 'number' ? call.options : -1];
    const path = index ? index[2]! : place;
    const found = lookUpOption(project, argument ?? null, path === '' ? [] : path.split('.'));
    const limit = found.state === 'present' && found.value.kind === 'literal' ? found.value.value : null;
    return typeof limit === 'number' && limit <= SHORT_LIST;
  });
}

/** A name: by its only definition, by what it is an element of, or by what it is called. */
function nameSize(project: Project, node: IdentifierNode): ListSize {
  const module = moduleOf(node);
  const binding = bindingOf(module, node);
  if (!binding || binding.import) return valueSize(project, evaluate(project, node));
  const declaration = binding.declarations[0]!;
  const parent = declaration.parent;
  if (binding.kind === 'parameter') {
    const size = parameterSize(project, declaration);
    if (size) return size;
    return namedSize(binding.name) ?? valueSize(project, evaluate(project, node));
  }
  if (parent?.type === 'VariableDeclarator' && parent.id === (declaration as unknown)) {
    const loop = parent.parent?.parent;
    if (!parent.init && loop?.type === 'ForOfStatement') return elementSize(project, loop.right, node);
    if (parent.init && unwrap(parent.init).type === 'ArrayExpression' && CHUNKS.test(binding.name)) return 'chunks';
    if (parent.init && binding.writes.length === 0) return listSize(project, parent.init);
    if (parent.init && binding.writes.length > 0) return assignedSize(project, parent.init, binding.writes);
  }
  return valueSize(project, evaluate(project, node));
}

/** A variable that is assigned again: all of its values must be short. */
function assignedSize(project: Project, init: Node, writes: IdentifierNode[]): ListSize {
  const sizes = writes.map((write) => {
    const assignment = write.parent;
    return assignment?.type === 'AssignmentExpression' && assignment.operator === '=' ? listSize(project, assignment.right) : 'grows';
  });
  const empty = unwrap(init);
  const isEmpty = empty.type === 'ArrayExpression' && empty.elements.length === 0;
  return largest(isEmpty ? sizes : [listSize(project, init), ...sizes]);
}

/** A parameter that gets a batch from a library, or an element of a list of chunks. */
function parameterSize(project: Project, declaration: Node): ListSize | null {
  const fn = declaration.parent;
  if (!isFunction(fn) || fn.params[0] !== (declaration as unknown)) return null;
  const call = fn.parent;
  if (call?.type !== 'CallExpression' && call?.type !== 'NewExpression') return null;
  const position = call.arguments.indexOf(fn);
  if (position === -1) return null;
  if (targetsOf(project, call).some((target) => callbackAt(target.call, position, fn)?.role === 'batch')) return 'chunk';
  if (isGivenChunks(project, call, position)) return 'chunk';
  const callee = unwrap(call.callee);
  if (callee.type !== 'MemberExpression' || !isCall(call)) return null;
  const isElement = memberName(callee) === 'map' || memberName(callee) === 'forEach';
  return isElement && listSize(project, callee.object) === 'chunks' ? 'chunk' : null;
}

/** A helper of the project that cuts its list and gives the pieces to its callback. */
function isGivenChunks(project: Project, call: CallNode, position: number): boolean {
  const helpers = alternatives(evaluate(project, calleeOf(call))).filter((value) => value.kind === 'function');
  return helpers.some((helper) =>
    invocationsOf(helper.node, position, []).some((invocation) => {
      const given = invocation.position === null ? plainArguments(invocation.call)[0] : undefined;
      return given !== undefined && listSize(project, given) === 'chunk';
    }),
  );
}

function elementSize(project: Project, list: Node, name: IdentifierNode): ListSize {
  if (listSize(project, list) === 'chunks') return 'chunk';
  return namedSize(name.name) ?? valueSize(project, evaluate(project, name));
}

/** By convention, what is called a chunk or a batch was cut to size by whoever passes it. */
export function namedSize(name: string): ListSize | null {
  if (CHUNKS.test(name)) return 'chunks';
  return CHUNK.test(name) ? 'chunk' : null;
}

function valueSize(project: Project, value: Value): ListSize {
  return largest(alternatives(value).map((item) => oneSize(project, item)));
}

function oneSize(project: Project, value: Value): ListSize {
  switch (value.kind) {
    case 'array':
      return arraySize(project, value.node);
    case 'enum':
    case 'literal':
      return 'constant';
    case 'object':
      return objectSize(project, value.node);
    case 'list': {
      const elements = alternatives(value.element);
      return elements.every((element) => element.kind === 'literal' || element.kind === 'enum') ? 'constant' : 'grows';
    }
    default:
      return 'grows';
  }
}

/** An array literal, with what is pushed onto it later. */
function arraySize(project: Project, node: NodeOf<'ArrayExpression'>): ListSize {
  const isEmpty = node.elements.length === 0;
  // `list ?? []`
  if (isEmpty && (node.parent?.type === 'LogicalExpression' || node.parent?.type === 'ConditionalExpression')) return 'constant';
  const additions = additionsTo(node);
  if (isEmpty && additions.length === 0) return 'grows';
  const spreads = node.elements.flatMap((element) => (element?.type === 'SpreadElement' ? [element.argument] : []));
  if (additions.some((addition) => isRepeated(addition, node))) return 'grows';
  return largest(['constant', ...spreads.map((spread) => listSize(project, spread))]);
}

/** Whether an addition may happen any number of times: in a loop, in another function, or by a spread. */
function isRepeated(addition: Node, literal: Node): boolean {
  const call = addition.parent?.parent;
  if (call?.type === 'CallExpression' && call.arguments.some((argument) => argument.type === 'SpreadElement')) return true;
  for (let current = addition.parent; current && !contains(current, literal); current = current.parent) {
    if (isFunction(current) || /^(?:For|While|DoWhile)/.test(current.type)) return true;
  }
  return false;
}

function contains(outer: Node, inner: Node): boolean {
  return outer.start <= inner.start && outer.end >= inner.end;
}

/** An object literal that is walked by its keys: fixed unless it is empty, spread or written by computed keys. */
function objectSize(project: Project, node: NodeOf<'ObjectExpression'>): ListSize {
  if (node.properties.length === 0) return 'grows';
  const isOpen = node.properties.some((property) =>
    property.type === 'SpreadElement'
      ? listSize(project, property.argument) === 'grows'
      : property.computed && keyName(property.key, true) === null,
  );
  const isWritten = usesOf(node).some((use) => use.parent?.type === 'MemberExpression' && use.parent.computed && isAssigned(use.parent));
  return isOpen || isWritten ? 'grows' : 'constant';
}

/** `process.env.HOSTS`: as long as whoever deploys wrote it. */
function isEnvironment(node: MemberNode): boolean {
  const object = unwrap(node.object);
  return (
    object.type === 'MemberExpression' &&
    object.object.type === 'Identifier' &&
    object.object.name === 'process' &&
    memberName(object) === 'env'
  );
}
