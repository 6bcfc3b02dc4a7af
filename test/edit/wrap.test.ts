import { describe, expect, it } from 'vitest';
import { wrapInCall, type WrapOptions } from '../../src/edit/wrap.js';
import { callOf, edited, firstObject, parse } from './parse.js';

describe('wrapInCall', () => {
  it.each<[string, string, WrapOptions | undefined]>([
    ['x = f(1);', 'x = limit(f(1));', undefined],
    ['x = f(1);', 'x = limit(f(1), 5, { a });', { rest: ['5', '{ a }'] }],
    ['await f(1);', 'await limit(() => f(1));', { deferred: true }],
    ['await f(await g());', 'await limit(async () => f(await g()));', { deferred: true }],
    ['await f(async () => { await g(); });', 'await limit(() => f(async () => { await g(); }));', { deferred: true }],
    ['x = (f(1)).y;', 'x = (limit(({ signal }) => f(1))).y;', { deferred: true, parameters: '{ signal }' }],
  ])('%s -> %s', (before, after, options) => {
    const source = parse(before, '/p/a.mts');
    expect(edited(source, wrapInCall(callOf(source, 'f'), 'limit', options))).toBe(after);
  });

  it('keeps an object literal an expression', () => {
    const source = parse('x = { a: 1 };');
    expect(edited(source, wrapInCall(firstObject(source), 'once', { deferred: true }))).toBe(
      'x = once(() => ({ a: 1 }));',
    );
  });

  it('keeps a sequence one argument', () => {
    const source = parse('x = (a, b);');
    const statement = source.program.body[0];
    if (statement?.type !== 'ExpressionStatement' || statement.expression.type !== 'AssignmentExpression')
      throw new Error();
    expect(edited(source, wrapInCall(statement.expression.right, 'f'))).toBe('x = (f((a, b)));');
  });

  it.each(['function* g() { f(yield 1); }', 'f(i++);', 'f(a = 1);'])('declines to defer %s', (text) => {
    const source = parse(text);
    expect(wrapInCall(callOf(source, 'f'), 'limit', { deferred: true })).toBeNull();
  });
});
