import { expect, it } from 'vitest';
import { printedValues } from '../../../src/analysis/databases/printed.js';
import { tempProject } from '../../support/temp-project.js';

it.each([
  ['each statement', "new DataSource({ type: 'postgres', logging: true });", ['logging:2']],
  ['a list with the one that matters', "new DataSource({ type: 'postgres', logging: ['error', 'query'] });", ['logging:2']],
  ['errors alone', "new DataSource({ type: 'postgres', logging: ['error'] });", []],
  ['one way or the other', "new DataSource({ type: 'postgres', logging: verbose ? 'all' : true });", ['logging:2']],
  ['only where somebody asks for it', "new DataSource({ type: 'postgres', logging: verbose ? 'all' : false });", []],
  ['where the environment says so', "new DataSource({ type: 'postgres', logging: process.env.NODE_ENV !== 'production' });", []],
])('a client that prints %s', (_, code, expected) => {
  const { project, module } = tempProject({ 'main.ts': `import { DataSource } from 'typeorm';\n${code}` }).analyse('main.ts');
  expect(printedValues(project, module).map(({ option, node }) => `${option}:${module.lineOf(node.start)}`)).toEqual(expected);
});
