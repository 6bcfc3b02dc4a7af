import { forEachChild, isClass, isFunction, isLoop, memberName, unwrap, type FunctionNode, type Node, type NodeOf } from '../project/ast.js';
import type { LoopNode } from './frames.js';

/** What is true of a resource where control passes: a set of bits, since several ways may lead there. */
export type States = number;
/** It isn't open, or no concern of the function any more. */
export const IDLE: States = 1;
export const OPEN: States = 2;
export const CLOSED: States = 4;

/** A resource or mode that code opens and closes: a client, a transaction. */
export interface Resource {
  /** What a node does to it when it has been evaluated. `leave`: somebody else answers for it from there on. */
  effectOf(node: Node): 'open' | 'close' | 'leave' | null;
  /** How a test turns out while it is open; null where that isn't known. */
  whileOpen(test: Node): boolean | null;
  /** Whether what is awaited can fail. */
  fails(node: Node): boolean;
}

/** A way out of a function. `again`: control comes back to where the resource is opened. */
export interface Exit {
  kind: 'return' | 'throw' | 'end' | 'again';
  node: Node;
  states: States;
}

export interface Paths {
  /** With which states control reaches a call, an `await` or a loop; 0 where it never does. */
  at(node: Node): States;
  exits: Exit[];
}

/** Where control goes that doesn't go on to the next statement. */
interface Sink {
  throw(states: States, node: Node): void;
  return(states: States, node: Node): void;
  break(states: States, label: string | null): void;
  continue(states: States, label: string | null): void;
}

/**
 * Follows a resource along every path through a function: branches, loops, `try`, `finally`, early exits. An error can
 * come from every `throw` and every `await` that may fail; synchronous calls count as safe. Functions inside are not
 * entered: what they do to the resource is said by `effectOf` of the function.
 */
export function pathsOf(fn: FunctionNode, resource: Resource, start: States = IDLE): Paths {
  const reached = new Map<Node, States>();
  const exits: Exit[] = [];
  let sink: Sink = {
    throw: (states, node) => leave('throw', states, node),
    return: (states, node) => leave('return', states, node),
    break: () => {},
    continue: () => {},
  };

  function leave(kind: Exit['kind'], states: States, node: Node): void {
    const known = exits.find((exit) => exit.node === node && exit.kind === kind);
    if (known) known.states |= states;
    else exits.push({ kind, node, states });
  }

  function note(node: Node, states: States): void {
    reached.set(node, (reached.get(node) ?? 0) | states);
  }

  function apply(node: Node, states: States): States {
    const effect = resource.effectOf(node);
    if (!effect) return states;
    if (effect !== 'open') return effect === 'close' ? CLOSED : IDLE;
    if (states & OPEN) leave('again', OPEN, node);
    return OPEN;
  }

  function split(test: Node, states: States): [whenTrue: States, whenFalse: States] {
    const constant = constantTest(test);
    if (constant !== null) return constant ? [states, 0] : [0, states];
    const known = states & OPEN ? decide(test) : null;
    return [known === false ? states & ~OPEN : states, known === true ? states & ~OPEN : states];
  }

  function decide(expression: Node): boolean | null {
    const test = unwrap(expression);
    const own = resource.whileOpen(test);
    if (own !== null) return own;
    if (test.type === 'UnaryExpression' && test.operator === '!') {
      const inner = decide(test.argument);
      return inner === null ? null : !inner;
    }
    if (test.type === 'LogicalExpression' && test.operator !== '??') {
      const sides = [decide(test.left), decide(test.right)];
      const deciding = test.operator === '||';
      if (sides.includes(deciding)) return deciding;
      return sides.includes(null) ? null : !deciding;
    }
    return null;
  }

  function expression(node: Node, states: States): States {
    if (states === 0) return 0;
    if (isFunction(node) || isClass(node)) return apply(node, states);
    switch (node.type) {
      case 'LogicalExpression': {
        const left = expression(node.left, states);
        if (node.operator === '??') return left | expression(node.right, left);
        const [whenTrue, whenFalse] = split(node.left, left);
        const isAnd = node.operator === '&&';
        return (isAnd ? whenFalse : whenTrue) | expression(node.right, isAnd ? whenTrue : whenFalse);
      }
      case 'ConditionalExpression': {
        const [whenTrue, whenFalse] = split(node.test, expression(node.test, states));
        return expression(node.consequent, whenTrue) | expression(node.alternate, whenFalse);
      }
      case 'AwaitExpression': {
        const awaited = expression(node.argument, states);
        note(node, awaited);
        if (awaited && resource.fails(node)) sink.throw(awaited, node);
        return awaited && apply(node, awaited);
      }
      case 'AssignmentExpression':
        return apply(node, expression(node.left, expression(node.right, states)));
      case 'VariableDeclarator':
        return node.init ? expression(node.init, states) : states;
      default: {
        let after = states;
        forEachChild(node, (child) => {
          if (!isType(child)) after = expression(child, after);
        });
        if (node.type !== 'CallExpression' && node.type !== 'NewExpression' && node.type !== 'TaggedTemplateExpression') {
          return after && apply(node, after);
        }
        note(node, after);
        return endsProcess(node) ? 0 : after && apply(node, after);
      }
    }
  }

  function statement(node: Node, states: States, labels: string[] = []): States {
    if (states === 0) return 0;
    if (isLoop(node)) return loop(node, states, labels);
    switch (node.type) {
      case 'BlockStatement':
        return sequence(node.body, states);
      case 'IfStatement': {
        const [whenTrue, whenFalse] = split(node.test, expression(node.test, states));
        return statement(node.consequent, whenTrue) | (node.alternate ? statement(node.alternate, whenFalse) : whenFalse);
      }
      case 'TryStatement':
        return attempt(node, states);
      case 'SwitchStatement':
        return choose(node, states, labels);
      case 'LabeledStatement': {
        let broken = 0;
        const after = within(
          { break: (left, label) => (label === node.label.name ? (broken |= left) : undefined) },
          (label) => label === node.label.name,
          () => statement(node.body, states, [...labels, node.label.name]),
        );
        return after | broken;
      }
      case 'ReturnStatement': {
        const after = node.argument ? expression(node.argument, states) : states;
        if (after) sink.return(after, node);
        return 0;
      }
      case 'ThrowStatement': {
        const after = expression(node.argument, states);
        if (after) sink.throw(after, node);
        return 0;
      }
      case 'BreakStatement':
        sink.break(states, node.label?.name ?? null);
        return 0;
      case 'ContinueStatement':
        sink.continue(states, node.label?.name ?? null);
        return 0;
      case 'FunctionDeclaration':
      case 'ClassDeclaration':
        return states;
      default:
        return expression(node, states);
    }
  }

  function sequence(nodes: readonly unknown[], states: States): States {
    let current = states;
    for (const node of nodes) current = statement(node as Node, current);
    return current;
  }

  /** Runs a part whose jumps to the labels that `own` accepts are caught by `caught`. */
  function within(
    caught: Partial<Record<'break' | 'continue', (states: States, label: string | null) => void>>,
    own: (label: string | null) => boolean,
    run: () => States,
  ): States {
    const outer = sink;
    const jump = (kind: 'break' | 'continue') => (states: States, label: string | null) =>
      caught[kind] && own(label) ? caught[kind](states, label) : outer[kind](states, label);
    sink = { ...outer, break: jump('break'), continue: jump('continue') };
    const after = run();
    sink = outer;
    return after;
  }

  function loop(node: LoopNode, states: States, labels: string[]): States {
    let head = states;
    let exit = 0;
    note(node, states);
    if (node.type === 'ForStatement' && node.init) head = expression(node.init, states);
    if (node.type === 'ForOfStatement' || node.type === 'ForInStatement') head = expression(node.right, states);
    for (let before = -1; before !== head; ) {
      before = head;
      let next = 0;
      const turn = () => {
        if (node.type === 'DoWhileStatement') {
          const after = statement(node.body, head) | next;
          const [again, done] = split(node.test, expression(node.test, after));
          exit |= done;
          return again;
        }
        let entered = head;
        if (node.type === 'ForOfStatement' || node.type === 'ForInStatement') {
          if (node.type === 'ForOfStatement' && node.await && resource.fails(node)) sink.throw(head, node);
          exit |= head;
        } else {
          const [again, done] = node.test ? split(node.test, expression(node.test, head)) : [head, 0];
          entered = again;
          exit |= done;
        }
        const after = statement(node.body, entered) | next;
        return node.type === 'ForStatement' && node.update ? expression(node.update, after) : after;
      };
      head |= within(
        { break: (left) => (exit |= left), continue: (left) => (next |= left) },
        (label) => label === null || labels.includes(label),
        turn,
      );
    }
    return exit && apply(node, exit);
  }

  function choose(node: NodeOf<'SwitchStatement'>, states: States, labels: string[]): States {
    const entered = expression(node.discriminant, states);
    let out = node.cases.some((item) => item.test === null) ? 0 : entered;
    const last = within(
      { break: (left) => (out |= left) },
      (label) => label === null || labels.includes(label),
      () => node.cases.reduce((current, item) => sequence(item.consequent, current | entered), 0),
    );
    return out | last;
  }

  function attempt(node: NodeOf<'TryStatement'>, states: States): States {
    const outer = sink;
    const pending = new Map<Node | string, { states: States; resume: (states: States) => void }>();
    const hold = (key: Node | string, held: States, resume: (states: States) => void) => {
      const known = pending.get(key);
      if (known) known.states |= held;
      else pending.set(key, { states: held, resume });
    };
    const through: Sink = node.finalizer
      ? {
          throw: (held, at) => hold(at, held, (after) => outer.throw(after, at)),
          return: (held, at) => hold(at, held, (after) => outer.return(after, at)),
          break: (held, label) => hold(`break ${label}`, held, (after) => outer.break(after, label)),
          continue: (held, label) => hold(`continue ${label}`, held, (after) => outer.continue(after, label)),
        }
      : outer;
    let caught = 0;
    sink = node.handler ? { ...through, throw: (thrown) => (caught |= thrown) } : through;
    let after = statement(node.block, states);
    sink = through;
    if (node.handler) after |= statement(node.handler.body, caught);
    sink = outer;
    if (!node.finalizer) return after;
    for (const { states: held, resume } of pending.values()) {
      const left = statement(node.finalizer, held);
      if (left) resume(left);
    }
    return statement(node.finalizer, after);
  }

  const body = fn.body as Node | null;
  if (body?.type === 'BlockStatement') {
    const end = statement(body, start);
    if (end) leave('end', end, body);
  } else if (body) {
    const end = expression(body, start);
    if (end) leave('return', end, body);
  }
  return { at: (node) => reached.get(node) ?? 0, exits };
}

function constantTest(test: Node): boolean | null {
  return test.type === 'Literal' ? Boolean(test.value) : null;
}

/** `process.exit(1)`: nothing comes after it. */
function endsProcess(node: Node): boolean {
  if (node.type !== 'CallExpression' || node.callee.type !== 'MemberExpression') return false;
  const { object } = node.callee;
  return object.type === 'Identifier' && object.name === 'process' && ['exit', 'abort'].includes(memberName(node.callee) ?? '');
}

/** Type annotations and arguments hold no code that runs. */
function isType(node: Node): boolean {
  return /^TS(?!AsExpression|SatisfiesExpression|NonNullExpression|TypeAssertion|InstantiationExpression)/.test(node.type);
}
