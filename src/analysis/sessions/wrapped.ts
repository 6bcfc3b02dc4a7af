import { callAt, type ResolvedCall } from '../calls.js';
import { calleeOf, enclosingFunction, isCall, isInside, parentOf, unwrap, type CallNode, type FunctionNode, type Node } from '../project/ast.js';
import { bindingOf, moduleOf, nodesOf, referencesOf, type Module } from '../project/module.js';
import type { Project } from '../project/project.js';
import { functionName } from '../effects/effects.js';
import { returnedExpressions } from '../values/call.js';
import { evaluate } from '../values/evaluate.js';
import { alternatives } from '../values/value.js';

/** A call of a project's function that takes a resource and gives it to its caller, who answers for it. */
export interface WrappedCall {
  /** The library call, at the node of the project's call. */
  call: ResolvedCall;
  /** The library call where it stands. */
  taken: ResolvedCall;
  /** The function, as a reader knows it. */
  wrapper: string;
}

/**
 * The calls of a module whose function takes a resource afresh and returns it: `getClient()` that ends in
 * `return pool.connect()`. A function that keeps what it returns, or may return what it has kept, is none.
 */
export function wrappedCalls(project: Project, module: Module): WrappedCall[] {
  return nodesOf(module, 'CallExpression').flatMap((node) => {
    if (callAt(project, node)) return [];
    const callees = alternatives(evaluate(project, calleeOf(node)));
    const [fn] = callees;
    if (callees.length !== 1 || fn?.kind !== 'function') return [];
    const taken = takenBy(project, fn.node);
    return taken ? [{ call: { ...taken, node, module }, taken, wrapper: functionName(fn.node) }] : [];
  });
}

/** The acquiring call whose result a function returns on every path; null where it isn't so plain. */
function takenBy(project: Project, fn: FunctionNode): ResolvedCall | null {
  const returned = returnedExpressions(fn);
  const [only] = returned;
  if (returned.length !== 1 || !only || fn.generator) return null;
  const expression = withoutAwait(only);
  const made = isCall(expression) ? expression : initialOf(expression, fn);
  const call = made && callAt(project, made);
  const acquisition = call?.call.acquires;
  return call && acquisition && !acquisition.receiver && !acquisition.auto ? call : null;
}

/** What a variable of the function is made by, where it is only used by its members before it is returned. */
function initialOf(expression: Node, fn: FunctionNode): CallNode | null {
  if (expression.type !== 'Identifier') return null;
  const binding = bindingOf(moduleOf(expression), expression);
  const declarator = binding?.kind === 'variable' && binding.writes.length === 0 ? binding.declarations[0]!.parent : null;
  if (declarator?.type !== 'VariableDeclarator' || declarator.id.type !== 'Identifier' || !declarator.init || !isInside(declarator, fn)) return null;
  const isPlain = referencesOf(moduleOf(expression), binding!).every((use) => {
    if (use === expression || binding!.declarations.includes(use)) return true;
    const parent = parentOf(use);
    return parent?.type === 'MemberExpression' && parent.object === (use as unknown) && enclosingFunction(use) === fn;
  });
  const made = withoutAwait(declarator.init);
  return isPlain && isCall(made) ? made : null;
}

function withoutAwait(node: Node): Node {
  const inner = unwrap(node);
  return inner.type === 'AwaitExpression' ? unwrap(inner.argument) : inner;
}
