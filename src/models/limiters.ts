/** A way to work through a list a few elements at a time. */
export interface Limiter {
  package: string;
  /** As code for a message, with the names `items` and `work`. */
  code: string;
}

/** Limiters, the one to advise first: a project that has another one already is told to use that. */
export const LIMITERS: readonly [Limiter, ...Limiter[]] = [
  { package: 'p-map', code: 'pMap(items, work, { concurrency: 10 })' },
  { package: 'p-limit', code: 'items.map((item) => limit(() => work(item)))` with `limit = pLimit(10)' },
  { package: 'p-queue', code: 'queue.addAll(items.map((item) => () => work(item)))` with `new PQueue({ concurrency: 10 })' },
  { package: 'bottleneck', code: 'items.map((item) => limiter.schedule(() => work(item)))` with `new Bottleneck({ maxConcurrent: 10 })' },
  { package: 'async', code: 'mapLimit(items, 10, work)' },
];
