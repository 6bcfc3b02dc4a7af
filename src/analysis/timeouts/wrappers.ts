import type { ResolvedCall } from '../calls.js';
import { calleesOf, summaryOf, type Site, type Step } from '../effects/effects.js';
import type { CallNode, FunctionNode, Node } from '../project/ast.js';
import { nodesOf, moduleOf, scopeOf } from '../project/module.js';
import { memo, type Memo } from '../project/memo.js';
import type { Project } from '../project/project.js';
import { argumentAt } from '../values/call.js';
import { lookUpOption, type Lookup } from '../values/options.js';
import { effectiveTimeout } from './effective.js';

/** A parameter (and a path inside it) through which a function's callers bound a library call that it makes. */
export interface WrapperFact {
  call: ResolvedCall;
  /** The places where a caller can set the limit; unbounded only where all of them are absent. */
  parameters: { index: number; path: string[] }[];
  /** The functions between the caller and the call. */
  steps: Step[];
}

/** How the callers of a function bound the external calls inside; empty where they have no say. Memoised. */
export function wrapperFacts(project: Project, fn: FunctionNode): WrapperFact[] {
  if (fn.params.length === 0) return [];
  return memo(
    project.derived<FunctionNode, Memo<WrapperFact[]>>('wrappers'),
    fn,
    () => compute(project, fn),
    () => [],
  );
}

function compute(project: Project, fn: FunctionNode): WrapperFact[] {
  const facts: WrapperFact[] = [];
  const { calls, callees } = summaryOf(project, fn);
  for (const call of calls) {
    if (call.call.concept !== 'external-call') continue;
    const effective = effectiveTimeout(project, call);
    if (effective.state !== 'unknown' || effective.parameters.length === 0) continue;
    if (effective.parameters.some((parameter) => parameter.fn !== fn)) continue;
    facts.push({ call, parameters: effective.parameters.map(({ index, path }) => ({ index, path })), steps: [] });
  }
  for (const step of callees) {
    if (!('arguments' in step.site) || step.site.arguments.length === 0) continue;
    for (const fact of wrapperFacts(project, step.fn)) {
      const passed = passedOn(project, step.site, fact, fn);
      if (passed) facts.push({ call: fact.call, parameters: passed, steps: [step, ...fact.steps] });
    }
  }
  return facts;
}

/** Where a caller inside `fn` takes the limit from `fn`'s own parameters; null where it sets it or leaves it out. */
function passedOn(project: Project, site: Site, fact: WrapperFact, fn: FunctionNode): WrapperFact['parameters'] | null {
  const parameters: WrapperFact['parameters'] = [];
  for (const { index, path } of fact.parameters) {
    const found = lookUpArgument(project, site, index, path);
    if (found.state === 'absent') continue;
    if (found.state !== 'unknown' || !found.parameters) return null;
    if (found.parameters.some((parameter) => parameter.fn !== fn)) return null;
    parameters.push(...found.parameters.map((parameter) => ({ index: parameter.index, path: parameter.path })));
  }
  return parameters.length > 0 ? parameters : null;
}

function lookUpArgument(project: Project, site: Site, index: number, path: string[]): Lookup {
  if (site.type === 'TaggedTemplateExpression' || site.type === 'AwaitExpression' || site.arguments.some((argument) => argument.type === 'SpreadElement')) {
    return { state: 'unknown', reason: 'arguments are spread' };
  }
  return lookUpOption(project, argumentAt(site, `Argument[${index}]`), path);
}

/** An external call behind a wrapper that a caller leaves unbounded, with the way to it. */
export interface UnboundedThroughWrapper {
  fact: WrapperFact;
  step: Step;
}

/** The first external call behind a call of the project's own functions that this call could bound and doesn't. */
export function unboundedThroughWrapper(project: Project, site: CallNode): UnboundedThroughWrapper | null {
  for (const step of calleesOf(project, site)) {
    for (const fact of wrapperFacts(project, step.fn)) {
      const isLeftOut = fact.parameters.every(
        ({ index, path }) =>
          !hasDefault(step.fn, index, path) && lookUpArgument(project, site, index, path).state === 'absent',
      );
      if (isLeftOut) return { fact, step };
    }
  }
  return null;
}

/** Whether a function gives a parameter, or the destructured part of it, a default or another value later. */
function hasDefault(fn: FunctionNode, index: number, path: string[]): boolean {
  const parameter = fn.params[index] as Node | undefined;
  if (!parameter) return true;
  if (parameter.type === 'AssignmentPattern' && !(path.length > 0 && isEmptyObject(parameter.right))) return true;
  const pattern = parameter.type === 'AssignmentPattern' ? (parameter.left as Node) : parameter;
  if (pattern.type !== 'ObjectPattern') return pattern.type === 'Identifier' && isReassigned(fn, pattern.name);
  return pattern.properties.some(
    (property) =>
      property.type === 'Property' &&
      property.key.type === 'Identifier' &&
      property.key.name === path[0] &&
      property.value.type === 'AssignmentPattern',
  );
}

function isEmptyObject(node: Node): boolean {
  return node.type === 'ObjectExpression' && node.properties.length === 0;
}

/** `options.timeout ??= 5000`, `options = {…}`: a value that is set inside counts as a default. */
function isReassigned(fn: FunctionNode, name: string): boolean {
  const binding = scopeOf(moduleOf(fn), fn).values.get(name);
  if (!binding) return false;
  if (binding.writes.length > 0) return true;
  return nodesOf(moduleOf(fn), 'AssignmentExpression').some(
    ({ left }) => left.type === 'MemberExpression' && left.object.type === 'Identifier' && left.object.name === name && left.start > fn.start && left.end < fn.end,
  );
}

