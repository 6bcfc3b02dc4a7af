import { closestMatch } from 'leven';
import { UserError } from '../codemod/user-error.js';

/** Typing errors that still count as the word that was meant. */
const MAX_DISTANCE = 6;

/** An error for a name that doesn't exist, with the nearest one and all that exist. */
export function unknownName(kind: string, name: string, known: readonly string[]): UserError {
  const near = closestMatch(name, known, { maxDistance: Math.min(MAX_DISTANCE, Math.ceil(name.length / 2)) });
  const suggestion = near ? ` Did you mean ${near}?` : '';
  const all = known.length > 0 ? `\nThere are: ${[...known].sort().join(', ')}.` : '';
  return new UserError(`There is no ${kind} ${name}.${suggestion}${all}`);
}
