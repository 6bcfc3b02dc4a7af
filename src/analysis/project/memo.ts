import { settle, touches } from './tracked.js';

/** An answer that is being computed, or is known. */
export interface Memo<V> {
  /** How deep in the stack of computations it runs, or ran. */
  depth: number;
  done: boolean;
  value?: V;
  /** Set on an answer that holds only until the computation at this depth ends: it met that one while it was running. */
  within?: number;
}

let depth = 0;
/** The shallowest running computation that the current one has met. */
let met = Infinity;
const provisional: (() => void)[] = [];

/**
 * Answers a question once. A question that is met again while it is being answered gets `circular`; what was computed
 * from that is forgotten when the circle is closed, so that answers don't depend on which question came first.
 */
export function memo<K, V>(table: Map<K, Memo<V>>, key: K, compute: () => V, circular: () => V): V {
  const known = table.get(key);
  if (known?.done) {
    if (known.within !== undefined) met = Math.min(met, known.within);
    return known.value!;
  }
  if (known) {
    met = Math.min(met, known.depth);
    return circular();
  }
  const entry: Memo<V> = { depth: ++depth, done: false };
  const outer = met;
  const first = provisional.length;
  const since = touches();
  met = Infinity;
  table.set(key, entry);
  try {
    entry.value = compute();
    entry.done = true;
    if (since < touches()) settle(table, key, entry, since);
  } finally {
    depth--;
    if (!entry.done) table.delete(key);
    if (met < entry.depth) {
      entry.within = met;
      provisional.push(() => table.delete(key));
      met = Math.min(outer, met);
    } else {
      if (provisional.length > first) for (const forget of provisional.splice(first)) forget();
      met = outer;
    }
  }
  return entry.value;
}

/** An answer that is known already: a quick way past `memo` for questions that are asked all the time. */
export function recall<K, V>(table: Map<K, Memo<V>>, key: K): V | undefined {
  const known = table.get(key);
  if (!known?.done) return undefined;
  if (known.within !== undefined) met = Math.min(met, known.within);
  return known.value;
}

/**
 * Runs a computation about an object and a name unless the same one is already running further up: values that are made
 * of themselves (`data = { ...data }`) end there with `circular`. Nothing is remembered.
 */
export function once<T>(table: Map<object, Map<string, number>>, node: object, name: string, compute: () => T, circular: () => T): T {
  let names = table.get(node);
  if (!names) table.set(node, (names = new Map<string, number>()));
  const running = names.get(name);
  if (running !== undefined) {
    met = Math.min(met, running);
    return circular();
  }
  names.set(name, depth);
  try {
    return compute();
  } finally {
    names.delete(name);
  }
}
