import type { Codemod, CodemodOption } from './codemod.js';
import { UserError } from './user-error.js';

/** `timeout-ms` -> `timeoutMs`. */
export function camelCase(flag: string): string {
  return flag.replace(/-([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());
}

/** How a flag stands in `--help`: a flag that is on by default is shown as its negation. */
export function rawFlag({ flag, type, default: value }: CodemodOption): string {
  if (type === 'boolean') return value === true ? `--no-${flag}` : `--${flag}`;
  return `--${flag} <${type}>`;
}

/**
 * The codemod's options as the flags give them, with defaults.
 * @throws {UserError} that names the flag and what it takes.
 */
export function readOptions(codemod: Codemod, flags: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(
    codemod.options.map((option) => {
      const name = camelCase(option.flag);
      return [name, readOption(option, flags[name])];
    }),
  );
}

function readOption({ flag, type, default: fallback }: CodemodOption, given: unknown): unknown {
  if (given === undefined) return fallback;
  if (Array.isArray(given)) throw new UserError(`--${flag} is given more than once.`);
  const isValid = type === 'string' ? typeof given !== 'boolean' : typeof given === type && given === given;
  if (!isValid || (typeof given === 'number' && !(given >= 0 && Number.isFinite(given)))) {
    throw new UserError(
      `--${flag} takes a ${type}${type === 'number' ? ' of 0 or more' : ''}, not ${JSON.stringify(given)}.`,
    );
  }
  return type === 'string' && typeof given === 'number' ? String(given) : given;
}

/** The options under which a codemod's rule runs. */
export function ruleOptionsOf({ ruleOptions = {} }: Codemod, options: Record<string, unknown>): object {
  return typeof ruleOptions === 'function' ? (ruleOptions as (given: Record<string, unknown>) => object)(options) : ruleOptions;
}
