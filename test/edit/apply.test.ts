import { describe, expect, it } from 'vitest';
import { applyEdits, EditConflictError } from '../../src/edit/apply.js';

describe('applyEdits', () => {
  it('replaces, deletes and inserts without touching the rest', () => {
    const edits = [
      { start: 4, end: 7, text: 'TWO' },
      { start: 8, end: 14, text: '' },
      { start: 0, end: 0, text: '> ' },
    ];
    expect(applyEdits('one two three four', edits)).toBe('> one TWO four');
  });

  it('keeps the order of insertions at one offset', () => {
    const edits = [
      { start: 1, end: 1, text: '1' },
      { start: 1, end: 1, text: '2' },
    ];
    expect(applyEdits('ab', edits)).toBe('a12b');
  });

  it('puts an insertion before a replacement that starts there and behind one that ends there', () => {
    const replacement = { start: 1, end: 3, text: 'X' };
    expect(applyEdits('abcd', [replacement, { start: 1, end: 1, text: '<' }, { start: 3, end: 3, text: '>' }])).toBe(
      'a<X>d',
    );
  });

  it('keeps an insertion between two adjacent replacements', () => {
    const edits = [
      { start: 0, end: 2, text: 'X' },
      { start: 2, end: 2, text: '|' },
      { start: 2, end: 4, text: 'Y' },
    ];
    expect(applyEdits('abcd', edits)).toBe('X|Y');
  });

  it('replaces a range that an insertion at its border has split before', () => {
    const edits = [
      { start: 2, end: 2, text: '|' },
      { start: 0, end: 1, text: 'A' },
      { start: 2, end: 4, text: 'C' },
    ];
    expect(applyEdits('abcde', edits)).toBe('Ab|Ce');
  });

  it('counts offsets in UTF-16 units', () => {
    expect(applyEdits("log('🙂', x)", [{ start: 10, end: 11, text: 'y' }])).toBe("log('🙂', y)");
  });

  it('makes the same replacement once', () => {
    const edit = { start: 0, end: 1, text: 'b' };
    expect(applyEdits('a', [edit, { ...edit }])).toBe('b');
  });

  it.each([
    [
      'overlap',
      [
        { start: 0, end: 3, text: 'x' },
        { start: 2, end: 4, text: 'y' },
      ],
      '0-3 "x" and 2-4 "y" overlap',
    ],
    [
      'contain each other',
      [
        { start: 0, end: 4, text: 'x' },
        { start: 1, end: 2, text: 'y' },
      ],
      '0-4 "x" and 1-2 "y" overlap',
    ],
    [
      'replace the same range differently',
      [
        { start: 0, end: 1, text: 'x' },
        { start: 0, end: 1, text: 'y' },
      ],
      'overlap',
    ],
    [
      'insert inside a replacement',
      [
        { start: 0, end: 4, text: 'x' },
        { start: 2, end: 2, text: 'y' },
      ],
      '0-4 "x" and 2-2 "y"',
    ],
    ['lie outside the text', [{ start: 3, end: 9, text: 'x' }], 'outside the text of 5 characters'],
  ])('names the edits that %s', (_, edits, message) => {
    expect(() => applyEdits('abcde', edits)).toThrow(EditConflictError);
    expect(() => applyEdits('abcde', edits)).toThrow(message);
  });
});
