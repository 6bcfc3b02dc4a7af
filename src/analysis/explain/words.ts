import { basename } from 'node:path';
import { functionName } from '../effects/effects.js';
import type { Node } from '../project/ast.js';
import { moduleOf } from '../project/module.js';
import { className } from '../values/class.js';
import { alternatives, type Library, type Receiver, type Value } from '../values/value.js';

/** Where something stands: an absolute path and a line, from 1. */
export interface Place {
  path: string;
  line: number;
}

export function placeOf(node: Node): Place {
  const module = moduleOf(node);
  return { path: module.path, line: module.lineOf(node.start) };
}

/** Longest code that is shown. */
const MAX_CODE = 60;

/** The source text of a node on one line, without the arguments of the calls in it. */
export function codeOf(node: Node): string {
  const text = textOf(node);
  return text.length > MAX_CODE ? `${text.slice(0, MAX_CODE - 1)}…` : text;
}

function textOf(node: Node): string {
  if (node.type === 'AwaitExpression') return `await ${textOf(node.argument)}`;
  if (node.type === 'MemberExpression') return `${textOf(node.object)}${slice(node, node.object.end, node.end)}`;
  if (node.type === 'CallExpression') return `${textOf(node.callee)}(${node.arguments.length > 0 ? '…' : ''})`;
  return slice(node, node.start, node.end);
}

/** A part of the text of a node's module, on one line. */
function slice(node: Node, start: number, end: number): string {
  return moduleOf(node).text.slice(start, end).trim().replace(/\s+/g, ' ');
}

/** What a value is, in words: `Repository of typeorm, known by its type`. */
export function describeValue(value: Value): string {
  return [...new Set(alternatives(value).map(describeOne))].join(', or ');
}

function describeOne(value: Exclude<Value, { kind: 'set' }>): string {
  switch (value.kind) {
    case 'unknown':
      return `unknown: ${value.reason}`;
    case 'literal':
      return typeof value.value === 'string' ? 'a text' : String(value.value);
    case 'template':
      return 'a text';
    case 'function':
      return `the function ${functionName(value.node)}`;
    case 'class':
      return `the class ${className(value.node)}`;
    case 'instance':
      return `an instance of ${className(value.node)}`;
    case 'shape':
      return value.node.type === 'TSInterfaceDeclaration' ? `known by its type ${value.node.id.name} alone` : 'known by its type alone';
    case 'namespace':
      return `the module ${basename(value.module.path)}`;
    case 'list':
      return `a list, each element ${describeValue(value.element)}`;
    case 'library':
      return describeLibrary(value);
    case 'receiver':
      return `${value.type} of ${value.model.package}, ${HOW[value.by]}`;
    case 'method':
      return `${value.owner}.${value.name} of ${value.model.package}`;
    case 'merged':
      return 'an object that is made of several';
    case 'object':
    case 'array':
    case 'enum':
    case 'error':
      return `an ${value.kind}`;
  }
}

const HOW: Record<Receiver['by'], string> = {
  construction: 'made in view',
  member: 'given by a call',
  default: 'its ready-made instance',
  type: 'known by its type',
  callback: 'passed to a callback',
};

function describeLibrary({ package: name, path, model, entry }: Library): string {
  const what = path.length > 0 ? `${path.join('.')} of ${name === 'global' ? 'the language or platform' : name}` : name;
  if (entry) return what;
  if (model) return `${what}, which its model doesn't have`;
  if (name === 'global') return isOfThePlatform(path[0] ?? '') ? what : `${path.join('.')}, which nothing in view declares`;
  return `${what}, a package without a model`;
}

/** Where a value was declared or made; null where that isn't in view. */
export function placeOfValue(value: Value): Place | null {
  switch (value.kind) {
    case 'function':
    case 'class':
    case 'instance':
    case 'object':
    case 'array':
    case 'shape':
    case 'enum':
      return placeOf(value.node);
    case 'receiver':
      return value.from ? placeOf(value.from.node) : null;
    case 'method':
      return value.receiver ? placeOfValue(value.receiver) : null;
    case 'namespace':
      return { path: value.module.path, line: 1 };
    default:
      return null;
  }
}

/** Whether a global name is one of the language or of Node.js. */
export function isOfThePlatform(name: string): boolean {
  return name in globalThis || name === 'require';
}
