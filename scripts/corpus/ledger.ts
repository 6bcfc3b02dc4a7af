import type { CorpusFinding } from './findings.js';

/** A finding that was read by a person, and the verdict. */
export interface LedgerEntry extends Omit<CorpusFinding, 'message'> {
  verdict: 'right' | 'wrong';
  /** One sentence; no source text. */
  why: string;
}

const MAX_WHY = 300;

/** What each field of an entry has to be. */
const FIELDS: Record<keyof LedgerEntry, (value: unknown) => boolean> = {
  rule: (value) => typeof value === 'string' && /^[a-z]+(?:-[a-z]+)+$/.test(value),
  repo: (value) => typeof value === 'string' && /^[\w.-]+\/[\w.-]+$/.test(value),
  commit: (value) => typeof value === 'string' && /^[0-9a-f]{40}$/.test(value),
  path: (value) => typeof value === 'string' && /^[^/\\].*\.[cm]?[jt]sx?$/.test(value),
  line: (value) => Number.isInteger(value) && (value as number) > 0,
  messageId: (value) => typeof value === 'string' && /^[a-z][a-zA-Z]+$/.test(value),
  verdict: (value) => value === 'right' || value === 'wrong',
  why: (value) => typeof value === 'string' && value.length >= 10 && value.length <= MAX_WHY && !value.includes('\n'),
};

/** The entries of a ledger, one object of JSON a line. @throws {Error} that lists every line that is wrong, and why. */
export function readLedger(text: string): LedgerEntry[] {
  const entries: LedgerEntry[] = [];
  const problems: string[] = [];
  const seen = new Map<string, number>();
  for (const [index, line] of text.split('\n').entries()) {
    if (line === '' && index === text.split('\n').length - 1) continue;
    const problem = problemOf(line);
    if (problem !== null) {
      problems.push(`line ${index + 1}: ${problem}`);
      continue;
    }
    const entry = JSON.parse(line) as LedgerEntry;
    const key = keyOfEntry(entry);
    if (seen.has(key)) problems.push(`line ${index + 1}: the same finding as line ${seen.get(key)}`);
    seen.set(key, index + 1);
    entries.push(entry);
  }
  if (problems.length > 0) throw new Error(problems.join('\n'));
  return entries;
}

function problemOf(line: string): string | null {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    return 'no JSON';
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return 'no object';
  const entry = value as Record<string, unknown>;
  const unknown = Object.keys(entry).filter((key) => !Object.hasOwn(FIELDS, key));
  if (unknown.length > 0) return `unknown: ${unknown.join(', ')}`;
  const wrong = Object.entries(FIELDS).filter(([key, isRight]) => !isRight(entry[key]));
  return wrong.length > 0 ? `wrong or missing: ${wrong.map(([key]) => key).join(', ')}` : null;
}

/** What tells an entry from all others. */
export function keyOfEntry({ rule, repo, commit, path, line, messageId }: Omit<LedgerEntry, 'verdict' | 'why'>): string {
  return [rule, repo, commit, path, line, messageId].join(' ');
}

/** Right and all entries of a rule; `now` counts those alone that a run still reports, null without one of their commits. */
export interface RuleShare {
  rule: string;
  right: number;
  read: number;
  now: { right: number; read: number } | null;
}

/** How many of the findings that were read are right, by rule. */
export function sharesOf(entries: readonly LedgerEntry[], reported: ReadonlySet<string> | null): RuleShare[] {
  const count = (some: readonly LedgerEntry[]) => ({ right: some.filter(({ verdict }) => verdict === 'right').length, read: some.length });
  return [...new Set(entries.map(({ rule }) => rule))].sort().map((rule) => {
    const own = entries.filter((entry) => entry.rule === rule);
    return { rule, ...count(own), now: reported && count(own.filter((entry) => reported.has(keyOfEntry(entry)))) };
  });
}
