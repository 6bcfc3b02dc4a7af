import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { cursorHeaders, nextCursor, readCursor } from '../../fixtures/codemods/keyset-pagination/web/expected/lib/resilience/cursor.js';
import codemod from '../../codemods/keyset-pagination/index.js';
import rule from '../../rules/no-offset-pagination.js';
import { testFixtures } from './fixtures.js';

testFixtures(codemod, rule, join(import.meta.dirname, '../../fixtures/codemods/keyset-pagination'));

describe('the module that reads and writes cursors', () => {
  it.each([undefined, null, ''])('reads none where a request has none: %s', (given) => {
    expect(readCursor(given, ['date', 'string'])).toEqual([undefined, undefined]);
  });

  it('reads what it wrote', () => {
    const rows = [{ id: 'a', at: new Date(5) }, { id: 'b', at: new Date(7) }];
    const cursor = nextCursor(rows, ['at', 'id'], 2);
    expect(readCursor(cursor, ['date', 'string'])).toEqual([new Date(7), 'b']);
    expect(cursorHeaders(cursor)).toEqual({ 'X-Next-Cursor': cursor });
  });

  it('tells none behind the last page', () => {
    expect(nextCursor([{ id: 1 }], ['id'], 2)).toBeNull();
    expect(nextCursor([], ['id'], 2)).toBeNull();
    expect(cursorHeaders(null)).toEqual({});
  });

  it.each(['%', 'WzFd', Buffer.from('[{"gt":""}]').toString('base64url'), Buffer.from('["a","b"]').toString('base64url')])('refuses what it did not write: %s', (given) => {
    expect(() => readCursor(given, ['string'])).toThrow(expect.objectContaining({ status: 400 }));
  });
});
