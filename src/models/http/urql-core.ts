import { type Call, defineModel } from '../model.js';

const request: Call = { concept: 'external-call', medium: 'graphql' };

export default defineModel({
  package: '@urql/core',
  versions: '>=3',
  checked: '6.0.3',
  docs: 'https://nearform.com/open-source/urql/docs/api/core/',
  area: 'http',
  typedBy: ['graphql@16.15.0'],
  exports: {
    createClient: { function: { returns: 'Client', options: 0 } },
    Client: { class: 'Client', construction: { options: 0 } },
  },
  types: {
    Client: {
      members: {
        'query|executeQuery': { ...request, access: 'read', returns: 'Source' },
        'mutation|executeMutation': { ...request, access: 'write', returns: 'Source' },
        readQuery: {},
        'subscription|executeSubscription': {},
      },
    },
    Source: { members: { toPromise: {}, subscribe: {} } },
  },
  retries: { default: 0 },
  notes: ['The client puts a signal of its own on each request: only a `fetch` of your own can bound it.'],
});
