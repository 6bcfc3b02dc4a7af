import { isDeferred, roleOf, type Role } from '../control/frames.js';
import { isFunction, type CallNode, type FunctionNode, type Node } from '../project/ast.js';
import { importersOf } from '../project/importers.js';
import { moduleOf, nodesOf, type Module } from '../project/module.js';
import type { Project } from '../project/project.js';
import { evaluate } from '../values/evaluate.js';
import { alternatives } from '../values/value.js';
import { calleesOf, functionName } from './effects.js';

/** A call that enters a function, or that hands it to a library which calls it in a role. */
export interface Caller {
  node: CallNode;
  role: Role | null;
}

/** Modules that are looked through for callers of one function. More say that its name is too common to ask. */
const MAX_MODULES = 60;

/** The calls of a function in its own file and in those that import it, directly or through re-exports. Memoised. */
export function callersOf(project: Project, fn: FunctionNode): Caller[] {
  const table = project.derived<FunctionNode, Caller[]>('callers');
  let callers = table.get(fn);
  if (!callers) {
    callers = modulesThatMayCall(project, moduleOf(fn), functionName(fn)).flatMap((module) => callersIn(project, module, fn));
    table.set(fn, callers);
  }
  return callers;
}

function callersIn(project: Project, module: Module, fn: FunctionNode): Caller[] {
  return nodesOf(module, 'CallExpression', 'NewExpression').flatMap((node): Caller[] => {
    if (calleesOf(project, node).some((step) => step.fn === fn)) return [{ node, role: null }];
    return node.arguments.flatMap((argument, position) => {
      const passed = argument as Node;
      if (isFunction(passed) || (passed.type !== 'Identifier' && passed.type !== 'MemberExpression' && passed.type !== 'CallExpression')) return [];
      const { role } = roleOf(project, node, position, null);
      const isPassed = isDeferred(role) && alternatives(evaluate(project, passed)).some((value) => value.kind === 'function' && value.node === fn);
      return isPassed ? [{ node, role }] : [];
    });
  });
}

/** The function's own module and its importers that have the function's name in their text. */
function modulesThatMayCall(project: Project, own: Module, name: string): Module[] {
  const found = [own];
  const seen = new Set([own.path]);
  const exporting = [own.path];
  for (let path = exporting.pop(); path !== undefined && found.length < MAX_MODULES; path = exporting.pop()) {
    for (const importer of importersOf(project, path)) {
      if (seen.has(importer)) continue;
      seen.add(importer);
      const parsed = project.load(importer);
      if ('reason' in parsed) continue;
      const { module } = parsed;
      if (passesOn(module)) exporting.push(importer);
      if (module.text.includes(name) || name.includes(' ')) found.push(module);
    }
  }
  return found;
}

/** Whether a module exports what it gets from others, as barrels do. */
function passesOn({ exports }: Module): boolean {
  return exports.stars.length > 0 || [...exports.named.values()].some((entry) => 'source' in entry);
}
