import { describe, expect, it } from 'vitest';
import { readSql, type SqlFacts } from '../../../src/analysis/queries/sql.js';
import { HOLE } from '../../../src/analysis/values/text.js';

function facts(text: string): SqlFacts {
  return readSql(text.replaceAll('…', HOLE));
}

describe('clauses', () => {
  it.each<[string, Partial<SqlFacts>]>([
    ['SELECT * FROM users', { verb: 'select', filter: false, limit: false, group: false, aggregate: false, open: false, tables: ['users'] }],
    ['select id from "app"."Users" u where id = $1', { filter: true, tables: ['users'], keys: ['id'] }],
    ['SELECT * FROM t LIMIT 10', { limit: true, offset: 'none' }],
    ['SELECT * FROM t ORDER BY id FETCH FIRST 10 ROWS ONLY', { limit: true }],
    ['SELECT TOP 10 * FROM t', { limit: true }],
    ['SELECT status, count(*) FROM t GROUP BY status', { group: true }],
    ['SELECT DISTINCT country FROM t', { group: true }],
    ['SELECT count(*) FROM t', { aggregate: true }],
    ['SELECT max(id), min(id) FROM t', { aggregate: true }],
    ['SELECT id, count(*) OVER () FROM t', { aggregate: false }],
    // A clause of a subquery or a comment is none of the statement's.
    ['SELECT * FROM t -- WHERE id = 1\n', { filter: false }],
    ["SELECT 'no where' FROM t /* limit 1 */", { filter: false, limit: false }],
    ['SELECT (SELECT count(*) FROM x WHERE x.id = t.id) FROM t', { filter: false, aggregate: false }],
  ])('%s', (text, expected) => {
    expect(facts(text)).toMatchObject(expected);
  });
});

describe('offset', () => {
  it.each<[string, SqlFacts['offset']]>([
    ['SELECT * FROM t LIMIT $1 OFFSET $2', 'variable'],
    ['SELECT * FROM t LIMIT ? OFFSET ?', 'variable'],
    ['SELECT * FROM t LIMIT :limit OFFSET :offset', 'variable'],
    ['SELECT * FROM t LIMIT 10 OFFSET …', 'variable'],
    ['SELECT * FROM t LIMIT ?, ?', 'variable'],
    ['SELECT * FROM t ORDER BY id OFFSET @skip ROWS FETCH NEXT 10 ROWS ONLY', 'variable'],
    ['SELECT * FROM (SELECT * FROM t OFFSET $1) x', 'variable'],
    ['SELECT * FROM t LIMIT 1 OFFSET 1', 'constant'],
    ['SELECT * FROM t LIMIT 0, 10', 'constant'],
    ['SELECT * FROM t LIMIT 10', 'none'],
    ['SELECT items[OFFSET(0)] FROM t', 'none'],
    ['SELECT "offset" FROM t', 'none'],
    ["SELECT a::text FROM t WHERE b = 'OFFSET 5'", 'none'],
  ])('%s', (text, expected) => {
    expect(facts(text).offset).toBe(expected);
  });
});

describe('parts that are not known', () => {
  it.each<[string, boolean]>([
    ['SELECT * FROM t …', true],
    ['SELECT * FROM … …', true],
    ['SELECT * FROM t WHERE a = 1 …', true],
    ['…', true],
    ['SELECT … FROM t', false],
    ['SELECT * FROM …', false],
    ['SELECT * FROM t WHERE a = …', false],
    ['SELECT * FROM t WHERE a IN (…)', false],
    ['SELECT * FROM t LIMIT …', false],
  ])('%s: %s', (text, open) => {
    expect(facts(text).open).toBe(open);
  });
});

describe('tables', () => {
  it.each<[string, string[]]>([
    ['SELECT * FROM a JOIN b ON b.a_id = a.id LEFT JOIN c USING (id)', ['a', 'b', 'c']],
    // What is joined to given rows is bounded by them.
    ['SELECT * FROM unnest($1::text[]) k JOIN a ON a.key = k', []],
    ['SELECT * FROM (SELECT 1) x', []],
    ['SELECT * FROM information_schema.tables', []],
    ['SELECT * FROM pg_stat_activity', []],
    ['SELECT 1', []],
  ])('%s', (text, expected) => {
    expect(facts(text).tables).toEqual(expected);
  });
});

describe('keys', () => {
  it.each<[string, string[], boolean]>([
    ['SELECT * FROM t WHERE user_id = $1', ['user_id'], false],
    ['SELECT * FROM t WHERE t."userId" = ? AND active = 1', ['userId', 'active'], false],
    ['SELECT * FROM t WHERE id = ANY($1)', [], true],
    ['SELECT * FROM t WHERE id IN (1, 2)', [], true],
    ['SELECT * FROM t WHERE user_id = $1 AND created_at > $2', [], false],
    ['SELECT * FROM t', [], false],
  ])('%s', (text, keys, inList) => {
    expect(facts(text)).toMatchObject({ keys, inList });
  });
});
