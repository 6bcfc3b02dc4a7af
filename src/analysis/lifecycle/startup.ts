import { callersOf } from '../effects/callers.js';
import { functionName } from '../effects/effects.js';
import { entryRole } from '../control/entry.js';
import { framesOf, roleOf, type Role } from '../control/frames.js';
import { calleeOf, isFunction, memberName, unwrap, type CallNode, type FunctionNode, type IdentifierNode, type Node } from '../project/ast.js';
import { importersOf } from '../project/importers.js';
import { bindingOf, moduleOf, nodesOf } from '../project/module.js';
import type { Project } from '../project/project.js';
import type { Invocation } from '../values/callbacks.js';
import { evaluate } from '../values/evaluate.js';
import { alternatives } from '../values/value.js';

/** Functions between a node and the top level that it is looked for. */
const MAX_DEPTH = 8;

/** Callbacks that run once, as a part of what they are passed to. */
const ONCE: ReadonlySet<Role> = new Set<Role>(['then', 'immediate', 'startup', 'callback', 'listener', 'element', 'retried', 'timed', 'guarded', 'unknown']);

/** Methods of command lines, task runners and test runners: what they register doesn't run by itself. */
const COMMAND = /^(?:action|command|option|task|test|it|describe|suite|before|after|beforeAll|beforeEach|afterAll|afterEach)$/;

/** Conditions under which code doesn't run in a deployed process, or where the platform runs it. */
const ELSEWHERE = /LAMBDA|VERCEL|NETLIFY|SERVERLESS|OFFLINE|\b(?:is)?(?:LOCAL|DEV)(?:ELOPMENT)?\b|isLocal|isDev|['"]dev(?:elopment)?['"]|['"]local['"]|!==?\s*['"]prod(?:uction)?['"]/;

/**
 * Whether a node runs when its process starts: at a module's top level, or in functions that lead there. False where
 * that isn't known, and where a condition says that it only runs on a developer's machine or on no server at all.
 */
export function startsWithProcess(project: Project, node: Node): boolean {
  return runs({ project, always: false, visited: new Set() }, node, 0);
}

/** Whether a node runs each time when its process starts: no condition on the way there decides. */
export function alwaysStartsWithProcess(project: Project, node: Node): boolean {
  return runs({ project, always: true, visited: new Set() }, node, 0);
}

interface Search {
  project: Project;
  /** Where a condition decides, it doesn't count. */
  always: boolean;
  visited: Set<FunctionNode>;
}

function runs(search: Search, node: Node, depth: number): boolean {
  if (depth > MAX_DEPTH || isElsewhere(node) || (search.always && isChosen(node))) return false;
  for (const frame of framesOf(search.project, node)) {
    if (frame.kind === 'module') return true;
    if (frame.kind === 'function') return isCalled(search, frame.node, depth);
    if (frame.kind !== 'callback') continue;
    if (!ONCE.has(frame.role) || isCommand(frame.node)) return false;
    // The frames of a callback that runs later end with it.
    if (frame.role === 'listener' || frame.role === 'startup') return runs(search, frame.node, depth + 1);
  }
  return false;
}

function isCalled(search: Search, fn: FunctionNode, depth: number): boolean {
  const { project, visited } = search;
  if (visited.has(fn)) return false;
  visited.add(fn);
  if (entryRole(project, fn) === 'startup') return true;
  const isRun = ({ call, position }: Invocation) =>
    (position === null || (ONCE.has(roleOf(project, call, position, fn).role) && !isCommand(call))) && runs(search, call, depth + 1);
  return callersInImporters(project, fn).some(isRun) || callersOf(project, fn).some(isRun);
}

/** The calls of a function in the files that import its own, whatever name they give it. */
function callersInImporters(project: Project, fn: FunctionNode): Invocation[] {
  const { path, exports } = moduleOf(fn);
  const name = functionName(fn);
  const isMember = fn.parent?.type === 'MethodDefinition' || fn.parent?.type === 'Property' || fn.parent?.type === 'PropertyDefinition';
  const isNameless = !isMember && (exports.named.has('default') || exports.whole.length > 0);
  const importers = importersOf(project, path).filter((importer) => isNameless || project.text(importer).includes(name));
  return importers.flatMap((importer) => {
    const parsed = project.load(importer);
    const calls = 'module' in parsed ? nodesOf(parsed.module, 'CallExpression') : [];
    return calls.flatMap((call) => {
      const isNamed = nameOfCallee(call) === name || importedName(call) === name;
      const isCandidate = isNamed || (isNameless && call.callee.type === 'Identifier' && mayBeImportOf(project, call.callee, path));
      return isCandidate && leadsTo(project, call.callee, fn) ? { call, position: null } : [];
    });
  });
}

/** Whether a name may stand for what a file exports: it is no import of another one. */
function mayBeImportOf(project: Project, name: IdentifierNode, path: string): boolean {
  const module = moduleOf(name);
  const source = bindingOf(module, name)?.import?.source;
  if (source === undefined) return true;
  const resolution = project.resolver.resolve(module.path, source);
  return resolution.kind === 'file' && resolution.path === path;
}

function leadsTo(project: Project, node: Node, fn: FunctionNode): boolean {
  return alternatives(evaluate(project, node)).some((value) => value.kind === 'function' && value.node === fn);
}

function nameOfCallee(call: CallNode): string | null {
  const callee = unwrap(calleeOf(call));
  return callee.type === 'MemberExpression' ? memberName(callee) : callee.type === 'Identifier' ? callee.name : null;
}

/** The name under which another module exports what is called by a plain name. */
function importedName(call: CallNode): string | null {
  const callee = unwrap(calleeOf(call));
  return callee.type === 'Identifier' ? (bindingOf(moduleOf(callee), callee)?.import?.name ?? null) : null;
}

function isCommand(call: CallNode): boolean {
  return COMMAND.test(nameOfCallee(call) ?? '');
}

/** Tests that ask whether the file is the program, or a test runs: in a deployed process they hold. */
const IS_PROGRAM = /require\.main|module\.parent|import\.meta|process\.argv\[1\]|['"]test['"]|\b(?:is)?Test\b/i;

/** Whether a condition of the function that a node stands in decides, which may be one of the deployment. */
export function isChosen(node: Node): boolean {
  const { text } = moduleOf(node);
  for (let child = node, parent = node.parent; parent && !isFunction(parent); child = parent, parent = parent.parent) {
    const test: Node | null =
      parent.type === 'IfStatement' || parent.type === 'ConditionalExpression' ? (child === (parent.test as Node) ? null : parent.test)
      : parent.type === 'LogicalExpression' && child === (parent.right as Node) ? parent.left
      : null;
    if (test && !IS_PROGRAM.test(text.slice(test.start, test.end))) return true;
  }
  return false;
}

function isElsewhere(node: Node): boolean {
  const { text } = moduleOf(node);
  for (let child = node, parent = node.parent; parent && !isFunction(parent); child = parent, parent = parent.parent) {
    const test: Node | null =
      parent.type === 'IfStatement' || parent.type === 'ConditionalExpression' ? (parent.test)
      : parent.type === 'LogicalExpression' ? (parent.left)
      : null;
    if (test && test !== child && ELSEWHERE.test(text.slice(test.start, test.end))) return true;
  }
  return false;
}
