import type { Call, Concept } from '../../models/model.js';
import { accessOf, callAt, type ResolvedCall } from '../calls.js';
import { describeCall, describeStep } from '../effects/chain.js';
import { calleesOf, reach, type Effect } from '../effects/effects.js';
import { calleeOf, isCall, memberName, unwrap, type CallNode, type Node } from '../project/ast.js';
import type { Project } from '../project/project.js';
import { valueOfBuiltinCall } from '../values/builtins.js';
import { evaluate } from '../values/evaluate.js';
import { alternatives, type Value } from '../values/value.js';
import { aroundOf, type Around } from './around.js';
import { resolutionOf, type Resolved } from './callee.js';
import { doubtOf, type Doubt } from './doubt.js';
import { limitOf, type Limit } from './limit.js';
import { codeOf, isOfThePlatform, placeOf, type Place } from './words.js';

/** The row of a model that a call was resolved to. */
export interface Row {
  library: string;
  label: string;
  /** Null for a call that only gives a value, such as a link of a builder. */
  concept: Concept | null;
  access: 'read' | 'write' | 'either' | null;
  medium: Call['medium'] | null;
  rows: Call['rows'] | null;
}

/** The nearest library call of a concept behind a call of the project's functions. */
export interface Reached {
  concept: string;
  chain: { what: string; at: Place }[];
}

export interface CallExplanation {
  code: string;
  at: Place;
  /** What it calls: a library's function, one of the project, one of the language or platform, or unknown. */
  calls: 'library' | 'project' | 'language' | 'unknown';
  resolved: Resolved[];
  row: Row | null;
  limit: Limit | null;
  reaches: Reached[];
  around: Around[];
  /** The look-up because of which nothing can be said of the callee. */
  doubt: Doubt | null;
}

/** Everything the analysis knows of a call, or of the `await` that runs a builder. */
export function explainCall(project: Project, node: Node): CallExplanation {
  const call = callAt(project, node);
  const callee = isCall(node) ? calleeOf(node) : node.type === 'AwaitExpression' ? node.argument : node;
  const kind = call ? 'library' : isCall(node) ? kindOf(project, node) : 'unknown';
  return {
    code: codeOf(isCall(node) ? callee : node),
    at: placeOf(node),
    calls: kind,
    resolved: resolutionOf(project, callee),
    row: call && rowOf(project, call),
    limit: call && limitOf(project, call),
    reaches: isCall(node) && kind === 'project' ? reachedBy(project, node) : [],
    around: aroundOf(project, node),
    doubt: kind === 'unknown' ? doubtOf(project, callee) : null,
  };
}

/** What kind of function a call without a model's row calls. */
function kindOf(project: Project, node: CallNode): CallExplanation['calls'] {
  if (calleesOf(project, node).length > 0) return 'project';
  const callee = unwrap(calleeOf(node));
  const values = alternatives(evaluate(project, callee));
  if (values.some(({ kind }) => kind === 'function' || kind === 'class')) return 'project';
  // A decorator is in a model without a row of its own.
  if (values.some((value) => value.kind === 'library' && value.entry !== null)) return 'library';
  if (valueOfBuiltinCall(project, node)) return 'language';
  if (values.every((value) => value.kind === 'library' && value.package === 'global' && isOfThePlatform(value.path[0]!))) return 'language';
  if (callee.type !== 'MemberExpression') return 'unknown';
  if (isCall(unwrap(callee.object)) && ['then', 'catch', 'finally'].includes(memberName(callee) ?? '')) return 'language';
  const objects = alternatives(evaluate(project, callee.object)).filter((value) => value.kind !== 'unknown' && !isNothing(value));
  return objects.length > 0 && objects.every(({ kind }) => OF_THE_LANGUAGE.has(kind)) ? 'language' : 'unknown';
}

function isNothing(value: Value): boolean {
  return value.kind === 'literal' && (value.value === null || value.value === undefined);
}

/** Kinds of values whose methods are the language's own. */
const OF_THE_LANGUAGE: ReadonlySet<string> = new Set(['literal', 'template', 'array', 'list', 'error', 'enum', 'function']);

function rowOf(project: Project, call: ResolvedCall): Row {
  const { concept, access, method, medium, rows } = call.call;
  return {
    library: call.library,
    label: describeCall(call).slice(1, -1),
    concept: concept ?? null,
    access: access || method ? accessOf(project, call) : null,
    medium: medium ?? null,
    rows: rows ?? null,
  };
}

/** What costs time or holds something, and what bounds it. */
const SHOWN: readonly Concept[] = [
  'external-call',
  'publish',
  'transaction',
  'acquire',
  'connect',
  'sleep',
  'retry',
  'breaker',
  'limiter',
  'timeout',
  'batch',
  'exit',
];

const ACCESS = { read: 'query read', write: 'query write', either: 'query (read or write)' } as const;

/** The nearest call of each concept that a call of the project's functions reaches; queries by what they do. */
function reachedBy(project: Project, node: CallNode): Reached[] {
  const queries = (['read', 'write', 'either'] as const).flatMap((access) =>
    nearest(project, node, ACCESS[access], (call) => call.call.concept === 'query' && accessOf(project, call) === access),
  );
  return [...queries, ...SHOWN.flatMap((concept) => nearest(project, node, concept, (call) => call.call.concept === concept))];
}

function nearest(project: Project, node: CallNode, concept: string, matches: (call: ResolvedCall) => boolean): Reached[] {
  const effect = reach(project, node, `explain ${concept}`, matches);
  return effect ? [{ concept, chain: chainOf(effect) }] : [];
}

function chainOf({ steps, call }: Effect): Reached['chain'] {
  return [
    ...steps.map((step) => ({ what: describeStep(step).replace(/ \(.*$/, ''), at: placeOf(step.fn) })),
    { what: describeCall(call), at: placeOf(call.node) },
  ];
}
