import type { Call, Construction, Export, LibraryModel } from '../../models/model.js';
import type { Binding } from '../project/scope.js';
import type { CallNode, ClassNode, FunctionNode, Node, NodeOf } from '../project/ast.js';
import type { Module } from '../project/module.js';

/** A value that can't be known, and why: a sentence for `explain`. */
export interface Unknown {
  kind: 'unknown';
  reason: string;
  /** It is read from the settings that a service is run with. */
  settings?: true;
  /** Set where the value is a parameter of a function, or a path inside one: what a caller passes decides. */
  parameter?: { fn: FunctionNode; index: number; path: string[] };
  /** It is a function that is known by its type alone: the written type of what a call of it gives. */
  returns?: Node;
}

export interface Literal {
  kind: 'literal';
  value: string | number | boolean | bigint | RegExp | null | undefined;
  node: Node;
}

/** A template literal with expressions. */
export interface Template {
  kind: 'template';
  node: NodeOf<'TemplateLiteral'>;
}

export interface Func {
  kind: 'function';
  node: FunctionNode;
  module: Module;
  /** What `this` is inside. */
  self?: Value;
  binding?: Binding;
}

export interface ClassValue {
  kind: 'class';
  node: ClassNode;
  module: Module;
  binding?: Binding;
}

/** An instance of a class of the project. */
export interface Instance {
  kind: 'instance';
  node: ClassNode;
  module: Module;
  /** The `new` expression; null when known by a type, an injection or `this`. */
  site: CallNode | null;
}

export interface ObjectValue {
  kind: 'object';
  node: NodeOf<'ObjectExpression'>;
  module: Module;
  binding?: Binding;
}

/** What a call makes of several objects: `Object.assign({}, defaults, options)`. */
export interface Merged {
  kind: 'merged';
  node: CallNode;
  /** The objects, those first whose properties count. */
  parts: Node[];
  module: Module;
  binding?: Binding;
}

export interface ArrayValue {
  kind: 'array';
  node: NodeOf<'ArrayExpression'>;
  /** Its elements were awaited: `await Promise.all([…])`. */
  awaited?: boolean;
}

/** A list of unknown length whose elements are known: `T[]`, `Set<T>`, a mapped array. */
export interface List {
  kind: 'list';
  element: Value;
}

/** An object known by its declared shape only: an interface or a type literal. */
export interface Shape {
  kind: 'shape';
  node: NodeOf<'TSInterfaceDeclaration' | 'TSTypeLiteral'>;
  module: Module;
  parameter?: Unknown['parameter'];
  /** The other parts of an intersection: `Base & { pool: Pool }`. */
  also?: Shape[];
}

/** `import * as ns` of a project module, or `module.exports` as a whole (`commonjs`). */
export interface Namespace {
  kind: 'namespace';
  module: Module;
  commonjs: boolean;
}

export interface EnumValue {
  kind: 'enum';
  node: NodeOf<'TSEnumDeclaration'>;
}

/** An error that a handler caught. */
export interface ErrorValue {
  kind: 'error';
  node: Node;
}

/** An export of a package, or a package as a whole (`path` empty). `entry` is null where no model says what it is. */
export interface Library {
  kind: 'library';
  package: string;
  path: string[];
  model: LibraryModel | null;
  entry: Export | null;
}

/** How a value of a library's type came to be: the call that gave it. */
export interface Link {
  node: CallNode;
  /** The member or export that was called. */
  name: string;
  call: Call | null;
  construction: Construction | null;
  /** On what it was called; null for exports. */
  receiver: Receiver | null;
}

/**
 * A value of a modelled type. `by` says how that is known: `construction` and `member` come with the link; `default` is
 * a library's ready-made instance (no options); of a value known by `type` or `callback`, its options are unknown.
 */
export interface Receiver {
  kind: 'receiver';
  model: LibraryModel;
  type: string;
  by: 'construction' | 'member' | 'default' | 'type' | 'callback';
  from: Link | null;
  /** The property path from the value the link made: `prisma.user` is `['user']`. */
  properties: string[];
  /** What its rows are, where the code says so: an instance of the class of `Repository<User>`. */
  rows?: Value;
}

/** A method of a modelled type, or a static member of a modelled class, before it is called. */
export interface Method {
  kind: 'method';
  model: LibraryModel;
  /** The type or export that has it. */
  owner: string;
  name: string;
  call: Call;
  receiver: Receiver | null;
}

/** One of several values, depending on the path taken. */
export interface AnyOf {
  kind: 'set';
  values: Exclude<Value, AnyOf>[];
}

/** What an expression is. A closed set; every consumer handles `unknown` and `set`. */
export type Value =
  | Unknown
  | Literal
  | Template
  | Func
  | ClassValue
  | Instance
  | ObjectValue
  | Merged
  | ArrayValue
  | List
  | Shape
  | Namespace
  | EnumValue
  | ErrorValue
  | Library
  | Receiver
  | Method
  | AnyOf;

export function unknown(reason: string): Unknown {
  return { kind: 'unknown', reason };
}

/** Above this many, a set says nothing useful. */
const MAX_SET = 8;

/** One of the given values. */
export function union(values: readonly Value[]): Value {
  const flat: Exclude<Value, AnyOf>[] = [];
  for (const value of values) {
    for (const item of alternatives(value)) if (!flat.some((known) => sameValue(known, item))) flat.push(item);
  }
  if (flat.length === 0) return unknown('it has no value');
  if (flat.length === 1) return flat[0]!;
  if (flat.length > MAX_SET) return unknown(`it can be any of ${flat.length} values`);
  return { kind: 'set', values: flat };
}

/** The possible values of a value; itself where there is one. */
export function alternatives(value: Value): Exclude<Value, AnyOf>[] {
  return value.kind === 'set' ? value.values : [value];
}

/** Applies a function to each possible value. */
export function mapValue(value: Value, map: (value: Exclude<Value, AnyOf>) => Value): Value {
  return value.kind === 'set' ? union(value.values.map(map)) : map(value);
}

function sameValue(a: Exclude<Value, AnyOf>, b: Exclude<Value, AnyOf>): boolean {
  if (a === b) return true;
  if (a.kind !== b.kind) return false;
  if (a.kind === 'unknown') return a.reason === (b as Unknown).reason;
  if (a.kind === 'literal') return a.value === (b as Literal).value;
  if (a.kind === 'receiver') {
    const other = b as Receiver;
    return a.model === other.model && a.type === other.type && a.by === other.by && a.from?.node === other.from?.node;
  }
  return 'node' in a && 'node' in b && a.node === b.node;
}
