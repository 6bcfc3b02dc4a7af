import { describe, expect, it } from 'vitest';
import { rules } from '../../rules/index.js';
import { readLedger, sharesOf, type LedgerEntry } from '../../scripts/corpus/ledger.js';
import { readText } from '../support/repository.js';

const ENTRY: LedgerEntry = {
  rule: 'require-timeout',
  repo: 'owner/name',
  commit: 'a'.repeat(40),
  path: 'src/client.ts',
  line: 12,
  messageId: 'missingTimeout',
  verdict: 'right',
  why: 'the request has no limit of any kind',
};

const lines = (...entries: object[]) => `${entries.map((entry) => JSON.stringify(entry)).join('\n')}\n`;

describe('the ledger of findings that were read', () => {
  it('is of rules that exist, with messages that they have', () => {
    const entries = readLedger(readText('test/corpus/ledger.jsonl'));
    const unknown = entries.filter(({ rule, messageId }) => !Object.hasOwn(rules[rule]?.definition.meta.messages ?? {}, messageId));
    expect(unknown.map(({ rule, messageId }) => `${rule}: ${messageId}`)).toEqual([]);
  });
});

describe('the check of the ledger', () => {
  it('takes what is right', () => {
    expect(readLedger(lines(ENTRY, { ...ENTRY, line: 13, verdict: 'wrong' }))).toHaveLength(2);
    expect(readLedger('')).toEqual([]);
  });

  it.each([
    ['a line that is no JSON', '{\n', 'line 1: no JSON'],
    ['a list', '[]\n', 'line 1: no object'],
    ['an empty line', `${lines(ENTRY)}\n`, 'line 2: no JSON'],
    ['a short commit', lines({ ...ENTRY, commit: 'abc123' }), 'line 1: wrong or missing: commit'],
    ['an absolute path', lines({ ...ENTRY, path: '/src/a.ts' }), 'line 1: wrong or missing: path'],
    ['a missing field', lines({ ...ENTRY, why: undefined, line: 0 }), 'line 1: wrong or missing: line, why'],
    ['source text', lines({ ...ENTRY, why: `it is this:\nconst client = got.extend({});` }), 'line 1: wrong or missing: why'],
    ['another verdict', lines({ ...ENTRY, verdict: 'maybe' }), 'line 1: wrong or missing: verdict'],
    ['a field too many', lines({ ...ENTRY, source: 'x' }), 'line 1: unknown: source'],
    ['a finding twice', lines(ENTRY, { ...ENTRY, verdict: 'wrong' }), 'line 2: the same finding as line 1'],
  ])('names %s', (_, text, problem) => {
    expect(() => readLedger(text)).toThrow(new Error(problem));
  });

  it('gives the share that is right by rule, of all and of what is still reported', () => {
    const wrong: LedgerEntry = { ...ENTRY, line: 13, verdict: 'wrong' };
    const reported = new Set(['require-timeout owner/name ' + 'a'.repeat(40) + ' src/client.ts 12 missingTimeout']);
    expect(sharesOf([ENTRY, wrong], reported)).toEqual([{ rule: 'require-timeout', right: 1, read: 2, now: { right: 1, read: 1 } }]);
    expect(sharesOf([ENTRY, wrong], null)).toEqual([{ rule: 'require-timeout', right: 1, read: 2, now: null }]);
  });
});
