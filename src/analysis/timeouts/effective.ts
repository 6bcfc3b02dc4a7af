import type { Timeout, TimeoutCovers } from '../../models/model.js';
import { chainOf, type ResolvedCall } from '../calls.js';
import { calleeOf, isCall, memberName, parentOf, plainArguments, type CallNode, type Node } from '../project/ast.js';
import { bindingOf, moduleOf, nodesOf, referencesOf, type Module } from '../project/module.js';
import type { Project } from '../project/project.js';
import { filesMentioning } from '../project/tree.js';
import { evaluate } from '../values/evaluate.js';
import { lookUpClientOption, lookUpInCall, lookUpInValue, lookUpPlace, ABSENT, type Lookup, type Parameter } from '../values/options.js';
import { alternatives, type Receiver } from '../values/value.js';
import { enclosingBound } from './enclosing.js';
import { makingsOf } from './makings.js';

/**
 * How long a call can take at most. `default` is the library's own limit; `disabled` says that one was switched off.
 * `ms` is null where a limit is known to be there and its length isn't.
 */
export type EffectiveTimeout =
  | { state: 'bounded'; ms: number | null; node: Node | null }
  | { state: 'default'; ms: number; id: string }
  | { state: 'unbounded' }
  | { state: 'disabled'; node: Node; id: string }
  | { state: 'unknown'; reason: string; parameters: Parameter[] };

/** What ends a call whose peer never answers. */
export const ENDS: ReadonlySet<TimeoutCovers> = new Set<TimeoutCovers>(['call', 'response', 'headers', 'idle', 'statement', 'transaction']);

const FACTOR = { ms: 1, s: 1000, ns: 1e-6 } as const;

/** The time limit that holds for a call: its own, its client's, a global one, the library's, or one round it. Memoised. */
export function effectiveTimeout(project: Project, call: ResolvedCall): EffectiveTimeout {
  const table = project.derived<Node, EffectiveTimeout>('timeouts');
  let effective = table.get(call.node);
  if (!effective) table.set(call.node, (effective = compute(project, call)));
  return effective;
}

function compute(project: Project, call: ResolvedCall): EffectiveTimeout {
  const facts = factsOf(call);
  if (facts.length === 0) return { state: 'unknown', reason: `no time limit of ${call.label} is modelled`, parameters: [] };
  // A child process is work of this machine: how long it may take is for its author to know.
  if (call.call.medium === 'process') return { state: 'unknown', reason: 'a process may take as long as it needs', parameters: [] };
  const round = enclosingBound(project, call.node);
  if (round) return { state: 'bounded', ms: null, node: round };

  const near = strongest(facts, (fact) => placesOf(project, call, fact));
  if (near) return near;
  return strongest(facts, (fact) => placesForAll(project, call, fact)) ?? byDefault(facts);
}

/** The time limit that holds for a call whose own options and client set none: a global one, or the library's. */
export function limitBesideOptions(project: Project, call: ResolvedCall): EffectiveTimeout {
  const facts = factsOf(call);
  return strongest(facts, (fact) => placesForAll(project, call, fact)) ?? byDefault(facts);
}

/** What the places of some facts say together: the shortest limit, else a doubt, else that one is switched off. */
function strongest(facts: [string, Timeout][], placesOfFact: (fact: Timeout) => Lookup[]): EffectiveTimeout | null {
  let shortest: Extract<EffectiveTimeout, { state: 'bounded' }> | null = null;
  let disabled: EffectiveTimeout | null = null;
  let doubt: string | null = null;
  let isDecidedByCaller = true;
  const parameters: Parameter[] = [];
  for (const [id, fact] of facts) {
    // The nearest place wins: `timeout: 0` in a call switches its client's limit off.
    for (const found of placesOfFact(fact)) {
      const limit = readLimit(found, fact);
      if (limit === 'absent') continue;
      if (found.state === 'unknown') {
        doubt ??= found.reason;
        if (found.parameters) parameters.push(...found.parameters);
        else isDecidedByCaller = false;
        continue;
      }
      if (found.state === 'present' && limit === 'off') {
        disabled ??= { state: 'disabled', node: found.node, id };
      } else if (found.state === 'present' && typeof limit === 'object') {
        if (!shortest || (limit.ms ?? Infinity) < (shortest.ms ?? Infinity)) {
          shortest = { state: 'bounded', ms: limit.ms, node: found.node };
        }
      }
      break;
    }
  }
  if (shortest) return shortest;
  if (doubt !== null) return { state: 'unknown', reason: doubt, parameters: isDecidedByCaller ? parameters : [] };
  return disabled;
}

/** The facts of a call that end it, by id. */
export function factsOf(call: ResolvedCall): [string, Timeout][] {
  const all = call.target.model.timeouts ?? {};
  return (call.call.timeouts ?? []).flatMap((id): [string, Timeout][] => {
    const fact = all[id];
    return fact && ENDS.has(fact.covers) ? [[id, fact]] : [];
  });
}

function byDefault(facts: [string, Timeout][]): EffectiveTimeout {
  let best: EffectiveTimeout = { state: 'unbounded' };
  for (const [id, fact] of facts) {
    if (fact.default === 'unknown') return { state: 'unknown', reason: `${id} is set by the server or the platform`, parameters: [] };
    if (fact.default === null) continue;
    const ms = fact.default * FACTOR[fact.unit];
    if (best.state !== 'default' || ms < best.ms) best = { state: 'default', ms, id };
  }
  return best;
}

/** What is found at each place of a call and its client where a limit can be set. */
function placesOf(project: Project, call: ResolvedCall, fact: Timeout): Lookup[] {
  const found: Lookup[] = [];
  if (fact.chain) found.push(chained(project, call, fact));
  else if (fact.call) found.push(fact.emits ? emitted(lookUpPlace(project, call, fact.call)) : lookUpPlace(project, call, fact.call));
  if (fact.client) found.push(lookUpInClients(project, call, fact.client));
  return found;
}

/** A construction option of a call's client; of one that is known by its type alone, what all that the package makes say. */
function lookUpInClients(project: Project, { receiver, module }: ResolvedCall, place: string): Lookup {
  const found = lookUpClientOption(project, receiver, place);
  const root = receiver && firstOf(receiver);
  if (found.state !== 'unknown' || root?.by !== 'type') return found;
  const made = makingsOf(project, module, root);
  return made?.every((client) => lookUpClientOption(project, client, place).state === 'absent') ? ABSENT : found;
}

/** What the value that a receiver was got from began with. */
function firstOf(receiver: Receiver): Receiver {
  let current = receiver;
  while (current.from?.receiver) current = current.from.receiver;
  return current;
}

/** What is found where a limit is set for the whole application. */
function placesForAll(project: Project, call: ResolvedCall, fact: Timeout): Lookup[] {
  const found: Lookup[] = [];
  if (fact.setter) found.push(...setAnywhere(project, call, fact.setter));
  if (fact.global) found.push(...setForAll(project, call, fact.global));
  return found;
}

/** A limit that only emits an event bounds the call when the listener ends it: not followed. */
function emitted(found: Lookup): Lookup {
  return found.state === 'present' ? { state: 'unknown', reason: 'a listener may end the call' } : found;
}

/** A limit among the calls of a chain: before the call (`request.get(url).timeout(…)`) or after it (`.pipe(timeout(…))`). */
function chained(project: Project, call: ResolvedCall, fact: Timeout): Lookup {
  const links: CallNode[] = chainOf(call).filter((link) => link.name === fact.chain).map((link) => link.node);
  for (const node of followingCalls(call.node)) {
    if (calledMember(node) === fact.chain) links.push(node);
  }
  for (const link of links) {
    const found = limitOfLink(project, link, fact);
    if (found.state !== 'absent') return fact.emits ? emitted(found) : found;
  }
  return ABSENT;
}

function limitOfLink(project: Project, link: CallNode, fact: Timeout): Lookup {
  const args = plainArguments(link);
  if (fact.operator) {
    for (const argument of args) {
      if (argument.type !== 'CallExpression' || !isExport(project, argument, fact.operator)) continue;
      const value = argument.arguments[0];
      return value ? lookUpInValue(project, evaluate(project, value), [], value) : ABSENT;
    }
    return ABSENT;
  }
  const [first] = args;
  if (!first) return ABSENT;
  const path = fact.call?.replace(/^Argument\[0\]\.?/, '') ?? '';
  return lookUpInValue(project, evaluate(project, first), path === '' ? [] : path.split('.'), first);
}

/** Whether a call is one of an export (`package#name`). */
function isExport(project: Project, node: CallNode, reference: string): boolean {
  const [packageName, name] = reference.split('#');
  return alternatives(evaluate(project, calleeOf(node))).some(
    (value) =>
      value.kind === 'library' &&
      (value.package === packageName || value.package.startsWith(`${packageName}/`)) &&
      value.path[value.path.length - 1] === name,
  );
}

/** The calls chained behind a node, and those on the variable that holds its result. */
function followingCalls(node: Node): CallNode[] {
  const calls: CallNode[] = [];
  let current: Node = node;
  for (let parent = parentOf(current); parent; parent = parentOf(current)) {
    if (parent.type === 'MemberExpression' && parent.object.start <= current.start) current = parent;
    else if (isCall(parent) && current.type === 'MemberExpression') {
      calls.push(parent);
      current = parent;
    } else break;
  }
  const declarator = parentOf(node);
  if (declarator?.type === 'VariableDeclarator' && declarator.id.type === 'Identifier') {
    const module = moduleOf(node);
    const binding = bindingOf(module, declarator.id);
    for (const reference of binding ? referencesOf(module, binding) : []) {
      const member = parentOf(reference);
      const call = member && parentOf(member);
      if (member?.type === 'MemberExpression' && isCall(call)) calls.push(call);
    }
  }
  return calls;
}

function calledMember(node: CallNode): string | null {
  const callee = calleeOf(node);
  return callee.type === 'MemberExpression' ? memberName(callee) : null;
}

/** `client.defaults.timeout = …` anywhere in the application. */
function setAnywhere(project: Project, call: ResolvedCall, setter: string): Lookup[] {
  return modulesMentioning(project, call, setter).flatMap((module) => setterValues(project, module, setter));
}

/** `setGlobalDispatcher(new Agent({ … }))` anywhere in the application. */
function setForAll(project: Project, call: ResolvedCall, global: NonNullable<Timeout['global']>): Lookup[] {
  const name = global.call.split('#')[1]!;
  return modulesMentioning(project, call, name).flatMap((module) =>
    nodesOf(module, 'CallExpression')
      .filter((node) => isExport(project, node, global.call))
      .map((node) => lookUpInCall(project, node, undefined, global.at)),
  );
}

function modulesMentioning(project: Project, call: ResolvedCall, word: string): Module[] {
  const modules = new Set<Module>(call.module.text.includes(word) ? [call.module] : []);
  for (const path of filesMentioning(project, call.module.path, word)) {
    const parsed = project.load(path);
    if ('module' in parsed) modules.add(parsed.module);
  }
  return [...modules];
}

/** What a module assigns to a client's setter (`defaults.timeout`), on whatever name. */
export function setterValues(project: Project, module: Module, setter: string): Lookup[] {
  const found: Lookup[] = [];
  for (const assignment of nodesOf(module, 'AssignmentExpression')) {
    const { left, right } = assignment;
    if (left.type !== 'MemberExpression' || !endsWith(left, setter.split('.'))) continue;
    found.push(lookUpInValue(project, evaluate(project, right), [], right));
  }
  return found;
}

function endsWith(member: Node, path: string[]): boolean {
  let current: Node = member;
  for (const name of [...path].reverse()) {
    if (current.type !== 'MemberExpression' || memberName(current) !== name) return false;
    current = current.object;
  }
  return true;
}

type Limit = { ms: number | null } | 'off' | 'unknown' | 'absent';

/** What holds for each of several limits: of lengths the shortest, of anything else what all of them are. */
function shortest(limits: Limit[]): Limit {
  const [first] = limits;
  if (typeof first === 'string' && limits.every((limit) => limit === first)) return first;
  const lengths = limits.map((limit) => (typeof limit === 'string' ? null : limit.ms));
  return { ms: lengths.includes(null) ? null : Math.min(...(lengths as number[])) };
}

/** A found limit: its length, that it is switched off, that it can't be known, or that it is none. */
function readLimit(found: Lookup, fact: Timeout): Limit {
  if (found.state !== 'present') return found.state;
  const { value } = found;
  if (value.kind === 'set') return shortest(value.values.map((item) => readLimit({ ...found, value: item }, fact)));
  if (fact.signal) {
    if (value.kind === 'literal') return 'absent';
    return { ms: null };
  }
  if (value.kind === 'literal') {
    if (fact.off?.some((off) => off === value.value || (off === 'Infinity' && value.value === Infinity))) return 'off';
    if (value.value === Infinity) return 'off';
    if (typeof value.value === 'number') return { ms: value.value * FACTOR[fact.unit] };
    return value.value === null || value.value === false ? 'absent' : { ms: null };
  }
  return value.kind === 'object' || value.kind === 'function' ? 'absent' : { ms: null };
}
