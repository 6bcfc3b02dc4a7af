import { type Call, defineModel } from '../model.js';
import { octokitFacts } from './octokit-rest.js';

const query: Call = {
  concept: 'external-call',
  access: 'either',
  medium: 'graphql',
  options: 1,
  timeouts: ['signal'],
  signal: 'request.signal',
  failure: { as: 'error', status: 'status' },
};

export default defineModel({
  ...octokitFacts,
  package: '@octokit/graphql',
  versions: '>=4',
  checked: '9.0.5',
  docs: 'https://github.com/octokit/graphql.js#readme',
  exports: { graphql: { instance: 'Graphql' } },
  types: {
    Graphql: {
      call: query,
      members: { defaults: { returns: 'Graphql', options: 0, inherits: true } },
      construction: { options: 0, timeouts: ['signal'] },
    },
  },
  retries: { default: 0 },
});
