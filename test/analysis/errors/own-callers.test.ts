import { expect, it } from 'vitest';
import { answersOwnCallers } from '../../../src/analysis/errors/own-callers.js';
import { nodesOf } from '../../../src/analysis/project/module.js';
import { tempProject } from '../../support/temp-project.js';

it.each([
  ['whoever lacks the secret is turned away', "if (token !== process.env.INTERNAL_API_KEY) return deny(); here();", true],
  ['the secret is a part of a text', "if (header !== `Bearer ${process.env.CRON_SECRET}`) { return deny(); } here();", true],
  ['the secret stands on the left', "if (env.CRON_SECRET !== token) return deny(); here();", true],
  ['it is asked for afterwards', "here(); if (token !== process.env.INTERNAL_API_KEY) return deny();", false],
  ['another part of the environment', "if (mode !== process.env.MODE) return deny(); here();", false],
  ['the secret matches', "if (token === process.env.CRON_SECRET) log(); here();", false],
  ['nothing is asked', 'here();', false],
])('%s', (_, body, expected) => {
  const { module } = tempProject({ 'main.ts': `export async function handler(token, header, mode) { ${body} }` }).analyse('main.ts');
  const call = nodesOf(module, 'CallExpression').find(({ callee }) => callee.type === 'Identifier' && callee.name === 'here')!;
  expect(answersOwnCallers(call)).toBe(expected);
});
