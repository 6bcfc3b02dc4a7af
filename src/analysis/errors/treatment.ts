import type { Handler } from '../control/handlers.js';
import { forEachChild, isInside, unwrap, type CallNode, type Node, type NodeOf } from '../project/ast.js';
import type { Project } from '../project/project.js';
import { errorScope, isAtLeast, type ErrorScope } from './carried.js';
import { answerOf, effectsOf, type Effects, type Line } from './effects.js';
import { branchesOf, type Branch } from './tests.js';

/** What one way through an error handler does with the error. */
export interface Path {
  /** Log lines, in order. */
  lines: readonly Line[];
  /** Calls that answer a request, in order. */
  answers: readonly CallNode[];
  /** It is passed to the caller's callback. */
  passedOn: boolean;
  /** It is thrown, as it is or as a cause, or goes to other code, into a variable or an answer that is seen outside. */
  handedOn: boolean;
  /** Some of it does: its message or its code. */
  partly: boolean;
  /** An error tracker gets it. */
  tracked: boolean;
  /** A test says that it is a known kind of error. */
  expected: boolean;
  /** Other calls on the way; `unknown`: of code that may do anything, such as logging. */
  acted: 'no' | 'known' | 'unknown';
  /** A variable of the code outside is set. */
  assigned: boolean;
  /** How it ends; null: at the end of the handler. `jump`: the next turn of a loop round it, or its end. */
  end: 'return' | 'throw' | 'jump' | null;
  /** What is returned or thrown. */
  answer: Node | null;
}

/** Above this many ways nothing is said about a handler. */
const MAX_PATHS = 200;

const START: Path = {
  lines: [],
  answers: [],
  passedOn: false,
  handedOn: false,
  partly: false,
  tracked: false,
  expected: false,
  acted: 'no',
  assigned: false,
  end: null,
  answer: null,
};

/** What a handler does with its error: the names it has there and the ways through. */
export interface Treatment {
  scope: ErrorScope;
  /** Null where there are too many to say anything. */
  paths: readonly Path[] | null;
}

/** What a handler does with its error. Memoised. */
export function treatmentOf(project: Project, handler: Handler): Treatment {
  const table = project.derived<Handler, Treatment>('treatments');
  let treatment = table.get(handler);
  if (!treatment) {
    const scope = errorScope(project, handler.body, handler.parameter);
    table.set(handler, (treatment = { scope, paths: pathsOf(scope) }));
  }
  return treatment;
}

/** The ways through a region while there is an error; null where there are too many to say anything. */
export function pathsOf(scope: ErrorScope): readonly Path[] | null {
  const { region } = scope;
  try {
    return region.type === 'BlockStatement' ? run(scope, region, [START]) : answer(scope, region, [START], 'return');
  } catch (error) {
    if (error instanceof TooManyPaths) return null;
    throw error;
  }
}

class TooManyPaths extends Error {}

/** Runs a statement on open paths; gives all paths behind it. */
function run(scope: ErrorScope, node: Node, paths: readonly Path[]): readonly Path[] {
  switch (node.type) {
    case 'BlockStatement':
      return sequence(scope, node.body as Node[], paths);
    case 'ExpressionStatement':
      return apply(scope, node.expression, paths);
    case 'VariableDeclaration':
      return node.declarations.reduce((open, { init }) => (init ? apply(scope, init, open) : open), paths);
    case 'ReturnStatement':
      return node.argument ? answer(scope, node.argument, paths, 'return') : end(paths, 'return', null);
    case 'ThrowStatement':
      return answer(scope, node.argument, paths, 'throw');
    case 'BreakStatement':
    case 'ContinueStatement':
      return end(paths, 'jump', null);
    case 'IfStatement': {
      const tested = apply(scope, node.test, paths, effectsOf(scope, node.test, true));
      const branches = branchesOf(scope, node.test);
      return join([
        branch(scope, node.consequent, tested, branches.then),
        branch(scope, node.alternate, tested, branches.else),
      ]);
    }
    case 'SwitchStatement':
      return switched(scope, node, apply(scope, node.discriminant, paths, effectsOf(scope, node.discriminant, true)));
    case 'TryStatement':
      return tried(scope, node, paths);
    case 'LabeledStatement':
      return run(scope, node.body, paths);
    case 'ForStatement':
    case 'ForInStatement':
    case 'ForOfStatement':
    case 'WhileStatement':
    case 'DoWhileStatement':
      return looped(scope, node, paths);
    default:
      return paths;
  }
}

function sequence(scope: ErrorScope, statements: readonly Node[], paths: readonly Path[]): readonly Path[] {
  let current = paths;
  for (const statement of statements) {
    const open = current.filter((path) => path.end === null);
    if (open.length === 0) break;
    current = join([current.filter((path) => path.end !== null), run(scope, statement, open)]);
  }
  return current;
}

function branch(scope: ErrorScope, node: Node | null, paths: readonly Path[], says: Branch): readonly Path[] {
  if (says === 'never') return [];
  const taken = says === 'expected' ? paths.map((path) => ({ ...path, expected: true })) : paths;
  return node ? run(scope, node, taken) : taken;
}

function switched(scope: ErrorScope, node: NodeOf<'SwitchStatement'>, paths: readonly Path[]): readonly Path[] {
  const asks = effectsOf(scope, node.discriminant, true).mentioned;
  const entered = node.cases.map((entry, index) => {
    const known = asks && entry.test ? paths.map((path) => ({ ...path, expected: true })) : paths;
    return sequence(
      scope,
      node.cases.slice(index).flatMap((later) => later.consequent as Node[]),
      known,
    );
  });
  const hasDefault = node.cases.some((entry) => entry.test === null);
  return join([...entered, hasDefault ? [] : paths].map(withoutJumps));
}

function withoutJumps(paths: readonly Path[]): readonly Path[] {
  return paths.map((path) => (path.end === 'jump' ? { ...path, end: null } : path));
}

/** A `try` in the handler: what its own handler does may come on top of any of it. */
function tried(scope: ErrorScope, node: NodeOf<'TryStatement'>, paths: readonly Path[]): readonly Path[] {
  const whole = run(scope, node.block, paths);
  const failed = join([paths, whole.map((path) => ({ ...path, end: null, answer: null }))]);
  const caught = node.handler ? aboutOwn(node.handler.body, run(scope, node.handler.body, failed)) : [];
  const passed = node.handler ? whole.filter((path) => path.end !== 'throw') : whole;
  const after = join([passed, caught]);
  if (!node.finalizer) return after;
  const closed = after.filter((path) => path.end !== null);
  const finished = closed.flatMap((path) =>
    run(scope, node.finalizer as Node, [{ ...path, end: null }]).map((last) => ({
      ...last,
      end: last.end ?? path.end,
    })),
  );
  return join([
    finished,
    run(
      scope,
      node.finalizer,
      after.filter((path) => path.end === null),
    ),
  ]);
}

/** Lines inside other code that have nothing of this error are about something else. */
function aboutOwn(inner: Node, paths: readonly Path[]): readonly Path[] {
  return paths.map((path) => {
    const lines = path.lines.filter(({ node, verdict }) => verdict.kind !== 'nothing' || !isInside(node, inner));
    return lines.length === path.lines.length ? path : { ...path, lines };
  });
}

function looped(
  scope: ErrorScope,
  node: NodeOf<'ForStatement' | 'ForInStatement' | 'ForOfStatement' | 'WhileStatement' | 'DoWhileStatement'>,
  paths: readonly Path[],
): readonly Path[] {
  let before = paths;
  forEachChild(node, (child) => {
    if (child !== (node.body as Node) && child.type !== 'VariableDeclaration')
      before = apply(scope, child, before, effectsOf(scope, child, true));
  });
  const turned = withoutJumps(run(scope, node.body, before));
  return node.type === 'DoWhileStatement' ? turned : join([before, turned]);
}

function end(paths: readonly Path[], how: Path['end'], answered: Node | null): readonly Path[] {
  return paths.map((path) => ({ ...path, end: how, answer: answered }));
}

/** A `return`, a `throw` or the expression of an arrow function. */
function answer(scope: ErrorScope, node: Node, paths: readonly Path[], how: 'return' | 'throw'): readonly Path[] {
  const carried = answerOf(scope, node);
  const effects = effectsOf(scope, node, false);
  return apply(scope, node, paths, how === 'throw' && isMadeByCall(node, effects) ? { ...effects, acted: 'known' } : effects).map((path) => ({
    ...path,
    end: path.end ?? how,
    answer: path.answer ?? node,
    handedOn: path.handedOn || isAtLeast(carried, 'detail'),
    partly: path.partly || carried !== 'none',
  }));
}

/** `throw notFound(id)`: a call that is not given the error makes another one, whatever else it may do. */
function isMadeByCall(node: Node, { lines, passedOn, handedOn, partly, tracked, functions }: Effects): boolean {
  return unwrap(node).type === 'CallExpression' && lines.length + functions.length === 0 && !(passedOn || handedOn || partly || tracked);
}

/** What an expression does, on every open path; the functions that are written as its arguments run where they stand. */
function apply(scope: ErrorScope, node: Node, paths: readonly Path[], effects = effectsOf(scope, node, false)): readonly Path[] {
  let after = paths.map((path) => withEffects(path, effects));
  for (const fn of effects.functions) {
    const body = fn.body as Node;
    const inside = body.type === 'BlockStatement' ? run(scope, body, after) : apply(scope, body, after);
    after = join([aboutOwn(body, inside).map((path) => ({ ...path, end: null, answer: null }))]) as Path[];
  }
  return join([after]);
}

function withEffects(path: Path, effects: Effects): Path {
  return {
    ...path,
    lines: effects.lines.length > 0 ? [...path.lines, ...effects.lines] : path.lines,
    answers: effects.answers.length > 0 ? [...path.answers, ...effects.answers] : path.answers,
    passedOn: path.passedOn || effects.passedOn,
    handedOn: path.handedOn || effects.handedOn,
    partly: path.partly || effects.partly,
    tracked: path.tracked || effects.tracked,
    acted:
      path.acted === 'unknown' || effects.acted === 'unknown'
        ? 'unknown'
        : path.acted === 'known'
          ? 'known'
          : effects.acted,
    assigned: path.assigned || effects.assigned,
  };
}

/** Paths that did the same are one. */
function join(lists: readonly (readonly Path[])[]): readonly Path[] {
  const all = lists.flat();
  if (all.length < 2) return all;
  const unique = new Map<string, Path>();
  for (const path of all) unique.set(keyOf(path), path);
  if (unique.size > MAX_PATHS) throw new TooManyPaths();
  return [...unique.values()];
}

function keyOf(path: Path): string {
  const { lines, answers, answer: answered, ...flags } = path;
  const nodes = [...lines.map((line) => line.node), ...answers];
  return [...Object.values(flags), answered?.start, ...nodes.map((node) => node.start)].join();
}
