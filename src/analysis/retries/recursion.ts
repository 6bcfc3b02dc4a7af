import { functionName } from '../effects/effects.js';
import { calleeOf, enclosingFunction, isInside, memberName, plainArguments, unwrap, type CallNode, type FunctionNode, type Node, type NodeOf } from '../project/ast.js';
import { constantNumber } from '../control/lists.js';
import { moduleOf, nodesOf, type Module } from '../project/module.js';
import type { Project } from '../project/project.js';
import { delayOfLoop, filtersIn } from './loop.js';
import type { Attempts, Retry } from './retries.js';
import { some } from './walk.js';

/** `catch (error) { if (attempt < 3) return load(url, attempt + 1); throw error; }`: functions that call themselves when they fail. */
export function recursionsOf(project: Project, module: Module): Retry[] {
  return nodesOf(module, 'CatchClause').flatMap((handler): Retry[] => {
    const statement = handler.parent as NodeOf<'TryStatement'>;
    const fn = enclosingFunction(statement);
    const again = fn && callsOfItself(module, fn, handler.body);
    if (!fn || !again || !some(statement.block, (node) => node.type === 'AwaitExpression')) return [];
    return [
      {
        node: statement,
        at: { start: again.start, end: calleeOf(again).end },
        library: null,
        work: [statement.block],
        attempts: attemptsOf(project, fn, handler.body, again),
        ...delayOfLoop(project, fn, handler.body),
        filters: filtersIn(statement),
      },
    ];
  });
}

/** The call by which a handler runs the function that it stands in once more. */
function callsOfItself(module: Module, fn: FunctionNode, body: Node): CallNode | null {
  const name = functionName(fn);
  const found = nodesOf(module, 'CallExpression').filter((call) => isInside(call, body) && enclosingFunction(call) === fn && isCallOf(call, name, fn));
  return found.length === 1 ? found[0]! : null;
}

function isCallOf(call: NodeOf<'CallExpression'>, name: string, fn: FunctionNode): boolean {
  const callee = unwrap(call.callee);
  const isMethod = fn.parent?.type === 'MethodDefinition' || fn.parent?.type === 'PropertyDefinition' || fn.parent?.type === 'Property';
  if (callee.type === 'Identifier') return !isMethod && callee.name === name;
  return isMethod && callee.type === 'MemberExpression' && callee.object.type === 'ThisExpression' && memberName(callee) === name;
}

/** `unbounded` only where the function calls itself with what it was given and compares nothing on the way. */
function attemptsOf(project: Project, fn: FunctionNode, body: Node, again: CallNode): Attempts {
  const { text } = moduleOf(fn);
  const changes = plainArguments(again).some((argument) => !isSame(argument));
  const compares = some(body, (node) => node.type === 'IfStatement' || node.type === 'ConditionalExpression' || node.type === 'LogicalExpression' || node.type === 'SwitchStatement');
  if (!changes && !compares) return /abort|stop|cancel|signal|deadline|attempt|retr(?:y|ies)|tries/i.test(text.slice(fn.start, fn.end)) ? null : 'unbounded';
  let limit: Attempts = null;
  some(body, (node) => {
    const test = node.type === 'IfStatement' ? unwrap(node.test) : null;
    if (test?.type !== 'BinaryExpression' || !/^[<>]=?$/.test(test.operator)) return false;
    const bound = constantNumber(project, test.right);
    const start = bound === null ? null : firstOf(project, fn, test.left);
    if (bound === null || start === null) return false;
    // Counted up from the parameter's default to a bound, or down to it; the first try is one of them.
    limit = Math.abs(bound - start) + (test.operator.endsWith('=') ? 2 : 1);
    return true;
  });
  return limit;
}

/** The value that a counter has in the first call: its parameter's default. */
function firstOf(project: Project, fn: FunctionNode, counter: Node): number | null {
  const name = unwrap(counter);
  for (const parameter of fn.params) {
    const isCounter = parameter.type === 'AssignmentPattern' && parameter.left.type === 'Identifier' && name.type === 'Identifier' && parameter.left.name === name.name;
    if (isCounter) return constantNumber(project, parameter.right);
  }
  return null;
}

function isSame(argument: Node): boolean {
  const expression = unwrap(argument);
  return expression.type === 'Identifier' || expression.type === 'ThisExpression' || expression.type === 'MemberExpression' || expression.type === 'Literal';
}
