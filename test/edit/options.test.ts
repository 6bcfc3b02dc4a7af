import { describe, expect, it } from 'vitest';
import { setCallOptions, setOptions } from '../../src/edit/options.js';
import { callOf, edited, firstObject, parse } from './parse.js';

const timeout = [{ path: ['timeout'], value: '5000' }];

describe('setOptions', () => {
  it.each([
    ['an empty literal', 'f({});', 'f({ timeout: 5000 });'],
    ['a literal on one line', "f({ method: 'GET' });", "f({ method: 'GET', timeout: 5000 });"],
    ['a tight literal', 'f({a:1});', 'f({a:1, timeout: 5000});'],
    ['lines with trailing comma', 'f({\n  a: 1,\n});', 'f({\n  a: 1,\n  timeout: 5000,\n});'],
    ['lines without trailing comma', 'f({\n  a: 1\n});', 'f({\n  a: 1,\n  timeout: 5000\n});'],
    ['CRLF lines', 'f({\r\n\ta: 1,\r\n});', 'f({\r\n\ta: 1,\r\n\ttimeout: 5000,\r\n});'],
    ['a comment behind the comma', 'f({\n  a: 1, // why\n});', 'f({\n  a: 1, // why\n  timeout: 5000,\n});'],
    ['a comment without a comma', 'f({\n  a: 1 // why, so\n});', 'f({\n  a: 1, // why, so\n  timeout: 5000\n});'],
    [
      'a comment that spans lines',
      'f({\n  a: 1, /* b\n  c */\n});',
      'f({\n  a: 1, /* b\n  c */\n  timeout: 5000,\n});',
    ],
    ['only a comment', 'f({ /* none */ });', 'f({ /* none */ timeout: 5000 });'],
    ['a parenthesised value', 'f({\n  a: (1),\n});', 'f({\n  a: (1),\n  timeout: 5000,\n});'],
    ['a spread before', 'f({ ...a });', 'f({ ...a, timeout: 5000 });'],
    ['the key with a value', 'f({ timeout: 0, b });', 'f({ timeout: 5000, b });'],
    ['the key in quotes', "f({ 'timeout': undefined });", "f({ 'timeout': 5000 });"],
    ['the key as a shorthand', 'f({ timeout });', 'f({ timeout: 5000 });'],
    ['the key twice', 'f({ timeout: 1, timeout: 0 });', 'f({ timeout: 1, timeout: 5000 });'],
    ['a computed key of the same name', 'f({ [timeout]: 1 });', 'f({ [timeout]: 1, timeout: 5000 });'],
  ])('takes %s', (_, before, after) => {
    const source = parse(before, '/p/a.js');
    expect(edited(source, setOptions(source, firstObject(source), timeout))).toBe(after);
  });

  it.each([
    ['adds an object', 'f({ a });', 'f({ a, timeout: { request: 5000 } });'],
    ['enters an object', 'f({ timeout: { connect: 1 } });', 'f({ timeout: { connect: 1, request: 5000 } });'],
    [
      'enters a typed object',
      'f({ timeout: { connect: 1 } as T });',
      'f({ timeout: { connect: 1, request: 5000 } as T });',
    ],
    ['spreads another value', 'f({ timeout: limits });', 'f({ timeout: { ...limits, request: 5000 } });'],
    ['spreads a shorthand', 'f({ timeout });', 'f({ timeout: { ...timeout, request: 5000 } });'],
  ])('%s for a nested option', (_, before, after) => {
    const source = parse(before);
    expect(
      edited(source, setOptions(source, firstObject(source), [{ path: ['timeout', 'request'], value: '5000' }])),
    ).toBe(after);
  });

  it('adds several options, nested ones of one key together, in the quotes of the file', () => {
    const source = parse('f("a", {});');
    const options = [
      { path: ['signal'], value: 'signal' },
      { path: ['x-limit', 'read'], value: '1' },
      { path: ['x-limit', 'write'], value: '2' },
    ];
    expect(edited(source, setOptions(source, firstObject(source), options))).toBe(
      'f("a", { signal, "x-limit": { read: 1, write: 2 } });',
    );
  });

  it.each([
    ['a spread behind the key may override it', 'f({ timeout: 1, ...rest });'],
    ['the key is a method', 'f({ timeout() {} });'],
    ['the key is an accessor', 'f({ get timeout() { return 1; } });'],
  ])('declines where %s', (_, text) => {
    const source = parse(text);
    expect(setOptions(source, firstObject(source), timeout)).toBeNull();
  });
});

describe('setCallOptions', () => {
  it.each([
    ['no arguments', 'f()', 'f({ timeout: 5000 })', 0],
    ['one argument', 'f(url)', 'f(url, { timeout: 5000 })', 1],
    ['a missing argument between', 'f(url)', 'f(url, undefined, { timeout: 5000 })', 2],
    ['arguments on lines', 'f(\n  url,\n)', 'f(\n  url,\n  { timeout: 5000 },\n)', 1],
    ['a trailing comma on one line', 'f(url,)', 'f(url, { timeout: 5000 },)', 1],
    ['a last argument that spans lines', 'f({\n  a: 1,\n})', 'f({\n  a: 1,\n}, { timeout: 5000 })', 1],
    ['a parenthesised argument', 'f((url))', 'f((url), { timeout: 5000 })', 1],
    ['type arguments', 'f<() => void>()', 'f<() => void>({ timeout: 5000 })', 0],
    ['an optional call', 'f?.()', 'f?.({ timeout: 5000 })', 0],
    ['a comment before the parenthesis', 'f /* ( */ ()', 'f /* ( */ ({ timeout: 5000 })', 0],
    ['an argument undefined', 'f(url, undefined)', 'f(url, { timeout: 5000 })', 1],
    ['an argument null', 'f(null)', 'f({ timeout: 5000 })', 0],
    ['a variable', 'f(url, options)', 'f(url, { ...options, timeout: 5000 })', 1],
    ['a choice', 'f(url, a ? b : c)', 'f(url, { ...a ? b : c, timeout: 5000 })', 1],
    ['a literal with satisfies', 'f({ a: 1 } satisfies T)', 'f({ a: 1, timeout: 5000 } satisfies T)', 0],
    ['arguments behind', 'f({}, done)', 'f({ timeout: 5000 }, done)', 0],
    ['a spread behind', 'f({}, ...rest)', 'f({ timeout: 5000 }, ...rest)', 0],
  ])('takes %s', (_, before, after, argument) => {
    const source = parse(before);
    expect(edited(source, setCallOptions(source, callOf(source, 'f'), argument, timeout))).toBe(after);
  });

  it.each([
    ['new Pool', 'new Pool({ timeout: 5000 })'],
    ['new Pool()', 'new Pool({ timeout: 5000 })'],
    ['new Pool<T>', 'new Pool<T>({ timeout: 5000 })'],
  ])('constructs: %s', (before, after) => {
    const source = parse(before);
    expect(edited(source, setCallOptions(source, callOf(source, 'Pool'), 0, timeout))).toBe(after);
  });

  it('finds the parenthesis of a callee in parentheses', () => {
    const source = parse('(a.f)()');
    expect(edited(source, setCallOptions(source, callOf(source, 'a.f'), 0, timeout))).toBe('(a.f)({ timeout: 5000 })');
  });

  it.each(['f(...all)', 'f(...all, {})', 'f((a, b))', 'f((err) => err)', 'f(async function () { await g(); })'])('declines %s', (text) => {
    const source = parse(text);
    expect(setCallOptions(source, callOf(source, 'f'), text.includes('{}') ? 1 : 0, timeout)).toBeNull();
  });
});

describe('several options that make a line too long', () => {
  const added = ['first', 'second', 'third'].map((name) => ({ path: [`${name}LimitInMilliseconds`], value: '30_000' }));
  const lines = added.map(({ path }) => `  ${path[0]!}: 30_000,\n`).join('');

  it.each([
    ['stand on lines of their own with what is there', 'const a = f({ b: 1, c });\n', `const a = f({\n  b: 1,\n  c,\n${lines}});\n`],
    ['stand on lines of their own where there is nothing yet', 'const a = f();\n', `const a = f({\n${lines}});\n`],
    [
      'leave comments where they are',
      'const a = f({ b: 1, /* why */ c });\n',
      `const a = f({ b: 1, /* why */ c${added.map(({ path }) => `, ${path[0]!}: 30_000`).join('')} });\n`,
    ],
  ])('%s', (_, before, after) => {
    const source = parse(before, '/p/a.js');
    expect(edited(source, setCallOptions(source, callOf(source, 'f'), 0, added))).toBe(after);
  });
});
