import { FAMILIES, type CaseFamily } from '../cases.js';
import type { Share } from '../figures.js';
import { peerOf, PEERS, RELATED } from './related.js';
import type { PeerOutcome } from './run.js';

/** What a plugin finds: the share of fix cases that it reports, and of hard negatives that it reports, too. */
export interface PeerFigures {
  caught: Share;
  /** Caught cases that it reports after the fix as well. */
  stillThere: Share;
  flagged: Share;
}

export type Counted = 'related' | 'any';

/** The plugins one by one, and all of them together. */
export const COLUMNS = [...Object.keys(PEERS), 'together'];

/** Figures of a plugin on the cases of a family (all cases for null), by its rules about the family or by any rule. */
export function peerFigures(outcomes: readonly PeerOutcome[], peer: string, family: CaseFamily | null, counted: Counted): PeerFigures {
  const own = outcomes.filter(({ item }) => family === null || item.family === family);
  const reports = ({ item }: PeerOutcome, rules: readonly string[]) =>
    rules.some((rule) => (peer === 'together' || peerOf(rule) === peer) && (counted === 'any' || RELATED[item.family].includes(rule)));
  const fixes = own.filter(({ before }) => before);
  const caught = fixes.filter((outcome) => reports(outcome, outcome.before!));
  const repaired = caught.filter(({ after }) => after);
  const negatives = own.filter(({ negative }) => negative);
  return {
    caught: { part: caught.length, whole: fixes.length },
    stillThere: { part: repaired.filter((outcome) => reports(outcome, outcome.after!)).length, whole: repaired.length },
    flagged: { part: negatives.filter((outcome) => reports(outcome, outcome.negative!)).length, whole: negatives.length },
  };
}

/** The families of which there are cases. */
export function familiesOf(outcomes: readonly PeerOutcome[]): CaseFamily[] {
  return FAMILIES.filter((family) => outcomes.some(({ item }) => item.family === family));
}
