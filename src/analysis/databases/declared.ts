import { basename, dirname } from 'node:path';
import { callsOf, type ResolvedCall } from '../calls.js';
import { enclosingFunction, isFunction, parentOf, plainArguments, unwrap, type Node, type NodeOf } from '../project/ast.js';
import { nodesOf, typeBindingOf, type Module } from '../project/module.js';
import type { Project } from '../project/project.js';
import { filesMentioning } from '../project/tree.js';
import { usesOf } from '../values/additions.js';
import { evaluate } from '../values/evaluate.js';
import { valueOfModule } from '../values/imports.js';
import { memberOf } from '../values/member.js';
import { alternatives, type Value } from '../values/value.js';
import { constructed, type Made } from './constructions.js';

type Literal = NodeOf<'ObjectExpression'>;

/** Options of a client that are written with the type that their library gives them. */
export interface Declared extends Made {
  /** The type's name, as it is written. */
  label: string;
}

/** Options under their library's own type that some other file makes a client with. */
export function declaredOptions(project: Project, module: Module): (Declared & { options: Literal })[] {
  return nodesOf(module, 'ObjectExpression').flatMap((options) => {
    const declared = declaredType(project, module, options);
    return declared && !isPartOfMore(project, module, options) ? [{ ...declared, options }] : [];
  });
}

/** `const options: DataSourceOptions = { … }`, `{ … } satisfies DataSourceOptions`, a function that returns such options. */
export function declaredType(project: Project, module: Module, options: Literal): Declared | null {
  const type = typeOf(options);
  if (type?.type !== 'TSTypeReference') return null;
  const value = entryOf(project, module, type.typeName);
  if (value?.kind !== 'library' || !value.model || !value.entry?.configures) return null;
  const made = constructed(project, value.model, value.entry.configures);
  return made && { ...made, label: module.text.slice(type.typeName.start, type.typeName.end) };
}

/** The written type of an object literal. */
function typeOf(options: Node): Node | null {
  const { parent } = options;
  if (parent?.type === 'TSSatisfiesExpression' || parent?.type === 'TSAsExpression') return parent.typeAnnotation;
  if (parent?.type === 'VariableDeclarator' && parent.id.type === 'Identifier') return parent.id.typeAnnotation?.typeAnnotation ?? null;
  const fn = parent?.type === 'ReturnStatement' ? enclosingFunction(parent) : isFunction(parent) && unwrap(parent.body as Node) === options ? parent : null;
  return fn?.returnType ? withoutPromise(fn.returnType.typeAnnotation) : null;
}

/** `Promise<T>`, and `T | Promise<T>`, are `T`. */
function withoutPromise(type: Node): Node {
  if (type.type === 'TSUnionType') return type.types[0] ?? type;
  const isPromise = type.type === 'TSTypeReference' && type.typeName.type === 'Identifier' && type.typeName.name === 'Promise';
  return (isPromise && type.typeArguments?.params[0]) || type;
}

function entryOf(project: Project, module: Module, name: Node): Value | null {
  if (name.type === 'TSQualifiedName') {
    const owner = entryOf(project, module, name.left);
    return owner && memberOf(project, owner, name.right.name, null);
  }
  if (name.type !== 'Identifier') return null;
  const binding = typeBindingOf(module, name);
  return binding?.import ? valueOfModule(project, module.path, binding.import.source, binding.import.name) : null;
}

/**
 * Whether what is missing may come from elsewhere: the options are spread, merged or given to a call, and no client is
 * made from them as they are.
 */
function isPartOfMore(project: Project, module: Module, options: Literal): boolean {
  const name = nameOf(options);
  const isSpread = usesOf(options).some((use) => isMerged(use)) || (name !== null && filesMentioning(project, module.path, `...${name}`).length > 0);
  return isSpread && !isUsedWhole(project, module, options);
}

/** Files with the name of a module that are searched for what they make from its options. */
const MAX_FILES = 50;

/** Whether a client is made from options as they are, in their file or in one that names it. */
function isUsedWhole(project: Project, module: Module, options: Literal): boolean {
  const stem = basename(module.path).replace(/\.[cm]?[jt]sx?$/, '');
  const name = stem === 'index' ? basename(dirname(module.path)) : stem;
  const paths = filesMentioning(project, module.path, `/${name}`).filter((path) => path !== module.path).slice(0, MAX_FILES);
  const modules = [module, ...paths.flatMap((path) => {
    const parsed = project.load(path);
    return 'module' in parsed ? [parsed.module] : [];
  })];
  return modules.some((user) => usedWholeIn(project, user).has(options));
}

/** The objects that a module makes clients from as they are. Memoised. */
function usedWholeIn(project: Project, module: Module): ReadonlySet<Node> {
  const table = project.derived<Module, Set<Node>>('used-whole');
  let used = table.get(module);
  if (!used) table.set(module, (used = new Set(callsOf(project, module).flatMap((call) => objectsGiven(project, call)))));
  return used;
}

function objectsGiven(project: Project, { node, target }: ResolvedCall): Node[] {
  if (node.type !== 'NewExpression' || target.construction?.options === undefined) return [];
  const values = plainArguments(node).flatMap((argument) => alternatives(evaluate(project, argument)));
  return values.flatMap((value) => (value.kind === 'object' ? [value.node] : []));
}

function isMerged(use: Node): boolean {
  const parent = parentOf(use);
  return parent?.type === 'SpreadElement' || ((parent?.type === 'CallExpression' || parent?.type === 'NewExpression') && parent.callee !== (use as unknown));
}

/** The name under which others use options: that of a variable, or of the function that returns them. */
function nameOf(options: Node): string | null {
  let { parent } = options;
  while (parent?.type === 'TSSatisfiesExpression' || parent?.type === 'TSAsExpression') ({ parent } = parent);
  const fn = parent?.type === 'ReturnStatement' ? enclosingFunction(parent) : isFunction(parent) ? parent : null;
  const holder = fn ? (fn.type === 'FunctionDeclaration' ? fn : fn.parent) : parent;
  if (holder?.type === 'VariableDeclarator' && holder.id.type === 'Identifier') return holder.id.name;
  if (holder?.type === 'FunctionDeclaration') return holder.id?.name ?? null;
  return holder?.type === 'MethodDefinition' && holder.key.type === 'Identifier' ? holder.key.name : null;
}

