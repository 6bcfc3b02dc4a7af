import type * as Valibot from 'valibot';

export type Schema<T> = Valibot.GenericSchema<unknown, T>;

type Entries<T> = { [K in keyof T]-?: Schema<T[K]> };

export type Kit = ReturnType<typeof createKit>;

/**
 * The parts of which the settings' schema is made, with messages that say what is allowed. It takes the validator as an
 * argument, so that only a project that has such settings pays for loading it.
 */
export function createKit(v: typeof Valibot) {
  const string: Schema<string> = v.string(expected('a text'));
  const number: Schema<number> = v.number(expected('a number'));
  const boolean: Schema<boolean> = v.boolean(expected('true or false'));
  const maybe = <T>(schema: Schema<T>) => v.optional(schema) as Schema<T | undefined>;
  const or = <T>(schema: Schema<T>, value: NonNullable<T>) => v.optional(schema, value as never) as Schema<T>;
  const list = <T>(item: Schema<T>): Schema<T[]> => v.array(item, expected('a list'));
  const map = <T>(value: Schema<T>): Schema<Record<string, T>> =>
    v.record(v.string(), value, expected('an object'));
  const nullable = <T>(schema: Schema<T>): Schema<T | null> => v.nullable(schema);
  /** The keys of the argument are all words of the type: the compiler sees to that. */
  const words = <T extends string>(all: Record<T, true>) => word(Object.keys(all) as T[]);
  const word = <T extends string>(all: readonly T[]) => v.picklist(all, expected(`one of ${quoted(all)}`));
  const either = <T>(text: string, ...options: Schema<T>[]): Schema<T> => v.union(options, expected(text));
  const shape = <T extends object>(entries: Entries<T>): Schema<T> =>
    v.strictObject(entries as Valibot.ObjectEntries, (issue) => {
      const key = (issue.path?.at(-1) as { key?: unknown } | undefined)?.key;
      if (issue.expected === 'never') return `unknown key, expected one of ${quoted(Object.keys(entries))}`;
      return typeof key === 'string' && issue.received === 'undefined' ? 'this key is required' : expected('an object')(issue);
    }) as unknown as Schema<T>;

  return { v, string, number, boolean, maybe, or, list, map, nullable, word, words, either, shape };
}

export function expected(text: string) {
  return (issue: { received: string }) => `expected ${text}, got ${issue.received}`;
}

export function quoted(words: readonly string[]): string {
  return words.map((word) => `"${word}"`).join(', ');
}
