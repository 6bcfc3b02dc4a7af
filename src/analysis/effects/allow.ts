import type { ResolvedCall } from '../calls.js';
import { enclosingFunction } from '../project/ast.js';
import { functionName, type Effect } from './effects.js';

/** What a rule leaves alone: a function of the project by its name, or a call of a package (`Repository.find`, `find`). */
export interface Specifier {
  from: 'file' | 'package';
  /** With `from: 'package'`. */
  package?: string;
  name: string;
}

/** The schema of an option that takes specifiers. */
export const ALLOW_SCHEMA = {
  type: 'array',
  items: {
    type: 'object',
    properties: { from: { enum: ['file', 'package'] }, package: { type: 'string' }, name: { type: 'string' } },
    required: ['from', 'name'],
    additionalProperties: false,
  },
  description:
    "What is left alone: a function of the project that is on the way to the call or holds it (`{ from: 'file', name: 'exportAll' }`), or a call of a package (`{ from: 'package', package: 'some-orm', name: 'Repository.find' }`).",
};

/** Whether one of the specifiers names a call, or a function on the way to it. */
export function isAllowed(allow: readonly Specifier[], { steps, call }: Effect): boolean {
  if (allow.length === 0) return false;
  const holder = enclosingFunction(call.node);
  const functions = [...steps.map(({ name }) => name), ...(holder ? [functionName(holder)] : [])];
  return allow.some(({ from, package: library, name }) =>
    from === 'file' ? functions.includes(name) : library === call.library && isNamed(call, name),
  );
}

function isNamed({ label, target }: ResolvedCall, name: string): boolean {
  return name === label || name === target.name;
}
