import { describe, expect, it } from 'vitest';
import { isDecidable, isPartial, type FixCase, type HardNegative } from '../../scripts/benchmark/cases.js';
import { byConfiguration, byDetect, byFamily, text } from '../../scripts/benchmark/figures.js';
import type { Hit } from '../../scripts/benchmark/look.js';
import { peerFigures } from '../../scripts/benchmark/peers/figures.js';
import type { PeerOutcome } from '../../scripts/benchmark/peers/run.js';
import { renderRun } from '../../scripts/benchmark/report.js';
import type { Outcome } from '../../scripts/benchmark/run.js';

const shared = { repo: 'owner/name', family: 'n-plus-one', detect: 'syntax', needs_config: false, note: 'a query per row' } as const;
const fix = (more: Partial<FixCase> = {}): FixCase => ({
  ...shared,
  id: 'a-1',
  kind: 'fix',
  before_commit: 'a'.repeat(40),
  after_commit: 'b'.repeat(40),
  path_before: 'a.ts',
  path_after: 'a.ts',
  lines_before: [4, 6],
  lines_after: [4, 4],
  ...more,
});
const negative: HardNegative = { ...shared, id: 'a-hn-1', kind: 'hard-negative', commit: 'c'.repeat(40), path: 'a.ts', lines: [1, 2] };
const hit: Hit = { rule: 'no-query-in-loop', messageId: 'queryInLoop', start: 5, end: 5, message: 'One query becomes N.' };

const OUTCOMES: Outcome[] = [
  { item: fix(), before: [hit], after: [] },
  { item: fix({ id: 'a-2' }), before: [hit], after: [hit] },
  { item: fix({ id: 'a-3', note: 'the mapper keeps a fallback' }), before: [hit], after: [hit] },
  {
    item: fix({ id: 'a-4', detect: 'semantic' }),
    before: [],
    after: [],
    why: { lines: [4, 6], unknown: ['db.get: db (a.ts:1): no model says what db is'], known: [] },
    elsewhere: [{ ...hit, start: 40 }],
  },
  { item: fix({ id: 'a-5', repo: 'not/cloned' }) },
  { item: negative, negative: [hit] },
  { item: { ...negative, id: 'a-hn-2' }, negative: [] },
];

describe('figures', () => {
  it('count what was looked at, partial repairs apart', () => {
    const [family, all] = byFamily(OUTCOMES);
    expect(family).toEqual({
      name: 'n-plus-one',
      caught: { part: 3, whole: 4 },
      decidable: { part: 3, whole: 3 },
      silentAfter: { part: 1, whole: 2 },
      silentAfterPartial: { part: 0, whole: 1 },
      negatives: { part: 1, whole: 2 },
    });
    expect(all).toEqual({ ...family, name: 'all' });
    expect(byDetect(OUTCOMES).map(({ name, caught }) => [name, text(caught)])).toEqual([
      ['syntax', '3/3 100 %'],
      ['semantic', '0/1 0 %'],
    ]);
  });

  it('tell partial repairs and cases that nothing can decide', () => {
    expect(isPartial(fix({ note: 'the delay comes only in a later commit' }))).toBe(true);
    expect(isPartial(fix())).toBe(false);
    const detects = ['syntax', 'types', 'project-config', 'semantic'];
    expect(detects.map((detect) => isDecidable({ ...fix(), detect }))).toEqual([true, true, false, false]);
  });
});

it('cases with a configuration are counted without it and with it', () => {
  const outcomes: Outcome[] = [
    ...OUTCOMES,
    { item: fix({ id: 'a-6', detect: 'project-config', needs_config: true }), before: [], after: [], configured: { before: [hit], after: [] } },
    { item: { ...negative, id: 'a-hn-3' }, negative: [], configured: { negative: [hit] } },
  ];
  const [own, all] = byConfiguration(outcomes);
  expect(own).toMatchObject({ repo: 'owner/name', without: { caught: { part: 0, whole: 1 } }, configured: { caught: { part: 1, whole: 1 }, negatives: { part: 0, whole: 1 } } });
  expect(all!.configured.silentAfter).toEqual({ part: 1, whole: 1 });
  expect(byConfiguration(OUTCOMES)).toEqual([]);
  const report = renderRun({ outcomes, missing: [], problems: [] }, true);
  expect(report).toContain('a query per row | found with the configuration');
  expect(report).toContain('false, conf. a-hn-3 ');
});

it('a report names misses with their reasons, false alarms and what is missing', () => {
  const report = renderRun({ outcomes: OUTCOMES, missing: ['not/cloned'], problems: [] }, true);
  expect(report).toContain('missed       a-4 aaaaaaaaaa:a.ts:4 (semantic) a query per row');
  expect(report).toContain('elsewhere in the file: no-query-in-loop at 40');
  expect(report).toContain('unknown: db.get: db (a.ts:1): no model says what db is');
  expect(report).toContain('after fix    a-2 ');
  expect(report).toContain('partly fixed a-3 ');
  expect(report).toContain('false alarm  a-hn-1 ');
  expect(report).toContain('Not counted, for want of a clone or commit: not/cloned');
});

it('peers are counted by their rules about the family, or by any', () => {
  const outcomes: PeerOutcome[] = [
    { item: fix(), before: ['no-await-in-loop', 'unicorn/no-null'], after: [] },
    { item: fix({ id: 'a-2' }), before: ['sort-keys'], after: ['sort-keys'] },
    { item: negative, negative: ['no-await-in-loop'] },
  ];
  const figures = (peer: string, counted: 'related' | 'any') => peerFigures(outcomes, peer, 'n-plus-one', counted);
  expect(figures('core', 'related')).toEqual({ caught: { part: 1, whole: 2 }, stillThere: { part: 0, whole: 1 }, flagged: { part: 1, whole: 1 } });
  expect(figures('core', 'any').caught).toEqual({ part: 2, whole: 2 });
  expect(figures('core', 'any').stillThere).toEqual({ part: 1, whole: 2 });
  expect(figures('unicorn', 'related').caught).toEqual({ part: 0, whole: 2 });
  expect(figures('unicorn', 'any')).toMatchObject({ caught: { part: 1, whole: 2 }, flagged: { part: 0, whole: 1 } });
  expect(figures('together', 'related')).toEqual(figures('core', 'related'));
});
