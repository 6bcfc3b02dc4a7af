import type { CallExpression, Node } from 'oxc-parser';
import { describe, expect, it } from 'vitest';
import { renameKey, rewriteLog, type LogRewrite } from '../../src/edit/log.js';
import { callOf, edited, firstObject, parse } from './parse.js';

/** `err`, `err.message` and `String(err)` are the error. */
function rewrite(text: string, template: string, more: Partial<LogRewrite> = {}): string | null {
  const source = parse(text);
  const edits = rewriteLog(source, {
    call: callOf(source, 'log') as CallExpression,
    template,
    error: 'err',
    object: 'err',
    alone: false,
    anywhere: false,
    isError: (node: Node) => /^(?:err(?:\.message)?|String\(err\))$/.test(source.text.slice(node.start, node.end)),
    ...more,
  });
  return edits && edited(source, edits);
}

const ANYWHERE = { anywhere: true, alone: true };

describe('the error behind the text', () => {
  it.each<[before: string, after: string | null, more?: Partial<LogRewrite>]>([
    [`log('a: ' + err.message);`, `log('a:', err);`],
    [`log('a: ' + err.message);`, `log('a:', err);`, ANYWHERE],
    [`log(err.message);`, 'log(err);', ANYWHERE],
    [`log(err.message);`, null],
    ['log(`a ${b}: ${err.message}.`);', 'log(`a ${b}:`, err);'],
    ['log(`a ${err.message} b`);', 'log(`a ${err.message} b`, err);'],
    ['log(`\\n${err.message}`);', 'log(`\\n`, err);'],
    ['log(b + `c: ` + String(err));', "log(b + 'c:', err);"],
    [`log("a", err.message);`, `log("a", err);`],
    [`log('a', b, err.message);`, null],
    [`log('a', b, err.message);`, `log('a', b, err);`, ANYWHERE],
    [`log('a', { b: err.message });`, `log('a', { b: err });`, ANYWHERE],
    [`log('a', { err: err.message });`, `log('a', { err });`, ANYWHERE],
    [`log('a', { b });`, null],
    [`log('a', { b });`, `log('a', { b }, err);`, ANYWHERE],
    [`log(('a: ' + err.message));`, null],
    [`log(...rest, err.message);`, null],
    ['log();', null],
    [`log(\n  'a: ' + err.message, // why\n);`, `log(\n  'a:', // why\n  err,\n);`],
    [`log(\r\n  'a',\r\n);`, `log(\r\n  'a',\r\n  err,\r\n);`],
  ])('%j -> %j', (before, after, more) => expect(rewrite(before, '($message, $error)', more)).toBe(after));
});

describe('the stack behind the text', () => {
  it.each<[before: string, after: string | null, more?: Partial<LogRewrite>]>([
    [`log('a: ' + err.message);`, `log('a: ' + err.message, err.stack);`],
    [`log(err.message);`, 'log(err.message, err.stack);'],
    [`log('a', err);`, `log('a', err.stack);`],
    [`log('a', context);`, `log('a', err.stack, context);`],
    [`log('a', b, c);`, null],
    [`log('a', err);`, null, { object: null }],
    [`log('a', err);`, `log('a', (err as Error).stack);`, { object: '(err as Error)' }],
  ])('%j -> %j', (before, after, more) => expect(rewrite(before, '($message, $error.stack)', more)).toBe(after));
});

describe('the error before the text', () => {
  it.each<[before: string, after: string | null, more?: Partial<LogRewrite>]>([
    [`log('a: ' + err.message);`, `log({ err }, 'a');`],
    [`log('a - ' + err.message);`, `log({ err: e }, 'a');`, { error: 'e' }],
    [`log(err.message);`, 'log(err);', { alone: true }],
    [`log('a', err);`, `log({ err }, 'a');`],
    [`log('a %s', err.message);`, `log({ err }, 'a %s', err.message);`],
    [`log('a', { err, b });`, `log({ err, b }, 'a');`],
    [`log('a', b);`, null],
    [`log('a', b, err);`, null],
    [`log(text);`, null],
    [`log({ a }, 'b');`, `log({ a, err }, 'b');`],
    [`log({}, 'b');`, `log({ err }, 'b');`],
    [`log({ a }, \`b: \${err.message}\`);`, `log({ a, err }, 'b');`],
    [`log({ err: err.message }, 'b');`, `log({ err }, 'b');`],
    [`log({ err: other }, 'b');`, null],
    [`log(\n  'a',\n  err,\n);`, `log(\n  { err },\n  'a',\n);`],
  ])('%j -> %j', (before, after, more) => expect(rewrite(before, '({ err: $error }, $message)', more)).toBe(after));

  it('by itself', () => {
    expect(rewrite(`log('a: ' + err.message);`, '($error, $message)')).toBe(`log(err, 'a');`);
    expect(rewrite(`log({ a }, 'b');`, '($error, $message)')).toBeNull();
  });
});

describe('renameKey', () => {
  it.each<[string, string | null]>([
    ['log({ error });', 'log({ err: error });'],
    ['log({ error: err });', 'log({ err });'],
    ['log({ a, "the error": e, b });', 'log({ a, err: e, b });'],
    ['log({ error, err: 1 });', null],
    ['log({ error() {} });', null],
  ])('%s -> %s', (before, after) => {
    const source = parse(before);
    const object = firstObject(source);
    const property = object.properties.find(
      (item) => item.type === 'Property' && /error/.test(source.text.slice(item.key.start, item.key.end)),
    );
    if (property?.type !== 'Property') throw new Error('The case has no key with "error".');
    const edits = renameKey(source, object, property, 'err');
    expect(edits && edited(source, edits)).toBe(after);
  });
});
