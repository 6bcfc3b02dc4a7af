import { isCall, isInside, memberName, unwrap, type FunctionNode, type Node } from '../project/ast.js';
import { moduleOf, nodesOf, type Module } from '../project/module.js';
import type { Project } from '../project/project.js';
import { filesNaming } from '../project/tree.js';
import type { Invocation } from '../values/callbacks.js';
import { evaluate } from '../values/evaluate.js';
import { alternatives } from '../values/value.js';
import { functionName } from './effects.js';

/** A name that more files have is no evidence: `get`. Their callers are looked for in the function's own file. */
const MAX_FILES = 200;

/**
 * The calls of a function in its package, and those that it is passed to by name. Callers by another name (an alias, an
 * interface) aren't found: that the list is empty proves nothing. Memoised.
 */
export function callersOf(project: Project, fn: FunctionNode): readonly Invocation[] {
  const table = project.derived<FunctionNode, Invocation[]>('callers');
  let callers = table.get(fn);
  if (!callers) {
    const name = functionName(fn);
    callers = /^[\w$#]+$/.test(name) ? modulesNaming(project, fn, name).flatMap((module) => callersIn(project, module, fn, name)) : [];
    table.set(fn, callers);
  }
  return callers;
}

function modulesNaming(project: Project, fn: FunctionNode, name: string): Module[] {
  const own = moduleOf(fn);
  const paths = filesNaming(project, own.path, name).filter((path) => path !== own.path);
  if (paths.length > MAX_FILES) return [own];
  return [own, ...paths.flatMap((path) => {
    const parsed = project.load(path);
    return 'module' in parsed ? [parsed.module] : [];
  })];
}

function callersIn(project: Project, module: Module, fn: FunctionNode, name: string): Invocation[] {
  const found: Invocation[] = [];
  for (const { node, invocation } of usesByName(module).get(name) ?? []) {
    // What a function does with itself is no caller's doing.
    if (module === moduleOf(fn) && isInside(invocation.call, fn)) continue;
    if (alternatives(evaluate(project, node)).some((value) => value.kind === 'function' && value.node === fn)) found.push(invocation);
  }
  return found;
}

/** A name or member that is called, or passed to a call. */
interface Use {
  node: Node;
  invocation: Invocation;
}

const uses = new WeakMap<Module, Map<string, Use[]>>();

/** What a module calls and passes on, by the name that is written there; in source order. */
function usesByName(module: Module): Map<string, Use[]> {
  let index = uses.get(module);
  if (index) return index;
  index = new Map();
  const add = (written: Node, invocation: Invocation): void => {
    const node = unwrap(written);
    const name = node.type === 'Identifier' ? node.name : node.type === 'MemberExpression' ? memberName(node) : null;
    if (name === null) return;
    const known = index.get(name);
    if (known) known.push({ node, invocation });
    else index.set(name, [{ node, invocation }]);
  };
  for (const call of nodesOf(module, 'CallExpression', 'NewExpression')) {
    add(call.callee, { call, position: null });
    for (const [position, argument] of call.arguments.entries()) add(boundFunction(unwrap(argument)), { call, position });
  }
  uses.set(module, index);
  return index;
}

/** `this.load` in `this.load.bind(this)`. */
function boundFunction(node: Node): Node {
  const callee = isCall(node) && node.type === 'CallExpression' ? unwrap(node.callee) : null;
  return callee?.type === 'MemberExpression' && memberName(callee) === 'bind' ? callee.object : node;
}
