import { type Call, type Construction, type LibraryModel, type TypeModel, defineModel } from '../model.js';

const call: Call = {
  concept: 'external-call',
  medium: 'http',
  options: 0,
  timeouts: ['signal'],
  signal: 'request.signal',
  failure: { as: 'error', status: 'status' },
};

export const octokitTypes: Record<string, TypeModel> = {
  Octokit: {
    members: { graphql: { ...call, medium: 'graphql', access: 'either', options: 1 } },
    properties: { rest: 'Scopes', request: 'Request', paginate: 'Paginate' },
  },
  Request: { call: { ...call, access: 'either', options: 1 } },
  Paginate: { call: { ...call, access: 'read', options: 1, rows: 'many' }, members: { iterator: { ...call, access: 'read', options: 1 } } },
  Scopes: { properties: { '*': 'Scope' } },
  Scope: { members: { 'get*|list*|check*|download*|compare*': { ...call, access: 'read' }, '*': { ...call, access: 'either' } } },
};

export const construction: Construction = { options: 0, timeouts: ['signal'] };

export const octokitFacts: Pick<LibraryModel, 'area' | 'timeouts' | 'notes'> = {
  area: 'sdk',
  timeouts: {
    signal: {
      covers: 'call',
      unit: 'ms',
      default: null,
      call: 'request.signal',
      client: 'request.signal',
      signal: true,
      source: 'https://github.com/octokit/request.js#request',
    },
  },
  notes: ['There is no timeout option: a signal for each call (`request: { signal }`), or a `fetch` of your own for the client.'],
};

export default defineModel({
  ...octokitFacts,
  package: '@octokit/rest',
  versions: '>=18',
  checked: '22.0.1',
  docs: 'https://github.com/octokit/request.js#request',
  exports: { Octokit: { class: 'Octokit', construction } },
  types: octokitTypes,
  retries: { default: 0 },
});
