import { describe, expect, it } from 'vitest';
import { compare, keyOf, type CorpusFinding, type CorpusRun } from '../../scripts/corpus/findings.js';
import { BACK_ENDS } from '../../scripts/corpus/repositories.js';
import { sampleOf } from '../../scripts/corpus/sample.js';

const finding = (line: number, more: Partial<CorpusFinding> = {}): CorpusFinding => ({
  rule: 'require-timeout',
  repo: 'owner/name',
  commit: 'a'.repeat(40),
  path: 'src/client.ts',
  line,
  messageId: 'missingTimeout',
  message: 'It never ends.',
  ...more,
});

function run(findings: CorpusFinding[], commit = 'a'.repeat(40)): CorpusRun {
  const repository = { repo: 'owner/name', commit, files: 1, ms: 1, generated: 0, slowest: [], problems: [] };
  return { repositories: [repository], findings };
}

describe('two runs', () => {
  it('differ by what came and what went', () => {
    const { added, gone } = compare(run([finding(1), finding(2)]), run([finding(2), finding(3)]));
    expect(added.map(({ line }) => line)).toEqual([3]);
    expect(gone.map(({ line }) => line)).toEqual([1]);
  });

  it('are compared by one rule, where one is asked for', () => {
    const other = finding(3, { rule: 'no-query-in-loop', messageId: 'queryInLoop' });
    expect(compare(run([]), run([finding(1), other]), 'no-query-in-loop').added).toEqual([other]);
  });

  it('say nothing of a repository that moved on', () => {
    const later = 'b'.repeat(40);
    expect(compare(run([finding(1)]), run([finding(9, { commit: later })], later))).toEqual({ added: [], gone: [] });
  });
});

describe('a sample', () => {
  const all = Array.from({ length: 100 }, (_, line) => finding(line + 1));

  it('is the same for the same seed, whatever the order, and another for another', () => {
    const lines = (some: CorpusFinding[]) => some.map(({ line }) => line);
    const first = lines(sampleOf(all, '1', 20));
    expect(first).toHaveLength(20);
    expect(new Set(first).size).toBe(20);
    expect(lines(sampleOf([...all].reverse(), '1', 20))).toEqual(first);
    expect(lines(sampleOf(all, '2', 20))).not.toEqual(first);
  });

  it('keeps its findings when another one goes', () => {
    const sample = sampleOf(all, '1', 20);
    const rest = all.filter((item) => item !== sample[0]);
    const kept = new Set(sampleOf(rest, '1', 20).map(keyOf));
    expect(sample.slice(1).every((item) => kept.has(keyOf(item)))).toBe(true);
  });
});

it('the corpus names folders for every repository', () => {
  for (const [repo, folders] of Object.entries(BACK_ENDS)) {
    expect(repo).toMatch(/^[\w.-]+\/[\w.-]+$/);
    expect(folders.length).toBeGreaterThan(0);
  }
});
