/**
 * How often a file that somebody is editing has been asked for something. An answer during which this grew depends on such
 * a file and goes with its next edit; all others stay, so that a keystroke costs what depends on it.
 */
let touched = 0;

/** An edited file is asked for something, or an answer that depends on one is used. */
export function touch(): void {
  touched++;
}

/** The count, to be kept from before an answer until `settle`. */
export function touches(): number {
  return touched;
}

/**
 * A table of answers that knows which of them depend on edited files. Looking for a key that is missing begins an answer,
 * setting it ends it; one that is set without having been looked for counts as dependent.
 */
export class TrackedTable<K, V> extends Map<K, V> {
  readonly #begun = new Map<K, number>();
  readonly #dependent = new Set<K>();

  override get(key: K): V | undefined {
    const value = super.get(key);
    if (value === undefined) {
      if (!this.#begun.has(key)) this.#begun.set(key, touched);
    } else if (this.#dependent.has(key)) {
      touched++;
    }
    return value;
  }

  override set(key: K, value: V): this {
    return this.settle(key, value, this.#begun.get(key) ?? -1);
  }

  /** Sets an answer for which the count was `since` when it was begun. */
  settle(key: K, value: V, since: number): this {
    this.#begun.delete(key);
    if (since < touched) this.#dependent.add(key);
    else this.#dependent.delete(key);
    return super.set(key, value);
  }

  override delete(key: K): boolean {
    this.#begun.delete(key);
    this.#dependent.delete(key);
    return super.delete(key);
  }

  /** Drops the answers that depend on edited files. */
  forget(): void {
    for (const key of this.#dependent) super.delete(key);
    this.#dependent.clear();
    this.#begun.clear();
  }
}

/** Sets an answer that is still being made: whoever reads it till then depends on what becomes of it. */
export function begin<K, V>(table: Map<K, V>, key: K, value: V): number {
  const since = touched;
  if (table instanceof TrackedTable) table.settle(key, value, -1);
  else table.set(key, value);
  return since;
}

/** Sets an answer that was begun when the count was `since`. */
export function settle<K, V>(table: Map<K, V>, key: K, value: V, since: number): void {
  if (table instanceof TrackedTable) table.settle(key, value, since);
  else table.set(key, value);
}
