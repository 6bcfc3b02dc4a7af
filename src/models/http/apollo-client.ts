import { type Call, defineModel } from '../model.js';

const request: Call = {
  concept: 'external-call',
  medium: 'graphql',
  options: 0,
  timeouts: ['signal'],
  signal: 'context.fetchOptions.signal',
};

export default defineModel({
  package: '@apollo/client',
  aliases: ['@apollo/client/core'],
  versions: '>=3',
  checked: '4.3.8',
  older: ['3.14.1'],
  docs: 'https://www.apollographql.com/docs/react/api/core/ApolloClient',
  area: 'http',
  typedBy: ['graphql@16.15.0', 'rxjs@7.8.2'],
  exports: { ApolloClient: { class: 'ApolloClient', construction: { options: 0 } } },
  types: {
    ApolloClient: {
      members: {
        query: { ...request, access: 'read' },
        mutate: { ...request, access: 'write' },
        'watchQuery|subscribe': {},
        stop: { concept: 'close' },
      },
      lifecycle: { stage: 'client', close: '$.stop()' },
    },
  },
  timeouts: { signal: { covers: 'call', unit: 'ms', default: null, call: 'context.fetchOptions.signal', signal: true } },
  retries: { default: 0 },
});
