import { chainOf, type ResolvedCall } from '../calls.js';
import { functionName } from '../effects/effects.js';
import type { Project } from '../project/project.js';
import { effectiveTimeout, factsOf } from '../timeouts/effective.js';
import type { Parameter } from '../values/options.js';
import { placeOf, type Place } from './words.js';

/** The time limit that holds for a call. */
export interface Limit {
  state: 'bounded' | 'default' | 'unbounded' | 'disabled' | 'unknown';
  /** Null where there is none, or its length isn't known. */
  ms: number | null;
  what: string;
  at: Place | null;
  remedy: string | null;
}

/** The time limit of a call; null for a call that no time limit is modelled for. */
export function limitOf(project: Project, call: ResolvedCall): Limit | null {
  if (factsOf(call).length === 0) return null;
  const effective = effectiveTimeout(project, call);
  const limit = { state: effective.state, ms: null, at: null, remedy: null };
  switch (effective.state) {
    case 'bounded': {
      const what = effective.ms === null ? 'there is one; its length is not known' : `${effective.ms} ms`;
      return { ...limit, ms: effective.ms, what, at: effective.node && placeOf(effective.node) };
    }
    case 'default':
      return { ...limit, ms: effective.ms, what: `${effective.ms} ms, the default of ${call.library} (\`${effective.id}\`)` };
    case 'unbounded':
      return { ...limit, what: `none: nothing sets one, and ${call.library} has none by default` };
    case 'disabled':
      return { ...limit, what: `none: \`${effective.id}\` is switched off`, at: placeOf(effective.node) };
    case 'unknown':
      return { ...limit, what: `unknown: ${effective.reason}${decidedBy(effective.parameters)}`, remedy: remedyOf(call) };
  }
}

/** `; decided by the caller of request (timeout, signal)`. */
function decidedBy(parameters: readonly Parameter[]): string {
  if (parameters.length === 0) return '';
  const functions = [...new Set(parameters.map(({ fn }) => fn))].map((fn) => {
    const options = new Set(parameters.flatMap((parameter) => (parameter.fn === fn && parameter.path.length > 0 ? [parameter.path.join('.')] : [])));
    return `the caller of ${functionName(fn)}${options.size > 0 ? ` (${[...options].join(', ')})` : ''}`;
  });
  return `; decided by ${functions.join(' and ')}`;
}

/** What makes a limit known that can't be seen: the client made in view, or a limit in the call. */
function remedyOf(call: ResolvedCall): string {
  const { receiver } = call;
  const isMadeElsewhere = receiver !== null && receiver.by !== 'default' && chainOf(call).length <= 1;
  const written = 'a limit that is written into the call would';
  return isMadeElsewhere
    ? `A \`${receiver.type}\` that is made in a file that this one leads to would make it known, and ${written}.`
    : `${written[0]!.toUpperCase()}${written.slice(1)} make it known.`;
}
