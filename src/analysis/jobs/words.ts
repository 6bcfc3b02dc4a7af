const UNITS: [string, number][] = [
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
  ['second', 1000],
];

/** A time as a reader says it: `5 seconds`, `minute` for one, `250 ms`. */
export function describeMs(ms: number): string {
  const [unit, size] = UNITS.find(([, length]) => ms >= length && ms % length === 0) ?? ['ms', 1];
  if (unit === 'ms') return `${ms} ms`;
  return ms === size ? unit : `${ms / size} ${unit}s`;
}
