import { parseSync, Visitor, type CallExpression, type NewExpression, type ObjectExpression } from 'oxc-parser';
import { expect } from 'vitest';
import { applyEdits } from '../../src/edit/apply.js';
import type { Edit } from '../../src/edit/edit.js';
import type { Source } from '../../src/edit/source.js';

/** A file as the analysis parses it; fails the test where the text has a syntax error. */
export function parse(text: string, path = '/project/src/file.ts'): Source {
  const { program, comments, errors } = parseSync(path, text, { astType: 'ts', preserveParens: false });
  expect(errors, text).toEqual([]);
  return { path, text, program, comments };
}

/** The edited text, which must parse. */
export function edited(source: Source, edits: readonly Edit[] | null): string {
  expect(edits).not.toBeNull();
  return parse(applyEdits(source.text, edits!), source.path).text;
}

/** The first call of a function or construction of a class by its name as written. */
export function callOf(source: Source, callee: string): CallExpression | NewExpression {
  const found: (CallExpression | NewExpression)[] = [];
  const collect = (node: CallExpression | NewExpression) => {
    if (source.text.slice(node.callee.start, node.callee.end) === callee) found.push(node);
  };
  new Visitor({ CallExpression: collect, NewExpression: collect }).visit(source.program);
  if (!found[0]) throw new Error(`No call of ${callee}.`);
  return found[0];
}

export function firstObject(source: Source): ObjectExpression {
  const found: ObjectExpression[] = [];
  new Visitor({ ObjectExpression: (node) => void found.push(node) }).visit(source.program);
  if (!found[0]) throw new Error('No object literal.');
  return found[0];
}
