import { expect, it } from 'vitest';
import { nodesOf } from '../../src/analysis/project/module.js';
import { defineModel } from '../../src/models/model.js';
import { tempProject } from '../support/temp-project.js';

const server = defineModel({
  package: 'some-server',
  versions: '*',
  checked: '1.0.0',
  docs: 'https://example.com',
  area: 'server',
  exports: { default: { function: { returns: 'App' } } },
  types: {
    App: {
      members: {
        route: {
          concept: 'route',
          callbacks: [
            { at: 'Argument[0].handler', role: 'handler', params: ['Request'] },
            { at: 'Argument[0].hooks.*', role: 'handler', params: ['Request'] },
          ],
        },
        get: { concept: 'route', callbacks: [{ at: 'Argument[rest]', role: 'handler', params: ['Request'] }] },
      },
    },
    Request: { members: { query: { concept: 'query' } } },
  },
});

/** The roles round each `query` call, from the inside out. */
function roles(code: string): string[][] {
  const file = tempProject({ 'main.ts': `import server from 'some-server';\nconst app = server();\n${code}` }, [server]).analyse('main.ts');
  const calls = file.calls('query');
  expect(calls).toHaveLength(nodesOf(file.module, 'CallExpression').filter((node) => file.module.text.startsWith('r.query', node.start)).length);
  return calls.map((call) => file.framesOf(call.node).map((frame) => ('role' in frame ? frame.role : frame.kind)));
}

it('sees a handler that is passed as an argument', () => {
  expect(roles('app.get("/", (r) => r.query());')).toEqual([['handler']]);
});

it('sees handlers inside an options object, as functions, methods and in lists', () => {
  expect(roles('app.route({ handler(r) { return r.query(); } });')).toEqual([['handler']]);
  expect(roles('app.route({ hooks: { before: async (r) => { await r.query(); } } });')).toEqual([['handler']]);
  expect(roles('app.route({ hooks: { before: [async (r) => { await r.query(); }] } });')).toEqual([['handler']]);
});
