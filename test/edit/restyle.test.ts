import { expect, it } from 'vitest';
import { restyle } from '../../src/edit/restyle.js';
import { DEFAULT_STYLE, styleOf } from '../../src/edit/style.js';
import { parse } from './parse.js';

const GENERATED = `import {
  one,
  two,
} from 'cockatiel';

/**
 * Says "why".
 */
export interface Limits {
  timeoutMs: number;
}

export class TimeoutError extends Error {
  override name = 'TimeoutError';

  constructor(message: string) {
    super(message);
    const list = [
      'it\\'s',
      'a "b"',
    ];
    for (let index = 0; index < 2; index++) one(list);
    (two as () => void)();
    two(
      one,
    );
    return;
  }
}
`;

it('leaves the style that modules are generated in', () => {
  expect(restyle(parse(GENERATED), DEFAULT_STYLE)).toBe(GENERATED);
});

it('writes another style, in which the module means the same', () => {
  const style = {
    ...DEFAULT_STYLE,
    quotes: 'double',
    semicolons: false,
    indent: '\t',
    lineEnd: '\r\n',
    trailingCommas: 'none',
  } as const;
  const text = restyle(parse(GENERATED), style);
  expect(text.split('\r\n')).toEqual([
    'import {',
    '\tone,',
    '\ttwo',
    '} from "cockatiel"',
    '',
    '/**',
    ' * Says "why".',
    ' */',
    'export interface Limits {',
    '\ttimeoutMs: number',
    '}',
    '',
    'export class TimeoutError extends Error {',
    '\toverride name = "TimeoutError"',
    '',
    '\tconstructor(message: string) {',
    '\t\tsuper(message)',
    '\t\tconst list = [',
    '\t\t\t"it\'s",',
    '\t\t\t\'a "b"\'',
    '\t\t]',
    '\t\tfor (let index = 0; index < 2; index++) one(list);',
    '\t\t(two as () => void)()',
    '\t\ttwo(',
    '\t\t\tone',
    '\t\t)',
    '\t\treturn',
    '\t}',
    '}',
    '',
  ]);
  expect(styleOf(parse(text))).toMatchObject({
    quotes: 'double',
    indent: '\t',
    lineEnd: '\r\n',
    trailingCommas: 'none',
  });
});

it('drops the commas of calls alone where a project has them in literals only', () => {
  const text = restyle(parse(GENERATED), { ...DEFAULT_STYLE, trailingCommas: 'literals' });
  expect(text).toContain('two(\n      one\n    );');
  expect(text).toContain('\'a "b"\',\n    ];');
});
