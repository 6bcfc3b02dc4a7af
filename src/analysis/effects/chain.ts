import { basename } from 'node:path';
import type { ResolvedCall } from '../calls.js';
import type { Node } from '../project/ast.js';
import type { Module } from '../project/module.js';
import { isBuilderType } from '../values/builder.js';
import { argumentAt } from '../values/call.js';
import type { Link, Receiver } from '../values/value.js';
import type { Effect, Step } from './effects.js';

/** Steps shown of a longer chain: the first ones and the last. */
const SHOWN = 4;

/** `loadProfile` (profiles.ts:42) → `Repository.findOne`: the way from a call to the library, for a message. */
export function describeEffect(effect: Effect): string {
  const steps = effect.steps.map(describeStep);
  const shown = steps.length > SHOWN ? [...steps.slice(0, SHOWN - 1), '…', steps[steps.length - 1]!] : steps;
  return [...shown, describeCall(effect.call)].join(' → ');
}

/** Chains named in one message. */
const CHAINS = 3;

/** The chains of several effects as the subject of a sentence, and `run` or `runs`. */
export function describeEffects(effects: readonly Effect[]): { chains: string; run: 'run' | 'runs' } {
  const all = [...new Set(effects.map(describeEffect))];
  const shown = all.length > CHAINS ? [...all.slice(0, CHAINS - 1), `${all.length - CHAINS + 1} more calls`] : all;
  if (shown.length === 1) return { chains: shown[0]!, run: 'runs' };
  return { chains: `${shown.slice(0, -1).join(', ')} and ${shown[shown.length - 1]}`, run: 'run' };
}

/** Longest text of a list that is quoted. */
const MAX_TEXT = 50;

/** A list as it is written, where that is short: `` `user.posts` ``; else `the list`. */
export function describeList({ text }: Module, over: Node): string {
  const written = text.slice(over.start, over.end).replace(/\s+/g, ' ');
  return written.length > MAX_TEXT || written.includes('`') ? 'the list' : `\`${written}\``;
}

export function describeStep(step: Step): string {
  return `\`${step.name}\` (${basename(step.module.path)}:${step.module.lineOf(step.fn.start)})`;
}

export function describeCall(call: ResolvedCall): string {
  return `\`${tableCall(call) ?? builderStart(call) ?? call.label}\``;
}

/** `knex('users')`, `Model.find`: a builder that runs when it is awaited is known by how it begins, not by its last link. */
function builderStart(call: ResolvedCall): string | null {
  if (call.call === call.target.call) return null;
  let start: Link | null = null;
  for (let receiver = call.receiver; receiver?.from && isStep(receiver); receiver = receiver.from.receiver) {
    start = receiver.from;
  }
  if (!start) return null;
  const owner = start.receiver?.type ?? call.library;
  if (start.name !== '') return start.receiver ? `${owner}.${start.name}` : start.name;
  const first = argumentAt(start.node, 'Argument[0]');
  return first?.type === 'Literal' ? `${call.library}('${String(first.value)}')` : call.library;
}

/** Whether a value is on the way from a client to a query: a builder, or the start of one, that runs nothing itself. */
function isStep({ model, type }: Receiver): boolean {
  const members = Object.values(model.types[type]?.members ?? {});
  return isBuilderType(model, type) || (members.length > 0 && members.every((call) => call.concept === undefined));
}

/** `user.findMany`: a client has a property of one type for each table, and the property says more than the type. */
function tableCall(call: ResolvedCall): string | null {
  const property = tableProperty(call);
  return property === null ? null : `${property}.${call.target.name}`;
}

/** The property of a client that a call was reached by, where the client has one for each table; null for other calls. */
export function tableProperty({ receiver, target }: ResolvedCall): string | null {
  const isTable = Object.values(target.model.types).some(({ properties }) => properties?.['*'] === receiver?.type);
  return (isTable ? receiver?.properties[receiver.properties.length - 1] : null) ?? null;
}
