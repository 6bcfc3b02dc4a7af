const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

const NAMED: Record<string, number> = {
  '@yearly': 365 * DAY,
  '@annually': 365 * DAY,
  '@monthly': 28 * DAY,
  '@weekly': 7 * DAY,
  '@daily': DAY,
  '@midnight': DAY,
  '@hourly': HOUR,
};

/** The shortest time in ms between two runs of a cron pattern of five or six fields; null where it can't be told. */
export function cronPeriod(pattern: string): number | null {
  const named = NAMED[pattern.trim().toLowerCase()];
  if (named !== undefined) return named;
  const fields = pattern.trim().split(/\s+/);
  if (fields.length !== 5 && fields.length !== 6) return null;
  const [second, minute, hour] = fields.length === 6 ? fields : ['0', ...fields];
  return within(second!, 60, SECOND) ?? within(minute!, 60, MINUTE) ?? within(hour!, 24, HOUR) ?? DAY;
}

/** The shortest step of a field that names more than one value; null for a single value. */
function within(field: string, size: number, unit: number): number | null {
  if (/^\d+$/.test(field)) return null;
  const step = /^(?:\*|\d+-\d+|\d+)\/(\d+)$/.exec(field);
  if (step) return Number(step[1]) * unit;
  const values = field.split(',').map(Number);
  if (values.length < 2 || values.some(Number.isNaN)) return unit;
  const sorted = values.sort((a, b) => a - b);
  const gaps = sorted.map((value, index) => (index === 0 ? value + size - sorted[sorted.length - 1]! : value - sorted[index - 1]!));
  return Math.min(...gaps) * unit;
}
