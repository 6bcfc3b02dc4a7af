import { describe, expect, it } from 'vitest';
import { nodesOf } from '../../../src/analysis/project/module.js';
import { argumentAt } from '../../../src/analysis/values/call.js';
import { lookUpOption } from '../../../src/analysis/values/options.js';
import { alternatives } from '../../../src/analysis/values/value.js';
import { tempProject } from '../../support/temp-project.js';

/** What the option `limit` of the first argument of `here()` is: its literal values, or the state of the look-up. */
function limitOf(code: string): unknown {
  const { project, module } = tempProject({ 'main.ts': code }).analyse('main.ts');
  const call = nodesOf(module, 'CallExpression').find((node) => node.callee.type === 'Identifier' && node.callee.name === 'here')!;
  const found = lookUpOption(project, argumentAt(call, 'Argument[0]'), ['limit']);
  if (found.state !== 'present') return found.state;
  return alternatives(found.value).map((value) => (value.kind === 'literal' ? value.value : value.kind));
}

describe('an option', () => {
  it.each([
    ['written', 'here({ limit: 1 });', [1]],
    ['left out', 'here({ other: 1 });', 'absent'],
    ['of two values', 'here({ limit: large ? 10 : 1 });', [10, 1]],
    ['of two objects', 'here(large ? { limit: 10 } : { limit: 1 });', [10, 1]],
    ['of two objects that say the same', 'here(large ? { limit: 1, other: 2 } : { limit: 1 });', [1]],
    ['of one of two objects', 'here(large ? { limit: 10 } : {});', 'unknown'],
    ['of neither', 'here(large ? { other: 1 } : {});', 'absent'],
    ['merged, the last one counts', 'here(Object.assign({}, { limit: 1 }, { limit: 2 }));', [2]],
    ['merged with something that may have it', 'const f = (more) => here(Object.assign({ limit: 1 }, more));', 'unknown'],
    ['merged into an object later', 'const options = {}; Object.assign(options, { limit: 3 }); here(options);', [3]],
    ['added to a function, which stays one', 'here(Object.assign(() => 1, { limit: 1 }));', 'absent'],
  ])('%s', (_, code, expected) => {
    expect(limitOf(code)).toEqual(expected);
  });
});
