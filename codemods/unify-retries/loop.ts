import { enclosingFunction, forEachChild, isFunction, isInside, isLoop, memberName, parentOf, unwrap, type IdentifierNode, type Node, type NodeOf } from '../../src/analysis/project/ast.js';
import { bindingOf, referencesOf, type Module } from '../../src/analysis/project/module.js';
import type { Binding } from '../../src/analysis/project/scope.js';

export interface Declined {
  reason: string;
}

/** A loop whose turns are attempts at one piece of work, in parts that the policy takes over and parts that stay. */
export interface RetryLoop {
  loop: NodeOf<'ForStatement' | 'WhileStatement' | 'DoWhileStatement'>;
  /** What is tried: the statements of the `try` block, which end in a `return`; or the one awaited expression. */
  work: { statements: Node[] } | { expression: Node };
  /** `result = ` before the call, where the loop keeps its result in a variable. */
  target: string | null;
  /** How many attempts, as source text. */
  attempts: string;
  /** Statements of the handler that stay: what logs a failure. */
  noted: Node[];
  /** The handler's name for the error. */
  error: string | null;
  /** The loop's variable. */
  counter: Binding;
  /** It counts from here. */
  first: number;
  /** What has no use afterwards: the `throw` behind the loop, `let lastError`. */
  removed: Node[];
}

const COUNTED: Declined = { reason: 'It is no loop with a counter and a bound.' };

/** How a loop counts its attempts. */
interface Count {
  counter: Binding;
  /** The counter's value in the handler of the first attempt's failure. */
  first: number;
  /** How many attempts, as source text. */
  attempts: string;
  /** Where the counter stands outside of the loop. */
  declaration: Node | null;
  /** Statements of the handler that count. */
  counting: Node[];
}

/** The parts of `for (let attempt = 0; attempt < 3; attempt++) { try { return await work(); } catch (error) { … } }`, or of a `while` like it. */
export function retryLoop(module: Module, node: Node): RetryLoop | Declined {
  if (node.type !== 'ForStatement' && node.type !== 'WhileStatement' && node.type !== 'DoWhileStatement') return COUNTED;
  const fn = enclosingFunction(node);
  if (!fn?.async || fn.generator) return { reason: 'It does not run in an async function.' };
  const body = node.body.type === 'BlockStatement' ? node.body.body : [node.body];
  const [statement, ...others] = body as Node[];
  if (statement?.type !== 'TryStatement' || !statement.handler || statement.finalizer || others.length > 0) return { reason: 'Its body does more than to try the work.' };
  const count = node.type === 'ForStatement' ? countOfFor(module, node) : countOfWhile(module, node, statement.handler);
  if (!count) return COUNTED;
  const { counter } = count;

  const work = workOf(statement.block, node);
  if ('reason' in work) return work;
  const handler = handlerOf(module, statement.handler, counter, count.counting);
  if ('reason' in handler) return handler;
  const isEndless = node.type !== 'ForStatement' && isTrue(node.test);
  const end = endOf(module, node, handler, work.target !== null, isEndless);
  if ('reason' in end) return end;
  const used = [...('statements' in work.work ? work.work.statements : [work.work.expression])].some((part) => referencesOf(module, counter).some((use) => isInside(use, part)));
  if (used) return { reason: 'The work itself asks which attempt it is.' };
  const removed = count.declaration ? [...end.removed, count.declaration] : end.removed;
  return { loop: node, ...work, attempts: count.attempts, noted: handler.noted, error: handler.error, counter, first: count.first, removed };
}

function countOfFor(module: Module, node: NodeOf<'ForStatement'>): Count | null {
  const declarator = node.init?.type === 'VariableDeclaration' ? node.init.declarations[0] : null;
  const counter = declarator?.id.type === 'Identifier' ? bindingOf(module, declarator.id) : null;
  const start = declarator?.init && unwrap(declarator.init);
  if (!counter || start?.type !== 'Literal' || (start.value !== 0 && start.value !== 1) || node.update?.type !== 'UpdateExpression' || counter.writes.length !== 1) return null;
  const attempts = node.test ? attemptsOf(module, node.test, counter, start.value) : null;
  return attempts === null ? null : { counter, first: start.value, attempts, declaration: null, counting: [] };
}

/** `let attempt = 0; while (attempt < 3) { try { … } catch (error) { attempt++; … } }`; also `while (true)`, where the handler gives up. */
function countOfWhile(module: Module, { test }: NodeOf<'WhileStatement' | 'DoWhileStatement'>, handler: NodeOf<'CatchClause'>): Count | null {
  const statements = handler.body.body as Node[];
  const counting = statements.find((statement) => statement.type === 'ExpressionStatement' && increment(statement.expression) !== null);
  const giving = statements.find((statement) => statement.type === 'IfStatement' && comparedWith(module, statement.test) !== null);
  const within = giving?.type === 'IfStatement' ? comparedWith(module, giving.test) : null;
  const isCountedThere = within?.counted === true;
  const name = counting?.type === 'ExpressionStatement' ? increment(counting.expression) : (within?.name ?? null);
  const counter = name && bindingOf(module, name);
  const declarator = counter?.declarations[0]?.parent;
  const declaration = declarator && parentOf(declarator);
  const start = declarator?.type === 'VariableDeclarator' && declarator.init ? unwrap(declarator.init) : null;
  if (!counter || (counting === undefined) !== isCountedThere || counter.writes.length !== 1 || declaration?.type !== 'VariableDeclaration' || declaration.declarations.length > 1) return null;
  if (start?.type !== 'Literal' || (start.value !== 0 && start.value !== 1)) return null;
  // Nothing else asks for it: not the work, and nothing behind the loop.
  const loop = parentOf(parentOf(parentOf(handler)!)!)!;
  if (referencesOf(module, counter).some((use) => !isInside(use, loop))) return null;
  // It has counted the failure where the handler's lines ask for it.
  const isEarly = isCountedThere || counting === statements[0];
  if (!isEarly && counting !== statements.at(-1)) return null;
  const first = start.value + (isEarly ? 1 : 0);
  if (first > 1) return null;
  if (!isTrue(test)) {
    const attempts = attemptsOf(module, test, counter, start.value);
    return attempts === null ? null : { counter, first, attempts, declaration, counting: counting ? [counting] : [] };
  }
  if (!within || bindingOf(module, within.name) !== counter) return null;
  // `attempt >= 3` ends the third attempt where the failure has been counted from 1, the fourth where it hasn't from 0.
  const more = (within.operator === '>' ? 1 : 0) + (1 - first);
  const { type } = within.bound;
  if (type !== 'Literal' && type !== 'Identifier' && type !== 'MemberExpression') return null;
  const bound = module.text.slice(within.bound.start, within.bound.end);
  const attempts = within.bound.type === 'Literal' && typeof within.bound.value === 'number' ? String(within.bound.value + more) : more === 0 ? bound : `${bound} + ${more}`;
  return { counter, first, attempts, declaration, counting: counting ? [counting] : [] };
}

/** The name in `attempt++` and `attempt += 1`. */
function increment(expression: Node): IdentifierNode | null {
  if (expression.type === 'UpdateExpression' && expression.operator === '++' && expression.argument.type === 'Identifier') return expression.argument;
  const isOne = expression.type === 'AssignmentExpression' && expression.operator === '+=' && expression.right.type === 'Literal' && expression.right.value === 1;
  return isOne && expression.left.type === 'Identifier' ? expression.left : null;
}

/** The parts of `attempt >= 3` and `++attempt >= 3`. */
function comparedWith(module: Module, node: Node): { name: IdentifierNode; operator: string; bound: Node; counted: boolean } | null {
  const test = unwrap(node);
  if (test.type !== 'BinaryExpression' || !/^(?:>=?|===?)$/.test(test.operator)) return null;
  const left = unwrap(test.left);
  const name = left.type === 'Identifier' ? left : left.type === 'UpdateExpression' && left.prefix ? increment(left) : null;
  return name && bindingOf(module, name) ? { name, operator: test.operator, bound: unwrap(test.right), counted: left.type === 'UpdateExpression' } : null;
}

function isTrue(test: Node): boolean {
  return test.type === 'Literal' && test.value === true;
}

/** `attempt < 3` from 0, `attempt <= 3` from 1: three; `attempt <= retries` from 0: one more. */
function attemptsOf(module: Module, test: Node, counter: Binding, first: number): string | null {
  const compared = unwrap(test);
  if (compared.type !== 'BinaryExpression' || !/^<=?$/.test(compared.operator)) return null;
  const left = unwrap(compared.left);
  if (left.type !== 'Identifier' || bindingOf(module, left) !== counter) return null;
  const bound = unwrap(compared.right);
  const more = (compared.operator === '<=' ? 1 : 0) - first;
  const text = module.text.slice(bound.start, bound.end);
  if (bound.type === 'Literal' && typeof bound.value === 'number') return String(bound.value + more);
  if (bound.type !== 'Identifier' && bound.type !== 'MemberExpression') return more === 0 ? `(${text})` : null;
  return more === 0 ? text : `${text} ${more > 0 ? '+' : '-'} 1`;
}

function workOf(block: NodeOf<'BlockStatement'>, loop: Node): Pick<RetryLoop, 'work' | 'target'> | Declined {
  const statements = block.body as Node[];
  const last = statements.at(-1);
  if (jumps(block, loop)) {
    const [first] = statements;
    const kept = first?.type === 'ExpressionStatement' ? first.expression : null;
    const isKept = statements.length === 2 && last?.type === 'BreakStatement' && !last.label;
    if (isKept && kept?.type === 'AwaitExpression') return { work: { expression: kept.argument }, target: '' };
    if (isKept && kept?.type === 'AssignmentExpression' && kept.operator === '=' && kept.left.type === 'Identifier' && kept.right.type === 'AwaitExpression') {
      return { work: { expression: kept.right.argument }, target: `${kept.left.name} = ` };
    }
    return { reason: 'Its attempts end in other ways than by a result or an error.' };
  }
  if (last?.type !== 'ReturnStatement' && last?.type !== 'ThrowStatement') return { reason: 'An attempt may end without a result, and is then made again without an error.' };
  if (statements.length === 1 && last.type === 'ReturnStatement' && last.argument?.type === 'AwaitExpression') return { work: { expression: last.argument.argument }, target: null };
  return { work: { statements }, target: null };
}

/** Whether a `break` or `continue` of a loop is inside a node. */
function jumps(node: Node, loop: Node): boolean {
  if (isFunction(node)) return false;
  if (node.type === 'BreakStatement' || node.type === 'ContinueStatement') {
    if (node.label) return true;
    for (let parent: Node | null | undefined = node.parent; parent && parent !== loop; parent = parent.parent) {
      if (isLoop(parent) || (node.type === 'BreakStatement' && parent.type === 'SwitchStatement')) return false;
    }
    return true;
  }
  let found = false;
  forEachChild(node, (child) => (found ||= jumps(child, loop)));
  return found;
}

interface Handler {
  noted: Node[];
  error: string | null;
  /** It throws at the last attempt. */
  givesUp: boolean;
  /** `lastError = error`: the variable. */
  kept: { binding: Binding; statement: Node } | null;
}

const WAITS = /^(?:sleep|delay|wait|pause|timeout|setTimeout|backoff|sleepFor|waitFor|wait_?ms|sleep_?ms)$/i;

/** What a handler does: it gives up at the end, waits, keeps the error, logs. Anything else is the project's own. */
function handlerOf(module: Module, handler: NodeOf<'CatchClause'>, counter: Binding, counting: readonly Node[]): Handler | Declined {
  const found: Handler = { noted: [], error: handler.param?.type === 'Identifier' ? handler.param.name : null, givesUp: false, kept: null };
  if (handler.param && !found.error) return { reason: 'Its handler takes the error apart.' };
  for (const statement of handler.body.body as Node[]) {
    if (statement.type === 'ContinueStatement' || counting.includes(statement)) continue;
    const end = giveUp(module, statement, counter, found.error);
    if (end === 'throws') found.givesUp = true;
    else if (end === 'other') return { reason: 'In the end it throws another error than that of the last attempt.' };
    else if (isWait(module, statement, counter)) continue;
    else if (statement.type === 'ExpressionStatement' && isLog(module, statement.expression)) found.noted.push(statement);
    else {
      const kept = keptError(module, statement, found.error);
      if (!kept) return { reason: 'Its handler does more than to log, to wait and to give up: what else it does has to stay.' };
      found.kept = { binding: kept, statement };
    }
  }
  return found;
}

/** `if (attempt === 2) throw error;`: a comparison of the counter alone. */
function giveUp(module: Module, statement: Node, counter: Binding, error: string | null): 'throws' | 'other' | null {
  if (statement.type !== 'IfStatement' || statement.alternate) return null;
  const inner = statement.consequent.type === 'BlockStatement' ? (statement.consequent.body as Node[]) : [statement.consequent as Node];
  const test = unwrap(statement.test);
  const names = module.identifiers.filter((identifier) => isInside(identifier, test));
  const isCounted = test.type === 'BinaryExpression' && /^(?:===?|>=?)$/.test(test.operator) && names.some((name) => bindingOf(module, name) === counter) && !names.some((name) => name.name === error);
  const last = inner.at(-1);
  if (!isCounted || last?.type !== 'ThrowStatement') return null;
  const thrown = unwrap(last.argument);
  return thrown.type === 'Identifier' && thrown.name === error && inner.length === 1 ? 'throws' : 'other';
}

function isWait(module: Module, statement: Node, counter: Binding): boolean {
  if (statement.type === 'VariableDeclaration') {
    // `const delay = 100 * 2 ** attempt;`
    return statement.declarations.every(
      ({ id, init }) => id.type === 'Identifier' && /delay|wait|backoff|ms$|jitter|pause/i.test(id.name) && init !== null && !some(init, (node) => node.type === 'AwaitExpression'),
    );
  }
  if (statement.type === 'IfStatement' && !statement.alternate) {
    // `if (attempt < 2) await sleep(100);`
    const test = module.text.slice(statement.test.start, statement.test.end);
    const inner = statement.consequent.type === 'BlockStatement' ? (statement.consequent.body as Node[]) : [statement.consequent as Node];
    return new RegExp(`\\b${counter.name}\\b`).test(test) && !/error|err\b/.test(test) && inner.every((each) => isWait(module, each, counter));
  }
  if (statement.type !== 'ExpressionStatement') return false;
  const { expression } = statement;
  if (expression.type === 'AssignmentExpression') return expression.left.type === 'Identifier' && /delay|wait|backoff/i.test(expression.left.name);
  const call = expression.type === 'AwaitExpression' ? unwrap(expression.argument) : null;
  if (call?.type === 'NewExpression' && call.callee.type === 'Identifier' && call.callee.name === 'Promise') {
    return /^new Promise(?:<\w+>)?\(\s*\(?(\w+)\)?\s*=>\s*\{?\s*setTimeout\(\s*\1\b/.test(module.text.slice(call.start, call.end));
  }
  if (call?.type !== 'CallExpression') return false;
  const name = call.callee.type === 'Identifier' ? call.callee.name : call.callee.type === 'MemberExpression' ? memberName(call.callee) : null;
  return name !== null && WAITS.test(name);
}

function isLog(module: Module, expression: Node): boolean {
  if (expression.type !== 'CallExpression' || expression.callee.type !== 'MemberExpression') return false;
  const name = memberName(expression.callee);
  const owner = module.text.slice(expression.callee.object.start, expression.callee.object.end);
  return /^(?:trace|debug|verbose|log|info|warn|warning|error)$/.test(name ?? '') && /log|console/i.test(owner) && !some(expression, (node) => node.type === 'AwaitExpression');
}

/** `lastError = error;` */
function keptError(module: Module, statement: Node, error: string | null): Binding | null {
  const assigned = statement.type === 'ExpressionStatement' ? statement.expression : null;
  if (assigned?.type !== 'AssignmentExpression' || assigned.operator !== '=' || assigned.left.type !== 'Identifier') return null;
  const value = unwrap(assigned.right);
  return value.type === 'Identifier' && value.name === error ? bindingOf(module, assigned.left) : null;
}

/** What comes behind the last attempt: nothing that the policy doesn't do. */
function endOf(module: Module, loop: Node, { givesUp, kept }: Handler, goesOn: boolean, isEndless: boolean): { removed: Node[] } | Declined {
  const parent = parentOf(loop);
  const siblings = parent?.type === 'BlockStatement' || parent?.type === 'Program' ? (parent.body as Node[]) : [];
  const next = siblings[siblings.indexOf(loop) + 1];
  const removed: Node[] = [];
  const thrown = next?.type === 'ThrowStatement' ? unwrap(next.argument) : null;
  const isLast = thrown?.type === 'Identifier' && kept !== null && bindingOf(module, thrown) === kept.binding;
  if (goesOn) {
    if (!givesUp) return { reason: 'When no attempt succeeds it goes on without a result.' };
  } else if (givesUp) {
    // Nothing reaches what is behind the loop.
    if (next && !thrown && next.type !== 'ReturnStatement' && !isEndless) return { reason: 'It goes on behind the last attempt.' };
    if (next && (thrown || next.type === 'ReturnStatement')) removed.push(next);
  } else if (isLast) removed.push(next!);
  else return { reason: thrown ? 'In the end it throws another error than that of the last attempt.' : 'When no attempt succeeds it goes on without an error.' };
  if (kept) {
    const uses = referencesOf(module, kept.binding).filter((use) => !isInside(use, kept.statement) && !removed.some((node) => isInside(use, node)));
    const declaration = kept.binding.declarations[0] && parentOf(parentOf(kept.binding.declarations[0])!);
    if (uses.length > 0 || declaration?.type !== 'VariableDeclaration' || declaration.declarations.length > 1) return { reason: 'The error of an attempt has other uses.' };
    removed.push(declaration);
  }
  return { removed };
}

function some(node: Node, test: (node: Node) => boolean): boolean {
  if (test(node)) return true;
  let found = false;
  forEachChild(node, (child) => (found ||= !isFunction(child) && some(child, test)));
  return found;
}
