import { basename } from 'node:path';
import type { ResolvedCall } from '../calls.js';
import type { Effect, Step } from './effects.js';

/** Steps shown of a longer chain: the first ones and the last. */
const SHOWN = 4;

/** `loadProfile` (profiles.ts:42) → `Repository.findOne`: the way from a call to the library, for a message. */
export function describeEffect(effect: Effect): string {
  const steps = effect.steps.map(describeStep);
  const shown = steps.length > SHOWN ? [...steps.slice(0, SHOWN - 1), '…', steps[steps.length - 1]!] : steps;
  return [...shown, describeCall(effect.call)].join(' → ');
}

export function describeStep(step: Step): string {
  return `\`${step.name}\` (${basename(step.module.path)}:${step.module.lineOf(step.fn.start)})`;
}

export function describeCall(call: ResolvedCall): string {
  return `\`${tableCall(call) ?? call.label}\``;
}

/** `user.findMany`: a client has a property of one type for each table, and the property says more than the type. */
function tableCall({ receiver, target }: ResolvedCall): string | null {
  const property = receiver?.properties[receiver.properties.length - 1];
  const isTable = Object.values(target.model.types).some(({ properties }) => properties?.['*'] === receiver?.type);
  return property !== undefined && isTable ? `${property}.${target.name}` : null;
}
