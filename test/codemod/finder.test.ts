import { describe, expect, it } from 'vitest';
import { analyseFile } from '../../src/analysis/file.js';
import { createFinder } from '../../src/codemod/finder.js';
import { readSettings } from '../../src/settings.js';
import { rule } from './sample.js';

const ID = 'resilience/require-request-timeout';
const finder = createFinder({ 'require-request-timeout': rule }, { [ID]: 'error' });

/** Which of the calls `request(1)`, `request(2)`, ... in a text are found. */
async function found(text: string): Promise<string[]> {
  const analysis = analyseFile('/project/file.ts', text, readSettings(undefined))!;
  return (await finder)(analysis).map(({ start, end }) => text.slice(start, end).replace(/\D/g, ''));
}

describe('createFinder', () => {
  it.each([
    ['no comment', 'request(1); request(2);', ['1', '2']],
    ['a comment on the line', `request(1); // eslint-disable-line ${ID}\nrequest(2);`, ['2']],
    ['a comment above the line', `request(1);\n// eslint-disable-next-line ${ID} -- a reason\nrequest(2);`, ['1']],
    ['a comment on all rules', '// eslint-disable-next-line\nrequest(1);\nrequest(2);', ['2']],
    ['a comment on another rule', '// eslint-disable-next-line no-console\nrequest(1);', ['1']],
    ['a block', `request(1);\n/* eslint-disable ${ID} */\nrequest(2);\n/* eslint-enable */\nrequest(3);`, ['1', '3']],
    ['a comment that turns the rule off', `/* eslint ${ID}: "off" */\nrequest(1);`, []],
    ['a comment with options', `/* eslint ${ID}: ["error", { "name": "other" }] */\nrequest(1); other(2);`, ['2']],
    ['a comment in a string', `const a = '// eslint-disable-line';\nrequest(1); "/* eslint-disable */";`, ['1']],
    ['CRLF line ends', `request(1);\r\n// eslint-disable-next-line\r\nrequest(2);\r\nrequest(3);`, ['1', '3']],
    [
      'a line separator in a string',
      `const a = '\u2028';\n// eslint-disable-next-line\nrequest(1);\nrequest(2);`,
      ['2'],
    ],
    ['a shebang', `#!/usr/bin/env node\n// eslint-disable-next-line\nrequest(1);\nrequest(2);`, ['2']],
    ['several calls on one line in one order', `/* eslint no-console: 0 */ f(request(1), request(2));`, ['1', '2']],
  ])('honours %s', async (_, text, expected) => {
    expect(await found(text)).toEqual(expected);
  });

  it('hands over the evidence of each finding', async () => {
    const text = '// eslint-disable-next-line\nrequest(1);\nrequest(2);';
    const [finding] = (await finder)(analyseFile('/project/file.ts', text, readSettings(undefined))!);
    expect(finding).toMatchObject({
      messageId: 'missingTimeout',
      data: { name: 'request' },
      evidence: { type: 'CallExpression', start: 40 },
    });
  });

  it('runs rules with the options it is given, with and without comments', async () => {
    const find = await createFinder({ 'require-request-timeout': rule }, { [ID]: ['error', { name: 'other' }] });
    for (const text of ['request(1); other(2);', '/* eslint no-console: 0 */ request(1); other(2);']) {
      expect(find(analyseFile('/project/file.ts', text, readSettings(undefined))!)).toHaveLength(1);
    }
  });
});
