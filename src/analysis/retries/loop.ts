import { callAt } from '../calls.js';
import { constantNumber } from '../control/lists.js';
import { calleesOf } from '../effects/effects.js';
import { calleeOf, isInside, memberName, plainArguments, unwrap, type CallNode, type Node, type NodeOf } from '../project/ast.js';
import { bindingOf, moduleOf, nodesOf } from '../project/module.js';
import type { Project } from '../project/project.js';
import type { Attempts, Delay } from './retries.js';
import { some } from './walk.js';

type RetryLoop = NodeOf<'ForStatement' | 'WhileStatement' | 'DoWhileStatement'>;

/** How often a loop tries: `unbounded` only where nothing in it compares anything, or asks whether to stop. */
export function loopAttempts(project: Project, loop: RetryLoop): Attempts {
  const test = loop.test && unwrap(loop.test);
  const isEndless = !test || (test.type === 'Literal' && test.value === true);
  if (!isEndless) return countedAttempts(project, loop);
  const compares = some(loop.body, (node) => node.type === 'BinaryExpression' && /^(?:[<>]=?|[!=]==?)$/.test(node.operator));
  const { text } = moduleOf(loop);
  const stops = /abort|stop|cancel|signal|deadline|shouldRetry|maxAttempts|max_?retries|attempts?Left|exhaust/i.test(text.slice(loop.body.start, loop.body.end));
  return compares || stops ? null : 'unbounded';
}

/** `for (let attempt = 0; attempt < 3; attempt++)`. */
function countedAttempts(project: Project, loop: RetryLoop): Attempts {
  const test = loop.test && unwrap(loop.test);
  if (loop.type !== 'ForStatement' || test?.type !== 'BinaryExpression' || !/^<=?$/.test(test.operator)) return null;
  const limit = constantNumber(project, test.right);
  const start = loop.init?.type === 'VariableDeclaration' ? loop.init.declarations[0]?.init : null;
  const first = start ? constantNumber(project, start) : null;
  if (limit === null || first === null) return null;
  return limit - first + (test.operator === '<=' ? 1 : 0);
}

/** Names of functions that wait, and of what says that a wait grows. */
const WAIT = /sleep|delay|\bwait|backoff|pause|setTimeout|retryAfter|timeout/i;
const GROWS = /attempt|retr(?:y|ies)|tries|\*\*|Math\.(?:pow|min|max|random)|<<|\*=|exponential|backoff|\bi\b|\bn\b/i;

/** The delay between two turns of a loop, or of a function that calls itself, and whether chance is in it. */
export function delayOfLoop(project: Project, loop: Node, handler: Node): { delay: Delay; jitter: boolean | null } {
  const module = moduleOf(loop);
  const body = module.text.slice(loop.start, loop.end);
  const waits = nodesOf(module, 'CallExpression', 'NewExpression').filter((node) => isInside(node, loop) && isWait(project, node));
  if (waits.length === 0) {
    // A function of the project may wait.
    const mayWait = nodesOf(module, 'AwaitExpression').some((node) => isInside(node, handler)) || WAIT.test(body);
    return { delay: mayWait ? null : 'none', jitter: null };
  }
  const jitter = /random|jitter/i.test(body) ? true : null;
  const given = waits.map((wait) => delayArgument(wait)).filter((node) => node !== null);
  if (given.length === 0) return { delay: null, jitter };
  const isFixed = given.every((node) => isConstant(project, node, loop));
  const text = given.map((node) => module.text.slice(node.start, node.end)).join(' ');
  if (/Math\.pow|\*\*|<<|\*= *[2-9]|exponential/i.test(body)) return { delay: 'growing', jitter };
  if (isFixed) return { delay: given.every((node) => constantNumber(project, node) === 0) ? 'none' : 'fixed', jitter };
  return { delay: GROWS.test(text) ? 'growing' : null, jitter: jitter ?? (/^[\w\s*.()<>+-]+$/.test(text) && GROWS.test(text) ? false : null) };
}

function isWait(project: Project, node: CallNode): boolean {
  const callee = unwrap(calleeOf(node));
  const name = callee.type === 'MemberExpression' ? memberName(callee) : callee.type === 'Identifier' ? callee.name : null;
  if (name !== null && /^(?:sleep|delay|wait|setTimeout|pause|timeout|backoff|sleepFor|waitFor|waitMs|sleepMs|\w+Sleep)$/i.test(name)) return true;
  const call = callAt(project, node);
  if (call?.call.concept === 'sleep') return true;
  return calleesOf(project, node).some((step) => /sleep|delay|wait|backoff/i.test(step.name));
}

function delayArgument(wait: CallNode): Node | null {
  const callee = unwrap(calleeOf(wait));
  const name = callee.type === 'MemberExpression' ? memberName(callee) : callee.type === 'Identifier' ? callee.name : '';
  const args = plainArguments(wait);
  return (name === 'setTimeout' ? (args[1] ?? (args.length === 1 ? args[0] : null)) : args[0]) ?? null;
}

/** Whether a delay is the same each time: a number, or a name that the loop doesn't change. */
function isConstant(project: Project, node: Node, loop: Node): boolean {
  if (constantNumber(project, node) !== null) return true;
  const expression = unwrap(node);
  if (expression.type !== 'Identifier') return false;
  const binding = bindingOf(moduleOf(expression), expression);
  if (!binding || binding.writes.length > 0) return false;
  return !isInside(binding.declarations[0]!, loop);
}

/**
 * Whether the handler of a loop looks at the error before the next try, or the `try` block tells failures apart by
 * leaving with some of them.
 */
export function filtersIn({ handler, block }: NodeOf<'TryStatement'>): boolean | null {
  if (!handler) return null;
  const { text } = moduleOf(handler);
  const parameter = handler.param && unwrap(handler.param);
  const name = parameter?.type === 'Identifier' ? parameter.name : null;
  const asks = new RegExp(`(?<![\\w$])${name ?? '(?!)'}(?![\\w$])`);
  // `const isTransient = timedOut(error); … if (isTransient) continue;`
  const derived = name === null ? [] : nodesOf(moduleOf(handler), 'VariableDeclarator').flatMap(({ id, init, start, end }) => {
    const isOfHandler = init !== null && start >= handler.start && end <= handler.end && asks.test(text.slice(init.start, init.end));
    return isOfHandler && id.type === 'Identifier' ? [id.name] : [];
  });
  const asksDerived = new RegExp(derived.length > 0 ? `(?<![\\w$])(?:${derived.join('|').replaceAll('$', String.raw`\$`)})(?![\\w$])` : '(?!)');
  const isDerived = (test: string) => asksDerived.test(test) || (name !== null && asks.test(test)) || /retr[iy]a?ble|transient|shouldRetry|isFatal|permanent|error|err\b|code|status/i.test(test);
  const inHandler = some(handler.body, (node) => {
    if (node.type === 'SwitchStatement') return isDerived(text.slice(node.discriminant.start, node.discriminant.end));
    if (node.type !== 'IfStatement' && node.type !== 'ConditionalExpression') return false;
    if (!isDerived(text.slice(node.test.start, node.test.end))) return false;
    return node.type === 'IfStatement' && some(node, (inner) => ['ThrowStatement', 'ReturnStatement', 'BreakStatement', 'ContinueStatement'].includes(inner.type));
  });
  if (inHandler) return true;
  // `handle(error)` may throw on.
  const passesOn = name !== null && some(handler.body, (node) => node.type === 'CallExpression' && /throw|rethrow|handle|assert|classif|should|check/i.test(text.slice(node.callee.start, node.callee.end)));
  if (passesOn) return null;
  const tellsApart = some(block, (node) => node.type === 'IfStatement' && /status|code/.test(text.slice(node.test.start, node.test.end)));
  return tellsApart ? null : false;
}

