import { createRequire } from 'node:module';
import type { Comment, Program } from 'oxc-parser';
import type { IdentifierNode, Node, NodeOf } from './ast.js';
import { bind, LISTED, type Bound } from './bind.js';
import { nestsTooDeep } from './nesting.js';
import { lookUp, lookUpType, scopeAt, type Binding, type Scope } from './scope.js';

const require = createRequire(import.meta.url);

/** Files above this size are bundles or data: what they export is unknown. */
const MAX_LENGTH = 2_000_000;

/** One parsed and bound source file. */
export interface Module extends Bound {
  path: string;
  text: string;
  program: Program;
  comments: Comment[];
  /** Nodes of several types together, as they were asked for, by the bits of the types. */
  merged: Map<number, Node[]>;
  /** 1-based line of an offset. */
  lineOf(offset: number): number;
}

export type Parsed = { module: Module } | { reason: string };

/** Parses and binds a text. A text that can't be parsed, or is too large to be source code, gives the reason instead. */
export function parseModule(path: string, source: string): Parsed {
  const text = source.charCodeAt(0) === 0xfeff ? source.slice(1) : source;
  if (text.length > MAX_LENGTH) return { reason: `${path} has ${text.length} characters, more than ${MAX_LENGTH}` };
  if (nestsTooDeep(text)) return { reason: `${path} is nested too deeply` };
  try {
    const { parseSync } = require('oxc-parser') as typeof import('oxc-parser');
    const result = parseSync(path, text, { astType: 'ts', preserveParens: false, ...languageOf(path) });
    if (result.errors.length > 0 && result.program.body.length === 0) {
      return { reason: `${path} has a syntax error: ${result.errors[0]?.message ?? 'unknown'}` };
    }
    const { program } = result;
    let lines: number[] | undefined;
    const module: Module = {
      ...bind(program),
      path,
      text,
      program,
      // Most modules are never asked for theirs.
      get comments() {
        return result.comments;
      },
      merged: new Map(),
      lineOf: (offset) => lineAt((lines ??= lineStarts(text)), offset),
    };
    module.root.module = module;
    return { module };
  } catch (error) {
    // Deeply nested generated code is the one thing that binding can't take.
    return { reason: `${path} can't be analysed: ${error instanceof Error ? error.message : String(error)}` };
  }
}

/** `.js` may hold JSX or Flow-free modern syntax; the extension decides for everything else. */
export function languageOf(path: string): { lang?: 'jsx' | 'ts' } {
  if (/\.[cm]?js$/.test(path)) return { lang: 'jsx' };
  return /\.[cm]?tsx?$|\.jsx$/.test(path) ? {} : { lang: 'ts' };
}

/** The module that a node belongs to. */
export function moduleOf(node: Node): Module {
  const module = scopeAt(node)?.root.module;
  if (!module) throw new Error('The node belongs to no module: it was not made by parseModule.');
  return module;
}

/** The innermost scope round a node, which for a node that opens one is its own. */
export function scopeOf(module: Module, node: Node): Scope {
  return scopeAt(node) ?? module.root;
}

/** What an identifier refers to; null for globals. */
export function bindingOf(module: Module, identifier: IdentifierNode): Binding | null {
  return lookUp(scopeOf(module, identifier), identifier.name);
}

export function typeBindingOf(module: Module, identifier: IdentifierNode): Binding | null {
  return lookUpType(scopeOf(module, identifier), identifier.name);
}

const references = new WeakMap<Module, Map<Binding, IdentifierNode[]>>();

/** Every use of a binding as an expression, in source order. */
export function referencesOf(module: Module, binding: Binding): IdentifierNode[] {
  let index = references.get(module);
  if (!index) {
    index = new Map();
    for (const identifier of module.identifiers) {
      const target = bindingOf(module, identifier);
      if (!target) continue;
      const list = index.get(target);
      if (list) list.push(identifier);
      else index.set(target, [identifier]);
    }
    references.set(module, index);
  }
  return index.get(binding) ?? [];
}

const ordered = new WeakMap<Module, IdentifierNode[]>();

/** The names that are used as expressions inside a node, in source order. */
export function identifiersIn(node: Node): IdentifierNode[] {
  const module = moduleOf(node);
  let all = ordered.get(module);
  if (!all) ordered.set(module, (all = [...module.identifiers].sort((a, b) => a.start - b.start)));
  const found: IdentifierNode[] = [];
  for (let index = firstFrom(all, node.start); index < all.length && all[index]!.end <= node.end; index++) found.push(all[index]!);
  return found;
}

/** Whether an offset lies in a comment. */
export function isInComment(module: Module, offset: number): boolean {
  return module.comments.some(({ start, end }) => start <= offset && offset < end);
}

/** The nodes of some listed types (see `bind.ts`), in source order. */
export function nodesOf<T extends Node['type']>(module: Module, ...types: T[]): readonly NodeOf<T>[] {
  if (types.length === 1) return (module.nodes.get(types[0]!) ?? []) as NodeOf<T>[];
  let key = 0;
  for (const type of types) key |= BITS.get(type) ?? 0;
  let merged = module.merged.get(key);
  if (!merged) {
    merged = types.flatMap((type) => module.nodes.get(type) ?? []).sort((a, b) => a.start - b.start);
    module.merged.set(key, merged);
  }
  return merged as NodeOf<T>[];
}

/** A bit for each listed type: joining their names takes longer than finding what is kept under them. */
const BITS: ReadonlyMap<Node['type'], number> = new Map(LISTED.map((type, index) => [type, 1 << index]));

/** The nodes of some listed types that begin inside a node, itself included where it is one; in source order. */
export function nodesInside<T extends Node['type']>(outer: Node, ...types: T[]): readonly NodeOf<T>[] {
  const all = nodesOf(moduleOf(outer), ...types);
  const from = firstFrom(all, outer.start);
  let to = from;
  while (to < all.length && all[to]!.start < outer.end) to++;
  return all.slice(from, to);
}

/** The index of the first of some nodes in source order that begins at an offset or behind it. */
function firstFrom(nodes: readonly Node[], offset: number): number {
  let [low, high] = [0, nodes.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (nodes[middle]!.start < offset) low = middle + 1;
    else high = middle;
  }
  return low;
}

function lineStarts(text: string): number[] {
  const starts = [0];
  for (let index = text.indexOf('\n'); index !== -1; index = text.indexOf('\n', index + 1)) starts.push(index + 1);
  return starts;
}

function lineAt(starts: number[], offset: number): number {
  let low = 0;
  let high = starts.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (starts[middle]! <= offset) low = middle + 1;
    else high = middle;
  }
  return low;
}
