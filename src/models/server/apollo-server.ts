import { defineModel } from '../model.js';

export default defineModel({
  package: '@apollo/server',
  aliases: ['@apollo/server/standalone', '@apollo/server/express4', '@as-integrations/express4', '@as-integrations/express5'],
  versions: '>=4',
  checked: '5.5.1',
  docs: 'https://www.apollographql.com/docs/apollo-server/api/apollo-server',
  area: 'server',
  exports: {
    ApolloServer: { class: 'ApolloServer', construction: { options: 0, concept: 'shutdown' } },
    startStandaloneServer: {
      function: { concept: 'listen', options: 1 },
      source: 'https://www.apollographql.com/docs/apollo-server/api/standalone',
    },
    expressMiddleware: {
      function: { concept: 'route', options: 1 },
      source: 'https://www.apollographql.com/docs/apollo-server/api/express-middleware',
    },
  },
  types: { ApolloServer: { members: { stop: { concept: 'close' }, 'start|executeOperation': {} } } },
  notes: [
    'It stops itself on SIGINT and SIGTERM unless `stopOnTerminationSignals` is false or NODE_ENV is "test".',
    'startStandaloneServer reads bodies up to 50 MB and takes no middleware: rate limits, time limits and request ids need expressMiddleware.',
    'Nothing bounds how long a resolver takes.',
  ],
});
